package dev.clv.reason;

import dev.clv.reason.SegmentDifference.Part;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A difference of segments as JSON and back. */
final class SegmentDifferenceJson {

    private static final int VERSION = 1;

    private SegmentDifferenceJson() {}

    static String write(SegmentDifference difference) {
        Map<String, @Nullable Object> json = Json.versioned(VERSION);
        json.put("currency", difference.currency());
        json.put("customers", difference.customers());
        json.put("others", difference.others());
        json.put("level", difference.level());
        json.put("prediction", part(difference.prediction()));
        json.put(
                "groups",
                difference.groups().stream().map(SegmentDifferenceJson::part).toList());
        json.put(
                "features",
                difference.features().stream().map(SegmentDifferenceJson::part).toList());
        return Json.write(json);
    }

    private static Map<String, Object> part(Part part) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", part.name());
        json.put("amount", part.amount());
        json.put("low", part.low());
        json.put("high", part.high());
        return json;
    }

    static SegmentDifference read(String text) {
        return Json.read(text, "a segment difference", VERSION, SegmentDifferenceJson::difference);
    }

    private static SegmentDifference difference(JsonNode json) {
        return new SegmentDifference(
                Json.string(json, "currency"),
                json.required("customers").intValue(),
                json.required("others").intValue(),
                Json.number(json, "level"),
                part(json.required("prediction")),
                Json.list(json, "groups", SegmentDifferenceJson::part),
                Json.list(json, "features", SegmentDifferenceJson::part));
    }

    private static Part part(JsonNode json) {
        return new Part(
                Json.string(json, "name"),
                Json.number(json, "amount"),
                Json.number(json, "low"),
                Json.number(json, "high"));
    }
}
