package dev.clv.nn.optimize;

import dev.clv.nn.describe.Description;
import dev.clv.nn.layer.ParameterShape;
import dev.clv.nn.math.NamedMatrices;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Stochastic gradient descent, with momentum if asked for: v = momentum v + g, w -= rate v; with Nesterov's look-ahead
 * w -= rate (g + momentum v) (the form of Sutskever et al. 2013 that PyTorch uses).
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
    public NamedMatrices newState(ParameterShape shape) {
        return momentum == 0 ? NamedMatrices.none() : NamedMatrices.of("velocity", shape.zeros());
    }

    @Override
    public void update(
            ParameterShape shape, DMatrixRMaj w, DMatrixRMaj g, NamedMatrices state, long step, double rate) {
        if (momentum == 0) {
            CommonOps_DDRM.addEquals(w, -rate, g);
            return;
        }
        double[] v = state.get("velocity").data;
        for (int i = 0; i < shape.size(); i++) {
            v[i] = momentum * v[i] + g.data[i] + Adam.ABOVE_DENORMAL;
            w.data[i] -= rate * (nesterov ? g.data[i] + momentum * v[i] : v[i]);
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
