package dev.clv.nn.optimize;

import dev.clv.nn.describe.Description;
import dev.clv.nn.layer.ParameterShape;

/**
 * How a gradient becomes a step. An optimiser is an immutable set of settings; what it remembers from step to step lies
 * in an array handed in, so a checkpoint is that array. Thread-safe; {@code update} allocates nothing.
 */
public interface Optimizer {

    /** The learning rate, which a schedule may scale. Positive. */
    double learningRate();

    /** The numbers this optimiser remembers for a parameter of this shape; they start at zero. */
    int stateSize(ParameterShape shape);

    /**
     * Moves one parameter.
     *
     * @param shape of the parameter; weight decay applies only where {@code shape.decays()}
     * @param w its numbers start at {@code at}. Modified.
     * @param g its gradient starts at {@code at}. Not modified.
     * @param state {@link #stateSize} numbers from {@code stateAt} on. Modified.
     * @param step 1 for the first step
     * @param rate the learning rate of this step
     */
    void update(
            ParameterShape shape, double[] w, double[] g, int at, double[] state, int stateAt, long step, double rate);

    /** The settings as plain data. */
    Description describe();
}
