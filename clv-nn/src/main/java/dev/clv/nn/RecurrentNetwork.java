package dev.clv.nn;

import dev.clv.nn.layer.Layer;
import dev.clv.nn.layer.LayerMemory;
import dev.clv.nn.layer.ParameterShape;
import dev.clv.nn.math.NamedMatrices;
import dev.clv.nn.sequence.RecurrentLayer;
import dev.clv.nn.sequence.SequenceShape;
import dev.clv.nn.sequence.TokenEmbedding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/**
 * A network cut behind its recurrent layer, so that a service keeps a state for each customer instead of the events:
 * the state moves on when an event comes, and what is behind the layer predicts from it. Immutable and thread-safe.
 *
 * <pre>{@code
 * RecurrentNetwork live = RecurrentNetwork.of(network).orElseThrow();
 * double[] state = live.newState(); // of a customer without events
 * live.step(state, token, scratch);
 * double value = live.predict(columns, state).means()[0];
 * }</pre>
 *
 * <p>Predictions are those of {@link Network#predict} for the whole sequence, bit for bit, up to T tokens; behind
 * those, a row forgets the oldest, a state does not. A token must never change once it is there: a gap since the event
 * before is good, an age as of now is not.
 */
public final class RecurrentNetwork {

    private final SequenceShape shape;
    private final List<TokenEmbedding> embeddings; // of one token
    private final List<NamedMatrices> embeddingWeights;
    private final RecurrentLayer recurrent;
    private final NamedMatrices recurrentWeights;
    private final Network behind;

    private RecurrentNetwork(Network network, int cut, List<TokenEmbedding> embeddings, RecurrentLayer recurrent) {
        NetworkSpec spec = network.spec();
        NamedMatrices parameters = spec.matrices(network.parameterArray());
        this.shape = spec.sequence().orElseThrow();
        this.embeddings = List.copyOf(embeddings);
        this.embeddingWeights = spec.layerNames().subList(0, cut).stream()
                .map(parameters::group)
                .toList();
        this.recurrent = recurrent;
        this.recurrentWeights = parameters.group(spec.layerNames().get(cut));
        this.behind = behind(network, cut);
    }

    /**
     * The network cut; empty unless its layers are embeddings of tokens, then a recurrent layer, then at least one that
     * reads no sequence, or if it takes offsets.
     */
    public static Optional<RecurrentNetwork> of(Network network) {
        List<Layer> layers = network.spec().layers();
        if (!network.spec().offsetOutputs().isEmpty()) {
            return Optional.empty();
        }
        List<TokenEmbedding> embeddings = new ArrayList<>();
        for (int l = 0; l < layers.size() - 1; l++) {
            if (layers.get(l) instanceof TokenEmbedding embedding) {
                SequenceShape one = new SequenceShape(0, 1, embedding.shape().features());
                embeddings.add(new TokenEmbedding(one, embedding.feature(), embedding.categories(), embedding.size()));
            } else if (layers.get(l) instanceof RecurrentLayer recurrent) {
                return Optional.of(new RecurrentNetwork(network, l, embeddings, recurrent));
            } else {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** The layers behind the recurrent one; skips are from plain columns, which come first there, too. */
    private static Network behind(Network network, int cut) {
        NetworkSpec spec = network.spec();
        List<Layer> layers = spec.layers().subList(cut + 1, spec.layers().size());
        int before = spec.layers().subList(0, cut + 1).stream()
                .flatMap(layer -> layer.parameters().stream())
                .mapToInt(ParameterShape::size)
                .sum();
        double[] parameters = network.parameterArray();
        return Network.of(
                new NetworkSpec(Inputs.unnamed(layers.get(0).inputs()), layers, spec.loss(), spec.skips(), List.of()),
                Arrays.copyOfRange(parameters, before, parameters.length));
    }

    /** How the sequence lies in the rows of the whole network; a token has its features, the plain columns are its. */
    public SequenceShape shape() {
        return shape;
    }

    /** The state of a customer without events: all 0. */
    public double[] newState() {
        return new double[recurrent.stateSize()];
    }

    /** Scratch space for {@link #step}. Not thread-safe. */
    public static final class Scratch {

        private final RecurrentNetwork owner;
        private final DMatrixRMaj[] rows; // a sequence of one token before each embedding, and behind the last
        private final LayerMemory[] memories;
        private final double[] token;
        private final LayerMemory memory;

        private Scratch(RecurrentNetwork owner) {
            this.owner = owner;
            int count = owner.embeddings.size();
            rows = new DMatrixRMaj[count + 1];
            memories = new LayerMemory[count];
            rows[0] = new DMatrixRMaj(1, 1 + owner.shape.features());
            for (int e = 0; e < count; e++) {
                rows[e + 1] = new DMatrixRMaj(1, owner.embeddings.get(e).outputs());
                memories[e] = owner.embeddings.get(e).memory(1);
            }
            token = new double[owner.recurrent.shape().features()];
            memory = owner.recurrent.memory(1);
        }
    }

    /** Scratch space for {@link #step}, for one thread at a time. */
    public Scratch newScratch() {
        return new Scratch(this);
    }

    /**
     * Moves a state on by one token.
     *
     * @param state of {@link #newState} at first. Overwritten.
     * @param token (F), as in a row, finite. Not modified.
     * @throws IllegalArgumentException if the state or the token has the wrong length, a number of the token is not
     *     finite or no category where one is needed, or the scratch is another network's
     */
    public void step(double[] state, double[] token, Scratch scratch) {
        if (scratch.owner != this) {
            throw new IllegalArgumentException("the scratch was made for another network; use newScratch of this one");
        }
        if (token.length != shape.features()) {
            throw new IllegalArgumentException("a token must have " + shape.features() + " numbers, has " + token.length
                    + "; hand in the features that the network was trained on, in their order");
        }
        for (int f = 0; f < token.length; f++) {
            if (!Double.isFinite(token[f])) {
                throw new IllegalArgumentException(
                        "a token must be finite, feature " + f + " is " + token[f] + "; impute it as for training");
            }
        }
        scratch.rows[0].data[0] = 1;
        System.arraycopy(token, 0, scratch.rows[0].data, 1, token.length);
        for (int e = 0; e < embeddings.size(); e++) {
            embeddings
                    .get(e)
                    .forward(scratch.rows[e], embeddingWeights.get(e), scratch.rows[e + 1], scratch.memories[e]);
        }
        System.arraycopy(scratch.rows[embeddings.size()].data, 1, scratch.token, 0, scratch.token.length);
        recurrent.step(recurrentWeights, state, scratch.token, scratch.memory);
    }

    /**
     * What the network predicts in this state.
     *
     * @param columns the plain columns (C), finite. Not modified.
     * @param state not modified
     * @throws IllegalArgumentException if either has the wrong length or holds a NaN or an infinity
     */
    public Predictions predict(double[] columns, double[] state) {
        if (columns.length != shape.columns()) {
            throw new IllegalArgumentException("there must be " + shape.columns() + " plain columns, got "
                    + columns.length + "; hand in those that the network was trained on, in their order");
        }
        if (state.length != recurrent.stateSize()) {
            throw new IllegalArgumentException("a state of this network has " + recurrent.stateSize() + " numbers, got "
                    + state.length + "; begin with newState");
        }
        double[] row = Arrays.copyOf(columns, recurrent.outputs());
        System.arraycopy(state, 0, row, columns.length, recurrent.hidden());
        return behind.predict(new double[][] {row});
    }
}
