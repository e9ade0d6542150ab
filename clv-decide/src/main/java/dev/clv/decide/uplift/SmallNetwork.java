package dev.clv.decide.uplift;

import dev.clv.nn.FloatKernels;
import dev.clv.nn.Network;
import dev.clv.nn.NetworkSpec;
import dev.clv.nn.loss.Loss;
import dev.clv.nn.optimize.Adam;
import dev.clv.nn.optimize.Schedule;
import dev.clv.nn.train.Precision;
import dev.clv.nn.train.Trainer;
import dev.clv.nn.train.TrainingData;

/**
 * Trains networks of one narrow hidden layer: effects are small beside the noise, and wide networks learn the noise.
 */
final class SmallNetwork {

    private static final int BATCH = 256;
    private static final double RATE = 0.005;
    private static final int LEAST_EPOCHS = 8;
    private static final int MOST_EPOCHS = 60;
    private static final int STEPS = 1_500;

    /** The penalty of a logistic regression with C = 0.1, which is 10 rows' worth. */
    private static final double PENALTY_ROWS = 10;

    private SmallNetwork() {}

    /**
     * Trains on rows.
     *
     * @param hidden units of the trunk; 0 for none
     */
    static Network train(TrainingData data, int hidden, Loss loss, long seed) {
        NetworkSpec.Builder spec = NetworkSpec.builder(data.columns());
        if (hidden > 0) {
            spec.dense(hidden).relu();
        }
        int batches = (data.size() + BATCH - 1) / BATCH;
        return Trainer.builder(spec.build(loss))
                .optimizer(Adam.of(RATE))
                .schedule(Schedule.cosine(0.01))
                .batchSize(BATCH)
                .epochs(Math.min(MOST_EPOCHS, Math.max(LEAST_EPOCHS, STEPS / batches)))
                .l2(PENALTY_ROWS / data.size())
                .seed(seed)
                // The same bits with the Vector API and without.
                .precision(Precision.FLOAT)
                .kernels(FloatKernels.plain())
                .build()
                .train(data)
                .network();
    }
}
