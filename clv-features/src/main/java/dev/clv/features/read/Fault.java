package dev.clv.features.read;

import dev.clv.features.event.DataQualityReport.Effect;
import dev.clv.features.event.DataQualityReport.Reason;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Everything that can be wrong with a row, and what is remarkable about one that is kept. */
enum Fault {
    COLUMN_COUNT(
            "does not have as many columns as the header", "look for a stray delimiter, or a file that is cut off"),
    MALFORMED_TEXT(
            "is not valid in the file's encoding, which is UTF-8 unless set",
            "set its encoding, or convert the file to UTF-8"),
    INVALID_JSON("is not valid JSON", "write one whole JSON object on each line"),
    NOT_AN_OBJECT("is not a JSON object", "write one whole JSON object on each line"),
    JSON_LIMIT("nests too deep, or holds a text or number that is too long", "flatten it, or raise maxFieldLength"),
    NESTED_VALUE("holds an object or a list where a single value belongs", "flatten it"),
    REPEATED_FIELD("holds the same field twice", "write each field once"),
    LINE_TOO_LONG("is longer than a line may be", "raise maxFieldLength, or look for missing line ends"),
    CONTROL_CHARACTER(
            "an id or a name holds a control character (a line end, a zero byte, an escape or a mark of direction)",
            "clean the file, and look for a quote that is not closed"),
    HEADER_REPEATED(
            Effect.DROPPED,
            "a row is the header once more, as where files were joined",
            "leave out the headers of all files but the first"),
    HEADER_CHANGED(
            "is another header: columns stand in another order from here on, as where different exports were joined",
            "read each of them from a file of its own"),
    CUSTOMER_MISSING("customer is missing", "drop such rows in the mapping if they are expected"),
    TOTAL_ROW(
            "an id or a name is a word such as Total, so that the row adds up others",
            "remove such rows from the export, or drop them in the mapping"),
    TIME_MISSING("time is missing", "drop such rows in the mapping if they are expected"),
    TIME_INVALID("is not a time of the expected form, or a day that does not exist", "give a time pattern that fits"),
    TIME_IMPLAUSIBLE(
            "is a time before 1900-01-02 or after 2199, which no shop can mean",
            "correct it, or give a time pattern that fits"),
    TIME_ZONE_UNKNOWN("time has no offset", "give a zone, in the mapping or with zone(...)"),
    TIME_AMBIGUOUS("time is ambiguous, give a pattern", "such as d/M/yyyy or M/d/yyyy, with a zone, in a mapping"),
    KIND_UNKNOWN("type of event is unknown", "map it with kind.values, or drop such rows in the mapping"),
    AMOUNT_MISSING("amount is missing", "map an amount, or {\"constant\": 1} to count purchases"),
    AMOUNT_INVALID("amount is not a number", "write digits, with at most a sign and a currency beside them"),
    AMOUNT_LOCALE(
            "amount has another decimal mark than the column",
            "correct it, or say \"decimal\" in the mapping if it is the others that are wrong"),
    AMOUNT_AGAINST_DECIMAL(
            "amount does not fit the \"decimal\" of the mapping",
            "correct it, or set \"decimal\" to the mark of most rows"),
    AMOUNT_CURRENCY(
            "amount names another currency than its row, the log or the amounts above it",
            "correct it or the currency that was declared, or map the column of the currency"),
    NUMBER_TOO_LATE(
            "number has a decimal comma, but numbers above it were read with a decimal point",
            "say \"decimal\": \",\" in the mapping, or \".\" if this number is wrong"),
    AMOUNT_TOO_LARGE("amount has more than 18 digits in front of the decimal point", "check it"),
    AMOUNT_NEGATIVE(
            "amount of a purchase is negative", "map it with refundWhen, or read with negativeAmountsAsRefunds()"),
    CURRENCY_INVALID("currency is not a code of three capital letters", "write an ISO 4217 code"),
    QUANTITY_INVALID("quantity is not a positive number", "leave it empty for one unit"),
    RATING_INVALID("rating is not a number", "leave it empty if there is none"),
    SIGNAL_NAME_MISSING("a signal has no name", "map a name"),
    SIGNAL_VALUE_INVALID("value of a signal is not a number", "map a number"),

