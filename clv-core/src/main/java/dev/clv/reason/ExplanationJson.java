package dev.clv.reason;

import dev.clv.explain.Attribution;
import dev.clv.explain.Contribution;
import dev.clv.reason.Reference.Kind;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** An explanation as JSON and back. Doubles are written as the shortest decimals that read back to the same bits. */
final class ExplanationJson {

    private static final int VERSION = 1;

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private ExplanationJson() {}

    static String write(Explanation explanation) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("version", VERSION);
        json.put("customer", explanation.customer());
        json.put("at", text(explanation.at()));
        json.put("horizon", text(explanation.horizon()));
        json.put("currency", explanation.currency());
        Map<String, @Nullable Object> reference = new LinkedHashMap<>();
        reference.put("kind", word(explanation.reference().kind()));
        reference.put("at", text(explanation.reference().at()));
        json.put("reference", reference);
        json.put("baseValue", explanation.baseValue());
        json.put("prediction", explanation.prediction());
        json.put(
                "attributions",
                explanation.effects().stream().map(ExplanationJson::effect).toList());
        json.put(
                "groups",
                explanation.attribution().groups().stream()
                        .map(ExplanationJson::group)
                        .toList());
        json.put(
                "caveats",
                explanation.caveats().stream().map(ExplanationJson::caveat).toList());
        json.put("method", explanation.attribution().method());
        json.put("evaluations", explanation.attribution().evaluations());
        return JSON.writeValueAsString(json);
    }

    private static Map<String, @Nullable Object> effect(Effect effect) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("feature", effect.feature().name());
        json.put("group", effect.feature().group());
        json.put("value", plain(effect.value()));
        json.put("attribution", effect.amount());
        json.put("standardError", effect.standardError());
        json.put("typical", plain(effect.typical()));
        json.put("unit", effect.feature().unit());
        json.put("description", effect.feature().description());
        return json;
    }

    private static Map<String, Object> group(Contribution group) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("group", group.name());
        json.put("attribution", group.value());
        json.put("standardError", group.standardError());
        return json;
    }

    private static Map<String, Object> caveat(Caveat caveat) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", word(caveat.kind()));
        if (caveat.feature() != null) {
            json.put("feature", caveat.feature());
        }
        if (caveat.other() != null) {
            json.put("other", caveat.other());
            json.put("correlation", caveat.correlation());
        }
        return json;
    }

    static Explanation read(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            int version = json.path("version").asInt(0);
            if (version != VERSION) {
                throw new IllegalArgumentException("expected an explanation of version " + VERSION + ", found "
                        + (version == 0 ? "no version" : "version " + version)
                        + "; use JSON written by toJson(), or a newer library");
            }
            List<Effect> effects = new ArrayList<>();
            for (JsonNode effect : json.required("attributions")) {
                effects.add(effect(effect));
            }
            List<Caveat> caveats = new ArrayList<>();
            for (JsonNode caveat : json.required("caveats")) {
                caveats.add(caveat(caveat));
            }
            JsonNode reference = json.required("reference");
            String at = nullable(json, "at");
            String horizon = nullable(json, "horizon");
            String referenceAt = nullable(reference, "at");
            return new Explanation(
                    nullable(json, "customer"),
                    at == null ? null : Instant.parse(at),
                    horizon == null ? null : Duration.parse(horizon),
                    string(json, "currency"),
                    new ReferencePoint(
                            constant(Kind.class, string(reference, "kind")),
                            referenceAt == null ? null : Instant.parse(referenceAt)),
                    attribution(json, effects),
                    effects,
                    caveats);
        } catch (JacksonException | DateTimeException e) {
            throw new IllegalArgumentException(
                    "the text is not an explanation's JSON; use what toJson() wrote, unchanged", e);
        }
    }

    private static Attribution attribution(JsonNode json, List<Effect> effects) {
        Attribution.Builder builder = Attribution.builder(number(json, "baseValue"), number(json, "prediction"))
                .method(string(json, "method"))
                .evaluations(json.required("evaluations").longValue());
        for (Effect effect : effects) {
            builder.feature(effect.feature().name(), effect.feature().group(), effect.amount(), effect.standardError());
        }
        for (JsonNode group : json.required("groups")) {
            builder.groupStandardError(string(group, "group"), number(group, "standardError"));
        }
        return builder.build();
    }

    private static Effect effect(JsonNode json) {
        return new Effect(
                new FeatureLabel(
                        string(json, "feature"),
                        string(json, "group"),
                        string(json, "unit"),
                        string(json, "description")),
                value(json.required("value")),
                value(json.required("typical")),
                number(json, "attribution"),
                number(json, "standardError"));
    }

    private static Caveat caveat(JsonNode json) {
        return new Caveat(
                constant(Caveat.Kind.class, string(json, "kind")),
                nullable(json, "feature"),
                nullable(json, "other"),
                json.path("correlation").asDouble(0));
    }

    private static @Nullable Object plain(FeatureValue value) {
        if (value.isUnknown()) {
            return null;
        }
        return value.category() != null ? value.category() : (Object) value.number();
    }

    private static FeatureValue value(JsonNode json) {
        if (json.isNull()) {
            return FeatureValue.unknown();
        }
        return json.isString() ? FeatureValue.category(json.stringValue()) : FeatureValue.number(json.doubleValue());
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
    }

    private static String string(JsonNode json, String key) {
        return json.required(key).stringValue();
    }

    private static @Nullable String nullable(JsonNode json, String key) {
        JsonNode value = json.path(key);
        return value.isString() ? value.stringValue() : null;
    }

    private static double number(JsonNode json, String key) {
        return json.required(key).doubleValue();
    }
}
