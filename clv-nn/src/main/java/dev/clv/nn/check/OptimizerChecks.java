package dev.clv.nn.check;

import dev.clv.nn.describe.Description;
import dev.clv.nn.layer.ParameterShape;
import dev.clv.nn.math.NamedMatrices;
import dev.clv.nn.math.SplitMix;
import dev.clv.nn.optimize.Optimizer;
import java.util.Arrays;
import java.util.function.Function;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.MatrixFeatures_DDRM;
import org.ejml.dense.row.NormOps_DDRM;

/**
 * The contract of {@link Optimizer}, to be run on one of yours from any test framework. A broken promise is an
 * {@link AssertionError} that names it. Give the optimiser settings that are not its defaults, so that one missing in
 * its description is found.
 */
public final class OptimizerChecks {

    private static final ParameterShape MATRIX = new ParameterShape("weights", 4, 3, true);
    private static final ParameterShape VECTOR = new ParameterShape("bias", 1, 5, false);
    private static final int STEPS = 6;
    private static final int LONG = 1000;

    /** Small enough for every optimiser to go downhill with. */
    private static final double LARGEST_RATE = 0.01;

    private final Optimizer optimizer;
    private final double rate;
    private final SplitMix random;

    private OptimizerChecks(Optimizer optimizer, long seed) {
        this.optimizer = optimizer;
        rate = Math.min(optimizer.learningRate(), LARGEST_RATE);
        random = new SplitMix(seed);
    }

    /**
     * Runs all checks on a matrix that decays and on a vector that does not.
     *
     * @param rebuild makes the optimiser of a description
     */
    public static void check(Optimizer optimizer, long seed, Function<Description, Optimizer> rebuild) {
        OptimizerChecks checks = new OptimizerChecks(optimizer, seed);
        checks.startsFromZero();
        for (ParameterShape shape : new ParameterShape[] {MATRIX, VECTOR}) {
            checks.leavesItsArgumentsAlone(shape);
            checks.descends(shape);
            checks.zeroGradientsLeaveFinite(shape);
            checks.heedsTheRate(shape);
            checks.keepsNothingInFields(shape);
            checks.describesItself(shape, rebuild.apply(optimizer.describe()));
        }
        checks.biasesStay();
    }

    private DMatrixRMaj draw(ParameterShape shape) {
        DMatrixRMaj numbers = shape.zeros();
        GradientCheck.jitter(numbers, 1, random);
        return numbers;
    }

    /** Some steps along given gradients. */
    private static final class Run {

        private final Optimizer by;
        private final ParameterShape shape;
        private final double rate;
        private final DMatrixRMaj start;
        private final DMatrixRMaj[] gradients;
        private DMatrixRMaj w;
        private NamedMatrices state;
        private int step;

        Run(Optimizer by, ParameterShape shape, double rate, DMatrixRMaj start, DMatrixRMaj[] gradients) {
            this.by = by;
            this.shape = shape;
            this.rate = rate;
            this.start = start;
            this.gradients = gradients;
            w = start.copy();
            state = by.newState(shape);
        }

        Run begin() {
            w = start.copy();
            state = by.newState(shape);
            step = 0;
            return this;
        }

        Run step() {
            by.update(shape, w, gradients[step], state, step + 1, rate);
            step++;
            return this;
        }

        Run finish() {
            while (step < gradients.length) {
                step();
            }
            return this;
        }

        boolean sameAs(Run other) {
            return Margins.areEqual(w, other.w) && Arrays.equals(state.toArray(), other.state.toArray());
        }
    }

    private Run draw(Optimizer by, ParameterShape shape) {
        DMatrixRMaj[] gradients = new DMatrixRMaj[STEPS];
        Arrays.setAll(gradients, i -> draw(shape));
        return new Run(by, shape, rate, draw(shape), gradients);
    }

    private Run again(Run run, Optimizer by) {
        return new Run(by, run.shape, run.rate, run.start, run.gradients);
    }

    private void startsFromZero() {
        NamedMatrices state = optimizer.newState(MATRIX);
        for (double number : state.toArray()) {
            require(number == 0, "newState must be zero, has " + number);
        }
        NamedMatrices other = optimizer.newState(MATRIX);
        for (int m = 0; m < state.count(); m++) {
            require(state.get(m) != other.get(m), "newState must give new matrices every time");
        }
    }

    private void leavesItsArgumentsAlone(ParameterShape shape) {
        DMatrixRMaj w = Margins.copy(draw(shape));
        DMatrixRMaj g = draw(shape);
        DMatrixRMaj given = Margins.copy(g);
        optimizer.update(shape, w, given, optimizer.newState(shape), 1, rate);
        require(Margins.areEqual(given, g), "update must not modify the gradient");
        require(Margins.areIntact(w, shape.rows(), shape.columns()), "update must not write beyond the parameter");
    }

