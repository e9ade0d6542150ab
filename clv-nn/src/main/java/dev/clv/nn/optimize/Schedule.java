package dev.clv.nn.optimize;

import dev.clv.nn.math.Elementary;

/**
 * How the learning rate changes while training: a factor that is a pure function of how far training is and of the
 * losses so far, so that it needs no memory of its own. Implementations are immutable and thread-safe.
 */
@FunctionalInterface
public interface Schedule {

    /**
     * The factor of the learning rate for the next step.
     *
     * @param step steps done so far, 0 for the first
     * @param steps steps of the whole training, if it is not stopped early
     * @param losses the first {@code epochs} numbers are the losses of the finished epochs: of the validation rows,
     *     without those of the training rows. Not modified.
     * @param epochs epochs done so far
     * @return positive and finite
     */
    double factor(long step, long steps, double[] losses, int epochs);

    /** Always 1. */
    static Schedule constant() {
        return (step, steps, losses, epochs) -> 1;
    }

    /**
     * Multiplies by {@code factor} after every so many epochs.
     *
     * @throws IllegalArgumentException unless everyEpochs is at least 1 and factor in (0, 1]
     */
    static Schedule step(int everyEpochs, double factor) {
        if (everyEpochs < 1) {
            throw new IllegalArgumentException("a step schedule needs at least 1 epoch per step, was " + everyEpochs);
        }
        checkFactor("factor of a step schedule", factor);
        return (step, steps, losses, epochs) -> Elementary.power(factor, epochs / everyEpochs);
    }

    /**
     * Falls from 1 to {@code last} along half a cosine over the whole training (Loshchilov and Hutter 2017, equation
     * 5).
     *
     * @throws IllegalArgumentException unless last is in (0, 1]
     */
    static Schedule cosine(double last) {
        checkFactor("last factor of a cosine schedule", last);
        return (step, steps, losses, epochs) ->
                last + (1 - last) * 0.5 * (1 + StrictMath.cos(Math.PI * step / Math.max(1, steps)));
    }

    /**
     * Multiplies by {@code factor} whenever the loss has not improved for more than {@code patience} epochs, counted
     * anew after each reduction.
     *
     * @throws IllegalArgumentException unless patience is not negative and factor in (0, 1)
     */
    static Schedule onPlateau(int patience, double factor) {
        if (patience < 0) {
            throw new IllegalArgumentException("patience of a plateau schedule must not be negative, was " + patience);
        }
        checkFactor("factor of a plateau schedule", factor);
        return (step, steps, losses, epochs) -> {
            double best = Double.POSITIVE_INFINITY;
            double now = 1;
            int bad = 0;
            for (int e = 0; e < epochs; e++) {
                if (losses[e] < best) {
                    best = losses[e];
                    bad = 0;
                } else if (++bad > patience) {
                    now *= factor;
                    bad = 0;
                }
            }
            return now;
        };
    }

    /**
     * This schedule after rising linearly to its first factor over the first {@code warmUpSteps} steps; its own steps
     * are counted from there.
     *
     * @throws IllegalArgumentException if warmUpSteps is not positive
     */
    default Schedule afterWarmUp(long warmUpSteps) {
        if (warmUpSteps < 1) {
            throw new IllegalArgumentException("a warm-up needs at least 1 step, was " + warmUpSteps);
        }
        return (step, steps, losses, epochs) -> {
            long after = Math.max(0, step - warmUpSteps);
            double own = factor(after, Math.max(1, steps - warmUpSteps), losses, epochs);
            return step < warmUpSteps ? own * (step + 1) / warmUpSteps : own;
        };
    }

    private static void checkFactor(String name, double factor) {
        if (!(factor > 0 && factor <= 1)) {
            throw new IllegalArgumentException(name + " must be in (0, 1], was " + factor);
        }
    }
}
