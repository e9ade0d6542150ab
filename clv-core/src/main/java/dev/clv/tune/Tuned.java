package dev.clv.tune;

import java.util.List;
import java.util.function.Supplier;

/**
 * The result of a search. Immutable and thread-safe; each call of the training trains anew, to the same bits.
 *
 * @param report what was tried and chosen
 * @param training trains the winner on everything that the search was given
 * @param <M> the kind of model
 */
public record Tuned<M>(TuningReport report, Supplier<M> training) {

    /** The trial that is to be trained; the first, the given configuration, if none is better beyond noise. */
    public Trial best() {
        return report.best();
    }

    /** All trials, in order. */
    public List<Trial> trials() {
        return report.trials();
    }

    /**
     * Trains a model of {@link #best()} on everything that the search was given; each call trains anew, to the same
     * bits.
     *
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted; its interrupt flag stays
     *     set
     */
    public M train() {
        return training.get();
    }
}
