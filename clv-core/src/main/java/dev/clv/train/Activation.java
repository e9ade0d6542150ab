package dev.clv.train;

import dev.clv.nn.NetworkSpec;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What the units of hidden layers make of their sums. */
public enum Activation {
    /** The rectifier: fastest. */
    RELU(NetworkSpec.Builder::relu),
    /** The leaky rectifier, see {@link dev.clv.nn.layer.Activations#leakyRelu(int)}. */
    LEAKY_RELU(NetworkSpec.Builder::leakyRelu),
    /** The exponential linear unit, see {@link dev.clv.nn.layer.Activations#elu}. */
    ELU(NetworkSpec.Builder::elu),
    /** The Gaussian error linear unit, see {@link dev.clv.nn.layer.Activations#gelu}. */
    GELU(NetworkSpec.Builder::gelu),
    /** The hyperbolic tangent. */
    TANH(NetworkSpec.Builder::tanh);

    private final UnaryOperator<NetworkSpec.Builder> layer;

    Activation(UnaryOperator<NetworkSpec.Builder> layer) {
        this.layer = layer;
    }

    NetworkSpec.Builder add(NetworkSpec.Builder builder) {
        return layer.apply(builder);
    }

    /**
     * The one of a word, such as {@code leaky_relu}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Activation of(String word) {
        return Stream.of(values())
                .filter(one -> one.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no activation '" + word + "'; there are "
                        + Stream.of(values()).map(Activation::word).toList()));
    }

    /** The name in lower case, for configurations. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
