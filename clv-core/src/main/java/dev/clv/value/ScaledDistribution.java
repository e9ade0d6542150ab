package dev.clv.value;

/** A distribution of the value alone, times a factor; positive. */
record ScaledDistribution(ValueDistribution inner, double factor) implements ValueDistribution {

    @Override
    public double mean() {
        return factor * inner.mean();
    }

    @Override
    public boolean isPoint() {
        return inner.isPoint();
    }

    @Override
    public double quantile(double q) {
        return factor * inner.quantile(q);
    }

    @Override
    public double probabilityAbove(double amount) {
        return inner.probabilityAbove(amount / factor);
    }
}
