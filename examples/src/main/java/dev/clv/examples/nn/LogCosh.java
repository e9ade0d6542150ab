package dev.clv.examples.nn;

import dev.clv.nn.describe.Description;
import dev.clv.nn.loss.PointLoss;
import dev.clv.nn.math.Elementary;

/** A loss of one's own: ln cosh(z - y), nearly squared for small errors and nearly absolute for large ones. */
public record LogCosh() implements PointLoss {

    private static final double LN_2 = 0.6931471805599453;

    @Override
    public double value(double z, double y) {
        double size = Math.abs(z - y);
        return size + Elementary.softplus(-2 * size) - LN_2; // cosh itself would overflow
    }

    @Override
    public double derivative(double z, double y) {
        return Elementary.tanh(z - y);
    }

    @Override
    public Description describe() {
        return Description.of("log_cosh");
    }
}
