package dev.clv.nn.internal.kernel.vector;

import dev.clv.nn.internal.kernel.BatchActivations;
import dev.clv.nn.internal.kernel.plain.PlainActivations;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * One array per row, rounded up to whole vectors, and as many rows as whole blocks of {@link VectorRowProduct} have.
 */
final class VectorActivations extends BatchActivations {

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();

    VectorActivations(int capacity, int width) {
        super(new double[roundUp(capacity, VectorRowProduct.ROWS)][roundUp(width, LANES)], width);
    }

    static int roundUp(int n, int multiple) {
        return (n + multiple - 1) / multiple * multiple;
    }

    double[][] arrays() {
        return arrays;
    }

    @Override
    public void load(int rows, double[][] source, int at, boolean rectify) {
        for (int b = 0; b < rows; b++) {
            if (rectify) {
                rectify(source[b], at, arrays[b], width);
            } else {
                System.arraycopy(source[b], at, arrays[b], 0, width);
            }
        }
    }

    /** max(x, 0) by the terms of {@link PlainActivations}, which are faster than the maximum here, too. */
    private static void rectify(double[] source, int at, double[] row, int width) {
        int k = 0;
        for (; k <= width - LANES; k += LANES) {
            DoubleVector x = DoubleVector.fromArray(S, source, at + k);
            x.add(x.abs()).mul(0.5).intoArray(row, k);
        }
        for (; k < width; k++) {
            row[k] = PlainActivations.rectified(source[at + k]);
        }
    }

    @Override
    public void store(int rows, double[][] into) {
        for (int b = 0; b < rows; b++) {
            System.arraycopy(arrays[b], 0, into[b], 0, width);
        }
    }

    @Override
    public double get(int b, int k) {
        return arrays[b][k];
    }

    @Override
    public void set(int b, int k, double value) {
        arrays[b][k] = value;
    }

    @Override
    public int arrays(int rows) {
        return rows;
    }

    @Override
    public int length(int rows) {
        return width;
    }
}
