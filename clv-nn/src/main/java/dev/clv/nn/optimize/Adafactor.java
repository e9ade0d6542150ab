package dev.clv.nn.optimize;

import dev.clv.nn.describe.Description;
import dev.clv.nn.layer.ParameterShape;
import dev.clv.nn.math.Elementary;

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
    public int stateSize(ParameterShape shape) {
        return factored(shape) ? shape.rows() + shape.columns() : shape.size();
    }

    private static boolean factored(ParameterShape shape) {
        return shape.rows() > 1 && shape.columns() > 1;
    }

    /** State of a matrix: the row sums R, then the column sums C; of a vector: its second moment V. */
    @Override
    public void update(
            ParameterShape shape, double[] w, double[] g, int at, double[] state, int stateAt, long step, double rate) {
        int n = shape.size();
        double kept = 1 - Elementary.exp(DECAY_POWER * StrictMath.log(step));
        double total = factored(shape)
                ? updateSums(shape, g, at, state, stateAt, kept)
                : updateSquares(n, g, at, state, stateAt, kept);
        double squares = 0;
        double updateSquares = 0;
        for (int i = 0; i < n; i++) {
            double u = g[at + i] / Math.sqrt(secondMoment(shape, state, stateAt, i, total));
            updateSquares += u * u;
            squares += w[at + i] * w[at + i];
        }
        double clip = Math.max(1, Math.sqrt(updateSquares / n) / CLIP);
        double size = Math.max(LEAST_SIZE, Math.sqrt(squares / n)) * Math.min(rate, 1 / Math.sqrt(step));
        for (int i = 0; i < n; i++) {
            double u = g[at + i] / Math.sqrt(secondMoment(shape, state, stateAt, i, total));
            w[at + i] -= size * u / clip;
        }
    }

    private static double secondMoment(ParameterShape shape, double[] state, int stateAt, int i, double total) {
        if (!factored(shape)) {
            return state[stateAt + i];
        }
        int columns = shape.columns();
        return state[stateAt + i / columns] * state[stateAt + shape.rows() + i % columns] / total;
    }

    /** Returns the sum of R. */
    private static double updateSums(
            ParameterShape shape, double[] g, int at, double[] state, int stateAt, double kept) {
        int rows = shape.rows();
        int columns = shape.columns();
        for (int k = 0; k < rows + columns; k++) {
            state[stateAt + k] *= kept;
        }
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                double gradient = g[at + r * columns + c];
                double square = (1 - kept) * (gradient * gradient + SQUARE_FLOOR);
                state[stateAt + r] += square;
                state[stateAt + rows + c] += square;
            }
        }
        double total = 0;
        for (int r = 0; r < rows; r++) {
            total += state[stateAt + r];
        }
        return total;
    }

    private static double updateSquares(int n, double[] g, int at, double[] state, int stateAt, double kept) {
        for (int i = 0; i < n; i++) {
            state[stateAt + i] = kept * state[stateAt + i] + (1 - kept) * (g[at + i] * g[at + i] + SQUARE_FLOOR);
        }
        return 1;
    }

    @Override
    public Description describe() {
        return Description.of("adafactor").with("learning_rate", learningRate);
    }
}
