package dev.clv.reason;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What all JSON of this package has in common: a version first, features and their values written the same way, and
 * doubles as the shortest decimals that read back to the same bits.
 */
final class Json {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Json() {}

    /** An object that begins with its version. */
    static Map<String, @Nullable Object> versioned(int version) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("version", version);
        return json;
    }

    static String write(Map<String, @Nullable Object> json) {
        return MAPPER.writeValueAsString(json);
    }

    /**
     * Reads an object of a known version.
     *
     * @param what it is, with its article, for the message
     * @throws IllegalArgumentException when it is none, or of another version
     */
    static <T> T read(String text, String what, int version, Function<JsonNode, T> reader) {
        try {
            JsonNode json = MAPPER.readTree(text);
            int found = json.path("version").asInt(0);
            if (found != version) {
                throw new IllegalArgumentException("expected " + what + " of version " + version + ", found "
                        + (found == 0 ? "no version" : "version " + found)
                        + "; use JSON written by toJson(), or a newer library");
            }
            return reader.apply(json);
        } catch (JacksonException | DateTimeException e) {
            throw new IllegalArgumentException(
                    "the text is not " + what + "'s JSON; use what toJson() wrote, unchanged", e);
        }
    }

    static <T> List<T> list(JsonNode json, String key, Function<JsonNode, T> reader) {
        List<T> list = new ArrayList<>();
        for (JsonNode element : json.required(key)) {
            list.add(reader.apply(element));
        }
        return list;
    }

    static Map<String, @Nullable Object> label(FeatureLabel feature) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("feature", feature.name());
        json.put("group", feature.group());
        json.put("unit", feature.unit());
        json.put("description", feature.description());
        return json;
    }

    static FeatureLabel label(JsonNode json) {
        return new FeatureLabel(
                string(json, "feature"), string(json, "group"), string(json, "unit"), string(json, "description"));
    }

    /** A number, the text of a category, or null. */
    static @Nullable Object plain(FeatureValue value) {
        if (value.isUnknown()) {
            return null;
        }
        return value.category() != null ? value.category() : (Object) value.number();
    }

    static FeatureValue value(JsonNode json) {
        if (json.isNull()) {
            return FeatureValue.unknown();
        }
        return json.isString() ? FeatureValue.category(json.stringValue()) : FeatureValue.number(json.doubleValue());
    }

    static String string(JsonNode json, String key) {
        return json.required(key).stringValue();
    }

    static double number(JsonNode json, String key) {
        return json.required(key).doubleValue();
    }
}
