package dev.clv.reason;

/** A number that the business can change within a range, by steps. */
record RangeLever(String feature, double min, double max, double step) implements Lever {

    /** Refuses what the engine refuses. */
    RangeLever {
        dev.clv.explain.counterfactual.Lever.range(feature, 0, min, max, step);
    }
}
