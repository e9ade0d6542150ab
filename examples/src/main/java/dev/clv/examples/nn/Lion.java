package dev.clv.examples.nn;

import dev.clv.nn.describe.Description;
import dev.clv.nn.layer.ParameterShape;
import dev.clv.nn.optimize.Optimizer;

/**
 * An optimiser of one's own: steps of one size in the direction of a running mean of the gradient (Chen et al. 2023,
 * "Symbolic discovery of optimization algorithms", algorithm 2, without weight decay). Its memory is the running mean.
 *
 * @param learningRate the size of every step
 */
public record Lion(double learningRate) implements Optimizer {

    private static final double BETA_STEP = 0.9;
    private static final double BETA_MEMORY = 0.99;

    @Override
    public int stateSize(ParameterShape shape) {
        return shape.size();
    }

    @Override
    public void update(
            ParameterShape shape, double[] w, double[] g, int at, double[] state, int stateAt, long step, double rate) {
        for (int i = 0; i < shape.size(); i++) {
            double mean = state[stateAt + i];
            double gradient = g[at + i];
            w[at + i] -= rate * Math.signum(BETA_STEP * mean + (1 - BETA_STEP) * gradient);
            state[stateAt + i] = BETA_MEMORY * mean + (1 - BETA_MEMORY) * gradient;
        }
    }

    @Override
    public Description describe() {
        return Description.of("lion").with("learning_rate", learningRate);
    }
}
