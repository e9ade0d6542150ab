package dev.clv.nn.optimize;

import dev.clv.nn.describe.Description;

/**
 * How the learning rate changes while training: a factor that is a pure function of how far training is and of the
 * losses so far, so that it needs no memory of its own. Implementations are immutable and thread-safe. Run
 * {@link dev.clv.nn.check.ScheduleChecks} on your own.
 */
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

    /** The settings as plain data. */
    Description describe();

    /** Always 1. */
    static Schedule constant() {
        return new Schedules.Constant();
    }

    /**
     * Multiplies by {@code factor} after every so many epochs.
     *
     * @throws IllegalArgumentException if everyEpochs is not positive or factor is not in (0, 1]
     */
    static Schedule step(int everyEpochs, double factor) {
        return new Schedules.Step(everyEpochs, factor);
    }

    /**
     * Falls from 1 to {@code last} along half a cosine over the whole training (Loshchilov and Hutter 2017, equation
     * 5).
     *
     * @throws IllegalArgumentException if last is not in (0, 1]
     */
    static Schedule cosine(double last) {
        return new Schedules.Cosine(last);
    }

    /**
     * Multiplies by {@code factor} whenever the loss has not improved for more than {@code patience} epochs, counted
     * anew after each reduction.
     *
     * @throws IllegalArgumentException if patience is negative or factor is not in (0, 1]
     */
    static Schedule onPlateau(int patience, double factor) {
        return new Schedules.OnPlateau(patience, factor);
    }

    /**
     * This schedule after rising linearly to its first factor over the first {@code warmUpSteps} steps; its own steps
     * are counted from there.
     *
     * @throws IllegalArgumentException if warmUpSteps is not positive
     */
    default Schedule afterWarmUp(long warmUpSteps) {
        return new Schedules.WarmUp(this, warmUpSteps);
    }
}
