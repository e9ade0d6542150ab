package dev.clv.features.event;

import dev.clv.features.event.DataQualityReport.Effect;
import dev.clv.features.event.DataQualityReport.Reason;

/** The reasons that a log itself finds while it is built; readers add their own. */
public final class LogReasons {

    /** A second event with the same id. */
    public static final Reason DUPLICATE_EVENT_ID =
            new Reason(Effect.DUPLICATE, "event_id", "an event with this id is already in the log");

    /** An event at or after the end of the observed time. */
    public static final Reason FUTURE =
            new Reason(Effect.DROPPED, "future", "at or after the end of the observed time, as set by observedUntil");

    /**
     * A few events far after all others, as of a mistyped year: they do not belong to the observed time, whose end they
     * would move. Only where {@link EventLog.Builder#observedUntil} is not set.
     */
    public static final Reason DETACHED_LATE = new Reason(
            Effect.DROPPED,
            "detached_late",
            "lies far after all other events, as of a mistyped year, and is left out; set observedUntil to keep it");

    /** A few events far before all others, as of 1970-01-01 for a missing time. */
    public static final Reason DETACHED_EARLY = new Reason(
            Effect.REMARKED,
            "detached_early",
            "lies far before all other events, as of a time that is missing or lacks its century; kept, and the customer"
                    + " counts as known since then: correct it, or drop such rows in the mapping");

    /** Events that share an id and differ; the first of them in canonical order is kept. */
    public static final Reason CONFLICTING_EVENT_ID = new Reason(
            Effect.REMARKED,
            "event_id_conflict",
            "other events with this id say something else; the first in order of customer, time and content is kept");

    /** The key of a remark on many rows that share an event id with another row and differ from it. */
    static final String CONFLICTING_EVENT_IDS_MANY = "event_ids_conflict_often";

    /** Events without an id that repeat another one in everything. */
    public static final Reason REPEATED = new Reason(
            Effect.REMARKED,
            "repeated",
            "repeats another event without an id in everything; kept, as it may have happened twice");

    /** The key of a remark on rows that are there twice because exports overlap. */
    static final String ROWS_DOUBLED = "rows_doubled";

    /** The key of a remark on amounts far above the usual that make up much of all spend. */
    static final String OUTLIERS_WEIGH = "outlier_amounts_weigh";

    /** The key of a remark on a log with more refunds than purchases. */
    static final String REFUNDS_OUTNUMBER = "refunds_outnumber_purchases";

    /** Refunds in a log without a purchase. */
    public static final Reason NO_PURCHASE = new Reason(
            Effect.REMARKED,
            "no_purchase",
            "refunds, and not one purchase, as if purchases were taken for refunds: look at \"refundWhen\", at the words"
                    + " of \"kind\" and at the sign of the amounts");

    /** The key of a remark on days without an event in the midst of a log; it counts days. */
    static final String DAYS_MISSING = "days_missing";

    /** The key of a remark on days at the end of a log with far fewer purchases than usual; it counts days. */
    static final String END_IS_THIN = "end_is_thin";

    /** The key of a remark on a part of the purchases that ends long before the rest; it counts the days since. */
    static final String PART_ENDED = "part_ended";

    /** The key of a remark on months at an end whose purchases all lie on days that may be a month; it counts them. */
    static final String DATES_SWAPPED = "dates_swapped";

    /** The key of a remark on purchases that all lie on one day of the month; it counts customers' days. */
    static final String TIMES_BY_THE_MONTH = "times_by_the_month";

    /** The key of a remark on an end that was set far after the last event; it counts the days between. */
    static final String END_IS_SILENT = "end_is_silent";

    /** The key of a remark on a day from which on customers have other ids; it counts the customers before. */
    static final String IDS_CHANGED = "ids_changed";

    /** The key of a remark on ids in two forms of which one spells the other anew; it counts the ids in both. */
    static final String IDS_SPELLED_ANEW = "ids_spelled_anew";

    /** The key of a remark on purchases of many customers at one instant. */
    static final String SAME_INSTANT = "same_instant";

    /** The key of a remark on a part of the amounts that is in another unit or currency. */
    static final String AMOUNTS_IN_ANOTHER_UNIT = "amounts_in_another_unit";

