package dev.clv.features.event;

import dev.clv.features.event.DataQualityReport.Effect;
import dev.clv.features.event.DataQualityReport.Reason;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes recorded events into a table: one currency, nothing from after the observed time, everything in canonical
 * order, attributes only where they change; and counts what is remarkable on the way.
 */
final class LogAssembly {

    /** What share of amounts without a currency is worth a caution. */
    private static final double OFTEN = 0.05;

    /** Below so many refunds nothing is told of their number. */
    private static final long FEWEST_REFUNDS = 20;

    /** So many refunds beyond the amount of their own row are no typing errors. */
    private static final long FEWEST_BEYOND = 10;

    private final RecordedEvents events;
    private final ZoneId zone;
    private final long end;
    private final DataQualityReport.Builder tally;

    /** Whether all events lie before the end, so that their times need not be looked up again and again. */
    private final boolean all;

    private long repeated;
    private boolean doubled;

    /** @param end the end of the observed time, exclusive */
    LogAssembly(RecordedEvents events, ZoneId zone, Instant end, DataQualityReport.Builder tally) {
        this.events = events;
        this.zone = zone;
        this.end = Micros.ceiling(end);
        this.tally = tally;
        this.all = IntStream.range(0, events.size()).allMatch(i -> events.time(i) < this.end);
    }

    /** How many rows lie at or after the end. */
    long futureRows() {
        long rows = 0;
        for (int i = 0; !all && i < events.size(); i++) {
            if (!isKept(i) && events.has(RecordedEvents.ROW, i)) {
                rows++;
            }
        }
        return rows;
    }

    /** How many of them hold attributes only. */
    long futureAttributeRows() {
        long rows = 0;
        for (int i = 0; !all && i < events.size(); i++) {
            if (!isKept(i) && events.has(RecordedEvents.ROW, i) && events.kind(i) == EventTable.ATTRIBUTE) {
                rows++;
            }
        }
        return rows;
    }

    /**
     * Counts refunds that the rows of purchases tell of: those beyond their purchase, and those where the end of the
     * observed time lies between the two.
     */
    void remarkRefunds() {
        byte refund = EventTable.code(EventKind.REFUND);
        long told = 0;
        long beyond = 0;
        for (int i = 1; i < events.size(); i++) {
            // Such a refund was recorded right behind its purchase.
            if (events.kind(i) == refund && !events.has(RecordedEvents.ROW, i)) {
                if (isKept(i) != isKept(i - 1)) {
                    tally.count(isKept(i) ? LogReasons.REFUND_ALONE : LogReasons.REFUND_AFTER_END, 1);
                }
                double paid = events.amount(i - 1).doubleValue();
                double back = events.amount(i).doubleValue();
                told++;
                beyond += back > paid && !Money.isNearly(back, paid) ? 1 : 0;
            }
        }
        remarkTold(told, beyond, tally);
    }

    /** Remarks on refunds that rows of purchases told of, if many are larger than their purchase. */
    static void remarkTold(long told, long beyond, DataQualityReport.Builder tally) {
        if (beyond >= FEWEST_BEYOND && beyond >= OFTEN * told) {
            tally.count(beyond(told), beyond);
        }
    }

    private static Reason beyond(long told) {
        return new Reason(
                Effect.REMARKED,
                LogReasons.REFUND_EXCEEDS_AMOUNT,
                String.format(
                        Locale.ROOT,
                        "of %,d rows with a refund tell of a larger one than their amount, as if the amount were what is"
                                + " left after refunds, which then count twice: map \"amount\" to what was charged at"
                                + " first, or leave \"refund\" out of the mapping",
                        told));
    }

    /**
     * Brings all amounts into one currency.
     *
     * <p>The currency is the base of the rates, else the declared one, else the only one that rows name; rows that name
     * none are taken to be in it.
     *
     * @return the currency, or null if neither rates nor rows nor the builder name one
     */
    @Nullable
    String unifyCurrency(@Nullable String declared, @Nullable ExchangeRates rates) {
        long[] rowsIn = new long[events.currencies.size() + 1];
        for (int i = 0; i < events.size(); i++) {
            if (isKept(i) && events.hasAmount(i)) {
                rowsIn[events.currency(i)]++;
            }
        }
        String unified = unifiedCurrency(rowsIn, events.currencies, declared, rates, tally);
        if (rates != null) {
            convert(rates);
        }
        return unified;
    }

