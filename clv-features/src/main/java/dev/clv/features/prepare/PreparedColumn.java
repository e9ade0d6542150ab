package dev.clv.features.prepare;

/**
 * One input of a network, and the raw feature it was made from, so that weights and attributions can be traced back.
 *
 * @param name the feature's name, with {@code =category}, {@code =level} or {@code :missing} appended where it is one
 *     of several
 * @param source the column of the raw feature in the schema
 * @param part what of the feature it holds
 */
public record PreparedColumn(String name, int source, Part part) {

    /** What an output column holds of its feature. */
    public enum Part {
        /** The scaled number. */
        VALUE,
        /** 1 where the feature is missing, else 0. */
        MISSING,
        /** 1 where the feature has this one category, else 0. */
        CATEGORY,
        /** 1 where the number is this one of its few levels, else 0. */
        LEVEL
    }
}
