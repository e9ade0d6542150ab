package dev.clv.examples.nn;

import dev.clv.nn.describe.Description;
import dev.clv.nn.layer.ParameterShape;
import dev.clv.nn.math.NamedMatrices;
import dev.clv.nn.optimize.Optimizer;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * An optimiser of one's own: steps of one size in the direction of a running mean of the gradient (Chen et al. 2023,
 * "Symbolic discovery of optimization algorithms", algorithm 2, without weight decay). It remembers that mean.
 *
 * @param learningRate the size of every step
 */
public record Lion(double learningRate) implements Optimizer {

    private static final double BETA_STEP = 0.9;
    private static final double BETA_MEMORY = 0.99;

    @Override
    public NamedMatrices newState(ParameterShape shape) {
        return NamedMatrices.of("mean", shape.zeros());
    }

    @Override
    public void update(
            ParameterShape shape, DMatrixRMaj w, DMatrixRMaj g, NamedMatrices state, long step, double rate) {
        DMatrixRMaj mean = state.get("mean");
        for (int i = 0; i < shape.size(); i++) {
            w.data[i] -= rate * Math.signum(BETA_STEP * mean.data[i] + (1 - BETA_STEP) * g.data[i]);
        }
        CommonOps_DDRM.add(BETA_MEMORY, mean, 1 - BETA_MEMORY, g, mean);
    }

    @Override
    public Description describe() {
        return Description.of("lion").with("learning_rate", learningRate);
    }
}
