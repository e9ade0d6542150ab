package dev.clv.explain.gradient;

import dev.clv.explain.Attribution;
import dev.clv.explain.Background;
import dev.clv.explain.DifferentiablePredictor;
import dev.clv.explain.Explainer;
import dev.clv.explain.FeatureGroups;
import dev.clv.explain.internal.BatchPredictor;
import dev.clv.explain.internal.RowSeed;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Expected gradients: a column's contribution is its difference to a background row times the mean gradient on the
 * straight line from there to the explained row, averaged over the background (Erion, Janizek, Sturmfels, Lundberg,
 * Lee, "Improving performance of deep learning models with axiomatic attribution priors and expected gradients", 2021).
 * With a single background row these are integrated gradients (Sundararajan, Taly, Yan, "Axiomatic attribution for deep
 * networks", 2017).
 *
 * <p>The values are those of Aumann and Shapley, for which all columns move together, little by little; they equal
 * Shapley values if columns do not interact. They need one gradient per node instead of many predictions.
 *
 * <p>Contributions add up to prediction minus base value: the remainder of the quadrature, which is only rounding for
 * {@link Builder#pieces} of a piecewise linear predictor, is spread in proportion to their sizes. {@link #integrals}
 * gives them before that. A column that equals the background, or that the predictor ignores, gets exactly 0.
 *
 * <p>Immutable and thread-safe. A row's explanation depends on the row and the seed only, bit for bit.
 */
public final class GradientExplainer implements Explainer<Attribution> {

    /** How many gradients the predictor computes at once. */
    private static final int BATCH = 512;

    private final DifferentiablePredictor predictor;
    private final Background background;
    private final ColumnSums sums;
    private final Rule rule;
    private final int nodes;
    private final GaussLegendre gauss;
    private final long seed;
    private final double baseValue;

    private enum Rule {
        PIECES,
        GAUSS,
        STRATIFIED
    }

    private GradientExplainer(Builder builder) {
        predictor = builder.predictor;
        background = builder.background;
        sums = new ColumnSums(background.columns(), builder.features, builder.groups);
        rule = builder.rule;
        nodes = builder.nodes;
        gauss = GaussLegendre.of(nodes);
        seed = builder.seed;
        double[] predictions = new BatchPredictor(predictor::predict, background.columns())
                .predict(background.size(), background::copyRow);
        baseValue = background.mean(predictions);
    }

    /** Starts an explainer of a predictor against a background. */
    public static Builder builder(DifferentiablePredictor predictor, Background background) {
        return new Builder(predictor, background);
    }

    /** The mean prediction of the background: the base value of every explanation. */
    public double baseValue() {
        return baseValue;
    }

    @Override
    public Attribution explain(double[] row) {
        PathIntegral integral = integral(row);
        double prediction = new BatchPredictor(predictor::predict, row.length).predict(row);
        String name = background.size() == 1 ? "integrated gradients" : "expected gradients";
        return sums.attribution(
                baseValue,
                prediction,
                integral.values(),
                integral.errors(),
                rule == Rule.STRATIFIED,
                integral.unseen(nodes),
                name,
                integral.gradients());
    }

    /**
     * The features' integrals as the quadrature gives them: their sum differs from prediction minus base value by its
     * error.
     *
     * @param row not modified
     */
    public double[] integrals(double[] row) {
        return Arrays.copyOf(integral(row).values(), sums.featureCount());
    }

    private PathIntegral integral(double[] row) {
        background.checkWidth(row);
        Quadrature quadrature = switch (rule) {
            case PIECES -> Quadrature.pieces(predictor, gauss);
            case GAUSS -> Quadrature.gauss(gauss);
            case STRATIFIED -> Quadrature.stratified(nodes, RowSeed.random(seed, row));
        };
        PathIntegral integral = new PathIntegral(row, background, predictor, sums, rule == Rule.STRATIFIED, BATCH);
        double[] from = new double[row.length];
        for (int b = 0; b < background.size(); b++) {
            background.copyRow(b, from);
            integral.add(b, quadrature.between(from, row));
        }
        return integral.finish();
    }

    /** Settings of a {@link GradientExplainer}. Not thread-safe. */
    public static final class Builder {

        private final DifferentiablePredictor predictor;
        private final Background background;
        private @Nullable FeatureGroups features;
        private @Nullable FeatureGroups groups;
        private Rule rule = Rule.PIECES;
        private int nodes = 1;
        private long seed;

        private Builder(DifferentiablePredictor predictor, Background background) {
            this.predictor = predictor;
            this.background = background;
        }

        /** Which columns are one feature, and its name; every column on its own, as x0, x1, ..., unless set. */
        public Builder features(FeatureGroups features) {
            this.features = features;
            return this;
        }

        /** Which features are summed up as a group; no groups unless set. Features must nest in groups. */
        public Builder groups(FeatureGroups groups) {
            this.groups = groups;
            return this;
        }

        /**
         * Gauss-Legendre nodes on every piece of a line between two {@link DifferentiablePredictor#kinks kinks}: exact
         * with one node where predictions are piecewise linear, and nearly so with three where they are smooth between
         * kinks. One node per piece unless set.
         *
         * @param nodesPerPiece at least 1
         */
        public Builder pieces(int nodesPerPiece) {
            return rule(Rule.PIECES, nodesPerPiece, 1);
        }

        /**
         * Gauss-Legendre nodes on the whole line from every background row.
         *
         * @param nodesPerLine at least 1
         */
        public Builder gauss(int nodesPerLine) {
            return rule(Rule.GAUSS, nodesPerLine, 1);
        }

        /**
         * Random nodes, one in each of equal strata of the line from every background row. This is the quickest rule:
         * two nodes per line are as good as many more without strata. Standard errors are those of nodes without
         * strata, so the true ones are smaller, together with the part of the remainder that a column was given.
         *
         * <p>Nodes that all agree do not prove that a value is exact. Instead of 0, the standard error is then W D
         * sqrt(2 / ((c + 2) (c + 3))): W is the weight of the background rows from which the column differs, D the
         * largest product of gradient and difference that any feature or group had at a node, and c the number of nodes
         * against these rows, after which 2 / ((c + 2) (c + 3)) is the mean of the squared share of nodes that would
         * show an effect (Laplace's rule of succession). Of background rows of unequal weights, c is the nodes of a
         * line times the sum of their weights over the largest.
         *
         * @param nodesPerLine at least 2, since their spread is the standard error
         * @param seed of the nodes
         */
        public Builder stratified(int nodesPerLine, long seed) {
            this.seed = seed;
            return rule(Rule.STRATIFIED, nodesPerLine, 2);
        }

        private Builder rule(Rule chosen, int count, int least) {
            if (count < least) {
                throw new IllegalArgumentException("nodes must be at least " + least + ", was " + count);
            }
            rule = chosen;
            nodes = count;
            return this;
        }

        /**
         * The explainer; predicts the background once.
         *
         * @throws IllegalArgumentException if features, groups and background are not of the same columns, or a feature
         *     is split between groups
         * @throws IllegalStateException if the predictor returns something that is not a number from -1e150 to 1e150
         */
        public GradientExplainer build() {
            return new GradientExplainer(this);
        }
    }
}
