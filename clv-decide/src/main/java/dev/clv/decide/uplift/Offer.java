package dev.clv.decide.uplift;

/**
 * That a customer gets a treatment.
 *
 * @param treatment its name
 * @param uplift what it is expected to change, in units of the outcome
 * @param cost what it costs; zero or more
 * @param netValue the worth of what it changes less the cost
 */
public record Offer(String treatment, double uplift, double cost, double netValue) {

    /** Checks that numbers are finite and the cost is not negative. */
    public Offer {
        if (!Double.isFinite(uplift) || !Double.isFinite(netValue) || !(cost >= 0 && cost < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("an offer needs a finite uplift and net value and a cost of zero or"
                    + " more, were " + uplift + ", " + netValue + " and " + cost);
        }
    }
}
