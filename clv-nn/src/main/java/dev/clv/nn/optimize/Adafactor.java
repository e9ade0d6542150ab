package dev.clv.nn.optimize;

import dev.clv.nn.describe.Description;
import dev.clv.nn.layer.ParameterShape;
import dev.clv.nn.math.Elementary;
import dev.clv.nn.math.NamedMatrices;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Adafactor (Shazeer and Stern 2018, "Adafactor: Adaptive learning rates with sublinear memory cost", algorithms 4 to 6
 * with the settings of its section 9): the second moment of a matrix is kept as row and column sums only, updates are
 * clipped to a root mean square of 1, and steps are relative to the size of the parameter. A vector (one row or column)
 * keeps its whole second moment.
 *
 * <p>The step is max(0.001, RMS(w)) min(rate, 1/sqrt(step)); the second moments decay by 1 - step<sup>-0.8</sup>.
 */
public final class Adafactor implements Optimizer {

    private static final double SQUARE_FLOOR = 1e-30;
    private static final double LEAST_SIZE = 1e-3;
    private static final double DECAY_POWER = -0.8;
    private static final double CLIP = 1;

    private final double learningRate;

    private Adafactor(double learningRate) {
        this.learningRate = learningRate;
    }

    /** Adafactor with the paper's relative step of at most 0.01. */
    public static Adafactor of() {
        return of(0.01);
    }

    /**
     * Adafactor with relative steps of at most this.
     *
     * @throws IllegalArgumentException unless the rate is positive and finite
     */
    public static Adafactor of(double learningRate) {
        return new Adafactor(Settings.learningRate(learningRate));
    }

    @Override
    public double learningRate() {
        return learningRate;
    }

    @Override
    public NamedMatrices newState(ParameterShape shape) {
        return factored(shape)
                ? NamedMatrices.of("row_sums", new DMatrixRMaj(shape.rows(), 1))
                        .and("column_sums", new DMatrixRMaj(1, shape.columns()))
                : NamedMatrices.of("second_moment", shape.zeros());
    }

    private static boolean factored(ParameterShape shape) {
        return shape.rows() > 1 && shape.columns() > 1;
    }

    @Override
    public void update(
            ParameterShape shape, DMatrixRMaj w, DMatrixRMaj g, NamedMatrices state, long step, double rate) {
        int n = shape.size();
        double kept = 1 - Elementary.exp(DECAY_POWER * StrictMath.log(step));
        double total = factored(shape) ? updateSums(g, state, kept) : updateSquares(g, state, kept);
        double squares = 0;
        double updateSquares = 0;
        for (int i = 0; i < n; i++) {
            double u = g.data[i] / Math.sqrt(secondMoment(shape, state, i, total));
            updateSquares += u * u;
            squares += w.data[i] * w.data[i];
        }
        double clip = Math.max(1, Math.sqrt(updateSquares / n) / CLIP);
        double size = Math.max(LEAST_SIZE, Math.sqrt(squares / n)) * Math.min(rate, 1 / Math.sqrt(step));
        for (int i = 0; i < n; i++) {
            double u = g.data[i] / Math.sqrt(secondMoment(shape, state, i, total));
            w.data[i] -= size * u / clip;
        }
    }

    private static double secondMoment(ParameterShape shape, NamedMatrices state, int i, double total) {
        if (!factored(shape)) {
            return state.get(0).data[i];
        }
        int columns = shape.columns();
        return state.get(0).data[i / columns] * state.get(1).data[i % columns] / total;
    }

    /** Returns the sum of the row sums. */
    private static double updateSums(DMatrixRMaj g, NamedMatrices state, double kept) {
        DMatrixRMaj rowSums = state.get("row_sums");
        DMatrixRMaj columnSums = state.get("column_sums");
        CommonOps_DDRM.scale(kept, rowSums);
        CommonOps_DDRM.scale(kept, columnSums);
        for (int r = 0; r < g.numRows; r++) {
            for (int c = 0; c < g.numCols; c++) {
                double gradient = g.get(r, c);
                double square = (1 - kept) * (gradient * gradient + SQUARE_FLOOR);
                rowSums.data[r] += square;
                columnSums.data[c] += square;
            }
        }
        return CommonOps_DDRM.elementSum(rowSums);
    }

    private static double updateSquares(DMatrixRMaj g, NamedMatrices state, double kept) {
        double[] moment = state.get("second_moment").data;
        for (int i = 0; i < g.getNumElements(); i++) {
            moment[i] = kept * moment[i] + (1 - kept) * (g.data[i] * g.data[i] + SQUARE_FLOOR);
        }
        return 1;
    }

    @Override
    public Description describe() {
        return Description.of("adafactor").with("learning_rate", learningRate);
    }
}
