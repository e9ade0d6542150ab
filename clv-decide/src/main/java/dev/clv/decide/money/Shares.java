package dev.clv.decide.money;

import dev.clv.evaluate.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How values are spread over customers, each of whom may count several times. */
final class Shares {

    private static final double[] TOP = {0.01, 0.05, 0.1, 0.2};
    private static final int POINTS = 100;

    /** Zero or more, rising. */
    private final double[] values;

    private Shares(double[] values) {
        this.values = values;
    }

    /** The concentration of customers' net values. */
    static Concentration of(double[] net, Resampling resampling) {
        double[] values =
                Arrays.stream(net).map(value -> Math.max(0, value)).sorted().toArray();
        double[] negative = Arrays.stream(net).filter(value -> value < 0).toArray();
        return new Shares(values).concentration(negative, resampling);
    }

    private Concentration concentration(double[] negative, Resampling resampling) {
        int[] once = new int[values.length];
        Arrays.fill(once, 1);
        double[] measured = measures(once);
        double[][] resampled = new double[measured.length][resampling.resamples()];
        boolean enough = values.length >= Resampling.FEWEST;
        if (enough) {
            resampling.draw(values.length, (resample, drawn) -> {
                double[] again = measures(drawn);
                for (int i = 0; i < again.length; i++) {
                    resampled[i][resample] = again[i];
                }
            });
        }
        List<Concentration.TopShare> top = new ArrayList<>();
        for (int i = 0; i < TOP.length; i++) {
            top.add(new Concentration.TopShare(
                    TOP[i], measured[i], interval(enough, measured[i], resampled[i], resampling)));
        }
        double gini = measured[TOP.length];
        return new Concentration(
                values.length,
                Arrays.stream(values).sum(),
                negative.length,
                Arrays.stream(negative).sum(),
                gini,
                interval(enough, gini, resampled[TOP.length], resampling),
                top,
                lorenz());
    }

    private static @Nullable Interval interval(
            boolean enough, double measured, double[] resampled, Resampling resampling) {
        return enough && !Double.isNaN(measured) ? resampling.interval(resampled) : null;
    }

    /** The shares of the top customers and then the Gini coefficient; NaN if nobody is worth anything. */
    private double[] measures(int[] weights) {
        double sum = 0;
        double ranked = 0;
        double before = 0;
        for (int i = 0; i < values.length; i++) {
            double weight = weights[i];
            sum += weight * values[i];
            ranked += values[i] * weight * (before + (weight + 1) / 2);
            before += weight;
        }
        double[] measures = new double[TOP.length + 1];
        for (int i = 0; i < TOP.length; i++) {
            measures[i] = top(TOP[i] * before, weights) / sum;
        }
        measures[TOP.length] = 2 * ranked / (before * sum) - (before + 1) / before;
        return measures;
    }

    /** What so many customers are worth, those who are worth most; the last of them counts in part. */
    private double top(double customers, int[] weights) {
        double rest = customers;
        double sum = 0;
        for (int i = values.length - 1; i >= 0 && rest > 0; i--) {
            double taken = Math.min(rest, weights[i]);
            sum += taken * values[i];
            rest -= taken;
        }
        return sum;
    }

    private List<Double> lorenz() {
        double total = Arrays.stream(values).sum();
        if (!(total > 0)) {
            return List.of();
        }
        double[] cumulative = new double[values.length + 1];
        for (int i = 0; i < values.length; i++) {
            cumulative[i + 1] = cumulative[i] + values[i];
        }
        List<Double> points = new ArrayList<>();
        for (int i = 0; i <= POINTS; i++) {
            double at = (double) i * values.length / POINTS;
            int below = (int) at;
            double part = below == values.length ? 0 : (at - below) * values[below];
            points.add(Math.min(1, (cumulative[below] + part) / cumulative[values.length]));
        }
        return points;
    }
}
