package dev.clv.decide.uplift;

import dev.clv.caution.Caution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a good colleague would say about an experiment before somebody learns from it. */
final class Review {

    /** Fewer events of an arm leave effects to chance. */
    private static final int FEW_EVENTS = 100;

    /** In a fair lot, one column of 10,000 is as far off. */
    private static final double FAR = 4.5;

    private Review() {}

    /** The cautions, with numbers. */
    static List<Caution> of(Sample sample, double[][] propensities) {
        Experiment experiment = sample.experiment();
        List<Caution> cautions = new ArrayList<>();
        if (experiment.assignment().isRandomised()) {
            unbalanced(sample, cautions);
        } else {
            cautions.add(Caution.of(
                    "not_randomised",
                    "No lot decided who got which of the %d arms, so that effects hold only if the features tell all"
                            + " that decided about the arm and the outcome both. Hold back a random part of the"
                            + " customers next time.",
                    experiment.arms().size()));
            int without = Propensities.withoutOverlap(propensities);
            if (without > 0) {
                cautions.add(Caution.of(
                        "poor_overlap",
                        "%d of %d customers (%.1f %%) hardly ever get one of the arms (a probability below %.2f, which"
                                + " is raised to it), so that what the arm changes for them is a guess. Leave out such"
                                + " customers, or give the arm to some of them at random.",
                        without,
                        sample.rows(),
                        100.0 * without / sample.rows(),
                        Propensities.LEAST));
            }
        }
        if (sample.binary()) {
            int[] events = new int[sample.arms()];
            for (int row = 0; row < sample.rows(); row++) {
                events[sample.arm()[row]] += sample.y()[row] > 0 ? 1 : 0;
            }
            int least = Arrays.stream(events).min().orElseThrow();
            if (least < FEW_EVENTS) {
                cautions.add(Caution.of(
                        "few_responses",
                        "The outcome happened to %d customers of an arm only, fewer than %d, so that differences between"
                                + " effects on customers are mostly chance. Take an outcome that is more frequent,"
                                + " such as a visit, or a larger experiment.",
                        least,
                        FEW_EVENTS));
            }
        }
        return List.copyOf(cautions);
    }

    /** Whether the treated differ from the control in what was known before, more than a lot allows. */
    private static void unbalanced(Sample sample, List<Caution> cautions) {
        int width = sample.width();
        double[][] sums = new double[sample.arms()][width];
        double[][] squares = new double[sample.arms()][width];
        int[] counts = sample.experiment().counts();
        for (int row = 0; row < sample.rows(); row++) {
            double[] x = sample.x()[row];
            for (int i = 0; i < width; i++) {
                sums[sample.arm()[row]][i] += x[i];
                squares[sample.arm()[row]][i] += x[i] * x[i];
            }
        }
        double farthest = 0;
        int arm = 0;
        int column = 0;
        for (int a = 1; a < sample.arms(); a++) {
            for (int i = 0; i < width; i++) {
                double variance = 0;
                for (int of : new int[] {0, a}) {
                    double mean = sums[of][i] / counts[of];
                    variance += (squares[of][i] / counts[of] - mean * mean) / counts[of];
                }
                double z = Math.abs(sums[a][i] / counts[a] - sums[0][i] / counts[0]) / Math.sqrt(variance);
                if (variance > 1e-18 && z > farthest) {
                    farthest = z;
                    arm = a;
                    column = i;
                }
            }
        }
        if (farthest > FAR) {
            int source = sample.preparation().columns().get(column).source();
            cautions.add(Caution.of(
                    "unfair_lot",
                    "Customers of the arm '%s' differ from the control in '%s', by %.1f standard errors, which a lot"
                            + " hardly ever does. Check how customers were chosen, and that the column was known before;"
                            + " if no lot decided, say that the experiment is observational.",
                    sample.experiment().arms().get(arm),
                    sample.preparation().schema().names().get(source),
                    farthest));
        }
    }
}
