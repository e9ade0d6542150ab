package dev.clv.explain.internal;

/**
 * The standard error of an effect that no context of a sample showed. A sample without any spread does not prove that
 * its mean is exact: what acts in a share p of contexts is missed with probability (1 - p)^c after c of them. That is
 * the reasoning of the rule of three, by which p is below 3 / c with 95 % confidence.
 *
 * <p>An object adds up the parts of a sample, such as background rows, each looked at in the same number of contexts.
 * Parts of unequal weights count as many as those of the largest weight would be. Not thread-safe.
 */
public final class Unseen {

    private double weight;
    private double largest;

    /** No parts yet. */
    public Unseen() {}

    /**
     * The standard error. If nothing is known of p before, the mean of p² after c contexts without an effect is 2 / ((c
     * + 2) (c + 3)), by Laplace's rule of succession. Three of the root of this are 4.2 / c.
     *
     * @param reach how large the effect is taken to be where it acts; not negative
     * @param contexts how many random contexts showed no effect; not negative
     */
    public static double standardError(double reach, double contexts) {
        return reach * Math.sqrt(2 / ((contexts + 2.0) * (contexts + 3.0)));
    }

    /** Adds a part; its weight is positive. */
    public void add(double partWeight) {
        weight += partWeight;
        largest = Math.max(largest, partWeight);
    }

    /**
     * The standard error of the weighted sum over the parts; 0 of none.
     *
     * @param reach how large the effect is taken to be where it acts
     * @param contextsPerPart how many random contexts of every part showed no effect
     */
    public double ofParts(double reach, double contextsPerPart) {
        return weight == 0 ? 0 : standardError(weight * reach, contextsPerPart * weight / largest);
    }
}
