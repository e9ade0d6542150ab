package dev.clv.features.relative;

import static java.util.Objects.requireNonNull;

import dev.clv.features.Feature;
import dev.clv.features.FittableExtractor;
import dev.clv.features.FittedState;
import dev.clv.features.Privacy;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.internal.CustomerSet;
import dev.clv.features.internal.Days;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A customer's orders beside those of the shop's customers, in numbers without a unit: times in horizons, amounts in
 * what the shop's customers usually spend, and what {@link dev.clv.features.btyd.ParetoNbd} and
 * {@link dev.clv.features.btyd.GammaGamma}, fitted to the shop, expect; behind them the same numbers of the shop itself
 * for every customer. What a network learns of such numbers in many shops holds for a shop that it has never seen.
 *
 * <p>A summary of the shop is made of the training histories of each cutoff. A cutoff with fewer than
 * {@link Privacy#MIN_CUSTOMERS} customers who spent is passed over; if all are, there are no features. Features as of a
 * cutoff come from the summary of the latest training cutoff at or before it, those before the first from the first.
 * They are NaN for a customer who has not bought, and only then.
 *
 * <p>Immutable and thread-safe.
 */
public final class RelativeFeatures implements FittableExtractor {

    static final String NAME = "relative";

    /** The feature by which a network's value starts: the logarithm of what the purchase model expects. */
    public static final String MODEL_VALUE = "rel_model_value";

    /** The feature by which a network's probability starts: the log-odds of an order by the purchase model. */
    public static final String MODEL_ORDER = "rel_model_none";

    private static final List<Feature> FEATURES = Stream.of(CustomerNumbers.ALL, ShopSummary.FACTS)
            .flatMap(inputs -> inputs.features().stream())
            .toList();

    private final Duration horizon;

    private RelativeFeatures(Duration horizon) {
        if (requireNonNull(horizon, "horizon").compareTo(Duration.ZERO) <= 0) {
            throw new IllegalArgumentException("horizon must be positive, was " + horizon);
        }
        this.horizon = horizon;
    }

    /** Features for what happens within a horizon, which is positive. */
    public static RelativeFeatures of(Duration horizon) {
        return new RelativeFeatures(horizon);
    }

    /** All features, in order, those of the customer before those of the shop; unmodifiable. */
    public static List<Feature> all() {
        return FEATURES;
    }

    @Override
    public String name() {
        return NAME;
    }

    Duration horizon() {
        return horizon;
    }

    @Override
    public Learner learner() {
        return new PathLearner(this);
    }

    @Override
    public FittedRelativeFeatures fit(Iterable<CustomerHistory> histories) {
        PathLearner learner = new PathLearner(this);
        histories.forEach(learner::add);
        return learner.learned();
    }

    @Override
    public FittedRelativeFeatures restore(FittedState state) {
        return FittedRelativeFeatures.of(state);
    }

    /** Collects the orders of training customers by cutoff. */
    private static final class PathLearner implements Learner {

        private final RelativeFeatures plan;
        private final NavigableMap<Instant, Cohort> cohorts = new TreeMap<>();

        PathLearner(RelativeFeatures plan) {
            this.plan = plan;
        }

        @Override
        public void add(CustomerHistory history) {
            OrderPath path = OrderPath.of(history);
            if (path.count() > 0) {
                long asOf = new Days(history.zone()).asOf(history.cutoff());
                cohorts.computeIfAbsent(history.cutoff(), cutoff -> new Cohort())
                        .add(path, asOf, path.spent() > 0 ? CustomerSet.hash(history.customer()) : null);
            }
        }

        @Override
        public void snapshot(StateWriter out) {
            out.whole(cohorts.size());
            cohorts.forEach((cutoff, cohort) -> {
                out.instant(cutoff);
                cohort.snapshot(out);
            });
        }

        @Override
        public void merge(StateReader other) {
            for (int i = other.count(4); i > 0; i--) {
                cohorts.computeIfAbsent(other.instant(), cutoff -> new Cohort()).merge(other);
            }
        }

        @Override
        public FittedRelativeFeatures learned() {
            NavigableMap<Instant, ShopSummary> shops = new TreeMap<>();
            cohorts.forEach((cutoff, cohort) -> {
                if (cohort.spenders.isEnough()) {
                    shops.put(
                            cutoff,
                            ShopSummary.of(cohort.paths, cohort.asOf, FittedRelativeFeatures.days(plan.horizon)));
                }
            });
            return new FittedRelativeFeatures(plan, shops);
        }
    }

    /** The customers of one cutoff. */
    private static final class Cohort {

        private final CustomerSet spenders = new CustomerSet(Privacy.MIN_CUSTOMERS);
        private final List<OrderPath> paths = new ArrayList<>();

        /** The latest as-of day, should zones differ. */
        private long asOf = Long.MIN_VALUE;

        void add(OrderPath path, long asOf, @Nullable Long spender) {
            paths.add(path);
            this.asOf = Math.max(this.asOf, asOf);
            if (spender != null) {
                spenders.add(spender);
            }
        }

        void snapshot(StateWriter out) {
            spenders.snapshot(out);
            out.whole(asOf).whole(paths.size());
            for (OrderPath path : paths) {
                out.number(path.refunded()).whole(path.count());
                for (int i = 0; i < path.count(); i++) {
                    out.whole(path.days()[i]).number(path.amounts()[i]);
                }
            }
        }

        void merge(StateReader other) {
            spenders.merge(other);
            asOf = Math.max(asOf, other.whole());
            for (int i = other.count(9); i > 0; i--) {
                double refunded = other.number();
                int count = other.count(9);
                long[] days = new long[count];
                double[] amounts = new double[count];
                for (int k = 0; k < count; k++) {
                    days[k] = other.whole();
                    amounts[k] = other.number();
                }
                paths.add(new OrderPath(days, amounts, refunded));
            }
        }
    }
}
