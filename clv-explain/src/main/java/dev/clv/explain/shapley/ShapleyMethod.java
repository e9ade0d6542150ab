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
     * Kernel SHAP on pairs of complementary coalitions, drawn by leverage and without replacement. Every coalition takes
     * a prediction of the whole background, so that walks give more for the same budget; a feature that the predictor
     * ignores gets 0 within its standard error only. At least 2 n + 4 (n / 2 - 1) coalitions for n features. Knows no
     * groups.
     */
    KERNEL
}
