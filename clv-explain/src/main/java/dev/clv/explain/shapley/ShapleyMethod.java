package dev.clv.explain.shapley;

/** How Shapley values are computed. */
public enum ShapleyMethod {
    /**
     * Per row: {@link #EXACT} when it takes no more predictions than the budget and at most 20 features (Owen: features
     * of a group plus other groups) differ from the background; else {@link #WALKS}.
     */
    AUTOMATIC,

    /** Every coalition is predicted; no sampling error. */
    EXACT,

    /** Antithetic permutation walks with an own order for every background row; unbiased, with standard errors. */
    WALKS,

    /**
     * Kernel SHAP on pairs of complementary coalitions, drawn by leverage and without replacement. Every coalition
     * takes a prediction of the whole background, so that walks give more for the same budget. Knows no groups.
     *
     * <p>A feature that the predictor ignores would get 0 within the error of the regression only. It gets exactly 0,
     * and a standard error of 0, because features that are never seen to change a prediction leave the game before
     * coalitions are drawn: neither alone, nor as the last one, nor in random coalitions, an own one for every
     * background row. An eighth of the budget is for these, if any feature is in doubt, as long as that is from 16 to
     * 1,024 contexts (a coalition and a background row) for each of them. A feature that acts in a share p of such
     * contexts, and neither alone nor as the last one, is overlooked with probability (1 - p)^c after c contexts: after
     * 16 one in 5 if p = 1/10, but after 1,024 next to never, and one in three if p = 1/1000. Like a feature that no
     * permutation walk saw act, it then gets 0 without an error. Predictions must be equal numbers for equal rows,
     * wherever in a batch they stand; of others nothing is taken for ignored.
     *
     * <p>Takes at least 2 n + 4 (n / 2 - 1) coalitions for n features, whatever the budget, and for k of them in doubt
     * (k + 1) x 16 predictions, up to whole rounds of the background.
     */
    KERNEL
}