    NO_ATTRIBUTE(Effect.DROPPED, "a row of an attribute table holds no value", "there is nothing to know from it"),

    TIME_IN_GAP(Effect.REMARKED, "local time did not exist, clocks went forward", "moved later by the gap's length"),
    TIME_IN_OVERLAP(
            Effect.REMARKED,
            "local time occurred twice, clocks went back",
            "taken for the first of the two; write the offset if it matters"),
    NUMBER_OPEN(
            Effect.REMARKED,
            "number has a point before its last three digits, and no other number of the column shows whether it is a"
                    + " decimal mark",
            "read as a decimal point; say \"decimal\": \",\" in the mapping if it groups thousands"),
    NUMBER_ROUNDED(Effect.REMARKED, "amount has more digits than are kept", "rounded half to even"),
    NEGATIVE_AS_REFUND(Effect.REMARKED, "purchase with a negative amount", "read as a refund, as asked"),
    TOO_MANY_ATTRIBUTES(
            Effect.REMARKED,
            "has attributes of new names after the most that are taken",
            "they are passed over; give attributes few names and put what varies into values, or raise maxAttributes"),
    ROW_NAME(
            Effect.REMARKED,
            "rows have one column more than the header, in front of the others, as R writes the names of rows",
            "it is passed over; give it a name in the header if it is meant"),
    COLUMN_RESEMBLES(
            Effect.REMARKED,
            "column is not read, but its name differs in case, blanks or signs only from that of a column that is",
            "look which of the two is meant, and rename or map it"),
    ROW_OF_MANY_LINES(
            Effect.REMARKED,
            "a row spans more than 50 lines, as when a quote is not closed and takes the rows below into its field",
            "look at the line where it begins"),
    LAST_ROW_SHORT(
            Effect.REMARKED,
            "the last row has fewer columns than the header, as in a file that was cut off",
            "compare the end and the size of the file with the export that it was made by"),
    UNKNOWN_FIELD(Effect.REMARKED, "field is not in the standard header", "passed over; give a mapping to use it");

    private final Reason reason;
    private final String why;
    private final String remedy;

    Fault(String why, String remedy) {
        this(Effect.SKIPPED, why, remedy);
    }

    Fault(Effect effect, String why, String remedy) {
        this.why = why;
        this.remedy = remedy;
        this.reason = new Reason(effect, name().toLowerCase(Locale.ROOT), why + "; " + remedy);
    }

    Reason reason() {
        return reason;
    }

    String why() {
        return why;
    }

    String remedy() {
        return remedy;
    }

    /**
     * What to do about a time that some patterns would fit.
     *
     * @param patterns at least one, as a mapping writes them
     * @param zone of the mapping, which a changed one should keep; null if it has none
     * @param needsZone whether the time needs a zone and none is given
     */
    static String remedyOfTime(String column, List<String> patterns, @Nullable ZoneId zone, boolean needsZone) {
        String pattern = patterns.get(0);
        boolean universal = pattern.contains("'UTC'");
        String named = universal ? "UTC" : zone != null ? zone.getId() : needsZone ? "UTC" : null;
        return "it fits the pattern " + String.join(" or ", patterns) + ": write \"time\": {\"column\": "
                + JsonValue.quoted(column) + ", \"pattern\": " + JsonValue.quoted(pattern)
                + (named == null ? "" : ", \"zone\": " + JsonValue.quoted(named)) + "} in the mapping"
                + (needsZone && !universal ? ", with the shop's zone, as the times have no offset" : "");
    }

    /** Whether every row will have it, so that the reader has to be told more before it goes on. */
    boolean needsConfiguration() {
        return this == TIME_ZONE_UNKNOWN || this == TIME_AMBIGUOUS || this == NUMBER_TOO_LATE || this == HEADER_CHANGED;
    }
}
