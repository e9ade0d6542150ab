package dev.clv.features.event;

import dev.clv.features.event.DataQualityReport.Effect;
import dev.clv.features.event.DataQualityReport.Reason;
import java.time.ZoneId;
import java.util.Locale;

/**
 * Finds lines of orders that look as if each of them carried the total of its order: in nearly all orders of several
 * lines, of the whole log or of a stretch of time, all lines have the same amount but for cents, and it is not one
 * price for everything. Not thread-safe.
 */
final class RepeatedTotals {

    /** Among so few orders of several lines equal amounts say nothing. */
    private static final int FEWEST = 2;

    private static final double NEARLY_ALL = 0.9;

    /** With so many orders of a part of the customers and a smaller share of equal ones, they are no rule. */
    private static final int ENOUGH = 200;

    private static final double OF_A_PART = 0.7;

    private final EventTable table;
    private final Stretches stretches;
    private long orders;
    private long equalOrders;
    private long furtherLines;
    private double example = Double.NaN;
    private long differing;

    private RepeatedTotals(EventTable table) {
        this.table = table;
        this.stretches = new Stretches(table.size());
    }

    /** Remarks on lines that repeat an amount of their order, if that is a rule. */
    static void remark(EventTable table, ZoneId zone, DataQualityReport.Builder tally) {
        if (table.step() > 1) {
            RepeatedTotals some = of(table, table.step());
            boolean mayBeStretch = Stretches.mayBeAmong(some.furtherLines, table.size() / table.step());
            if (some.orders >= ENOUGH && some.equalOrders < OF_A_PART * some.orders && !mayBeStretch) {
                return;
            }
        }
        RepeatedTotals totals = of(table, 1);
        if (!totals.amountsDiffer()) {
            return;
        }
        if (totals.orders >= FEWEST && totals.equalOrders >= NEARLY_ALL * totals.orders) {
            tally.count(LogReasons.ORDER_TOTAL_REPEATED, totals.furtherLines);
        } else if (totals.stretches.find()) {
            tally.count(totals.reason(zone), totals.stretches.counted());
        }
    }

    /** The orders of one of so many customers. */
    private static RepeatedTotals of(EventTable table, int step) {
        RepeatedTotals totals = new RepeatedTotals(table);
        for (int block = 0, customer = 0;
                (customer = Picked.at(block, step)) < table.customers().size();
                block++) {
            totals.take(table.starts()[customer], table.starts()[customer + 1]);
        }
        return totals;
    }

    /** Purchases of one order that follow each other are its lines. */
    private void take(int from, int to) {
        int start = from;
        for (int i = from + 1; i <= to; i++) {
            if (i == to || order(i) == Texts.NONE || order(i) != order(start)) {
                order(start, i);
                start = i;
            }
        }
    }

    private int order(int event) {
        return table.kinds()[event] == EventTable.code(EventKind.PURCHASE)
                ? table.textNumber(EventField.ORDER.column, event)
                : Texts.NONE;
    }

    private void order(int from, int to) {
        if (to - from < 2 || order(from) == Texts.NONE) {
            return;
        }
        orders++;
        double first = table.value(from);
        boolean equal = true;
        for (int i = from + 1; equal && i < to; i++) {
            equal = Money.isNearly(table.value(i), first);
        }
        stretches.add(table.times().get(from), equal, to - from - 1);
        if (equal) {
            equalOrders++;
            furtherLines += to - from - 1;
            differing += !Double.isNaN(example) && !Money.isNearly(first, example) ? 1 : 0;
            example = first;
        }
    }

    /** Whether at least every second of the orders with equal lines has another amount than the one before. */
    private boolean amountsDiffer() {
        return equalOrders > 1 && 2 * differing >= equalOrders - 1;
    }

    private Reason reason(ZoneId zone) {
        return new Reason(
                Effect.REMARKED,
                LogReasons.ORDER_TOTAL_REPEATED.key(),
                String.format(
                        Locale.ROOT,
                        "between %s and %s, unlike at other times, all lines of an order have the same amount, or"
                                + " nearly; if it is the total of the order, it counts once for each line: export that time again with each"
                                + " line's own price, or keep one line of each order there",
                        stretches.from(zone),
                        stretches.until(zone)));
    }
}
