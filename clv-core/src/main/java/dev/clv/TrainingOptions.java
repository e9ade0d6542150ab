package dev.clv;

import dev.clv.nn.loss.Loss;
import dev.clv.nn.optimize.Optimizer;

/**
 * Everything that says how a regressor is trained; each value was checked by the builder that set it.
 *
 * @param levels up to how many different values a number gets an indicator for each, see {@code Preparation}
 */
record TrainingOptions(
        NetworkOptions network,
        Loss loss,
        Optimizer optimizer,
        int batchSize,
        int levels,
        int epochs,
        int patience,
        long seed,
        int threads,
        ProgressListener progress) {}
