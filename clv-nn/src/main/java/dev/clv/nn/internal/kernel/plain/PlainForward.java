package dev.clv.nn.internal.kernel.plain;

import dev.clv.nn.internal.kernel.DenseChain;
import dev.clv.nn.internal.kernel.FloatForward;

/** A {@link FloatForward} in plain Java: a single row runs along the outputs of each layer, a block along its rows. */
final class PlainForward implements FloatForward {

    private static final int ROWS = 258;

    private final int inputs;
    private final int outputs;
    private final PlainDense[] stages;

    PlainForward(DenseChain chain, double[] parameters) {
        inputs = chain.inputs();
        outputs = chain.outputs();
        stages = chain.stages().stream()
                .map(layer -> new PlainDense(layer, parameters))
                .toArray(PlainDense[]::new);
    }

    @Override
    public int rowsAtOnce() {
        return ROWS;
    }

    @Override
    public Rows newRows(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("a block needs room for at least 1 row, was " + capacity);
        }
        return capacity == 1 ? new Single() : new Block(capacity);
    }

    /** The number itself, or 0 if it is subnormal, which processors compute with slowly. */
    static float normal(float x) {
        return Math.abs(x) < Float.MIN_NORMAL ? 0 : x;
    }

    private final class Single implements Rows {

        private final float[][] values = new float[stages.length + 1][];

        Single() {
            values[0] = new float[inputs];
            for (int l = 0; l < stages.length; l++) {
                values[l + 1] = new float[stages[l].outputs()];
            }
        }

        @Override
        public boolean input(int b, double[] from, int first, float limit) {
            float[] x = values[0];
            boolean within = true;
            for (int i = 0; i < inputs; i++) {
                float value = (float) from[first + i];
                x[i] = normal(value);
                within &= Math.abs(value) <= limit;
            }
            return within;
        }

        @Override
        public boolean input(int b, float[] from, int first, float limit) {
            float[] x = values[0];
            boolean within = true;
            for (int i = 0; i < inputs; i++) {
                float value = from[first + i];
                x[i] = normal(value);
                within &= Math.abs(value) <= limit;
            }
            return within;
        }

        @Override
        public boolean inputs(int count, float[] from, int first, float limit) {
            boolean within = true;
            for (int b = 0; b < count; b++) {
                within &= input(b, from, first + b * inputs, limit);
            }
            return within;
        }

        @Override
        public void forward(int rows, double[] z, int at) {
            for (int l = 0; l < stages.length; l++) {
                stages[l].row(values[l], values[l + 1]);
            }
            for (int k = 0; k < outputs; k++) {
                z[at * outputs + k] = values[stages.length][k];
            }
        }
    }

    /** Unit by unit, as products run along the rows. */
    private final class Block implements Rows {

        private final float[][][] values = new float[stages.length + 1][][];
        private final float[][] chains;

        Block(int capacity) {
            values[0] = new float[inputs][capacity];
            for (int l = 0; l < stages.length; l++) {
                values[l + 1] = new float[stages[l].outputs()][capacity];
            }
            chains = new float[PlainDense.CHAINS][capacity];
        }

        @Override
        public boolean input(int b, double[] from, int first, float limit) {
            boolean within = true;
            for (int i = 0; i < inputs; i++) {
                float value = (float) from[first + i];
                values[0][i][b] = normal(value);
                within &= Math.abs(value) <= limit;
            }
            return within;
        }

        @Override
        public boolean input(int b, float[] from, int first, float limit) {
            boolean within = true;
            for (int i = 0; i < inputs; i++) {
                float value = from[first + i];
                values[0][i][b] = normal(value);
                within &= Math.abs(value) <= limit;
            }
            return within;
        }

        @Override
        public boolean inputs(int count, float[] from, int first, float limit) {
            boolean within = true;
            for (int b = 0; b < count; b++) {
                within &= input(b, from, first + b * inputs, limit);
            }
            return within;
        }

        @Override
        public void forward(int rows, double[] z, int at) {
            for (int l = 0; l < stages.length; l++) {
                stages[l].block(rows, values[l], values[l + 1], chains);
            }
            for (int k = 0; k < outputs; k++) {
                for (int b = 0; b < rows; b++) {
                    z[(at + b) * outputs + k] = values[stages.length][k][b];
                }
            }
        }
    }
}
