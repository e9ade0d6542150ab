package dev.clv.nn.loss;

/**
 * A loss whose one raw output is the outcome itself, for any finite label, and nothing is known of its distribution:
 * {@link #value(double, double)}, {@link #derivative(double, double)} and {@link #describe} are all it takes.
 *
 * <pre>{@code
 * record SquaredError() implements PointLoss {
 *     public double value(double z, double y) { return (z - y) * (z - y); }
 *     public double derivative(double z, double y) { return 2 * (z - y); }
 *     public Description describe() { return Description.of("my_squared_error"); }
 * }
 * }</pre>
 */
public interface PointLoss extends ScalarLoss {

    @Override
    default boolean allows(double y) {
        return Double.isFinite(y);
    }

    @Override
    default String labelRule() {
        return "finite";
    }

    /** The raw output. */
    @Override
    default double mean(double z) {
        return z;
    }

    @Override
    default double meanDerivative(double z) {
        return 1;
    }

    /** The median of the labels unless overridden. */
    @Override
    default double initialOutput(double[] y, double[] weights) {
        return Weighted.quantile(y, weights, 0.5);
    }
}
