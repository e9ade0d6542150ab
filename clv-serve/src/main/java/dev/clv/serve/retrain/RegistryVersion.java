package dev.clv.serve.retrain;

import static java.util.Objects.requireNonNull;

import dev.clv.evaluate.Metric;
import dev.clv.explain.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A version of a registry: where a model comes from and how it did. Holds nothing of single customers. Immutable.
 *
 * @param number from 1, in the order of the trainings
 * @param at as of when it was trained, as its caller said
 * @param windowStart the start of the window that it was judged on, which it had not seen when it was judged
 * @param windowEnd the end of that window; a promoted model was then trained on it, too
 * @param horizon that it predicts
 * @param parent the champion it was compared with; null if there was none
 * @param start the version whose weights its training started from; null for random ones
 * @param data the SHA-256 of all events that were known, in hexadecimal: the same for the same events in any order
 * @param events how many those are
 * @param customers how many had bought before the window
 * @param library the version of the library that trained it
 * @param settings of the training by name, as texts for people
 * @param metrics of the judged model on the window; those that are undefined are missing
 * @param files the SHA-256 of each file of the version by its name, in hexadecimal
 */
public record RegistryVersion(
        int number,
        Instant at,
        Instant windowStart,
        Instant windowEnd,
        Duration horizon,
        @Nullable Integer parent,
        @Nullable Integer start,
        String data,
        long events,
        int customers,
        String library,
        Map<String, String> settings,
        Map<Metric, Double> metrics,
        Map<String, String> files) {

    static final String SERVED = "model.clvm";
    static final String JUDGED = "judged.clvm";

    private static final String KIND = "clv-model-version";
    private static final int FORMAT = 1;

    /** Copies the maps. */
    public RegistryVersion {
        requireNonNull(at, "at");
        requireNonNull(windowStart, "windowStart");
        requireNonNull(windowEnd, "windowEnd");
        requireNonNull(horizon, "horizon");
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        EnumMap<Metric, Double> defined = new EnumMap<>(Metric.class);
        metrics.forEach((metric, value) -> {
            if (Double.isFinite(value)) {
                defined.put(metric, value);
            }
        });
        metrics = Collections.unmodifiableMap(defined);
        files = Collections.unmodifiableMap(new TreeMap<>(files));
    }

    /** Whether there is a model to serve: it was promoted once. */
    public boolean isServable() {
        return files.containsKey(SERVED);
    }

    /** The same as another number of a registry, with the hashes of its files. */
    RegistryVersion as(int other, Map<String, String> hashes) {
        return new RegistryVersion(
                other,
                at,
                windowStart,
                windowEnd,
                horizon,
                parent,
                start,
                data,
                events,
                customers,
                library,
                settings,
                metrics,
                hashes);
    }

    /** Whether a training on the same data with the same settings against the same champion made it. */
    boolean isOf(String otherData, Map<String, String> otherSettings, @Nullable RegistryVersion champion) {
        boolean sameChampion = champion == null
                ? parent == null
                : champion.number == number || (parent != null && champion.number == parent);
        return data.equals(otherData) && settings.equals(otherSettings) && sameChampion;
    }

    JsonObject toJson() {
        JsonObject ofMetrics = JsonObject.part();
        metrics.forEach((metric, value) -> ofMetrics.put(metric.label(), value));
        return JsonObject.of(KIND, FORMAT)
                .put("number", number)
                .put("at", at.toString())
                .put("window_start", windowStart.toString())
                .put("window_end", windowEnd.toString())
                .put("horizon", horizon.toString())
                .put("parent", parent)
                .put("start", start)
                .put("data_sha256", data)
                .put("events", events)
                .put("customers", customers)
                .put("library", library)
                .put("settings", texts(settings))
                .put("metrics", ofMetrics)
                .put("files_sha256", texts(files));
    }

    static RegistryVersion read(String text) {
        JsonObject json = JsonObject.read(text, KIND, FORMAT);
        JsonObject ofMetrics = json.part("metrics");
        Map<Metric, Double> metrics = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            if (ofMetrics.has(metric.label())) {
                metrics.put(metric, ofMetrics.number(metric.label()));
            }
        }
        return new RegistryVersion(
                json.integer("number"),
                Instant.parse(json.text("at")),
                Instant.parse(json.text("window_start")),
                Instant.parse(json.text("window_end")),
                Duration.parse(json.text("horizon")),
                json.has("parent") ? json.integer("parent") : null,
                json.has("start") ? json.integer("start") : null,
                json.text("data_sha256"),
                json.count("events"),
                json.integer("customers"),
                json.text("library"),
                texts(json.part("settings")),
                metrics,
                texts(json.part("files_sha256")));
    }

    private static JsonObject texts(Map<String, String> texts) {
        JsonObject json = JsonObject.part();
        texts.forEach(json::put);
        return json;
    }

    private static Map<String, String> texts(JsonObject json) {
        Map<String, String> texts = new LinkedHashMap<>();
        json.members().keySet().forEach(name -> texts.put(name, json.text(name)));
        return texts;
    }
}
