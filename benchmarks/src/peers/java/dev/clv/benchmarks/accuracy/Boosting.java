package dev.clv.benchmarks.accuracy;

import static java.util.Objects.requireNonNull;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Boosted trees. Their number is chosen by Tweedie deviance on every fifth training customer, whom trees of a first
 * training have not seen; then they are trained on all.
 */
abstract class Boosting implements LearnerRows.Learner {

    static final double POWER = 1.5;

    /** Most trees, and how many lie between two numbers that are tried. */
    private static final int MOST = 400;

    private static final int STEP = 20;
    private static final int FOLDS = 5;

    /** A customer of whom nothing is expected is expected to spend this much. */
    private static final double LEAST = 1;

    private final boolean offset;

    /** @param offset whether trees start from the logarithm of what the purchase model expects */
    Boosting(boolean offset) {
        this.offset = offset;
    }

    /**
     * Trains.
     *
     * @param margins where the trees start from (n); null for the mean
     */
    abstract Trees train(double[][] rows, double[] labels, float @Nullable [] margins, int trees);

    /** Trained trees. */
    interface Trees extends AutoCloseable {

        /** Values by the first trees. */
        double[] values(double[][] rows, float @Nullable [] margins, int trees);

        @Override
        void close();
    }

    @Override
    public final double[] apply(LearnerRows rows) {
        int[] all = IntStream.range(0, rows.labels().length).toArray();
        float[] margins = offset ? margins(rows.prior()) : null;
        int trees = trees(rows, all, margins);
        try (Trees trained = train(rows.features(), rows.labels(), margins, trees)) {
            return trained.values(rows.tested(), offset ? margins(rows.testedPrior()) : null, trees);
        }
    }

    private int trees(LearnerRows rows, int[] all, float @Nullable [] margins) {
        int[] seen = IntStream.of(all)
                .filter(row -> rows.customers()[row] % FOLDS != 0)
                .toArray();
        int[] held = IntStream.of(all)
                .filter(row -> rows.customers()[row] % FOLDS == 0)
                .toArray();
        double best = Double.POSITIVE_INFINITY;
        int chosen = STEP;
        try (Trees trained = train(
                select(rows.features(), seen), select(rows.labels(), seen), select(margins, seen), MOST)) {
            for (int trees = STEP; trees <= MOST; trees += STEP) {
                double[] values = trained.values(select(rows.features(), held), select(margins, held), trees);
                double deviance = deviance(select(rows.labels(), held), values);
                if (deviance < best) {
                    best = deviance;
                    chosen = trees;
                }
            }
        }
        return chosen;
    }

    /** Of power 1.5, less what depends on the labels only. */
    private static double deviance(double[] labels, double[] values) {
        double sum = 0;
        for (int i = 0; i < labels.length; i++) {
            double root = Math.sqrt(Math.max(1e-6, values[i]));
            sum += labels[i] / root + root;
        }
        return sum;
    }

    private static float[] margins(double @Nullable [] prior) {
        double[] values = requireNonNull(prior, "a table has no orders");
        float[] margins = new float[values.length];
        for (int i = 0; i < margins.length; i++) {
            margins[i] = (float) Math.log(Math.max(LEAST, values[i]));
        }
        return margins;
    }

    private static double[][] select(double[][] rows, int[] some) {
        return IntStream.of(some).mapToObj(row -> rows[row]).toArray(double[][]::new);
    }

    private static double[] select(double[] values, int[] some) {
        return IntStream.of(some).mapToDouble(row -> values[row]).toArray();
    }

    private static float @Nullable [] select(float @Nullable [] values, int[] some) {
        if (values == null) {
            return null;
        }
        float[] selected = new float[some.length];
        for (int i = 0; i < some.length; i++) {
            selected[i] = values[some[i]];
        }
        return selected;
    }
}
