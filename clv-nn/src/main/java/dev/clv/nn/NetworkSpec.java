package dev.clv.nn;

import dev.clv.nn.describe.Description;
import dev.clv.nn.internal.kernel.DenseChain;
import dev.clv.nn.layer.Activations;
import dev.clv.nn.layer.Cross;
import dev.clv.nn.layer.Dense;
import dev.clv.nn.layer.Dropout;
import dev.clv.nn.layer.Embedding;
import dev.clv.nn.layer.Initialization;
import dev.clv.nn.layer.Layer;
import dev.clv.nn.layer.LayerNorm;
import dev.clv.nn.layer.MonotoneDense;
import dev.clv.nn.layer.ParameterShape;
import dev.clv.nn.layer.Residual;
import dev.clv.nn.loss.Loss;
import dev.clv.nn.math.NamedMatrices;
import dev.clv.nn.math.SplitMix;
import dev.clv.nn.sequence.AttentionPooling;
import dev.clv.nn.sequence.CausalConvolution;
import dev.clv.nn.sequence.Gru;
import dev.clv.nn.sequence.Lstm;
import dev.clv.nn.sequence.SequenceInput;
import dev.clv.nn.sequence.SequenceLayer;
import dev.clv.nn.sequence.SequencePooling;
import dev.clv.nn.sequence.SequenceShape;
import dev.clv.nn.sequence.TokenEmbedding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/**
 * What a network is made of, without its trained numbers: layers in order, the loss that owns its raw outputs, skips
 * past the layers, and the raw outputs that take an offset from each row. Immutable and thread-safe.
 *
 * <p>The raw outputs of a row are: last layer + skips + offsets. All parameters lie in one array, in the order of
 * {@link #parameterShapes()}.
 */
public final class NetworkSpec {

    static final String SKIP_WEIGHTS = "skip.weights";

    private final Inputs inputs;
    private final List<Layer> layers;
    private final Loss loss;
    private final List<Skip> skips;
    private final List<Integer> offsetOutputs;
    private final List<String> layerNames;
    private final List<ParameterShape> parameterShapes;
    private final int parameterCount;

    NetworkSpec(Inputs inputs, List<Layer> layers, Loss loss, List<Skip> skips, List<Integer> offsetOutputs) {
        this.inputs = inputs;
        this.layers = List.copyOf(layers);
        this.loss = loss;
        this.skips = List.copyOf(skips);
        this.offsetOutputs = List.copyOf(offsetOutputs);
        this.layerNames = names(this.layers);
        checkWidths();
        checkConnections();
        this.parameterShapes = parameterShapes(this.layers, layerNames, skips.size());
        this.parameterCount =
                parameterShapes.stream().mapToInt(ParameterShape::size).reduce(0, Math::addExact);
    }

    /**
     * Starts a network of this many input columns.
     *
     * @throws IllegalArgumentException if inputs is not positive
     */
    public static Builder builder(int inputs) {
        return new Builder(Inputs.unnamed(inputs), Optional.empty());
    }

    /**
     * Starts a network of these input columns, in this order. Their names are for {@link Builder#skip(String, int)} and
     * for messages; they are saved with the network and change no number of it.
     *
     * @param inputNames one per column
     * @throws IllegalArgumentException if there is none, or one is blank or given twice
     */
    public static Builder builder(List<String> inputNames) {
        return new Builder(Inputs.named(inputNames), Optional.empty());
    }

    /**
     * Starts a network whose rows hold plain columns and a sequence of events. First come layers that read the
     * sequence, the last of which ends it; then those that do not.
     *
     * <pre>{@code
     * SequenceInput events = new SequenceInput(List.of("recency"), "events", 50, List.of("gap", "amount"));
     * NetworkSpec.builder(events).gru(32).dense(32).relu().build(SquaredError.of());
     * }</pre>
     *
     * @throws IllegalArgumentException if two inputs would have the same name
     */
    public static Builder builder(SequenceInput inputs) {
        return new Builder(Inputs.named(inputs.names()), Optional.of(inputs.shape()));
    }

