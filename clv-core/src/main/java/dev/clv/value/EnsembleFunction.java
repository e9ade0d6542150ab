package dev.clv.value;

import dev.clv.explain.PredictFunction;
import dev.clv.features.prepare.PreparedColumn;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An ensemble's values as explainers see them: additive in the raw features up to the first layers of the networks,
 * since every input of a network comes from one raw feature. An encoded row is the networks' inputs. Immutable and
 * thread-safe.
 */
final class EnsembleFunction implements OutcomeFunction.Predictor {

    private final NetworkEnsemble ensemble;
    private final NetworkSums sums;
    /** Per raw feature, the inputs it makes, without those that reach no network. */
    private final int[][] inputs;

    private EnsembleFunction(NetworkEnsemble ensemble, NetworkSums sums) {
        this.ensemble = ensemble;
        this.sums = sums;
        List<PreparedColumn> columns = ensemble.preparation().columns();
        inputs = new int[ensemble.schema().size()][];
        for (int feature = 0; feature < inputs.length; feature++) {
            int source = feature;
            inputs[feature] = IntStream.range(0, columns.size())
                    .filter(input -> columns.get(input).source() == source && sums.isConnected(input))
                    .toArray();
        }
    }

    /** The ensemble's values, by the quickest way that its networks allow. */
    static PredictFunction of(NetworkEnsemble ensemble) {
        return NetworkSums.of(ensemble.networks())
                .<PredictFunction>map(sums -> new EnsembleFunction(ensemble, sums))
                .orElse(ensemble::values);
    }

    @Override
    public double[] predict(double[][] rows) {
        return ensemble.values(rows);
    }

    @Override
    public int stateSize() {
        return sums.size();
    }

    @Override
    public double[] encode(double[] row) {
        double[] encoded = new double[ensemble.preparation().width()];
        ensemble.preparation().transform(row, encoded);
        return encoded;
    }

    @Override
    public void state(double[] encoded, double[] state) {
        sums.state(encoded, ensemble.preparation().width(), state);
    }

    @Override
    public boolean differs(int column, double[] from, double[] to) {
        for (int input : inputs[column]) {
            if (from[input] != to[input]) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void replace(int column, double[] from, double[] to, double[] state) {
        for (int input : inputs[column]) {
            sums.add(input, to[input] - from[input], state);
        }
    }

    @Override
    public StateFunction newStateFunction(int capacity) {
        StateFunction sumOfMeans = sums.newSumOfMeans(capacity);
        return (count, states, values) -> {
            sumOfMeans.predict(count, states, values);
            for (int i = 0; i < count; i++) {
                values[i] = ensemble.currency(values[i]);
            }
        };
    }

    @Override
    public OutcomeFunction newOutcomeFunction(int capacity) {
        OutcomeFunction ofSums = sums.newSumsOfOutcomes(capacity);
        int networks = ensemble.networks().size();
        return (count, states, values, positives) -> {
            ofSums.predict(count, states, values, positives);
            for (int i = 0; i < count; i++) {
                values[i] = ensemble.currency(values[i]);
                positives[i] /= networks;
            }
        };
    }
}
