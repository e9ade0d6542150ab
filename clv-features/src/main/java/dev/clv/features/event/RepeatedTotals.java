package dev.clv.features.event;

/**
 * Counts lines of orders that look as if each of them carried the total of its order: in nearly all orders of several
 * lines all lines have the same amount, and it is not one price for everything. Not thread-safe.
 */
final class RepeatedTotals {

    /** Among so few orders of several lines equal amounts say nothing. */
    private static final int FEWEST = 2;

    private static final double NEARLY_ALL = 0.9;

    /** With so many orders of a part of the customers and a smaller share of equal ones, they are no rule. */
    private static final int ENOUGH = 200;

    private static final double OF_A_PART = 0.7;

    private final EventTable table;
    private long orders;
    private long equalOrders;
    private long furtherLines;
    private int example = -1;
    private boolean amountsDiffer;

    private RepeatedTotals(EventTable table) {
        this.table = table;
    }

    /** How many lines repeat an amount of their order; 0 if that is no rule in the log. */
    static long count(EventTable table) {
        if (table.step() > 1) {
            RepeatedTotals some = of(table, table.step());
            if (some.orders >= ENOUGH && some.equalOrders < OF_A_PART * some.orders) {
                return 0;
            }
        }
        RepeatedTotals totals = of(table, 1);
        boolean rule = totals.orders >= FEWEST && totals.equalOrders >= NEARLY_ALL * totals.orders;
        return rule && totals.amountsDiffer ? totals.furtherLines : 0;
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
        for (int i = from + 1; i < to; i++) {
            if (table.amount(i).compareTo(table.amount(from)) != 0) {
                return;
            }
        }
        equalOrders++;
        furtherLines += to - from - 1;
        amountsDiffer |= example >= 0 && table.amount(example).compareTo(table.amount(from)) != 0;
        example = from;
    }
}
