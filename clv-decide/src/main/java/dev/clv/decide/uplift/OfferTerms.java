package dev.clv.decide.uplift;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an outcome is worth and what treatments cost, in the same money. Immutable and thread-safe.
 *
 * <pre>{@code
 * OfferTerms terms = OfferTerms.outcomeWorth(4).costing("Womens E-Mail", 0.05).costing("Mens E-Mail", 0.05);
 * }</pre>
 */
public final class OfferTerms {

    private static final OfferTerms FREE = new OfferTerms(1, Map.of());

    private final double worth;
    private final Map<String, Double> costs;

    private OfferTerms(double worth, Map<String, Double> costs) {
        this.worth = worth;
        this.costs = costs;
    }

    /** A unit of the outcome is worth 1, and treatments cost nothing. */
    public static OfferTerms free() {
        return FREE;
    }

    /**
     * Treatments that cost nothing, for now, and the worth of an outcome.
     *
     * @param money what a unit of the outcome is worth: the margin of a visit, or the share of spend that is margin;
     *     positive and finite
     */
    public static OfferTerms outcomeWorth(double money) {
        if (!(money > 0 && money < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a unit of the outcome must be worth something positive, was " + money);
        }
        return new OfferTerms(money, Map.of());
    }

    /**
     * These with what a treatment costs for each customer who gets it, the discount included.
     *
     * @param cost zero or more, finite
     */
    public OfferTerms costing(String treatment, double cost) {
        if (!(cost >= 0 && cost < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the cost of '" + treatment + "' must be zero or more, was " + cost);
        }
        Map<String, Double> all = new LinkedHashMap<>(costs);
        all.put(treatment, cost);
        return new OfferTerms(worth, Collections.unmodifiableMap(all));
    }

    /** What a unit of the outcome is worth. */
    public double worth() {
        return worth;
    }

    /** What a treatment costs; 0 unless it was said. */
    public double cost(String treatment) {
        return costs.getOrDefault(treatment, 0.0);
    }

    /** Refuses costs of treatments that there are not. */
    void requireKnown(Collection<String> treatments) {
        for (String treatment : costs.keySet()) {
            if (!treatments.contains(treatment)) {
                throw new IllegalArgumentException(
                        "a cost is given of '" + treatment + "', but the treatments are " + treatments);
            }
        }
    }

    @Override
    public String toString() {
        return "an outcome is worth " + worth + ", costs " + costs;
    }
}
