package dev.clv.train;

import static java.util.Objects.requireNonNull;

import dev.clv.features.prepare.Preparation;
import dev.clv.features.prepare.PreparedColumn;
import dev.clv.features.sequence.FittedEventTokens;
import dev.clv.nn.NetworkSpec;
import dev.clv.nn.layer.MonotoneDense;
import dev.clv.nn.loss.Loss;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
    private static final NetworkSettings DEFAULTS =
            new NetworkSettings(null, null, null, null, Monotonicity.NONE, null, 1e-4, 5);

    private final int @Nullable [] hidden;
    private final @Nullable Double dropout;
    private final @Nullable Activation activation;
    private final @Nullable Function<List<String>, NetworkSpec.Builder> layers;
    private final Monotonicity monotonicity;
    private final @Nullable SequenceSettings sequence;
    private final double l2;
    private final int members;

    private NetworkSettings(
            int @Nullable [] hidden,
            @Nullable Double dropout,
            @Nullable Activation activation,
            @Nullable Function<List<String>, NetworkSpec.Builder> layers,
            Monotonicity monotonicity,
            @Nullable SequenceSettings sequence,
            double l2,
            int members) {
        if (layers != null && (hidden != null || dropout != null || activation != null || !monotonicity.isEmpty())) {
            throw new IllegalArgumentException("spec(...) says what all layers are; leave out "
                    + (hidden != null
                            ? "hidden(...)"
                            : dropout != null
                                    ? "dropout(...)"
                                    : activation != null ? "activation(...)" : "rising(...) and falling(...)"));
        }
        if (activation != null && activation != Activation.TANH && !monotonicity.isEmpty()) {
            throw new IllegalArgumentException("units of a network that rises or falls in features are tanh, not "
                    + activation.word() + "; leave out activation(...)");
        }
        this.hidden = hidden;
        this.dropout = dropout;
        this.activation = activation;
        this.layers = layers;
        if (sequence != null && (layers != null || !monotonicity.isEmpty())) {
            throw new IllegalArgumentException(
                    "a network that reads a sequence has layers of its own for it; leave out "
                            + (layers != null ? "spec(...)" : "rising(...) and falling(...)") + ", or sequence(...)");
        }
        this.monotonicity = monotonicity;
        this.sequence = sequence;
        this.l2 = l2;
        this.members = members;
    }

    /** The defaults, each stated on the method that changes it. */
    public static NetworkSettings defaults() {
        return DEFAULTS;
    }

    /**
     * Widths of the hidden layers, first to last; one of 32 unless set. None makes the model linear.
     *
     * @throws IllegalArgumentException if a width is less than 1, or {@link #spec} was set
     */
    public NetworkSettings hidden(int... widths) {
        for (int width : widths) {
            if (width < 1) {
                throw new IllegalArgumentException("a hidden layer needs at least 1 unit, was " + width);
            }
        }
        return new NetworkSettings(widths.clone(), dropout, activation, layers, monotonicity, sequence, l2, members);
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
        return new NetworkSettings(hidden, rate, activation, layers, monotonicity, sequence, l2, members);
    }

    /**
     * What hidden units make of their sums; {@link Activation#RELU} unless set, and always tanh where predictions must
     * rise or fall in features.
     *
     * @throws IllegalArgumentException if {@link #spec} was set, or {@link #rising} or {@link #falling} and this is not
     *     {@link Activation#TANH}
     */
    public NetworkSettings activation(Activation units) {
        return new NetworkSettings(
                hidden, dropout, requireNonNull(units, "activation"), layers, monotonicity, sequence, l2, members);
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
     * @throws IllegalArgumentException if {@link #hidden}, {@link #dropout} or {@link #activation} was set
     */
    public NetworkSettings spec(Function<List<String>, NetworkSpec.Builder> layers) {
        return new NetworkSettings(
                hidden, dropout, activation, requireNonNull(layers, "spec"), monotonicity, sequence, l2, members);
    }

    /**
     * Features in which no prediction falls when they rise, all else equal, whatever the data say: knowledge that a
     * model of few customers cannot learn, or that must hold for its decisions to be defended. None unless set. Calls
     * add up.
     *
     * <p>It holds for the value, the probability of a purchase and every target, between any two values that are both
     * known; it does not tie a missing value to a known one. Hidden units are then tanh, and the levels of such a
     * feature have no inputs of their own. The purchase model of {@link dev.clv.ClvModelBuilder#purchaseModel} knows
     * nothing of this and is left out where it reads one of these features.
     *
     * @param features names of numeric features or columns; unknown names and categories are refused in training
     * @throws IllegalArgumentException if one of them is to fall too, or {@link #spec} or another {@link #activation}
     *     than tanh was set
     */
    public NetworkSettings rising(String... features) {
        return with(monotonicity.and(features, MonotoneDense.Response.RISING));
    }

    /**
     * Features in which no prediction rises when they rise; as {@link #rising}.
     *
     * @throws IllegalArgumentException if one of them is to rise too, or {@link #spec} or another {@link #activation}
     *     than tanh was set
     */
    public NetworkSettings falling(String... features) {
        return with(monotonicity.and(features, MonotoneDense.Response.FALLING));
    }

    private NetworkSettings with(Monotonicity other) {
        return new NetworkSettings(hidden, dropout, activation, layers, other, sequence, l2, members);
    }

    /** Features in which no prediction falls, or none rises, in the order in which they were named. */
    public List<String> monotone() {
        return monotonicity.features();
    }

    /**
     * Reads the latest events of a customer one by one too; none unless set.
     * {@link dev.clv.ClvModelBuilder#sequence(java.util.function.UnaryOperator)} sets it.
     *
     * @throws IllegalArgumentException if {@link #spec}, {@link #rising} or {@link #falling} was set
     */
    public NetworkSettings sequence(SequenceSettings events) {
        return new NetworkSettings(
                hidden, dropout, activation, layers, monotonicity, requireNonNull(events, "sequence"), l2, members);
    }

    /** Reads features alone, as unless {@link #sequence(SequenceSettings)} was called. */
    public NetworkSettings withoutSequence() {
        return new NetworkSettings(hidden, dropout, activation, layers, monotonicity, null, l2, members);
    }

    /** How events are read one by one; empty if they are not. */
    public Optional<SequenceSettings> sequence() {
        return Optional.ofNullable(sequence);
    }

    /** Weight of the squared weights in the loss, zero or more; 1e-4 unless set. */
    public NetworkSettings l2(double weight) {
        if (!(weight >= 0) || Double.isInfinite(weight)) {
            throw new IllegalArgumentException("l2 must be zero or more and finite, was " + weight);
        }
        return new NetworkSettings(hidden, dropout, activation, layers, monotonicity, sequence, weight, members);
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
        return new NetworkSettings(hidden, dropout, activation, layers, monotonicity, sequence, l2, members);
    }

    /** Widths of the hidden layers, first to last; a new array, empty if {@link #spec} was set. */
    public int[] widths() {
        return layers != null ? new int[0] : hidden == null ? HIDDEN.clone() : hidden.clone();
    }

    /** The share of hidden units dropped; 0 if {@link #spec} was set. */
    public double dropoutRate() {
        return layers != null ? 0 : dropout == null ? DROPOUT : dropout;
    }

    /** What hidden units make of their sums; {@link Activation#RELU} if {@link #spec} was set. */
    public Activation activation() {
        return activation != null ? activation : monotonicity.isEmpty() ? Activation.RELU : Activation.TANH;
    }

    /** The weight of the squared weights in the loss. */
    public double l2() {
        return l2;
    }

    /** How many networks are averaged. */
    public int members() {
        return members;
    }

    NetworkSpec spec(TrainingRows rows, Loss loss) {
        Preparation preparation = rows.preparation();
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
        FittedEventTokens tokens = rows.tokens();
        NetworkSpec.Builder builder = tokens == null || sequence == null
                ? NetworkSpec.builder(preparation.width())
                : sequence.begin(rows.shape(tokens), tokens.tokenFeatures());
        double rate = dropout == null ? DROPOUT : dropout;
        if (!monotonicity.isEmpty()) {
            return monotonicity.spec(preparation, hidden == null ? HIDDEN : hidden, rate, loss);
        }
        for (int width : hidden == null ? HIDDEN : hidden) {
            activation().add(builder.dense(width));
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
                        + (dropout == null ? DROPOUT : dropout)
                        + (activation == null || activation == Activation.RELU ? "" : ", " + activation.word());
        return shape + monotonicity + (sequence == null ? "" : ", sequence " + sequence) + ", l2 " + l2 + ", " + members
                + " networks";
    }
}
