package dev.clv.nn.internal.plan;

import dev.clv.nn.NetworkSpec;
import dev.clv.nn.ParameterSlot;
import dev.clv.nn.Skip;
import dev.clv.nn.optimize.Optimizer;
import java.util.List;

/**
 * The connections past the layers and their training, in double: there are few, and they carry priors. B = rows, K =
 * raw outputs.
 */
final class Skips {

    private final List<Skip> skips;
    private final int outputs;
    private final Optimizer optimizer;
    private final int at; // in the array of all parameters
    private final double[] weights;
    private final double[] gradient;
    private final double[] state;
    private final ParameterSlot[] slot; // none or one

    Skips(NetworkSpec spec, Optimizer optimizer, double[] parameters) {
        this.skips = spec.skips();
        this.outputs = spec.loss().outputs();
        this.optimizer = optimizer;
        this.slot = skips.isEmpty()
                ? new ParameterSlot[0]
                : new ParameterSlot[] {spec.slots().get(spec.slots().size() - 1)};
        this.at = skips.isEmpty() ? 0 : slot[0].at();
        this.weights = new double[skips.size()];
        this.gradient = new double[skips.size()];
        this.state = new double[skips.isEmpty() ? 0 : optimizer.stateSize(slot[0].shape())];
        System.arraycopy(parameters, at, weights, 0, weights.length);
    }

    /** z[b, output] += weight x[b, column]; x holds the columns of the skips alone (B, skips). */
    void add(int from, int to, double[] x, double[] z) {
        for (int s = 0; s < weights.length; s++) {
            int output = skips.get(s).output();
            for (int b = from; b < to; b++) {
                z[b * outputs + output] += weights[s] * x[b * weights.length + s];
            }
        }
    }

    void gradient(int rows, double[] x, double[] dz) {
        for (int s = 0; s < weights.length; s++) {
            int output = skips.get(s).output();
            double sum = 0;
            for (int b = 0; b < rows; b++) {
                sum += dz[b * outputs + output] * x[b * weights.length + s];
            }
            gradient[s] = sum;
        }
    }

    double squares() {
        double sum = 0;
        for (double g : gradient) {
            sum += g * g;
        }
        return sum;
    }

    void update(long step, double rate, double scale) {
        for (ParameterSlot s : slot) {
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] *= scale;
            }
            optimizer.update(s.shape(), weights, gradient, 0, state, 0, step, rate);
        }
    }

    void copyWeights(double[] parameters) {
        System.arraycopy(weights, 0, parameters, at, weights.length);
    }

    /** The number of numbers in the state of the optimiser for the skips. */
    int stateSize() {
        return state.length;
    }

    void copyState(double[] all, int stateAt) {
        System.arraycopy(state, 0, all, stateAt, state.length);
    }

    void loadState(double[] all, int stateAt) {
        System.arraycopy(all, stateAt, state, 0, state.length);
    }

    void copyGradient(double[] all) {
        System.arraycopy(gradient, 0, all, at, gradient.length);
    }
}
