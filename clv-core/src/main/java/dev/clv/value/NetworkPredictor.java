package dev.clv.value;

import dev.clv.explain.AdditivePredictor;
import dev.clv.explain.DifferentiablePredictor;
import dev.clv.explain.PredictFunction;
import dev.clv.explain.SecantPredictor;
import dev.clv.nn.Network;
import java.util.List;
import java.util.Optional;

/**
 * A network's expected outcome as a function for explainers with gradients, kinks and secants. It joins the two engines
 * for networks of your own. Immutable and thread-safe.
 *
 * <pre>{@code
 * NetworkPredictor predictor = NetworkPredictor.of(network);
 * Attribution why = GradientExplainer.builder(predictor, background).build().explain(inputs);
 * Attribution shapley = ShapleyExplainer.builder(predictor.quickest(), background).build().explain(inputs);
 * }</pre>
 */
public final class NetworkPredictor implements DifferentiablePredictor, SecantPredictor {

    private final Network network;

    private NetworkPredictor(Network network) {
        this.network = network;
    }

    /**
     * A network's expected outcome.
     *
     * @throws IllegalArgumentException if the network takes offsets, which are no inputs
     */
    public static NetworkPredictor of(Network network) {
        if (!network.spec().offsetOutputs().isEmpty()) {
            throw new IllegalArgumentException(
                    "the network takes "
                            + network.spec().offsetOutputs().size()
                            + " offset(s) per row, which are no inputs and cannot be explained; explain a function that adds them");
        }
        return new NetworkPredictor(network);
    }

    /**
     * For Shapley values: an {@link AdditivePredictor} where the network begins with a dense layer and has no skips,
     * else this.
     */
    public PredictFunction quickest() {
        Optional<NetworkSums> sums = NetworkSums.of(List.of(network));
        return sums.isPresent() ? new Additive(network, sums.get()) : this;
    }

    @Override
    public double[] predict(double[][] rows) {
        return network.predict(rows).means();
    }

    @Override
    public double[][] gradients(double[][] rows) {
        return network.meanGradients(rows);
    }

    @Override
    public double[] kinks(double[] from, double[] to) {
        return network.kinks(from, to);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the network's loss has several raw outputs, see
     *     {@link Network#rescaledMultipliers}
     */
    @Override
    public double[][] secants(double[] row, double[][] references) {
        return network.rescaledMultipliers(row, references);
    }

    /** Every column is one input, without encoding. */
    private record Additive(Network network, NetworkSums sums) implements AdditivePredictor {

        @Override
        public double[] predict(double[][] rows) {
            return network.predict(rows).means();
        }

        @Override
        public int stateSize() {
            return sums.size();
        }

        @Override
        public double[] encode(double[] row) {
            return row.clone();
        }

        @Override
        public void state(double[] encoded, double[] state) {
            sums.state(encoded, encoded.length, state);
        }

        @Override
        public boolean differs(int column, double[] from, double[] to) {
            return from[column] != to[column] && sums.isConnected(column);
        }

        @Override
        public void replace(int column, double[] from, double[] to, double[] state) {
            sums.add(column, to[column] - from[column], state);
        }

        @Override
        public StateFunction newStateFunction(int capacity) {
            return sums.newSumOfMeans(capacity);
        }
    }
}
