package dev.clv.nn.train;

import dev.clv.nn.NetworkSpec;
import dev.clv.nn.ParameterSlot;
import dev.clv.nn.layer.ParameterShape;

/**
 * What keeps weights small beside the loss: L1 and L2 in the gradient, max-norm after the step. Only parameters that decay are touched.
 *
 * @param l1 factor of the sum of sizes
 * @param l2 factor of half the sum of squares
 * @param maxNorm the longest that the weights into one output may be; infinite for no limit
 */
record Penalties(double l1, double l2, double maxNorm) {

    /** Whether there is neither L1 nor a limit. */
    boolean onlyL2() {
        return l1 == 0 && maxNorm == Double.POSITIVE_INFINITY;
    }

    /** Adds the gradient of the penalties; at 0 that of L1 counts as 0. */
    void addTo(double[] gradient, double[] parameters, NetworkSpec spec) {
        if (l1 == 0 && l2 == 0) {
            return;
        }
        for (int s = 0; s < spec.slots().size(); s++) {
            ParameterSlot slot = spec.slots().get(s);
            if (slot.shape().decays()) {
                for (int i = slot.at(); i < slot.at() + slot.shape().size(); i++) {
                    gradient[i] += l2 * parameters[i];
                    if (l1 > 0) {
                        gradient[i] += l1 * Math.signum(parameters[i]);
                    }
                }
            }
        }
    }

    /** Shortens every column that is too long. */
    void limit(double[] parameters, NetworkSpec spec) {
        if (maxNorm == Double.POSITIVE_INFINITY) {
            return;
        }
        for (int s = 0; s < spec.slots().size(); s++) {
            ParameterSlot slot = spec.slots().get(s);
            if (slot.shape().decays()) {
                for (int column = 0; column < slot.shape().columns(); column++) {
                    limitColumn(parameters, slot.at() + column, slot.shape());
                }
            }
        }
    }

    private void limitColumn(double[] parameters, int at, ParameterShape shape) {
        double squares = 0;
        int end = at + shape.size() - shape.columns();
        for (int i = at; i <= end; i += shape.columns()) {
            squares += parameters[i] * parameters[i];
        }
        double norm = Math.sqrt(squares);
        if (norm > maxNorm) {
            for (int i = at; i <= end; i += shape.columns()) {
                parameters[i] *= maxNorm / norm;
            }
        }
    }
}
