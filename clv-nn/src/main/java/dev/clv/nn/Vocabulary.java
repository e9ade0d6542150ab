package dev.clv.nn;

import dev.clv.nn.describe.Description;
import dev.clv.nn.layer.Activations;
import dev.clv.nn.layer.Cross;
import dev.clv.nn.layer.Dense;
import dev.clv.nn.layer.Dropout;
import dev.clv.nn.layer.Embedding;
import dev.clv.nn.layer.Layer;
import dev.clv.nn.layer.LayerNorm;
import dev.clv.nn.layer.MonotoneDense;
import dev.clv.nn.layer.Residual;
import dev.clv.nn.loss.AbsoluteError;
import dev.clv.nn.loss.BinaryCrossEntropy;
import dev.clv.nn.loss.CategoricalCrossEntropy;
import dev.clv.nn.loss.Gamma;
import dev.clv.nn.loss.Heads;
import dev.clv.nn.loss.Huber;
import dev.clv.nn.loss.LognormalMixture;
import dev.clv.nn.loss.Loss;
import dev.clv.nn.loss.Pinball;
import dev.clv.nn.loss.Poisson;
import dev.clv.nn.loss.Scaled;
import dev.clv.nn.loss.SquaredError;
import dev.clv.nn.loss.Tweedie;
import dev.clv.nn.loss.ZeroInflatedLognormal;
import dev.clv.nn.sequence.AttentionPooling;
import dev.clv.nn.sequence.CausalConvolution;
import dev.clv.nn.sequence.Gru;
import dev.clv.nn.sequence.Lstm;
import dev.clv.nn.sequence.SequencePooling;
import dev.clv.nn.sequence.TokenEmbedding;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * The words a description may use and the parts they stand for. Add the words of your own layers and losses before you
 * load a model that has them. Immutable and thread-safe.
 */
public final class Vocabulary {

    private static final Vocabulary STANDARD = standardWords();

    private final Map<String, BiFunction<Description, Vocabulary, ? extends Layer>> layers;
    private final Map<String, BiFunction<Description, Vocabulary, ? extends Loss>> losses;

    private Vocabulary(
            Map<String, BiFunction<Description, Vocabulary, ? extends Layer>> layers,
            Map<String, BiFunction<Description, Vocabulary, ? extends Loss>> losses) {
        this.layers = layers;
        this.losses = losses;
    }

    /** The layers and losses of this library. */
    public static Vocabulary standard() {
        return STANDARD;
    }

    private static Vocabulary standardWords() {
        return new Vocabulary(new TreeMap<>(), new TreeMap<>())
                .withLayer("dense", Dense::of)
                .withLayer("dropout", d -> new Dropout(d.whole("width"), d.number("rate")))
                .withLayer("layer_norm", d -> new LayerNorm(d.whole("width"), d.number("epsilon")))
                .withLayer("embedding", Embedding::of)
                .withLayer("cross", ofWidth(Cross::new))
                .withLayer("monotone_dense", d -> MonotoneDense.of(d))
                .withLayer("residual", (d, words) -> Residual.of(words.layers(d.parts())))
                .withLayer("relu", ofWidth(Activations::relu))
                .withLayer("leaky_relu", d -> Activations.leakyRelu(d.whole("width"), d.number("leak")))
                .withLayer("elu", ofWidth(Activations::elu))
                .withLayer("gelu", ofWidth(Activations::gelu))
                .withLayer("tanh", ofWidth(Activations::tanh))
                .withLayer("sigmoid", ofWidth(Activations::sigmoid))
                .withLayer("softplus", ofWidth(Activations::softplus))
                .withLayer("token_embedding", TokenEmbedding::of)
                .withLayer("causal_convolution", (d, words) -> CausalConvolution.of(d, words::layer))
                .withLayer("gru", Gru::of)
                .withLayer("lstm", Lstm::of)
                .withLayer("attention_pooling", AttentionPooling::of)
                .withLayer("sequence_pooling", SequencePooling::of)
                .withLoss("squared_error", d -> SquaredError.of())
                .withLoss("absolute_error", d -> AbsoluteError.of())
                .withLoss("huber", d -> Huber.of(d.number("delta")))
                .withLoss("pinball", d -> Pinball.of(d.number("tau")))
                .withLoss("poisson", d -> Poisson.of())
                .withLoss("gamma", d -> Gamma.of(d.number("shape")))
                .withLoss("tweedie", d -> Tweedie.of(d.number("power")).withDispersion(d.number("dispersion")))
                .withLoss("binary_cross_entropy", d -> BinaryCrossEntropy.of())
                .withLoss("categorical_cross_entropy", d -> CategoricalCrossEntropy.of(d.whole("classes")))
                .withLoss(
                        "zero_inflated_lognormal",
                        d -> ZeroInflatedLognormal.of().withLogCap(d.number("log_cap")))
                .withLoss(
                        "lognormal_mixture",
                        d -> LognormalMixture.of(d.whole("components")).withLogCap(d.number("log_cap")))
                .withLoss("scaled", (d, words) -> Scaled.of(words.loss(d.onlyPart()), d.number("unit")))
                .withLoss(
                        "heads",
                        (d, words) -> Heads.of(d.parts().stream()
                                .map(head -> new Heads.Head(head.number("weight"), words.loss(head.onlyPart())))
                                .toList()));
    }

