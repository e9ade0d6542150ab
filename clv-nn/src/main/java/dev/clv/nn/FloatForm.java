package dev.clv.nn;

import dev.clv.nn.internal.kernel.FloatShape;
import dev.clv.nn.layer.ActivationFunction;
import dev.clv.nn.layer.Activations;
import dev.clv.nn.layer.Dense;
import dev.clv.nn.layer.Dropout;
import dev.clv.nn.layer.Elementwise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The layers of a network as fused dense stages, which is the form that the float kernels compute. */
public final class FloatForm {

    private FloatForm() {}

    /**
     * The stages of a network; empty unless its layers are dense layers, each followed by at most one
     * {@link Elementwise} and then at most one {@link Dropout}, with a dense one last. Skips, offsets and the loss are
     * not part of it and may be any.
     */
    public static Optional<FloatShape> of(NetworkSpec spec) {
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
            @Nullable ActivationFunction curve = null;
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
        return denseLast ? Optional.of(new FloatShape(spec.inputs(), stages)) : Optional.empty();
    }

    private static ParameterSlot slot(NetworkSpec spec, int layer, String name) {
        String full = spec.layerNames().get(layer) + "." + name;
        return spec.slots().stream()
                .filter(slot -> slot.name().equals(full))
                .findFirst()
                .orElseThrow();
    }
}
