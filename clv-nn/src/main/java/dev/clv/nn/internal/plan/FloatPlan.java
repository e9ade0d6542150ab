package dev.clv.nn.internal.plan;

import dev.clv.nn.FloatForm;
import dev.clv.nn.FloatKernels;
import dev.clv.nn.NetworkSpec;
import dev.clv.nn.internal.kernel.FloatShape;
import dev.clv.nn.optimize.Adam;
import dev.clv.nn.optimize.Optimizer;
import dev.clv.nn.optimize.Sgd;
import java.util.Optional;

/**
 * A network whose layers are all known here, as dense layers fused with what follows them: product, bias, activation
 * and dropout in one go, and the same backward. Skips, offsets and every loss are supported. Immutable and thread-safe.
 */
public final class FloatPlan {

    private final NetworkSpec spec;
    private final FloatShape shape;

    private FloatPlan(NetworkSpec spec, FloatShape shape) {
        this.spec = spec;
        this.shape = shape;
    }

    /** The plan of a network; empty unless it has a {@link FloatForm}. */
    public static Optional<FloatPlan> compile(NetworkSpec spec) {
        return FloatForm.of(spec).map(shape -> new FloatPlan(spec, shape));
    }

    /** Whether {@link FloatTraining} knows this optimiser: {@link Adam} and {@link Sgd}. */
    public static boolean knows(Optimizer optimizer) {
        return optimizer instanceof Adam || optimizer instanceof Sgd;
    }

    /** The network. */
    public NetworkSpec spec() {
        return spec;
    }

    FloatShape shape() {
        return shape;
    }

    /**
     * A training by these kernels that starts from these parameters.
     *
     * @param optimizer one that the plan {@link #knows}
     * @param capacity the most rows of a step, at least 1
     * @param parameters in the order of {@link NetworkSpec#slots()}. Copied.
     * @throws IllegalArgumentException if the optimiser is unknown, or capacity not positive
     */
    public FloatTraining training(FloatKernels kernels, Optimizer optimizer, int capacity, double[] parameters) {
        if (!knows(optimizer)) {
            throw new IllegalArgumentException("optimiser '"
                    + optimizer.describe().word() + "' has no float form; train in double or use adam or sgd");
        }
        if (capacity < 1) {
            throw new IllegalArgumentException("a step needs room for at least 1 row, was " + capacity);
        }
        return new FloatTraining(this, kernels, optimizer, capacity, parameters);
    }
}