    /** Rows of attributes alone from after the last event, where {@link EventLog.Builder#observedUntil} is not set. */
    public static final Reason ATTRIBUTES_LATE = new Reason(
            Effect.DROPPED,
            "attributes_late",
            "attributes known only from after the day of the last event on; they do not move the end of the observed time"
                    + " and are left out: set observedUntil if the log goes so far, or leave their time out if they"
                    + " held before");

    /** Refunds told by the rows of purchases, from after the end of the observed time. */
    public static final Reason REFUND_AFTER_END = new Reason(
            Effect.REMARKED,
            "refund_after_end",
            "what was paid back of this purchase lies at or after the end of the observed time and is left out; the"
                    + " purchase stays");

    /** Refunds told by the rows of purchases that themselves lie after the end of the observed time. */
    public static final Reason REFUND_ALONE = new Reason(
            Effect.REMARKED,
            "refund_alone",
            "a refund whose purchase lies at or after the end of the observed time and is left out; the refund stays");

    /** Attributes of one customer with different values from the same time on. */
    public static final Reason ATTRIBUTE_CONTRADICTED = new Reason(
            Effect.REMARKED,
            "attribute_contradicted",
            "another value of the same attribute of the same customer from the same time on; the last value in order of"
                    + " text counts: give each customer one row, or rows a time");

    /** Lines whose amount is the one of the order's line before, where nearly all orders of several lines are so. */
    public static final Reason ORDER_TOTAL_REPEATED = new Reason(
            Effect.REMARKED,
            "order_total_repeated",
            "all lines of an order have the same amount, or nearly; if it is the total of the order, it counts once for"
                    + " each line:"
                    + " map \"id\" to the order's column, or the amount to the line's own price");

    /** The key of a remark on purchases that are the sum of the other rows of their order or customer. */
    static final String TOTAL_BESIDE_ROWS = "total_beside_rows";

    /** The key of a remark on refunds that are larger than the amount of the row that tells of them. */
    static final String REFUND_EXCEEDS_AMOUNT = "refund_exceeds_amount";

    /** The key of a remark on event ids that a spreadsheet has shortened; it counts ids. */
    static final String EVENT_IDS_SHORTENED = "event_ids_shortened";

    /** The key of a remark on customers whose id is a word such as guest; it counts their orders. */
    static final String PLACEHOLDER_ID = "placeholder_id";

    /** Amounts without a currency in a log that has one. */
    public static final Reason CURRENCY_ASSUMED =
            new Reason(Effect.REMARKED, "currency_assumed", "names no currency; taken to be in the log's");

    /**
     * Amounts without a currency in a log whose other rows name one, where they are at least one of twenty and nobody
     * said what they are in.
     */
    public static final Reason CURRENCY_OFTEN_MISSING = new Reason(
            Effect.REMARKED, "currency_often_missing", "names no currency; taken to be in that of other rows");

    /** Amounts converted into the log's currency. */
    public static final Reason CURRENCY_CONVERTED =
            new Reason(Effect.REMARKED, "currency_converted", "was in another currency and has been converted");

    /** Purchases that cost nothing. */
    public static final Reason ZERO_AMOUNT =
            new Reason(Effect.REMARKED, "zero_amount", "a purchase of amount zero; counts as a purchase");

    /** Refunds that make up for more than was ever paid. */
    public static final Reason REFUND_EXCEEDS_PURCHASES = new Reason(
            Effect.REMARKED,
            "refund_exceeds_purchases",
            "with it the customer got back more than was paid so far; purchases may lie before the first row");

    /**
     * Purchases that cost far more than is usual: the logarithm of the amount has a modified z-score {@code 0.6745 (x -
     * median) / MAD} above 3.5 (Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993) among all positive
     * purchase amounts. Below ten amounts, or when more than half of them are equal, nothing is an outlier.
     */
    public static final Reason OUTLIER_AMOUNT = new Reason(
            Effect.REMARKED,
            "outlier_amount",
            "a purchase far above the usual amounts; kept as it is unless winsorizeAmountsAt is set");

    /** Amounts that were capped on request. */
    public static final Reason WINSORIZED_AMOUNT =
            new Reason(Effect.REMARKED, "winsorized_amount", "was above the quantile set by winsorizeAmountsAt");

    /** Ids of customers that another customer's equals without blanks and invisible characters. */
    public static final Reason IDS_DIFFER_IN_BLANKS = ids("blanks", "blanks or invisible characters", "no-blanks");

    /** Ids of customers that another customer's equals in lower case. */
    public static final Reason IDS_DIFFER_IN_CASE = ids("case", "upper and lower case", "fold-case");

