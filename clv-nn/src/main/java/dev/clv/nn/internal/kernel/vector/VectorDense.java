package dev.clv.nn.internal.kernel.vector;

import static dev.clv.nn.internal.kernel.vector.VectorBatch.LANES;
import static dev.clv.nn.internal.kernel.vector.VectorBatch.S;
import static dev.clv.nn.internal.kernel.vector.VectorBatch.WIDTH;

import dev.clv.nn.internal.kernel.DenseChain;
import dev.clv.nn.layer.ActivationFunction;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * A dense layer of {@link VectorForward}. Its weights lie in panels of two vectors of outputs by a stretch of inputs. A
 * panel's sums are chains of fused multiply-adds in the order of the inputs, from 0; the sums of an output's panels are
 * added to its bias one after the other, so that a row has the same bits alone and in a block. Immutable.
 */
final class VectorDense {

    /**
     * The rows that share a load of a weight: as many as there are registers for, of which there are 16 if a vector has
     * 256 bits.
     */
    static final int ROWS = LANES == 8 ? 6 : 8;

    private static final VectorSpecies<Integer> BITS = IntVector.SPECIES_PREFERRED;
    private static final int PANEL = 2 * LANES;

    private final DenseChain.Stage stage;
    private final int floor; // no output is less, compared as integers
    private final int abreast; // panels side by side: 1, or an even number, as a row takes two at a time
    private final int stretch; // inputs of a panel
    private final int stretches; // an even number if there is one panel abreast
    private final Floats w; // the biases; then, stretch by stretch, the panels

    VectorDense(Arena arena, DenseChain.Stage stage, double[] parameters) {
        this.stage = stage;
        floor = stage.rectifies() ? 0 : Integer.MIN_VALUE;
        boolean narrow = stage.outputs() <= PANEL;
        int together = narrow ? 2 : 1;
        abreast = narrow ? 1 : 2 * divideUp(stage.outputs(), 2 * PANEL);
        stretch = Math.min(WIDTH, divideUp(stage.inputs(), together));
        stretches = together * divideUp(stage.inputs(), together * stretch);
        w = arena.take(at(stretches, 0));
        for (int o = 0; o < stage.outputs(); o++) {
            w.set(o, normal(parameters[stage.biasAt() + o]));
            for (int i = 0; i < stage.inputs(); i++) {
                int at = at(i / stretch, o / PANEL) + i % stretch * PANEL + o % PANEL;
                w.set(at, normal(parameters[stage.weightsAt() + i * stage.outputs() + o]));
            }
        }
    }

    private static int divideUp(int n, int unit) {
        return (n + unit - 1) / unit;
    }

    /** The number as a float, or 0 if it is subnormal, which processors compute with slowly. */
    static float normal(double x) {
        return Math.abs(x) < Float.MIN_NORMAL ? 0 : (float) x;
    }

    /**
     * The inputs of the panels of a stretch. If several are abreast, those of the last stretch are no longer than
     * necessary.
     */
    private int depth(int s) {
        return abreast == 1 ? stretch : Math.min(stretch, stage.inputs() - s * stretch);
    }

    /** Where a panel starts in w. */
    private int at(int s, int panel) {
        int before = abreast == 1 ? s * stretch : Math.min(s * stretch, stage.inputs());
        return abreast * PANEL * (1 + before) + (panel == 0 ? 0 : panel * depth(s) * PANEL);
    }

    /** y = this layer of the first rows of x. More rows are computed, to a whole number of {@link #ROWS}. */
    void block(int rows, VectorBatch x, VectorBatch y, Floats sums) {
        for (int s = 0; s * stretch < stage.inputs(); s++) {
            boolean last = (s + 1) * stretch >= stage.inputs();
            for (int panel = 0; panel * PANEL < stage.outputs(); panel++) {
                int at = w.at(at(s, panel));
                for (int b = 0; b < rows; b += ROWS) {
                    int from = x.at(b, s * stretch);
                    if (ROWS == 8) {
                        VectorRowsTiles.eight(x.numbers, from, depth(s), w.numbers(), at, sums.numbers(), sums.start());
                    } else {
                        VectorRowsTiles.six(x.numbers, from, depth(s), w.numbers(), at, sums.numbers(), sums.start());
                    }
                    int to = y.at(b, panel * PANEL);
                    if (s == 0) {
                        start(
                                sums.numbers(),
                                sums.start(),
                                w.numbers(),
                                w.at(panel * PANEL),
                                last ? floor : Integer.MIN_VALUE,
                                y.numbers,
                                to);
                    } else {
                        add(sums.numbers(), sums.start(), last ? floor : Integer.MIN_VALUE, y.numbers, to);
                    }
                }
            }
        }
        activate(rows, y);
    }

