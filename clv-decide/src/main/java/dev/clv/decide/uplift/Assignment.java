package dev.clv.decide.uplift;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How it came that a customer got one arm of a campaign and not another. Immutable and thread-safe. */
public final class Assignment {

    private static final Assignment RANDOMISED = new Assignment(true, Map.of());
    private static final Assignment OBSERVATIONAL = new Assignment(false, Map.of());

    private final boolean randomised;
    private final Map<String, Double> shares;

    private Assignment(boolean randomised, Map<String, Double> shares) {
        this.randomised = randomised;
        this.shares = shares;
    }

    /** By lot, each arm with the share that it has among the rows. */
    public static Assignment randomised() {
        return RANDOMISED;
    }

    /**
     * By lot, with known probabilities.
     *
     * @param shares of every arm, the control included; positive, and 1 together
     */
    public static Assignment randomised(Map<String, Double> shares) {
        double sum = 0;
        for (double share : shares.values()) {
            if (!(share > 0)) {
                throw new IllegalArgumentException("the share of every arm must be positive, were " + shares
                        + "; leave out an arm that nobody can get");
            }
            sum += share;
        }
        if (!(Math.abs(sum - 1) <= 1e-6)) {
            throw new IllegalArgumentException("the shares of all arms must add up to 1, were " + shares);
        }
        return new Assignment(true, Collections.unmodifiableMap(new LinkedHashMap<>(shares)));
    }

    /**
     * By somebody's choice, or by a rule that is not a lot. The probability of each arm is estimated from the features,
     * and effects hold only as far as the features tell all that decided about the arm and the outcome both.
     */
    public static Assignment observational() {
        return OBSERVATIONAL;
    }

    /** Whether a lot decided. */
    public boolean isRandomised() {
        return randomised;
    }

    /** The probabilities that were given, by arm; empty if they are to be found in the data. */
    public Optional<Map<String, Double>> shares() {
        return shares.isEmpty() ? Optional.empty() : Optional.of(shares);
    }

    @Override
    public String toString() {
        return (randomised ? "randomised" : "observational") + (shares.isEmpty() ? "" : " " + shares);
    }
}
