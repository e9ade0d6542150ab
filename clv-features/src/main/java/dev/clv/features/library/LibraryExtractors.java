package dev.clv.features.library;

import dev.clv.features.FittableExtractor;
import dev.clv.features.behaviour.BehaviourExtractors;
import dev.clv.features.product.ProductExtractors;
import dev.clv.features.sequence.EventTokens;
import dev.clv.features.standard.StandardExtractors;
import dev.clv.features.text.TextExtractors;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The extractors that come with the library and need nothing to be told, by name: those that a configuration can name
 * and that a saved model restores without being given them. Immutable and thread-safe.
 */
public final class LibraryExtractors {

    private static final Map<String, FittableExtractor> BY_NAME = byName(Stream.of(
                    StandardExtractors.all(),
                    TextExtractors.all(),
                    List.of(TextExtractors.embedding()),
                    BehaviourExtractors.all(),
                    List.of(ProductExtractors.taste(), EventTokens.builder().build()))
            .flatMap(List::stream));

    private LibraryExtractors() {}

    private static Map<String, FittableExtractor> byName(Stream<FittableExtractor> extractors) {
        Map<String, FittableExtractor> named = new LinkedHashMap<>();
        extractors.forEach(extractor -> named.put(extractor.name(), extractor));
        return Collections.unmodifiableMap(named);
    }

    /** Each with its defaults, the standard ones first; unmodifiable. */
    public static Map<String, FittableExtractor> byName() {
        return BY_NAME;
    }
}
