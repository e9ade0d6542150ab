package dev.clv.nn.layer;

import dev.clv.nn.math.SplitMix;
import org.ejml.data.DMatrixRMaj;

/** How the weights (I, O) of a layer start: uniform between -limit and limit; I and O are its inputs and outputs. */
public enum Initialization {
    /** For layers followed by a rectifier: limit sqrt(6 / I) (He et al. 2015, equation 10, as a uniform). */
    HE,
    /** For all others: limit sqrt(6 / (I + O)) (Glorot and Bengio 2010, equation 16). */
    GLOROT,
    /**
     * For the last layer: a tenth of {@link #GLOROT}, so that training starts near the loss's best constant prediction.
     */
    NEAR_ZERO;

    /** Draws weights (I, O) row by row. */
    public void fill(DMatrixRMaj weights, SplitMix random) {
        int inputs = weights.numRows;
        int outputs = weights.numCols;
        double limit = switch (this) {
            case HE -> Math.sqrt(6.0 / inputs);
            case GLOROT -> Math.sqrt(6.0 / (inputs + outputs));
            case NEAR_ZERO -> 0.1 * Math.sqrt(6.0 / (inputs + outputs));
        };
        for (int i = 0; i < inputs * outputs; i++) {
            weights.data[i] = random.nextSymmetric(limit);
        }
    }
}
