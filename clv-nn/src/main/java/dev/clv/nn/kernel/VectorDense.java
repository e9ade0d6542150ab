package dev.clv.nn.kernel;

import jdk.incubator.vector.FloatVector;

/**
 * A dense layer of {@link VectorForward}: its weights in column panels of 4, 2 or 1 vectors, each panel with its bias first; or, for a few
 * outputs, the weights of each output as one row. Immutable.
 */
final class VectorDense {

    static final int LANES = FloatVector.SPECIES_PREFERRED.length();

    /** Rows of a block that share a load of a weight; where registers are 16, more than one would not fit. */
    static final int ROWS = LANES == 8 ? 1 : 6;

    /** Accumulators of a row in a tile, and vectors of the widest panel. */
    private static final int WIDEST = 4;

    /** Up to so many outputs are computed as dot products. */
    private static final int FEW = 4;

    private final FloatShape.Dense shape;
    private final int x; // where the inputs are in the record of a row
    private final int y; // where the outputs go
    private final float straight;
    private final float folded;
    private final boolean few;
    private final int depth; // inputs with what tiles read behind them
    private final int[] vectors; // of each panel
    private final int[] panelAt;
    private final float[] w;

    VectorDense(FloatShape.Dense shape, double[] parameters, int x, int y) {
        this.shape = shape;
        this.x = x;
        this.y = y;
        straight = shape.rectifies() ? 0.5f : 1;
        folded = shape.rectifies() ? 0.5f : 0;
        few = shape.outputs() <= FEW;
        int all = few ? 0 : roundUp(shape.outputs(), LANES) / LANES;
        int narrowest = Integer.lowestOneBit(WIDEST | all);
        depth = roundUp(shape.inputs(), few ? 2 * LANES : WIDEST / narrowest);
        vectors = new int[all / WIDEST + Integer.bitCount(all % WIDEST)];
        panelAt = new int[vectors.length + 1];
        int left = all;
        for (int p = 0; p < vectors.length; p++) {
            vectors[p] = Math.min(WIDEST, Integer.highestOneBit(left));
            left -= vectors[p];
            panelAt[p + 1] = panelAt[p] + (depth + 1) * vectors[p] * LANES;
        }
        if (few) {
            w = new float[shape.outputs() * (depth + 1)];
            packRows(parameters);
        } else {
            w = new float[panelAt[vectors.length]];
            packPanels(parameters);
        }
    }

    /** The room that any stage needs in a record for n numbers that it reads or writes. */
    static int room(int n) {
        return roundUp(n, 2 * LANES);
    }

    private static int roundUp(int n, int unit) {
        return (n + unit - 1) / unit * unit;
    }

    private void packRows(double[] parameters) {
        for (int o = 0; o < shape.outputs(); o++) {
            for (int i = 0; i < shape.inputs(); i++) {
                w[o * depth + i] = weight(parameters, i, o);
            }
            w[shape.outputs() * depth + o] = normal(parameters[shape.biasAt() + o]);
        }
    }

    private void packPanels(double[] parameters) {
        int first = 0;
        for (int p = 0; p < vectors.length; p++) {
            int width = vectors[p] * LANES;
            for (int o = first; o < Math.min(first + width, shape.outputs()); o++) {
                int at = panelAt[p] + o - first;
                w[at] = normal(parameters[shape.biasAt() + o]);
                for (int i = 0; i < shape.inputs(); i++) {
                    w[at + (i + 1) * width] = weight(parameters, i, o);
                }
            }
            first += width;
        }
    }

    private float weight(double[] parameters, int i, int o) {
        return normal(parameters[shape.weightsAt() + i * shape.outputs() + o]);
    }

    /** As a float; 0 for what is too small for full precision, with which processors are slow. */
    private static float normal(double x) {
        return Math.abs(x) < Float.MIN_NORMAL ? 0 : (float) x;
    }

    /** This layer of the first rows of v, which lie {@code record} apart. */
    void forward(int rows, float[] v, int record) {
        if (few) {
            dots(rows, v, record);
        } else {
            int column = y;
            for (int p = 0; p < vectors.length; p++) {
                int at = 0;
                int left = rows;
                for (; ROWS > 1 && left >= ROWS; left -= ROWS) {
                    six(p, v, at, record, column);
                    at += ROWS * record;
                }
                for (; left > 0; left--) {
                    one(p, v, at, column);
                    at += record;
                }
                column += vectors[p] * LANES;
            }
        }
        Curve curve = shape.curve();
        if (curve != null) {
            bend(curve, rows, v, record);
        }
    }

    private void one(int panel, float[] v, int row, int column) {
        int at = panelAt[panel];
        switch (vectors[panel]) {
            case 4 -> VectorRowTiles.one4x1(v, row + x, depth, w, at, straight, folded, row + column);
            case 2 -> VectorRowTiles.one2x2(v, row + x, depth, w, at, straight, folded, row + column);
            default -> VectorRowTiles.one1x4(v, row + x, depth, w, at, straight, folded, row + column);
        }
    }

    private void six(int panel, float[] v, int row, int record, int column) {
        int at = panelAt[panel];
        switch (vectors[panel]) {
            case 4 -> VectorRowsTiles.six4x1(v, row + x, record, depth, w, at, straight, folded, row + column);
            case 2 -> VectorRowsTiles.six2x2(v, row + x, record, depth, w, at, straight, folded, row + column);
            default -> VectorRowsTiles.six1x4(v, row + x, record, depth, w, at, straight, folded, row + column);
        }
    }

    private void dots(int rows, float[] v, int record) {
        int outputs = shape.outputs();
        for (int o = 0; o < outputs; o++) {
            VectorDots.dot(rows, v, record, x, depth, w, o * depth, w[outputs * depth + o], y + o);
        }
        for (int b = 0; b < rows && shape.rectifies(); b++) {
            for (int i = b * record + y; i < b * record + y + outputs; i++) {
                v[i] = Math.max(v[i], 0);
            }
        }
    }

    private void bend(Curve curve, int rows, float[] v, int record) {
        for (int b = 0; b < rows; b++) {
            for (int i = b * record + y; i < b * record + y + shape.outputs(); i++) {
                v[i] = normal(curve.value(v[i]));
            }
        }
    }
}
