package dev.clv.nn.check;

import dev.clv.nn.NetworkSpec;
import dev.clv.nn.ParameterSlot;
import dev.clv.nn.Pass;
import dev.clv.nn.layer.Layer;
import dev.clv.nn.loss.Loss;
import dev.clv.nn.math.SplitMix;
import java.util.function.DoubleSupplier;

/**
 * Compares gradients with differences of the function itself. The differences are central and of fourth order, (8
 * (f(+h) - f(-h)) - (f(+2h) - f(-2h))) / 12h, taken at three steps h, of which the best counts: a kink or rounding may
 * spoil one step, a wrong gradient fails at all of them.
 *
 * <p>The relative error of a slope s against its difference d is |s - d| / max(|s|, |d|, 1e-5 max(1, |f|)); the last
 * term is where rounding of f hides smaller slopes.
 *
 * @param checked how many slopes were compared
 * @param worst the largest relative error; NaN if a slope or a difference was
 * @param worstAt where, in words
 */
public record GradientCheck(int checked, double worst, String worstAt) {

    /** The relative error that every layer and loss here stays within. */
    public static final double TOLERANCE = 1e-6;

    private static final double[] STEPS = {1e-3, 1e-4, 1e-5};

    /**
     * Checks the slopes of one array.
     *
     * @param name of the array, for {@link #worstAt}
     * @param f the function, which reads {@code point}
     * @param point where to check. Changed while checking, restored at the end.
     * @param at the first number to vary
     * @param count how many to vary
     * @param slopes the gradient to check, same indices as point. Not modified.
     */
    public static GradientCheck of(String name, DoubleSupplier f, double[] point, int at, int count, double[] slopes) {
        double floor = 1e-5 * Math.max(1, Math.abs(f.getAsDouble()));
        double worst = 0;
        String where = "";
        for (int i = at; i < at + count; i++) {
            double error = error(f, point, i, slopes[i], floor);
            if (!(error <= worst)) {
                worst = error;
                where = name + "[" + (i - at) + "] slope " + slopes[i];
            }
        }
        return new GradientCheck(count, worst, where);
    }

    private static double error(DoubleSupplier f, double[] point, int i, double slope, double floor) {
        double least = Double.NaN;
        for (double step : STEPS) {
            double h = step * Math.max(1, Math.abs(point[i]));
            double difference = (8 * (at(f, point, i, h) - at(f, point, i, -h))
                            - (at(f, point, i, 2 * h) - at(f, point, i, -2 * h)))
                    / (12 * h);
            double size = Math.max(Math.max(Math.abs(slope), Math.abs(difference)), floor);
            double error = Math.abs(slope - difference) / size;
            if (!(error >= least)) {
                least = error;
            }
        }
        return least;
    }

    private static double at(DoubleSupplier f, double[] point, int i, double shift) {
        double kept = point[i];
        point[i] = kept + shift;
        double value = f.getAsDouble();
        point[i] = kept;
        return value;
    }

    /**
     * Checks all parameters and inputs of a whole network under its loss, on random rows near 0 with these labels.
     *
     * @param labels (n, L) labels the loss allows, with n at least 1
     */
    public static GradientCheck network(NetworkSpec spec, double[] labels, long seed) {
        Loss loss = spec.loss();
        int rows = labels.length / loss.labels();
        SplitMix random = new SplitMix(seed);
        double[] parameters = spec.initialParameters(seed);
        jitter(parameters, parameters.length, random);
        Pass pass = Pass.of(spec, rows);
        drawRows(spec.layers().get(0), pass.x(), random);
        jitter(pass.offsets(), pass.offsets().length, random);
        DoubleSupplier f = () -> {
            double[] z = pass.forwardTraining(rows, parameters, seed);
            double sum = 0;
            for (int b = 0; b < rows; b++) {
                sum += loss.value(z, b * loss.outputs(), labels, b * loss.labels());
            }
            return sum;
        };
        pass.forwardTraining(rows, parameters, seed);
        for (int b = 0; b < rows; b++) {
            loss.gradient(pass.z(), b * loss.outputs(), labels, b * loss.labels(), pass.dz());
        }
        double[] gradients = new double[parameters.length];
        pass.backward(rows, parameters, gradients, true);
        double[] dx = pass.dx().clone();
        GradientCheck all = ofRows(spec.layers().get(0), f, pass.x(), dx);
        for (ParameterSlot slot : spec.slots()) {
            all = all.and(of(slot.name(), f, parameters, slot.at(), slot.shape().size(), gradients));
        }
        return all;
    }

    /** The slopes of rows of inputs, those of category indices apart, which must be 0. */
    static GradientCheck ofRows(Layer layer, DoubleSupplier f, double[] x, double[] dx) {
        GradientCheck all = new GradientCheck(0, 0, "");
        for (int i = 0; i < dx.length; i++) {
            int column = i % layer.inputs();
            if (layer.categories(column) == 0) {
                all = all.and(of("row " + i / layer.inputs() + " column " + column + " of x, ", f, x, i, 1, dx));
            } else if (dx[i] != 0) {
                throw new AssertionError("the gradient by a category index, column " + column + ", must be 0, was "
                        + dx[i] + "; write 0 there in backward");
            }
        }
        return all;
    }

    /** Numbers in (-1, 1), and categories where the layer takes an index. */
    static void drawRows(Layer layer, double[] x, SplitMix random) {
        for (int i = 0; i < x.length; i++) {
            int categories = layer.categories(i % layer.inputs());
            x[i] = categories == 0 ? random.nextSymmetric(1) : random.nextInt(categories);
        }
    }

    static void jitter(double[] numbers, int count, SplitMix random) {
        for (int i = 0; i < count; i++) {
            numbers[i] += random.nextSymmetric(1);
        }
    }

    /** Both checks as one. */
    public GradientCheck and(GradientCheck other) {
        boolean otherWorse = !(other.worst <= worst);
        return new GradientCheck(
                checked + other.checked, otherWorse ? other.worst : worst, otherWorse ? other.worstAt : worstAt);
    }

    /**
     * This check, if no slope is off by more than {@link #TOLERANCE}.
     *
     * @throws AssertionError otherwise, which names the worst slope
     */
    public GradientCheck orFail() {
        if (!(worst <= TOLERANCE)) {
            throw new AssertionError("gradient is off by a relative " + worst + " (allowed " + TOLERANCE + ") at "
                    + worstAt + "; compare backward with forward there");
        }
        return this;
    }
}
