package dev.clv.nn.internal.plan;

import dev.clv.nn.optimize.Optimizer;
import dev.clv.nn.optimize.Regularization;

/**
 * What all steps of a {@link FloatTraining} have in common. Immutable and thread-safe.
 *
 * @param optimizer one that {@link FloatPlan#knows}
 * @param regularization what keeps weights small; max-norm costs a walk over all weights on the calling thread
 * @param clipNorm the longest gradient; infinity for none
 * @param meanWeight the mean weight of all training rows, positive: in the loss to be minimised, a row of this weight
 *     counts as one row
 */
public record FloatSettings(Optimizer optimizer, Regularization regularization, double clipNorm, double meanWeight) {

    /** No regularisation and no clipping, for rows of weight 1. */
    public static FloatSettings of(Optimizer optimizer) {
        return new FloatSettings(optimizer, Regularization.none(), Double.POSITIVE_INFINITY, 1);
    }

    /** These settings with another regularisation. */
    public FloatSettings withRegularization(Regularization newRegularization) {
        return new FloatSettings(optimizer, newRegularization, clipNorm, meanWeight);
    }

    /** These settings with another length of the longest gradient. */
    public FloatSettings withClipNorm(double newClipNorm) {
        return new FloatSettings(optimizer, regularization, newClipNorm, meanWeight);
    }
}
