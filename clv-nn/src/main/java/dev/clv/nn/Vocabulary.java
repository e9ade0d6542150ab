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
import dev.clv.nn.loss.Loss;
import dev.clv.nn.loss.Pinball;
import dev.clv.nn.loss.Poisson;
import dev.clv.nn.loss.Scaled;
import dev.clv.nn.loss.SquaredError;
import dev.clv.nn.loss.Tweedie;
import dev.clv.nn.loss.ZeroInflatedLognormal;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * The words a description may use and the parts they stand for. Add the words of your own layers and losses before you
 * load a model that has them. Immutable and thread-safe.
 */
public final class Vocabulary {

    private static final Vocabulary STANDARD = new Vocabulary(standardLayers(), standardLosses());

    private final Map<String, Function<Description, Layer>> layers;
    private final Map<String, Function<Description, Loss>> losses;

    private Vocabulary(
            Map<String, Function<Description, Layer>> layers, Map<String, Function<Description, Loss>> losses) {
        this.layers = layers;
        this.losses = losses;
    }

    /** The layers and losses of this library. */
    public static Vocabulary standard() {
        return STANDARD;
    }

    private static Map<String, Function<Description, Layer>> standardLayers() {
        Map<String, Function<Description, Layer>> words = new TreeMap<>();
        words.put("dense", Dense::of);
        words.put("dropout", d -> new Dropout(d.whole("width"), d.number("rate")));
        words.put("layer_norm", d -> new LayerNorm(d.whole("width"), d.number("epsilon")));
        words.put("embedding", Embedding::of);
        words.put("cross", ofWidth(Cross::new));
        words.put("monotone_dense", MonotoneDense::of);
        words.put("relu", ofWidth(Activations::relu));
        words.put("leaky_relu", d -> Activations.leakyRelu(d.whole("width"), d.number("leak")));
        words.put("elu", ofWidth(Activations::elu));
        words.put("gelu", ofWidth(Activations::gelu));
        words.put("tanh", ofWidth(Activations::tanh));
        words.put("sigmoid", ofWidth(Activations::sigmoid));
        words.put("softplus", ofWidth(Activations::softplus));
        return words;
    }

    private static Map<String, Function<Description, Loss>> standardLosses() {
        Map<String, Function<Description, Loss>> words = new TreeMap<>();
        words.put("squared_error", d -> SquaredError.of());
        words.put("zero_inflated_lognormal", d -> ZeroInflatedLognormal.of().withLogCap(d.number("log_cap")));
        words.put("absolute_error", d -> AbsoluteError.of());
        words.put("huber", d -> Huber.of(d.number("delta")));
        words.put("pinball", d -> Pinball.of(d.number("tau")));
        words.put("poisson", d -> Poisson.of());
        words.put("gamma", d -> Gamma.of(d.number("shape")));
        words.put("tweedie", d -> Tweedie.of(d.number("power")).withDispersion(d.number("dispersion")));
        words.put("binary_cross_entropy", d -> BinaryCrossEntropy.of());
        words.put("categorical_cross_entropy", d -> CategoricalCrossEntropy.of(d.whole("classes")));
        return words;
    }

    private static Function<Description, Layer> ofWidth(IntFunction<Layer> make) {
        return d -> make.apply(d.whole("width"));
    }

    /** This vocabulary and one more layer; a word known already is replaced. */
    public Vocabulary withLayer(String word, Function<Description, Layer> make) {
        Map<String, Function<Description, Layer>> all = new TreeMap<>(layers);
        all.put(word, make);
        return new Vocabulary(all, losses);
    }

    /** This vocabulary and one more loss; a word known already is replaced. */
    public Vocabulary withLoss(String word, Function<Description, Loss> make) {
        Map<String, Function<Description, Loss>> all = new TreeMap<>(losses);
        all.put(word, make);
        return new Vocabulary(layers, all);
    }

    /**
     * The layer described.
     *
     * @throws IllegalArgumentException if the word is unknown or a setting is missing or impossible
     */
    public Layer layer(Description description) {
        if (description.word().equals("residual")) {
            return Residual.of(description.parts().stream().map(this::layer).toList());
        }
        return find("layer", layers, description).apply(description);
    }

    /**
     * The loss described.
     *
     * @throws IllegalArgumentException if the word is unknown or a setting is missing or impossible
     */
    public Loss loss(Description description) {
        if (description.word().equals("heads")) {
            return Heads.of(description.parts().stream()
                    .map(head -> new Heads.Head(head.number("weight"), loss(only(head))))
                    .toList());
        }
        if (description.word().equals("scaled")) {
            return Scaled.of(loss(only(description)), description.number("unit"));
        }
        return find("loss", losses, description).apply(description);
    }

    /**
     * The network described by {@link NetworkSpec#describe}.
     *
     * @throws IllegalArgumentException if a word is unknown, or a setting is missing or impossible
     */
    public NetworkSpec network(Description description) {
        return new NetworkSpec(
                Inputs.of(description),
                description.part("layers").parts().stream().map(this::layer).toList(),
                loss(only(description.part("loss"))),
                description.part("skips").parts().stream().map(Skip::of).toList(),
                description.part("offsets").parts().stream()
                        .map(o -> o.whole("output"))
                        .toList());
    }

    private static Description only(Description description) {
        if (description.parts().size() != 1) {
            throw new IllegalArgumentException("'" + description.word() + "' must have one part, has "
                    + description.parts().size());
        }
        return description.parts().get(0);
    }

    private static <T> Function<Description, T> find(
            String kind, Map<String, Function<Description, T>> words, Description description) {
        Function<Description, T> make = words.get(description.word());
        if (make == null) {
            throw new UnknownWordException("unknown " + kind + " '" + description.word() + "'; known are "
                    + words.keySet() + "; add it to the vocabulary");
        }
        return make;
    }
}
