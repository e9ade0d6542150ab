package dev.clv.train;

import static java.util.Objects.requireNonNull;

import dev.clv.features.Feature;
import dev.clv.features.sequence.EventTokens;
import dev.clv.nn.NetworkSpec;
import dev.clv.nn.sequence.SequenceShape;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * How a network reads the latest events of a customer one by one, beside the features that sum them up. Immutable;
 * every method returns a changed copy.
 *
 * <pre>{@code
 * ClvModel.builder().sequence(s -> s.gru(64).length(100))
 * }</pre>
 *
 * <p>What an encoder makes of the events goes into the hidden layers together with the features, and all of it is
 * trained at once. Training takes minutes where features alone take seconds, and a row as much memory as it has tokens:
 * see docs/sequences.md for when it pays.
 */
public final class SequenceSettings {

    private static final SequenceSettings DEFAULTS =
            new SequenceSettings(Encoder.GRU, 32, builder -> builder.length(50), false);

    private static final int LARGEST = 1024;

    /** Each head of attention reads so many numbers of a token. */
    private static final int HEAD = 16;

    /** The feature of a token that says how old it is. */
    private static final String AGE = "age";

    /** An index of a word becomes at most so many numbers. */
    private static final int LARGEST_EMBEDDING = 8;

    /** What reads the events. */
    private enum Encoder {
        GRU,
        LSTM,
        CONV,
        ATTENTION;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Encoder encoder;
    private final int size;
    private final UnaryOperator<EventTokens.Builder> tokens;
    private final boolean always;

    private SequenceSettings(Encoder encoder, int size, UnaryOperator<EventTokens.Builder> tokens, boolean always) {
        if (size < 1 || size > LARGEST) {
            throw new IllegalArgumentException(
                    "the size of " + encoder.word() + " must be from 1 to " + LARGEST + ", was " + size);
        }
        this.encoder = encoder;
        this.size = size;
        this.tokens = tokens;
        this.always = always;
    }

    /** A GRU of 32 units over the latest 50 events and orders. */
    public static SequenceSettings defaults() {
        return DEFAULTS;
    }

    /**
     * Reads events by an encoder that is named by a word, as on the command line.
     *
     * @param text {@code gru:64}, {@code lstm:64}, {@code conv:64} or {@code attention:64}
     * @throws IllegalArgumentException if it is anything else
     */
    public SequenceSettings encoder(String text) {
        int colon = text.indexOf(':');
        try {
            Encoder named =
                    Encoder.valueOf(text.substring(0, Math.max(0, colon)).toUpperCase(Locale.ROOT));
            int units = Integer.parseInt(text.substring(colon + 1));
            return new SequenceSettings(named, units, tokens, always);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "an encoder is gru:SIZE, lstm:SIZE, conv:SIZE or attention:SIZE with a size from 1 to " + LARGEST
                            + ", such as gru:64, not '" + text + "'",
                    e);
        }
    }

    /**
     * Reads events by a gated recurrent unit, from the oldest to the newest; see {@link dev.clv.nn.sequence.Gru}.
     *
     * @param hidden the numbers that it remembers, from 1 to 1,024
     */
    public SequenceSettings gru(int hidden) {
        return new SequenceSettings(Encoder.GRU, hidden, tokens, always);
    }

    /** The same by a long short-term memory; see {@link dev.clv.nn.sequence.Lstm}. */
    public SequenceSettings lstm(int hidden) {
        return new SequenceSettings(Encoder.LSTM, hidden, tokens, always);
    }

    /**
     * Reads events by three causal convolutions, each of which looks at three tokens, 1, 2 and 4 apart, and hands on
     * the newest token and the mean of all; see {@link dev.clv.nn.sequence.CausalConvolution}.
     *
     * @param channels from 1 to 1,024
     */
    public SequenceSettings convolution(int channels) {
        return new SequenceSettings(Encoder.CONV, channels, tokens, always);
    }

    /**
     * Reads events by attention, whose heads begin with different spans of time; see
     * {@link dev.clv.nn.sequence.AttentionPooling}.
     *
     * @param size the numbers of all heads, 16 for each, from 1 to 1,024
     */
    public SequenceSettings attention(int size) {
        return new SequenceSettings(Encoder.ATTENTION, size, tokens, always);
    }

    /**
     * How many events and orders of a customer are read one by one, the newest; 50 unless set. Older ones are told in
     * sums.
     *
     * @param most from 1 to 10,000
     */
    public SequenceSettings length(int most) {
        return tokens(builder -> builder.length(most));
    }

    /**
     * What events tell; everything that {@link EventTokens} knows unless set.
     *
     * @param change from the settings so far to others
     * @throws IllegalArgumentException if they contradict each other
     */
    public SequenceSettings tokens(UnaryOperator<EventTokens.Builder> change) {
        requireNonNull(change, "tokens");
        SequenceSettings changed =
                new SequenceSettings(encoder, size, builder -> change.apply(tokens.apply(builder)), always);
        changed.tokens(); // refuses contradictions at once
        return changed;
    }

    /**
     * Reads events in any case. Unless this is called, networks that read features alone are trained too, and the model
     * is made of them where the loss on customers whom they had not seen is not clearly lower with events: by two
     * standard errors of the difference, over networks. A caution of the training says so then. With a time limit
     * events are read in any case, and a training that starts from another model reads them if that model does.
     */
    public SequenceSettings always() {
        return new SequenceSettings(encoder, size, tokens, true);
    }

    /** Whether events are read in any case. */
    public boolean isAlways() {
        return always;
    }

    /** What makes a customer's events into tokens. */
    public EventTokens tokens() {
        return tokens.apply(EventTokens.builder()).build();
    }

    /**
     * A network up to the hidden layers.
     *
     * @param features of a token
     */
    NetworkSpec.Builder begin(SequenceShape shape, List<Feature> features) {
        NetworkSpec.Builder builder = NetworkSpec.builder(shape);
        // From the last to the first, since an embedding moves what comes behind it.
        for (int f = features.size() - 1; f >= 0; f--) {
            if (features.get(f).isCategorical()) {
                int words = features.get(f).unknownCode() + 1;
                builder.tokenEmbedding(f, words, Math.min(LARGEST_EMBEDDING, (words + 1) / 2));
            }
        }
        switch (encoder) {
            case GRU -> builder.gru(size);
            case LSTM -> builder.lstm(size);
            case CONV ->
                builder.convolution(size, 3, 1)
                        .convolution(size, 3, 2)
                        .convolution(size, 3, 4)
                        .pool();
            case ATTENTION -> attention(builder, features);
        }
        return builder;
    }

    private void attention(NetworkSpec.Builder builder, List<Feature> features) {
        int heads = Math.max(1, size / HEAD);
        int age = features.stream()
                .filter(feature -> !feature.isCategorical())
                .map(Feature::name)
                .toList()
                .indexOf(AGE);
        if (age < 0) {
            builder.attention(heads, size / heads);
        } else {
            builder.attention(heads, size / heads, age);
        }
    }

    @Override
    public String toString() {
        return encoder.word() + ":" + size + " over the latest " + tokens().length() + (always ? ", always" : "");
    }
}
