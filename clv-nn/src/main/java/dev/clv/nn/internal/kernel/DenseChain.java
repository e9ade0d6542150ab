package dev.clv.nn.internal.kernel;

import dev.clv.nn.layer.ActivationFunction;
import dev.clv.nn.layer.Activations;
import dev.clv.nn.layer.Dense;
import dev.clv.nn.layer.Dropout;
import dev.clv.nn.layer.Elementwise;
import dev.clv.nn.layer.Layer;
import dev.clv.nn.layer.ParameterShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The layers of a network as dense stages, each a product with the activation and the dropout that follow it. Every
 * fast way to compute a network starts from it.
 *
 * @param inputs I, input columns
 * @param stages first to last
 */
public record DenseChain(int inputs, List<Stage> stages) {

    /** Copies the list. */
    public DenseChain {
        stages = List.copyOf(stages);
    }

    /**
     * The stages of these layers; empty if there is a layer other than {@link Dense}, {@link Elementwise} and
     * {@link Dropout}.
     *
     * @param layers at least one
     */
    public static Optional<DenseChain> of(List<Layer> layers) {
        return of(layers, 0);
    }

    /** The same of the layers from the first on, at least one, as part of the network that all of them are. */
    public static Optional<DenseChain> of(List<Layer> layers, int first) {
        DenseChain prefix = prefixOf(layers, first);
        return prefix.end() == layers.size() ? Optional.of(prefix) : Optional.empty();
    }

    /**
     * The stages up to the first layer of another kind.
     *
     * @param layers at least one
     */
    public static DenseChain prefixOf(List<Layer> layers) {
        return prefixOf(layers, 0);
    }

    private static DenseChain prefixOf(List<Layer> layers, int first) {
        List<Stage> stages = new ArrayList<>();
        int at = layers.subList(0, first).stream()
                .flatMap(layer -> layer.parameters().stream())
                .mapToInt(ParameterShape::size)
                .sum();
        int l = first;
        while (l < layers.size()) {
            Stage stage = Stage.startingAt(l, layers, at);
            if (stage.end() == l) {
                break;
            }
            stages.add(stage);
            l = stage.end();
            at += stage.parameterCount();
        }
        return new DenseChain(layers.get(first).inputs(), stages);
    }

    /** The number of layers in all stages. */
    public int end() {
        return stages.isEmpty() ? 0 : stages.get(stages.size() - 1).end();
    }

    /**
     * Whether every stage has a product, and the last one has nothing behind it: the form that the float kernels
     * compute.
     */
    public boolean isFused() {
        Stage last = stages.get(stages.size() - 1);
        return stages.stream().allMatch(Stage::isDense) && last.end() == last.layer() + 1;
    }

    /** The raw outputs K. */
    public int outputs() {
        return stages.get(stages.size() - 1).outputs();
    }

    /**
     * A product, an activation and a dropout, in this order; at least one of the three. I = inputs, O = outputs, which
     * are equal without a product.
     */
    public static final class Stage {

        private final int layer;
        private final int inputs;
        private final int outputs;
        private final int weightsAt; // -1 without a product
        private final @Nullable Elementwise activation;
        private final boolean rectifies;
        private final @Nullable ActivationFunction function;
        private final double dropout;
        private final int end;

        private Stage(
                int layer,
                int inputs,
                int outputs,
                int weightsAt,
                @Nullable Elementwise activation,
                double dropout,
                int end) {
            this.layer = layer;
            this.inputs = inputs;
            this.outputs = outputs;
            this.weightsAt = weightsAt;
            this.activation = activation;
            this.rectifies = activation != null && Activations.isRelu(activation);
            this.function = activation == null || rectifies ? null : activation.function();
            this.dropout = dropout;
            this.end = end;
        }

        private static Stage startingAt(int layer, List<Layer> layers, int at) {
            int next = layer;
            int width = layers.get(layer).inputs();
            int outputs = width;
            int weightsAt = -1;
            if (layers.get(next) instanceof Dense dense) {
                outputs = dense.outputs();
                weightsAt = at;
                next++;
            }
            Elementwise activation = null;
            if (next < layers.size() && layers.get(next) instanceof Elementwise elementwise) {
                activation = elementwise;
                next++;
            }
            double dropout = 0;
            if (next < layers.size() && layers.get(next) instanceof Dropout drop) {
                dropout = drop.rate();
                next++;
            }
            return new Stage(layer, width, outputs, weightsAt, activation, dropout, next);
        }

        /** The network's layer that the stage begins with, from 0. */
        public int layer() {
            return layer;
        }

        /** The network's first layer behind the stage. */
        public int end() {
            return end;
        }

        /** I. */
        public int inputs() {
            return inputs;
        }

        /** O. */
        public int outputs() {
            return outputs;
        }

        /** Whether the stage has a product, y = x w + bias. */
        public boolean isDense() {
            return weightsAt >= 0;
        }

        /** The index of the weights (I, O) in the array of all parameters. */
        public int weightsAt() {
            return weightsAt;
        }

        /** The index of the bias (O) in the array of all parameters. */
        public int biasAt() {
            return weightsAt + inputs * outputs;
        }

        private int parameterCount() {
            return isDense() ? (inputs + 1) * outputs : 0;
        }

        /** The activation, null if there is none. */
        public @Nullable Elementwise activation() {
            return activation;
        }

        /** The network's layer that is the activation, from 0. */
        public int activationLayer() {
            return isDense() ? layer + 1 : layer;
        }

        /** Whether the activation is max(x, 0). */
        public boolean rectifies() {
            return rectifies;
        }

        /** An activation other than max(x, 0), null if there is none. */
        public @Nullable ActivationFunction function() {
            return function;
        }

        /** The probability of dropping a number while training, in [0, 1). */
        public double dropout() {
            return dropout;
        }

        /** The network's layer that is the dropout, from 0, which its noise depends on. */
        public int dropoutLayer() {
            return end - 1;
        }

        /** Whether training needs the derivative of what follows the product beyond the sign of its result. */
        public boolean hasDerivatives() {
            return function != null || dropout > 0;
        }
    }
}
