package dev.clv.explain.shapley;

import dev.clv.explain.AdditivePredictor;
import dev.clv.explain.Attribution;
import dev.clv.explain.Background;
import dev.clv.explain.Explainer;
import dev.clv.explain.FeatureGroups;
import dev.clv.explain.Link;
import dev.clv.explain.OrderedTasks;
import dev.clv.explain.PredictFunction;
import dev.clv.explain.internal.BatchPredictor;
import dev.clv.explain.internal.Remainder;
import dev.clv.explain.internal.RowSeed;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Interventional Shapley values of any predictor; Owen values when features are in groups.
 *
 * <p>What a feature adds is its mean effect on the prediction over all orders in which features become known, where an
 * unknown feature takes its value from a background row (Lundberg, Lee, "A unified approach to interpreting model
 * predictions", 2017). With groups, features of a group become known next to each other, so that the group's sum is
 * what the group adds as a whole.
 *
 * <p>Contributions add up to prediction minus base value at any budget. What rounding leaves over, some 1e-16 of the
 * prediction, is spread over the features in proportion to the size of their contributions. A feature that equals the
 * background, or that the predictor ignores, gets exactly 0 with a standard error of 0 (how Kernel SHAP sees that:
 * {@link ShapleyMethod#KERNEL}). Weights of the background count as replicated rows would: up to rounding in exact
 * values, in distribution in sampled ones.
 *
 * <p>For an {@link AdditivePredictor}, walks to values and everything exact keep its state instead of rows; the numbers
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
public final class ShapleyExplainer implements Explainer {

    private final PredictFunction predictor;
    private final Background background;
    private final double[] backgroundPredictions;
    /** Only for an additive predictor. */
    private final StateMixtures.@Nullable Encoded encoded;

    private final Players players;
    private final Link link;
    private final ShapleyMethod method;
    private final long budget;
    private final double targetError;
    private final long seed;

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
        link = builder.link;
        method = builder.method;
        budget = builder.budget;
        targetError = builder.targetError;
        seed = builder.seed;
        encoded = predictor instanceof AdditivePredictor additive
                ? new StateMixtures.Encoded(additive, background)
                : null;
        backgroundPredictions = new BatchPredictor(predictor::predict, background.columns())
                .predict(background.size(), background::copyRow);
    }

    /** Starts an explainer of a predictor against a background. */
    public static Builder builder(PredictFunction predictor, Background background) {
        return new Builder(predictor, background);
    }

    /** The mean prediction of the background, on the scale of the link: where every explanation starts. */
    public double baseValue() {
        double sum = 0;
        for (int b = 0; b < background.size(); b++) {
            sum += background.weight(b) * backgroundPredictions[b];
        }
        return link.apply(sum);
    }

    @Override
    public Attribution explain(double[] row) {
        Game game = game(row);
        if (method == ShapleyMethod.KERNEL) {
            return attribution(
                    game,
                    new KernelShap(game, players, RowSeed.random(seed, row)).compute(budget, targetError),
                    "Kernel SHAP");
        }
        if (method != ShapleyMethod.WALKS) {
            ExactValues exact = new ExactValues(game, players);
            if (method == ShapleyMethod.EXACT || exact.isFeasible(budget)) {
                return attribution(game, exact.compute(), players.isGrouped() ? "exact Owen" : "exact Shapley");
            }
        }
        PermutationWalks walks = new PermutationWalks(game, players, Orders.random(players, RowSeed.random(seed, row)));
        walks.run(budget, targetError);
        return attribution(
                game, walks.estimate(), players.isGrouped() ? "permutation walks, Owen" : "permutation walks, Shapley");
    }

    /**
     * What every pair of features adds beyond what each of them adds. By the same rule as for values, exact or sampled:
     * {@link ShapleyMethod#EXACT} predicts every coalition, up to 2^n per background row for n features that differ
     * from it, {@link ShapleyMethod#WALKS} makes walks, and any other method takes the former when it takes no more
     * predictions than the budget and at most 20 features differ from the background, and else the latter.
     *
     * <p>Walks are made in whole rounds of n (n + 1) - 2 predictions per background row, two rounds at least, and stop
     * at the budget or at the target error, which is here that of all pairs together. They are unbiased. The
     * Shapley-Taylor index is exact after any round for a model of products of two features, the Shapley interaction
     * index for one of three, and Shapley-Taylor interactions add up with the features' effects alone at any budget.
     *
     * @throws IllegalArgumentException if more than 20 features differ from the background and the method is EXACT
     * @throws IllegalStateException if features are in groups, for which interactions are not defined
     */
    public Interactions interactions(double[] row, InteractionIndex index) {
        if (players.isGrouped()) {
            throw new IllegalStateException("interactions are not defined for features in groups; "
                    + "use the groups as features, or no groups");
        }
        Game game = game(row);
        if (method == ShapleyMethod.EXACT
                || method != ShapleyMethod.WALKS && new ExactValues(game, players).isFeasible(budget)) {
            return ExactInteractions.of(index, game, players);
        }
        InteractionWalks walks = new InteractionWalks(index, game, players, RowSeed.random(seed, row));
        walks.run(budget, targetError);
        return walks.interactions();
    }

    /**
     * The same for many rows on an executor and the calling thread, as {@link OrderedTasks#run} does: the same bits for
     * any.
     */
    public List<Interactions> interactions(double[][] rows, InteractionIndex index, Executor executor) {
        return OrderedTasks.run(rows.length, i -> interactions(rows[i], index), executor);
    }

    Game game(double[] row) {
        if (row.length != background.columns()) {
            throw new IllegalArgumentException("a row to explain must have " + background.columns()
                    + " columns like the background, was " + row.length);
        }
        double[] own = row.clone();
        BatchPredictor rows = new BatchPredictor(predictor::predict, own.length);
        Mixtures mixtures =
                encoded != null ? new StateMixtures(own, encoded) : new RowMixtures(own, background, predictor);
        return new Game(own, background, backgroundPredictions, link, rows, mixtures);
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
        private long budget = 32_768;
        private double targetError;
        private long seed = 42;

        private Builder(PredictFunction predictor, Background background) {
            this.predictor = predictor;
            this.background = background;
        }

        /** Which columns are one feature, and its name; every column on its own, as x0, x1, ..., unless set. */
        public Builder features(FeatureGroups features) {
            this.features = features;
            return this;
        }

        /** Which features stay together (Owen values); none unless set. Features must nest in groups. */
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
         * How many predictions a row's explanation may take; 32,768 unless set. Walks are made in whole rounds of two
         * times (features - 1) predictions per background row, and in two rounds at least, since their spread is the
         * standard error; against a background of few rows, an error from few rounds is itself rough.
         *
         * @param evaluations at least 1
         */
        public Builder budget(long evaluations) {
            if (evaluations < 1) {
                throw new IllegalArgumentException("budget must be at least 1 evaluation, was " + evaluations);
            }
            budget = evaluations;
            return this;
        }

        /**
         * Walks and Kernel SHAP stop, within the budget, as soon as the standard errors are this small: the root of
         * their sum of squares relative to that of the contributions, which is {@link Attribution#relativeError()}:
         * that tells whether the target was reached. 0, the whole budget, unless set.
         *
         * @param relative from 0 to below 1
         */
        public Builder targetError(double relative) {
            if (!(relative >= 0 && relative < 1)) {
                throw new IllegalArgumentException("target error must be from 0 to below 1, was " + relative);
            }
            targetError = relative;
            return this;
        }

        /** Where the orders of walks come from; 42 unless set. */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /**
         * The explainer; predicts the background once.
         *
         * @throws IllegalArgumentException if features, groups and background are not of the same columns, or a feature
         *     is split between groups
         * @throws IllegalStateException if the predictor returns something that is not a finite number
         */
        public ShapleyExplainer build() {
            return new ShapleyExplainer(this);
        }
    }
}
