package dev.clv.value;

import dev.clv.label.Targets;
import dev.clv.nn.loss.ZeroInflatedLognormal;
import dev.clv.nn.math.Elementary;
import java.util.List;
import java.util.function.Supplier;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * Two distributions of one value, averaged: means, probabilities of a positive value, and quantiles, as those of an
 * {@link EnsembleDistribution} are. What is known beside the value is what the first knows.
 */
final class BlendedDistribution implements HorizonSource {

    private static final ZeroInflatedLognormal LOGNORMAL = ZeroInflatedLognormal.of();

    private final ValueDistribution networks;
    private final PurchasePrior.Expected expected;
    private final double share;
    private final double mean;
    private final Supplier<List<ValueDistribution>> others;
    private final double scale;
    private final DMatrixRMaj outputs;

    /**
     * @param networks the first distribution
     * @param share of the second, in (0, 1]
     * @param expected what the prior expects, whose probability of a positive value is that of the second
     * @param mean of the second, in currency
     * @param spread the standard deviation of the logarithm of a positive value
     * @param others blended in the same way, when they are asked for
     */
    BlendedDistribution(
            ValueDistribution networks,
            double share,
            PurchasePrior.Expected expected,
            double mean,
            double spread,
            Supplier<List<ValueDistribution>> others) {
        this.networks = networks;
        this.expected = expected;
        this.share = share;
        this.mean = mean;
        this.others = others;
        double p = Math.min(1 - 1e-12, Math.max(1e-12, expected.positive()));
        this.scale = mean / p;
        this.outputs = new DMatrixRMaj(
                1, 3, true, StrictMath.log(p / (1 - p)), -spread * spread / 2, Elementary.inverseSoftplus(spread));
    }

    /** What the prior expects of a customer, if the distribution was made with one; else null. */
    static PurchasePrior.@Nullable Expected expectedByPrior(ValueDistribution distribution) {
        ValueDistribution inner = distribution;
        while (inner instanceof DerivedDistribution derived) {
            inner = derived.inner();
        }
        return inner instanceof BlendedDistribution blended ? blended.expected : null;
    }

    @Override
    public double mean() {
        return (1 - share) * networks.mean() + share * mean;
    }

    @Override
    public Targets targets() {
        return networks.targets();
    }

    @Override
    public double expected(String target) {
        return targets().indexOf(target) == 0 ? mean() : networks.expected(target);
    }

    @Override
    public List<ValueDistribution> others() {
        return others.get();
    }

    @Override
    public boolean isPoint() {
        return networks.isPoint();
    }

    @Override
    public double quantile(double q) {
        double ofNetworks = networks.quantile(q);
        return (1 - share) * ofNetworks + share * scale * LOGNORMAL.quantile(outputs, 0, q);
    }

    @Override
    public double probabilityAbove(double amount) {
        if (isPoint() || !(amount >= 0)) {
            return networks.probabilityAbove(amount);
        }
        double positive =
                (1 - share) * networks.probabilityAbove(0) + share * LOGNORMAL.probabilityPositive(outputs, 0);
        return amount == 0 ? positive : Math.min(positive, 1 - Quantiles.probabilityAtMost(amount, this::quantile));
    }
}
