package dev.clv.features.select;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A feature that a selection dropped.
 *
 * @param feature its name
 * @param reason why
 * @param number that decided: the correlation with the feature that is kept instead, in [-1, 1] and 1 for a duplicate;
 *     the share of all importance, in [0, 1], of an unimportant one; the share of resamples that chose an unstable one;
 *     NaN for a constant
 * @param instead the feature that is kept instead of a duplicate or collinear one; else null
 */
public record DroppedFeature(
        String feature,
        DropReason reason,
        double number,
        @Nullable String instead) {

    /**
     * Checks that only what repeats another feature names it.
     *
     * @throws IllegalArgumentException if a duplicate or collinear feature names no other, or any other one does
     */
    public DroppedFeature {
        requireNonNull(feature, "feature");
        boolean repeats = reason == DropReason.DUPLICATE || reason == DropReason.COLLINEAR;
        if (repeats != (instead != null)) {
            throw new IllegalArgumentException("feature '" + feature + "' is dropped as " + reason.word() + ", so that "
                    + (repeats ? "the feature kept instead must be named" : "no feature is kept instead of it"));
        }
    }
}
