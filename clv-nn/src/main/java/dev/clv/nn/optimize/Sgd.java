package dev.clv.nn.optimize;

import dev.clv.nn.describe.Description;
import dev.clv.nn.layer.ParameterShape;

/**
 * Stochastic gradient descent, with momentum when asked: v = momentum v + g, w -= rate v; with Nesterov's look-ahead w
 * -= rate (g + momentum v) (the form of Sutskever et al. 2013 that PyTorch uses).
 */
public final class Sgd implements Optimizer {

    private final double learningRate;
    private final double momentum;
    private final boolean nesterov;

    private Sgd(double learningRate, double momentum, boolean nesterov) {
        this.learningRate = learningRate;
        this.momentum = momentum;
        this.nesterov = nesterov;
    }

    /**
     * Plain gradient descent.
     *
     * @throws IllegalArgumentException unless the learning rate is positive and finite
     */
    public static Sgd of(double learningRate) {
        return new Sgd(Settings.learningRate(learningRate), 0, false);
    }

    /**
     * The same with this momentum.
     *
     * @throws IllegalArgumentException unless momentum is in [0, 1)
     */
    public Sgd withMomentum(double newMomentum) {
        return new Sgd(learningRate, Settings.fraction("momentum", newMomentum), nesterov);
    }

    /**
     * The same with Nesterov's look-ahead.
     *
     * @throws IllegalStateException if there is no momentum to look ahead with
     */
    public Sgd withNesterov() {
        if (momentum == 0) {
            throw new IllegalStateException("Nesterov's look-ahead needs momentum; call withMomentum first");
        }
        return new Sgd(learningRate, momentum, true);
    }

    @Override
    public double learningRate() {
        return learningRate;
    }

    /** How much of the last step carries on; 0 for none. */
    public double momentum() {
        return momentum;
    }

    /** Whether the step looks ahead. */
    public boolean nesterov() {
        return nesterov;
    }

    @Override
    public int stateSize(ParameterShape shape) {
        return momentum == 0 ? 0 : shape.size();
    }

    @Override
    public void update(
            ParameterShape shape, double[] w, double[] g, int at, double[] state, int stateAt, long step, double rate) {
        int n = shape.size();
        if (momentum == 0) {
            for (int i = at; i < at + n; i++) {
                w[i] -= rate * g[i];
            }
            return;
        }
        for (int i = 0; i < n; i++) {
            double v = momentum * state[stateAt + i] + g[at + i] + Adam.ABOVE_DENORMAL;
            state[stateAt + i] = v;
            w[at + i] -= rate * (nesterov ? g[at + i] + momentum * v : v);
        }
    }

    @Override
    public Description describe() {
        return Description.of("sgd")
                .with("learning_rate", learningRate)
                .with("momentum", momentum)
                .with("nesterov", nesterov ? 1 : 0);
    }
}
