package dev.clv.nn.internal.plan;

import dev.clv.nn.NetworkSpec;
import dev.clv.nn.internal.kernel.FloatPass;
import dev.clv.nn.loss.Loss;
import dev.clv.nn.loss.LossMemory;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

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
    private final Block[] blocks;

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
        blocks = new Block[losses.length];
        Arrays.setAll(blocks, block -> new Block());
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
        for (int start = from; start < to; start += BLOCK) {
            int end = Math.min(start + BLOCK, to);
            Block block = blocks[start / BLOCK];
            block.read(start, end);
            loss.gradient(block.z, block.y, block.losses, block.dz, block.memory);
            double sum = 0;
            for (int b = 0; b < end - start; b++) {
                double weight = weights[start + b];
                sum += weight * block.losses.data[b];
                CommonOps_DDRM.scaleRow(weight * share, block.dz, b);
            }
            System.arraycopy(block.dz.data, 0, dz, start * loss.outputs(), block.dz.getNumElements());
            keep(pass, start, end, sum);
        }
        pass.outputGradients(from, to, dz);
    }

    /** Computes the losses of these rows. */
    void measure(FloatPass pass, int from, int to) {
        for (int start = from; start < to; start += BLOCK) {
            int end = Math.min(start + BLOCK, to);
            Block block = blocks[start / BLOCK];
            block.read(start, end);
            loss.value(block.z, block.y, block.losses, block.memory);
            double sum = 0;
            for (int b = 0; b < end - start; b++) {
                sum += weights[start + b] * block.losses.data[b];
            }
            keep(pass, start, end, sum);
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

    /** The rows of one block as matrices, for the loss. */
    private final class Block {

        private final DMatrixRMaj z = new DMatrixRMaj(BLOCK, loss.outputs());
        private final DMatrixRMaj y = new DMatrixRMaj(BLOCK, loss.labels());
        private final DMatrixRMaj losses = new DMatrixRMaj(BLOCK, 1);
        private final DMatrixRMaj dz = z.createLike();
        private final LossMemory memory = loss.memory(BLOCK);

        void read(int from, int to) {
            z.reshape(to - from, z.numCols);
            y.reshape(to - from, y.numCols);
            losses.reshape(to - from, 1);
            dz.reshape(to - from, dz.numCols);
            System.arraycopy(FloatBatch.this.z, from * z.numCols, z.data, 0, z.getNumElements());
            System.arraycopy(FloatBatch.this.y, from * y.numCols, y.data, 0, y.getNumElements());
        }
    }
}
