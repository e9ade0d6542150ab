package dev.clv.features.btyd;

/**
 * The log-likelihood of one customer of a model, with its derivatives by the logarithms of the parameters. Keeps what
 * neighbouring customers share, so it is quickest on customers in order. Not thread-safe.
 */
interface Likelihood {

    /**
     * The log-likelihood.
     *
     * @param parameters not modified
     * @param gradient modified: becomes the derivatives by the logarithms of the parameters
     */
    double of(int x, double tx, double T, double[] parameters, double[] gradient);
}
