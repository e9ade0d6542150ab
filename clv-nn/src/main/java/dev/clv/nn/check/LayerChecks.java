package dev.clv.nn.check;

import dev.clv.nn.Vocabulary;
import dev.clv.nn.layer.Layer;
import dev.clv.nn.layer.LayerMemory;
import dev.clv.nn.layer.ParameterShape;
import dev.clv.nn.math.NamedMatrices;
import dev.clv.nn.math.SplitMix;
import dev.clv.nn.sequence.SequenceLayer;
import dev.clv.nn.sequence.SequenceShape;
import java.util.Arrays;
import java.util.function.DoubleSupplier;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * The contract of {@link Layer}, to be run on one of yours from any test framework. A broken promise is an
 * {@link AssertionError} that names it. Give the layer settings that are not its defaults, so that one missing in its
 * description is found.
 */
public final class LayerChecks {

    private static final int ROWS = 5;

    private final Layer layer;
    private final NamedMatrices parameters;
    private final Batch first;
    private final Batch second;

    /** Rows, the gradient by their outputs, and the seed of the noise. */
    private record Batch(DMatrixRMaj x, DMatrixRMaj dy, long noise) {}

    private LayerChecks(Layer layer, long seed) {
        this.layer = layer;
        SplitMix random = new SplitMix(seed);
        parameters = ParameterShape.zeros(layer.parameters());
        layer.initialize(parameters, random);
        for (int p = 0; p < parameters.count(); p++) {
            GradientCheck.jitter(parameters.get(p), 0.5, random);
        }
        first = draw(random);
        second = draw(random);
    }

    private Batch draw(SplitMix random) {
        DMatrixRMaj x = new DMatrixRMaj(ROWS, layer.inputs());
        GradientCheck.drawRows(layer, x, random);
        DMatrixRMaj dy = new DMatrixRMaj(ROWS, layer.outputs());
        GradientCheck.jitter(dy, 1, random);
        return new Batch(x, dy, random.nextLong());
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
        checks.leavesItsArgumentsAlone();
        checks.addsToGradients();
        checks.sameNoiseGivesTheSame();
        checks.keepsNothingInFields();
        checks.memoryServesAgain();
        checks.describesItself(seed, vocabulary);
        if (layer instanceof SequenceLayer sequence) {
            checks.readsNoPadding(sequence);
        }
        return checks.gradients(false).and(checks.gradients(true)).orFail();
    }

    /** One forward and backward pass: outputs, input gradients and parameter gradients. */
    private final class Run {

        private final Batch batch;
        private final boolean training;
        private final LayerMemory memory;
        private final DMatrixRMaj y;
        private final DMatrixRMaj dx;
        private final NamedMatrices gradients = parameters.createLike();

        Run(Batch batch, boolean training, LayerMemory memory) {
            this.batch = batch;
            this.training = training;
            this.memory = memory;
            y = new DMatrixRMaj(batch.x.numRows, layer.outputs());
            dx = batch.x.createLike();
        }

        Run forward(Layer by) {
            memory.begin(training, batch.noise);
            by.forward(batch.x, parameters, y, memory);
            return this;
        }

        Run backward(Layer by) {
            gradients.zero();
            by.backward(batch.x, y, batch.dy, parameters, dx, gradients, memory);
            return this;
        }

        boolean sameAs(Run other) {
            return Margins.areEqual(y, other.y)
                    && Margins.areEqual(dx, other.dx)
                    && Arrays.equals(gradients.toArray(), other.gradients.toArray());
        }
    }

    private Run begin(Batch batch, boolean training) {
        return new Run(batch, training, layer.memory(batch.x.numRows));
    }

    private Run run(Batch batch, boolean training) {
        return begin(batch, training).forward(layer).backward(layer);
    }

    private NamedMatrices start(Layer of, long seed) {
        NamedMatrices start = parameters.createLike();
        of.initialize(start, new SplitMix(seed));
        return start;
    }

    private void startsFinite(long seed) {
        double[] start = start(layer, seed).toArray();
        require(Arrays.equals(start, start(layer, seed).toArray()), "initialize must give the same for the same seed");
        for (double value : start) {
            require(Double.isFinite(value), "initialize must give finite numbers, gave " + value);
        }
    }

