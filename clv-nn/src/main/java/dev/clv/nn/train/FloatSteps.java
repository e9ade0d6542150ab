package dev.clv.nn.train;

import dev.clv.nn.kernel.FloatKernels;
import dev.clv.nn.plan.FloatPlan;
import dev.clv.nn.plan.FloatTraining;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of a {@link TrainingRun} in float. */
final class FloatSteps {

    /** Rows measured at once. */
    private static final int MEASURED = 1024;

    private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);

    private final Trainer config;
    private final FloatTraining training;
    private final int capacity;
    private final int[] order; // of the training rows in the epoch at work
    private final Source rows;
    private final @Nullable Source validation;

    private FloatSteps(
            Trainer config,
            FloatPlan plan,
            TrainingData data,
            @Nullable TrainingData validation,
            int[] order,
            double[] parameters) {
        this.config = config;
        this.order = order;
        capacity = Math.max(Math.min(config.batchSize, data.size()), MEASURED);
        training = plan.training(FloatKernels.best(), config.optimizer, capacity, parameters);
        rows = new Source(data);
        this.validation = validation == null ? null : new Source(validation);
    }

    /** The float steps of a run; empty if they are not wanted or not possible. */
    static Optional<FloatSteps> of(
            Trainer config, TrainingData data, @Nullable TrainingData validation, int[] order, double[] parameters) {
        if (config.precision == Precision.DOUBLE) {
            return Optional.empty();
        }
        Optional<FloatPlan> plan = FloatPlan.compile(config.spec)
                .filter(p -> FloatPlan.knows(config.optimizer) && config.penalties.onlyL2());
        if (plan.isEmpty()) {
            LOG.info("a layer, the optimiser, L1 or max-norm has no float form; training layer by layer in double");
        }
        return plan.map(p -> new FloatSteps(config, p, data, validation, order, parameters));
    }

    /** One step on these rows of the epoch; returns their weighted loss sum. */
    double step(Crew crew, int batchFrom, int batchRows, double share, long noise, long step, double rate) {
        rows.order = order;
        rows.first = batchFrom;
        return training.step(rows, batchRows, share, noise, step, rate, config.penalties.l2(), config.clipNorm, crew);
    }

    /** The weighted loss sum of all training rows, or of all validation rows; NaN if stopped, which is asked now and then. */
    double measure(Crew crew, boolean ofValidation, BooleanSupplier stop) {
        Source source = ofValidation && validation != null ? validation : rows;
        source.order = null;
        double sum = 0;
        for (int from = 0; from < source.data.size(); from += MEASURED) {
            if (stop.getAsBoolean()) {
                return Double.NaN;
            }
            source.first = from;
            sum += training.measure(source, Math.min(MEASURED, source.data.size() - from), crew);
        }
        return sum;
    }

    void copyTo(double[] parameters, double[] gradient) {
        training.copyWeights(parameters);
        training.copyGradient(gradient);
    }

    /** The first layer whose outputs in the last step hold an infinity or a NaN, by name; null if none does. */
    @Nullable
    String firstNonFiniteLayer() {
        return training.firstNonFiniteLayer();
    }

    /** Rows in float, from a place in an order on. */
    private static final class Source implements FloatTraining.RowSource {

        private final TrainingData data;
        private final float[] x; // (n, I)
        private int @Nullable [] order;
        private int first;

        Source(TrainingData data) {
            this.data = data;
            x = data.inputsInFloat();
        }

        @Override
        public void fill(int from, int to, FloatTraining into) {
            int columns = data.columns();
            for (int b = from; b < to; b++) {
                int row = order == null ? first + b : order[first + b];
                into.row(
                        b,
                        x,
                        row * columns,
                        data.y(),
                        row * data.labels(),
                        data.weights()[row],
                        data.offsets(),
                        row * data.offsetColumns());
            }
        }
    }
}
