package dev.clv.nn.optimize;

import dev.clv.nn.NetworkSpec;
import dev.clv.nn.ParameterSlot;
import dev.clv.nn.layer.ParameterShape;
import java.util.Arrays;

/**
 * What keeps weights small beside the loss: L1 and L2 in the gradient, max-norm after the step. Only parameters that
 * decay are touched: not biases, not skips. Immutable and thread-safe; nothing allocates.
 *
 * @param l1 factor of the sum of sizes; finite and not negative
 * @param l2 factor of half the sum of squares; finite and not negative
 * @param maxNorm the longest that the weights into one output may be (Srivastava et al. 2014, section 5.1); positive,
 *     infinite for no limit
 */
public record Penalties(double l1, double l2, double maxNorm) {

    private static final Penalties NONE = new Penalties(0, 0, Double.POSITIVE_INFINITY);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if a factor is negative or not finite, or the limit not positive
     */
    public Penalties {
        Settings.notNegative("l1", l1);
        Settings.notNegative("l2", l2);
        if (!(maxNorm > 0)) {
            throw new IllegalArgumentException("max norm must be positive, was " + maxNorm);
        }
    }

    /** No penalty at all. */
    public static Penalties none() {
        return NONE;
    }

    /** The same with this factor of the sum of sizes. */
    public Penalties withL1(double newL1) {
        return new Penalties(newL1, l2, maxNorm);
    }

    /** The same with this factor of half the sum of squares. */
    public Penalties withL2(double newL2) {
        return new Penalties(l1, newL2, maxNorm);
    }

    /** The same with this limit. */
    public Penalties withMaxNorm(double longest) {
        return new Penalties(l1, l2, longest);
    }

    /** Whether there is a limit. */
    public boolean limits() {
        return maxNorm < Double.POSITIVE_INFINITY;
    }

    /** Adds the gradient of both penalties, in the order of the spec's slots; at 0 that of L1 counts as 0. */
    public void addTo(double[] gradient, double[] parameters, NetworkSpec spec) {
        for (int s = 0; s < spec.slots().size(); s++) {
            ParameterSlot slot = spec.slots().get(s);
            int end = slot.at() + slot.shape().size();
            for (int i = slot.at(); l2 > 0 && slot.shape().decays() && i < end; i++) {
                gradient[i] += l2 * parameters[i];
            }
            for (int i = slot.at(); l1 > 0 && slot.shape().decays() && i < end; i++) {
                gradient[i] += l1 * Math.signum(parameters[i]);
            }
        }
    }

    /**
     * Shortens every column that is too long, in the order of the spec's slots.
     *
     * @param scratch room for at least as many numbers as the widest slot has columns. Modified.
     * @return whether there was one
     */
    public boolean limit(double[] parameters, NetworkSpec spec, double[] scratch) {
        boolean any = false;
        for (int s = 0; limits() && s < spec.slots().size(); s++) {
            ParameterSlot slot = spec.slots().get(s);
            if (slot.shape().decays()) {
                any |= limit(parameters, slot.at(), slot.shape(), scratch);
            }
        }
        return any;
    }

    private boolean limit(double[] parameters, int at, ParameterShape shape, double[] scratch) {
        int columns = shape.columns();
        int end = at + shape.size();
        Arrays.fill(scratch, 0, columns, 0);
        for (int row = at; row < end; row += columns) {
            for (int c = 0; c < columns; c++) {
                scratch[c] += parameters[row + c] * parameters[row + c];
            }
        }
        boolean any = false;
        for (int c = 0; c < columns; c++) {
            double norm = Math.sqrt(scratch[c]);
            scratch[c] = norm > maxNorm ? maxNorm / norm : 1;
            any |= norm > maxNorm;
        }
        for (int row = at; any && row < end; row += columns) {
            for (int c = 0; c < columns; c++) {
                parameters[row + c] *= scratch[c];
            }
        }
        return any;
    }
}