    private void rowsAreIndependent() {
        Run all = run(first, false);
        for (int b = 0; b < ROWS; b++) {
            Run alone = run(rows(first, b, b + 1), false);
            require(
                    Margins.areEqual(alone.y, CommonOps_DDRM.extract(all.y, b, b + 1, 0, layer.outputs()))
                            && Margins.areEqual(alone.dx, CommonOps_DDRM.extract(all.dx, b, b + 1, 0, layer.inputs())),
                    "a row must give the same bits alone and in a batch, row " + b + " differs");
        }
    }

    private static Batch rows(Batch batch, int from, int to) {
        return new Batch(
                CommonOps_DDRM.extract(batch.x, from, to, 0, batch.x.numCols),
                CommonOps_DDRM.extract(batch.dy, from, to, 0, batch.dy.numCols),
                batch.noise);
    }

    private void leavesItsArgumentsAlone() {
        DMatrixRMaj x = Margins.copy(first.x);
        DMatrixRMaj y = Margins.filled(ROWS, layer.outputs(), Double.NaN);
        DMatrixRMaj dy = Margins.copy(first.dy);
        DMatrixRMaj dx = Margins.filled(ROWS, layer.inputs(), Double.NaN);
        NamedMatrices own = withMargins(parameters);
        NamedMatrices gradients = withMargins(parameters.createLike());
        LayerMemory memory = layer.memory(ROWS);
        memory.begin(false, 0);
        layer.forward(x, own, y, memory);
        DMatrixRMaj given = y.copy();
        layer.backward(x, y, dy, own, dx, gradients, memory);
        require(Margins.areEqual(x, first.x), "forward and backward must not modify x");
        require(
                Arrays.equals(own.toArray(), parameters.toArray()),
                "forward and backward must not modify the parameters");
        require(Margins.areEqual(y, given), "backward must not modify y");
        require(Margins.areEqual(dy, first.dy), "backward must not modify dy");
        require(Margins.areIntact(y, ROWS, layer.outputs()), "forward must not write y beyond its rows");
        require(Margins.areIntact(dx, ROWS, layer.inputs()), "backward must not write dx beyond its rows");
        for (int p = 0; p < layer.parameters().size(); p++) {
            ParameterShape shape = layer.parameters().get(p);
            require(
                    Margins.areIntact(gradients.get(p), shape.rows(), shape.columns()),
                    "backward must not write gradients beyond their shape");
        }
        Run plain = run(first, false);
        require(
                Margins.areEqual(y, plain.y) && Margins.areEqual(dx, plain.dx),
                "y and dx must be overwritten, whatever they held");
    }

    private static NamedMatrices withMargins(NamedMatrices matrices) {
        NamedMatrices all = NamedMatrices.none();
        for (String name : matrices.names()) {
            all = all.and(name, Margins.copy(matrices.get(name)));
        }
        return all;
    }

    private void addsToGradients() {
        Run run = run(first, false);
        double[] once = run.gradients.toArray();
        // With neither gradient wanted there is nothing to do, and nothing may go wrong.
        layer.backward(first.x, run.y, first.dy, parameters, null, null, run.memory);
        layer.backward(first.x, run.y, first.dy, parameters, null, run.gradients, run.memory);
        double[] twice = run.gradients.toArray();
        for (int i = 0; i < once.length; i++) {
            require(
                    Math.abs(twice[i] - 2 * once[i]) <= 1e-9 * (1 + Math.abs(once[i])),
                    "backward must add to the gradients, not overwrite them");
        }
    }

    private void sameNoiseGivesTheSame() {
        require(run(first, true).sameAs(run(first, true)), "the same noise must give the same outputs");
    }

    private void keepsNothingInFields() {
        for (boolean training : new boolean[] {false, true}) {
            Run one = begin(first, training).forward(layer);
            Run two = begin(second, training).forward(layer);
            one.backward(layer);
            two.backward(layer);
            boolean right = one.sameAs(run(first, training)) && two.sameAs(run(second, training));
            require(right, "interleaved passes must not disturb each other; keep what they need in their memories");
        }
        Run expected = run(first, true);
        require(
                TwoThreads.areRight(() -> {
                    Run own = begin(first, true);
                    return () -> own.forward(layer).backward(layer).sameAs(expected);
                }),
                "passes on two threads must not disturb each other; keep what they need in their memories");
    }

    private void memoryServesAgain() {
        Run again = begin(first, true);
        again.forward(layer).backward(layer);
        Batch fewer = rows(second, 1, 3);
        boolean right = new Run(fewer, true, again.memory)
                        .forward(layer)
                        .backward(layer)
                        .sameAs(run(fewer, true))
                && again.forward(layer).backward(layer).sameAs(run(first, true));
        require(right, "a memory must serve again, for fewer rows and for more");
    }

