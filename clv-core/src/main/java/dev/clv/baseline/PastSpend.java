package dev.clv.baseline;

import dev.clv.features.btyd.PurchaseSummary;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.Purchase;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A customer's spend up to a cutoff, from which baselines predict.
 *
 * @param spent the sum of all purchases, in the log's currency; refunds are not subtracted
 * @param tenureDays days from the first purchase to the cutoff, at least 1; NaN without a purchase
 * @param purchases what buy-till-you-die models know of the customer; null without a purchase, or if unknown
 */
public record PastSpend(
        double spent, double tenureDays, @Nullable PurchaseSummary purchases) {

    private static final double SECONDS_PER_DAY = Duration.ofDays(1).toSeconds();

    /** Past spend of everything in the history, as of its cutoff. */
    public static PastSpend of(CustomerHistory history) {
        BigDecimal spent = BigDecimal.ZERO;
        @Nullable Instant first = null;
        for (CustomerEvent event : history.events()) {
            if (event instanceof Purchase purchase) {
                spent = spent.add(purchase.amount());
                first = first == null ? purchase.time() : first;
            }
        }
        double days = first == null
                ? Double.NaN
                : Math.max(1, Duration.between(first, history.cutoff()).toSeconds() / SECONDS_PER_DAY);
        return new PastSpend(
                spent.doubleValue(), days, PurchaseSummary.of(history).orElse(null));
    }

    /** The spend per day so far, times {@code days}; 0 without a purchase. */
    public double rateTimes(double days) {
        return Double.isNaN(tenureDays) ? 0 : spent / tenureDays * days;
    }
}