    /** The same without names. */
    public static Builder builder(SequenceShape inputs) {
        return new Builder(Inputs.unnamed(inputs.width()), Optional.of(inputs));
    }

    private void checkWidths() {
        int width = inputs.count();
        Optional<SequenceShape> open = sequence();
        for (int l = 0; l < layers.size(); l++) {
            String what = "layer '" + layerNames.get(l) + "'";
            checkWidth(what, layers.get(l), width);
            OpenSequence.check(what, layers.get(l), open);
            width = layers.get(l).outputs();
            open = OpenSequence.behind(layers.get(l));
        }
        if (width != loss.outputs()) {
            throw new IllegalArgumentException("layer 'output' gives " + width + " outputs but loss '"
                    + loss.describe().word() + "' needs " + loss.outputs() + "; make it as wide as that");
        }
    }

    private static void checkWidth(String what, Layer layer, int width) {
        if (layer.inputs() != width) {
            throw new IllegalArgumentException(what + " takes " + layer.inputs() + " inputs but is given " + width
                    + "; make it for the width of what comes before");
        }
    }

    private void checkConnections() {
        for (Skip skip : skips) {
            inputs.check("skip from", skip.column());
            checkIsPlain(skip);
            checkOutput("skip to", skip.output());
            if (!Double.isFinite(skip.initialWeight())) {
                throw new IllegalArgumentException("skip from " + inputs.label(skip.column())
                        + ": its initial weight must be finite, was " + skip.initialWeight() + "; 1 is a usual start");
            }
        }
        for (int output : offsetOutputs) {
            checkOutput("offset to", output);
        }
        if (offsetOutputs.stream().distinct().count() != offsetOutputs.size()) {
            throw new IllegalArgumentException("each raw output takes one offset, got offsets to " + offsetOutputs);
        }
    }

    /** A token's column may hold padding. */
    private void checkIsPlain(Skip skip) {
        sequence().filter(shape -> skip.column() >= shape.lengthColumn()).ifPresent(shape -> {
            throw new IllegalArgumentException("skip from " + inputs.label(skip.column())
                    + ": it belongs to the sequence, which may be shorter than that; skip from a plain column, the first "
                    + shape.columns());
        });
    }

    private void checkOutput(String what, int output) {
        if (output < 0 || output >= loss.outputs()) {
            throw new IllegalArgumentException(
                    what + " raw output " + output + ": raw outputs are 0 to " + (loss.outputs() - 1));
        }
    }

    /** dense1, relu1, dense2, ...; the last one is called output. */
    private static List<String> names(List<Layer> layers) {
        Map<String, Integer> seen = new HashMap<>();
        List<String> names = new ArrayList<>();
        for (int l = 0; l < layers.size(); l++) {
            boolean output = l == layers.size() - 1;
            String word = layers.get(l).describe().word();
            names.add(output ? "output" : word + seen.merge(word, 1, Integer::sum));
        }
        return List.copyOf(names);
    }

    /** Layer by layer, the weights of skips last. */
    private static List<ParameterShape> parameterShapes(List<Layer> layers, List<String> layerNames, int skips) {
        List<ParameterShape> shapes = new ArrayList<>();
        for (int l = 0; l < layers.size(); l++) {
            String layer = layerNames.get(l);
            layers.get(l).parameters().forEach(shape -> shapes.add(shape.named(layer + "." + shape.name())));
        }
        if (skips > 0) {
            shapes.add(new ParameterShape(SKIP_WEIGHTS, 1, skips, false));
        }
        return List.copyOf(shapes);
    }

    /** Input columns. */
    public int inputs() {
        return inputs.count();
    }

    /** The names of the input columns, in order; empty if they have none. */
    public List<String> inputNames() {
        return inputs.names();
    }

    /** An input column for a message: its index, and its name if it has one. */
    String inputLabel(int column) {
        return inputs.label(column);
    }

    /** The layers, first to last. */
    public List<Layer> layers() {
        return layers;
    }

    /** The layers' stable names, for example dense1, relu1, output. */
    public List<String> layerNames() {
        return layerNames;
    }

