package dev.clv.nn.train;

import dev.clv.nn.internal.pool.WorkerPool;
import org.jspecify.annotations.Nullable;

/**
 * The computing of a {@link TrainingRun}: the weights, what the optimiser remembers, and the training and validation
 * rows. When the pool is told to stop meanwhile, what comes out is of no use. Not thread-safe.
 */
interface Steps {

    /** The numbers it computes with. */
    Precision precision();

    /** The name of the kernels that the bits depend on; empty if they depend on none. */
    String kernels();

    /**
     * One step on these rows of the epoch's order.
     *
     * @param noise the seed of the batch's noise
     * @param step 1 for the first step
     * @param rate the learning rate of this step
     * @return the rows' losses by their weights, summed
     * @throws NotFiniteException if the loss or its gradient is not finite; the weights are of no use then
     */
    double step(WorkerPool pool, int from, int rows, long noise, long step, double rate) throws NotFiniteException;

    /** The losses of all training rows, or of all validation rows, by their weights, summed. */
    double measure(WorkerPool pool, boolean ofValidation);

    /** The present weights, in the order of the spec's slots; good until the next step. */
    double[] weights();

    /** What the optimiser remembers, slot by slot, each as the optimiser lays it out; good until the next step. */
    double[] state();

    /** The first layer whose numbers are not finite, by name; the loss itself if none. */
    String faultyLayer();

    /** The layer with the largest slope in the last step, by name. */
    String steepestLayer();

    /** The steps that a trainer asks for, from these weights on, or from a checkpoint's. */
    static Steps of(
            Trainer config,
            TrainingData data,
            @Nullable TrainingData validation,
            int[] order,
            double[] parameters,
            double @Nullable [] state) {
        return FloatSteps.of(config, data, validation, order, parameters, state)
                .map(floats -> (Steps) floats)
                .orElseGet(() -> new DoubleSteps(config, data, validation, order, parameters, state));
    }
}