    /**
     * The one currency of amounts.
     *
     * @param rowsIn how many amounts are in each currency, and in front in none
     */
    static @Nullable String unifiedCurrency(
            long[] rowsIn,
            TextPool currencies,
            @Nullable String declared,
            @Nullable ExchangeRates rates,
            DataQualityReport.Builder tally) {
        if (declared != null && rates != null && !declared.equals(rates.base())) {
            throw new IllegalStateException("the log's currency is " + declared + " but its rates convert into "
                    + rates.base() + "; leave out currency(..) or give rates into " + declared);
        }
        Map<String, Long> rows = new TreeMap<>();
        for (int currency = 1; currency < rowsIn.length; currency++) {
            if (rowsIn[currency] > 0) {
                rows.put(currencies.get(currency - 1), rowsIn[currency]);
            }
        }
        String unified = declared;
        if (rates != null) {
            unified = rates.base();
        } else if (unified == null && rows.size() == 1) {
            unified = rows.keySet().iterator().next();
        }
        for (String currency : rows.keySet()) {
            if (rates == null ? !currency.equals(unified) : !rates.knows(currency)) {
                throw new IllegalStateException("amounts are in several currencies " + rows
                        + (unified == null ? "" : ", and the log's is " + unified)
                        + "; give rates for all of them with rates(ExchangeRates)");
            }
        }
        long amounts = Arrays.stream(rowsIn).sum();
        if (unified != null && declared == null && rates == null && rowsIn[0] >= OFTEN * amounts) {
            tally.count(oftenMissing(unified, (double) rowsIn[0] / amounts), rowsIn[0]);
        } else if (unified != null) {
            tally.count(LogReasons.CURRENCY_ASSUMED, rowsIn[0]);
        }
        return unified;
    }

    private static Reason oftenMissing(String currency, double share) {
        return new Reason(
                Effect.REMARKED,
                LogReasons.CURRENCY_OFTEN_MISSING.key(),
                String.format(
                        Locale.ROOT,
                        "amounts, %.0f %% of all, name no currency and were taken to be in %s, as all others are; if that"
                                + " is right, say \"default\": \"%s\" beside the column of \"currency\" in the mapping, or"
                                + " currency(...); else correct the column",
                        100 * share,
                        currency,
                        currency));
    }

    private void convert(ExchangeRates rates) {
        for (int i = 0; i < events.size(); i++) {
            int currency = events.currency(i);
            if (isKept(i) && events.hasAmount(i) && currency != 0) {
                String code = events.currencies.get(currency - 1);
                if (!code.equals(rates.base())) {
                    LocalDate day =
                            Micros.toInstant(events.time(i)).atZone(zone).toLocalDate();
                    convert(events, i, code, day, rates);
                    tally.count(LogReasons.CURRENCY_CONVERTED, 1);
                }
            }
        }
    }

    /** Converts the amount of an event; the event keeps the number of its currency. */
    static void convert(RecordedEvents events, int i, String code, LocalDate day, ExchangeRates rates) {
        BigDecimal amount = Money.fit(rates.convert(events.amount(i), code, day));
        events.setAmount(i, amount.unscaledValue().longValueExact(), amount.scale(), events.currency(i));
    }

    /**
     * The table; the recorded events are gone after that.
     *
     * @param executor changes nothing in the table
     */
    EventTable table(Executor executor) {
        int[] ends = new int[events.customers.size()];
        int[] customers = sortedCustomers(ends);
        int[] starts = new int[customers.length + 1];
        int total = 0;
        for (int rank = 0; rank < customers.length; rank++) {
            starts[rank] = total;
            total += ends[customers[rank]];
            ends[customers[rank]] = starts[rank];
        }
        starts[customers.length] = total;
        int[] order = new int[total];
        for (int i = 0; i < events.size(); i++) {
            if (isKept(i)) {
                order[ends[events.customer(i)]++] = i;
            }
        }
        int kept = sortAndThin(order, starts);
        return events.take(customers, starts, kept == total ? order : Arrays.copyOf(order, kept), executor);
    }

    /** The customers that have events, by id; counts each one's events. */
    private int[] sortedCustomers(int[] counts) {
        for (int i = 0; i < events.size(); i++) {
            if (isKept(i)) {
                counts[events.customer(i)]++;
            }
        }
        int[] customers = new int[counts.length];
        int present = 0;
        for (int customer = 0; customer < counts.length; customer++) {
            if (counts[customer] > 0) {
                customers[present++] = customer;
            }
        }
        customers = Arrays.copyOf(customers, present);
        new IntSort(events.customers::compare).sort(customers, 0, present);
        return customers;
    }

    /**
     * Sorts each customer's events and takes out attributes that do not change; {@code order} is filled from the front
     * and {@code starts} are moved along.
     *
     * @return how many events are left
     */
    private int sortAndThin(int[] order, int[] starts) {
        IntSort sort = new IntSort(events::compare);
        int[] lastValue = new int[events.names().size()];
        int[] lastCustomer = new int[events.names().size()];
        long[] lastTime = new long[events.names().size()];
        long contradicted = 0;
        int kept = 0;
        int from = 0;
        for (int customer = 0; customer + 1 < starts.length; customer++) {
            int to = starts[customer + 1];
            sort.sort(order, from, to);
            countRepeated(order, from, to);
            starts[customer] = kept;
            for (int at = from; at < to; at++) {
                int event = order[at];
                if (events.kind(event) == EventTable.ATTRIBUTE) {
                    int name = events.text(RecordedEvents.ATTRIBUTE_NAME, event);
                    int value = events.text(RecordedEvents.ATTRIBUTE_VALUE, event);
                    boolean known = lastCustomer[name] == customer + 1 && lastValue[name] == value;
                    boolean same = lastCustomer[name] == customer + 1 && lastTime[name] == events.time(event);
                    contradicted += same && !known ? 1 : 0;
                    lastCustomer[name] = customer + 1;
                    lastValue[name] = value;
                    lastTime[name] = events.time(event);
                    if (known) {
                        continue;
                    }
                }
                order[kept++] = event;
            }
            from = to;
        }
        starts[starts.length - 1] = kept;
        tally.count(LogReasons.ATTRIBUTE_CONTRADICTED, contradicted);
        tally.count(LogReasons.REPEATED, repeated);
        remarkDoubled(order, starts);
        return kept;
    }

