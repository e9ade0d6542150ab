package dev.clv.nn.check;

import dev.clv.nn.Vocabulary;
import dev.clv.nn.layer.Layer;
import dev.clv.nn.layer.LayerMemory;
import dev.clv.nn.layer.ParameterShape;
import dev.clv.nn.math.SplitMix;
import java.util.Arrays;
import java.util.function.DoubleSupplier;

/**
 * The contract of {@link Layer}, to be run on one of yours from any test framework. A broken promise is an
 * {@link AssertionError} that names it.
 */
public final class LayerChecks {

    private static final int ROWS = 5;
    /** The layer's parameters and rows lie in longer arrays, so that a layer that ignores its place is found out. */
    private static final int MARGIN = 3;

    private static final double MARK = 1234.5;

    private final Layer layer;
    private final double[] x;
    private final double[] weights; // of the outputs in the scalar whose gradient is checked
    private final double[] parameters;
    private final int parameterCount;
    private final long noise;

    private LayerChecks(Layer layer, long seed) {
        this.layer = layer;
        SplitMix random = new SplitMix(seed);
        x = new double[ROWS * layer.inputs()];
        GradientCheck.drawRows(layer, x, random);
        weights = new double[ROWS * layer.outputs()];
        GradientCheck.jitter(weights, weights.length, random);
        parameterCount =
                layer.parameters().stream().mapToInt(ParameterShape::size).sum();
        parameters = new double[MARGIN + parameterCount + MARGIN];
        layer.initialize(parameters, MARGIN, random);
        for (int i = 0; i < parameterCount; i++) {
            parameters[MARGIN + i] += random.nextSymmetric(0.5);
        }
        noise = random.nextLong();
    }

    /**
     * Runs all checks on random rows in (-1, 1), or random categories where a column holds an index, with the words of
     * {@link Vocabulary#standard()}.
     *
     * @return the check of the gradients by inputs and parameters, with noise off and on
     */
    public static GradientCheck check(Layer layer, long seed) {
        return check(layer, seed, Vocabulary.standard());
    }

    /** The same with your words. */
    public static GradientCheck check(Layer layer, long seed, Vocabulary vocabulary) {
        LayerChecks checks = new LayerChecks(layer, seed);
        checks.startsFinite(seed);
        checks.rowsAreIndependent();
        checks.sameNoiseGivesTheSame();
        checks.leavesItsArgumentsAlone();
        checks.describesItself(vocabulary);
        return checks.gradients(false).and(checks.gradients(true)).orFail();
    }

    private double[] forward(boolean training) {
        double[] y = new double[ROWS * layer.outputs()];
        forward(training, layer.memory(ROWS), y);
        return y;
    }

    private void forward(boolean training, LayerMemory memory, double[] y) {
        memory.begin(training, noise);
        layer.forward(ROWS, x, parameters, MARGIN, y, memory);
    }

    private void startsFinite(long seed) {
        double[] first = new double[parameterCount];
        double[] second = new double[parameterCount];
        layer.initialize(first, 0, new SplitMix(seed));
        layer.initialize(second, 0, new SplitMix(seed));
        require(Arrays.equals(first, second), "initialize must give the same for the same seed");
        for (double value : first) {
            require(Double.isFinite(value), "initialize must give finite numbers, gave " + value);
        }
    }

    private void rowsAreIndependent() {
        double[] all = forward(false);
        int width = layer.outputs();
        for (int b = 0; b < ROWS; b++) {
            double[] row = Arrays.copyOfRange(x, b * layer.inputs(), (b + 1) * layer.inputs());
            double[] y = new double[width];
            LayerMemory memory = layer.memory(1);
            memory.begin(false, 0);
            layer.forward(1, row, parameters, MARGIN, y, memory);
            require(
                    Arrays.equals(y, 0, width, all, b * width, (b + 1) * width),
                    "a row must give the same bits alone and in a batch, row " + b + " differs");
        }
    }

    private void sameNoiseGivesTheSame() {
        require(Arrays.equals(forward(true), forward(true)), "the same noise must give the same outputs");
    }

    private void leavesItsArgumentsAlone() {
        double[] xBefore = x.clone();
        double[] parametersBefore = parameters.clone();
        int n = ROWS * layer.outputs();
        double[] y = new double[n + MARGIN];
        Arrays.fill(y, MARK);
        LayerMemory memory = layer.memory(ROWS);
        memory.begin(false, 0);
        layer.forward(ROWS, x, parameters, MARGIN, y, memory);
        double[] yBefore = y.clone();
        double[] dy = Arrays.copyOf(weights, weights.length);
        double[] dx = new double[x.length + MARGIN];
        Arrays.fill(dx, MARK);
        double[] gradients = new double[parameters.length];
        Arrays.fill(gradients, MARK);
        layer.backward(ROWS, x, y, dy, parameters, MARGIN, dx, gradients, memory);
        require(Arrays.equals(xBefore, x), "forward and backward must not modify x");
        require(Arrays.equals(parametersBefore, parameters), "forward and backward must not modify the parameters");
        require(Arrays.equals(yBefore, y), "backward must not modify y");
        require(Arrays.equals(weights, dy), "backward must not modify dy");
        for (int i = 0; i < MARGIN; i++) {
            require(y[n + i] == MARK, "forward must not write y beyond its rows");
            require(dx[x.length + i] == MARK, "backward must not write dx beyond its rows");
            require(
                    gradients[i] == MARK && gradients[MARGIN + parameterCount + i] == MARK,
                    "backward must not write gradients of other layers");
        }
        // With neither gradient wanted there is nothing to do, and nothing may go wrong.
        layer.backward(ROWS, x, y, dy, parameters, MARGIN, null, null, memory);
        double[] fromZero = new double[parameters.length];
        layer.backward(ROWS, x, y, dy, parameters, MARGIN, null, fromZero, memory);
        for (int i = MARGIN; i < MARGIN + parameterCount; i++) {
            require(
                    Math.abs(gradients[i] - MARK - fromZero[i]) <= 1e-9 * (1 + Math.abs(fromZero[i])),
                    "backward must add to the gradients, not overwrite them");
        }
    }

    private void describesItself(Vocabulary vocabulary) {
        Layer rebuilt = vocabulary.layer(layer.describe());
        require(
                rebuilt.describe().equals(layer.describe())
                        && rebuilt.parameters().equals(layer.parameters()),
                "a layer rebuilt from its description must be the same, was " + rebuilt.describe());
    }

    private GradientCheck gradients(boolean training) {
        LayerMemory memory = layer.memory(ROWS);
        double[] y = new double[ROWS * layer.outputs()];
        DoubleSupplier f = () -> {
            forward(training, memory, y);
            double sum = 0;
            for (int i = 0; i < y.length; i++) {
                sum += weights[i] * y[i];
            }
            return sum;
        };
        forward(training, memory, y);
        double[] dx = new double[x.length];
        double[] gradients = new double[parameters.length];
        layer.backward(ROWS, x, y, weights, parameters, MARGIN, dx, gradients, memory);
        return GradientCheck.ofRows(layer, f, x, dx)
                .and(GradientCheck.of("parameters", f, parameters, MARGIN, parameterCount, gradients));
    }

    private void require(boolean kept, String promise) {
        if (!kept) {
            throw new AssertionError("layer '" + layer.describe().word() + "': " + promise);
        }
    }
}
