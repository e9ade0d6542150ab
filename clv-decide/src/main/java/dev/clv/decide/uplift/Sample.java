package dev.clv.decide.uplift;

import dev.clv.features.prepare.Preparation;
import dev.clv.nn.math.SplitMix;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The rows of an experiment as networks see them, in an order that does not depend on where they stood.
 *
 * @param experiment the rows in this order
 * @param preparation of their features
 * @param x prepared features
 * @param arm by index, the control is 0
 * @param y outcomes
 * @param binary whether all outcomes are 0 or 1
 */
record Sample(Experiment experiment, Preparation preparation, double[][] x, int[] arm, double[] y, boolean binary) {

    static Sample of(Experiment inOrder, Preparation preparation) {
        return new Sample(
                inOrder,
                preparation,
                preparation.transform(inOrder.features()),
                inOrder.armIndices(),
                inOrder.outcomes(),
                inOrder.isBinary());
    }

    int rows() {
        return arm.length;
    }

    int arms() {
        return experiment.arms().size();
    }

    int width() {
        return x[0].length;
    }

    /**
     * A random part of equal parts for each row, such that each part has its share of every arm.
     *
     * @param count of parts
     */
    static int[] parts(int[] arm, int arms, int count, long seed) {
        int[] part = new int[arm.length];
        for (int a = 0; a < arms; a++) {
            int own = a;
            int[] rows = IntStream.range(0, arm.length)
                    .filter(row -> arm[row] == own)
                    .toArray();
            new SplitMix(SplitMix.mix(seed, a)).shuffle(rows);
            for (int i = 0; i < rows.length; i++) {
                part[rows[i]] = i % count;
            }
        }
        return part;
    }

    /** The rows of one part, or of all others. */
    static int[] rows(int[] part, int which, boolean others) {
        return IntStream.range(0, part.length)
                .filter(row -> others != (part[row] == which))
                .toArray();
    }

    /** Prepared features of some rows. */
    double[][] x(int[] rows) {
        return Arrays.stream(rows).mapToObj(row -> x[row]).toArray(double[][]::new);
    }
}
