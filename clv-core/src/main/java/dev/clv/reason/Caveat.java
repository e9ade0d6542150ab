package dev.clv.reason;

import org.jspecify.annotations.Nullable;

/**
 * A reason to trust an explanation less.
 *
 * @param kind what makes it less trustworthy
 * @param feature the feature concerned; null for {@link Kind#COLD_START}, {@link Kind#AFTER_OBSERVED_TIME} and
 *     {@link Kind#CURRENCY_ASSUMED}
 * @param other the other feature, for {@link Kind#CORRELATED}; else null
 * @param correlation Spearman's rank correlation on the training rows, in [-1, 1], for {@link Kind#CORRELATED}; else 0
 */
public record Caveat(
        Kind kind, @Nullable String feature, @Nullable String other, double correlation) {

    /** Kinds of caveats. */
    public enum Kind {
        /** Two features were correlated in training: how their effect is divided between them is uncertain. */
        CORRELATED,
        /** The feature lies outside its training range: the model extrapolates. */
        OUTSIDE_TRAINING_RANGE,
        /** The category did not occur in training, or too rarely. */
        UNKNOWN_CATEGORY,
        /** The feature is missing, and nearly every customer had it in training. */
        MISSING_FEATURE,
        /** The customer has no purchase before the time of the explanation; the model was trained on buyers only. */
        COLD_START,
        /** The explanation is as of a time long after the end of the observed time. */
        AFTER_OBSERVED_TIME,
        /** Only one of the model and the customer's history names a currency: amounts are taken to be in it. */
        CURRENCY_ASSUMED;

        private boolean concernsFeature() {
            return this != COLD_START && this != AFTER_OBSERVED_TIME && this != CURRENCY_ASSUMED;
        }
    }

    /** Checks that each kind has what it needs and nothing else. */
    public Caveat {
        boolean pair = kind == Kind.CORRELATED;
        if (kind.concernsFeature() == (feature == null) || pair != (other != null)) {
            throw new IllegalArgumentException(
                    "a caveat of kind " + kind + " cannot concern " + feature + " and " + other);
        }
        if (!(Math.abs(correlation) <= 1) || (!pair && correlation != 0)) {
            throw new IllegalArgumentException("the correlation of a caveat of kind " + kind + " must be "
                    + (pair ? "in [-1, 1]" : "0") + ", was " + correlation);
        }
    }

    /** Two features were correlated in training. */
    public static Caveat correlated(String feature, String other, double correlation) {
        return new Caveat(Kind.CORRELATED, feature, other, correlation);
    }

    /** A feature lies outside the training range. */
    public static Caveat outsideTrainingRange(String feature) {
        return new Caveat(Kind.OUTSIDE_TRAINING_RANGE, feature, null, 0);
    }

    /** A feature is missing that nearly every customer had in training. */
    public static Caveat missingFeature(String feature) {
        return new Caveat(Kind.MISSING_FEATURE, feature, null, 0);
    }

    /** The time lies long after the end of the observed time. */
    public static Caveat afterObservedTime() {
        return new Caveat(Kind.AFTER_OBSERVED_TIME, null, null, 0);
    }

    /** Only one of the model and the customer's history names a currency. */
    public static Caveat currencyAssumed() {
        return new Caveat(Kind.CURRENCY_ASSUMED, null, null, 0);
    }

    /** A category is unknown. */
    public static Caveat unknownCategory(String feature) {
        return new Caveat(Kind.UNKNOWN_CATEGORY, feature, null, 0);
    }

    /** The customer has bought nothing yet. */
    public static Caveat coldStart() {
        return new Caveat(Kind.COLD_START, null, null, 0);
    }
}
