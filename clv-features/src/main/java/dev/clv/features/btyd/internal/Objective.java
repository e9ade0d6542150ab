package dev.clv.features.btyd.internal;

/** A smooth function of several variables. */
public interface Objective {

    /**
     * Its value at a point.
     *
     * @param point not modified
     * @param gradient modified: becomes the gradient at the point
     */
    double at(double[] point, double[] gradient);
}
