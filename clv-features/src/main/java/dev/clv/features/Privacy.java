package dev.clv.features;

/** What protects single customers in everything that is learned and then stored. */
public final class Privacy {

    /**
     * How many different customers must share a name or a value for it to be learned: 20. It is what the library asks
     * for wherever nothing else is set, for attributes, signals and the categories of tables alike; customers are
     * counted, never rows, so that the many rows of one customer count once.
     */
    public static final int MIN_CUSTOMERS = 20;

    private Privacy() {}
}
