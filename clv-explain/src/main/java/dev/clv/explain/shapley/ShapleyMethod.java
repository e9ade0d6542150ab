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
    WALKS
}