    private void countRepeated(int[] order, int from, int to) {
        int anonymous = 0;
        for (int at = from; at < to; at++) {
            if (at > from && events.compare(order[at - 1], order[at]) != 0) {
                anonymous = 0;
            }
            if (isAnonymous(order[at])) {
                anonymous++;
                repeated += anonymous > 1 ? 1 : 0;
            }
        }
    }

    private boolean isAnonymous(int event) {
        return events.kind(event) != EventTable.ATTRIBUTE && !events.has(RecordedEvents.IDENTIFIED, event);
    }

    /** Looks whether the repeated rows are those of exports that overlap. */
    private void remarkDoubled(int[] order, int[] starts) {
        if (!DoubledRows.mayBe(repeated, starts[starts.length - 1])) {
            return;
        }
        DoubledRows rows = new DoubledRows(starts[starts.length - 1]);
        for (int customer = 0; customer + 1 < starts.length; customer++) {
            int at = starts[customer];
            while (at < starts[customer + 1]) {
                long time = events.time(order[at]);
                int different = 0;
                int copies = 0;
                int once = 0;
                while (at < starts[customer + 1] && events.time(order[at]) == time) {
                    int next = at + 1;
                    while (next < starts[customer + 1] && events.compare(order[at], order[next]) == 0) {
                        next++;
                    }
                    if (isAnonymous(order[at])) {
                        different++;
                        copies += next - at - 1;
                        once += next == at + 1 ? 1 : 0;
                    }
                    at = next;
                }
                if (different > 0) {
                    rows.add(time, once == 0, copies);
                }
            }
        }
        doubled = rows.remark(zone, "", tally);
    }

    /** Counts how many rows of attributes belong to customers with events. */
    void remarkAttributes() {
        new AttributeRows(events).remark(tally);
    }

    /** Counts zero purchases, refunds beyond all that the customer has paid so far, and repeated totals of orders. */
    void remark(EventTable table, Instant observedFrom, DataQualityReport.Builder tally) {
        doubled = doubled || EchoedVisits.remark(table, observedFrom, zone, tally);
        if (!doubled && !SummedRows.remark(table, zone, tally)) {
            RepeatedTotals.remark(table, zone, tally);
        }
        byte purchase = EventTable.code(EventKind.PURCHASE);
        byte refund = EventTable.code(EventKind.REFUND);
        remarkRefunds(table, purchase, refund, tally);
        for (int customer = 0; customer < table.customers().size(); customer++) {
            boolean refunded = false;
            int from = table.starts()[customer];
            int to = table.starts()[customer + 1];
            for (int i = from; i < to; i++) {
                refunded |= table.kinds()[i] == refund;
                if (table.kinds()[i] == purchase && table.amounts().get(i) == 0) {
                    tally.count(LogReasons.ZERO_AMOUNT, 1);
                }
            }
            BigDecimal paid = BigDecimal.ZERO;
            for (int i = from; refunded && i < to; i++) {
                if (table.kinds()[i] == purchase) {
                    paid = paid.add(table.amount(i));
                } else if (table.kinds()[i] == refund) {
                    paid = paid.subtract(table.amount(i));
                    if (paid.signum() < 0) {
                        tally.count(LogReasons.REFUND_EXCEEDS_PURCHASES, 1);
                    }
                }
            }
        }
    }

    /** Tells of more refunds than purchases, which no shop lives on. */
    private static void remarkRefunds(EventTable table, byte purchase, byte refund, DataQualityReport.Builder tally) {
        long purchases = 0;
        long refunds = 0;
        for (byte kind : table.kinds()) {
            purchases += kind == purchase ? 1 : 0;
            refunds += kind == refund ? 1 : 0;
        }
        remarkRefunds(purchases, refunds, tally);
    }

    static void remarkRefunds(long purchases, long refunds, DataQualityReport.Builder tally) {
        if (purchases == 0) {
            tally.count(LogReasons.NO_PURCHASE, refunds);
        } else if (refunds > purchases && refunds >= FEWEST_REFUNDS) {
            tally.count(
                    new Reason(
                            Effect.REMARKED,
                            LogReasons.REFUNDS_OUTNUMBER,
                            String.format(
                                    Locale.ROOT,
                                    "refunds beside %,d purchases, as if purchases were taken for refunds: look at"
                                            + " \"refundWhen\", at the words of \"kind\" and at the sign of the amounts",
                                    purchases)),
                    refunds);
        }
    }

    private boolean isKept(int i) {
        return all || events.time(i) < end;
    }
}
