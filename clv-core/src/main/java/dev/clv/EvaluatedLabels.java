package dev.clv;

import dev.clv.caution.Caution;
import java.util.Arrays;
import java.util.List;

/** What the true values of an evaluation give reason to say. */
final class EvaluatedLabels {

    private static final double DOMINANT = 1 / 3.0;
    private static final double TIMES_THE_SECOND = 10;

    private EvaluatedLabels() {}

    /**
     * One caution if a single customer decides the metrics of amounts, else none: somebody with more than a third of
     * the sum and ten times what the second has. Where few have a positive value, each has a large share anyway.
     */
    static List<Caution> cautions(double[] truth) {
        double sum = Arrays.stream(truth).sum();
        double most = Arrays.stream(truth).max().orElse(0);
        double[] rising = Arrays.stream(truth).sorted().toArray();
        double second = rising.length < 2 ? 0 : rising[rising.length - 2];
        if (!(second > 0) || most < DOMINANT * sum || most < TIMES_THE_SECOND * second) {
            return List.of();
        }
        return List.of(Caution.of(
                "dominant_customer",
                "One of the %d customers has %.0f %% of the sum of all true values, and alone decides RMSE, R2, bias_pct"
                        + " and nGini. Check whether it is a typing error or a till rather than a customer; spearman_rtb"
                        + " and AUC say how the model does on the others.",
                truth.length,
                100 * most / sum));
    }
}
