package dev.clv.evaluate;

/**
 * A figure of merit of predicted values against true values, with what it hides.
 *
 * <p>No single metric decides. Judge ranking by {@link #NGINI} and {@link #SPEARMAN_RTB}, amounts by
 * {@link #RMSE_CAP99} and {@link #DECILE_WAPE}, level by {@link #BIAS_PCT}, always beside the baselines.
 */
public enum Metric {
    /**
     * Mean absolute error, in currency.
     *
     * <p>Trap: where most customers buy nothing, predicting zero for everybody often wins it.
     */
    MAE("MAE", Better.LOWER),

    /**
     * Root mean squared error, in currency.
     *
     * <p>Trap: one to five of the largest customers decide it; compare it in pairs and read {@link #RMSE_CAP99} beside
     * it.
     */
    RMSE("RMSE", Better.LOWER),

    /** RMSE after truth and prediction are clipped at the 99th percentile of the positive true values. */
    RMSE_CAP99("RMSE_cap99", Better.LOWER),

    /**
     * Share of the true variance that is explained; undefined if all true values are equal.
     *
     * <p>Trap: as {@link #RMSE}, it is decided by a few customers; negative when worse than the mean of the truth.
     */
    R2("R2", Better.HIGHER),

    /**
     * 100 (sum of predictions / sum of truth - 1); undefined if nobody spent.
     *
     * <p>Trap: over time it is mostly season and drift, shared by all models.
     */
    BIAS_PCT("bias_pct", Better.NEAR_ZERO),

    /**
     * Normalised Gini: how much of the true value lies with the highest predictions, 1 for the perfect order, 0 for a
     * constant, below 0 for an inverted order; ties share their value equally. Undefined if all true values are equal.
     *
     * <p>Trap: implementations that do not average ties depend on the order of the rows.
     */
    NGINI("nGini", Better.HIGHER),

    /**
     * Spearman's rank correlation with mid-ranks.
     *
     * <p>Trap: it rises when many small predictions are set to exactly zero, although information is lost; judge by
     * {@link #SPEARMAN_RTB}.
     */
    SPEARMAN("spearman", Better.HIGHER),

    /** Expected Spearman correlation when tied predictions are ordered at random. */
    SPEARMAN_RTB("spearman_rtb", Better.HIGHER),

    /** Spearman correlation among customers with positive true value: do amounts rank, given that they buy? */
    SPEARMAN_POS("spearman_pos", Better.HIGHER),

    /**
     * Probability that a buyer is predicted above a non-buyer, ties counting half; from the predicted value alone.
     * Undefined if everybody or nobody buys.
     */
    AUC("AUC", Better.HIGHER),

    /**
     * Mean over predicted deciles of |predicted - true| / true, deciles without true value left out.
     *
     * <p>Trap: it is small for a good constant and explodes on an almost empty decile; prefer {@link #DECILE_WAPE}.
     */
    DECILE_MAPE("decileMAPE", Better.LOWER),

    /**
     * Sum over predicted deciles of |predicted - true| over the sum of the truth: calibration by decile.
     *
     * <p>Trap: a good constant does well; never use it alone.
     */
    DECILE_WAPE("decileWAPE", Better.LOWER),

    /** Share of all true value that the 10 % with the highest predictions hold. */
    TOP10_CAPTURE("top10_capture", Better.HIGHER),

    /**
     * Share of all true value that the 1 % with the highest predictions hold.
     *
     * <p>Trap: on small files it is a handful of customers.
     */
    TOP1_CAPTURE("top1_capture", Better.HIGHER),

    /** AUC of the predicted probability of a purchase. */
    AUC_P_POSITIVE("AUC_p_positive", Better.HIGHER),

    /** Mean squared error of the predicted probability of a purchase. */
    BRIER("Brier", Better.LOWER);

    /** Which direction is good. */
    public enum Better {
        /** Larger is better. */
        HIGHER,
        /** Smaller is better. */
        LOWER,
        /** Nearer to zero is better. */
        NEAR_ZERO
    }

    private final String label;
    private final Better better;

    Metric(String label, Better better) {
        this.label = label;
        this.better = better;
    }

    /** The name in tables and JSON. */
    public String label() {
        return label;
    }

    /** Which direction is good. */
    public Better better() {
        return better;
    }

    /** By how much {@code a} is above {@code b}, or farther from zero where near zero is good; NaN if either is. */
    double difference(double a, double b) {
        return better == Better.NEAR_ZERO ? Math.abs(a) - Math.abs(b) : a - b;
    }

    /** Whether a positive {@link #difference} is good. */
    boolean higherIsBetter() {
        return better == Better.HIGHER;
    }

    /** Whether {@code a} is strictly better than {@code b}; false if either is NaN (undefined). */
    public boolean isBetter(double a, double b) {
        return switch (better) {
            case HIGHER -> a > b;
            case LOWER -> a < b;
            case NEAR_ZERO -> Math.abs(a) < Math.abs(b);
        };
    }
}
