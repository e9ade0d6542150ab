package dev.clv.features.behaviour;

import dev.clv.features.CustomerContext;
import dev.clv.features.Feature;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.Purchase;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.time.Instant;
import java.util.List;

/** See {@link BehaviourExtractors#prices(int)}. */
final class PriceSensitivity extends LearnedExtractor {

    private static final String GROUP = "prices";
    private static final int RECENT = 90;

    /** Relative prices are added up as whole millionths, so that the order of lines cannot matter. */
    private static final double MILLION = 1e6;

    /** A price so many times the usual one tells of a wrong quantity rather than of a dear purchase. */
    private static final double MOST = 10;

    private static final List<Feature> FEATURES = List.of(
            Feature.numeric(
                    "discount_share",
                    "share",
                    "Share of the lines bought 5 % or more below the product's usual price",
                    GROUP),
            Feature.numeric("relative_price", "ratio", "Average price over the product's usual price", GROUP),
            Feature.numeric("price_level", "ratio", "Average price over the category's usual price", GROUP),
            Feature.numeric(
                    "discount_trend",
                    "share",
                    "Share of lines at a discount in the last 90 days less that before",
                    GROUP));

    private final Prices prices;

    private PriceSensitivity(LearnedPlan plan, Population population) {
        super(plan, population, FEATURES);
        this.prices = new Prices(population);
    }

    static LearnedPlan plan(int minCustomers) {
        return new LearnedPlan("prices", minCustomers, Prices.TABLES, Prices::survey, PriceSensitivity::new);
    }

    @Override
    public State begin(CustomerContext customer) {
        return new PriceState(customer);
    }

    private final class PriceState implements State {

        private final CustomerContext customer;
        private final RecentDays priced = new RecentDays(RECENT);
        private final RecentDays discounted = new RecentDays(RECENT);
        private long relative;
        private long levelled;
        private long level;

        PriceState(CustomerContext customer) {
            this.customer = customer;
        }

        private static long millionths(double ratio) {
            return Math.round(Math.min(ratio, MOST) * MILLION);
        }

        @Override
        public void add(CustomerEvent event) {
            if (!(event instanceof Purchase purchase)) {
                return;
            }
            long day = customer.day(purchase.time());
            double own = prices.relative(purchase);
            if (!Double.isNaN(own)) {
                priced.add(day, 1);
                relative += millionths(own);
                if (Prices.isDiscount(own)) {
                    discounted.add(day, 1);
                }
            }
            double alike = prices.level(purchase);
            if (!Double.isNaN(alike)) {
                levelled++;
                level += millionths(alike);
            }
        }

        @Override
        public void write(Instant cutoff, double[] row, int offset) {
            long asOf = customer.asOfDay(cutoff);
            row[offset] = share(discounted.total(), priced.total());
            row[offset + 1] = share(relative, priced.total()) / MILLION;
            row[offset + 2] = share(level, levelled) / MILLION;
            row[offset + 3] = share(discounted.recent(asOf), priced.recent(asOf))
                    - share(discounted.before(asOf), priced.before(asOf));
        }

        @Override
        public void snapshot(StateWriter out) {
            priced.snapshot(out);
            discounted.snapshot(out);
            out.whole(relative).whole(levelled).whole(level);
        }

        @Override
        public void restore(StateReader in) {
            merge(in);
        }

        @Override
        public void merge(StateReader later) {
            priced.merge(later);
            discounted.merge(later);
            relative += later.whole();
            levelled += later.whole();
            level += later.whole();
        }
    }
}
