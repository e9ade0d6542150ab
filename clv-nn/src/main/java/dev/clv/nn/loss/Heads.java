package dev.clv.nn.loss;

import dev.clv.nn.describe.Description;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

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
        return outputAt[Objects.checkIndex(head, heads.size())];
    }

    /** The index of a head's first label. */
    public int labelAt(int head) {
        return labelAt[Objects.checkIndex(head, heads.size())];
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
    public boolean allows(double[] labels) {
        for (int h = 0; h < heads.size(); h++) {
            if (!heads.get(h).loss.allows(Arrays.copyOfRange(labels, labelAt[h], labelAt[h + 1]))) {
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
    public LossMemory memory(int rows) {
        return new Memory(heads, rows);
    }

    @Override
    public void value(DMatrixRMaj z, DMatrixRMaj y, DMatrixRMaj losses, LossMemory memory) {
        losses.zero();
        for (int h = 0; h < heads.size(); h++) {
            HeadMemory own = ((Memory) memory).heads[h];
            own.take(z, outputAt[h], y, labelAt[h]);
            heads.get(h).loss.value(own.z, own.y, own.losses, own.memory);
            CommonOps_DDRM.addEquals(losses, heads.get(h).weight, own.losses);
        }
    }

    @Override
    public void gradient(DMatrixRMaj z, DMatrixRMaj y, DMatrixRMaj losses, DMatrixRMaj dz, LossMemory memory) {
        losses.zero();
        for (int h = 0; h < heads.size(); h++) {
            double weight = heads.get(h).weight;
            HeadMemory own = ((Memory) memory).heads[h];
            own.take(z, outputAt[h], y, labelAt[h]);
            heads.get(h).loss.gradient(own.z, own.y, own.losses, own.dz, own.memory);
            CommonOps_DDRM.addEquals(losses, weight, own.losses);
            CommonOps_DDRM.scale(weight, own.dz);
            CommonOps_DDRM.insert(own.dz, dz, 0, outputAt[h]);
        }
    }

    @Override
    public double mean(DMatrixRMaj z, int row) {
        return heads.get(0).loss.mean(z, row);
    }

    @Override
    public void meanGradient(DMatrixRMaj z, int row, DMatrixRMaj dz) {
        heads.get(0).loss.meanGradient(z, row, dz);
        for (int k = outputAt[1]; k < outputs(); k++) {
            dz.set(row, k, 0);
        }
    }

    @Override
    public boolean isDistribution() {
        return heads.get(0).loss.isDistribution();
    }

    @Override
    public double quantile(DMatrixRMaj z, int row, double q) {
        return heads.get(0).loss.quantile(z, row, q);
    }

    @Override
    public double probabilityPositive(DMatrixRMaj z, int row) {
        return heads.get(0).loss.probabilityPositive(z, row);
    }

    @Override
    public double[] initialOutputs(DMatrixRMaj y, double[] weights) {
        double[] start = new double[outputs()];
        for (int h = 0; h < heads.size(); h++) {
            DMatrixRMaj own = CommonOps_DDRM.extract(y, 0, y.numRows, labelAt[h], labelAt[h + 1]);
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

    private static final class Memory extends LossMemory {
        private final HeadMemory[] heads;

        Memory(List<Head> heads, int rows) {
            this.heads = new HeadMemory[heads.size()];
            Arrays.setAll(this.heads, h -> new HeadMemory(heads.get(h).loss, rows));
        }
    }

    /** The columns of one head. */
    private static final class HeadMemory {
        private final int outputs;
        private final int labels;
        private final DMatrixRMaj z; // (B, the head's raw outputs)
        private final DMatrixRMaj y; // (B, the head's labels)
        private final DMatrixRMaj losses; // (B, 1)
        private final DMatrixRMaj dz; // as z
        private final LossMemory memory;

        HeadMemory(Loss loss, int rows) {
            outputs = loss.outputs();
            labels = loss.labels();
            z = new DMatrixRMaj(rows, outputs);
            y = new DMatrixRMaj(rows, labels);
            losses = new DMatrixRMaj(rows, 1);
            dz = new DMatrixRMaj(rows, outputs);
            memory = loss.memory(rows);
        }

        void take(DMatrixRMaj allZ, int outputAt, DMatrixRMaj allY, int labelAt) {
            int rows = allZ.numRows;
            z.reshape(rows, outputs);
            y.reshape(rows, labels);
            losses.reshape(rows, 1);
            dz.reshape(rows, outputs);
            CommonOps_DDRM.extract(allZ, 0, rows, outputAt, outputAt + outputs, z);
            CommonOps_DDRM.extract(allY, 0, rows, labelAt, labelAt + labels, y);
        }
    }
}
