package dev.clv.reason;

import dev.clv.explain.Attribution;
import dev.clv.explain.Contribution;
import dev.clv.explain.json.JsonObject;
import dev.clv.reason.Reference.Kind;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An explanation as JSON and back. A feature's value is a number, the name of a category, or {@code null} if unknown.
 */
final class ExplanationJson {

    private static final String KIND = "explanation";
    private static final int VERSION = 2;

    private ExplanationJson() {}

    static String write(Explanation explanation) {
        return JsonObject.of(KIND, VERSION)
                .put("customer", explanation.customer())
                .put("at", text(explanation.at()))
                .put("horizon", text(explanation.horizon()))
                .put("currency", explanation.currency())
                .put(
                        "reference",
                        JsonObject.part()
                                .put("kind", word(explanation.reference().kind()))
                                .put("at", text(explanation.reference().at())))
                .put("baseValue", explanation.baseValue())
                .put("prediction", explanation.prediction())
                .put(
                        "attributions",
                        explanation.effects().stream()
                                .map(ExplanationJson::effect)
                                .toList())
                .put(
                        "groups",
                        explanation.attribution().groups().stream()
                                .map(ExplanationJson::group)
                                .toList())
                .put(
                        "caveats",
                        explanation.caveats().stream()
                                .map(ExplanationJson::caveat)
                                .toList())
                .put("method", explanation.attribution().method())
                .put("evaluations", explanation.attribution().evaluations())
                .toString();
    }

    private static JsonObject effect(Effect effect) {
        return JsonObject.part()
                .put("feature", effect.feature().name())
                .put("group", effect.feature().group())
                .put("value", plain(effect.value()))
                .put("attribution", effect.amount())
                .put("standardError", effect.standardError())
                .put("typical", plain(effect.typical()))
                .put("unit", effect.feature().unit())
                .put("description", effect.feature().description());
    }

    private static JsonObject group(Contribution group) {
        return JsonObject.part()
                .put("group", group.name())
                .put("attribution", group.value())
                .put("standardError", group.standardError());
    }

    private static JsonObject caveat(Caveat caveat) {
        JsonObject json = JsonObject.part().put("kind", word(caveat.kind()));
        if (caveat.feature() != null) {
            json.put("feature", caveat.feature());
        }
        if (caveat.other() != null) {
            json.put("other", caveat.other()).put("correlation", caveat.correlation());
        }
        return json;
    }

    static Explanation read(String text) {
        JsonObject json = JsonObject.read(text, KIND, VERSION);
        try {
            return explanation(json);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "a time or a horizon of the explanation is not one; use what toJson() wrote, unchanged", e);
        }
    }

    private static Explanation explanation(JsonObject json) {
        List<Effect> effects = json.parts("attributions", ExplanationJson::effect);
        JsonObject reference = json.part("reference");
        String at = json.optionalText("at");
        String horizon = json.optionalText("horizon");
        String referenceAt = reference.optionalText("at");
        return new Explanation(
                json.optionalText("customer"),
                at == null ? null : Instant.parse(at),
                horizon == null ? null : Duration.parse(horizon),
                json.text("currency"),
                new ReferencePoint(
                        constant(Kind.class, reference.text("kind")),
                        referenceAt == null ? null : Instant.parse(referenceAt)),
                attribution(json, effects),
                effects,
                json.parts("caveats", ExplanationJson::caveat));
    }

    private static Attribution attribution(JsonObject json, List<Effect> effects) {
        Attribution.Builder builder = Attribution.builder(json.number("baseValue"), json.number("prediction"))
                .method(json.text("method"))
                .evaluations(json.count("evaluations"));
        for (Effect effect : effects) {
            builder.feature(effect.feature().name(), effect.feature().group(), effect.amount(), effect.standardError());
        }
        json.parts("groups", part -> part)
                .forEach(group -> builder.groupStandardError(group.text("group"), group.number("standardError")));
        return builder.build();
    }

    private static Effect effect(JsonObject json) {
        return new Effect(
                new FeatureLabel(json.text("feature"), json.text("group"), json.text("unit"), json.text("description")),
                value(json, "value"),
                value(json, "typical"),
                json.number("attribution"),
                json.number("standardError"));
    }

    private static Caveat caveat(JsonObject json) {
        return new Caveat(
                constant(Caveat.Kind.class, json.text("kind")),
                json.optionalText("feature"),
                json.optionalText("other"),
                json.has("correlation") ? json.number("correlation") : 0);
    }

    private static @Nullable Object plain(FeatureValue value) {
        return value.category() != null ? value.category() : (Object) value.number();
    }

    private static FeatureValue value(JsonObject json, String key) {
        Object value = json.value(key);
        if (value == null) {
            return FeatureValue.unknown();
        }
        return value instanceof String category
                ? FeatureValue.category(category)
                : FeatureValue.number(json.number(key));
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
}
