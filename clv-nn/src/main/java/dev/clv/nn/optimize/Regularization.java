package dev.clv.nn.optimize;

import dev.clv.nn.layer.ParameterShape;
import dev.clv.nn.math.NamedMatrices;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * What keeps weights small beside the loss: L1 and L2 in the gradient, max-norm after the step. Only parameters that
 * decay are touched: not biases, not skips. Immutable and thread-safe; nothing allocates.
 *
 * @param l1 factor of the sum of sizes; finite and not negative
 * @param l2 factor of half the sum of squares; finite and not negative
 * @param maxNorm the longest that the weights into one output may be (Srivastava et al. 2014, section 5.1); positive,
 *     infinite for no limit
 */
public record Regularization(double l1, double l2, double maxNorm) {

    private static final Regularization NONE = new Regularization(0, 0, Double.POSITIVE_INFINITY);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if a factor is negative or not finite, or the limit not positive
     */
    public Regularization {
        Settings.notNegative("l1", l1);
        Settings.notNegative("l2", l2);
        if (!(maxNorm > 0)) {
            throw new IllegalArgumentException("max norm must be positive, was " + maxNorm);
        }
    }

    /** No regularisation. */
    public static Regularization none() {
        return NONE;
    }

    /** The same with this factor of the sum of sizes. */
    public Regularization withL1(double newL1) {
        return new Regularization(newL1, l2, maxNorm);
    }

    /** The same with this factor of half the sum of squares. */
    public Regularization withL2(double newL2) {
        return new Regularization(l1, newL2, maxNorm);
    }

    /** The same with this limit. */
    public Regularization withMaxNorm(double longest) {
        return new Regularization(l1, l2, longest);
    }

    /** Whether there is a limit. */
    public boolean limits() {
        return maxNorm < Double.POSITIVE_INFINITY;
    }

    /**
     * Adds the gradient of L1 and L2; at 0 that of L1 counts as 0.
     *
     * @param gradients added to
     * @param parameters not modified
     * @param shapes of the parameters, in their order
     */
    public void addTo(NamedMatrices gradients, NamedMatrices parameters, List<ParameterShape> shapes) {
        for (int p = 0; p < shapes.size(); p++) {
            if (shapes.get(p).decays()) {
                addTo(gradients.get(p), parameters.get(p));
            }
        }
    }

    private void addTo(DMatrixRMaj gradient, DMatrixRMaj parameter) {
        for (int i = 0; l2 > 0 && i < parameter.getNumElements(); i++) {
            gradient.data[i] += l2 * parameter.data[i];
        }
        for (int i = 0; l1 > 0 && i < parameter.getNumElements(); i++) {
            gradient.data[i] += l1 * Math.signum(parameter.data[i]);
        }
    }

    /**
     * Shortens every column that is longer than the limit.
     *
     * @param parameters modified
     * @param shapes of the parameters, in their order
     * @param scratch room for at least as many numbers as the widest parameter has columns. Modified.
     * @return whether a column was shortened
     */
    public boolean limit(NamedMatrices parameters, List<ParameterShape> shapes, double[] scratch) {
        boolean any = false;
        for (int p = 0; limits() && p < shapes.size(); p++) {
            if (shapes.get(p).decays()) {
                any |= limit(parameters.get(p), scratch);
            }
        }
        return any;
    }

    private boolean limit(DMatrixRMaj parameter, double[] scratch) {
        int columns = parameter.numCols;
        int end = parameter.getNumElements();
        Arrays.fill(scratch, 0, columns, 0);
        for (int row = 0; row < end; row += columns) {
            for (int c = 0; c < columns; c++) {
                scratch[c] += parameter.data[row + c] * parameter.data[row + c];
            }
        }
        boolean any = false;
        for (int c = 0; c < columns; c++) {
            double norm = Math.sqrt(scratch[c]);
            scratch[c] = norm > maxNorm ? maxNorm / norm : 1;
            any |= norm > maxNorm;
        }
        for (int row = 0; any && row < end; row += columns) {
            for (int c = 0; c < columns; c++) {
                parameter.data[row + c] *= scratch[c];
            }
        }
        return any;
    }
}
