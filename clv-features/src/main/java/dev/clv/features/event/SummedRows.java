package dev.clv.features.event;

import dev.clv.features.event.DataQualityReport.Effect;
import dev.clv.features.event.DataQualityReport.Reason;
import java.time.ZoneId;
import java.util.Locale;

/**
 * Finds purchases that add up other rows: the total of an order beside its lines, in the whole log or a stretch of
 * time, and the total of a customer beside all that the customer bought. Chance makes one amount the sum of all others
 * now and then, where prices are round, but not in nearly every order and not for every second customer. Not
 * thread-safe.
 */
final class SummedRows {

    /** With fewer rows, one of them is too easily the sum of the others. */
    private static final int FEWEST_OF_ORDER = 3;

    private static final int FEWEST_OF_CUSTOMER = 4;

    /** So many such orders or customers are needed. */
    private static final int FEWEST = 10;

    private static final double OF_CUSTOMERS = 0.5;
    private static final double MOST = 0.7;
    private static final double EXACT = 1e-6;

    private final EventTable table;
    private final Stretches orders;
    private long summedOrders;
    private long customers;
    private long summedCustomers;

    /** Of the totals found: of orders first, then of customers. */
    private final long[] totals = new long[2];

    private final long[] withoutProduct = new long[2];
    private long purchasesWithoutProduct;

    private SummedRows(EventTable table) {
        this.table = table;
        this.orders = new Stretches(table.size());
    }

    /** Remarks on such rows; false if there are none. */
    static boolean remark(EventTable table, ZoneId zone, DataQualityReport.Builder tally) {
        if (table.step() > 1) {
            SummedRows some = of(table, table.step());
            boolean mayBe = Stretches.mayBeAmong(some.totals[0], table.size() / table.step());
            if (!mayBe && some.summedCustomers < OF_CUSTOMERS / 2 * some.customers) {
                return false;
            }
        }
        SummedRows rows = of(table, 1);
        if (rows.summedCustomers >= FEWEST && rows.summedCustomers >= OF_CUSTOMERS * rows.customers) {
            String what = "of all other purchases of their customer";
            tally.count(rows.reason("purchases have the sum " + what, 1), rows.totals[1]);
            return true;
        }
        if (rows.summedOrders >= FEWEST && rows.orders.find()) {
            String what = String.format(
                    Locale.ROOT,
                    "purchases between %s and %s have the sum of all other rows of their order",
                    rows.orders.from(zone),
                    rows.orders.until(zone));
            tally.count(rows.reason(what, 0), rows.orders.counted());
            return true;
        }
        return false;
    }

    /** The rows of one of so many customers. */
    private static SummedRows of(EventTable table, int step) {
        SummedRows rows = new SummedRows(table);
        for (int block = 0, customer = 0;
                (customer = Picked.at(block, step)) < table.customers().size();
                block++) {
            rows.takeOrders(table.starts()[customer], table.starts()[customer + 1]);
            rows.takeCustomer(table.starts()[customer], table.starts()[customer + 1]);
        }
        return rows;
    }

    /** Purchases that follow each other are of one order if they name it or are of one instant. */
    private void takeOrders(int from, int to) {
        int start = from;
        for (int i = from + 1; i <= to; i++) {
            if (i == to || !isSameOrder(i - 1, i)) {
                takeOrder(start, i);
                start = i;
            }
        }
    }

    private boolean isSameOrder(int event, int next) {
        if (!isPurchase(event) || !isPurchase(next)) {
            return false;
        }
        int order = table.textNumber(EventField.ORDER.column, event);
        return table.times().get(event) == table.times().get(next)
                || (order != Texts.NONE && order == table.textNumber(EventField.ORDER.column, next));
    }

    private void takeOrder(int from, int to) {
        if (to - from < 2) {
            return;
        }
        double sum = 0;
        int largest = from;
        int priced = 0;
        for (int i = from; i < to; i++) {
            priced += table.amounts().get(i) > 0 ? 1 : 0;
            sum += table.value(i);
            largest = table.value(i) > table.value(largest) ? i : largest;
        }
        boolean summed = isHalf(table.value(largest), sum);
        if (summed) {
            // Two equal rows may be a total and its only line, but are no evidence of it.
            summedOrders += priced >= FEWEST_OF_ORDER ? 1 : 0;
            count(0, largest, from, to);
        }
        orders.add(table.times().get(from), summed, 1);
    }

    private void takeCustomer(int from, int to) {
        byte refund = EventTable.code(EventKind.REFUND);
        int rows = 0;
        double paid = 0;
        double refunded = 0;
        for (int i = from; i < to; i++) {
            boolean purchase = isPurchase(i);
            rows += purchase && table.amounts().get(i) > 0 ? 1 : 0;
            purchasesWithoutProduct += purchase && hasNoProduct(i) ? 1 : 0;
            paid += purchase ? table.value(i) : 0;
            refunded += table.kinds()[i] == refund ? table.value(i) : 0;
        }
        if (rows < FEWEST_OF_CUSTOMER) {
            return;
        }
        customers++;
        for (int i = to - 1; i >= from; i--) {
            if (isPurchase(i) && (isHalf(table.value(i), paid) || isHalf(table.value(i), paid - refunded))) {
                summedCustomers++;
                count(1, i, i, i + 1);
                return;
            }
        }
    }

    /** Notes a total, or one of the rows with its amount that names no product. */
    private void count(int what, int total, int from, int to) {
        totals[what]++;
        for (int i = from; i < to; i++) {
            if (table.value(i) == table.value(total) && hasNoProduct(i)) {
                withoutProduct[what]++;
                return;
            }
        }
    }

    private boolean hasNoProduct(int event) {
        return table.textNumber(EventField.PRODUCT.column, event) == Texts.NONE;
    }

    private boolean isPurchase(int event) {
        return table.kinds()[event] == EventTable.code(EventKind.PURCHASE);
    }

    private static boolean isHalf(double amount, double sum) {
        return amount > 0 && Math.abs(2 * amount - sum) <= EXACT * amount;
    }

    private Reason reason(String what, int kind) {
        boolean blank =
                withoutProduct[kind] >= MOST * totals[kind] && withoutProduct[kind] >= MOST * purchasesWithoutProduct;
        return new Reason(
                Effect.REMARKED,
                LogReasons.TOTAL_BESIDE_ROWS,
                what
                        + ", so that what they add up counts twice: leave such rows out of the file, or drop them with a rule"
                        + " under \"drop\" in the mapping"
                        + (blank ? "; a blank product tells most of them from others" : ""));
    }
}
