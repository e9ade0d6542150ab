package dev.clv.value;

import dev.clv.label.Targets;
import dev.clv.nn.Predictions;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What several networks predict for one row. The mean and the probability of a positive value are averaged over the
 * networks, and so are quantiles (Vincent averaging: Ratcliff 1979, "Group reaction time distributions").
 *
 * <p>The two averages disagree where only some networks expect a positive value: there {@link #probabilityAbove} is the
 * smaller of the two answers, so that {@code probabilityAbove(quantile(q)) <= 1 - q}, with equality wherever the
 * quantile is positive and {@code 1 - q} is at most {@code probabilityAbove(0)}.
 */
final class EnsembleDistribution implements HorizonSource {

    private final double mean;
    private final List<Predictions> networks;
    private final double currencyPerUnit;
    private final Targets targets;
    private final double[] calibrations;

    /**
     * @param mean in currency
     * @param networks what each network predicts for the row: predictions of one row
     * @param currencyPerUnit currency per unit of the networks' labels, calibration included
     * @param targets what the networks learned; if several, by a head each
     * @param calibrations a factor for each target, with currency per unit of the labels in those of other horizons;
     *     that of the value is not used here
     */
    EnsembleDistribution(
            double mean, List<Predictions> networks, double currencyPerUnit, Targets targets, double[] calibrations) {
        this.mean = mean;
        this.networks = networks;
        this.currencyPerUnit = currencyPerUnit;
        this.targets = targets;
        this.calibrations = calibrations;
    }

    @Override
    public double mean() {
        return mean;
    }

    @Override
    public Targets targets() {
        return targets;
    }

    @Override
    public double expected(String target) {
        int head = targets.indexOf(target);
        if (head == 0) {
            return mean;
        }
        double sum = 0;
        for (Predictions network : networks) {
            sum += network.head(head).mean(0);
        }
        double expected = calibrations[head] * sum / networks.size();
        return Math.min(targets.all().get(head).most(), Math.max(0, expected));
    }

    /** Of each target with a horizon of its own, by its head. */
    @Override
    public List<ValueDistribution> others() {
        return IntStream.range(0, targets.size())
                .filter(t -> targets.all().get(t).horizon() != null)
                .<ValueDistribution>mapToObj(t -> new EnsembleDistribution(
                        expected(targets.all().get(t).name()),
                        networks.stream().map(network -> network.head(t)).toList(),
                        calibrations[t],
                        Targets.value(),
                        new double[] {calibrations[t]}))
                .toList();
    }

    @Override
    public boolean isPoint() {
        return !networks.get(0).isDistribution();
    }

    @Override
    public double quantile(double q) {
        if (!(q > 0 && q < 1)) {
            throw new IllegalArgumentException("a quantile must lie in (0, 1), was " + q);
        }
        if (isPoint()) {
            return Double.NaN;
        }
        double sum = 0;
        for (Predictions network : networks) {
            sum += network.quantile(0, q);
        }
        return currencyPerUnit * sum / networks.size();
    }

    @Override
    public double probabilityAbove(double amount) {
        if (Double.isNaN(amount)) {
            throw new IllegalArgumentException("an amount must be a number, was NaN");
        }
        if (isPoint()) {
            return Double.NaN;
        }
        if (amount < 0) {
            return 1;
        }
        double positive = probabilityPositive();
        return amount == 0 ? positive : Math.min(positive, 1 - Quantiles.probabilityAtMost(amount, this::quantile));
    }

    private double probabilityPositive() {
        double sum = 0;
        for (Predictions network : networks) {
            sum += network.probabilityPositive(0);
        }
        return sum / networks.size();
    }
}
