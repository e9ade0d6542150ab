package dev.clv.explain.internal;

/** What rounding or a quadrature leaves between the sum of contributions and what they should add up to. */
public final class Remainder {

    private Remainder() {}

    /**
     * Contributions that add up, by spreading the remainder over them in proportion to their sizes; 0 stays exactly 0.
     * If all are 0, they are returned as they are.
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
