package dev.clv;

import dev.clv.features.FeaturePipeline;
import dev.clv.features.FeaturePlan;
import dev.clv.features.FittableExtractor;
import dev.clv.features.Learned;
import dev.clv.features.standard.StandardExtractors;
import dev.clv.label.Horizon;
import dev.clv.nn.Vocabulary;
import dev.clv.store.ModelFormatException;
import dev.clv.store.Section;
import dev.clv.store.UnknownPartException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A {@link ClvModel} as a section and back. */
final class ClvModelFile {

    private static final String KIND = "event-log";

    private ClvModelFile() {}

    static Section write(ClvModel model) {
        Section out = ModelFileParts.begin(KIND);
        out.put("horizon", model.horizon().toString());
        out.put("currency", model.currency());
        out.put("features", model.schema().names());
        Map<String, Learned> learned = model.pipeline().learned();
        List<Section> extractors = out.begin("extractors", learned.size());
        int next = 0;
        for (Map.Entry<String, Learned> extractor : learned.entrySet()) {
            extractors.get(next++).put("name", extractor.getKey()).put("learned", extractor.getValue());
        }
        ModelFileParts.write(model.regressor(), out.begin("regressor"));
        ModelFileParts.write(model.typical(), out.begin("typical"));
        ModelFileParts.write(model.correlated(), out.begin("correlated"));
        ModelFileParts.write(model.baselines(), out.begin("baselines"));
        ModelFileParts.write(model.summary(), out.begin("training"));
        return out;
    }

    static ClvModel read(Section in, Vocabulary vocabulary, List<FittableExtractor> own) throws ModelFormatException {
        ModelFileParts.requireKind(in, KIND);
        FeaturePipeline pipeline = pipeline(in, own);
        return new ClvModel(
                pipeline,
                in.read("regressor", part -> ModelFileParts.regressor(part, pipeline.schema(), vocabulary)),
                in.read("typical", part -> ModelFileParts.typical(part, pipeline.schema())),
                in.read("correlated", ModelFileParts::correlated),
                in.word("horizon", text -> new Horizon(Duration.parse(text))),
                ModelFileParts.currency(in),
                in.read("baselines", ModelFileParts::baselines),
                in.read("training", ModelFileParts::summary));
    }

    private static FeaturePipeline pipeline(Section in, List<FittableExtractor> own) throws ModelFormatException {
        Map<String, Learned> learned = new LinkedHashMap<>();
        for (Section extractor : in.sections("extractors")) {
            if (learned.put(extractor.word("name"), extractor.learned("learned")) != null) {
                throw extractor.wrong("name", "is that of another extractor too, '" + extractor.word("name") + "'");
            }
        }
        Map<String, FittableExtractor> known = new LinkedHashMap<>();
        StandardExtractors.all().forEach(extractor -> known.put(extractor.name(), extractor));
        own.forEach(extractor -> known.put(extractor.name(), extractor));
        TreeSet<String> missing = new TreeSet<>(learned.keySet());
        missing.removeAll(known.keySet());
        if (!missing.isEmpty()) {
            throw new UnknownPartException(
                    "the model was trained with extractors " + missing + " of your own; pass them to load(path, ...)");
        }
        FeaturePipeline pipeline = FeaturePlan.of(List.copyOf(known.values())).restore(learned);
        List<String> expected = in.words("features");
        if (!pipeline.schema().names().equals(expected)) {
            throw new UnknownPartException("the model was trained on the features " + expected
                    + ", but its extractors now compute " + pipeline.schema().names()
                    + "; use the extractors of that time or train again");
        }
        return pipeline;
    }
}
