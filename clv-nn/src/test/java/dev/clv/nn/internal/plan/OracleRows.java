package dev.clv.nn.internal.plan;

import dev.clv.nn.NetworkSpec;
import dev.clv.nn.Pass;
import dev.clv.nn.internal.noise.DropoutNoise;
import dev.clv.nn.loss.Loss;
import dev.clv.nn.math.NamedMatrices;
import dev.clv.nn.math.SplitMix;
import java.util.function.DoubleBinaryOperator;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** Rows to train on in float, and their gradient by the oracle: the layers themselves, in double. */
final class OracleRows {

    final int count;
    final int columns;
    final int labels;
    final float[] x;
    final double[] y;
    final double[] weights;
    final double[] offsets;

    /** Labels that are zero in one row of three. */
    OracleRows(int count, NetworkSpec spec, long seed) {
        this(count, spec, seed, (place, random) -> place % 3 == 0 ? 0 : 1 + random);
    }

    /** Labels from their place and a random number in [0, 1), weights, and an offset each. */
    OracleRows(int count, NetworkSpec spec, long seed, DoubleBinaryOperator label) {
        SplitMix random = new SplitMix(seed);
        this.count = count;
        columns = spec.inputs();
        labels = spec.loss().labels();
        x = new float[count * columns];
        y = new double[count * labels];
        weights = new double[count];
        offsets = new double[count * spec.offsetOutputs().size()];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextSymmetric(2);
        }
        for (int b = 0; b < count; b++) {
            for (int l = 0; l < labels; l++) {
                y[b * labels + l] = label.applyAsDouble(b + l, random.nextDouble());
            }
            weights[b] = 0.5 + random.nextDouble();
        }
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = random.nextSymmetric(0.5);
        }
    }

    FloatTraining.RowSource from(int first) {
        int perRow = offsets.length / count;
        return (from, to, into) -> {
            for (int b = from; b < to; b++) {
                int row = (first + b) % count;
                into.row(b, x, row * columns, y, row * labels, weights[row], offsets, row * perRow);
            }
        };
    }

    /**
     * Adds the gradient of one batch of all rows, in chunks as the trainer takes them, and returns the sum of losses.
     */
    double oracle(NetworkSpec spec, NamedMatrices parameters, long noise, NamedMatrices gradients) {
        Loss loss = spec.loss();
        double sum = 0;
        int perRow = spec.offsetOutputs().size();
        for (int from = 0; from < count; from += DropoutNoise.CHUNK) {
            int n = Math.min(DropoutNoise.CHUNK, count - from);
            Pass pass = Pass.of(spec, n);
            for (int i = 0; i < n * columns; i++) {
                pass.x().data[i] = x[from * columns + i];
            }
            System.arraycopy(offsets, from * perRow, pass.offsets().data, 0, n * perRow);
            DMatrixRMaj own = new DMatrixRMaj(n, labels);
            System.arraycopy(y, from * labels, own.data, 0, n * labels);
            DMatrixRMaj losses = new DMatrixRMaj(n, 1);
            DMatrixRMaj z = pass.forwardTraining(parameters, SplitMix.mix(noise, from / DropoutNoise.CHUNK));
            loss.gradient(z, own, losses, pass.dz(), loss.memory(n));
            for (int b = 0; b < n; b++) {
                sum += weights[from + b] * losses.data[b];
                CommonOps_DDRM.scaleRow(weights[from + b] / count, pass.dz(), b);
            }
            pass.backward(parameters, gradients, false);
        }
        return sum;
    }
}
