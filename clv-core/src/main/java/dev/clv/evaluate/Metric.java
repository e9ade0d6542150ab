package dev.clv.evaluate;

import org.jspecify.annotations.Nullable;

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
    BRIER("Brier", Better.LOWER),

    /**
     * Expected calibration error: the mean distance between the predicted probability of a purchase and the share that
     * bought, over ten bins of equal width (Naeini, Cooper, Hauskrecht 2015); see {@link ReliabilityBin}.
     *
     * <p>Trap: the share of buyers, predicted for everybody, has none; read {@link #BRIER} beside it.
     */
    ECE("ECE", Better.LOWER),

    /**
     * Continuous ranked probability score of the predicted distribution, in currency: the mean absolute error of a
     * whole distribution; for a point it is the absolute error (Gneiting, Raftery 2007).
     */
    CRPS("CRPS", Better.LOWER),

    /** Pinball loss of the predicted quantile at 10 %, in currency. */
    PINBALL_10("pinball_10", Better.LOWER),

    /** Pinball loss of the predicted median, in currency: half its mean absolute error. */
    PINBALL_50("pinball_50", Better.LOWER),

    /** Pinball loss of the predicted quantile at 90 %, in currency. */
    PINBALL_90("pinball_90", Better.LOWER),

    /**
     * Share of the true values within the predicted interval from 10 % to 90 %, which should be 0.8.
     *
     * <p>Trap: with many true values of 0, the quantile at 10 % is 0 and an interval from there holds 90 % even if it
     * is right. So a true value of 0 counts for the share of its own probability that lies within the interval's levels
     * (the randomised probability integral transform of Czado, Gneiting, Held 2009, averaged over its randomness), and
     * the share is 0.8 for right distributions whatever the share of zeros.
     */
    COVERAGE_80("coverage_80", 0.8),

    /** Share of the true values within the predicted interval from 5 % to 95 %, as {@link #COVERAGE_80}. */
    COVERAGE_90("coverage_90", 0.9),

    /**
     * Mean width of the predicted interval from 10 % to 90 %, in currency.
     *
     * <p>Trap: narrower is better only where {@link #COVERAGE_80} is right.
     */
    WIDTH_80("width_80", Better.LOWER),

    /** Mean width of the predicted interval from 5 % to 95 %, in currency, as {@link #WIDTH_80}. */
    WIDTH_90("width_90", Better.LOWER),

    /** {@link #COVERAGE_80} among the 10 % with the highest predictions. */
    TOP10_COVERAGE_80("top10_coverage_80", 0.8),

    /** {@link #COVERAGE_90} among the 10 % with the highest predictions. */
    TOP10_COVERAGE_90("top10_coverage_90", 0.9),

    /** {@link #WIDTH_80} among the 10 % with the highest predictions. */
    TOP10_WIDTH_80("top10_width_80", Better.LOWER),

    /** {@link #WIDTH_90} among the 10 % with the highest predictions. */
    TOP10_WIDTH_90("top10_width_90", Better.LOWER);

    /** Which direction is good. */
    public enum Better {
        /** Larger is better. */
        HIGHER,
        /** Smaller is better. */
        LOWER,
        /** Nearer to zero is better. */
        NEAR_ZERO,
        /** Nearer to {@link Metric#ideal} is better. */
        NEAR_IDEAL
    }

    private final String label;
    private final Better better;
    private final double ideal;

    Metric(String label, Better better) {
        this.label = label;
        this.better = better;
        this.ideal = better == Better.NEAR_ZERO ? 0 : Double.NaN;
    }

    Metric(String label, double ideal) {
        this.label = label;
        this.better = Better.NEAR_IDEAL;
        this.ideal = ideal;
    }

    /** The name in tables and JSON. */
    public String label() {
        return label;
    }

    /** Which direction is good. */
    public Better better() {
        return better;
    }

    /** The value that should be reached and not passed: the level of an interval, 0 for a bias; NaN for others. */
    public double ideal() {
        return ideal;
    }

    /** By how much {@code a} is above {@code b}, or farther from the ideal; NaN if either is. */
    double difference(double a, double b) {
        return Double.isNaN(ideal) ? a - b : Math.abs(a - ideal) - Math.abs(b - ideal);
    }

    /** The same metric among the 10 % with the highest predictions; null if there is none. */
    @Nullable
    Metric ofTop() {
        return switch (this) {
            case COVERAGE_80 -> TOP10_COVERAGE_80;
            case COVERAGE_90 -> TOP10_COVERAGE_90;
            case WIDTH_80 -> TOP10_WIDTH_80;
            case WIDTH_90 -> TOP10_WIDTH_90;
            default -> null;
        };
    }

    /** Whether it adds up distances of sums of several customers, which noise makes larger on average. */
    boolean isDistance() {
        return this == DECILE_MAPE || this == DECILE_WAPE || this == ECE;
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
            case NEAR_ZERO, NEAR_IDEAL -> difference(a, b) < 0;
        };
    }
}
