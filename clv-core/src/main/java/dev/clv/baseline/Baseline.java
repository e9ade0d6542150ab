package dev.clv.baseline;

import java.util.List;
import java.util.stream.Stream;

/**
 * A simple prediction of value that a model should beat. Stateless and thread-safe: what it learns from training rows
 * is a few numbers, which are kept with the model.
 */
public interface Baseline {

    /**
     * The naive baselines, in this order:
     *
     * <ul>
     *   <li>{@code zero}: nobody buys anything;
     *   <li>{@code mean}: everybody is worth the training mean;
     *   <li>{@code past_spend}: everybody spends as much in the horizon as so far;
     *   <li>{@code past_spend_rate}: everybody continues to spend as much per day as so far;
     *   <li>{@code past_spend_xk}: past spend times the factor that was right in total on the training rows, 0 if
     *       nobody had spent anything.
     * </ul>
     */
    static List<Baseline> naive() {
        return NaiveBaseline.ALL;
    }

    /**
     * The naive baselines, then {@code pareto_nbd} and {@code bg_nbd}: the expected order-days of
     * {@link dev.clv.features.btyd.ParetoNbd} and {@link dev.clv.features.btyd.BgNbd} times the expected value of an
     * order-day by {@link dev.clv.features.btyd.GammaGamma} on all order-days. They are fitted to the customers at the
     * latest training cutoff, and learn nothing from labels.
     */
    static List<Baseline> all() {
        return Stream.concat(NaiveBaseline.ALL.stream(), BuyTillYouDieBaseline.ALL.stream())
                .toList();
    }

    /** Those of {@link #all} that learn nothing from labels, in its order. */
    static List<Baseline> withoutLabels() {
        return Stream.concat(
                        NaiveBaseline.ALL.stream().filter(baseline -> baseline.numbers() == 0),
                        BuyTillYouDieBaseline.ALL.stream())
                .toList();
    }

    /** A stable name, for evaluations and model files. */
    String name();

    /** The number of numbers it learns. */
    int numbers();

    /** Whether it needs {@link BaselineRows#past}, which the rows of a plain table do not have. */
    boolean needsPast();

    /**
     * Learns from training rows.
     *
     * @param rows at least one; with a past if {@link #needsPast()}
     * @param labels one per row, in currency, zero or more; not modified
     * @return what {@link #predict} needs: {@link #numbers} finite numbers
     */
    double[] fit(BaselineRows rows, double[] labels);

    /**
     * Predicts values.
     *
     * @param fitted what {@link #fit} returned; not modified
     * @param rows any number; with a past if {@link #needsPast()}
     * @return one value per row, in currency, zero or more
     */
    double[] predict(double[] fitted, BaselineRows rows);
}
