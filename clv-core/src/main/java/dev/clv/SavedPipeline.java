package dev.clv;

import dev.clv.features.FeaturePipeline;
import dev.clv.features.FeaturePlan;
import dev.clv.features.FeatureSchema;
import dev.clv.features.FittableExtractor;
import dev.clv.features.FittedState;
import dev.clv.features.library.LibraryExtractors;
import dev.clv.features.relative.RelativeFeatures;
import dev.clv.store.ModelFormatException;
import dev.clv.store.Section;
import dev.clv.store.UnknownPartException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A feature pipeline as a section: its features, and the name and state of each extractor. */
final class SavedPipeline {

    /** Takes on any horizon from its state. */
    private static final RelativeFeatures RELATIVE = RelativeFeatures.of(Duration.ofDays(1));

    private SavedPipeline() {}

    static void write(FeaturePipeline pipeline, Section out) {
        out.put("schema", pipeline.schema().fittedState());
        Map<String, FittedState> states = pipeline.fittedStates();
        List<Section> extractors = out.begin("extractors", states.size());
        int next = 0;
        for (Map.Entry<String, FittedState> state : states.entrySet()) {
            extractors.get(next++).put("name", state.getKey()).put("state", state.getValue());
        }
    }

    /**
     * The inverse of {@link #write}.
     *
     * @param own extractors of the caller's, of different names, which come before the standard ones of the same name
     * @throws UnknownPartException if an extractor is neither one of the library's nor among {@code own}
     * @throws IllegalArgumentException if an extractor does not take its state on
     */
    static FeaturePipeline read(Section in, List<FittableExtractor> own) throws ModelFormatException {
        Map<String, FittedState> states = new LinkedHashMap<>();
        for (Section extractor : in.sections("extractors")) {
            String name = extractor.word("name");
            if (states.put(name, extractor.fittedState("state")) != null) {
                throw extractor.wrong("name", "is that of another extractor too, '" + name + "'");
            }
        }
        Map<String, FittableExtractor> known = new LinkedHashMap<>(LibraryExtractors.byName());
        known.put(RELATIVE.name(), RELATIVE);
        FeaturePlan.of(own).extractors().forEach(extractor -> known.put(extractor.name(), extractor));
        TreeSet<String> missing = new TreeSet<>(states.keySet());
        missing.removeAll(known.keySet());
        if (!missing.isEmpty()) {
            throw new UnknownPartException(
                    "the model was trained with extractors " + missing + " of your own; pass them to load(path, ...)");
        }
        return FeaturePlan.of(List.copyOf(known.values()))
                .restore(states, FeatureSchema.restore(in.fittedState("schema")));
    }
}
