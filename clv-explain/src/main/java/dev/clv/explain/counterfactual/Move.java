package dev.clv.explain.counterfactual;

/** The values that a {@link CounterfactualSearch} may give one column. */
public sealed interface Move permits Action, Choice {

    /** The name of the column, for people. */
    String name();

    /** The column. */
    int column();

    /** How many values the column may take. */
    int values();

    /** One of these values. */
    double value(int index);

    /** What a change costs, from 0 to 1 between allowed values. */
    double cost(double from, double to);
}
