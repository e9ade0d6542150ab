package dev.clv.nn.layer;

/** A function of one number and its slope: an activation, as the kernels see it. Thread-safe. */
public interface ActivationFunction {

    /** f(x). */
    double value(double x);

    /** f'(x), given x and y = f(x). */
    double slope(double x, double y);
}
