package dev.clv.benchmarks.explain;

import dev.clv.explain.Background;
import dev.clv.nn.Network;
import dev.clv.nn.NetworkSpec;
import dev.clv.nn.loss.SquaredError;
import dev.clv.nn.math.SplitMix;
import dev.clv.value.NetworkPredictor;
import java.util.Arrays;
import java.util.Random;

/**
 * The case that all explainers are timed on: a network of two hidden layers, 100 background rows, 200 rows to explain.
 */
final class ExplainedNetwork {

    static final int ROWS = 200;
    static final int BACKGROUND = 100;

    final NetworkPredictor predictor;
    final double[][] backgroundRows;
    final Background background;
    final double[][] rows;

    private ExplainedNetwork(int inputs) {
        NetworkSpec spec =
                NetworkSpec.builder(inputs).dense(64).relu().dense(32).relu().build(SquaredError.of());
        double[] parameters = spec.initialParameters(1);
        // The output layer starts near zero; drawn like the others, the network is as bent as a trained one.
        SplitMix random = new SplitMix(2);
        for (int i = parameters.length - 33; i < parameters.length; i++) {
            parameters[i] = random.nextSymmetric(0.4);
        }
        predictor = NetworkPredictor.of(Network.of(spec, parameters));
        backgroundRows = gaussians(BACKGROUND, inputs, 3);
        background = Background.of(backgroundRows);
        rows = gaussians(ROWS, inputs, 4);
    }

    static ExplainedNetwork of(int inputs) {
        return new ExplainedNetwork(inputs);
    }

    static double[][] gaussians(int count, int width, long seed) {
        Random random = new Random(seed);
        double[][] values = new double[count][width];
        for (double[] row : values) {
            Arrays.setAll(row, j -> random.nextGaussian());
        }
        return values;
    }
}
