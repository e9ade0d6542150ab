package dev.clv.features.text;

import dev.clv.features.CustomerContext;
import dev.clv.features.Feature;
import dev.clv.features.FeatureExtractor;
import dev.clv.features.FittedState;
import java.util.List;

/**
 * The mean vector of a customer's texts by an embedder that a model file does not hold. The file has the vector of one
 * sentence instead, so that a model is not scored with another embedder than it was trained with.
 *
 * @param name of the extractor and of its feature
 */
record GivenEmbeddingFeatures(String name, TextEmbedder embedder) implements FeatureExtractor {

    /** Words of several languages, some of which any embedder knows. */
    private static final String SENTENCE = "good quality price late delivery not bad 好 质量 不错 很差 bom entrega ruim";

    private static final String VECTOR = "vector_of_a_sentence";

    GivenEmbeddingFeatures {
        if (name.isBlank() || embedder.dimensions() < 1) {
            throw new IllegalArgumentException("an embedding needs a name and at least 1 dimension, was '" + name
                    + "' with " + embedder.dimensions());
        }
    }

    @Override
    public List<Feature> features() {
        return List.of(MeanVector.feature(name, embedder.dimensions()));
    }

    @Override
    public boolean isNaNOrdinary() {
        return true;
    }

    @Override
    public boolean readsTexts() {
        return true;
    }

    @Override
    public FittedState fittedState() {
        float[] vector = new float[embedder.dimensions()];
        embedder.embed(SENTENCE, vector);
        double[] stored = new double[vector.length];
        for (int i = 0; i < vector.length; i++) {
            stored[i] = vector[i];
        }
        return FittedState.EMPTY.withNumbers(VECTOR, stored);
    }

    @Override
    public State begin(CustomerContext customer) {
        return new MeanVector(embedder);
    }
}
