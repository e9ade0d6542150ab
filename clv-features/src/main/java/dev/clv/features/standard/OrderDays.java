package dev.clv.features.standard;

import dev.clv.features.event.Purchase;
import java.math.BigDecimal;
import java.util.Arrays;

/** One customer's order-days, ascending, each with what was spent on it. Not thread-safe. */
final class OrderDays {

    private long[] days = new long[4];
    private BigDecimal[] amounts = new BigDecimal[4];
    private int count;
    private long lines;

    /**
     * Takes in the next purchase.
     *
     * @param day its day; not before the last one
     */
    void add(Purchase purchase, long day) {
        lines++;
        if (count > 0 && day <= days[count - 1]) {
            amounts[count - 1] = amounts[count - 1].add(purchase.amount());
            return;
        }
        if (count == days.length) {
            days = Arrays.copyOf(days, 2 * count);
            amounts = Arrays.copyOf(amounts, 2 * count);
        }
        days[count] = day;
        amounts[count] = purchase.amount();
        count++;
    }

    /** The number of order-days. */
    int count() {
        return count;
    }

    /** The number of purchase events. */
    long lines() {
        return lines;
    }

    /** The first order-day; there must be one. */
    long first() {
        return days[0];
    }

    /** The last order-day; there must be one. */
    long last() {
        return days[count - 1];
    }

    /** An order-day by position. */
    long day(int index) {
        return days[index];
    }

    /** What was spent on an order-day, by position. */
    double amount(int index) {
        return amounts[index].doubleValue();
    }

    /** The position of the first order-day after {@code day}; {@link #count()} when there is none. */
    int firstAfter(long day) {
        int found = Arrays.binarySearch(days, 0, count, day);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /** The number of order-days after {@code from} up to and including {@code to}. */
    int countBetween(long from, long to) {
        return firstAfter(to) - firstAfter(from);
    }

    /** What was spent after {@code from} up to and including {@code to}. */
    BigDecimal spentBetween(long from, long to) {
        BigDecimal sum = BigDecimal.ZERO;
        int end = firstAfter(to);
        for (int i = firstAfter(from); i < end; i++) {
            sum = sum.add(amounts[i]);
        }
        return sum;
    }

    /** What was spent on all order-days. */
    BigDecimal spent() {
        return spentBetween(Long.MIN_VALUE, Long.MAX_VALUE);
    }
}
