package dev.clv.explain.shapley;

/** How Shapley values are computed. */
public enum ShapleyMethod {
    /**
     * Per row, {@link #EXACT} if that needs no more predictions than the budget and at most 20 features (Owen: features
     * of a group plus other groups) differ from the background, and otherwise {@link #WALKS}.
     */
    AUTOMATIC,

    /** Every coalition is predicted; no sampling error. */
    EXACT,

    /**
     * Antithetic permutation walks with a separate order for every background row; unbiased, with standard errors.
     *
     * <p>A feature that never acted, or always in the same way, has no spread over walks, which is no proof that its
     * value is exact. Its standard error is then W D sqrt(2 / ((c + 2) (c + 3))) instead of 0. W is the weight of the
     * background rows from which it differs, D the range of all predictions made, which an overlooked effect is taken
     * to be, and c the number of walks against these rows, after which 2 / ((c + 2) (c + 3)) is the mean of the squared
     * share of walks that would show an effect (Laplace's rule of succession; three standard errors are 4.2 W D / c,
     * where the rule of three gives 3 W D / c). Background rows from which at most two features differ are known
     * exactly and do not count. Of background rows of unequal weights, c is the fewest walks against any row times the
     * sum of their weights over the largest. Under other links than {@link dev.clv.explain.Link#IDENTITY} a walk is
     * against the whole background, and W is 1.
     */
    WALKS,

    /**
     * Kernel SHAP on pairs of complementary coalitions, drawn by leverage and without replacement. Every coalition
     * needs a prediction of the whole background, so walks are more accurate for the same budget. Groups are not
     * allowed.
     *
     * <p>A regression alone would give 0 to an ignored feature only within its error. Therefore features that are never
     * seen to change a prediction leave the game before coalitions are drawn and get exactly 0. Every feature is tried
     * alone, as the last one, and, while it is in doubt, in random contexts: a context is a random coalition and a
     * background row. An eighth of the budget is spent on these, but at least 16 and at most 1,024 contexts per feature
     * in doubt. A feature that matters in a share p of contexts, but neither alone nor as the last one, is missed with
     * probability (1 - p)^c after c contexts:
     *
     * <table>
     * <caption>Probability of missing a feature</caption>
     * <tr><th>p</th><th>16 contexts</th><th>1,024 contexts</th></tr>
     * <tr><td>1/10</td><td>19 %</td><td>below 1e-46</td></tr>
     * <tr><td>1/100</td><td>85 %</td><td>0.003 %</td></tr>
     * <tr><td>1/1000</td><td>98 %</td><td>36 %</td></tr>
     * </table>
     *
     * <p>So a feature that leaves the game has a standard error above 0: D sqrt(2 / ((c + 2) (c + 3))), where D is the
     * range of all predictions made by then, which a missed feature is taken to change a prediction by, and 2 / ((c +
     * 2) (c + 3)) is the mean of p² if nothing is known of p before. If k features leave the game and all coalitions of
     * the others are predicted, these have that error times the root of k instead of 0. A feature that equals every
     * background row has an error of 0. The predictor must return equal numbers for equal rows, wherever they stand in
     * a batch; otherwise no feature is recognised as ignored.
     *
     * <p>At least 2 n + 4 (n / 2 - 1) coalitions of n features are predicted, whatever the budget, and (k + 1) x 16
     * rows for k features in doubt, rounded up to whole backgrounds.
     */
    KERNEL
}