    /** Down a bowl whose steepness differs by direction, from a distance of about 1 to its bottom. */
    private void descends(ParameterShape shape) {
        DMatrixRMaj bottom = draw(shape);
        DMatrixRMaj steepness = draw(shape);
        for (int i = 0; i < steepness.getNumElements(); i++) {
            steepness.data[i] = 0.5 + Math.abs(steepness.data[i]);
        }
        DMatrixRMaj w = bottom.copy();
        for (int i = 0; i < w.getNumElements(); i++) {
            w.data[i] += bottom.data[i] > 0 ? 1 : -1;
        }
        NamedMatrices state = optimizer.newState(shape);
        double before = height(w, bottom, steepness);
        DMatrixRMaj g = w.createLike();
        for (int step = 1; step <= LONG; step++) {
            CommonOps_DDRM.subtract(w, bottom, g);
            CommonOps_DDRM.elementMult(g, steepness);
            optimizer.update(shape, w, g, state, step, rate);
        }
        double after = height(w, bottom, steepness);
        require(after < before, "steps must descend a convex bowl, rose from " + before + " to " + after);
    }

    private static double height(DMatrixRMaj w, DMatrixRMaj bottom, DMatrixRMaj steepness) {
        double sum = 0;
        for (int i = 0; i < w.getNumElements(); i++) {
            sum += 0.5 * steepness.data[i] * (w.data[i] - bottom.data[i]) * (w.data[i] - bottom.data[i]);
        }
        return sum;
    }

    private void zeroGradientsLeaveFinite(ParameterShape shape) {
        for (double size : new double[] {0, 1e-200, 1e100}) {
            DMatrixRMaj g = shape.zeros();
            g.fill(size);
            DMatrixRMaj w = draw(shape);
            NamedMatrices state = optimizer.newState(shape);
            for (int step = 1; step <= STEPS; step++) {
                optimizer.update(shape, w, g, state, step, rate);
            }
            require(
                    !MatrixFeatures_DDRM.hasUncountable(w),
                    "gradients of " + size + " must leave the parameter finite");
        }
    }

    private void biasesStay() {
        DMatrixRMaj start = draw(VECTOR);
        DMatrixRMaj w = start.copy();
        NamedMatrices state = optimizer.newState(VECTOR);
        for (int step = 1; step <= STEPS; step++) {
            optimizer.update(VECTOR, w, VECTOR.zeros(), state, step, rate);
        }
        require(
                MatrixFeatures_DDRM.isIdentical(w, start, 1e-9),
                "a parameter that does not decay must stay where it is while its gradient is 0");
    }

    private void heedsTheRate(ParameterShape shape) {
        Run run = draw(optimizer, shape);
        double whole = length(run, rate);
        double half = length(run, rate / 2);
        require(
                half > 0 && half < whole,
                "a step must be shorter at a lower rate, was " + half + " at half the rate and " + whole);
    }

    private double length(Run run, double at) {
        DMatrixRMaj w = run.start.copy();
        optimizer.update(run.shape, w, run.gradients[0], optimizer.newState(run.shape), 1, at);
        CommonOps_DDRM.subtractEquals(w, run.start);
        return NormOps_DDRM.normF(w);
    }

    private void keepsNothingInFields(ParameterShape shape) {
        Run first = draw(optimizer, shape);
        Run second = draw(optimizer, shape);
        Run firstAlone = again(first, optimizer).finish();
        Run secondAlone = again(second, optimizer).finish();
        for (int step = 0; step < STEPS; step++) {
            first.step();
            second.step();
        }
        require(
                first.sameAs(firstAlone) && second.sameAs(secondAlone),
                "parameters that take turns must not disturb each other; keep what is remembered in the state");
        require(
                TwoThreads.areRight(() -> {
                    Run own = again(first, optimizer);
                    return () -> own.begin().finish().sameAs(firstAlone);
                }),
                "steps on two threads must not disturb each other; keep what is remembered in the state");
    }

    private void describesItself(ParameterShape shape, Optimizer rebuilt) {
        require(
                rebuilt.describe().equals(optimizer.describe()),
                "an optimiser rebuilt from its description must be the same, was " + rebuilt.describe());
        Run run = draw(optimizer, shape);
        Run other = again(run, rebuilt).finish();
        require(
                rebuilt.learningRate() == optimizer.learningRate() && other.sameAs(run.finish()),
                "an optimiser rebuilt from its description must give the same numbers; describe every setting");
    }

    private void require(boolean kept, String promise) {
        if (!kept) {
            throw new AssertionError("optimiser '" + optimizer.describe().word() + "': " + promise);
        }
    }
}
