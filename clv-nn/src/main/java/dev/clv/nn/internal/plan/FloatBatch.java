package dev.clv.nn.internal.plan;

import dev.clv.nn.NetworkSpec;
import dev.clv.nn.internal.kernel.FloatPass;
import dev.clv.nn.loss.Loss;

/**
 * The numbers of a batch that are in double: labels, weights, offsets, raw outputs and their gradients, and the losses.
 * B = rows, K = raw outputs, L = labels, F = offsets. Disjoint ranges of rows, from multiples of {@link #BLOCK} on, may
 * be at work on different threads at the same time.
 */
final class FloatBatch {

    /** The number of rows whose losses are added up together, whatever ranges the threads take. */
    static final int BLOCK = 11 * FloatPass.ROWS;

    private final NetworkSpec spec;
    private final Loss loss;
    private final Skips skips;
    private final double[] z; // (B, K)
    private final double[] dz; // (B, K)
    private final double[] y; // (B, L)
    private final double[] weights; // (B)
    private final double[] offsets; // (B, F)
    private final double[] skipped; // (B, skips), the input columns that skip
    private final double[] losses; // of each block
    private final int[] nonFinite; // of each block: the first layer whose outputs are not finite, or -1

    FloatBatch(NetworkSpec spec, Skips skips, int capacity) {
        this.spec = spec;
        this.loss = spec.loss();
        this.skips = skips;
        z = new double[capacity * loss.outputs()];
        dz = new double[capacity * loss.outputs()];
        y = new double[capacity * loss.labels()];
        weights = new double[capacity];
        offsets = new double[capacity * spec.offsetOutputs().size()];
        skipped = new double[capacity * spec.skips().size()];
        losses = new double[blocks(capacity)];
        nonFinite = new int[losses.length];
    }

    static int blocks(int rows) {
        return (rows + BLOCK - 1) / BLOCK;
    }

    /** Sets all of row b but its inputs, as {@link FloatTraining.Room#row} gives them. */
    void set(int b, float[] x, int xAt, double[] labels, int yAt, double weight, double[] rowOffsets, int offsetsAt) {
        int labelCount = loss.labels();
        for (int l = 0; l < labelCount; l++) {
            y[b * labelCount + l] = labels[yAt + l];
        }
        weights[b] = weight;
        int offsetCount = spec.offsetOutputs().size();
        for (int f = 0; f < offsetCount; f++) {
            offsets[b * offsetCount + f] = rowOffsets[offsetsAt + f];
        }
        int skipCount = spec.skips().size();
        for (int s = 0; s < skipCount; s++) {
            skipped[b * skipCount + s] = x[xAt + spec.skips().get(s).column()];
        }
    }

    /** Reads the raw outputs of these rows from the pass and adds skips and offsets. */
    void readOutputs(FloatPass pass, int from, int to) {
        pass.outputs(from, to, z);
        skips.add(from, to, skipped, z);
        int outputs = loss.outputs();
        int count = spec.offsetOutputs().size();
        for (int f = 0; f < count; f++) {
            int output = spec.offsetOutputs().get(f);
            for (int b = from; b < to; b++) {
                z[b * outputs + output] += offsets[b * count + f];
            }
        }
    }

    /**
     * Computes the losses of these rows and writes their gradients to the pass.
     *
     * @param share what a row of weight 1 counts
     */
    void writeGradients(FloatPass pass, int from, int to, double share) {
        int outputs = loss.outputs();
        int labels = loss.labels();
        for (int block = from; block < to; block += BLOCK) {
            int end = Math.min(block + BLOCK, to);
            double sum = 0;
            for (int b = block; b < end; b++) {
                double weight = weights[b];
                sum += weight * loss.gradient(z, b * outputs, y, b * labels, dz);
                double factor = weight * share;
                for (int k = b * outputs; k < (b + 1) * outputs; k++) {
                    dz[k] *= factor;
                }
            }
            keep(pass, block, end, sum);
        }
        pass.outputGradients(from, to, dz);
    }

    /** Computes the losses of these rows. */
    void measure(FloatPass pass, int from, int to) {
        int outputs = loss.outputs();
        int labels = loss.labels();
        for (int block = from; block < to; block += BLOCK) {
            int end = Math.min(block + BLOCK, to);
            double sum = 0;
            for (int b = block; b < end; b++) {
                sum += weights[b] * loss.value(z, b * outputs, y, b * labels);
            }
            keep(pass, block, end, sum);
        }
    }

    private void keep(FloatPass pass, int from, int to, double sum) {
        losses[from / BLOCK] = sum;
        nonFinite[from / BLOCK] = Double.isFinite(sum) ? -1 : pass.firstNonFinite(from, to);
    }

    /** The sum of the losses of the first rows. */
    double loss(int rows) {
        double sum = 0;
        for (int block = 0; block < blocks(rows); block++) {
            sum += losses[block];
        }
        return sum;
    }

    /**
     * The first layer, from 0, whose outputs of the first rows were not finite where their losses were not; -1 if none.
     */
    int firstNonFinite(int rows) {
        int first = -1;
        for (int block = 0; block < blocks(rows); block++) {
            int fault = nonFinite[block];
            first = fault < 0 || first >= 0 && first < fault ? first : fault;
        }
        return first;
    }

    /** The skips' gradient over the first rows. */
    void skipGradient(int rows) {
        skips.gradient(rows, skipped, dz);
    }
}