    /** The loss, which says what the raw outputs mean. */
    public Loss loss() {
        return loss;
    }

    /** Connections from input columns past the layers. */
    public List<Skip> skips() {
        return skips;
    }

    /** The raw outputs that take an offset; a row carries one offset for each, in this order. */
    public List<Integer> offsetOutputs() {
        return offsetOutputs;
    }

    /** How the sequence lies in the rows, if they hold one. */
    public Optional<SequenceShape> sequence() {
        return OpenSequence.of(layers);
    }

    /** How many layers read the sequence, the first ones; 0 if there is none. */
    int layersOfSequence() {
        int count = 0;
        while (layers.get(count) instanceof SequenceLayer) {
            count++;
        }
        return count;
    }

    /** The length of the array that holds all parameters. */
    public int parameterCount() {
        return parameterCount;
    }

    /** The layers as a chain; empty if there is a layer of another kind, or a skip or an offset goes past them. */
    Optional<DenseChain> chain() {
        return skips.isEmpty() && offsetOutputs.isEmpty() ? DenseChain.of(layers) : Optional.empty();
    }

    /** Where the weights of skips begin in the array that holds all parameters. */
    int skipAt() {
        return parameterCount - skips.size();
    }

    /** The parameters' full names, such as {@code dense1.weights}, and their shapes, in order. */
    public List<ParameterShape> parameterShapes() {
        return parameterShapes;
    }

    /** New matrices of the names and shapes of all parameters, all zero: for parameters or for their gradients. */
    public NamedMatrices zeros() {
        return ParameterShape.zeros(parameterShapes);
    }

    /**
     * The parameters in one array, as matrices of their own.
     *
     * @param parameters in the order of {@link #parameterShapes()}. Copied.
     */
    public NamedMatrices matrices(double[] parameters) {
        NamedMatrices matrices = zeros();
        matrices.load(parameters, 0);
        return matrices;
    }

    /**
     * New starting parameters in one array, in the order of {@link #parameterShapes()}; the same seed gives the same.
     */
    public double[] initialParameters(long seed) {
        NamedMatrices parameters = zeros();
        for (int l = 0; l < layers.size(); l++) {
            layers.get(l).initialize(parameters.group(layerNames.get(l)), new SplitMix(SplitMix.mix(seed, l)));
        }
        for (int s = 0; s < skips.size(); s++) {
            parameters.get(SKIP_WEIGHTS).set(0, s, skips.get(s).initialWeight());
        }
        return parameters.toArray();
    }

    /** This network as plain data; {@link Vocabulary#network} rebuilds it. */
    public Description describe() {
        List<Description> offsetParts = offsetOutputs.stream()
                .map(o -> Description.of("offset").with("output", o))
                .toList();
        List<Description> parts = new ArrayList<>(List.of(
                Description.of("layers")
                        .with(layers.stream().map(Layer::describe).toList()),
                Description.of("loss").with(List.of(loss.describe())),
                Description.of("skips").with(skips.stream().map(Skip::describe).toList()),
                Description.of("offsets").with(offsetParts)));
        inputs.describeNames().ifPresent(parts::add);
        return Description.of("network").with("inputs", inputs.count()).with(parts);
    }

    /** Collects the layers of a network. Each refuses impossible settings at once. Not thread-safe. */
    public static final class Builder {

        private final Inputs inputs;
        private final List<Layer> layers = new ArrayList<>();
        private final List<Skip> skips = new ArrayList<>();
        private final List<Integer> offsetOutputs = new ArrayList<>();
        private Optional<SequenceShape> sequence; // that has not been ended yet
        private int width;

        private Builder(Inputs inputs, Optional<SequenceShape> sequence) {
            this.inputs = inputs;
            this.sequence = sequence;
            this.width = inputs.count();
        }

        /**
         * Replaces a feature of every token, which holds a category index, by a trained vector of this size, at the
         * token's end; see {@link TokenEmbedding}.
         *
         * @param feature from 0, of the tokens as they are here
         * @throws IllegalArgumentException if there is no sequence here, as of every layer that reads one
         */
        public Builder tokenEmbedding(int feature, int categories, int size) {
            return sequence("tokenEmbedding", shape -> new TokenEmbedding(shape, feature, categories, size));
        }

