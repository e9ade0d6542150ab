package dev.clv.train;

import java.util.Arrays;

/**
 * The shape and the regularisation of the network. Immutable; every method returns a changed copy.
 *
 * <pre>{@code
 * ClvModel.builder().network(n -> n.hidden(64, 32).dropout(0.1).l2(1e-4))
 * }</pre>
 */
public final class NetworkSettings {

    private static final NetworkSettings DEFAULTS = new NetworkSettings(new int[] {64, 32}, 0.1, 1e-4, 5);

    private final int[] hidden;
    private final double dropout;
    private final double l2;
    private final int members;

    private NetworkSettings(int[] hidden, double dropout, double l2, int members) {
        this.hidden = hidden;
        this.dropout = dropout;
        this.l2 = l2;
        this.members = members;
    }

    /** The defaults, each stated on the method that changes it. */
    public static NetworkSettings defaults() {
        return DEFAULTS;
    }

    /** Widths of the hidden ReLU layers, first to last; 64, 32 unless set. None makes the model linear. */
    public NetworkSettings hidden(int... widths) {
        for (int width : widths) {
            if (width < 1) {
                throw new IllegalArgumentException("a hidden layer needs at least 1 unit, was " + width);
            }
        }
        return new NetworkSettings(widths.clone(), dropout, l2, members);
    }

    /** Share of hidden units dropped in a training step, in [0, 1); 0.1 unless set. */
    public NetworkSettings dropout(double rate) {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("dropout must lie in [0, 1), was " + rate);
        }
        return new NetworkSettings(hidden, rate, l2, members);
    }

    /** Weight of the squared weights in the loss, zero or more; 1e-4 unless set. */
    public NetworkSettings l2(double weight) {
        if (!(weight >= 0) || Double.isInfinite(weight)) {
            throw new IllegalArgumentException("l2 must be zero or more and finite, was " + weight);
        }
        return new NetworkSettings(hidden, dropout, weight, members);
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
        return new NetworkSettings(hidden, dropout, l2, members);
    }

    int[] hidden() {
        return hidden.clone();
    }

    double dropout() {
        return dropout;
    }

    double l2() {
        return l2;
    }

    int members() {
        return members;
    }

    @Override
    public String toString() {
        return "hidden " + Arrays.toString(hidden) + ", dropout " + dropout + ", l2 " + l2 + ", " + members
                + " networks";
    }
}
