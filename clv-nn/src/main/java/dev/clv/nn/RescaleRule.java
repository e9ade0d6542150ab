package dev.clv.nn;

import dev.clv.nn.internal.kernel.DenseChain;
import dev.clv.nn.layer.Elementwise;
import dev.clv.nn.math.NamedMatrices;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** The rescale rule between one row and many references, see {@link Network#rescaledMultipliers}. Not thread-safe. */
final class RescaleRule {

    /** The quotient of smaller differences is mostly rounding. */
    private static final double SMALLEST_RUN = 1e-6;

    private static final int CHUNK = 64;

    private final Network network;
    private final NetworkSpec spec;
    private final List<DenseChain.Stage> stages;
    private final NamedMatrices parameters;
    private final Pass row;
    private final Pass references;

    RescaleRule(Network network, double[] row) {
        this.network = network;
        spec = network.spec();
        stages = checked(spec).stages();
        parameters = spec.matrices(network.parameterArray());
        this.row = network.newPass(1);
        System.arraycopy(row, 0, this.row.x().data, 0, row.length);
        network.forward(this.row);
        references = network.newPass(CHUNK);
    }

    private static DenseChain checked(NetworkSpec spec) {
        if (spec.loss().outputs() != 1 || !spec.offsetOutputs().isEmpty()) {
            throw new IllegalArgumentException(
                    "the rescale rule needs a network of one raw output and no offsets, loss '"
                            + spec.loss().describe().word() + "' has "
                            + spec.loss().outputs() + " and the network takes "
                            + spec.offsetOutputs().size() + " offset(s); use path integrals of the gradient");
        }
        DenseChain chain = DenseChain.prefixOf(spec.layers());
        if (chain.end() < spec.layers().size()) {
            throw new IllegalArgumentException("the rescale rule knows dense, dropout and elementwise layers, not '"
                    + spec.layers().get(chain.end()).describe().word() + "'; use path integrals of the gradient");
        }
        return chain;
    }

    double[][] multipliers(DMatrixRMaj rows) {
        double[][] multipliers = new double[rows.numRows][];
        int inputs = spec.inputs();
        for (int from = 0; from < multipliers.length; from += CHUNK) {
            int to = Math.min(from + CHUNK, multipliers.length);
            CommonOps_DDRM.extract(
                    rows, from, to, 0, inputs, references.begin(to - from).x());
            DMatrixRMaj dx = multipliers();
            for (int i = from; i < to; i++) {
                multipliers[i] = Arrays.copyOfRange(dx.data, (i - from) * inputs, (i - from + 1) * inputs);
            }
        }
        return multipliers;
    }

    private DMatrixRMaj multipliers() {
        network.forward(references);
        DMatrixRMaj dz = outcomeMultipliers();
        DMatrixRMaj dy = dz.copy();
        for (int s = stages.size() - 1; s >= 0; s--) {
            DenseChain.Stage stage = stages.get(s);
            if (stage.activation() != null) {
                dy = rescale(stage.activation(), stage.activationLayer(), dy);
            }
            if (stage.isDense()) {
                int l = stage.layer();
                DMatrixRMaj x = references.inputOf(l);
                DMatrixRMaj y = references.inputOf(l + 1);
                DMatrixRMaj dx = x.createLike();
                spec.layers().get(l).backward(x, y, dy, parametersOf(l), dx, null, references.memoryOf(l));
                dy = dx;
            }
        }
        for (int s = 0; s < spec.skips().size(); s++) {
            double weight = parameters.get(NetworkSpec.SKIP_WEIGHTS).get(0, s);
            for (int b = 0; b < dy.numRows; b++) {
                dy.add(b, spec.skips().get(s).column(), dz.get(b, 0) * weight);
            }
        }
        return dy;
    }

    private NamedMatrices parametersOf(int layer) {
        return parameters.group(spec.layerNames().get(layer));
    }

    /** From raw output to expected outcome. */
    private DMatrixRMaj outcomeMultipliers() {
        DMatrixRMaj at = new DMatrixRMaj(1, 1);
        spec.loss().meanGradient(row.z(), 0, at);
        double end = spec.loss().mean(row.z(), 0);
        DMatrixRMaj multipliers = references.z().createLike();
        for (int b = 0; b < multipliers.numRows; b++) {
            double rise = end - spec.loss().mean(references.z(), b);
            multipliers.set(
                    b, 0, quotient(rise, row.z().get(0, 0) - references.z().get(b, 0), at.get(0, 0)));
        }
        return multipliers;
    }

    private DMatrixRMaj rescale(Elementwise layer, int l, DMatrixRMaj dy) {
        DMatrixRMaj x = row.inputOf(l);
        DMatrixRMaj y = row.inputOf(l + 1);
        DMatrixRMaj ones = y.createLike();
        ones.fill(1);
        DMatrixRMaj at = x.createLike();
        layer.backward(x, y, ones, parametersOf(l), at, null, row.memoryOf(l));
        DMatrixRMaj dx = dy.createLike();
        for (int b = 0; b < dx.numRows; b++) {
            for (int u = 0; u < dx.numCols; u++) {
                double rise = y.get(0, u) - references.inputOf(l + 1).get(b, u);
                double run = x.get(0, u) - references.inputOf(l).get(b, u);
                dx.set(b, u, dy.get(b, u) * quotient(rise, run, at.get(0, u)));
            }
        }
        return dx;
    }

    private static double quotient(double rise, double run, double derivative) {
        return Math.abs(run) < SMALLEST_RUN ? derivative : rise / run;
    }
}
