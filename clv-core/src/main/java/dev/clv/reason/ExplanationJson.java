package dev.clv.reason;

import static dev.clv.reason.Json.number;
import static dev.clv.reason.Json.string;

import dev.clv.explain.Attribution;
import dev.clv.explain.Contribution;
import dev.clv.reason.Reference.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An explanation as JSON and back. */
final class ExplanationJson {

    private static final int VERSION = 1;

    private ExplanationJson() {}

    static String write(Explanation explanation) {
        Map<String, @Nullable Object> json = Json.versioned(VERSION);
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
        return Json.write(json);
    }

    private static Map<String, @Nullable Object> effect(Effect effect) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("feature", effect.feature().name());
        json.put("group", effect.feature().group());
        json.put("value", Json.plain(effect.value()));
        json.put("attribution", effect.amount());
        json.put("standardError", effect.standardError());
        json.put("typical", Json.plain(effect.typical()));
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
        return Json.read(text, "an explanation", VERSION, ExplanationJson::explanation);
    }

    private static Explanation explanation(JsonNode json) {
        List<Effect> effects = Json.list(json, "attributions", ExplanationJson::effect);
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
                Json.list(json, "caveats", ExplanationJson::caveat));
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
                Json.label(json),
                Json.value(json.required("value")),
                Json.value(json.required("typical")),
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

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
    }

    private static @Nullable String nullable(JsonNode json, String key) {
        JsonNode value = json.path(key);
        return value.isString() ? value.stringValue() : null;
    }
}
