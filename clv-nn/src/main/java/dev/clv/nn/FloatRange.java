package dev.clv.nn;

import dev.clv.nn.internal.kernel.DenseChain;
import dev.clv.nn.layer.ActivationFunction;

/** The largest inputs for which no sum in a network can leave the range of a float. */
final class FloatRange {

    /** Half of the range is left to rounding. */
    private static final double LARGEST = Float.MAX_VALUE / 2;

    private final DenseChain chain;
    private final double[] bias; // the largest magnitude in each layer
    private final double[] weights; // the largest sum of magnitudes of the weights of one output, in each layer

    FloatRange(DenseChain chain, double[] parameters) {
        this.chain = chain;
        int layers = chain.stages().size();
        bias = new double[layers];
        weights = new double[layers];
        for (int l = 0; l < layers; l++) {
            DenseChain.Stage layer = chain.stages().get(l);
            for (int o = 0; o < layer.outputs(); o++) {
                double sum = 0;
                for (int i = 0; i < layer.inputs(); i++) {
                    sum += Math.abs(parameters[layer.weightsAt() + i * layer.outputs() + o]);
                }
                weights[l] = Math.max(weights[l], sum);
                bias[l] = Math.max(bias[l], Math.abs(parameters[layer.biasAt() + o]));
            }
        }
    }

    /** The largest power of two that is safe as the magnitude of an input; 0 if 1 is not. */
    float limit() {
        for (int exponent = Float.MAX_EXPONENT - 1; exponent >= 0; exponent--) {
            float limit = Math.scalb(1f, exponent);
            if (isSafe(limit)) {
                return limit;
            }
        }
        return 0;
    }

    private boolean isSafe(double largest) {
        for (int l = 0; l < bias.length; l++) {
            largest = bias[l] + weights[l] * largest;
            ActivationFunction function = chain.stages().get(l).function();
            if (!(largest <= LARGEST)) {
                return false;
            }
            if (function != null) {
                largest = Math.max(span(function, largest), span(function, Math.min(largest, 1)));
            }
        }
        return true;
    }

    /**
     * Assumes that an activation has its largest magnitude over an interval around 0 at one of its ends or within [-1,
     * 1].
     */
    private static double span(ActivationFunction function, double x) {
        return Math.max(Math.abs(function.value(x)), Math.abs(function.value(-x)));
    }
}
