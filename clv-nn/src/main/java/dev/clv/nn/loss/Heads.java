package dev.clv.nn.loss;

import dev.clv.nn.describe.Description;
import java.util.ArrayList;
import java.util.List;

/**
 * A weighted sum of losses, each over its own raw outputs and labels: several outcomes learned by one network. Raw
 * outputs and labels lie head after head. {@link #mean}, {@link #quantile} and {@link #probabilityPositive} are those
 * of the first head; the others are read through {@link dev.clv.nn.Predictions#head}.
 */
public final class Heads implements Loss {

    private final List<Head> heads;
    private final int[] outputAt; // the last entry is the total
    private final int[] labelAt;

    /**
     * One of the losses.
     *
     * @param weight its factor in the sum, positive and finite
     * @param loss the loss of this head
     */
    public record Head(double weight, Loss loss) {

        /**
         * Checks the weight.
         *
         * @throws IllegalArgumentException unless it is positive and finite
         */
        public Head {
            if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "weight of head '" + loss.describe().word() + "' must be positive and finite, was " + weight);
            }
        }
    }

    private Heads(List<Head> heads) {
        this.heads = heads;
        outputAt = new int[heads.size() + 1];
        labelAt = new int[heads.size() + 1];
        for (int h = 0; h < heads.size(); h++) {
            outputAt[h + 1] = outputAt[h] + heads.get(h).loss.outputs();
            labelAt[h + 1] = labelAt[h] + heads.get(h).loss.labels();
        }
    }

    /** The first head, with weight 1. */
    public static Heads of(Loss loss) {
        return new Heads(List.of(new Head(1, loss)));
    }

    /**
     * These heads, in order.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Heads of(List<Head> heads) {
        if (heads.isEmpty()) {
            throw new IllegalArgumentException("heads must hold at least one loss");
        }
        return new Heads(List.copyOf(heads));
    }

    /** These heads and one more. */
    public Heads and(double weight, Loss loss) {
        List<Head> more = new ArrayList<>(heads);
        more.add(new Head(weight, loss));
        return new Heads(List.copyOf(more));
    }

    /** The heads, in order. */
    public List<Head> heads() {
        return heads;
    }

    /** The index of a head's first raw output. */
    public int outputAt(int head) {
        return outputAt[java.util.Objects.checkIndex(head, heads.size())];
    }

    /** The index of a head's first label. */
    public int labelAt(int head) {
        return labelAt[java.util.Objects.checkIndex(head, heads.size())];
    }

    @Override
    public int outputs() {
        return outputAt[heads.size()];
    }

    @Override
    public int labels() {
        return labelAt[heads.size()];
    }

    @Override
    public double labelUnit(int label) {
        int head = 0;
        while (labelAt[head + 1] <= label) {
            head++;
        }
        return heads.get(head).loss.labelUnit(label - labelAt[head]);
    }

    @Override
    public boolean allows(double[] y, int yAt) {
        for (int h = 0; h < heads.size(); h++) {
            if (!heads.get(h).loss.allows(y, yAt + labelAt[h])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String labelRule() {
        List<String> rules = new ArrayList<>();
        for (Head head : heads) {
            rules.add(head.loss.describe().word() + ": " + head.loss.labelRule());
        }
        return String.join("; ", rules);
    }

    @Override
    public double value(double[] z, int zAt, double[] y, int yAt) {
        double sum = 0;
        for (int h = 0; h < heads.size(); h++) {
            Head head = heads.get(h);
            sum += head.weight * head.loss.value(z, zAt + outputAt[h], y, yAt + labelAt[h]);
        }
        return sum;
    }

    @Override
    public double gradient(double[] z, int zAt, double[] y, int yAt, double[] dz) {
        double sum = 0;
        for (int h = 0; h < heads.size(); h++) {
            Head head = heads.get(h);
            sum += head.weight * head.loss.gradient(z, zAt + outputAt[h], y, yAt + labelAt[h], dz);
            for (int k = outputAt[h]; k < outputAt[h + 1]; k++) {
                dz[zAt + k] *= head.weight;
            }
        }
        return sum;
    }

    @Override
    public double mean(double[] z, int zAt) {
        return heads.get(0).loss.mean(z, zAt);
    }

    @Override
    public void meanGradient(double[] z, int zAt, double[] dz) {
        heads.get(0).loss.meanGradient(z, zAt, dz);
        for (int k = outputAt[1]; k < outputs(); k++) {
            dz[zAt + k] = 0;
        }
    }

    @Override
    public boolean isDistribution() {
        return heads.get(0).loss.isDistribution();
    }

    @Override
    public double quantile(double[] z, int zAt, double q) {
        return heads.get(0).loss.quantile(z, zAt, q);
    }

    @Override
    public double probabilityPositive(double[] z, int zAt) {
        return heads.get(0).loss.probabilityPositive(z, zAt);
    }

    @Override
    public double[] initialOutputs(double[] y, double[] weights) {
        double[] start = new double[outputs()];
        for (int h = 0; h < heads.size(); h++) {
            int width = labelAt[h + 1] - labelAt[h];
            double[] own = new double[weights.length * width];
            for (int i = 0; i < weights.length; i++) {
                System.arraycopy(y, i * labels() + labelAt[h], own, i * width, width);
            }
            double[] part = heads.get(h).loss.initialOutputs(own, weights);
            System.arraycopy(part, 0, start, outputAt[h], part.length);
        }
        return start;
    }

    @Override
    public Description describe() {
        return Description.of("heads")
                .with(heads.stream()
                        .map(head -> Description.of("head")
                                .with("weight", head.weight)
                                .with(List.of(head.loss.describe())))
                        .toList());
    }
}
