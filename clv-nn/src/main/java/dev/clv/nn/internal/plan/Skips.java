package dev.clv.nn.internal.plan;

import dev.clv.nn.NetworkSpec;
import dev.clv.nn.Skip;
import dev.clv.nn.layer.ParameterShape;
import dev.clv.nn.math.NamedMatrices;
import dev.clv.nn.optimize.Optimizer;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * The connections past the layers and their training, in double: there are few, and they carry priors. B = rows, K =
 * raw outputs.
 */
final class Skips {

    private final List<Skip> skips;
    private final int outputs;
    private final Optimizer optimizer;
    private final int at; // in the array of all parameters
    private final DMatrixRMaj weights; // (1, skips)
    private final DMatrixRMaj gradient; // as the weights
    private final NamedMatrices state;
    private final List<ParameterShape> shapes; // none or one

    Skips(NetworkSpec spec, Optimizer optimizer, double[] parameters) {
        this.skips = spec.skips();
        this.outputs = spec.loss().outputs();
        this.optimizer = optimizer;
        List<ParameterShape> all = spec.parameterShapes();
        this.shapes = all.subList(all.size() - (skips.isEmpty() ? 0 : 1), all.size());
        this.at = spec.parameterCount() - skips.size();
        this.weights = new DMatrixRMaj(1, skips.size());
        this.gradient = weights.createLike();
        this.state = skips.isEmpty() ? NamedMatrices.none() : optimizer.newState(shapes.get(0));
        System.arraycopy(parameters, at, weights.data, 0, skips.size());
    }

    /** z[b, output] += weight x[b, column]; x holds the columns of the skips alone (B, skips). */
    void add(int from, int to, double[] x, double[] z) {
        for (int s = 0; s < weights.numCols; s++) {
            int output = skips.get(s).output();
            for (int b = from; b < to; b++) {
                z[b * outputs + output] += weights.data[s] * x[b * weights.numCols + s];
            }
        }
    }

    void gradient(int rows, double[] x, double[] dz) {
        for (int s = 0; s < weights.numCols; s++) {
            int output = skips.get(s).output();
            double sum = 0;
            for (int b = 0; b < rows; b++) {
                sum += dz[b * outputs + output] * x[b * weights.numCols + s];
            }
            gradient.data[s] = sum;
        }
    }

    double squares() {
        double sum = 0;
        for (int s = 0; s < gradient.numCols; s++) {
            sum += gradient.data[s] * gradient.data[s];
        }
        return sum;
    }

    void update(long step, double rate, double scale) {
        for (ParameterShape shape : shapes) {
            CommonOps_DDRM.scale(scale, gradient);
            optimizer.update(shape, weights, gradient, state, step, rate);
        }
    }

    void copyWeights(double[] parameters) {
        System.arraycopy(weights.data, 0, parameters, at, weights.numCols);
    }

    /** The number of numbers in the state of the optimiser for the skips. */
    int stateSize() {
        return state.size();
    }

    void copyState(double[] all, int stateAt) {
        state.store(all, stateAt);
    }

    void loadState(double[] all, int stateAt) {
        state.load(all, stateAt);
    }

    void copyGradient(double[] all) {
        System.arraycopy(gradient.data, 0, all, at, gradient.numCols);
    }
}
