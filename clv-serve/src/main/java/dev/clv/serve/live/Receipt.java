package dev.clv.serve.live;

/** What became of an event that a scorer was given. */
public enum Receipt {
    /** It counts from now on, and is stored. */
    ACCEPTED,
    /** An event of the customer with the same id counts already, so this one changes nothing. */
    REPEATED,
    /**
     * It is older than the customer's newest event by more than the time within which events may be late, so it was
     * left out.
     */
    TOO_LATE,
    /** It is later than now by more than clocks may differ, so it was left out. */
    IN_FUTURE
}
