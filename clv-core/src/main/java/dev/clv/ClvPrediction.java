package dev.clv;

import static java.util.Objects.requireNonNull;

import dev.clv.value.ValueDistribution;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What one customer will be worth over the horizon, in the model's currency, and how sure that is. Immutable and
 * thread-safe.
 */
public final class ClvPrediction {

    private final ValueDistribution distribution;
    private final Set<PredictionFlag> flags;

    ClvPrediction(ValueDistribution distribution, Set<PredictionFlag> flags) {
        this.distribution = requireNonNull(distribution, "distribution");
        this.flags = flags.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(flags));
    }

    /** This prediction with one more flag. */
    ClvPrediction flagged(PredictionFlag flag) {
        EnumSet<PredictionFlag> more = EnumSet.of(flag);
        more.addAll(flags);
        return new ClvPrediction(distribution, more);
    }

    /** Expected net spend in the horizon, in currency; zero or more, finite. */
    public double value() {
        return distribution.mean();
    }

    /** The whole distribution of the net spend in the horizon, in currency. */
    public ValueDistribution distribution() {
        return distribution;
    }

    /** Probability of any net spend in the horizon, in [0, 1]; NaN if the model's loss describes no distribution. */
    public double probabilityPositive() {
        return distribution.probabilityAbove(0);
    }

    /** Probability of no net spend in the horizon: 1 - {@link #probabilityPositive()}. */
    public double churnProbability() {
        return 1 - probabilityPositive();
    }

    /**
     * The amount, in currency, that the customer's spend stays at or below with probability {@code q}; NaN if the
     * model's loss describes no distribution.
     *
     * @param q in (0, 1)
     * @throws IllegalArgumentException if q is not in (0, 1)
     */
    public double quantile(double q) {
        return distribution.quantile(q);
    }

    /** Reasons to trust this prediction less; unmodifiable, often empty. */
    public Set<PredictionFlag> flags() {
        return flags;
    }

    /** Value, probability and flags; nothing that tells who it is. */
    @Override
    public String toString() {
        return "ClvPrediction[value=" + value() + ", probabilityPositive=" + probabilityPositive() + ", flags=" + flags
                + "]";
    }
}
