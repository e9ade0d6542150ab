package dev.clv;

import dev.clv.nn.loss.Loss;
import dev.clv.nn.optimize.Optimizer;

/** Everything that says how a regressor is trained; each value was checked by the builder that set it. */
record TrainingOptions(
        NetworkOptions network,
        Loss loss,
        Optimizer optimizer,
        int batchSize,
        int epochs,
        int patience,
        long seed,
        int threads,
        ProgressListener progress) {}
