package dev.clv.nn.internal.plan;

import dev.clv.nn.NetworkSpec;
import dev.clv.nn.internal.kernel.FloatNet;
import dev.clv.nn.layer.ParameterShape;
import dev.clv.nn.optimize.Optimizer;
import java.util.List;

/**
 * The state of the optimiser for the weights that a {@link FloatNet} holds, in the layout of {@link Optimizer#update}:
 * parameter by parameter, and of each the first moments before the second, if the optimiser keeps them. Every float is
 * a double, so nothing is lost on the way.
 */
final class Moments {

    private static final List<FloatNet.Numbers> KINDS =
            List.of(FloatNet.Numbers.FIRST_MOMENTS, FloatNet.Numbers.SECOND_MOMENTS);

    private final FloatNet net;
    private final Optimizer optimizer;
    private final List<ParameterShape> shapes; // of the layers, without that of skips
    private final int parameters;

    Moments(FloatNet net, Optimizer optimizer, NetworkSpec spec) {
        this.net = net;
        this.optimizer = optimizer;
        List<ParameterShape> all = spec.parameterShapes();
        shapes = all.subList(0, all.size() - (spec.skips().isEmpty() ? 0 : 1));
        parameters = spec.parameterCount();
    }

    /** How many numbers there are. */
    int size() {
        int size = 0;
        for (ParameterShape shape : shapes) {
            size = Math.addExact(size, optimizer.newState(shape).size());
        }
        return size;
    }

    /** Fills the start of {@code state}. */
    void copyTo(double[] state) {
        double[] moments = new double[parameters];
        for (int kind = 0; kind < KINDS.size(); kind++) {
            net.store(KINDS.get(kind), moments);
            forEach(kind, (at, stateAt, size) -> System.arraycopy(moments, at, state, stateAt, size));
        }
    }

    /** Takes back what {@link #copyTo} gave. */
    void load(double[] state) {
        double[] moments = new double[parameters];
        for (int kind = 0; kind < KINDS.size(); kind++) {
            forEach(kind, (at, stateAt, size) -> System.arraycopy(state, stateAt, moments, at, size));
            net.load(KINDS.get(kind), moments);
        }
    }

    private interface Stretch {
        void copy(int at, int stateAt, int size);
    }

    private void forEach(int kind, Stretch stretch) {
        int at = 0;
        int stateAt = 0;
        for (ParameterShape shape : shapes) {
            int size = shape.size();
            int stateSize = optimizer.newState(shape).size();
            if (stateSize >= (kind + 1) * size) {
                stretch.copy(at, stateAt + kind * size, size);
            }
            at += size;
            stateAt += stateSize;
        }
    }
}
