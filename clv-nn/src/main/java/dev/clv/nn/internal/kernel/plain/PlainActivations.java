package dev.clv.nn.internal.kernel.plain;

import dev.clv.nn.internal.kernel.BatchActivations;

/** One array per unit, so that loops run over rows and fill whole vector registers however narrow a layer is. */
public final class PlainActivations extends BatchActivations {

    PlainActivations(int capacity, int width) {
        super(new double[width][capacity], width);
    }

    double[][] arrays() {
        return arrays;
    }

    @Override
    public void load(int rows, double[][] source, int at, boolean rectify) {
        int b = 0;
        for (; b <= rows - 8; b += 8) {
            loadEight(source, at, b);
        }
        for (; b < rows; b++) {
            for (int k = 0; k < width; k++) {
                arrays[k][b] = source[b][at + k];
            }
        }
        if (rectify) {
            rectify(rows);
        }
    }

    private void loadEight(double[][] source, int at, int b) {
        double[] s0 = source[b];
        double[] s1 = source[b + 1];
        double[] s2 = source[b + 2];
        double[] s3 = source[b + 3];
        double[] s4 = source[b + 4];
        double[] s5 = source[b + 5];
        double[] s6 = source[b + 6];
        double[] s7 = source[b + 7];
        for (int k = 0; k < width; k++) {
            double[] unit = arrays[k];
            unit[b] = s0[at + k];
            unit[b + 1] = s1[at + k];
            unit[b + 2] = s2[at + k];
            unit[b + 3] = s3[at + k];
            unit[b + 4] = s4[at + k];
            unit[b + 5] = s5[at + k];
            unit[b + 6] = s6[at + k];
            unit[b + 7] = s7[at + k];
        }
    }

    @Override
    public void store(int rows, double[][] into) {
        for (int k = 0; k < width; k++) {
            double[] unit = arrays[k];
            for (int b = 0; b < rows; b++) {
                into[b][k] = unit[b];
            }
        }
    }

    @Override
    public double get(int b, int k) {
        return arrays[k][b];
    }

    @Override
    public void set(int b, int k, double value) {
        arrays[k][b] = value;
    }

    /** max(x, 0) of the first rows, in place. */
    void rectify(int rows) {
        for (double[] unit : arrays) {
            rectify(rows, unit);
        }
    }

    private static void rectify(int rows, double[] x) {
        for (int b = 0; b < rows; b++) {
            x[b] = rectified(x[b]);
        }
    }

    /** max(x, 0); {@code Math.max} takes twice as long because it distinguishes NaN and -0. */
    public static double rectified(double x) {
        return 0.5 * (x + Math.abs(x));
    }

    @Override
    public int arrays(int rows) {
        return arrays.length;
    }

    @Override
    public int length(int rows) {
        return rows;
    }
}
