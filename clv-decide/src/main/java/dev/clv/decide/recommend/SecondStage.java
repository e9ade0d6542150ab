package dev.clv.decide.recommend;

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
import java.util.List;

/**
 * Networks that order the candidates: from the signals of a customer and a product to the probability that the customer
 * buys the product within the window, given that the customer buys anything wanted. They are trained on windows before
 * the cutoff, on what the signals said at the start of each. Immutable and thread-safe.
 */
final class SecondStage {

    static final int CANDIDATES = 200;
    private static final int MEMBERS = 3;
    private static final int MOST_CUSTOMERS = 4000;

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
            Signals.Desk desk = signals.desk();
            Snapshot shop = signals.shop();
            ProductDays rows = shop.shop().purchases();
            double[] row = new double[Signals.NAMES.size()];
            boolean[] relevant = new boolean[shop.products()];
            int[] buyers = new int[shop.customers()];
            int count = 0;
            for (int c = 0; c < shop.customers(); c++) {
                if (shop.isKnownCustomer(c) && mark(rows, shop, c, window, relevant, true)) {
                    buyers[count++] = c;
                    mark(rows, shop, c, window, relevant, false);
                }
            }
            // A sample that does not depend on the order: the customers of the least hashes.
            if (count > MOST_CUSTOMERS) {
                buyers = Arrays.stream(buyers, 0, count)
                        .boxed()
                        .sorted((a, b) -> Long.compare(
                                SplitMix.mix(17, shop.shop().customers().get(a).hashCode()),
                                SplitMix.mix(17, shop.shop().customers().get(b).hashCode())))
                        .limit(MOST_CUSTOMERS)
                        .mapToInt(Integer::intValue)
                        .sorted()
                        .toArray();
                count = MOST_CUSTOMERS;
            }
            for (int b = 0; b < count; b++) {
                int c = buyers[b];
                int[] candidates = desk.candidates(c, newOnly, CANDIDATES);
                if (!mark(rows, shop, c, window, relevant, true, newOnly ? desk : null)) {
                    mark(rows, shop, c, window, relevant, false);
                    continue;
                }
                customers++;
                for (int place = 0; place < candidates.length; place++) {
                    desk.row(candidates[place], place, row);
                    float[] input = new float[row.length];
                    for (int i = 0; i < row.length; i++) {
                        input[i] = (float) row[i];
                    }
                    inputs.add(input);
                    labels.add(relevant[candidates[place]] ? 1.0 : 0.0);
                }
                mark(rows, shop, c, window, relevant, false);
            }
        }

        private static boolean mark(
                ProductDays rows, Snapshot shop, int customer, int window, boolean[] relevant, boolean as) {
            return mark(rows, shop, customer, window, relevant, as, null);
        }

        /** Marks what is bought within the window; whether anything wanted is. */
        private static boolean mark(
                ProductDays rows,
                Snapshot shop,
                int customer,
                int window,
                boolean[] relevant,
                boolean as,
                Signals.@org.jspecify.annotations.Nullable Desk unlessBought) {
            boolean any = false;
            for (int row = rows.start()[customer]; row < rows.start()[customer + 1]; row++) {
                int ahead = rows.day()[row] - shop.end();
                int product = rows.product()[row];
                if (ahead >= 0 && ahead < window) {
                    relevant[product] = as;
                    any |= unlessBought == null || unlessBought.pair(product) < 0;
                }
            }
            return any;
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
        TrainingData data = TrainingData.inFloat(
                labels.length, columns, (i, to) -> standardize(rows.inputs.get(i), mean, scale, to), labels);
        List<FloatPredictor> members = new ArrayList<>();
        for (int m = 0; m < MEMBERS; m++) {
            NetworkSpec spec = NetworkSpec.builder(columns)
                    .dense(Integer.getInteger("h1", 32))
                    .relu()
                    .dense(Integer.getInteger("h2", 16))
                    .relu()
                    .build(BinaryCrossEntropy.of());
            Network network = Trainer.builder(spec)
                    .optimizer(Adam.of(Double.parseDouble(System.getProperty("lr", "0.002"))))
                    .batchSize(256)
                    .epochs(Integer.getInteger("epochs", 5))
                    .l2(Double.parseDouble(System.getProperty("l2", "1e-5")))
                    .precision(Precision.FLOAT)
                    .seed(seed + m)
                    .build()
                    .train(data)
                    .network();
            members.add(network.inFloat());
        }
        return new SecondStage(mean, scale, List.copyOf(members));
    }

    private static void standardize(float[] row, double[] mean, double[] scale, double[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] = Math.max(-8, Math.min(8, (row[i] - mean[i]) * scale[i]));
        }
    }

    /** Probabilities of candidates in the rows of {@link Signals#NAMES}. */
    double[] probabilities(double[][] rows) {
        double[][] inputs = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            double[] row = new double[mean.length];
            for (int j = 0; j < row.length; j++) {
                row[j] = Math.max(-8, Math.min(8, ((float) rows[i][j] - mean[j]) * scale[j]));
            }
            inputs[i] = row;
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
