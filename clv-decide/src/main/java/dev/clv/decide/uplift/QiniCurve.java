package dev.clv.decide.uplift;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The extra outcome as a function of the share of customers who are treated, the highest score first. Rows with the
 * same score enter together, in equal fractions, so that the order of a file never matters. Rows count by the inverse
 * of the probability of their arm, which changes nothing where a lot gave the same to all.
 */
final class QiniCurve {

    private static final int STEPS = 1_000;
    private static final int DECILES = 10;

    private final int[] rows;
    private final int[] groupEnds;
    private final boolean[] treated;
    private final double[] outcomes;
    private final double[] weights;

    /**
     * A curve of some rows.
     *
     * @param scores of each row; higher is treated first
     * @param treated whether each had the treatment
     * @param outcomes what happened
     * @param weights the inverse of the probability of the arm that it had
     */
    QiniCurve(double[] scores, boolean[] treated, double[] outcomes, double[] weights) {
        Integer[] order = IntStream.range(0, scores.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, (a, b) -> {
            int compared = Double.compare(scores[b], scores[a]);
            compared = compared != 0 ? compared : Boolean.compare(treated[a], treated[b]);
            compared = compared != 0 ? compared : Double.compare(outcomes[a], outcomes[b]);
            return compared != 0 ? compared : Double.compare(weights[a], weights[b]);
        });
        this.rows = Arrays.stream(order).mapToInt(Integer::intValue).toArray();
        this.groupEnds = IntStream.range(0, rows.length)
                .filter(i -> i == rows.length - 1 || scores[rows[i]] != scores[rows[i + 1]])
                .toArray();
        this.treated = treated;
        this.outcomes = outcomes;
        this.weights = weights;
    }

    /**
     * What a curve says.
     *
     * @param effect the mean effect on all, g(1)
     * @param auuc the area below g, where g(s) is s times the effect among the first share s
     * @param uplift the effect among the first tenth, fifth and three tenths
     * @param deciles the effect in each tenth
     */
    record Reading(double effect, double auuc, double[] uplift, double[] deciles) {

        /** The area above that of treating in any order. */
        double qini() {
            return auuc - effect / 2;
        }
    }

    /**
     * The curve if each row were there so many times.
     *
     * @param counts by row
     */
    Reading read(double[] counts) {
        int groups = groupEnds.length;
        double[][] sums = new double[5][groups + 1];
        double[] running = new double[5];
        int group = 0;
        for (int i = 0; i < rows.length; i++) {
            int row = rows[i];
            double count = counts[row];
            double weighted = count * weights[row];
            running[0] += count;
            running[treated[row] ? 1 : 2] += weighted;
            running[treated[row] ? 3 : 4] += weighted * outcomes[row];
            if (i == groupEnds[group]) {
                group++;
                for (int k = 0; k < 5; k++) {
                    sums[k][group] = running[k];
                }
            }
        }
        double[][] at = new double[STEPS + 1][];
        int after = 0;
        for (int step = 0; step <= STEPS; step++) {
            double place = running[0] * step / STEPS;
            while (after < groups && sums[0][after] < place) {
                after++;
            }
            at[step] = between(sums, after, place);
        }
        return reading(at);
    }

    /** The sums at a place between the end of a group and the end before it. */
    private static double[] between(double[][] sums, int after, double place) {
        double[] at = new double[5];
        if (after == 0) {
            return at;
        }
        double width = sums[0][after] - sums[0][after - 1];
        double share = width > 0 ? Math.min(1, (place - sums[0][after - 1]) / width) : 1;
        for (int k = 0; k < 5; k++) {
            at[k] = sums[k][after - 1] + share * (sums[k][after] - sums[k][after - 1]);
        }
        return at;
    }

    private static Reading reading(double[][] at) {
        double[] nothing = new double[5];
        double area = 0;
        double before = 0;
        double[] uplift = new double[3];
        for (int step = 1; step <= STEPS; step++) {
            double effect = effect(at[step], nothing);
            double defined = Double.isNaN(effect) ? 0 : effect;
            double gain = defined * step / STEPS;
            area += (before + gain) / 2 / STEPS;
            before = gain;
            for (int k = 0; k < 3; k++) {
                uplift[k] = step == (k + 1) * STEPS / 10 ? effect : uplift[k];
            }
        }
        double[] deciles = new double[DECILES];
        for (int d = 0; d < DECILES; d++) {
            deciles[d] = effect(at[(d + 1) * STEPS / DECILES], at[d * STEPS / DECILES]);
        }
        return new Reading(effect(at[STEPS], nothing), area, uplift, deciles);
    }

    /** The difference of means between two places; NaN without treated or controls there. */
    private static double effect(double[] to, double[] from) {
        double treated = to[1] - from[1];
        double control = to[2] - from[2];
        return treated > 0 && control > 0 ? (to[3] - from[3]) / treated - (to[4] - from[4]) / control : Double.NaN;
    }
}
