package dev.clv.features.behaviour;

import dev.clv.features.CustomerContext;
import dev.clv.features.Feature;
import java.util.Arrays;
import java.util.List;

/** See {@link BehaviourExtractors#carts(int)}. */
final class LeftCarts extends LearnedExtractor {

    private static final String GROUP = "carts";

    private static final List<Feature> FEATURES = List.of(
            Feature.numeric("abandoned_carts", "carts", "Carts of which nothing was bought", GROUP),
            Feature.numeric("abandoned_carts_30d", "carts", "Such carts of the last 30 days", GROUP),
            Feature.numeric("days_since_abandoned_cart", "days", "Days since the last such cart", GROUP),
            Feature.numeric("abandoned_cart_last_value", "currency", "What the last such cart was worth", GROUP),
            Feature.numeric("abandoned_carts_value", "currency", "What all such carts were worth", GROUP),
            Feature.numeric(
                    "open_cart_value",
                    "currency",
                    "What was put in the cart in the last 8 days and not bought",
                    GROUP));

    private final Prices prices;

    private LeftCarts(LearnedPlan plan, Population population) {
        super(plan, population, FEATURES);
        this.prices = new Prices(population);
    }

    static LearnedPlan plan(int minCustomers) {
        return new LearnedPlan("carts", minCustomers, Prices.TABLES, Prices::survey, LeftCarts::new);
    }

    @Override
    public State begin(CustomerContext customer) {
        CartDays carts = customer.shared(CartDays.SHARED);
        return State.of((cutoff, row, offset) -> {
            if (!carts.isKnown()) {
                Arrays.fill(row, offset, offset + FEATURES.size(), Double.NaN);
                return;
            }
            long asOf = customer.asOfDay(cutoff);
            row[offset] = carts.left();
            row[offset + 1] = carts.leftRecently(asOf);
            row[offset + 2] = asOf - carts.lastLeft();
            row[offset + 3] = carts.lastLeftWorth(prices::unit);
            row[offset + 4] = carts.leftWorth(prices::unit);
            row[offset + 5] = carts.openWorth(asOf, prices::unit);
        });
    }
}
