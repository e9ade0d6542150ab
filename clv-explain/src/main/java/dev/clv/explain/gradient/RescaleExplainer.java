package dev.clv.explain.gradient;

import dev.clv.explain.Attribution;
import dev.clv.explain.Background;
import dev.clv.explain.Explainer;
import dev.clv.explain.FeatureGroups;
import dev.clv.explain.SecantPredictor;
import dev.clv.explain.internal.BatchPredictor;

/**
 * DeepSHAP: the predictor's {@link SecantPredictor#secants secants} from every background row to the explained row,
 * times the difference of the columns, averaged over the background (Lundberg, Lee, "A unified approach to interpreting
 * model predictions", 2017, section 4.2). It needs one backward pass per background row and approximates Shapley
 * values, with an error that no number of samples reduces. Contributions add up as they do in
 * {@link GradientExplainer}.
 *
 * <p>Immutable and thread-safe.
 */
public final class RescaleExplainer implements Explainer<Attribution> {

    private final SecantPredictor predictor;
    private final Background background;
    private final double[][] references;
    private final ColumnSums sums;
    private final double baseValue;

    private RescaleExplainer(
            SecantPredictor predictor, Background background, FeatureGroups features, FeatureGroups groups) {
        this.predictor = predictor;
        this.background = background;
        sums = new ColumnSums(background.columns(), features, groups);
        references = new double[background.size()][background.columns()];
        double[] predictions = new BatchPredictor(predictor::predict, background.columns())
                .predict(background.size(), background::copyRow);
        for (int b = 0; b < references.length; b++) {
            background.copyRow(b, references[b]);
        }
        baseValue = background.mean(predictions);
    }

    /** An explainer whose features are the columns, as x0, x1, ... */
    public static RescaleExplainer of(SecantPredictor predictor, Background background) {
        FeatureGroups columns = FeatureGroups.columns(background.columns());
        return of(predictor, background, columns, columns);
    }

    /**
     * An explainer.
     *
     * @param features which columns are one feature, and its name
     * @param groups which features are summed up as a group; features must nest in groups
     * @throws IllegalArgumentException if features, groups and background are not of the same columns, or a feature is
     *     split between groups
     * @throws IllegalStateException if the predictor returns something that is not a number from -1e150 to 1e150
     */
    public static RescaleExplainer of(
            SecantPredictor predictor, Background background, FeatureGroups features, FeatureGroups groups) {
        return new RescaleExplainer(predictor, background, features, groups);
    }

    @Override
    public Attribution explain(double[] row) {
        background.checkWidth(row);
        double prediction = new BatchPredictor(predictor::predict, row.length).predict(row);
        double[][] secants = predictor.secants(row.clone(), references);
        if (secants.length != references.length) {
            throw new IllegalStateException("the predictor returned " + secants.length + " secants for "
                    + references.length + " references; it must return one per reference");
        }
        double[] byColumn = new double[row.length];
        for (int b = 0; b < secants.length; b++) {
            for (int j = 0; j < row.length; j++) {
                if (!Double.isFinite(secants[b][j])) {
                    throw new IllegalStateException("the predictor returned a secant of " + secants[b][j]
                            + " by column " + j + "; it must be finite");
                }
                byColumn[j] += background.weight(b) * (secants[b][j] * (row[j] - references[b][j]));
            }
        }
        double[] values = new double[sums.size()];
        sums.of(byColumn, values);
        return sums.attribution(
                baseValue,
                prediction,
                values,
                new double[values.length],
                false,
                new double[values.length],
                "DeepSHAP, rescale rule",
                secants.length);
    }
}
