package dev.clv;

import dev.clv.nn.loss.Loss;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What one customer will be worth over the horizon, and how sure that is. Immutable and thread-safe.
 *
 * <p>Value and quantiles are in the model's currency. Several networks predict; their values and probabilities are
 * averaged, and their quantiles too (Vincent averaging: Ratcliff 1979, "Group reaction time distributions").
 */
public final class ClvPrediction {

    private final double value;
    private final Loss loss;
    private final List<double[]> rawOutputs;
    private final double currencyPerUnit;
    private final Set<PredictionFlag> flags;

    /**
     * @param value in currency
     * @param rawOutputs one array per network; not modified by anybody
     * @param currencyPerUnit what one unit of the networks' outcome is worth
     */
    ClvPrediction(
            double value, Loss loss, List<double[]> rawOutputs, double currencyPerUnit, Set<PredictionFlag> flags) {
        this.value = value;
        this.loss = loss;
        this.rawOutputs = rawOutputs;
        this.currencyPerUnit = currencyPerUnit;
        this.flags = flags.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(flags));
    }

    /** This prediction with one more flag. */
    ClvPrediction flagged(PredictionFlag flag) {
        EnumSet<PredictionFlag> more = EnumSet.of(flag);
        more.addAll(flags);
        return new ClvPrediction(value, loss, rawOutputs, currencyPerUnit, more);
    }

    /** Expected net spend in the horizon, in currency; zero or more, finite. */
    public double value() {
        return value;
    }

    /** Probability of any net spend in the horizon, in [0, 1]; NaN when the model's loss describes no distribution. */
    public double probabilityPositive() {
        if (!loss.isDistribution()) {
            return Double.NaN;
        }
        double sum = 0;
        for (double[] raw : rawOutputs) {
            sum += loss.probabilityPositive(raw, 0);
        }
        return sum / rawOutputs.size();
    }

    /** Probability of no net spend in the horizon: 1 - {@link #probabilityPositive()}. */
    public double churnProbability() {
        return 1 - probabilityPositive();
    }

    /**
     * The amount, in currency, that the customer's spend stays at or below with probability {@code q}; NaN when the
     * model's loss describes no distribution.
     *
     * @param q in (0, 1)
     */
    public double quantile(double q) {
        if (!(q > 0 && q < 1)) {
            throw new IllegalArgumentException("a quantile must lie in (0, 1), was " + q);
        }
        if (!loss.isDistribution()) {
            return Double.NaN;
        }
        double sum = 0;
        for (double[] raw : rawOutputs) {
            sum += loss.quantile(raw, 0, q);
        }
        return currencyPerUnit * sum / rawOutputs.size();
    }

    /** Reasons to trust this prediction less; unmodifiable, often empty. */
    public Set<PredictionFlag> flags() {
        return flags;
    }

    /** Value, probability and flags; nothing that tells who it is. */
    @Override
    public String toString() {
        return "ClvPrediction[value=" + value + ", probabilityPositive=" + probabilityPositive() + ", flags=" + flags
                + "]";
    }
}
