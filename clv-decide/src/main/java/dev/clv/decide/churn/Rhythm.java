package dev.clv.decide.churn;

import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.Purchase;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a customer's order-days follow each other, and how overdue the next one is. An order-day is a calendar day in the
 * log's zone with at least one purchase. Immutable.
 *
 * @param orderDays how many there were; at least 1
 * @param daysSinceLast days since the last one; zero or more
 * @param usualGap the mean days from one to the next; NaN if there was one order-day
 * @param longestGap the longest; NaN if there was one order-day
 */
public record Rhythm(int orderDays, int daysSinceLast, double usualGap, double longestGap) {

    /** Checks the ranges. */
    public Rhythm {
        if (orderDays < 1 || daysSinceLast < 0 || longestGap < usualGap) {
            throw new IllegalArgumentException("a rhythm needs at least 1 order-day, zero or more days since the last"
                    + " and a longest gap not below the usual one, were " + orderDays + ", " + daysSinceLast + ", "
                    + longestGap + " and " + usualGap);
        }
    }

    /** Of a history as of its cutoff; empty if the customer has not bought. */
    static Optional<Rhythm> of(CustomerHistory history) {
        @Nullable LocalDate first = null;
        LocalDate last = LocalDate.MIN;
        int count = 0;
        long longest = 0;
        for (Purchase purchase : history.events(Purchase.class)) {
            LocalDate day = LocalDate.ofInstant(purchase.time(), history.zone());
            if (day.isAfter(last)) {
                longest = first == null ? 0 : Math.max(longest, day.toEpochDay() - last.toEpochDay());
                first = first == null ? day : first;
                last = day;
                count++;
            }
        }
        if (first == null) {
            return Optional.empty();
        }
        LocalDate today = LocalDate.ofInstant(history.cutoff(), history.zone());
        double gap = count == 1 ? Double.NaN : (last.toEpochDay() - first.toEpochDay()) / (count - 1.0);
        return Optional.of(new Rhythm(
                count,
                (int) Math.max(0, today.toEpochDay() - last.toEpochDay()),
                gap,
                count == 1 ? Double.NaN : longest));
    }

    /**
     * How overdue the customer is: the days since the last order-day in usual gaps, 1 when the next one is due. A gap
     * counts as at least a day. NaN if there was one order-day.
     */
    public double overdue() {
        return daysSinceLast / Math.max(1, usualGap);
    }
}
