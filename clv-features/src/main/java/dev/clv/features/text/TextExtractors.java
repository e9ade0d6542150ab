package dev.clv.features.text;

import dev.clv.features.FeatureExtractor;
import dev.clv.features.FittableExtractor;
import dev.clv.features.Privacy;
import dev.clv.features.text.aspect.AspectReader;
import dev.clv.features.text.lexicon.SentimentLexicon;
import java.util.List;

/**
 * Extractors of what customers write in reviews and feedback. Each is immutable and thread-safe and can store and merge
 * the states of customers. On a log without texts they have no features.
 */
public final class TextExtractors {

    private static final int DIMENSIONS = 16;

    private TextExtractors() {}

    /**
     * Sentiment and aspects with their defaults; for {@code FeaturePlan.with(...)}. A model does not have them unless
     * told to: where reviews come with ratings, words added nothing to the value that ratings tell.
     */
    public static List<FittableExtractor> all() {
        return List.of(sentiment(), aspects());
    }

    /** Sentiment from terms of at least {@link Privacy#MIN_CUSTOMERS} customers; see {@link #sentiment(int)}. */
    public static FittableExtractor sentiment() {
        return sentiment(Privacy.MIN_CUSTOMERS);
    }

    /**
     * How content a customer's texts sound, learned from the ratings that came with texts ({@link SentimentLearner}):
     * {@code sentiment_texts} (texts so far), {@code sentiment_mean}, {@code sentiment_last}, {@code sentiment_min},
     * from -1 (certainly discontent) to 1, NaN before the first text; {@code sentiment_trend}, the last text less the
     * mean of those before it, NaN below two; {@code sentiment_negative_share}, of the texts those more likely
     * discontent; {@code sentiment_surprise}, the mean of a text's score less that of the rating beside it, below 0
     * where words are worse than stars, NaN without such a pair; {@code days_since_complaint}, since the last text more
     * likely discontent, NaN without one.
     *
     * <p>Where fewer than {@code minCustomers} customers wrote texts with low ratings, or with high ones, a lexicon of
     * English, Chinese and Portuguese words reads instead ({@link SentimentLexicon}). There are no such features where
     * fewer customers write anything.
     *
     * @param minCustomers how many different customers must use a term for it to be learned; positive. Below
     *     {@link Privacy#MIN_CUSTOMERS}, weights of terms that only a few customers share come into model files
     */
    public static FittableExtractor sentiment(int minCustomers) {
        return new SentimentPlan(minCustomers, null);
    }

    /**
     * The same features of a model that begins with what another one knows; see {@link SentimentLearner#from}. A shop
     * without ratings has the source's sentiment.
     *
     * @param source learned from much text of the same language
     */
    public static FittableExtractor sentiment(SentimentModel source) {
        return new SentimentPlan(Privacy.MIN_CUSTOMERS, source);
    }

    /** Aspects that at least {@link Privacy#MIN_CUSTOMERS} customers speak of; see {@link #aspects(int)}. */
    public static FittableExtractor aspects() {
        return aspects(Privacy.MIN_CUSTOMERS);
    }

    /**
     * What a customer praises and complains about ({@link AspectReader}): {@code aspect_NAME} for each aspect that
     * enough customers speak of, such as {@code aspect_delivery}, the share of its texts that praise it less the share
     * that complain, from -1 to 1, NaN before the first; {@code aspect_praises} and {@code aspect_complaints}, such
     * aspects of all texts; {@code aspect_complaints_open}, those since the last purchase, which no purchase has
     * answered yet.
     *
     * @param minCustomers how many different customers must speak of an aspect for it to be kept; positive
     */
    public static FittableExtractor aspects(int minCustomers) {
        return new AspectPlan(minCustomers);
    }

    /** An embedding of 16 numbers, from terms of at least {@link Privacy#MIN_CUSTOMERS} customers. */
    public static FittableExtractor embedding() {
        return embedding(DIMENSIONS, Privacy.MIN_CUSTOMERS);
    }

    /**
     * {@code text_embedding}, a feature of several columns: the mean vector of a customer's texts by a
     * {@link TextEmbedding} that is learned from the ratings that came with texts and from the categories of their
     * products; NaN before the first text of which a term is known. There is no such feature where no term is learned.
     * A text of a training customer is read by the embedding that learned from it, unlike in {@link #sentiment(int)}.
     *
     * @param dimensions the number of its columns; positive
     * @param minCustomers how many different customers must use a term for it to be learned; positive
     */
    public static FittableExtractor embedding(int dimensions, int minCustomers) {
        return new EmbeddingPlan(dimensions, minCustomers, null);
    }

    /**
     * The same feature of an embedding that begins with what another one knows; see {@link TextEmbeddingLearner#from}.
     *
     * @param source learned from much text of the same language
     */
    public static FittableExtractor embedding(TextEmbedding source) {
        return new EmbeddingPlan(source.dimensions(), Privacy.MIN_CUSTOMERS, source);
    }

    /**
     * A feature of the same form by an embedder that learns nothing here, such as {@link WordVectors}. A model file
     * does not hold the embedder: pass the extractor again when the model is loaded. One with another embedder is
     * refused.
     *
     * @param name of the extractor and its feature; not {@code text_embedding}
     */
    public static FeatureExtractor embedding(String name, TextEmbedder embedder) {
        if (name.equals(EmbeddingPlan.NAME)) {
            throw new IllegalArgumentException(
                    "the name '" + name + "' is that of the embedding that is learned; take another one");
        }
        return new GivenEmbeddingFeatures(name, embedder);
    }
}
