package dev.clv.features.btyd;

import java.util.List;

/**
 * A model fitted by maximum likelihood, and what there is to know about the fit.
 *
 * @param model the model with its estimated parameters
 * @param customers the number of customers it was fitted on
 * @param logLikelihood the maximum of the log-likelihood, summed over customers
 * @param estimates the parameters in the order of the paper
 * @param warnings what parameters at an edge mean, one sentence each; empty for a fit within the edges
 * @param <M> the kind of model
 */
public record Fit<M>(M model, long customers, double logLikelihood, List<Estimate> estimates, List<String> warnings) {

    /** Copies the lists. */
    public Fit {
        estimates = List.copyOf(estimates);
        warnings = List.copyOf(warnings);
    }

    /** The estimated values of {@link #estimates()}, in that order. */
    public double[] parameters() {
        return estimates.stream().mapToDouble(Estimate::value).toArray();
    }

    /** Akaike's information criterion; less is better, on the same customers. */
    public double aic() {
        return 2 * estimates.size() - 2 * logLikelihood;
    }

    /** Schwarz's information criterion; less is better, on the same customers. */
    public double bic() {
        return StrictMath.log(customers) * estimates.size() - 2 * logLikelihood;
    }
}
