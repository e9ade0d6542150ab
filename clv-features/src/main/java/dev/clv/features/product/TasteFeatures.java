package dev.clv.features.product;

import dev.clv.features.ColumnReport;
import dev.clv.features.CustomerContext;
import dev.clv.features.Feature;
import dev.clv.features.FeatureExtractor;
import dev.clv.features.FittedState;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.Purchase;
import dev.clv.features.internal.extract.ComputedExtractor;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * The taste of a customer; see {@link ProductExtractors#taste(int, int)}. Of an embedding that knows nothing, nothing.
 */
final class TasteFeatures extends ComputedExtractor {

    private static final String GROUP = "taste";
    private static final String MIN_CUSTOMERS = "min_customers";

    private static final int MOST_ITEMS = 64;
    private static final int RECENT_DAYS = 90;
    private static final double HALF_LIFE_DAYS = 90;
    private static final double BOUGHT = 4;
    private static final double LOOKED_AT = 1;

    private final int minCustomers;
    private final ProductEmbedding embedding;

    /** @param columns what became of the products; empty where it is not known any more */
    TasteFeatures(int minCustomers, ProductEmbedding embedding, List<ColumnReport> columns) {
        super(TastePlan.NAME, features(embedding), columns);
        this.minCustomers = minCustomers;
        this.embedding = embedding;
    }

    private static List<Feature> features(ProductEmbedding embedding) {
        return embedding.tokens() == 0
                ? List.of()
                : List.of(
                        Feature.vector(
                                "taste",
                                "direction",
                                "What kind of products the customer buys and looks at",
                                GROUP,
                                embedding.dimensions()),
                        Feature.numeric("taste_breadth", "distance", "How different the products bought are", GROUP),
                        Feature.numeric(
                                "taste_drift",
                                "distance",
                                "How far the products of the last 90 days are from those before",
                                GROUP),
                        Feature.numeric(
                                "taste_novelty",
                                "distance",
                                "How far the products of the last order-day are from all bought before",
                                GROUP));
    }

    static TasteFeatures of(FittedState state) {
        return new TasteFeatures(state.integer(MIN_CUSTOMERS), ProductEmbedding.of(state), List.of());
    }

    @Override
    public FittedState fittedState() {
        return embedding.fittedState().withNumbers(MIN_CUSTOMERS, minCustomers);
    }

    @Override
    public FeatureExtractor restore(FittedState state) {
        return of(state);
    }

    @Override
    public State begin(CustomerContext customer) {
        return features().isEmpty() ? State.of((cutoff, row, offset) -> {}) : new Taste(customer);
    }

    private final class Taste implements State {

        private final CustomerContext customer;
        private final LatestItems bought = new LatestItems(MOST_ITEMS);
        private final LatestItems lookedAt = new LatestItems(MOST_ITEMS);

        Taste(CustomerContext customer) {
            this.customer = customer;
        }

        @Override
        public void add(CustomerEvent event) {
            Item item = Item.of(event);
            int token = item == null ? ProductEmbedding.NONE : embedding.token(item);
            if (token != ProductEmbedding.NONE) {
                (event instanceof Purchase ? bought : lookedAt).add(customer.day(event.time()), token);
            }
        }

        @Override
        public void write(Instant cutoff, double[] row, int offset) {
            long today = customer.asOfDay(cutoff);
            Direction taste = new Direction();
            Direction recent = new Direction();
            Direction before = new Direction();
            Direction all = new Direction();
            bought.all().forEach(met -> all.add(met, 1));
            // Ages count from the latest item on: a mean does not change by it, and no weight becomes 0.
            long latest = Math.max(bought.lastDay(), lookedAt.lastDay());
            both().forEach(weighted -> {
                LatestItems.Met met = weighted.met();
                taste.add(met, weighted.weight() * StrictMath.pow(2, (met.day() - latest) / HALF_LIFE_DAYS));
                (today - met.day() < RECENT_DAYS ? recent : before).add(met, weighted.weight());
            });
            taste.writeMean(row, offset);
            int next = offset + embedding.dimensions();
            row[next] = all.isNothing() ? Double.NaN : Math.max(0, 1 - all.length() / all.weight);
            row[next + 1] = recent.distance(before);
            row[next + 2] = novelty();
        }

        private Stream<Weighted> both() {
            return Stream.concat(
                    bought.all().stream().map(met -> new Weighted(met, BOUGHT)),
                    lookedAt.all().stream().map(met -> new Weighted(met, LOOKED_AT)));
        }

        private double novelty() {
            List<LatestItems.Met> all = bought.all();
            long last = all.isEmpty() ? 0 : all.get(all.size() - 1).day();
            double sum = 0;
            int count = 0;
            for (LatestItems.Met met : all) {
                double nearest = Double.NEGATIVE_INFINITY;
                for (int i = 0; met.day() == last && all.get(i).day() < last; i++) {
                    nearest = Math.max(
                            nearest,
                            embedding.similarity(met.token(), all.get(i).token()));
                }
                if (nearest > Double.NEGATIVE_INFINITY) {
                    sum += Math.max(0, 1 - nearest);
                    count++;
                }
            }
            return count == 0 ? Double.NaN : sum / count;
        }

        @Override
        public void snapshot(StateWriter out) {
            bought.snapshot(out);
            lookedAt.snapshot(out);
        }

        @Override
        public void restore(StateReader in) {
            merge(in);
        }

        @Override
        public void merge(StateReader later) {
            bought.merge(later);
            lookedAt.merge(later);
        }
    }

    private record Weighted(LatestItems.Met met, double weight) {}

    /** A weighted sum of vectors. */
    private final class Direction {

        private final double[] sum = new double[embedding.dimensions()];
        private double weight;

        void add(LatestItems.Met met, double more) {
            weight += more;
            for (int i = 0; i < sum.length; i++) {
                sum[i] += more * embedding.at(met.token(), i);
            }
        }

        boolean isNothing() {
            return weight == 0;
        }

        double length() {
            return Math.sqrt(product(this));
        }

        private double product(Direction other) {
            double product = 0;
            for (int i = 0; i < sum.length; i++) {
                product += sum[i] * other.sum[i];
            }
            return product;
        }

        void writeMean(double[] row, int offset) {
            for (int i = 0; i < sum.length; i++) {
                row[offset + i] = isNothing() ? Double.NaN : sum[i] / weight;
            }
        }

        /** 1 less the cosine; NaN if one of the two is nothing, or points nowhere. */
        double distance(Direction other) {
            double lengths = length() * other.length();
            return lengths == 0 ? Double.NaN : Math.max(0, Math.min(2, 1 - product(other) / lengths));
        }
    }
}
