package dev.clv.explain.shapley;

import dev.clv.explain.AdditivePredictor;
import dev.clv.explain.Attribution;
import dev.clv.explain.Background;
import dev.clv.explain.Effort;
import dev.clv.explain.Explainer;
import dev.clv.explain.FeatureGroups;
import dev.clv.explain.Link;
import dev.clv.explain.PredictFunction;
import dev.clv.explain.internal.BatchPredictor;
import dev.clv.explain.internal.Remainder;
import dev.clv.explain.internal.RowSeed;
import org.jspecify.annotations.Nullable;

/**
 * Interventional Shapley values of any predictor; Owen values when features are in groups.
 *
 * <p>A feature's contribution is its mean effect on the prediction over all orders in which features are unmasked,
 * where a masked feature takes its value from a background row (Lundberg, Lee, "A unified approach to interpreting
 * model predictions", 2017). With groups, features of a group are unmasked next to each other, so that the group's sum
 * is the contribution of the group as a whole.
 *
 * <p>Contributions add up to prediction minus base value at any budget. The remainder of rounding, some 1e-16 of the
 * prediction, is spread over the features in proportion to the size of their contributions. A feature that equals the
 * background, or that the predictor ignores, gets exactly 0. A standard error of 0 means that the value is exact:
 * samples that show no effect, or always the same one, do not prove it (see {@link ShapleyMethod#WALKS}). A weighted
 * background row counts like replicated rows: up to rounding in exact values, in distribution in sampled ones.
 *
 * <p>For an {@link AdditivePredictor}, permutation walks and exact values use its states instead of rows; the numbers
 * are the same up to rounding.
 *
 * <p>Immutable and thread-safe. A row's explanation depends on the row and the seed only, bit for bit.
 *
 * <pre>{@code
 * ShapleyExplainer explainer = ShapleyExplainer.builder(model::predict, Background.sample(rows, 100, 42))
 *         .features(FeatureGroups.columns(columnNames))
 *         .groups(FeatureGroups.byName(groupOfColumn))
 *         .build();
 * Attribution why = explainer.explain(row);
 * }</pre>
 */
public final class ShapleyExplainer implements Explainer<Attribution> {

    private static final long DEFAULT_BUDGET = 32_768;

    private final PredictFunction predictor;
    private final Background background;
    private final double[] backgroundPredictions;
    /** Only for an additive predictor. */
    private final StateMasker.@Nullable Encoded encoded;

    private final Players players;
    private final Link link;
    private final ShapleyMethod method;
    private final long budget;
    private final Effort effort;

    private ShapleyExplainer(Builder builder) {
        predictor = builder.predictor;
        background = builder.background;
        FeatureGroups features =
                builder.features != null ? builder.features : FeatureGroups.columns(background.columns());
        players = new Players(features, builder.groups != null ? builder.groups : features);
        if (features.columnCount() != background.columns()) {
            throw new IllegalArgumentException("features have " + features.columnCount()
                    + " columns, but the background has " + background.columns());
        }
        if (builder.method == ShapleyMethod.KERNEL && players.isGrouped()) {
            throw new IllegalArgumentException("Kernel SHAP knows no groups; use the method WALKS");
        }
        if (builder.method == ShapleyMethod.EXACT && builder.effort.targetError() > 0) {
            throw new IllegalArgumentException("the method EXACT has no error, so it cannot stop at a target error of "
                    + builder.effort.targetError() + "; use the method AUTOMATIC or WALKS, or no target error");
        }
        link = builder.link;
        method = builder.method;
        effort = builder.effort;
        budget = effort.budget().orElse(DEFAULT_BUDGET);
        encoded =
                predictor instanceof AdditivePredictor additive ? new StateMasker.Encoded(additive, background) : null;
        backgroundPredictions = new BatchPredictor(predictor::predict, background.columns())
                .predict(background.size(), background::copyRow);
    }

    /** Starts an explainer of a predictor against a background. */
    public static Builder builder(PredictFunction predictor, Background background) {
        return new Builder(predictor, background);
    }

    /** The mean prediction of the background, on the scale of the link: the base value of every explanation. */
    public double baseValue() {
        return link.apply(background.mean(backgroundPredictions));
    }

    @Override
    public Attribution explain(double[] row) {
        Game game = game(row);
        if (method == ShapleyMethod.KERNEL) {
            return attribution(
                    game,
                    new KernelShap(game, players, RowSeed.random(effort.seed(), row))
                            .compute(budget, effort.targetError()),
                    "Kernel SHAP");
        }
        if (method != ShapleyMethod.WALKS) {
            ExactValues exact = new ExactValues(game, players);
            if (method == ShapleyMethod.EXACT || exact.isFeasible(budget)) {
                return attribution(game, exact.compute(), players.isGrouped() ? "exact Owen" : "exact Shapley");
            }
        }
        PermutationWalks walks =
                new PermutationWalks(game, players, Orders.random(players, RowSeed.random(effort.seed(), row)));
        walks.run(budget, effort.targetError());
        return attribution(
                game, walks.estimate(), players.isGrouped() ? "permutation walks, Owen" : "permutation walks, Shapley");
    }

