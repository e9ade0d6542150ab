package dev.clv.train;

import dev.clv.features.Feature;
import dev.clv.nn.NetworkSpec;
import dev.clv.nn.layer.Layer;
import dev.clv.nn.layer.ParameterShape;
import dev.clv.nn.sequence.SequenceLayer;
import dev.clv.nn.sequence.SequenceShape;
import dev.clv.nn.sequence.TokenEmbedding;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the parameters of a network are of: the columns of its rows, the features of tokens and the words of these, by
 * name. So two networks of the same layers find out which of their parameters mean the same.
 */
final class NamedParameters {

    /** The parameters of layers of a sequence that have a row for each number of a token. */
    private static final Set<String> OF_TOKENS = Set.of("input_weights", "key_weights", "value_weights", "weights");

    /** What the rows of a matrix are. */
    enum Rows {
        /** Of the layer itself, with numbers for names. */
        OWN,
        /** What the layer reads: columns, or numbers of a token. */
        READ,
        /** The words of a feature of tokens. */
        WORDS
    }

    /**
     * One matrix of parameters.
     *
     * @param name that of an embedding names the feature, as the number of its layer hangs on the other embeddings
     * @param names of the rows
     * @param columns of the matrix
     * @param at where it begins among all parameters
     */
    record Part(String name, Rows kind, List<String> names, int columns, int at) {

        int size() {
            return names.size() * columns;
        }
    }

    private final List<Part> parts = new ArrayList<>();
    private final List<Feature> tokenFeatures;
    private int at;

    private NamedParameters(List<Feature> tokenFeatures) {
        this.tokenFeatures = tokenFeatures;
    }

    /**
     * The matrices of a network, in their order.
     *
     * @param columns the names of its inputs, those of tokens last
     * @param tokenFeatures what the numbers of a token are, if it reads any
     */
    static List<Part> of(NetworkSpec spec, List<String> columns, List<Feature> tokenFeatures) {
        NamedParameters named = new NamedParameters(tokenFeatures);
        named.addLayers(spec, columns);
        if (!spec.skips().isEmpty()) {
            named.parts.add(new Part(
                    "skip.weights", Rows.OWN, List.of("0"), spec.skips().size(), named.at));
        }
        return named.parts;
    }

    private void addLayers(NetworkSpec spec, List<String> columns) {
        List<String> tokens = spec.sequence().map(this::tokens).orElse(List.of());
        // What the next layer reads; empty once it is what layers made of it.
        List<String> read = spec.sequence()
                .map(shape -> columns.subList(0, shape.columns()))
                .orElse(columns);
        for (int l = 0; l < spec.layers().size(); l++) {
            Layer layer = spec.layers().get(l);
            String name = spec.layerNames().get(l);
            if (layer instanceof TokenEmbedding embedding) {
                String feature = tokens.get(embedding.feature());
                add(layer, "embedding of " + feature, shape -> words(feature), Rows.WORDS);
                tokens = Stream.concat(
                                tokens.stream().filter(token -> !token.equals(feature)),
                                numbered(feature + " ", embedding.size()))
                        .toList();
            } else if (layer instanceof SequenceLayer sequence) {
                List<String> each = tokens;
                add(layer, name, shape -> OF_TOKENS.contains(shape.name()) ? repeated(each, shape.rows()) : List.of());
                if (sequence.result().isPresent()) {
                    tokens = numbered("", sequence.result().get().features()).toList();
                } else {
                    read = Stream.concat(read.stream(), numbered("sequence ", layer.outputs() - read.size()))
                            .toList();
                }
            } else {
                List<String> inputs = read;
                add(layer, name, shape -> inputs);
                read = List.of();
            }
        }
    }

    /** Layers of one's own may read other tokens than those that are known by name. */
    private List<String> tokens(SequenceShape shape) {
        return tokenFeatures.size() == shape.features()
                ? tokenFeatures.stream().map(Feature::name).toList()
                : numbered("token ", shape.features()).toList();
    }

    private void add(Layer layer, String name, Function<ParameterShape, List<String>> rows) {
        add(layer, name, rows, Rows.READ);
    }

    /** @param rows the names of the rows; of another number if rows are the layer's own */
    private void add(Layer layer, String name, Function<ParameterShape, List<String>> rows, Rows kind) {
        for (ParameterShape shape : layer.parameters()) {
            List<String> names = rows.apply(shape);
            boolean has = names.size() == shape.rows();
            parts.add(new Part(
                    name + "." + shape.name(),
                    has ? kind : Rows.OWN,
                    has ? names : numbered("", shape.rows()).toList(),
                    shape.columns(),
                    at));
            at += shape.size();
        }
    }

    /** The words of a feature of tokens, and what stands for all others. */
    private List<String> words(String feature) {
        return tokenFeatures.stream()
                .filter(each -> each.name().equals(feature))
                .flatMap(each -> Stream.concat(each.categories().stream(), Stream.of("(unknown)")))
                .toList();
    }

    /** The numbers of a token once for each token that a layer looks at together. */
    private static List<String> repeated(List<String> tokens, int rows) {
        return IntStream.range(0, rows / Math.max(1, tokens.size()))
                .boxed()
                .flatMap(k -> tokens.stream().map(token -> k + " " + token))
                .toList();
    }

    private static Stream<String> numbered(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(k -> prefix + k);
    }
}
