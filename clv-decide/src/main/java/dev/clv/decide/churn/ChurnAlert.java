package dev.clv.decide.churn;

/**
 * That somebody should see to a customer.
 *
 * @param churnProbability of no purchase in the days that the {@link ChurnDefinition} gives the customer; in [0, 1]
 * @param valueAtRisk what is expected if the customer stays, less what is expected now, over the model's horizon in its
 *     currency; zero or more
 */
public record ChurnAlert(double churnProbability, double valueAtRisk) {

    /** Checks the ranges. */
    public ChurnAlert {
        if (!(churnProbability >= 0 && churnProbability <= 1) || !(valueAtRisk >= 0)) {
            throw new IllegalArgumentException("an alert needs a probability in [0, 1] and a value at risk of zero or"
                    + " more, were " + churnProbability + " and " + valueAtRisk);
        }
    }
}
