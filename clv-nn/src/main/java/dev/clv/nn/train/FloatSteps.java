package dev.clv.nn.train;

import dev.clv.nn.FloatKernels;
import dev.clv.nn.Pass;
import dev.clv.nn.internal.plan.FloatPlan;
import dev.clv.nn.internal.plan.FloatSettings;
import dev.clv.nn.internal.plan.FloatTraining;
import dev.clv.nn.internal.plan.SequenceReader;
import dev.clv.nn.internal.pool.WorkerPool;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of a {@link TrainingRun} in float. */
final class FloatSteps implements Steps {

    /** Rows measured at once. */
    private static final int MEASURED = 1024;

    private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);

    private final Trainer config;
    private final FloatKernels kernels;
    private final FloatTraining training;
    private final double[] parameters;
    private final double[] gradient;
    private final double[] state;
    private final int[] order; // of the training rows in the epoch at work
    private final Source rows;
    private final @Nullable Source validation;

    private FloatSteps(
            Trainer config,
            FloatPlan plan,
            TrainingData data,
            @Nullable TrainingData validation,
            int[] order,
            double[] parameters,
            double @Nullable [] state) {
        this.config = config;
        this.order = order;
        plan.reader().ifPresent(reader -> {
            check(reader, data);
            if (validation != null) {
                check(reader, validation);
            }
        });
        kernels =
                config.kernels == null ? FloatKernels.best(multiplyAdds(config, data, plan.reader())) : config.kernels;
        this.parameters = parameters.clone();
        gradient = new double[parameters.length];
        int capacity = Math.max(Math.min(config.batchSize, data.size()), MEASURED);
        FloatSettings settings =
                new FloatSettings(config.optimizer, config.regularization, config.clipNorm, data.meanWeight());
        training = plan.training(kernels, settings, capacity, parameters);
        if (state != null) {
            training.loadState(state);
        }
        this.state = new double[training.stateSize()];
        boolean sequences = plan.reader().isPresent();
        rows = new Source(data, sequences);
        this.validation = validation == null ? null : new Source(validation, sequences);
    }

    private static void check(SequenceReader reader, TrainingData data) {
        for (int row = 0; row < data.size(); row++) {
            reader.check(data.sequence(row), data.sequenceAt(row));
        }
    }

    /**
     * Forward, and backward for inputs and for weights; most weights of what reads sequences are used for each token.
     */
    private static double multiplyAdds(Trainer config, TrainingData data, Optional<SequenceReader> reader) {
        double uses = reader.map(r -> tokens(data, r.shape().lengthColumn())).orElse((double) data.size());
        return 3.0 * config.spec.parameterCount() * uses * config.epochs;
    }

    private static double tokens(TrainingData data, int lengthColumn) {
        double sum = 0;
        for (int row = 0; row < data.size(); row++) {
            sum += data.input(row, lengthColumn);
        }
        return sum;
    }

    /** The float steps of a run; empty if they are not wanted or not possible. */
    static Optional<FloatSteps> of(
            Trainer config,
            TrainingData data,
            @Nullable TrainingData validation,
            int[] order,
            double[] parameters,
            double @Nullable [] state) {
        if (config.precision == Precision.DOUBLE) {
            return Optional.empty();
        }
        Optional<FloatPlan> plan = FloatPlan.compile(config.spec).filter(p -> FloatPlan.knows(config.optimizer));
        if (plan.isEmpty()) {
            LOG.info("a layer or the optimiser has no float form; training layer by layer in double");
        }
        return plan.map(p -> new FloatSteps(config, p, data, validation, order, parameters, state));
    }

    @Override
    public Precision precision() {
        return Precision.FLOAT;
    }

    @Override
    public String kernels() {
        return kernels.name();
    }

    @Override
    public double step(WorkerPool pool, int from, int batchRows, long noise, long step, double rate)
            throws NotFiniteException {
        rows.order = order;
        rows.first = from;
        double lossSum = training.step(rows, batchRows, noise, step, rate, pool);
        if (!Double.isFinite(lossSum)) {
            throw new NotFiniteException("the loss is " + lossSum, firstNonFiniteLayer());
        }
        return lossSum;
    }

    @Override
    public double measure(WorkerPool pool, boolean ofValidation) {
        Source source = ofValidation && validation != null ? validation : rows;
        source.order = null;
        double sum = 0;
        for (int from = 0; from < source.data.size(); from += MEASURED) {
            source.first = from;
            sum += training.measure(source, Math.min(MEASURED, source.data.size() - from), pool);
        }
        return sum;
    }

    @Override
    public double[] weights() {
        training.copyWeights(parameters);
        return parameters;
    }

    @Override
    public double[] state() {
        training.copyState(state);
        return state;
    }

    @Override
    public String firstNonFiniteLayer() {
        String layer = training.firstNonFiniteLayer();
        training.copyGradient(gradient);
        return layer != null
                ? layer
                : DivergedLayer.firstNonFinite(
                        config.spec, config.spec.matrices(weights()), config.spec.matrices(gradient), new Pass[0]);
    }

    @Override
    public String layerOfLargestGradient() {
        training.copyGradient(gradient);
        return DivergedLayer.ofLargestGradient(config.spec.matrices(gradient));
    }

    /** Rows in float, from a place in an order on. */
    private static final class Source implements FloatTraining.RowSource {

        private final TrainingData data;
        private final float @Nullable [] x; // (n, I); null to take sequences without their padding
        private int @Nullable [] order;
        private int first;

        Source(TrainingData data, boolean sequences) {
            this.data = data;
            x = sequences ? null : data.inputsInFloat();
        }

        @Override
        public void fill(int from, int to, FloatTraining.Room into) {
            for (int b = from; b < to; b++) {
                int row = order == null ? first + b : order[first + b];
                into.row(
                        b,
                        x == null ? data.sequence(row) : x,
                        x == null ? data.sequenceAt(row) : data.inputsAt(row),
                        data.y().data,
                        row * data.labels(),
                        data.weights()[row],
                        data.offsets().data,
                        row * data.offsetColumns());
            }
        }
    }
}