    private void describesItself(long seed, Vocabulary vocabulary) {
        Layer rebuilt = vocabulary.layer(layer.describe());
        require(
                rebuilt.describe().equals(layer.describe())
                        && rebuilt.parameters().equals(layer.parameters())
                        && rebuilt.inputs() == layer.inputs()
                        && rebuilt.outputs() == layer.outputs(),
                "a layer rebuilt from its description must be the same, was " + rebuilt.describe());
        boolean same =
                Arrays.equals(start(layer, seed).toArray(), start(rebuilt, seed).toArray());
        for (Batch batch : new Batch[] {first, second}) {
            for (boolean training : new boolean[] {false, true}) {
                Run other = new Run(batch, training, rebuilt.memory(ROWS));
                same &= other.forward(rebuilt).backward(rebuilt).sameAs(run(batch, training));
            }
        }
        require(same, "a layer rebuilt from its description must give the same numbers; describe every setting");
    }

    /** What is in the padding, and what gradient the padding given is said to have, must change nothing. */
    private void readsNoPadding(SequenceLayer sequence) {
        for (double garbage : new double[] {0, -1, 0.5, 1e300}) {
            DMatrixRMaj x = first.x.copy();
            DMatrixRMaj dy = first.dy.copy();
            for (int b = 0; b < ROWS; b++) {
                int length = (int) x.get(b, sequence.shape().lengthColumn());
                fillPadding(x, b, sequence.shape(), length, garbage);
                SequenceShape given = sequence.result().orElse(null);
                if (given != null) {
                    dy.set(b, given.lengthColumn(), garbage);
                    fillPadding(dy, b, given, length, garbage);
                }
            }
            Run run = run(new Batch(x, dy, first.noise), true);
            require(
                    run.sameAs(run(first, true)),
                    "tokens behind the length of a sequence are padding and must change no bit, were " + garbage);
            for (int b = 0; b < ROWS; b++) {
                int length = (int) x.get(b, sequence.shape().lengthColumn());
                for (int i = sequence.shape().width(length); i < x.numCols; i++) {
                    require(run.dx.get(b, i) == 0, "the gradient by padding must be 0, was " + run.dx.get(b, i));
                }
            }
        }
        passesColumnsAndLengthOn(sequence);
    }

    private static void fillPadding(DMatrixRMaj rows, int row, SequenceShape shape, int length, double number) {
        for (int i = shape.width(length); i < shape.width(); i++) {
            rows.set(row, i, number);
        }
    }

    private void passesColumnsAndLengthOn(SequenceLayer sequence) {
        Run run = run(first, false);
        int same = sequence.shape().columns() + (sequence.result().isPresent() ? 1 : 0);
        for (int b = 0; b < ROWS; b++) {
            for (int column = 0; column < same; column++) {
                require(
                        run.y.get(b, column) == first.x.get(b, column),
                        "the plain columns, and the length of a sequence that goes on, must be passed on as they are");
            }
        }
        DMatrixRMaj x = first.x.copy();
        for (int b = 0; b < ROWS; b++) {
            for (int column = 0; column < sequence.shape().columns(); column++) {
                x.add(b, column, 1);
            }
        }
        Run other = run(new Batch(x, first.dy, first.noise), false);
        for (int b = 0; b < ROWS; b++) {
            for (int column = sequence.shape().columns(); column < run.y.numCols; column++) {
                require(
                        other.y.get(b, column) == run.y.get(b, column),
                        "what a layer makes of a sequence must not depend on the plain columns");
            }
        }
    }

    private GradientCheck gradients(boolean training) {
        Run run = run(first, training);
        DMatrixRMaj x = first.x.copy();
        DMatrixRMaj y = run.y.createLike();
        NamedMatrices point = parameters.copy();
        DoubleSupplier f = () -> {
            run.memory.begin(training, first.noise);
            layer.forward(x, point, y, run.memory);
            return dot(first.dy, y);
        };
        return GradientCheck.ofRows(layer, f, x, run.dx).and(GradientCheck.of(f, point, run.gradients));
    }

    private static double dot(DMatrixRMaj a, DMatrixRMaj b) {
        double sum = 0;
        for (int i = 0; i < a.getNumElements(); i++) {
            sum += a.data[i] * b.data[i];
        }
        return sum;
    }

    private void require(boolean kept, String promise) {
        if (!kept) {
            throw new AssertionError("layer '" + layer.describe().word() + "': " + promise);
        }
    }
}
