package dev.clv.explain;

import java.util.OptionalLong;

/**
 * The effort of a sampling explainer: budget, target error and seed. It stops at whichever comes first, the budget or
 * the target error; the {@code relativeError()} of the result says which: it is at most the target error if that was
 * reached.
 *
 * <pre>{@code
 * Effort.budget(20_000).targetError(0.02).seed(42)
 * Effort.standard().targetError(0.02)
 * }</pre>
 *
 * @param budget how many predictions one explanation may take, at least 1; the explainer's own default if empty
 * @param targetError the relative standard error at which to stop, from 0 to below 1: the root of the sum of squared
 *     standard errors, relative to that of the values. 0 is never reached, so that the whole budget is spent
 * @param seed of random orders, samples and shuffles
 */
public record Effort(OptionalLong budget, double targetError, long seed) {

    private static final long DEFAULT_SEED = 42;

    /**
     * Checks budget and target error.
     *
     * @throws IllegalArgumentException if one of them is out of its range
     */
    public Effort {
        if (budget.isPresent() && budget.getAsLong() < 1) {
            throw new IllegalArgumentException("budget must be at least 1 evaluation, was " + budget.getAsLong());
        }
        if (!(targetError >= 0 && targetError < 1)) {
            throw new IllegalArgumentException("target error must be from 0 to below 1, was " + targetError);
        }
    }

    /** The explainer's own budget, all of it, and the seed 42. */
    public static Effort standard() {
        return new Effort(OptionalLong.empty(), 0, DEFAULT_SEED);
    }

    /**
     * A budget, all of it, and the seed 42.
     *
     * @param evaluations at least 1
     * @throws IllegalArgumentException if it is less
     */
    public static Effort budget(long evaluations) {
        return new Effort(OptionalLong.of(evaluations), 0, DEFAULT_SEED);
    }

    /**
     * The same with a target error.
     *
     * @param relative from 0 to below 1; 0 spends the whole budget
     * @throws IllegalArgumentException if it is out of that range
     */
    public Effort targetError(double relative) {
        return new Effort(budget, relative, seed);
    }

    /** The same with another seed. */
    public Effort seed(long seed) {
        return new Effort(budget, targetError, seed);
    }
}
