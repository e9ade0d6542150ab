package dev.clv.nn.kernel;

import java.util.List;

/** A {@link FloatForward} on the Vector API: {@link VectorDense} after stage, on blocks of rows. */
final class VectorForward implements FloatForward {

    /** Numbers of a block that stay in the first-level cache beside the weights of a stage. */
    private static final int BLOCK = 8192;

    private final int inputs;
    private final int outputs;
    private final VectorDense[] stages;
    private final int outputsAt; // in the record of a row
    private final int record;

    VectorForward(FloatShape shape, double[] parameters) {
        inputs = shape.inputs();
        outputs = shape.outputs();
        List<FloatShape.Dense> layers = shape.layers();
        stages = new VectorDense[layers.size()];
        int at = 0;
        int width = VectorDense.room(inputs);
        for (int l = 0; l < stages.length; l++) {
            stages[l] = new VectorDense(layers.get(l), parameters, at, at + width);
            at += width;
            width = VectorDense.room(layers.get(l).outputs());
        }
        outputsAt = at;
        // Records a power of two apart would all fall into the same few lines of the cache.
        record = at + width + ((at + width) % 256 == 0 ? VectorDense.LANES : 0);
    }

    @Override
    public int rowsAtOnce() {
        return Math.max(1, BLOCK / record / VectorDense.ROWS) * VectorDense.ROWS;
    }

    @Override
    public Rows newRows(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("a block needs room for at least 1 row, was " + capacity);
        }
        return new Block(capacity);
    }

    /** A record per row: its inputs, and what comes out of each stage; behind each, up to whole vectors, finite numbers that weights of 0 meet. */
    private final class Block implements Rows {

        private final float[] v;

        Block(int capacity) {
            v = new float[capacity * record];
        }

        @Override
        public boolean input(int b, double[] from, int first, float limit) {
            return VectorInputs.copy(from, first, inputs, v, b * record, limit);
        }

        @Override
        public boolean input(int b, float[] from, int first, float limit) {
            return VectorInputs.copy(from, first, inputs, v, b * record, limit);
        }

        @Override
        public void forward(int rows, double[] z, int first) {
            for (VectorDense stage : stages) {
                stage.forward(rows, v, record);
            }
            for (int b = 0; b < rows; b++) {
                for (int k = 0; k < outputs; k++) {
                    z[(first + b) * outputs + k] = v[b * record + outputsAt + k];
                }
            }
        }
    }
}
