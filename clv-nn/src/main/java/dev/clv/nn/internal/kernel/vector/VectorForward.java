package dev.clv.nn.internal.kernel.vector;

import static dev.clv.nn.internal.kernel.vector.VectorBatch.LANES;
import static dev.clv.nn.internal.kernel.vector.VectorBatch.WIDTH;

import dev.clv.nn.internal.kernel.DenseChain;
import dev.clv.nn.internal.kernel.FloatForward;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A {@link FloatForward} on the Vector API: layer after layer, on blocks of rows in {@link VectorBatch}. */
final class VectorForward implements FloatForward {

    private final int inputs;
    private final int outputs;
    private final VectorDense[] layers;
    private final int widest; // number of inputs or outputs of a layer
    private final @Nullable VectorDots dots; // the last layer, if it has few outputs
    private final Block shared; // next to the weights; a caller that finds it lent makes a block of its own
    private final AtomicBoolean lent = new AtomicBoolean();

    VectorForward(DenseChain chain, double[] parameters) {
        Arena arena = new Arena();
        inputs = chain.inputs();
        outputs = chain.outputs();
        List<DenseChain.Stage> dense = chain.stages();
        dots = outputs <= VectorDots.FEW ? new VectorDots(arena, dense.get(dense.size() - 1), parameters) : null;
        layers = dense.subList(0, dots == null ? dense.size() : dense.size() - 1).stream()
                .map(layer -> new VectorDense(arena, layer, parameters))
                .toArray(VectorDense[]::new);
        widest = dense.stream()
                .mapToInt(layer -> Math.max(layer.inputs(), layer.outputs()))
                .max()
                .orElse(inputs);
        shared = new Block(rowsAtOnce(), arena::take);
    }

    /** Few, so that activations between two layers stay in the first-level cache beside the weights. */
    @Override
    public int rowsAtOnce() {
        return 3 * VectorDense.ROWS;
    }

    @Override
    public Rows newRows(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("a block needs room for at least 1 row, was " + capacity);
        }
        return new Block(capacity, Floats::alone);
    }

    @Override
    public Rows borrow() {
        return lent.compareAndSet(false, true) ? shared : newRows(rowsAtOnce());
    }

    @Override
    public void giveBack(Rows rows) {
        if (rows == shared) {
            lent.set(false);
        }
    }

    /** The input of a layer and its output, in turns. */
    private final class Block implements Rows {

        private final boolean single;
        private final VectorBatch input;
        private final VectorBatch other;
        private final Floats sums;
        private final Floats lanes;
        private final Floats halves;

        Block(int capacity, IntFunction<Floats> memory) {
            single = capacity == 1;
            int rows = single ? 1 : (capacity + VectorDense.ROWS - 1) / VectorDense.ROWS * VectorDense.ROWS;
            input = new VectorBatch(memory, rows, widest);
            other = new VectorBatch(memory, rows, widest);
            sums = memory.apply(2 * LANES * VectorDense.ROWS);
            lanes = memory.apply(LANES * (rows + 1));
            halves = memory.apply(LANES * (rows + 1));
        }

        @Override
        public boolean input(int b, double[] from, int first, float limit) {
            boolean within =
                    VectorInputs.copy(from, first, Math.min(WIDTH, inputs), input.numbers, input.at(b, 0), limit);
            for (int i = WIDTH; i < inputs; i += WIDTH) {
                int n = Math.min(WIDTH, inputs - i);
                within &= VectorInputs.copy(from, first + i, n, input.numbers, input.at(b, i), limit);
            }
            return within;
        }

        @Override
        public boolean input(int b, float[] from, int first, float limit) {
            boolean within =
                    VectorInputs.copy(from, first, Math.min(WIDTH, inputs), input.numbers, input.at(b, 0), limit);
            for (int i = WIDTH; i < inputs; i += WIDTH) {
                int n = Math.min(WIDTH, inputs - i);
                within &= VectorInputs.copy(from, first + i, n, input.numbers, input.at(b, i), limit);
            }
            return within;
        }

        @Override
        public boolean inputs(int count, float[] from, int first, float limit) {
            if (inputs >= LANES && inputs <= WIDTH) {
                return VectorInputs.copyRows(from, first, inputs, count, input.numbers, input.at(0, 0), limit);
            }
            boolean within = true;
            for (int b = 0; b < count; b++) {
                within &= input(b, from, first + b * inputs, limit);
            }
            return within;
        }

        @Override
        public void forward(int rows, double[] z, int first) {
            VectorBatch x = input;
            VectorBatch y = other;
            for (VectorDense layer : layers) {
                if (single) {
                    layer.row(x, y);
                } else {
                    layer.block(rows, x, y, sums);
                }
                VectorBatch behind = x;
                x = y;
                y = behind;
            }
            if (dots != null) {
                dots.forward(rows, x, lanes, halves, z, first);
                return;
            }
            for (int b = 0; b < rows; b++) {
                for (int k = 0; k < outputs; k++) {
                    z[(first + b) * outputs + k] = x.numbers[x.at(b, k)];
                }
            }
        }
    }
}
