package dev.clv.nn.internal.kernel.vector;

import dev.clv.nn.internal.kernel.FloatNet;
import dev.clv.nn.internal.kernel.Update;
import org.jspecify.annotations.Nullable;

/**
 * The weights of a dense layer of a {@link VectorNet} as the net drives them; the contracts are those of
 * {@link FloatNet}.
 */
interface VectorStage {

    /** Room for rows of what comes in; before is the layer it comes from, null for the network's input. */
    VectorStageRows rows(Arena arena, VectorBatch x, @Nullable VectorLayerRows before, int rows);

    int parts();

    void total(int part, int sums, float l1, float l2);

    double squares(int part);

    void update(int part, Update update);

    void load(FloatNet.Numbers kind, double[] values);

    void store(FloatNet.Numbers kind, double[] values);
}
