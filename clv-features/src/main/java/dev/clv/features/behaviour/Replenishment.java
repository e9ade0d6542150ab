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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** See {@link BehaviourExtractors#replenishment(int)}. */
final class Replenishment extends LearnedExtractor {

    private static final String GROUP = "replenishment";
    private static final int AHEAD = 30;
    private static final String PRODUCTS = "product_cycles";
    private static final String CATEGORIES = "category_cycles";

    private static final List<Feature> FEATURES = List.of(
            Feature.numeric(
                    "replenish_overdue",
                    "ratio",
                    "Of the product that has waited longest in relation to how often it is bought again, days over usual days",
                    GROUP),
            Feature.numeric(
                    "replenish_due_30d", "products", "Products usually bought again within the next 30 days", GROUP),
            Feature.numeric(
                    "replenish_share", "share", "Share of the products bought that are usually bought again", GROUP));

    private final boolean knowsCycles;

    private Replenishment(LearnedPlan plan, Population population) {
        super(plan, population, FEATURES);
        population.require(PRODUCTS, 2);
        population.require(CATEGORIES, 2);
        this.knowsCycles = !population.names(PRODUCTS).isEmpty()
                || !population.names(CATEGORIES).isEmpty();
    }

    static LearnedPlan plan(int minCustomers) {
        return new LearnedPlan(
                "replenishment",
                minCustomers,
                List.of(PRODUCTS, CATEGORIES),
                Replenishment::survey,
                Replenishment::new);
    }

    private static void survey(CustomerHistory history, PopulationSums sums) {
        long customer = CustomerSet.hash(history.customer());
        Days days = new Days(history.zone());
        Map<String, Long> last = new HashMap<>();
        for (Purchase purchase : history.events(Purchase.class)) {
            long day = days.of(purchase.time());
            Long before = purchase.product() == null ? null : last.put(purchase.product(), day);
            if (purchase.product() != null && before != null && day > before) {
                BigDecimal gap = BigDecimal.valueOf(day - before);
                sums.add(PRODUCTS, purchase.product(), customer, gap, BigDecimal.ONE);
                if (purchase.category() != null) {
                    sums.add(CATEGORIES, purchase.category(), customer, gap, BigDecimal.ONE);
                }
            }
        }
    }

    /** The mean days from one purchase of a product to the next; NaN if it is usually not bought again. */
    private double cycle(String product, @Nullable String category) {
        double own = population.ratio(PRODUCTS, product, 0, 1);
        return !Double.isNaN(own) || category == null ? own : population.ratio(CATEGORIES, category, 0, 1);
    }

    @Override
    public State begin(CustomerContext customer) {
        return new ReplenishmentState(customer);
    }

    /**
     * A product that was bought.
     *
     * @param day when last
     * @param category of several the first in alphabetical order; null if none is known
     */
    private record Bought(long day, @Nullable String category) {

        Bought and(Bought other) {
            String first = category == null || (other.category != null && other.category.compareTo(category) < 0)
                    ? other.category
                    : category;
            return new Bought(Math.max(day, other.day), first);
        }
    }

    private final class ReplenishmentState implements State {

        private final CustomerContext customer;
        private final Map<String, Bought> products = new HashMap<>();

        ReplenishmentState(CustomerContext customer) {
            this.customer = customer;
        }

        @Override
        public void add(CustomerEvent event) {
            if (event instanceof Purchase purchase && purchase.product() != null) {
                Bought now = new Bought(customer.day(purchase.time()), purchase.category());
                products.merge(purchase.product(), now, Bought::and);
            }
        }

        @Override
        public void write(Instant cutoff, double[] row, int offset) {
            long asOf = customer.asOfDay(cutoff);
            double overdue = Double.NaN;
            long due = 0;
            long again = 0;
            for (Map.Entry<String, Bought> entry : products.entrySet()) {
                Bought bought = entry.getValue();
                double cycle = cycle(entry.getKey(), bought.category());
                if (!Double.isNaN(cycle)) {
                    again++;
                    double waited = (asOf - bought.day()) / cycle;
                    overdue = Double.isNaN(overdue) ? waited : Math.max(overdue, waited);
                    double left = bought.day() + cycle - asOf;
                    due += left > 0 && left <= AHEAD ? 1 : 0;
                }
            }
            boolean known = knowsCycles && !products.isEmpty();
            row[offset] = overdue;
            row[offset + 1] = known ? due : Double.NaN;
            row[offset + 2] = known ? share(again, products.size()) : Double.NaN;
        }

        @Override
        public void snapshot(StateWriter out) {
            out.whole(products.size());
            new TreeMap<>(products).forEach((product, bought) -> {
                out.text(product).whole(bought.day()).flag(bought.category() != null);
                if (bought.category() != null) {
                    out.text(bought.category());
                }
            });
        }

        @Override
        public void restore(StateReader in) {
            merge(in);
        }

        @Override
        public void merge(StateReader later) {
            for (int i = later.count(3); i > 0; i--) {
                String product = later.text();
                long day = later.whole();
                products.merge(product, new Bought(day, later.flag() ? later.text() : null), Bought::and);
            }
        }
    }
}
