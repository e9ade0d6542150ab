package dev.clv.explain.internal;

/** The difference that rounding or a quadrature leaves between a sum of contributions and its target. */
public final class Remainder {

    private Remainder() {}

    /**
     * Contributions that add up to a total: the remainder is spread over them in proportion to their sizes, so that 0
     * stays exactly 0. If all are 0, they are returned as they are.
     *
     * @param values not modified
     */
    public static double[] spread(double[] values, double total) {
        double sum = 0;
        double size = 0;
        for (double value : values) {
            sum += value;
            size += Math.abs(value);
        }
        double[] spread = values.clone();
        for (int p = 0; p < spread.length && size > 0; p++) {
            spread[p] += (total - sum) * (Math.abs(values[p]) / size);
        }
        return spread;
    }
}
