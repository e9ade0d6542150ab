package dev.clv.nn.layer;

/** A function of one number and its derivative. Thread-safe. */
public interface ActivationFunction {

    /** f(x). */
    double value(double x);

    /** f'(x), given x and y = f(x). */
    double derivative(double x, double y);
}
