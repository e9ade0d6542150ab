package dev.clv.decide.uplift;

import dev.clv.evaluate.Interval;
import java.util.List;
import java.util.Objects;

/**
 * What treatments are expected to change for each of some customers. Immutable and thread-safe.
 *
 * <p>An effect is what is expected with the treatment less what is expected without it, in units of the outcome: of a
 * visit, 0.05 is five visits more among a hundred such customers. Its interval is where the effect that a model of all
 * customers of this kind would give lies with a probability of about 80 %. It is not the range of what single customers
 * do, and does not hold what a model with these features cannot express.
 */
public final class UpliftEffects {

    /** Of Student's t with 10 degrees of freedom, as of ten pairs of halves, for 80 %. */
    private static final double WIDTH = 1.372;

    private final String model;
    private final List<String> customers;
    private final List<String> arms;
    private final double[][] effects;
    private final double[][] sds;
    private final double[][] outcomes;
    private final double[][] propensities;

    UpliftEffects(
            String model,
            List<String> customers,
            List<String> arms,
            double[][] effects,
            double[][] sds,
            double[][] outcomes,
            double[][] propensities) {
        this.model = model;
        this.customers = customers;
        this.arms = arms;
        this.effects = effects;
        this.sds = sds;
        this.outcomes = outcomes;
        this.propensities = propensities;
    }

    /** The {@link UpliftModel#fingerprint() fingerprint} of the model that expects them. */
    public String model() {
        return model;
    }

    /** The number of rows. */
    public int rows() {
        return effects.length;
    }

    /** All arms, the control first; unmodifiable. */
    public List<String> arms() {
        return arms;
    }

    /** All arms but the control; unmodifiable. */
    public List<String> treatments() {
        return arms.subList(1, arms.size());
    }

    /**
     * The id of a row.
     *
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public String customer(int row) {
        return customers.get(Objects.checkIndex(row, rows()));
    }

    /**
     * The effect of a treatment on a row, in units of the outcome.
     *
     * @throws IndexOutOfBoundsException if there is no such row
     * @throws IllegalArgumentException if there is no such treatment
     */
    public double effect(int row, String treatment) {
        return effects[Objects.checkIndex(row, rows())][arm(treatment, 1) - 1];
    }

    /**
     * Where the effect lies with a probability of about 80 %.
     *
     * @throws IndexOutOfBoundsException if there is no such row
     * @throws IllegalArgumentException if there is no such treatment
     */
    public Interval interval(int row, String treatment) {
        double effect = effect(row, treatment);
        double half = WIDTH * sds[row][arm(treatment, 1) - 1];
        return new Interval(effect - half, effect + half);
    }

    /**
     * What is expected of a row in an arm, the control included, by the networks of outcomes.
     *
     * @throws IndexOutOfBoundsException if there is no such row
     * @throws IllegalArgumentException if there is no such arm
     */
    public double expected(int row, String arm) {
        return outcomes[Objects.checkIndex(row, rows())][arm(arm, 0)];
    }

    private int arm(String name, int least) {
        int index = arms.indexOf(name);
        if (index < least) {
            throw new IllegalArgumentException("there is no " + (least == 0 ? "arm" : "treatment") + " '" + name
                    + "', only " + arms.subList(least, arms.size()));
        }
        return index;
    }

    double effect(int row, int treatment) {
        return effects[row][treatment - 1];
    }

    double[] effects(int row) {
        return effects[row];
    }

    double[] sds(int row) {
        return sds[row];
    }

    double[] outcomes(int row) {
        return outcomes[row];
    }

    double[] propensities(int row) {
        return propensities[row];
    }
}
