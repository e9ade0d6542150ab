package dev.clv.features.relative;

import dev.clv.features.btyd.PurchaseSummary;
import dev.clv.features.btyd.Spend;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.Refund;
import dev.clv.features.internal.Days;
import dev.clv.features.standard.OrderDays;
import java.math.BigDecimal;
import java.util.Arrays;

/**
 * One customer's order-days, ascending, with what was spent on each, and what was given back. Days are counted from
 * 1970-01-01. Never changes; the arrays are not to be modified.
 *
 * @param days ascending
 * @param amounts one per day, zero or more
 * @param refunded zero or more
 */
record OrderPath(long[] days, double[] amounts, double refunded) implements Comparable<OrderPath> {

    private static final double DAYS_PER_WEEK = 7;

    static OrderPath of(OrderDays orders, double refunded) {
        long[] days = new long[orders.count()];
        double[] amounts = new double[days.length];
        for (int i = 0; i < days.length; i++) {
            days[i] = orders.day(i);
            amounts[i] = orders.amount(i);
        }
        return new OrderPath(days, amounts, refunded);
    }

    /** The same from the events of a history. */
    static OrderPath of(CustomerHistory history) {
        Days calendar = new Days(history.zone());
        long[] days = new long[4];
        double[] amounts = new double[4];
        int count = 0;
        BigDecimal ofDay = BigDecimal.ZERO;
        BigDecimal refunded = BigDecimal.ZERO;
        for (CustomerEvent event : history.events()) {
            if (event instanceof Refund refund) {
                refunded = refunded.add(refund.amount());
            } else if (event instanceof Purchase purchase) {
                long day = calendar.of(purchase.time());
                if (count == 0 || day > days[count - 1]) {
                    if (count == days.length) {
                        days = Arrays.copyOf(days, 2 * count);
                        amounts = Arrays.copyOf(amounts, 2 * count);
                    }
                    days[count++] = day;
                    ofDay = BigDecimal.ZERO;
                }
                ofDay = ofDay.add(purchase.amount());
                amounts[count - 1] = ofDay.doubleValue();
            }
        }
        return new OrderPath(Arrays.copyOf(days, count), Arrays.copyOf(amounts, count), refunded.doubleValue());
    }

    int count() {
        return days.length;
    }

    long first() {
        return days[0];
    }

    long last() {
        return days[days.length - 1];
    }

    /** What was known at the end of a day, refunds aside. */
    OrderPath until(long day) {
        int known = upTo(day);
        return new OrderPath(Arrays.copyOf(days, known), Arrays.copyOf(amounts, known), 0);
    }

    /** The order-days after {@code from} up to and including {@code to}. */
    int countBetween(long from, long to) {
        return Math.max(0, upTo(to) - upTo(from));
    }

    /** What was spent after {@code from} up to and including {@code to}. */
    double spentBetween(long from, long to) {
        double spent = 0;
        for (int i = upTo(from); i < upTo(to); i++) {
            spent += amounts[i];
        }
        return spent;
    }

    private int upTo(long day) {
        int found = Arrays.binarySearch(days, day);
        return found >= 0 ? found + 1 : -found - 1;
    }

    double spent() {
        double spent = 0;
        for (double amount : amounts) {
            spent += amount;
        }
        return spent;
    }

    /** The mean of an order-day; 0 if nothing was spent. */
    double meanSpend() {
        return spent() / count();
    }

    /** The mean number of days between two order-days; NaN below two. */
    double meanGap() {
        return count() < 2 ? Double.NaN : (double) (last() - first()) / (count() - 1);
    }

    /** The standard deviation of gaps over their mean; NaN below three order-days. */
    double gapVariation() {
        if (count() < 3) {
            return Double.NaN;
        }
        double mean = meanGap();
        double squares = 0;
        for (int i = 1; i < days.length; i++) {
            double deviation = days[i] - days[i - 1] - mean;
            squares += deviation * deviation;
        }
        return Math.sqrt(squares / (count() - 2)) / mean;
    }

    /** The standard deviation of amounts over their mean; NaN below two order-days, or if nothing was spent. */
    double spendVariation() {
        double mean = meanSpend();
        if (count() < 2 || !(mean > 0)) {
            return Double.NaN;
        }
        double squares = 0;
        for (double amount : amounts) {
            squares += (amount - mean) * (amount - mean);
        }
        return Math.sqrt(squares / (count() - 1)) / mean;
    }

    /** What purchase models know of it, in weeks. */
    PurchaseSummary summary(long asOf) {
        int valued = (int) Arrays.stream(amounts).filter(amount -> amount > 0).count();
        return new PurchaseSummary(
                count() - 1,
                (last() - first()) / DAYS_PER_WEEK,
                Math.max(asOf - first(), last() - first()) / DAYS_PER_WEEK,
                Spend.NONE,
                valued == 0 ? Spend.NONE : new Spend(valued, spent() / valued));
    }

    /** Any order that depends on nothing but the numbers, so that sums over customers do not depend on theirs. */
    @Override
    public int compareTo(OrderPath other) {
        int byDays = Arrays.compare(days, other.days);
        int byAmounts = byDays != 0 ? byDays : Arrays.compare(amounts, other.amounts);
        return byAmounts != 0 ? byAmounts : Double.compare(refunded, other.refunded);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OrderPath path && compareTo(path) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(days) + Arrays.hashCode(amounts);
    }

    @Override
    public String toString() {
        return "OrderPath[" + count() + " order-days]";
    }
}
