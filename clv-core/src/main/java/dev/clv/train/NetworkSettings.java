package dev.clv.train;

import static java.util.Objects.requireNonNull;

import dev.clv.features.prepare.Preparation;
import dev.clv.features.prepare.PreparedColumn;
import dev.clv.nn.NetworkSpec;
import dev.clv.nn.loss.Loss;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The shape and the regularisation of the network. Immutable; every method returns a changed copy.
 *
 * <pre>{@code
 * ClvModel.builder().network(n -> n.hidden(64, 32).dropout(0.1).l2(1e-4))
 * }</pre>
 */
public final class NetworkSettings {

    private static final int[] HIDDEN = {32};
    private static final double DROPOUT = 0.1;
    private static final NetworkSettings DEFAULTS = new NetworkSettings(null, null, null, 1e-4, 5);

    private final int @Nullable [] hidden;
    private final @Nullable Double dropout;
    private final @Nullable Function<List<String>, NetworkSpec.Builder> layers;
    private final double l2;
    private final int members;

    private NetworkSettings(
            int @Nullable [] hidden,
            @Nullable Double dropout,
            @Nullable Function<List<String>, NetworkSpec.Builder> layers,
            double l2,
            int members) {
        if (layers != null && (hidden != null || dropout != null)) {
            throw new IllegalArgumentException("spec(...) says what all layers are; leave out "
                    + (hidden != null ? "hidden(...)" : "dropout(...)"));
        }
        this.hidden = hidden;
        this.dropout = dropout;
        this.layers = layers;
        this.l2 = l2;
        this.members = members;
    }

    /** The defaults, each stated on the method that changes it. */
    public static NetworkSettings defaults() {
        return DEFAULTS;
    }

    /**
     * Widths of the hidden ReLU layers, first to last; one of 32 unless set. None makes the model linear.
     *
     * @throws IllegalArgumentException if a width is less than 1, or {@link #spec} was set
     */
    public NetworkSettings hidden(int... widths) {
        for (int width : widths) {
            if (width < 1) {
                throw new IllegalArgumentException("a hidden layer needs at least 1 unit, was " + width);
            }
        }
        return new NetworkSettings(widths.clone(), dropout, layers, l2, members);
    }

    /**
     * Share of hidden units dropped in a training step, in [0, 1); 0.1 unless set.
     *
     * @throws IllegalArgumentException if it is not in [0, 1), or {@link #spec} was set
     */
    public NetworkSettings dropout(double rate) {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("dropout must lie in [0, 1), was " + rate);
        }
        return new NetworkSettings(hidden, rate, layers, l2, members);
    }

    /**
     * All layers up to the output layer, which the loss decides: everything that {@link NetworkSpec} can, layers of
     * your own included. A model with layers of your own is loaded with a vocabulary that has them.
     *
     * <pre>{@code
     * network(n -> n.spec(inputs -> NetworkSpec.builder(inputs).dense(64).gelu().skip("recency_days", 0)))
     * }</pre>
     *
     * @param layers from the names of the network's inputs, see {@link Preparation#columns}, to a network of them;
     *     called once per training; must depend on nothing else
     * @throws IllegalArgumentException if {@link #hidden} or {@link #dropout} was set
     */
    public NetworkSettings spec(Function<List<String>, NetworkSpec.Builder> layers) {
        return new NetworkSettings(hidden, dropout, requireNonNull(layers, "spec"), l2, members);
    }

    /** Weight of the squared weights in the loss, zero or more; 1e-4 unless set. */
    public NetworkSettings l2(double weight) {
        if (!(weight >= 0) || Double.isInfinite(weight)) {
            throw new IllegalArgumentException("l2 must be zero or more and finite, was " + weight);
        }
        return new NetworkSettings(hidden, dropout, layers, weight, members);
    }

    /**
     * How many networks are averaged; 5 unless set. Each holds out another share of the customers (a fifth of them when
     * 5 networks are averaged) for early stopping, so that together they learn from everybody.
     *
     * @param members at least 2, since one share is always held out
     */
    public NetworkSettings members(int members) {
        if (members < 2) {
            throw new IllegalArgumentException("a model averages at least 2 networks, was " + members);
        }
        return new NetworkSettings(hidden, dropout, layers, l2, members);
    }

    /** Widths of the hidden layers, first to last; a new array, empty if {@link #spec} was set. */
    public int[] widths() {
        return layers != null ? new int[0] : hidden == null ? HIDDEN.clone() : hidden.clone();
    }

    /** The share of hidden units dropped; 0 if {@link #spec} was set. */
    public double dropoutRate() {
        return layers != null ? 0 : dropout == null ? DROPOUT : dropout;
    }

    /** The weight of the squared weights in the loss. */
    public double l2() {
        return l2;
    }

    /** How many networks are averaged. */
    public int members() {
        return members;
    }

    NetworkSpec spec(Preparation preparation, Loss loss) {
        if (layers != null) {
            List<String> inputs =
                    preparation.columns().stream().map(PreparedColumn::name).toList();
            NetworkSpec spec = layers.apply(inputs).build(loss);
            if (spec.inputs() != inputs.size()) {
                throw new IllegalArgumentException("spec(...) made a network of " + spec.inputs() + " inputs from "
                        + inputs.size() + " names; build it from the names that it is given");
            }
            if (!spec.offsetOutputs().isEmpty()) {
                throw new IllegalArgumentException(
                        "spec(...) made a network that takes offsets, which rows of features do not have; leave them out");
            }
            return spec;
        }
        NetworkSpec.Builder builder = NetworkSpec.builder(preparation.width());
        double rate = dropout == null ? DROPOUT : dropout;
        for (int width : hidden == null ? HIDDEN : hidden) {
            builder.dense(width).relu();
            if (rate > 0) {
                builder.dropout(rate);
            }
        }
        return builder.build(loss);
    }

    @Override
    public String toString() {
        String shape = layers != null
                ? "own layers"
                : "hidden " + Arrays.toString(hidden == null ? HIDDEN : hidden) + ", dropout "
                        + (dropout == null ? DROPOUT : dropout);
        return shape + ", l2 " + l2 + ", " + members + " networks";
    }
}