    /** y (ROWS, 2 vectors) = bias + sums. */
    private static void start(float[] sums, int sumsAt, float[] bias, int biasAt, int floor, float[] y, int to) {
        IntVector least = IntVector.broadcast(BITS, floor);
        FloatVector bias0 = FloatVector.fromArray(S, bias, biasAt);
        FloatVector bias1 = FloatVector.fromArray(S, bias, biasAt + LANES);
        for (int b = 0; b < ROWS; b++) {
            FloatVector y0 = bias0.add(FloatVector.fromArray(S, sums, sumsAt + b * PANEL));
            FloatVector y1 = bias1.add(FloatVector.fromArray(S, sums, sumsAt + b * PANEL + LANES));
            y0.reinterpretAsInts().max(least).reinterpretAsFloats().intoArray(y, to + b * WIDTH);
            y1.reinterpretAsInts().max(least).reinterpretAsFloats().intoArray(y, to + b * WIDTH + LANES);
        }
    }

    /** y (ROWS, 2 vectors) += sums. */
    private static void add(float[] sums, int sumsAt, int floor, float[] y, int to) {
        IntVector least = IntVector.broadcast(BITS, floor);
        for (int b = 0; b < ROWS; b++) {
            FloatVector y0 =
                    FloatVector.fromArray(S, y, to + b * WIDTH).add(FloatVector.fromArray(S, sums, sumsAt + b * PANEL));
            FloatVector y1 = FloatVector.fromArray(S, y, to + b * WIDTH + LANES)
                    .add(FloatVector.fromArray(S, sums, sumsAt + b * PANEL + LANES));
            y0.reinterpretAsInts().max(least).reinterpretAsFloats().intoArray(y, to + b * WIDTH);
            y1.reinterpretAsInts().max(least).reinterpretAsFloats().intoArray(y, to + b * WIDTH + LANES);
        }
    }

    /** y = this layer of the only row of x; both are alone in their arrays. */
    void row(VectorBatch x, VectorBatch y) {
        float[] start = w.numbers();
        int startAt = w.start();
        int together = abreast == 1 ? 2 : 1;
        for (int s = 0; s < stretches; s += together) {
            int least = s + together >= stretches ? floor : Integer.MIN_VALUE;
            int from = s * stretch;
            if (abreast == 1) {
                int next = from + stretch < stage.inputs() ? from + stretch : 0; // else its weights are 0
                VectorRowTiles.stacked(
                        x.numbers,
                        from,
                        next,
                        stretch,
                        w.numbers(),
                        w.at(at(s, 0)),
                        w.at(at(s + 1, 0)),
                        start,
                        startAt,
                        least,
                        y.numbers);
            } else {
                for (int panel = 0; panel < abreast; panel += 2) {
                    VectorRowTiles.abreast(
                            x.numbers,
                            from,
                            depth(s),
                            w.numbers(),
                            w.at(at(s, panel)),
                            start,
                            startAt,
                            panel * PANEL,
                            least,
                            y.numbers);
                }
            }
            start = y.numbers;
            startAt = 0;
        }
        activate(1, y);
    }

    private void activate(int rows, VectorBatch y) {
        ActivationFunction function = stage.function();
        if (function == null) {
            return;
        }
        for (int b = 0; b < rows; b++) {
            for (int o = 0; o < stage.outputs(); o++) {
                int i = y.at(b, o);
                y.numbers[i] = normal(function.value(y.numbers[i]));
            }
        }
    }
}
