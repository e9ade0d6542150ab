package dev.clv.train;

import dev.clv.features.prepare.PreparedColumn;
import dev.clv.features.select.ImportanceMeasure;
import dev.clv.nn.Network;
import dev.clv.nn.loss.Loss;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;

/**
 * What features are worth to a network: by how much its loss on customers whom it has not seen grows when the values of
 * a feature are shuffled among their rows (permutation importance, Breiman 2001). The loss, unlike an error of values,
 * does not hang on the few largest customers.
 *
 * <p>A network has the settings of the model and learns for at most 20 epochs. At most 4,000 rows are judged by, taken
 * evenly. Thread-safe.
 */
public final class NetworkImportance implements ImportanceMeasure {

    private static final int MOST_EPOCHS = 20;
    private static final int MOST_PATIENCE = 3;
    private static final int MOST_ROWS = 4_000;

    private final TrainingRows rows;
    private final TrainingSettings settings;
    private final BooleanSupplier cancelled;

    /**
     * A measure of some rows.
     *
     * @param settings of the model that features are selected for
     * @param cancelled ends a training with a {@link CancellationException}; asked between its steps
     */
    public NetworkImportance(TrainingRows rows, TrainingSettings settings, BooleanSupplier cancelled) {
        this.rows = rows;
        this.settings = settings.earlyStopping(
                Math.min(MOST_EPOCHS, settings.epochs(rows.size())), Math.min(MOST_PATIENCE, settings.patience()));
        this.cancelled = cancelled;
    }

    /**
     * {@inheritDoc}
     *
     * @return in the unit of the loss
     * @throws CancellationException if it was cancelled, or the thread is interrupted; its interrupt flag stays set
     */
    @Override
    public double[] measure(List<String> features, int[] training, int[] heldOut, long seed) {
        TrainingRows some = rows.only(features);
        EnsembleTraining.Learned learned = EnsembleTraining.learn(some, settings, training, seed, cancelled);
        int[] judged = IntStream.range(0, Math.min(MOST_ROWS, heldOut.length))
                .map(i -> heldOut[(int) ((long) i * heldOut.length / Math.min(MOST_ROWS, heldOut.length))])
                .toArray();
        double[][] inputs = some.inputs(judged);
        Judge judge = new Judge(learned.network(), labels(learned, judged));
        double honest = judge.meanLoss(inputs);
        int[] shuffled = shuffled(judged.length, seed);
        double[] growth = new double[features.size()];
        for (int i = 0; i < growth.length; i++) {
            if (cancelled.getAsBoolean()) {
                throw new CancellationException("the selection of features was interrupted");
            }
            String feature = features.get(i);
            int[] columns = IntStream.range(0, some.preparation().width())
                    .filter(column ->
                            isOf(feature, some, some.preparation().columns().get(column)))
                    .toArray();
            growth[i] = judge.meanLoss(shuffled(inputs, columns, shuffled)) - honest;
        }
        return growth;
    }

    private static boolean isOf(String feature, TrainingRows rows, PreparedColumn column) {
        return rows.features().schema().feature(column.source()).name().equals(feature);
    }

    private static double[][] labels(EnsembleTraining.Learned learned, int[] judged) {
        return IntStream.of(judged).mapToObj(row -> learned.labels()[row]).toArray(double[][]::new);
    }

    private static int[] shuffled(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = IntStream.range(0, count).toArray();
        for (int i = count - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int moved = order[i];
            order[i] = order[other];
            order[other] = moved;
        }
        return order;
    }

    /** The inputs with some columns those of other rows. */
    private static double[][] shuffled(double[][] inputs, int[] columns, int[] order) {
        double[][] changed = new double[inputs.length][];
        for (int row = 0; row < inputs.length; row++) {
            changed[row] = inputs[row].clone();
            for (int column : columns) {
                changed[row][column] = inputs[order[row]][column];
            }
        }
        return changed;
    }

    /** A network and the labels that it should have foretold. */
    private static final class Judge {

        private final Network network;
        private final Loss loss;
        private final DMatrixRMaj labels;

        Judge(Network network, double[][] labels) {
            this.network = network;
            this.loss = network.spec().loss();
            this.labels = new DMatrixRMaj(labels);
            for (int row = 0; row < labels.length; row++) {
                for (int label = 0; label < loss.labels(); label++) {
                    this.labels.set(row, label, labels[row][label] / loss.labelUnit(label));
                }
            }
        }

        double meanLoss(double[][] inputs) {
            DMatrixRMaj losses = new DMatrixRMaj(inputs.length, 1);
            loss.value(network.predict(inputs).raw(), labels, losses, loss.memory(inputs.length));
            double sum = 0;
            for (int row = 0; row < inputs.length; row++) {
                sum += losses.get(row, 0);
            }
            return sum / inputs.length;
        }
    }
}
