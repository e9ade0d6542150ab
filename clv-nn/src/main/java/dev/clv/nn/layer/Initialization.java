package dev.clv.nn.layer;

import dev.clv.nn.math.SplitMix;

/**
 * How the weights of a {@link Dense} layer start, uniform between -limit and limit; I and O are its inputs and outputs.
 */
public enum Initialization {
    /** For layers followed by a rectifier: limit sqrt(6 / I) (He et al. 2015, equation 10, as a uniform). */
    HE,
    /** For all others: limit sqrt(6 / (I + O)) (Glorot and Bengio 2010, equation 16). */
    GLOROT,
    /**
     * For the last layer: a tenth of {@link #GLOROT}, so that training starts near the loss's best constant prediction.
     */
    NEAR_ZERO;

    void fill(double[] parameters, int at, int inputs, int outputs, SplitMix random) {
        double limit = switch (this) {
            case HE -> Math.sqrt(6.0 / inputs);
            case GLOROT -> Math.sqrt(6.0 / (inputs + outputs));
            case NEAR_ZERO -> 0.1 * Math.sqrt(6.0 / (inputs + outputs));
        };
        for (int i = 0; i < inputs * outputs; i++) {
            parameters[at + i] = random.nextSymmetric(limit);
        }
    }
}