        /** Looks along the sequence, with a rectifier behind; see {@link CausalConvolution}. */
        public Builder convolution(int channels, int kernel, int dilation) {
            return sequence("convolution", shape -> CausalConvolution.of(shape, channels, kernel, dilation));
        }

        /** Walks along the sequence and ends it; see {@link Gru}. */
        public Builder gru(int hidden) {
            return sequence("gru", shape -> new Gru(shape, hidden));
        }

        /** Walks along the sequence and ends it; see {@link Lstm}. */
        public Builder lstm(int hidden) {
            return sequence("lstm", shape -> new Lstm(shape, hidden));
        }

        /** Sums the sequence up by trained weights and ends it; see {@link AttentionPooling}. */
        public Builder attention(int heads, int size) {
            return sequence("attention", shape -> AttentionPooling.of(shape, heads, size));
        }

        /**
         * The same with a penalty for the age of a token; see {@link AttentionPooling#withAge}.
         *
         * @param age the feature that says how old a token is, of the tokens as they are here
         */
        public Builder attention(int heads, int size, int age) {
            return sequence(
                    "attention",
                    shape -> AttentionPooling.of(shape, heads, size).withAge(age));
        }

        /** Takes the newest token and the mean of all, and ends the sequence; see {@link SequencePooling}. */
        public Builder pool() {
            return sequence("pool", shape -> new SequencePooling(shape, SequencePooling.Kind.NEWEST_AND_MEAN));
        }

        /** Any layer that reads a sequence, made for the sequence so far. */
        public Builder sequence(Function<SequenceShape, ? extends SequenceLayer> make) {
            return sequence("sequence", make);
        }

        private Builder sequence(String method, Function<SequenceShape, ? extends SequenceLayer> make) {
            SequenceShape shape = OpenSequence.require(method, sequence);
            return layer(w -> make.apply(shape));
        }

        /**
         * A dense layer. Its weights start by Glorot, or by He when a rectifier (relu, leakyRelu, elu, gelu) is added
         * next.
         */
        public Builder dense(int outputs) {
            return layer(w -> new Dense(w, outputs, Initialization.GLOROT));
        }

        /** A rectifier, see {@link Activations#relu}. */
        public Builder relu() {
            return rectifier(Activations::relu);
        }

        /** A leaky rectifier, see {@link Activations#leakyRelu(int)}. */
        public Builder leakyRelu() {
            return rectifier(Activations::leakyRelu);
        }

        /** An exponential linear unit, see {@link Activations#elu}. */
        public Builder elu() {
            return rectifier(Activations::elu);
        }

        /** A Gaussian error linear unit, see {@link Activations#gelu}. */
        public Builder gelu() {
            return rectifier(Activations::gelu);
        }

        /** A hyperbolic tangent. */
        public Builder tanh() {
            return layer(Activations::tanh);
        }

        /** A logistic function. */
        public Builder sigmoid() {
            return layer(Activations::sigmoid);
        }

        /** A softplus, ln(1 + e<sup>x</sup>). */
        public Builder softplus() {
            return layer(Activations::softplus);
        }

        /** Drops each number with this probability while training; see {@link Dropout}. */
        public Builder dropout(double rate) {
            return layer(w -> new Dropout(w, rate));
        }

        /** Mean 0 and variance 1 per row, with a trained gain and bias; see {@link LayerNorm}. */
        public Builder layerNorm() {
            return layer(LayerNorm::of);
        }

        /**
         * Adds what a chain of layers makes of the row to the row itself: {@code residual(block ->
         * block.dense(32).relu().dense(16))} in a network 16 wide; see {@link Residual}.
         *
         * @throws IllegalArgumentException if the chain does not end as wide as it begins, or has skips or offsets
         */
        public Builder residual(UnaryOperator<Builder> chain) {
            Builder block = chain.apply(new Builder(Inputs.unnamed(width), Optional.empty()));
            if (!block.skips.isEmpty() || !block.offsetOutputs.isEmpty()) {
                throw new IllegalArgumentException(
                        "a residual block cannot have skips or offsets; add them to the network");
            }
            return layer(w -> Residual.of(block.layers));
        }

