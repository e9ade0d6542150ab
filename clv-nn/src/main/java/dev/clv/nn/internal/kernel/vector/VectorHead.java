package dev.clv.nn.internal.kernel.vector;

import static dev.clv.nn.internal.kernel.vector.VectorBatch.LANES;

import dev.clv.nn.internal.kernel.FloatNet;
import dev.clv.nn.internal.kernel.FloatShape;
import dev.clv.nn.internal.kernel.Update;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The weights of the last dense layer of a {@link VectorNet} when it gives only a few outputs. I = inputs padded to
 * whole vectors, K = outputs; weights, gradients and moments are (K, I), followed by the bias, so that vectors run
 * along the inputs and none is mostly padding.
 */
final class VectorHead implements VectorStage {

    /** Up to as many outputs this is faster than blocks of whole vectors. */
    static final int WIDEST = 4;

    final int outputs;
    final int inputs;
    final int biasAt;
    final Floats w;
    final Floats[] sums; // the first becomes the total
    private final FloatShape.Dense shape;
    private final Floats m;
    private final Floats v;

    VectorHead(Arena arena, FloatShape.Dense shape, int sumCount) {
        this.shape = shape;
        outputs = shape.outputs();
        inputs = (shape.inputs() + LANES - 1) / LANES * LANES;
        biasAt = outputs * inputs;
        int count = biasAt + LANES;
        w = arena.take(count);
        sums = new Floats[sumCount];
        Arrays.setAll(sums, sum -> arena.take(count));
        m = arena.take(count);
        v = arena.take(count);
    }

    @Override
    public VectorHeadRows rows(Arena arena, VectorBatch x, @Nullable VectorLayerRows before, int rows) {
        return new VectorHeadRows(arena, this, x, before, rows);
    }

    @Override
    public int parts() {
        return 1;
    }

    @Override
    public void total(int part, int count, float l1, float l2) {
        VectorUpdate.total(sums, count, 0, w.length());
        if (l1 > 0 || l2 > 0) {
            VectorUpdate.penalize(l1, l2, w, sums[0], 0, biasAt);
        }
    }

    @Override
    public double squares(int part) {
        double sum = 0;
        Floats g = sums[0];
        for (int i = 0; i < g.length(); i++) {
            sum += (double) g.get(i) * g.get(i);
        }
        return sum;
    }

    @Override
    public void update(int part, Update update) {
        Floats g = sums[0];
        VectorUpdate.apply(update, update.decay(), w, g, m, v, 0, biasAt);
        VectorUpdate.apply(update, 0, w, g, m, v, biasAt, w.length());
        for (int k = 0; k < outputs; k++) {
            for (int i = shape.inputs(); i < inputs; i++) {
                w.set(k * inputs + i, 0);
            }
        }
    }

    private Floats numbers(FloatNet.Numbers kind) {
        return switch (kind) {
            case WEIGHTS -> w;
            case GRADIENT -> sums[0];
            case FIRST_MOMENTS -> m;
            case SECOND_MOMENTS -> v;
        };
    }

    @Override
    public void load(FloatNet.Numbers kind, double[] values) {
        Floats numbers = numbers(kind);
        for (int k = 0; k < outputs; k++) {
            for (int i = 0; i < shape.inputs(); i++) {
                numbers.set(k * inputs + i, (float) values[shape.weightsAt() + i * outputs + k]);
            }
            numbers.set(biasAt + k, (float) values[shape.biasAt() + k]);
        }
    }

    @Override
    public void store(FloatNet.Numbers kind, double[] values) {
        Floats numbers = numbers(kind);
        for (int k = 0; k < outputs; k++) {
            for (int i = 0; i < shape.inputs(); i++) {
                values[shape.weightsAt() + i * outputs + k] = numbers.get(k * inputs + i);
            }
            values[shape.biasAt() + k] = numbers.get(biasAt + k);
        }
    }
}
