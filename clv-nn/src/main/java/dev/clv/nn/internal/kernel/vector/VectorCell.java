package dev.clv.nn.internal.kernel.vector;

import static dev.clv.nn.internal.kernel.vector.VectorBatch.LANES;
import static dev.clv.nn.internal.kernel.vector.VectorBatch.S;
import static dev.clv.nn.internal.kernel.vector.VectorBatch.WIDTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * What recurrent cells do with the tokens of some rows, on the Vector API. All arrays hold rows
 * {@link VectorBatch#WIDTH} apart, and {@code columns} are whole vectors within a panel. Each step is a loop of its own
 * since the compiler of JDK 17 keeps track of no more. The equations are those of {@code Gru} and {@code Lstm}.
 */
final class VectorCell {

    private static final float LOG2_E = 1.44269504f;
    private static final float LN2 = 0.693147181f;

    /** Adding and subtracting it rounds to the nearest whole number, which is left in its lowest bits. */
    private static final float ROUNDING = 0x1.8p23f;

    /** Where a sigmoid is 0 or 1 to 1e-13; it keeps numbers and gradients above the subnormal ones. */
    private static final int END = Float.floatToRawIntBits(30);

    private static final int MAGNITUDE = 0x7fff_ffff;

    private VectorCell() {}

    /**
     * 1 / (1 + e<sup>-x</sup>) to about 1e-7, by the polynomial of Cephes' expf. NaN of numbers that are not finite.
     * Bounds are taken as integers: a minimum by Java's rules for NaN would cost several times as much.
     */
    private static FloatVector sigmoid(FloatVector x) {
        IntVector bits = x.reinterpretAsInts();
        IntVector bounded = bits.and(MAGNITUDE).min(END);
        FloatVector t = bits.and(~MAGNITUDE).or(bounded).reinterpretAsFloats();
        FloatVector rounded = t.mul(-LOG2_E).add(ROUNDING);
        FloatVector r = rounded.sub(ROUNDING).mul(LN2).add(t).neg();
        FloatVector p = r.mul(1.9875691500e-4f).add(1.3981999507e-3f);
        p = p.mul(r).add(8.3334519073e-3f);
        p = p.mul(r).add(4.1665795894e-2f);
        p = p.mul(r).add(1.6666665459e-1f);
        p = p.mul(r).add(5.0000001201e-1f);
        p = p.mul(r).add(1).mul(r).add(1);
        IntVector power = rounded.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
        FloatVector e = p.reinterpretAsInts().add(power).reinterpretAsFloats();
        return FloatVector.broadcast(S, 1).div(e.add(1)).add(x.mul(0));
    }

    private static FloatVector tanh(FloatVector x) {
        FloatVector s = sigmoid(x.add(x));
        return s.add(s).sub(1);
    }

    /** The sigmoid of some columns, in place. */
    static void sigmoid(VectorBatch batch, int first, int count, int from, int rows) {
        int columns;
        for (int column = first; column < first + count; column += columns) {
            columns = Math.min(WIDTH - column % WIDTH, first + count - column);
            sigmoids(batch.numbers, batch.at(from, column), rows, columns);
        }
    }

    static void sigmoids(float[] v, int at, int rows, int columns) {
        for (int row = at; row < at + rows * WIDTH; row += WIDTH) {
            for (int i = row; i < row + columns; i += LANES) {
                sigmoid(FloatVector.fromArray(S, v, i)).intoArray(v, i);
            }
        }
    }

    /** n = tanh(n + r c). */
    static void candidate(float[] v, int n, int r, int c, int rows, int columns) {
        for (int row = 0; row < rows * WIDTH; row += WIDTH) {
            for (int i = row; i < row + columns; i += LANES) {
                FloatVector given = FloatVector.fromArray(S, v, r + i).mul(FloatVector.fromArray(S, v, c + i));
                tanh(FloatVector.fromArray(S, v, n + i).add(given)).intoArray(v, n + i);
            }
        }
    }

    /** next = n + z (h - n). */
    static void gru(float[] v, int n, int z, float[] states, int h, int next, int rows, int columns) {
        for (int row = 0; row < rows * WIDTH; row += WIDTH) {
            for (int i = row; i < row + columns; i += LANES) {
                FloatVector candidate = FloatVector.fromArray(S, v, n + i);
                FloatVector gone = FloatVector.fromArray(S, states, h + i).sub(candidate);
                candidate.add(gone.mul(FloatVector.fromArray(S, v, z + i))).intoArray(states, next + i);
            }
        }
    }

    /**
     * Gates become the gradients by what they took; those by the states behind become those by the states before, as
     * far as they do not come through the gates.
     */
    static void gruBack(
            float[] v, int n, int r, int z, int c, float[] states, int h, float[] d, int dh, int rows, int columns) {
        for (int row = 0; row < rows * WIDTH; row += WIDTH) {
            for (int i = row; i < row + columns; i += LANES) {
                FloatVector by = FloatVector.fromArray(S, d, dh + i);
                FloatVector candidate = FloatVector.fromArray(S, v, n + i);
                FloatVector reset = FloatVector.fromArray(S, v, r + i);
                FloatVector keep = FloatVector.fromArray(S, v, z + i);
                FloatVector kept = by.mul(keep);
                FloatVector dn = by.sub(kept).mul(candidate.mul(candidate).neg().add(1));
                FloatVector dc = dn.mul(reset);
                FloatVector dr = dc.sub(dc.mul(reset)).mul(FloatVector.fromArray(S, v, c + i));
                FloatVector gone = FloatVector.fromArray(S, states, h + i).sub(candidate);
                FloatVector dz = kept.sub(kept.mul(keep)).mul(gone);
                dn.intoArray(v, n + i);
                dr.intoArray(v, r + i);
                dz.intoArray(v, z + i);
                dc.intoArray(v, c + i);
                kept.intoArray(d, dh + i);
            }
        }
    }

    /** g = tanh(g), and next = f cell + i g. */
    static void cell(float[] v, int in, int f, int g, float[] states, int cell, int next, int rows, int columns) {
        for (int row = 0; row < rows * WIDTH; row += WIDTH) {
            for (int i = row; i < row + columns; i += LANES) {
                FloatVector given = tanh(FloatVector.fromArray(S, v, g + i));
                given.intoArray(v, g + i);
                FloatVector kept = FloatVector.fromArray(S, v, f + i).mul(FloatVector.fromArray(S, states, cell + i));
                kept.add(given.mul(FloatVector.fromArray(S, v, in + i))).intoArray(states, next + i);
            }
        }
    }

    /** shown = tanh(cell), and h = o shown. */
    static void show(float[] v, int o, float[] states, int cell, int shown, int h, int rows, int columns) {
        for (int row = 0; row < rows * WIDTH; row += WIDTH) {
            for (int i = row; i < row + columns; i += LANES) {
                FloatVector squashed = tanh(FloatVector.fromArray(S, states, cell + i));
                squashed.intoArray(states, shown + i);
                squashed.mul(FloatVector.fromArray(S, v, o + i)).intoArray(states, h + i);
            }
        }
    }

    /** As {@link #gruBack}; dc is the gradient by the cells behind, then by those before. */
    static void lstmBack(
            float[] v,
            int in,
            int f,
            int o,
            int g,
            float[] states,
            int cell,
            int shown,
            float[] d,
            int dh,
            int dc,
            int rows,
            int columns) {
        for (int row = 0; row < rows * WIDTH; row += WIDTH) {
            for (int i = row; i < row + columns; i += LANES) {
                FloatVector by = FloatVector.fromArray(S, d, dh + i);
                FloatVector out = FloatVector.fromArray(S, v, o + i);
                FloatVector squashed = FloatVector.fromArray(S, states, shown + i);
                FloatVector through = by.mul(out);
                FloatVector byCell =
                        through.sub(through.mul(squashed).mul(squashed)).add(FloatVector.fromArray(S, d, dc + i));
                byCell.intoArray(d, dc + i);
                through.sub(through.mul(out)).mul(squashed).intoArray(v, o + i);
                FloatVector.zero(S).intoArray(d, dh + i);
            }
        }
        lstmCellBack(v, in, f, g, states, cell, d, dc, rows, columns);
    }

    private static void lstmCellBack(
            float[] v, int in, int f, int g, float[] states, int cell, float[] d, int dc, int rows, int columns) {
        for (int row = 0; row < rows * WIDTH; row += WIDTH) {
            for (int i = row; i < row + columns; i += LANES) {
                FloatVector by = FloatVector.fromArray(S, d, dc + i);
                FloatVector keep = FloatVector.fromArray(S, v, f + i);
                FloatVector kept = by.mul(keep);
                FloatVector entry = FloatVector.fromArray(S, v, in + i);
                FloatVector given = FloatVector.fromArray(S, v, g + i);
                FloatVector entered = by.mul(entry);
                kept.sub(kept.mul(keep))
                        .mul(FloatVector.fromArray(S, states, cell + i))
                        .intoArray(v, f + i);
                entered.sub(entered.mul(entry)).mul(given).intoArray(v, in + i);
                entered.sub(entered.mul(given).mul(given)).intoArray(v, g + i);
                kept.intoArray(d, dc + i);
            }
        }
    }
}
