package dev.clv.nn.layer;

import dev.clv.nn.kernel.SplitMix;

/** How the weights of a {@link Dense} layer start; both are uniform and keep the size of the signal from layer to layer. */
public enum Initialization {
    /** For layers followed by a rectifier: limit sqrt(6 / I) (He et al. 2015, equation 10, as a uniform). */
    HE,
    /** For all others: limit sqrt(6 / (I + O)) (Glorot and Bengio 2010, equation 16). */
    GLOROT;

    void fill(double[] parameters, int at, int inputs, int outputs, SplitMix random) {
        double limit = Math.sqrt(6.0 / (this == HE ? inputs : inputs + outputs));
        for (int i = 0; i < inputs * outputs; i++) {
            parameters[at + i] = random.nextSymmetric(limit);
        }
    }
}