    /**
     * An explainer of what every pair of features adds beyond what each of them adds, with the settings of this one.
     * The method is chosen as for values: {@link ShapleyMethod#EXACT} predicts every coalition, up to 2^n per
     * background row for n features that differ from it; {@link ShapleyMethod#WALKS} makes walks; any other method does
     * the former if it takes no more predictions than the budget and at most 20 features differ from the background,
     * and else the latter.
     *
     * <p>A pair that never showed more than one interaction has the standard error of {@link ShapleyMethod#WALKS}, with
     * twice the range of predictions.
     *
     * <p>Walks are made in whole rounds of n (n + 1) - 2 predictions per background row, two rounds at least, and stop
     * at the budget or at the target error, which is here that of all pairs together. They are unbiased. The
     * Shapley-Taylor index is exact after any round for a model of products of two features, the Shapley interaction
     * index for one of three, and Shapley-Taylor interactions add up with the features' effects alone at any budget.
     *
     * @throws IllegalStateException if features are in groups
     */
    public Explainer<Interactions> interactions(InteractionIndex index) {
        if (players.isGrouped()) {
            throw new IllegalStateException("interactions are not defined for features in groups; "
                    + "use the groups as features, or no groups");
        }
        return row -> {
            Game game = game(row);
            if (method == ShapleyMethod.EXACT
                    || (method != ShapleyMethod.WALKS && new ExactValues(game, players).isFeasible(budget))) {
                return ExactInteractions.of(index, game, players);
            }
            InteractionWalks walks = new InteractionWalks(index, game, players, RowSeed.random(effort.seed(), row));
            walks.run(budget, effort.targetError());
            return walks.interactions();
        };
    }

    Game game(double[] row) {
        background.checkWidth(row);
        double[] own = row.clone();
        RowMasker rows = new RowMasker(own, background, predictor);
        Masker masker = encoded != null ? new StateMasker(own, encoded) : rows;
        return new Game(rows, masker, background, backgroundPredictions, link);
    }

    private Attribution attribution(Game game, Estimate estimate, String how) {
        double base = baseValue();
        double prediction = game.prediction();
        double[] values = Remainder.spread(estimate.values(), prediction - base);
        Attribution.Builder builder =
                Attribution.builder(base, prediction).link(link).method(how).evaluations(game.evaluations());
        for (int p = 0; p < values.length; p++) {
            String group = players.groups.names().get(players.groupOf[p]);
            builder.feature(players.features.names().get(p), group, values[p], estimate.errors()[p]);
        }
        for (int g = 0; g < players.groupCount(); g++) {
            builder.groupStandardError(players.groups.names().get(g), estimate.groupErrors()[g]);
        }
        return builder.build();
    }

    /** Settings of a {@link ShapleyExplainer}. Not thread-safe. */
    public static final class Builder {

        private final PredictFunction predictor;
        private final Background background;
        private @Nullable FeatureGroups features;
        private @Nullable FeatureGroups groups;
        private Link link = Link.IDENTITY;
        private ShapleyMethod method = ShapleyMethod.AUTOMATIC;
        private Effort effort = Effort.standard();

        private Builder(PredictFunction predictor, Background background) {
            this.predictor = predictor;
            this.background = background;
        }

        /** Which columns are one feature, and its name; every column on its own, as x0, x1, ..., unless set. */
        public Builder features(FeatureGroups features) {
            this.features = features;
            return this;
        }

        /** Which features stay together (Owen values); no groups unless set. Features must nest in groups. */
        public Builder groups(FeatureGroups groups) {
            this.groups = groups;
            return this;
        }

        /** The scale on which contributions add up; {@link Link#IDENTITY} unless set. */
        public Builder link(Link link) {
            this.link = link;
            return this;
        }

        /** How values are computed; {@link ShapleyMethod#AUTOMATIC} unless set. */
        public Builder method(ShapleyMethod method) {
            this.method = method;
            return this;
        }

        /**
         * The predictions of one explanation, the target error and the seed of walks and coalitions; 32,768 predictions
         * unless set. Enumeration draws nothing and cannot stop before its end, so that it heeds the budget only as
         * {@link ShapleyMethod#AUTOMATIC} does.
         *
         * <p>A walk takes two times (features - 1) predictions, and there are two against every background row at
         * least, since their spread is the standard error; against a background of few rows, an error from few walks is
         * itself rough. Further walks are the more frequent, the more the predictions of the background row and of the
         * explained row differ. The relative error is {@link Attribution#relativeError()}, of which walks count only
         * what their spread shows when they stop: not the errors of features that showed none.
         */
        public Builder effort(Effort effort) {
            this.effort = effort;
            return this;
        }

        /**
         * The explainer; predicts the background once.
         *
         * @throws IllegalArgumentException if features, groups and background are not of the same columns, a feature is
         *     split between groups, or the method allows no groups ({@link ShapleyMethod#KERNEL}) or no target error
         *     ({@link ShapleyMethod#EXACT})
         * @throws IllegalStateException if the predictor returns something that is not a number from -1e150 to 1e150
         */
        public ShapleyExplainer build() {
            return new ShapleyExplainer(this);
        }
    }
}
