package dev.clv.features.btyd;

import static java.util.Objects.requireNonNull;

import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.Purchase;
import dev.clv.features.internal.Days;
import dev.clv.features.standard.OrderDays;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * All that the models need to know of a customer who has bought: how often, how lately, and for how much.
 *
 * <p>Purchases of one calendar day count as one. The first day on which the customer bought is time 0, so x counts
 * <em>repeat</em> order-days. Time is in weeks, the custom of the literature; parameters of a model are per week then.
 * A summary in another unit, made by hand, gives parameters in that unit.
 *
 * @param x the number of repeat order-days
 * @param tx the time of the last order-day, t<sub>x</sub>; 0 if x is 0
 * @param T the time until which the customer was observed; at least t<sub>x</sub>
 * @param repeatSpend the value of repeat order-days
 * @param spend the value of all order-days
 */
public record PurchaseSummary(int x, double tx, double T, Spend repeatSpend, Spend spend) {

    /** A customer at the moment of the first purchase, of whom no more is known. */
    public static final PurchaseSummary NEW = of(0, 0, 0);

    private static final double DAYS_PER_WEEK = 7;

    /** Refuses times that contradict each other. */
    public PurchaseSummary {
        requireNonNull(repeatSpend, "repeatSpend");
        requireNonNull(spend, "spend");
        if (x < 0) {
            throw new IllegalArgumentException("x must be zero or more, was " + x);
        }
        if (!(tx >= 0 && tx <= T && T < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("tx and T must be finite and 0 <= tx <= T, were " + tx + " and " + T);
        }
        if (x == 0 && tx > 0) {
            throw new IllegalArgumentException("tx must be 0 where x is 0, was " + tx);
        }
    }

    /** A summary without values. */
    public static PurchaseSummary of(int x, double tx, double T) {
        return new PurchaseSummary(x, tx, T, Spend.NONE, Spend.NONE);
    }

    /**
     * The summary of a history as of its cutoff: days are calendar days in the history's zone, and T ends with the day
     * of the last instant before the cutoff.
     *
     * @return empty if the customer has not bought
     */
    public static Optional<PurchaseSummary> of(CustomerHistory history) {
        Days days = new Days(history.zone());
        long first = 0;
        long last = 0;
        int count = 0;
        int valued = 0;
        BigDecimal ofFirst = BigDecimal.ZERO;
        BigDecimal ofDay = BigDecimal.ZERO;
        BigDecimal total = BigDecimal.ZERO;
        for (Purchase purchase : history.events(Purchase.class)) {
            long day = days.of(purchase.time());
            if (count == 0 || day > last) {
                valued += ofDay.signum();
                ofDay = BigDecimal.ZERO;
                first = count == 0 ? day : first;
                last = day;
                count++;
            }
            ofDay = ofDay.add(purchase.amount());
            total = total.add(purchase.amount());
            ofFirst = count == 1 ? ofDay : ofFirst;
        }
        if (count == 0) {
            return Optional.empty();
        }
        valued += ofDay.signum();
        return Optional.of(of(count, first, last, days.asOf(history.cutoff()), valued, ofFirst, total));
    }

    /**
     * The summary of order-days.
     *
     * @param orders at least one
     * @param asOf not before the last of them
     */
    static PurchaseSummary of(OrderDays orders, long asOf) {
        int valued = 0;
        for (int i = 0; i < orders.count(); i++) {
            valued += orders.amount(i) > 0 ? 1 : 0;
        }
        BigDecimal ofFirst = orders.spentBetween(orders.first() - 1, orders.first());
        return of(orders.count(), orders.first(), orders.last(), asOf, valued, ofFirst, orders.spent());
    }

    /**
     * @param count the number of order-days
     * @param valued how many of them have a value
     * @param ofFirst the value of the first one
     * @param total the value of all
     */
    private static PurchaseSummary of(
            int count, long first, long last, long asOf, int valued, BigDecimal ofFirst, BigDecimal total) {
        return new PurchaseSummary(
                count - 1,
                (last - first) / DAYS_PER_WEEK,
                (asOf - first) / DAYS_PER_WEEK,
                mean(valued - ofFirst.signum(), total.subtract(ofFirst)),
                mean(valued, total));
    }

    private static Spend mean(int days, BigDecimal total) {
        return days == 0 ? Spend.NONE : new Spend(days, total.doubleValue() / days);
    }
}
