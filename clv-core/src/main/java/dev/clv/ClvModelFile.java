package dev.clv;

import dev.clv.features.FeaturePipeline;
import dev.clv.features.FeaturePlan;
import dev.clv.features.FeatureSchema;
import dev.clv.features.FittableExtractor;
import dev.clv.features.FittedState;
import dev.clv.features.standard.StandardExtractors;
import dev.clv.label.Horizon;
import dev.clv.nn.Vocabulary;
import dev.clv.store.ModelFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What of a {@link ClvModel} goes where in a model file, and back. */
final class ClvModelFile {

    private static final String KIND = "event-log";

    private ClvModelFile() {}

    static void save(ClvModel model, Path path) throws IOException {
        ModelFileParts.Writer out = new ModelFileParts.Writer(KIND);
        out.put("horizon", model.horizon().toString());
        Map<String, FittedState> extractors = model.pipeline().fittedStates();
        out.put("extractors", List.copyOf(extractors.keySet()));
        extractors.forEach((name, state) -> out.fitted("extractor/" + name, state));
        out.fitted("schema", model.schema().fittedState());
        out.rows(model.rows());
        out.save(path);
    }

    static ClvModel load(Path path, Vocabulary vocabulary, List<FittableExtractor> own) throws IOException {
        ModelFileParts.Reader in = ModelFileParts.Reader.open(path, KIND);
        FeaturePipeline pipeline = pipeline(in, own);
        return new ClvModel(
                pipeline, new Horizon(Duration.parse(in.text("horizon"))), in.rows(pipeline.schema(), vocabulary));
    }

    private static FeaturePipeline pipeline(ModelFileParts.Reader in, List<FittableExtractor> own)
            throws ModelFormatException {
        Map<String, FittedState> extractors = new LinkedHashMap<>();
        for (String name : in.texts("extractors")) {
            extractors.put(name, in.fitted("extractor/" + name));
        }
        Map<String, FittableExtractor> known = new LinkedHashMap<>();
        StandardExtractors.all().forEach(extractor -> known.put(extractor.name(), extractor));
        own.forEach(extractor -> known.put(extractor.name(), extractor));
        TreeSet<String> missing = new TreeSet<>(extractors.keySet());
        missing.removeAll(known.keySet());
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(
                    "the model was trained with extractors " + missing + " of your own; pass them to load(path, ...)");
        }
        return FeaturePlan.of(List.copyOf(known.values()))
                .restore(extractors, FeatureSchema.restore(in.fitted("schema")));
    }
}
