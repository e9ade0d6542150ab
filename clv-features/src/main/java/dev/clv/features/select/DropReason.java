package dev.clv.features.select;

/** Why a feature was dropped. */
public enum DropReason {
    /** It has one value in all training rows, or tells no more than which training cutoff a row is of. */
    CONSTANT("constant"),

    /** It has the same value as another feature in every training row. */
    DUPLICATE("duplicate"),

    /** It is nearly a straight line of another feature. */
    COLLINEAR("collinear"),

    /** Predictions of customers who were held out are hardly worse without what it says. */
    UNIMPORTANT("unimportant"),

    /** Too few resamples of the customers chose it. */
    UNSTABLE("unstable");

    private final String word;

    DropReason(String word) {
        this.word = word;
    }

    /** In one lower-case word. */
    public String word() {
        return word;
    }
}
