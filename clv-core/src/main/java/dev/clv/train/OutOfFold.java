package dev.clv.train;

import dev.clv.explain.OrderedTasks;
import dev.clv.nn.Network;
import dev.clv.nn.Predictions;
import dev.clv.value.NetworkEnsemble;
import dev.clv.value.PurchasePrior;
import dev.clv.value.ValueDistribution;
import dev.clv.value.ValueRegressor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * What is predicted of training rows, above all by those networks only that have not seen the customer. Rows are
 * predicted some at a time, as what is predicted of a row takes several times its memory, on the threads of an
 * executor, which change no bit.
 */
final class OutOfFold {

    private static final int CHUNK = 2048;

    private final TrainingRows rows;
    private final Folds folds;
    private final Executor executor;

    /** @param folds of the rows; network k of an ensemble has not seen fold k, modulo their number */
    OutOfFold(TrainingRows rows, Folds folds, Executor executor) {
        this.rows = rows;
        this.folds = folds;
        this.executor = executor;
    }

    /**
     * What networks that have not seen the customer expect.
     *
     * @param expected of each target, in units of the labels (targets, rows)
     * @param positive the probability of a positive value (rows); NaN if the loss describes no distribution
     */
    record Expected(double[][] expected, double[] positive) {}

    /** Takes the prediction of a row; on any thread, but each row once. */
    interface RowSink {
        void take(int row, ValueDistribution predicted);
    }

    /** The mean expectation of those networks that have not seen the customer, row by row. */
    Expected expected(List<Network> networks) {
        int targets = rows.targets().size();
        double[][] expected = new double[targets][rows.size()];
        double[] positive = new double[rows.size()];
        int[] times = new int[rows.size()];
        for (int member = 0; member < networks.size(); member++) {
            Network network = networks.get(member);
            inParts(folds.inside(member % folds.count()), some -> {
                Predictions predictions = network.predict(rows.inputs(some));
                for (int t = 0; t < targets; t++) {
                    double[] means = (t == 0 ? predictions : predictions.head(t)).means();
                    for (int i = 0; i < some.length; i++) {
                        expected[t][some[i]] += means[i];
                    }
                }
                for (int i = 0; i < some.length; i++) {
                    positive[some[i]] += predictions.isDistribution() ? predictions.probabilityPositive(i) : Double.NaN;
                    times[some[i]]++;
                }
            });
        }
        for (int row = 0; row < times.length; row++) {
            for (double[] ofTarget : expected) {
                ofTarget[row] /= times[row];
            }
            positive[row] /= times[row];
        }
        return new Expected(expected, positive);
    }

    /** What the regressor predicts of each row with those networks of an ensemble that have not seen the customer. */
    void predict(NetworkEnsemble ensemble, ValueRegressor regressor, RowSink sink) {
        for (int fold = 0; fold < folds.count(); fold++) {
            List<Network> some = new ArrayList<>();
            for (int member = fold; member < ensemble.networks().size(); member += folds.count()) {
                some.add(ensemble.networks().get(member));
            }
            predict(regressor.withNetworks(ensemble.withNetworks(some)), folds.inside(fold), sink);
        }
    }

    /** What the regressor predicts of each row with all its networks. */
    void predictSeen(ValueRegressor regressor, RowSink sink) {
        predict(regressor, all(), sink);
    }

    private void predict(ValueRegressor regressor, int[] some, RowSink sink) {
        inParts(some, part -> {
            List<ValueDistribution> predicted =
                    regressor.predict(rows.features().select(part));
            for (int i = 0; i < part.length; i++) {
                sink.take(part[i], predicted.get(i));
            }
        });
    }

    /** The regressor's value of each row, by all its networks. */
    double[] values(ValueRegressor regressor) {
        double[] values = new double[rows.size()];
        inParts(all(), part -> {
            double[] some = regressor.values(rows.features().select(part).toArray());
            System.arraycopy(some, 0, values, part[0], some.length);
        });
        return values;
    }

    /** What a prior expects of each row. */
    PurchasePrior.Expected[] expected(PurchasePrior prior) {
        PurchasePrior.Expected[] expected = new PurchasePrior.Expected[rows.size()];
        inParts(all(), part -> {
            for (int row : part) {
                expected[row] = prior.expected(rows.features().row(row));
            }
        });
        return expected;
    }

    private int[] all() {
        return IntStream.range(0, rows.size()).toArray();
    }

    private void inParts(int[] some, Consumer<int[]> work) {
        OrderedTasks.run(
                (some.length + CHUNK - 1) / CHUNK,
                i -> {
                    int[] part = Arrays.copyOfRange(some, i * CHUNK, Math.min(some.length, (i + 1) * CHUNK));
                    work.accept(part);
                    return part;
                },
                executor,
                part -> {});
    }
}
