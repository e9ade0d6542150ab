package dev.clv.decide.uplift;

import dev.clv.nn.describe.Description;
import dev.clv.nn.loss.Loss;
import dev.clv.nn.loss.LossMemory;
import dev.clv.nn.loss.ScalarLoss;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;

/**
 * A loss for a network with a head an arm: the labels of a row are its outcome and its arm, and only that arm's raw
 * output is judged. The others have no gradient, as nobody knows what the customer would have done with another arm.
 *
 * @param arms the number of heads, at least 1
 * @param inner of each head
 * @param unit the number that outcomes are divided by
 */
record ArmLoss(int arms, ScalarLoss inner, double unit) implements Loss {

    @Override
    public int outputs() {
        return arms;
    }

    @Override
    public int labels() {
        return 2;
    }

    @Override
    public double labelUnit(int label) {
        return label == 0 ? unit : 1;
    }

    @Override
    public boolean allows(double[] labels) {
        return inner.allows(labels[0]) && labels[1] >= 0 && labels[1] < arms && labels[1] == (int) labels[1];
    }

    @Override
    public String labelRule() {
        return inner.labelRule() + ", and an arm, a whole number from 0 to " + (arms - 1);
    }

    @Override
    public void value(DMatrixRMaj z, DMatrixRMaj y, DMatrixRMaj losses, LossMemory memory) {
        for (int b = 0; b < z.numRows; b++) {
            losses.data[b] = inner.value(z.get(b, (int) y.get(b, 1)), y.get(b, 0));
        }
    }

    @Override
    public void gradient(DMatrixRMaj z, DMatrixRMaj y, DMatrixRMaj losses, DMatrixRMaj dz, LossMemory memory) {
        value(z, y, losses, memory);
        dz.zero();
        for (int b = 0; b < z.numRows; b++) {
            int arm = (int) y.get(b, 1);
            dz.set(b, arm, inner.derivative(z.get(b, arm), y.get(b, 0)));
        }
    }

    /** The outcome expected in the first arm, the control. */
    @Override
    public double mean(DMatrixRMaj z, int row) {
        return mean(z, row, 0);
    }

    /** The outcome expected in an arm. */
    double mean(DMatrixRMaj z, int row, int arm) {
        return unit * inner.mean(z.get(row, arm));
    }

    @Override
    public void meanGradient(DMatrixRMaj z, int row, DMatrixRMaj dz) {
        for (int arm = 1; arm < arms; arm++) {
            dz.set(row, arm, 0);
        }
        dz.set(row, 0, unit * inner.meanDerivative(z.get(row, 0)));
    }

    /** For each arm the best constant of its rows; of all rows for an arm without rows. */
    @Override
    public double[] initialOutputs(DMatrixRMaj y, double[] weights) {
        double[] start = new double[arms];
        for (int arm = 0; arm < arms; arm++) {
            int own = arm;
            int[] rows = IntStream.range(0, y.numRows)
                    .filter(row -> y.get(row, 1) == own && weights[row] > 0)
                    .toArray();
            int[] used = rows.length > 0 ? rows : IntStream.range(0, y.numRows).toArray();
            start[arm] = inner.initialOutput(
                    Arrays.stream(used).mapToDouble(row -> y.get(row, 0)).toArray(),
                    Arrays.stream(used).mapToDouble(row -> weights[row]).toArray());
        }
        return start;
    }

    @Override
    public Description describe() {
        return Description.of("arms").with("arms", arms).with("unit", unit).with(List.of(inner.describe()));
    }
}
