package dev.clv.nn;

import dev.clv.nn.layer.ParameterShape;

/**
 * Where a parameter lies in the one array that holds all parameters of a network.
 *
 * @param name unique in the network, for example {@code dense1.weights}
 * @param shape its shape
 * @param at index of its first number
 */
public record ParameterSlot(String name, ParameterShape shape, int at) {

    /** The shape under the full name. */
    ParameterShape fullShape() {
        return new ParameterShape(name, shape.rows(), shape.columns(), shape.decays());
    }
}
