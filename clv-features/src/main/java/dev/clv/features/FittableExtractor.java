package dev.clv.features;

/**
 * An extractor that first has to learn facts about the population: a vocabulary, popularities, typical values.
 *
 * <p>It learns them from training histories only, each cut at its own cutoff, and the result is an immutable extractor
 * that carries what it learned.
 */
public interface FittableExtractor {

    /** A short, stable name, unique within a pipeline; model files refer to the extractor by it. */
    String name();

    /**
     * Learns from training histories.
     *
     * @param histories one per training row, each cut at that row's cutoff
     * @return an extractor that needs nothing but a customer's own events
     */
    FeatureExtractor fit(TrainingHistories histories);

    /**
     * The inverse of {@link FeatureExtractor#fittedState()}: the extractor of that state, whatever settings this one
     * has.
     *
     * @param state of an extractor of the same name
     * @throws IllegalArgumentException if the state lacks something
     */
    FeatureExtractor restore(FittedState state);
}
