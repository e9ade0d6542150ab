package dev.clv.nn.check;

import dev.clv.nn.NetworkSpec;
import dev.clv.nn.Pass;
import dev.clv.nn.layer.Layer;
import dev.clv.nn.loss.Loss;
import dev.clv.nn.loss.LossMemory;
import dev.clv.nn.math.NamedMatrices;
import dev.clv.nn.math.SplitMix;
import java.util.function.DoubleSupplier;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Compares gradients with differences of the function itself. The differences are central and of fourth order, (8
 * (f(+h) - f(-h)) - (f(+2h) - f(-2h))) / 12h, taken at three steps h, of which the best counts: a kink or rounding may
 * spoil one step, a wrong gradient fails at all of them.
 *
 * <p>The relative error of a gradient g against its difference d is |g - d| / max(|g|, |d|, 1e-5 max(1, |f|)); the last
 * term is where rounding of f hides smaller gradients.
 *
 * @param checked how many numbers of gradients were compared
 * @param worst the largest relative error; NaN if a gradient or a difference was
 * @param worstAt where, in words
 */
public record GradientCheck(int checked, double worst, String worstAt) {

    /** The relative error that every layer and loss here stays within. */
    public static final double TOLERANCE = 1e-6;

    private static final double[] STEPS = {1e-3, 1e-4, 1e-5};

    /**
     * Checks the gradient of a function by one matrix.
     *
     * @param name of the matrix, for {@link #worstAt}
     * @param f the function, which reads {@code point}
     * @param point where to check. Changed while checking, restored at the end.
     * @param gradient to check, of the same shape. Not modified.
     */
    public static GradientCheck of(String name, DoubleSupplier f, DMatrixRMaj point, DMatrixRMaj gradient) {
        double floor = floor(f);
        GradientCheck all = new GradientCheck(0, 0, "");
        for (int i = 0; i < point.getNumElements(); i++) {
            String where = name + " row " + i / point.numCols + " column " + i % point.numCols;
            all = all.and(ofOne(where, f, point, i, gradient, floor));
        }
        return all;
    }

    /** The smallest gradient that rounding does not hide. */
    private static double floor(DoubleSupplier f) {
        return 1e-5 * Math.max(1, Math.abs(f.getAsDouble()));
    }

    private static GradientCheck ofOne(
            String where, DoubleSupplier f, DMatrixRMaj point, int i, DMatrixRMaj gradient, double floor) {
        double error = error(f, point, i, gradient.data[i], floor);
        return new GradientCheck(1, error, where + ", gradient " + gradient.data[i]);
    }

    private static double error(DoubleSupplier f, DMatrixRMaj point, int i, double gradient, double floor) {
        double least = Double.NaN;
        for (double step : STEPS) {
            double h = step * Math.max(1, Math.abs(point.data[i]));
            double difference = (8 * (at(f, point, i, h) - at(f, point, i, -h))
                            - (at(f, point, i, 2 * h) - at(f, point, i, -2 * h)))
                    / (12 * h);
            double size = Math.max(Math.max(Math.abs(gradient), Math.abs(difference)), floor);
            double error = Math.abs(gradient - difference) / size;
            if (!(error >= least)) {
                least = error;
            }
        }
        return least;
    }

    private static double at(DoubleSupplier f, DMatrixRMaj point, int i, double shift) {
        double kept = point.data[i];
        point.data[i] = kept + shift;
        double value = f.getAsDouble();
        point.data[i] = kept;
        return value;
    }

    /**
     * Checks all parameters and inputs of a whole network under its loss, on random rows near 0 with these labels.
     *
     * @param labels (n, L) labels that the loss allows, row after row, n at least 1. Not modified.
     */
    public static GradientCheck network(NetworkSpec spec, double[] labels, long seed) {
        Loss loss = spec.loss();
        DMatrixRMaj y = new DMatrixRMaj(labels.length / loss.labels(), loss.labels(), true, labels);
        SplitMix random = new SplitMix(seed);
        NamedMatrices parameters = spec.matrices(spec.initialParameters(seed));
        for (int p = 0; p < parameters.count(); p++) {
            jitter(parameters.get(p), 1, random);
        }
        Pass pass = Pass.of(spec, y.numRows);
        drawRows(spec.layers().get(0), pass.x(), random);
        jitter(pass.offsets(), 1, random);
        DMatrixRMaj losses = new DMatrixRMaj(y.numRows, 1);
        LossMemory memory = loss.memory(y.numRows);
        DoubleSupplier f = () -> {
            loss.value(pass.forwardTraining(parameters, seed), y, losses, memory);
            return CommonOps_DDRM.elementSum(losses);
        };
        loss.gradient(pass.forwardTraining(parameters, seed), y, losses, pass.dz(), memory);
        NamedMatrices gradients = spec.zeros();
        pass.backward(parameters, gradients, true);
        return ofRows(spec.layers().get(0), f, pass.x(), pass.dx().copy()).and(of(f, parameters, gradients));
    }

    /** The gradients by all parameters. */
    static GradientCheck of(DoubleSupplier f, NamedMatrices parameters, NamedMatrices gradients) {
        GradientCheck all = new GradientCheck(0, 0, "");
        for (int p = 0; p < parameters.count(); p++) {
            all = all.and(of(parameters.names().get(p), f, parameters.get(p), gradients.get(p)));
        }
        return all;
    }

    /** The gradients by rows of inputs, those by category indices apart, which must be 0. */
    static GradientCheck ofRows(Layer layer, DoubleSupplier f, DMatrixRMaj x, DMatrixRMaj dx) {
        double floor = floor(f);
        GradientCheck all = new GradientCheck(0, 0, "");
        for (int i = 0; i < dx.getNumElements(); i++) {
            int column = i % layer.inputs();
            if (layer.categories(column) == 0) {
                String where = "x row " + i / layer.inputs() + " column " + column;
                all = all.and(ofOne(where, f, x, i, dx, floor));
            } else if (dx.data[i] != 0) {
                throw new AssertionError("the gradient by a category index, column " + column + ", must be 0, was "
                        + dx.data[i] + "; write 0 there in backward");
            }
        }
        return all;
    }

    /** Fills rows with numbers in (-1, 1), and with categories where the layer takes an index. */
    static void drawRows(Layer layer, DMatrixRMaj x, SplitMix random) {
        for (int i = 0; i < x.getNumElements(); i++) {
            int categories = layer.categories(i % layer.inputs());
            x.data[i] = categories == 0 ? random.nextSymmetric(1) : random.nextInt(categories);
        }
    }

    /** Adds a number in (-size, size) to each. */
    static void jitter(DMatrixRMaj numbers, double size, SplitMix random) {
        for (int i = 0; i < numbers.getNumElements(); i++) {
            numbers.data[i] += random.nextSymmetric(size);
        }
    }

    /** Both checks as one. */
    public GradientCheck and(GradientCheck other) {
        boolean otherWorse = !Double.isNaN(worst) && !(other.worst <= worst);
        return new GradientCheck(
                checked + other.checked, otherWorse ? other.worst : worst, otherWorse ? other.worstAt : worstAt);
    }

    /**
     * This check, if no gradient is off by more than {@link #TOLERANCE}.
     *
     * @throws AssertionError otherwise; the message names the worst
     */
    public GradientCheck orFail() {
        if (!(worst <= TOLERANCE)) {
            throw new AssertionError("the gradient is off by a relative " + worst + " (allowed " + TOLERANCE + ") at "
                    + worstAt + "; compare backward with forward there");
        }
        return this;
    }
}
