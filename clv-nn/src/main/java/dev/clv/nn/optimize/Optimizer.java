package dev.clv.nn.optimize;

import dev.clv.nn.describe.Description;
import dev.clv.nn.layer.ParameterShape;
import dev.clv.nn.math.NamedMatrices;
import org.ejml.data.DMatrixRMaj;

/**
 * How a gradient becomes a step. An optimiser is an immutable set of settings; what it remembers from step to step lies
 * in matrices handed in, so a checkpoint is those matrices. Thread-safe; {@code update} allocates nothing. Run
 * {@link dev.clv.nn.check.OptimizerChecks} on your own.
 */
public interface Optimizer {

    /** The learning rate, which a schedule may scale. Positive. */
    double learningRate();

    /** New matrices for what this optimiser remembers of a parameter of this shape; zero at the start. */
    NamedMatrices newState(ParameterShape shape);

    /**
     * Moves one parameter.
     *
     * @param shape of the parameter; weight decay applies only if {@code shape.decays()}
     * @param w the parameter. Modified.
     * @param g its gradient, of the same shape. Not modified.
     * @param state of this parameter, from {@link #newState}. Modified.
     * @param step 1 for the first step
     * @param rate the learning rate of this step
     */
    void update(ParameterShape shape, DMatrixRMaj w, DMatrixRMaj g, NamedMatrices state, long step, double rate);

    /** The settings as plain data. */
    Description describe();
}
