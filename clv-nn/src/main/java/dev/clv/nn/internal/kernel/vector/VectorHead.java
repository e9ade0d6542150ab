package dev.clv.nn.internal.kernel.vector;

import static dev.clv.nn.internal.kernel.vector.VectorBatch.LANES;

import dev.clv.nn.internal.kernel.DenseChain;
import dev.clv.nn.internal.kernel.FloatNet;
import dev.clv.nn.internal.kernel.Update;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The weights of the last dense layer of a {@link VectorNet} when it gives only a few outputs. I = inputs padded to
 * whole vectors, K = outputs; weights, gradients and moments are (K, I), followed by the bias, so that vectors run
 * along the inputs and none is mostly padding.
 */
final class VectorHead implements VectorWeights {

    /** Up to this many outputs, this layout is faster than blocks of whole vectors. */
    static final int WIDEST = 4;

    final int outputs;
    final int inputs;
    final int biasAt;
    final Floats w;
    final Floats[] gradients; // of shares of a batch; the first becomes the total
    private final DenseChain.Stage stage;
    private final Floats m;
    private final Floats v;

    VectorHead(Arena arena, DenseChain.Stage stage, int gradientCount) {
        this.stage = stage;
        outputs = stage.outputs();
        inputs = (stage.inputs() + LANES - 1) / LANES * LANES;
        biasAt = outputs * inputs;
        int count = biasAt + LANES;
        w = arena.take(count);
        gradients = new Floats[gradientCount];
        Arrays.setAll(gradients, slot -> arena.take(count));
        m = arena.take(count);
        v = arena.take(count);
    }

    @Override
    public VectorHeadRows rows(Arena arena, VectorBatch x, @Nullable VectorSource before, int rows) {
        return new VectorHeadRows(arena, this, x, before, rows);
    }

    @Override
    public int parts() {
        return 1;
    }

    @Override
    public void total(int part, int count, float l1, float l2) {
        VectorUpdate.total(gradients, count, 0, w.length());
        if (l1 > 0 || l2 > 0) {
            VectorUpdate.penalize(l1, l2, w, gradients[0], 0, biasAt);
        }
    }

    @Override
    public double squares(int part) {
        double sum = 0;
        Floats g = gradients[0];
        for (int i = 0; i < g.length(); i++) {
            sum += (double) g.get(i) * g.get(i);
        }
        return sum;
    }

    @Override
    public void update(int part, Update update) {
        Floats g = gradients[0];
        VectorUpdate.apply(update, update.decay(), w, g, m, v, 0, biasAt);
        VectorUpdate.apply(update, 0, w, g, m, v, biasAt, w.length());
        for (int k = 0; k < outputs; k++) {
            for (int i = stage.inputs(); i < inputs; i++) {
                w.set(k * inputs + i, 0);
            }
        }
    }

    private Floats numbers(FloatNet.Numbers kind) {
        return switch (kind) {
            case WEIGHTS -> w;
            case GRADIENT -> gradients[0];
            case FIRST_MOMENTS -> m;
            case SECOND_MOMENTS -> v;
        };
    }

    @Override
    public void load(FloatNet.Numbers kind, double[] values) {
        Floats numbers = numbers(kind);
        for (int k = 0; k < outputs; k++) {
            for (int i = 0; i < stage.inputs(); i++) {
                numbers.set(k * inputs + i, (float) values[stage.weightsAt() + i * outputs + k]);
            }
            numbers.set(biasAt + k, (float) values[stage.biasAt() + k]);
        }
    }

    @Override
    public void store(FloatNet.Numbers kind, double[] values) {
        Floats numbers = numbers(kind);
        for (int k = 0; k < outputs; k++) {
            for (int i = 0; i < stage.inputs(); i++) {
                values[stage.weightsAt() + i * outputs + k] = numbers.get(k * inputs + i);
            }
            values[stage.biasAt() + k] = numbers.get(biasAt + k);
        }
    }
}