    private static Function<Description, Layer> ofWidth(IntFunction<Layer> make) {
        return d -> make.apply(d.whole("width"));
    }

    /** This vocabulary and one more layer; a word known already is replaced. */
    public Vocabulary withLayer(String word, Function<Description, ? extends Layer> make) {
        return withLayer(word, (description, words) -> make.apply(description));
    }

    /**
     * The same for a layer that holds others: {@code (description, words) -> Residual.of(words.layers(
     * description.parts()))}.
     *
     * @param make is given the vocabulary in use, with all its words
     */
    public Vocabulary withLayer(String word, BiFunction<Description, Vocabulary, ? extends Layer> make) {
        Map<String, BiFunction<Description, Vocabulary, ? extends Layer>> all = new TreeMap<>(layers);
        all.put(word, make);
        return new Vocabulary(all, losses);
    }

    /** This vocabulary and one more loss; a word known already is replaced. */
    public Vocabulary withLoss(String word, Function<Description, ? extends Loss> make) {
        return withLoss(word, (description, words) -> make.apply(description));
    }

    /**
     * The same for a loss that holds others: {@code (description, words) -> new
     * Clipped(words.loss(description.onlyPart()))}.
     *
     * @param make is given the vocabulary in use, with all its words
     */
    public Vocabulary withLoss(String word, BiFunction<Description, Vocabulary, ? extends Loss> make) {
        Map<String, BiFunction<Description, Vocabulary, ? extends Loss>> all = new TreeMap<>(losses);
        all.put(word, make);
        return new Vocabulary(layers, all);
    }

    /**
     * The layer described.
     *
     * @throws IllegalArgumentException if the word is unknown or a setting is missing or impossible
     */
    public Layer layer(Description description) {
        return find("layer", layers, description).apply(description, this);
    }

    /**
     * The layers described, in order.
     *
     * @throws IllegalArgumentException if a word is unknown or a setting is missing or impossible
     */
    public List<Layer> layers(List<Description> descriptions) {
        return descriptions.stream().map(this::layer).toList();
    }

    /**
     * The loss described.
     *
     * @throws IllegalArgumentException if the word is unknown or a setting is missing or impossible
     */
    public Loss loss(Description description) {
        return find("loss", losses, description).apply(description, this);
    }

    /**
     * The network described by {@link NetworkSpec#describe}.
     *
     * @throws IllegalArgumentException if a word is unknown, or a setting is missing or impossible
     */
    public NetworkSpec network(Description description) {
        return new NetworkSpec(
                Inputs.of(description),
                layers(description.part("layers").parts()),
                loss(description.part("loss").onlyPart()),
                description.part("skips").parts().stream().map(Skip::of).toList(),
                description.part("offsets").parts().stream()
                        .map(o -> o.whole("output"))
                        .toList());
    }

    private static <T> BiFunction<Description, Vocabulary, ? extends T> find(
            String kind, Map<String, BiFunction<Description, Vocabulary, ? extends T>> words, Description description) {
        BiFunction<Description, Vocabulary, ? extends T> make = words.get(description.word());
        if (make == null) {
            throw new UnknownWordException("unknown " + kind + " '" + description.word() + "'; known are "
                    + words.keySet() + "; add it to the vocabulary");
        }
        return make;
    }
}
