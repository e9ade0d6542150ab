package dev.clv.evaluate;

/** What a paired comparison says of one metric. */
public enum Verdict {
    /** Better, beyond noise. */
    BETTER("better"),
    /** Worse, beyond noise. */
    WORSE("worse"),
    /** The interval of the difference holds 0. */
    NO_DIFFERENCE("no difference beyond noise"),
    /** The interval of the difference does not hold the difference itself, so that it tells nothing. */
    UNDECIDED("undecided");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    /** In words, as in tables and JSON. */
    public String words() {
        return words;
    }

    /**
     * The verdict of a difference and its interval.
     *
     * @param higherIsBetter whether a positive difference is good
     */
    static Verdict of(double difference, Interval interval, boolean higherIsBetter) {
        if (!interval.holds(difference)) {
            return UNDECIDED;
        }
        if (interval.low() > 0) {
            return higherIsBetter ? BETTER : WORSE;
        }
        if (interval.high() < 0) {
            return higherIsBetter ? WORSE : BETTER;
        }
        return NO_DIFFERENCE;
    }
}
