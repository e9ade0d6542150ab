package dev.clv.decide.recommend;

import dev.clv.explain.OrderedTasks;
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
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;

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
    private static final int MOST_CUSTOMERS = 2000;

    /**
     * All candidates before this place teach; of those behind it that were not bought the fewer, the more customers.
     */
    private static final int FRONT = 30;

    /** One more customer in so many, and one in two of those behind teaches as much as two; then one in three. */
    private static final int CUSTOMERS_TO_THIN = 500;

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

    /**
     * A candidate at the start of a window that is over.
     *
     * @param signals in the columns of {@link Signals#NAMES}
     * @param bought 1 if the customer bought it within the window, 0 if not
     * @param weight how many candidates it stands for
     */
    private record Row(float[] signals, double bought, double weight) {}

    /** Candidates of customers who bought something wanted in windows that are over. */
    static final class Rows {

        private final List<Row> rows = new ArrayList<>();
        private int customers;

        Rows() {}

        /** Those of the window that begins with the day after what the signals know. */
        Rows(Signals signals, int window, boolean newOnly) {
            Snapshot shop = signals.shop();
            int[] buyers = IntStream.range(0, shop.customers())
                    .filter(c -> shop.isKnownCustomer(c)
                            && !wanted(shop, c, window, newOnly).isEmpty())
                    .toArray();
            int[] sample = sample(shop, buyers);
            int oneIn = 1 + sample.length / CUSTOMERS_TO_THIN;
            Signals.Desk desk = signals.desk();
            for (int c : sample) {
                add(desk.candidates(c, newOnly, CANDIDATES), wanted(shop, c, window, newOnly), oneIn, desk);
            }
        }

        int customers() {
            return customers;
        }

        void addAll(Rows others) {
            rows.addAll(others.rows);
            customers += others.customers;
        }

        private void add(int[] candidates, Set<Integer> wanted, int oneIn, Signals.Desk desk) {
            customers++;
            for (int place = 0; place < candidates.length; place++) {
                boolean bought = wanted.contains(candidates[place]);
                boolean thinned = !bought && place >= FRONT;
                if (!thinned || (place + customers) % oneIn == 0) {
                    rows.add(new Row(desk.row(candidates[place], place), bought ? 1 : 0, thinned ? oneIn : 1));
                }
            }
        }

        /** What a customer buys within the window, of what is wanted. */
        private static Set<Integer> wanted(Snapshot shop, int customer, int window, boolean newOnly) {
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
        private static int[] sample(Snapshot shop, int[] customers) {
            return customers.length <= MOST_CUSTOMERS
                    ? customers
                    : Arrays.stream(customers)
                            .boxed()
                            .sorted(Comparator.comparingLong(c -> SplitMix.mix(
                                    SAMPLE, shop.shop().customers().get(c).hashCode())))
                            .limit(MOST_CUSTOMERS)
                            .mapToInt(Integer::intValue)
                            .sorted()
                            .toArray();
        }
    }

    /** Trains the networks. */
    static SecondStage train(Rows all, long seed, Executor executor) {
        List<Row> rows = all.rows;
        int columns = Signals.NAMES.size();
        double[] mean = new double[columns];
        double[] square = new double[columns];
        for (Row row : rows) {
            for (int i = 0; i < columns; i++) {
                mean[i] += row.signals[i];
                square[i] += row.signals[i] * row.signals[i];
            }
        }
        double[] scale = new double[columns];
        for (int i = 0; i < columns; i++) {
            mean[i] /= rows.size();
            double variance = square[i] / rows.size() - mean[i] * mean[i];
            scale[i] = variance > 1e-12 ? 1 / Math.sqrt(variance) : 0;
        }
        double[][] labels = new double[rows.size()][];
        Arrays.setAll(labels, i -> new double[] {rows.get(i).bought});
        SecondStage untrained = new SecondStage(mean, scale, List.of());
        TrainingData data = TrainingData.inFloat(
                        labels.length, columns, (i, to) -> untrained.standardize(rows.get(i).signals, to), labels)
                .withWeights(rows.stream().mapToDouble(Row::weight).toArray());
        return new SecondStage(mean, scale, OrderedTasks.run(MEMBERS, member -> train(data, seed + member), executor));
    }

    private static FloatPredictor train(TrainingData data, long seed) {
        NetworkSpec spec = NetworkSpec.builder(data.columns())
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
                .seed(seed)
                .build()
                .train(data)
                .network();
        return FloatPredictor.of(network, FloatKernels.plain());
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