    /** Ids of customers that another customer's equals in the Unicode form NFKC. */
    public static final Reason IDS_DIFFER_IN_UNICODE_FORM =
            ids("unicode_form", "the form in which Unicode writes them", "nfkc");

    /** Ids of customers such as 12.0 where there is another customer 12. */
    public static final Reason IDS_DIFFER_IN_DECIMALS = new Reason(
            Effect.REMARKED,
            "ids_differ_in_decimals",
            "an id such as 12.0 where 12 is another customer; write ids as whole numbers");

    /** Ids of customers such as 007 where there is another customer 7. */
    public static final Reason IDS_DIFFER_IN_ZEROS = new Reason(
            Effect.REMARKED,
            "ids_differ_in_zeros",
            "an id such as 007 where 7 is another customer; write ids with their zeros everywhere");

    /** Ids of customers that another customer's equals without quotes or brackets around it or commas in it. */
    public static final Reason IDS_DIFFER_IN_SIGNS = new Reason(
            Effect.REMARKED,
            "ids_differ_in_signs",
            "an id that differs from another customer's in quotes or brackets around it, or in commas between thousands,"
                    + " only; they are different customers: write ids in one way");

    /** Ids of customers such as a%40b where there is another customer a@b, or that were read in a wrong encoding. */
    public static final Reason IDS_DIFFER_IN_ENCODING = new Reason(
            Effect.REMARKED,
            "ids_differ_in_encoding",
            "an id that equals another customer's but for a wrong encoding, for signs such as %40 as in an address, or for"
                    + " &amp; as in a page; they are different customers: set \"encoding\" in the mapping, and write ids as"
                    + " they are");

    /** Ids of customers that are one e-mail address in another spelling, such as a+shop@b.c where a@b.c is another. */
    public static final Reason IDS_DIFFER_IN_ADDRESS = new Reason(
            Effect.REMARKED,
            "ids_differ_in_address",
            "an id that is another customer's e-mail address in another spelling (a tag behind a plus, a name in front,"
                    + " mailto:, googlemail.com for gmail.com, or dots that Gmail ignores); they are different customers:"
                    + " write addresses in one way");

    /** Ids of customers such as 1.23E+11, the form in which a spreadsheet shows a long number. */
    public static final Reason IDS_SHORTENED = new Reason(
            Effect.REMARKED,
            "ids_shortened",
            "an id such as 1.23E+11, as spreadsheets write long numbers without their last digits, so that different"
                    + " customers may have become one; export the ids as text");

    /** The keys of remarks on events whose order or product is written so. */
    static final String ORDERS_SHORTENED = "orders_shortened";

    static final String PRODUCTS_SHORTENED = "products_shortened";

    /** Customers of a log in which no customer has purchases on two days, from 50 customers and 30 days on. */
    public static final Reason NOBODY_BOUGHT_TWICE = new Reason(
            Effect.REMARKED,
            "nobody_bought_twice",
            "none of the customers bought twice, as if the id were that of an order; name the column of the"
                    + " customer's own id");

    /** Rows of attributes alone whose customers have events. */
    public static final Reason ATTRIBUTES_MET =
            new Reason(Effect.REMARKED, "attributes_met", "a row of attributes whose customer has events");

    /** Rows of attributes alone whose customers have no events. */
    public static final Reason ATTRIBUTES_UNMET =
            new Reason(Effect.REMARKED, "attributes_unmet", "a row of attributes whose customer has no events");

    /** Tables of attributes that hold a header and nothing else. */
    public static final Reason ATTRIBUTES_EMPTY = new Reason(
            Effect.REMARKED,
            "attributes_empty",
            "a table of attributes without a row; check where it comes from, or leave it out");

    /** The key of a remark on attributes of which hardly any belongs to a customer with events. */
    static final String ATTRIBUTES_HARDLY_MEET = "attributes_hardly_meet";

    /** Customers of a log in temporary files whom some reviews have passed over; the report's sentence says which. */
    static final String REVIEWED_IN_PART = "reviewed_in_part";

    private static Reason ids(String key, String difference, String form) {
        return new Reason(
                Effect.REMARKED,
                "ids_differ_in_" + key,
                "an id that differs from another customer's in " + difference + " only; they are different customers"
                        + " unless the mapping says \"idForm\": [\"" + form + "\"]");
    }

    private LogReasons() {}
}
