package dev.clv.nn.loss;

import dev.clv.nn.math.Elementary;

/**
 * The exponential of losses whose mean is e<sup>z</sup>, bounded: above {@value #CAP} the loss continues as its
 * tangent, so that neither it nor its gradient overflows, and a mean stays at e<sup>{@value #CAP}</sup>.
 */
final class LogLink {

    static final double CAP = 80;

    /** The smallest mean that training starts from, when all labels are zero. */
    private static final double LEAST_MEAN = 1e-6;

    private LogLink() {}

    /** e<sup>t</sup>, or its tangent at the cap. */
    static double tangentExp(double t) {
        return t <= CAP ? Elementary.exp(t) : Elementary.exp(CAP) * (1 + t - CAP);
    }

    /** The derivative of {@link #tangentExp}. */
    static double tangentExpDerivative(double t) {
        return Elementary.exp(Math.min(t, CAP));
    }

    static double mean(double z) {
        return Elementary.exp(Math.min(z, CAP));
    }

    static double meanDerivative(double z) {
        return z < CAP ? Elementary.exp(z) : 0;
    }

    static double initialOutput(double[] y, double[] weights) {
        return StrictMath.log(Math.max(Weighted.mean(y, weights), LEAST_MEAN));
    }
}
