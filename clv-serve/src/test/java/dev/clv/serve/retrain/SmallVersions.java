package dev.clv.serve.retrain;

import dev.clv.evaluate.Metric;
import dev.clv.nn.Vocabulary;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Versions of a few bytes, for what does not look into their models. */
final class SmallVersions {

    static final Instant AT = Instant.parse("2024-03-01T00:00:00Z");

    private SmallVersions() {}

    static ModelRegistry open(Path folder, Disk disk) throws IOException {
        return ModelRegistry.open(folder, Vocabulary.standard(), disk);
    }

    static RegistryVersion version() {
        return new RegistryVersion(
                0,
                AT,
                AT.minus(Duration.ofDays(60)),
                AT,
                Duration.ofDays(60),
                null,
                null,
                "00ff",
                1000,
                100,
                "1.0",
                Map.of("seed", "42"),
                Map.of(Metric.NGINI, 0.5, Metric.MAE, 3.25),
                Map.of());
    }

    static Map<String, Disk.Content> files(String content) {
        Map<String, Disk.Content> files = new LinkedHashMap<>();
        files.put(RegistryVersion.JUDGED, Disk.Content.of("judged " + content));
        files.put(RegistryVersion.SERVED, Disk.Content.of("served " + content));
        return files;
    }

    static RegistryVersion add(RegistryWriter writer, RetrainingDecision decision) throws IOException {
        Map<String, Disk.Content> files = files(decision.name());
        if (decision == RetrainingDecision.KEPT) {
            files.remove(RegistryVersion.SERVED);
        }
        return writer.add(version(), files, AT, decision, List.of("A reason with \"quotes\" and\nlines."));
    }

    static RegistryVersion promote(ModelRegistry registry) throws IOException {
        try (RegistryWriter writer = registry.write()) {
            return add(writer, RetrainingDecision.PROMOTED);
        }
    }
}
