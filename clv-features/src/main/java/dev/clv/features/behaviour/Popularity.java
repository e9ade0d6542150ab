package dev.clv.features.behaviour;

import dev.clv.features.CustomerContext;
import dev.clv.features.Feature;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.Purchase;
import dev.clv.features.internal.CustomerSet;
import dev.clv.features.internal.Days;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** See {@link BehaviourExtractors#popularity(int)}. */
final class Popularity extends LearnedExtractor {

    private static final String GROUP = "popularity";
    private static final String BUYERS = "category_buyers";
    private static final String GROWTH = "category_growth";
    private static final int WINDOW = 90;

    private static final List<Feature> FEATURES = List.of(
            Feature.numeric(
                    "category_popularity",
                    "share",
                    "Share of the shop's customers who buy the categories bought, on average over lines",
                    GROUP),
            Feature.numeric(
                    "category_growth",
                    "share",
                    "Growth of the categories bought over the last 90 days, from -1 to 1, on average over lines",
                    GROUP),
            Feature.numeric(
                    "growing_category_share", "share", "Share of spend in categories of which more is bought", GROUP));

    private Popularity(LearnedPlan plan, Population population) {
        super(plan, population, FEATURES);
        population.require(BUYERS, 1);
        population.require(GROWTH, 3);
    }

    static LearnedPlan plan(int minCustomers) {
        return new LearnedPlan(
                "popularity", minCustomers, List.of(BUYERS, GROWTH), Popularity::survey, Popularity::new);
    }

    private static void survey(CustomerHistory history, PopulationSums sums) {
        List<Purchase> purchases = history.events(Purchase.class);
        if (purchases.isEmpty()) {
            return;
        }
        long customer = CustomerSet.hash(history.customer());
        sums.add(BUYERS, Population.SHOP, customer, BigDecimal.ONE);
        Days days = new Days(history.zone());
        long asOf = days.asOf(history.cutoff());
        Map<String, long[]> categories = new TreeMap<>();
        for (Purchase purchase : purchases) {
            if (purchase.category() != null) {
                long[] lines = categories.computeIfAbsent(purchase.category(), any -> new long[2]);
                long ago = asOf - days.of(purchase.time());
                if (ago < 2 * WINDOW) {
                    lines[ago < WINDOW ? 0 : 1]++;
                }
            }
        }
        categories.forEach((category, lines) -> sums.add(
                GROWTH,
                category,
                customer,
                BigDecimal.ONE,
                BigDecimal.valueOf(lines[0] - lines[1]),
                BigDecimal.valueOf(lines[0] + lines[1])));
    }

    @Override
    public State begin(CustomerContext customer) {
        return new Bought();
    }

    private double popularity(String category) {
        return population.sum(GROWTH, category, 0) / population.sum(BUYERS, Population.SHOP, 0);
    }

    private double growth(String category) {
        return population.ratio(GROWTH, category, 1, 2);
    }

    private final class Bought implements State {

        private final Map<String, Lines> categories = new TreeMap<>();

        @Override
        public void add(CustomerEvent event) {
            if (event instanceof Purchase purchase && purchase.category() != null) {
                categories.merge(purchase.category(), new Lines(1, purchase.amount()), Lines::and);
            }
        }

        @Override
        public void write(Instant cutoff, double[] row, int offset) {
            double popular = 0;
            long known = 0;
            double grown = 0;
            long moved = 0;
            BigDecimal growing = BigDecimal.ZERO;
            BigDecimal spent = BigDecimal.ZERO;
            for (Map.Entry<String, Lines> entry : categories.entrySet()) {
                Lines lines = entry.getValue();
                double popularity = popularity(entry.getKey());
                double growth = growth(entry.getKey());
                if (!Double.isNaN(popularity)) {
                    known += lines.count();
                    popular += lines.count() * popularity;
                }
                if (!Double.isNaN(growth)) {
                    moved += lines.count();
                    grown += lines.count() * growth;
                    spent = spent.add(lines.amount());
                    growing = growth > 0 ? growing.add(lines.amount()) : growing;
                }
            }
            row[offset] = known == 0 ? Double.NaN : popular / known;
            row[offset + 1] = moved == 0 ? Double.NaN : grown / moved;
            row[offset + 2] = spent.signum() == 0 ? Double.NaN : growing.doubleValue() / spent.doubleValue();
        }

        @Override
        public void snapshot(StateWriter out) {
            out.whole(categories.size());
            categories.forEach(
                    (category, lines) -> out.text(category).whole(lines.count()).decimal(lines.amount()));
        }

        @Override
        public void restore(StateReader in) {
            merge(in);
        }

        @Override
        public void merge(StateReader later) {
            for (int i = later.count(4); i > 0; i--) {
                categories.merge(later.text(), new Lines(later.whole(), later.decimal()), Lines::and);
            }
        }
    }

    /** Purchase lines and what was spent on them. */
    private record Lines(long count, BigDecimal amount) {

        Lines and(Lines other) {
            return new Lines(count + other.count, amount.add(other.amount));
        }
    }
}
