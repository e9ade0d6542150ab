package dev.clv.decide.churn;

/**
 * What is known of one customer who may churn. Amounts are in the model's currency and of a time as long as the model's
 * horizon. Immutable.
 *
 * @param customer the customer's id
 * @param rhythm how often the customer orders, and how overdue they are
 * @param days within which the customer churns by not buying; at least 1, at most the horizon
 * @param churnProbability of no purchase in these days; in [0, 1]
 * @param ifStaying the value expected if the customer stays: that of the last days, as many as the horizon has,
 *     purchases less refunds; zero or more. It is 0 for somebody who has bought nothing for so long, with whom nothing
 *     is left to lose
 */
public record ChurnRisk(String customer, Rhythm rhythm, int days, double churnProbability, double ifStaying) {

    /** Checks the ranges. */
    public ChurnRisk {
        if (days < 1
                || !(churnProbability >= 0 && churnProbability <= 1)
                || !(ifStaying >= 0 && ifStaying < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a risk needs at least 1 day, a probability in [0, 1] and a finite value"
                    + " of zero or more, were " + days + ", " + churnProbability + " and " + ifStaying);
        }
    }

    /** The value expected now: that of a customer who stays, times the probability of staying. */
    public double expectedNow() {
        return ifStaying - valueAtRisk();
    }

    /** The value expected if the customer stays, less the value expected now; zero or more. */
    public double valueAtRisk() {
        return churnProbability * ifStaying;
    }
}