        /**
         * Replaces a column that holds a category index by a trained vector of this size, at the end; see
         * {@link Embedding}.
         */
        public Builder embedding(int column, int categories, int size) {
            return layer(w -> new Embedding(w, column, categories, size));
        }

        /** Multiplies features with each other; see {@link Cross}. */
        public Builder cross() {
            return layer(Cross::new);
        }

        /** A dense layer that never falls when an input rises; see {@link MonotoneDense}. */
        public Builder monotoneDense(int outputs) {
            return layer(w -> MonotoneDense.of(w, outputs));
        }

        /**
         * A dense layer that is monotone in chosen inputs; see {@link MonotoneDense}.
         *
         * @param responses how its outputs answer to each input
         */
        public Builder monotoneDense(int outputs, List<MonotoneDense.Response> responses) {
            return layer(w -> new MonotoneDense(w, outputs, responses, Initialization.GLOROT));
        }

        /** Any layer, made for the width so far. */
        public Builder layer(IntFunction<? extends Layer> make) {
            Layer layer = make.apply(width);
            String what =
                    "layer " + (layers.size() + 1) + " (" + layer.describe().word() + ")";
            OpenSequence.check(what, layer, sequence);
            checkWidth(what, layer, width);
            layers.add(layer);
            width = layer.outputs();
            sequence = OpenSequence.behind(layer);
            return this;
        }

        /** An input column that also goes straight to a raw output, at first with weight 1. */
        public Builder skip(int column, int output) {
            return skip(column, output, 1);
        }

        /** An input column that also goes straight to a raw output; see {@link Skip}. */
        public Builder skip(int column, int output, double initialWeight) {
            skips.add(new Skip(column, output, initialWeight));
            return this;
        }

        /**
         * A named input column that also goes straight to a raw output, at first with weight 1: a prior that the
         * network corrects.
         *
         * <pre>{@code
         * NetworkSpec.builder(List.of("recency", "orders", "prior")).dense(32).relu().skip("prior", 0).build(SquaredError.of());
         * }</pre>
         *
         * @throws IllegalArgumentException if no input column has this name
         */
        public Builder skip(String input, int output) {
            return skip(input, output, 1);
        }

        /** The same with another weight to start from; see {@link Skip}. */
        public Builder skip(String input, int output, double initialWeight) {
            return skip(inputs.column("skip from", input), output, initialWeight);
        }

        /** Each row will carry an offset that is added to this raw output. */
        public Builder offsetTo(int output) {
            offsetOutputs.add(output);
            return this;
        }

        /**
         * Adds the output layer, a dense one with as many outputs as the loss needs.
         *
         * @throws IllegalArgumentException if a skip or an offset names a column or raw output that does not exist, or
         *     a sequence has not been ended
         */
        public NetworkSpec build(Loss loss) {
            return build(loss, w -> new Dense(w, loss.outputs(), Initialization.NEAR_ZERO));
        }

        /**
         * Adds an output layer of your own, for example a {@link MonotoneDense}.
         *
         * @throws IllegalArgumentException as {@link #build(Loss)}, and if the layer does not give what the loss needs
         */
        public NetworkSpec build(Loss loss, IntFunction<? extends Layer> output) {
            Layer last = output.apply(width);
            OpenSequence.check("layer 'output'", last, sequence);
            List<Layer> all = new ArrayList<>(layers);
            all.add(last);
            return new NetworkSpec(inputs, all, loss, skips, offsetOutputs);
        }

        private Builder rectifier(IntFunction<Layer> make) {
            int last = layers.size() - 1;
            if (last >= 0 && layers.get(last) instanceof Dense dense) {
                layers.set(last, new Dense(dense.inputs(), dense.outputs(), Initialization.HE));
            }
            return layer(make);
        }
    }
}
