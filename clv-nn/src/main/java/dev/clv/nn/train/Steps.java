package dev.clv.nn.train;

import dev.clv.nn.internal.pool.WorkerPool;
import org.jspecify.annotations.Nullable;

/**
 * The computing of a {@link TrainingRun}: it holds the weights, the state of the optimiser, and the training and
 * validation rows. The result of a step or a measurement is undefined if the pool is told to stop meanwhile. Not
 * thread-safe.
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
     * @return the sum of the rows' losses by their weights
     * @throws NotFiniteException if the loss or its gradient is not finite; the weights are undefined then
     */
    double step(WorkerPool pool, int from, int rows, long noise, long step, double rate) throws NotFiniteException;

    /** The sum of the losses by their weights over all training rows, or over all validation rows. */
    double measure(WorkerPool pool, boolean ofValidation);

    /** The present weights, in the order of the spec's slots; valid until the next step. */
    double[] weights();

    /** The state of the optimiser, slot by slot, each as the optimiser lays it out; valid until the next step. */
    double[] state();

    /** The first layer whose numbers are not finite, by name; the loss itself if there is none. */
    String firstNonFiniteLayer();

    /** The layer with the largest gradient in the last step, by name. */
    String layerOfLargestGradient();

    /**
     * The steps of a trainer's precision if the network and the optimiser have it.
     *
     * @param order the rows of the epoch at work; read in every step
     * @param parameters where training starts. Copied.
     * @param state the state of the optimiser to continue from; null to start anew. Copied.
     */
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
