package dev.clv.decide.churn;

import static java.util.Objects.requireNonNull;

import dev.clv.decide.Decisions;

/**
 * The two lists of one look at a log. They are different products: those who are likeliest to churn have mostly been
 * silent for long, so that there is little to save with them; those worth saving are often likely to stay, but would
 * take much with them. Act on {@link #worthSaving}, and learn from {@link #likely}. Immutable.
 *
 * @param worthSaving those with the highest {@link ChurnAlert#valueAtRisk}, highest first, ties by id; only those with
 *     any. Its kind is {@value #WORTH_SAVING}
 * @param likely those with the highest {@link ChurnAlert#churnProbability}, highest first, ties by id. Its kind is
 *     {@value #LIKELY}
 * @param saving what acting on {@code worthSaving} is expected to save
 */
public record ChurnAlerts(Decisions<ChurnAlert> worthSaving, Decisions<ChurnAlert> likely, Saving saving) {

    /** The kind of decisions by value at risk. */
    public static final String WORTH_SAVING = "churn-alert";

    /** The kind of decisions by probability. */
    public static final String LIKELY = "churn-likely";

    /** Checks that nothing is missing. */
    public ChurnAlerts {
        requireNonNull(worthSaving, "worthSaving");
        requireNonNull(likely, "likely");
        requireNonNull(saving, "saving");
    }
}
