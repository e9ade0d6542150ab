package dev.clv.nn.internal.kernel;

import dev.clv.nn.layer.ParameterShape;
import java.util.ArrayList;
import java.util.List;

/**
 * The parameters of a {@link SequenceStage} in their order, and what it needs to train them; the layout that products
 * read is a copy of the {@link KernelProvider}'s own.
 */
public abstract class SequenceWeights implements FloatLayer {

    /** The most numbers in one part. */
    private static final int PART = 4096;

    /** What the weights are of. */
    protected final SequenceStage stage;

    /** The weights. */
    protected final float[] w;

    final float[][] gradients; // of shares of a batch; the first becomes the total
    private final float[] m;
    private final float[] v;
    private final List<Part> parts = new ArrayList<>();

    private record Part(int from, int to, boolean decays) {}

    /** Room for the weights, and for as many gradients. */
    protected SequenceWeights(SequenceStage stage, int gradientCount) {
        this.stage = stage;
        int size = stage.size();
        w = new float[size];
        gradients = new float[gradientCount][size];
        m = new float[size];
        v = new float[size];
        int at = 0;
        for (ParameterShape shape : stage.shapes()) {
            int end = at + shape.size();
            for (; at < end; at = parts.get(parts.size() - 1).to) {
                parts.add(new Part(at, Math.min(at + PART, end), shape.decays()));
            }
        }
    }

    /** Copies these weights, which have moved, to the layout of products. */
    protected abstract void moved(int from, int to);

    @Override
    public final int parts() {
        return parts.size();
    }

    /** Copies one part of these numbers to gradient {@code slot}. */
    final void gradient(int part, float[] numbers, int slot) {
        int from = parts.get(part).from;
        System.arraycopy(numbers, from, gradients[slot], from, parts.get(part).to - from);
    }

    @Override
    public final void total(int part, int count, float l1, float l2) {
        Part p = parts.get(part);
        for (int slot = 1; slot < count; slot++) {
            add(gradients[0], gradients[slot], p.from, p.to);
        }
        if (p.decays && (l1 > 0 || l2 > 0)) {
            for (int i = p.from; i < p.to; i++) {
                gradients[0][i] += l2 * w[i] + l1 * Math.signum(w[i]);
            }
        }
    }

    private static void add(float[] sum, float[] terms, int from, int to) {
        for (int i = from; i < to; i++) {
            sum[i] = sum[i] + terms[i];
        }
    }

    @Override
    public final double squares(int part) {
        double sum = 0;
        for (int i = parts.get(part).from; i < parts.get(part).to; i++) {
            sum += (double) gradients[0][i] * gradients[0][i];
        }
        return sum;
    }

    @Override
    public final void update(int part, Update update) {
        Part p = parts.get(part);
        update.apply(p.decays ? update.decay() : 0, w, gradients[0], m, v, p.from, p.to);
        moved(p.from, p.to);
    }

    private float[] numbers(FloatNet.Numbers kind) {
        return switch (kind) {
            case WEIGHTS -> w;
            case GRADIENT -> gradients[0];
            case FIRST_MOMENTS -> m;
            case SECOND_MOMENTS -> v;
        };
    }

    @Override
    public final void load(FloatNet.Numbers kind, double[] values) {
        float[] numbers = numbers(kind);
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) values[i];
        }
        if (kind == FloatNet.Numbers.WEIGHTS) {
            moved(0, w.length);
        }
    }

    @Override
    public final void store(FloatNet.Numbers kind, double[] values) {
        float[] numbers = numbers(kind);
        for (int i = 0; i < numbers.length; i++) {
            values[i] = numbers[i];
        }
    }
}
