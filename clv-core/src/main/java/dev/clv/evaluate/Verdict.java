package dev.clv.evaluate;

/** What a paired comparison says of one metric. */
public enum Verdict {
    /** Better, beyond noise. */
    BETTER("better"),
    /** Worse, beyond noise. */
    WORSE("worse"),
    /** The interval of the difference holds 0. */
    NO_DIFFERENCE("no difference beyond noise");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    /** In words, as in tables and JSON. */
    public String words() {
        return words;
    }

    /**
     * The verdict of an interval of differences.
     *
     * @param higherIsBetter whether a positive difference is good
     */
    static Verdict of(Interval difference, boolean higherIsBetter) {
        if (difference.low() > 0) {
            return higherIsBetter ? BETTER : WORSE;
        }
        if (difference.high() < 0) {
            return higherIsBetter ? WORSE : BETTER;
        }
        return NO_DIFFERENCE;
    }
}
