package dev.clv.explain.check;

import java.util.Arrays;

/**
 * A small network: a sum of rectified linear units of a row, and of a linear part. It has all that an explainer may ask
 * of a predictor.
 */
final class ReluModel implements RichPredictor {

    private final double[][] units; // (hidden, columns)
    private final double[] offsets;
    private final double[] heights;
    private final double[] coefficients;

    /**
     * A model.
     *
     * @param units (H, columns), possibly none
     * @param offsets (H)
     * @param heights (H), what each unit counts
     * @param coefficients (columns), of the linear part
     */
    ReluModel(double[][] units, double[] offsets, double[] heights, double[] coefficients) {
        this.units = units;
        this.offsets = offsets;
        this.heights = heights;
        this.coefficients = coefficients;
    }

    @Override
    public double[] predict(double[][] rows) {
        double[] state = new double[stateSize()];
        double[] predictions = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            state(rows[i], state);
            predictions[i] = output(state);
        }
        return predictions;
    }

    private double output(double[] state) {
        double sum = state[units.length];
        for (int h = 0; h < units.length; h++) {
            sum += heights[h] * Math.max(0, state[h]);
        }
        return sum;
    }

    /** The units' inputs, then the linear part. */
    @Override
    public int stateSize() {
        return units.length + 1;
    }

    @Override
    public double[] encode(double[] row) {
        return row.clone();
    }

    @Override
    public void state(double[] encoded, double[] state) {
        for (int h = 0; h < state.length; h++) {
            state[h] = h < units.length ? offsets[h] : 0;
            for (int j = 0; j < encoded.length; j++) {
                state[h] += weights(h)[j] * encoded[j];
            }
        }
    }

    private double[] weights(int h) {
        return h < units.length ? units[h] : coefficients;
    }

    @Override
    public boolean differs(int column, double[] from, double[] to) {
        boolean used = coefficients[column] != 0 || Arrays.stream(units).anyMatch(unit -> unit[column] != 0);
        return used && from[column] != to[column];
    }

    @Override
    public void replace(int column, double[] from, double[] to, double[] state) {
        for (int h = 0; h < state.length; h++) {
            state[h] += weights(h)[column] * (to[column] - from[column]);
        }
    }

    @Override
    public StateFunction newStateFunction(int capacity) {
        return (count, states, predictions) -> {
            for (int i = 0; i < count; i++) {
                predictions[i] = output(states[i]);
            }
        };
    }

    @Override
    public double[][] gradients(double[][] rows) {
        return Arrays.stream(rows)
                .map(row -> secants(row, new double[][] {row})[0])
                .toArray(double[][]::new);
    }

    @Override
    public double[] kinks(double[] from, double[] to) {
        double[] a = new double[stateSize()];
        double[] b = new double[stateSize()];
        state(from, a);
        state(to, b);
        double[] kinks = new double[units.length];
        int count = 0;
        for (int h = 0; h < units.length; h++) {
            if (a[h] < 0 != b[h] < 0) {
                kinks[count++] = a[h] / (a[h] - b[h]);
            }
        }
        Arrays.sort(kinks, 0, count);
        return Arrays.copyOf(kinks, count);
    }

    @Override
    public double[][] secants(double[] row, double[][] references) {
        double[][] secants = new double[references.length][];
        double[] to = new double[stateSize()];
        double[] from = new double[stateSize()];
        state(row, to);
        for (int b = 0; b < references.length; b++) {
            state(references[b], from);
            secants[b] = coefficients.clone();
            for (int h = 0; h < units.length; h++) {
                double derivative = to[h] > 0 ? 1 : 0;
                if (to[h] != from[h]) {
                    derivative = (Math.max(0, to[h]) - Math.max(0, from[h])) / (to[h] - from[h]);
                }
                for (int j = 0; j < row.length; j++) {
                    secants[b][j] += heights[h] * derivative * units[h][j];
                }
            }
        }
        return secants;
    }
}
