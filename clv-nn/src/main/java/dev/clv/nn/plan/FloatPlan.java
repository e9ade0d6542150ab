package dev.clv.nn.plan;

import dev.clv.nn.NetworkSpec;
import dev.clv.nn.ParameterSlot;
import dev.clv.nn.kernel.Curve;
import dev.clv.nn.kernel.FloatKernels;
import dev.clv.nn.kernel.FloatShape;
import dev.clv.nn.layer.Activations;
import dev.clv.nn.layer.Dense;
import dev.clv.nn.layer.Dropout;
import dev.clv.nn.layer.Elementwise;
import dev.clv.nn.optimize.Adam;
import dev.clv.nn.optimize.Optimizer;
import dev.clv.nn.optimize.Sgd;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A network whose layers are all known here, as dense layers fused with what follows them: product, bias, activation and dropout in
 * one go, and the same backward. Skips, offsets and every loss are supported. Immutable and thread-safe.
 */
public final class FloatPlan {

    private final NetworkSpec spec;
    private final FloatShape shape;

    private FloatPlan(NetworkSpec spec, FloatShape shape) {
        this.spec = spec;
        this.shape = shape;
    }

    /**
     * The plan of a network; empty unless its layers are dense layers, each followed by at most one {@link Elementwise} and then at most one
     * {@link Dropout}, with a dense one last.
     */
    public static Optional<FloatPlan> compile(NetworkSpec spec) {
        List<FloatShape.Dense> stages = new ArrayList<>();
        int l = 0;
        int layers = spec.layers().size();
        while (l < layers) {
            if (!(spec.layers().get(l) instanceof Dense dense)) {
                return Optional.empty();
            }
            int at = slot(spec, l, "weights").at();
            int biasAt = slot(spec, l, "bias").at();
            l++;
            @Nullable Curve curve = null;
            boolean rectifies = false;
            if (l < layers && spec.layers().get(l) instanceof Elementwise activation) {
                rectifies = Activations.isRelu(activation);
                curve = rectifies ? null : activation.curve();
                l++;
            }
            double dropout = 0;
            int noise = 0;
            if (l < layers && spec.layers().get(l) instanceof Dropout drop) {
                dropout = drop.rate();
                noise = l;
                l++;
            }
            stages.add(new FloatShape.Dense(
                    dense.inputs(), dense.outputs(), at, biasAt, rectifies, curve, dropout, noise));
        }
        boolean denseLast = layers > 0 && spec.layers().get(layers - 1) instanceof Dense;
        return denseLast ? Optional.of(new FloatPlan(spec, new FloatShape(spec.inputs(), stages))) : Optional.empty();
    }

    private static ParameterSlot slot(NetworkSpec spec, int layer, String name) {
        String full = spec.layerNames().get(layer) + "." + name;
        return spec.slots().stream()
                .filter(slot -> slot.name().equals(full))
                .findFirst()
                .orElseThrow();
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
        return new FloatTraining(this, kernels.net(shape, capacity), optimizer, capacity, parameters);
    }
}
