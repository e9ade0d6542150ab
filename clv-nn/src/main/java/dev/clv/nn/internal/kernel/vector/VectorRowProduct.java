package dev.clv.nn.internal.kernel.vector;

import dev.clv.nn.internal.kernel.BatchActivations;
import dev.clv.nn.internal.kernel.RowProduct;
import dev.clv.nn.internal.kernel.RowProducts;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * A few rows times a few vectors of outputs stay in registers while the sum runs over the inputs. Weights lie in panels
 * of four vectors of outputs, and of one for the rest: the biases, then input by input.
 */
final class VectorRowProduct implements RowProduct {

    /** A multiple of the rows in a block of either shape. */
    static final int ROWS = 24;

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();
    private static final int WIDE = 4 * LANES;

    private final int inputs;
    private final int vectors;
    private final double[] panels;

    private VectorRowProduct(int inputs, int outputs, double[] parameters, int weightsAt, int biasAt) {
        this.inputs = inputs;
        vectors = VectorActivations.roundUp(outputs, LANES) / LANES;
        panels = new double[vectors * LANES * (inputs + 1)];
        int at = 0;
        for (int first = 0; first < outputs; ) {
            int width = first / LANES <= vectors - 4 ? WIDE : LANES;
            int count = Math.min(width, outputs - first);
            System.arraycopy(parameters, biasAt + first, panels, at, count);
            for (int i = 0; i < inputs; i++) {
                at += width;
                System.arraycopy(parameters, weightsAt + i * outputs + first, panels, at, count);
            }
            at += width;
            first += width;
        }
    }

    @Override
    public void forward(int rows, BatchActivations x, boolean rectify, BatchActivations y) {
        double least = rectify ? 0 : Double.NEGATIVE_INFINITY;
        int v = 0;
        for (; v <= vectors - 4; v += 4) {
            fourVectors(
                    rows,
                    inputs,
                    ((VectorActivations) x).arrays(),
                    panels,
                    v * LANES * (inputs + 1),
                    least,
                    ((VectorActivations) y).arrays(),
                    v * LANES);
        }
        for (; v < vectors; v++) {
            oneVector(
                    rows,
                    inputs,
                    ((VectorActivations) x).arrays(),
                    panels,
                    v * LANES * (inputs + 1),
                    least,
                    ((VectorActivations) y).arrays(),
                    v * LANES);
        }
    }

    private static void fourVectors(
            int rows, int inputs, double[][] x, double[] panels, int panel, double least, double[][] y, int at) {
        DoubleVector floor = DoubleVector.broadcast(S, least);
        for (int b = 0; b < rows; b += 6) {
            double[] x0 = x[b + 0];
            double[] x1 = x[b + 1];
            double[] x2 = x[b + 2];
            double[] x3 = x[b + 3];
            double[] x4 = x[b + 4];
            double[] x5 = x[b + 5];
            DoubleVector c00 = DoubleVector.fromArray(S, panels, panel);
            DoubleVector c01 = DoubleVector.fromArray(S, panels, panel + LANES);
            DoubleVector c02 = DoubleVector.fromArray(S, panels, panel + 2 * LANES);
            DoubleVector c03 = DoubleVector.fromArray(S, panels, panel + 3 * LANES);
            DoubleVector c10 = c00;
            DoubleVector c11 = c01;
            DoubleVector c12 = c02;
            DoubleVector c13 = c03;
            DoubleVector c20 = c00;
            DoubleVector c21 = c01;
            DoubleVector c22 = c02;
            DoubleVector c23 = c03;
            DoubleVector c30 = c00;
            DoubleVector c31 = c01;
            DoubleVector c32 = c02;
            DoubleVector c33 = c03;
            DoubleVector c40 = c00;
            DoubleVector c41 = c01;
            DoubleVector c42 = c02;
            DoubleVector c43 = c03;
            DoubleVector c50 = c00;
            DoubleVector c51 = c01;
            DoubleVector c52 = c02;
            DoubleVector c53 = c03;
            for (int i = 0; i < inputs; i++) {
                int w = panel + WIDE + i * WIDE;
                DoubleVector w0 = DoubleVector.fromArray(S, panels, w);
                DoubleVector w1 = DoubleVector.fromArray(S, panels, w + LANES);
                DoubleVector w2 = DoubleVector.fromArray(S, panels, w + 2 * LANES);
                DoubleVector w3 = DoubleVector.fromArray(S, panels, w + 3 * LANES);
                DoubleVector a0 = DoubleVector.broadcast(S, x0[i]);
                c00 = a0.fma(w0, c00);
                c01 = a0.fma(w1, c01);
                c02 = a0.fma(w2, c02);
                c03 = a0.fma(w3, c03);
                DoubleVector a1 = DoubleVector.broadcast(S, x1[i]);
                c10 = a1.fma(w0, c10);
                c11 = a1.fma(w1, c11);
                c12 = a1.fma(w2, c12);
                c13 = a1.fma(w3, c13);
                DoubleVector a2 = DoubleVector.broadcast(S, x2[i]);
                c20 = a2.fma(w0, c20);
                c21 = a2.fma(w1, c21);
                c22 = a2.fma(w2, c22);
                c23 = a2.fma(w3, c23);
                DoubleVector a3 = DoubleVector.broadcast(S, x3[i]);
                c30 = a3.fma(w0, c30);
                c31 = a3.fma(w1, c31);
                c32 = a3.fma(w2, c32);
                c33 = a3.fma(w3, c33);
                DoubleVector a4 = DoubleVector.broadcast(S, x4[i]);
                c40 = a4.fma(w0, c40);
                c41 = a4.fma(w1, c41);
                c42 = a4.fma(w2, c42);
                c43 = a4.fma(w3, c43);
                DoubleVector a5 = DoubleVector.broadcast(S, x5[i]);
                c50 = a5.fma(w0, c50);
                c51 = a5.fma(w1, c51);
                c52 = a5.fma(w2, c52);
                c53 = a5.fma(w3, c53);
            }
            c00.max(floor).intoArray(y[b + 0], at);
            c01.max(floor).intoArray(y[b + 0], at + LANES);
            c02.max(floor).intoArray(y[b + 0], at + 2 * LANES);
            c03.max(floor).intoArray(y[b + 0], at + 3 * LANES);
            c10.max(floor).intoArray(y[b + 1], at);
            c11.max(floor).intoArray(y[b + 1], at + LANES);
            c12.max(floor).intoArray(y[b + 1], at + 2 * LANES);
            c13.max(floor).intoArray(y[b + 1], at + 3 * LANES);
            c20.max(floor).intoArray(y[b + 2], at);
            c21.max(floor).intoArray(y[b + 2], at + LANES);
            c22.max(floor).intoArray(y[b + 2], at + 2 * LANES);
            c23.max(floor).intoArray(y[b + 2], at + 3 * LANES);
            c30.max(floor).intoArray(y[b + 3], at);
            c31.max(floor).intoArray(y[b + 3], at + LANES);
            c32.max(floor).intoArray(y[b + 3], at + 2 * LANES);
            c33.max(floor).intoArray(y[b + 3], at + 3 * LANES);
            c40.max(floor).intoArray(y[b + 4], at);
            c41.max(floor).intoArray(y[b + 4], at + LANES);
            c42.max(floor).intoArray(y[b + 4], at + 2 * LANES);
            c43.max(floor).intoArray(y[b + 4], at + 3 * LANES);
            c50.max(floor).intoArray(y[b + 5], at);
            c51.max(floor).intoArray(y[b + 5], at + LANES);
            c52.max(floor).intoArray(y[b + 5], at + 2 * LANES);
            c53.max(floor).intoArray(y[b + 5], at + 3 * LANES);
        }
    }

