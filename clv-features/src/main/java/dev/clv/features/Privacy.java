package dev.clv.features;

/** The rule that protects single customers in everything that is learned and stored. */
public final class Privacy {

    /**
     * The number of different customers that must share a name or a value for it to be learned: 20, unless set
     * otherwise, for attributes, signals and the categories of tables alike. Customers are counted, not rows: the rows
     * of one customer count once.
     */
    public static final int MIN_CUSTOMERS = 20;

    private Privacy() {}
}
