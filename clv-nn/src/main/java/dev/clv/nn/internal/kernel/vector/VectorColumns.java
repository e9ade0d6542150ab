package dev.clv.nn.internal.kernel.vector;

import dev.clv.nn.internal.kernel.ColumnProducts;
import dev.clv.nn.internal.kernel.plain.PlainColumns;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Four outputs of four vectors of rows at a time stay in registers while the sum runs over the inputs. The bits are
 * those of {@link PlainColumns} on a processor that fuses multiply and add, the only kind on which this class is used.
 */
final class VectorColumns implements ColumnProducts {

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();

    VectorColumns() {}

    @Override
    public void forward(
            int rows, int inputs, int outputs, double[][] x, double[] parameters, int wAt, int biasAt, double[][] y) {
        int o = 0;
        if (x[0].length % (4 * LANES) == 0) {
            for (; o <= outputs - 4; o += 4) {
                four(rows, inputs, outputs, x, parameters, wAt, biasAt, y, o);
            }
        }
        PlainColumns.INSTANCE.forward(rows, inputs, outputs, x, parameters, wAt, biasAt, y, o);
    }

    /** Rows are rounded up to whole blocks, as arrays are; what lies behind the rows is not used. */
    private static void four(
            int rows,
            int inputs,
            int outputs,
            double[][] x,
            double[] parameters,
            int wAt,
            int biasAt,
            double[][] y,
            int o) {
        for (int at = 0; at < rows; at += 4 * LANES) {
            DoubleVector c00 = DoubleVector.broadcast(S, parameters[biasAt + o + 0]);
            DoubleVector c01 = DoubleVector.broadcast(S, parameters[biasAt + o + 0]);
            DoubleVector c02 = DoubleVector.broadcast(S, parameters[biasAt + o + 0]);
            DoubleVector c03 = DoubleVector.broadcast(S, parameters[biasAt + o + 0]);
            DoubleVector c10 = DoubleVector.broadcast(S, parameters[biasAt + o + 1]);
            DoubleVector c11 = DoubleVector.broadcast(S, parameters[biasAt + o + 1]);
            DoubleVector c12 = DoubleVector.broadcast(S, parameters[biasAt + o + 1]);
            DoubleVector c13 = DoubleVector.broadcast(S, parameters[biasAt + o + 1]);
            DoubleVector c20 = DoubleVector.broadcast(S, parameters[biasAt + o + 2]);
            DoubleVector c21 = DoubleVector.broadcast(S, parameters[biasAt + o + 2]);
            DoubleVector c22 = DoubleVector.broadcast(S, parameters[biasAt + o + 2]);
            DoubleVector c23 = DoubleVector.broadcast(S, parameters[biasAt + o + 2]);
            DoubleVector c30 = DoubleVector.broadcast(S, parameters[biasAt + o + 3]);
            DoubleVector c31 = DoubleVector.broadcast(S, parameters[biasAt + o + 3]);
            DoubleVector c32 = DoubleVector.broadcast(S, parameters[biasAt + o + 3]);
            DoubleVector c33 = DoubleVector.broadcast(S, parameters[biasAt + o + 3]);
            for (int i = 0; i < inputs; i++) {
                int w = wAt + i * outputs + o;
                double[] unit = x[i];
                DoubleVector x0 = DoubleVector.fromArray(S, unit, at + 0 * LANES);
                DoubleVector x1 = DoubleVector.fromArray(S, unit, at + 1 * LANES);
                DoubleVector x2 = DoubleVector.fromArray(S, unit, at + 2 * LANES);
                DoubleVector x3 = DoubleVector.fromArray(S, unit, at + 3 * LANES);
                DoubleVector w0 = DoubleVector.broadcast(S, parameters[w + 0]);
                c00 = w0.fma(x0, c00);
                c01 = w0.fma(x1, c01);
                c02 = w0.fma(x2, c02);
                c03 = w0.fma(x3, c03);
                DoubleVector w1 = DoubleVector.broadcast(S, parameters[w + 1]);
                c10 = w1.fma(x0, c10);
                c11 = w1.fma(x1, c11);
                c12 = w1.fma(x2, c12);
                c13 = w1.fma(x3, c13);
                DoubleVector w2 = DoubleVector.broadcast(S, parameters[w + 2]);
                c20 = w2.fma(x0, c20);
                c21 = w2.fma(x1, c21);
                c22 = w2.fma(x2, c22);
                c23 = w2.fma(x3, c23);
                DoubleVector w3 = DoubleVector.broadcast(S, parameters[w + 3]);
                c30 = w3.fma(x0, c30);
                c31 = w3.fma(x1, c31);
                c32 = w3.fma(x2, c32);
                c33 = w3.fma(x3, c33);
            }
            c00.intoArray(y[o + 0], at + 0 * LANES);
            c01.intoArray(y[o + 0], at + 1 * LANES);
            c02.intoArray(y[o + 0], at + 2 * LANES);
            c03.intoArray(y[o + 0], at + 3 * LANES);
            c10.intoArray(y[o + 1], at + 0 * LANES);
            c11.intoArray(y[o + 1], at + 1 * LANES);
            c12.intoArray(y[o + 1], at + 2 * LANES);
            c13.intoArray(y[o + 1], at + 3 * LANES);
            c20.intoArray(y[o + 2], at + 0 * LANES);
            c21.intoArray(y[o + 2], at + 1 * LANES);
            c22.intoArray(y[o + 2], at + 2 * LANES);
            c23.intoArray(y[o + 2], at + 3 * LANES);
            c30.intoArray(y[o + 3], at + 0 * LANES);
            c31.intoArray(y[o + 3], at + 1 * LANES);
            c32.intoArray(y[o + 3], at + 2 * LANES);
            c33.intoArray(y[o + 3], at + 3 * LANES);
        }
    }
}
