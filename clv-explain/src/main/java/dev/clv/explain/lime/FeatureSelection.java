package dev.clv.explain.lime;

/** Which features the local model may use. */
public enum FeatureSelection {
    /** All of them, whatever number is wanted. */
    ALL("all features"),

    /** Those with the largest contributions at the row, in a ridge regression on all. */
    HIGHEST_WEIGHTS("highest weights"),

    /** One after the other, each time the one that raises R2 most. */
    FORWARD("forward selection"),

    /** Those that enter the model first as the penalty of a lasso falls. */
    LASSO_PATH("lasso path");

    private final String words;

    FeatureSelection(String words) {
        this.words = words;
    }

    /** For people. */
    String words() {
        return words;
    }
}
