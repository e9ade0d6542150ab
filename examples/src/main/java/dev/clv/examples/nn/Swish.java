package dev.clv.examples.nn;

import dev.clv.nn.layer.Elementwise;
import dev.clv.nn.math.Elementary;

/** A layer of one's own: x times its logistic function (Ramachandran, Zoph and Le 2017). */
public final class Swish extends Elementwise {

    /** The activation for rows this wide. */
    public Swish(int width) {
        super("swish", width);
    }

    @Override
    protected double value(double x) {
        return x * Elementary.sigmoid(x);
    }

    @Override
    protected double derivative(double x, double y) {
        return y + Elementary.sigmoid(x) * (1 - y);
    }
}
