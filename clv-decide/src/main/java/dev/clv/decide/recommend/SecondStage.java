package dev.clv.decide.recommend;

import dev.clv.nn.FloatKernels;
import dev.clv.nn.FloatPredictor;
import dev.clv.nn.Network;
import dev.clv.nn.NetworkSpec;
import dev.clv.nn.loss.BinaryCrossEntropy;
import dev.clv.nn.math.SplitMix;
import dev.clv.nn.optimize.Adam;
import dev.clv.nn.train.Precision;
import dev.clv.nn.train.Trainer;
import dev.clv.nn.train.TrainingData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Networks that order the candidates: from the signals of a customer and a product to the probability that the customer
 * buys the product within the window, given that the customer buys anything wanted. They are trained on windows before
 * the cutoff, on what the signals said at the start of each. They compute by plain loops, whose bits depend on no
 * vector width. Immutable and thread-safe.
 */
final class SecondStage {

    static final int CANDIDATES = 200;
    private static final int MEMBERS = 3;

    /** More customers of a window would teach little more. */
    private static final int MOST_CUSTOMERS = 4000;

    private static final long SAMPLE = 17;
    private static final int WIDTH = 32;
    private static final double RATE = 0.002;
    private static final int BATCH = 256;
    private static final int EPOCHS = 5;
    private static final double L2 = 1e-5;

    /** Standard deviations beyond which a signal counts as at the limit. */
    private static final double FARTHEST = 8;

    private final double[] mean;
    private final double[] scale;
    private final List<FloatPredictor> members;

    private SecondStage(double[] mean, double[] scale, List<FloatPredictor> members) {
        this.mean = mean;
        this.scale = scale;
        this.members = members;
    }

    /** Rows of candidates, collected one window at a time. */
    static final class Rows {

        private final boolean newOnly;
        private final List<float[]> inputs = new ArrayList<>();
        private final List<Double> labels = new ArrayList<>();
        private int customers;

        Rows(boolean newOnly) {
            this.newOnly = newOnly;
        }

        int customers() {
            return customers;
        }

        /** Adds the candidates of all customers who buy something wanted within a window that the log has seen. */
        void add(Signals signals, int window) {
            Snapshot shop = signals.shop();
            Map<Integer, Set<Integer>> wanted = new TreeMap<>();
            for (int c = 0; c < shop.customers(); c++) {
                if (shop.isKnownCustomer(c)) {
                    Set<Integer> products = wanted(shop, c, window);
                    if (!products.isEmpty()) {
                        wanted.put(c, products);
                    }
                }
            }
            Signals.Desk desk = signals.desk();
            for (int c : sample(shop, wanted.keySet())) {
                add(desk, c, Objects.requireNonNull(wanted.get(c)));
            }
        }

        private void add(Signals.Desk desk, int customer, Set<Integer> wanted) {
            customers++;
            int[] candidates = desk.candidates(customer, newOnly, CANDIDATES);
            for (int place = 0; place < candidates.length; place++) {
                inputs.add(desk.row(candidates[place], place));
                labels.add(wanted.contains(candidates[place]) ? 1.0 : 0.0);
            }
        }

        /** What a customer buys within the window, of what is wanted. */
        private Set<Integer> wanted(Snapshot shop, int customer, int window) {
            ProductDays rows = shop.shop().purchases();
            Set<Integer> products = new HashSet<>();
            for (int row = rows.start()[customer]; row < rows.start()[customer + 1]; row++) {
                int ahead = rows.day()[row] - shop.end();
                if (ahead >= 0 && ahead < window) {
                    products.add(rows.product()[row]);
                }
            }
            for (int pair = shop.pairsFrom(customer); newOnly && pair < shop.pairsTo(customer); pair++) {
                products.remove(shop.product(pair));
            }
            return products;
        }

        /** At most so many customers, by the hashes of their ids, so that their order does not matter. */
        private static List<Integer> sample(Snapshot shop, Set<Integer> customers) {
            if (customers.size() <= MOST_CUSTOMERS) {
                return List.copyOf(customers);
            }
            return customers.stream()
                    .sorted(Comparator.comparingLong(c ->
                            SplitMix.mix(SAMPLE, shop.shop().customers().get(c).hashCode())))
                    .limit(MOST_CUSTOMERS)
                    .sorted()
                    .toList();
        }
    }

    /** Trains the networks. */
    static SecondStage train(Rows rows, long seed) {
        int columns = Signals.NAMES.size();
        double[] mean = new double[columns];
        double[] square = new double[columns];
        for (float[] row : rows.inputs) {
            for (int i = 0; i < columns; i++) {
                mean[i] += row[i];
                square[i] += row[i] * row[i];
            }
        }
        double[] scale = new double[columns];
        for (int i = 0; i < columns; i++) {
            mean[i] /= rows.inputs.size();
            double variance = square[i] / rows.inputs.size() - mean[i] * mean[i];
            scale[i] = variance > 1e-12 ? 1 / Math.sqrt(variance) : 0;
        }
        double[][] labels = new double[rows.inputs.size()][];
        Arrays.setAll(labels, i -> new double[] {rows.labels.get(i)});
        SecondStage untrained = new SecondStage(mean, scale, List.of());
        TrainingData data = TrainingData.inFloat(
                labels.length, columns, (i, to) -> untrained.standardize(rows.inputs.get(i), to), labels);
        List<FloatPredictor> members = new ArrayList<>();
        for (int m = 0; m < MEMBERS; m++) {
            NetworkSpec spec = NetworkSpec.builder(columns)
                    .dense(WIDTH)
                    .relu()
                    .dense(WIDTH / 2)
                    .relu()
                    .build(BinaryCrossEntropy.of());
            Network network = Trainer.builder(spec)
                    .optimizer(Adam.of(RATE))
                    .batchSize(BATCH)
                    .epochs(EPOCHS)
                    .l2(L2)
                    .precision(Precision.FLOAT)
                    .kernels(FloatKernels.plain())
                    .seed(seed + m)
                    .build()
                    .train(data)
                    .network();
            members.add(FloatPredictor.of(network, FloatKernels.plain()));
        }
        return new SecondStage(mean, scale, List.copyOf(members));
    }

    private void standardize(float[] row, double[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] = Math.max(-FARTHEST, Math.min(FARTHEST, (row[i] - mean[i]) * scale[i]));
        }
    }

    /** Probabilities of candidates in the rows of {@link Signals#NAMES}. */
    double[] probabilities(float[][] rows) {
        double[][] inputs = new double[rows.length][mean.length];
        for (int i = 0; i < rows.length; i++) {
            standardize(rows[i], inputs[i]);
        }
        double[] sums = new double[rows.length];
        for (FloatPredictor member : members) {
            double[] means = member.predict(inputs).means();
            for (int i = 0; i < sums.length; i++) {
                sums[i] += means[i] / members.size();
            }
        }
        return sums;
    }
}