    private static void oneVector(
            int rows, int inputs, double[][] x, double[] panels, int panel, double least, double[][] y, int at) {
        DoubleVector floor = DoubleVector.broadcast(S, least);
        for (int b = 0; b < rows; b += 8) {
            double[] x0 = x[b + 0];
            double[] x1 = x[b + 1];
            double[] x2 = x[b + 2];
            double[] x3 = x[b + 3];
            double[] x4 = x[b + 4];
            double[] x5 = x[b + 5];
            double[] x6 = x[b + 6];
            double[] x7 = x[b + 7];
            DoubleVector c0 = DoubleVector.fromArray(S, panels, panel);
            DoubleVector c1 = c0;
            DoubleVector c2 = c0;
            DoubleVector c3 = c0;
            DoubleVector c4 = c0;
            DoubleVector c5 = c0;
            DoubleVector c6 = c0;
            DoubleVector c7 = c0;
            for (int i = 0; i < inputs; i++) {
                DoubleVector w = DoubleVector.fromArray(S, panels, panel + LANES + i * LANES);
                c0 = DoubleVector.broadcast(S, x0[i]).fma(w, c0);
                c1 = DoubleVector.broadcast(S, x1[i]).fma(w, c1);
                c2 = DoubleVector.broadcast(S, x2[i]).fma(w, c2);
                c3 = DoubleVector.broadcast(S, x3[i]).fma(w, c3);
                c4 = DoubleVector.broadcast(S, x4[i]).fma(w, c4);
                c5 = DoubleVector.broadcast(S, x5[i]).fma(w, c5);
                c6 = DoubleVector.broadcast(S, x6[i]).fma(w, c6);
                c7 = DoubleVector.broadcast(S, x7[i]).fma(w, c7);
            }
            c0.max(floor).intoArray(y[b + 0], at);
            c1.max(floor).intoArray(y[b + 1], at);
            c2.max(floor).intoArray(y[b + 2], at);
            c3.max(floor).intoArray(y[b + 3], at);
            c4.max(floor).intoArray(y[b + 4], at);
            c5.max(floor).intoArray(y[b + 5], at);
            c6.max(floor).intoArray(y[b + 6], at);
            c7.max(floor).intoArray(y[b + 7], at);
        }
    }

    static final class Provider implements RowProducts {

        Provider() {}

        @Override
        public BatchActivations newActivations(int capacity, int width) {
            return new VectorActivations(capacity, width);
        }

        @Override
        public RowProduct product(int inputs, int outputs, double[] parameters, int weightsAt, int biasAt) {
            return new VectorRowProduct(inputs, outputs, parameters, weightsAt, biasAt);
        }

        @Override
        public void add(double by, double[] x, double[] sums, int at) {
            int k = 0;
            for (; k <= x.length - LANES; k += LANES) {
                DoubleVector sum = DoubleVector.fromArray(S, sums, at + k);
                DoubleVector.broadcast(S, by)
                        .fma(DoubleVector.fromArray(S, x, k), sum)
                        .intoArray(sums, at + k);
            }
            for (; k < x.length; k++) {
                sums[at + k] = Math.fma(by, x[k], sums[at + k]);
            }
        }
    }
}
