package dev.clv.nn;

import dev.clv.nn.internal.kernel.DenseChain;
import dev.clv.nn.layer.Elementwise;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/** The rescale rule between one row and many references, see {@link Network#rescaledSlopes}. Not thread-safe. */
final class RescaleRule {

    /** Below this difference a quotient is mostly rounding. */
    private static final double SMALLEST_RUN = 1e-6;

    private static final int CHUNK = 64;

    private final Network network;
    private final NetworkSpec spec;
    private final List<DenseChain.Stage> stages;
    private final double[] parameters;
    private final Pass row;
    private final Pass references;

    RescaleRule(Network network, double[] row) {
        this.network = network;
        spec = network.spec();
        stages = checked(spec).stages();
        parameters = network.parameterArray();
        this.row = network.newPass(1);
        System.arraycopy(row, 0, this.row.x(), 0, row.length);
        network.forward(1, this.row);
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

    double[][] slopes(DMatrixRMaj rows) {
        double[][] slopes = new double[rows.numRows][];
        int inputs = spec.inputs();
        for (int from = 0; from < slopes.length; from += CHUNK) {
            int count = Math.min(CHUNK, slopes.length - from);
            System.arraycopy(rows.data, from * inputs, references.x(), 0, count * inputs);
            double[] dx = slopes(count);
            for (int b = 0; b < count; b++) {
                slopes[from + b] = Arrays.copyOfRange(dx, b * inputs, (b + 1) * inputs);
            }
        }
        return slopes;
    }

    private double[] slopes(int rows) {
        network.forward(rows, references);
        double[] dz = outcomeSlopes(rows);
        double[] dy = dz.clone();
        for (int s = stages.size() - 1; s >= 0; s--) {
            DenseChain.Stage stage = stages.get(s);
            if (stage.activation() != null) {
                dy = rescale(rows, stage.activation(), stage.activationLayer(), dy);
            }
            if (stage.isDense()) {
                int l = stage.layer();
                double[] dx = new double[rows * stage.inputs()];
                spec.layers()
                        .get(l)
                        .backward(
                                rows,
                                references.inputOf(l),
                                references.inputOf(l + 1),
                                dy,
                                parameters,
                                spec.layerAt(l),
                                dx,
                                null,
                                references.memoryOf(l));
                dy = dx;
            }
        }
        for (int s = 0; s < spec.skips().size(); s++) {
            for (int b = 0; b < rows; b++) {
                dy[b * spec.inputs() + spec.skips().get(s).column()] += dz[b] * parameters[spec.skipAt() + s];
            }
        }
        return dy;
    }

    /** From raw output to expected outcome. */
    private double[] outcomeSlopes(int rows) {
        double[] at = new double[1];
        spec.loss().meanGradient(row.z(), 0, at);
        double end = spec.loss().mean(row.z(), 0);
        double[] slopes = new double[rows];
        for (int b = 0; b < rows; b++) {
            double rise = end - spec.loss().mean(references.z(), b);
            slopes[b] = slope(rise, row.z()[0] - references.z()[b], at[0]);
        }
        return slopes;
    }

    private double[] rescale(int rows, Elementwise layer, int l, double[] dy) {
        int width = layer.inputs();
        double[] dx = new double[rows * width];
        double[] x = row.inputOf(l);
        double[] y = row.inputOf(l + 1);
        double[] ones = new double[width];
        Arrays.fill(ones, 1);
        double[] at = new double[width];
        layer.backward(1, x, y, ones, parameters, spec.layerAt(l), at, null, row.memoryOf(l));
        for (int b = 0; b < rows; b++) {
            for (int u = 0; u < width; u++) {
                int i = b * width + u;
                double rise = y[u] - references.inputOf(l + 1)[i];
                dx[i] = dy[i] * slope(rise, x[u] - references.inputOf(l)[i], at[u]);
            }
        }
        return dx;
    }

    private static double slope(double rise, double run, double slopeAtRow) {
        return Math.abs(run) < SMALLEST_RUN ? slopeAtRow : rise / run;
    }
}
