package dev.clv.nn.kernel;

/** A function of one number and its slope: an activation, as the kernels see it. Thread-safe. */
public interface Curve {

    /** f(x). */
    double value(double x);

    /** f'(x), given x and y = f(x). */
    double slope(double x, double y);
}
