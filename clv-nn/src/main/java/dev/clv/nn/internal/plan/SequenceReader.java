package dev.clv.nn.internal.plan;

import dev.clv.nn.internal.kernel.SequenceStage;
import dev.clv.nn.layer.Layer;
import dev.clv.nn.layer.ParameterShape;
import dev.clv.nn.sequence.Gru;
import dev.clv.nn.sequence.Lstm;
import dev.clv.nn.sequence.RecurrentLayer;
import dev.clv.nn.sequence.SequenceShape;
import dev.clv.nn.sequence.TokenEmbedding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The first layers of a network that float kernels know as one stage: embeddings of token features, then a GRU or an
 * LSTM. Immutable and thread-safe.
 */
public final class SequenceReader {

    private final SequenceShape shape;
    private final List<TokenEmbedding> embeddings;
    private final List<Integer> features; // of the embeddings, in a token as it is given
    private final SequenceStage stage;

    private SequenceReader(List<TokenEmbedding> embeddings, List<Integer> features, RecurrentLayer recurrent) {
        shape = embeddings.isEmpty() ? recurrent.shape() : embeddings.get(0).shape();
        this.embeddings = List.copyOf(embeddings);
        this.features = List.copyOf(features);
        List<ParameterShape> shapes = new ArrayList<>();
        List<SequenceStage.Embedding> stages = new ArrayList<>();
        int at = 0;
        for (int e = 0; e < embeddings.size(); e++) {
            stages.add(new SequenceStage.Embedding(
                    features.get(e), embeddings.get(e).size(), at));
            shapes.addAll(embeddings.get(e).parameters());
            at += embeddings.get(e).categories() * embeddings.get(e).size();
        }
        shapes.addAll(recurrent.parameters());
        stage = new SequenceStage(
                shape.columns(),
                shape.steps(),
                shape.features(),
                stages,
                recurrent instanceof Gru ? SequenceStage.Cell.GRU : SequenceStage.Cell.LSTM,
                recurrent.hidden(),
                shapes);
    }

    /** The first of these layers; empty if they begin otherwise, or embed what an embedding gave. */
    static Optional<SequenceReader> of(List<Layer> layers) {
        List<TokenEmbedding> embeddings = new ArrayList<>();
        List<Integer> features = new ArrayList<>();
        List<Integer> left = new ArrayList<>(); // of the features as they are given
        int l = 0;
        for (; layers.get(l) instanceof TokenEmbedding embedding; l++) {
            if (l == 0) {
                IntStream.range(0, embedding.shape().features()).forEach(left::add);
            }
            if (embedding.feature() >= left.size()) {
                return Optional.empty();
            }
            embeddings.add(embedding);
            features.add(left.remove(embedding.feature()));
        }
        Layer last = layers.get(l);
        return last instanceof Gru || last instanceof Lstm
                ? Optional.of(new SequenceReader(embeddings, features, (RecurrentLayer) last))
                : Optional.empty();
    }

    /** How many layers are read. */
    public int layers() {
        return embeddings.size() + 1;
    }

    /** How the sequence lies in a row. */
    public SequenceShape shape() {
        return shape;
    }

    SequenceStage stage() {
        return stage;
    }

    /**
     * Checks the length of a row and the categories of its tokens, which kernels rely on.
     *
     * @param row the numbers that count, or more
     * @throws IllegalArgumentException as the layers
     */
    public void check(float[] row, int at) {
        int length = shape.length(row[at + shape.lengthColumn()]);
        for (int token = 0; token < length; token++) {
            for (int e = 0; e < embeddings.size(); e++) {
                embeddings.get(e).category(row[at + shape.column(token, features.get(e))]);
            }
        }
    }
}
