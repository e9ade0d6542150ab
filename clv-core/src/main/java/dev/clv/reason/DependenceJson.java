package dev.clv.reason;

import dev.clv.reason.Dependence.Point;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A dependence as JSON and back. */
final class DependenceJson {

    private static final int VERSION = 1;

    private DependenceJson() {}

    static String write(Dependence dependence) {
        Map<String, @Nullable Object> json = Json.versioned(VERSION);
        json.putAll(Json.label(dependence.feature()));
        json.put("currency", dependence.currency());
        json.put("average", points(dependence.average()));
        json.put("local", points(dependence.local()));
        return Json.write(json);
    }

    private static List<Map<String, @Nullable Object>> points(List<Point> points) {
        return points.stream().map(DependenceJson::point).toList();
    }

    private static Map<String, @Nullable Object> point(Point point) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("value", Json.plain(point.value()));
        json.put("amount", point.amount());
        return json;
    }

    static Dependence read(String text) {
        return Json.read(
                text,
                "a dependence",
                VERSION,
                json -> new Dependence(
                        Json.label(json),
                        Json.string(json, "currency"),
                        Json.list(json, "average", DependenceJson::point),
                        Json.list(json, "local", DependenceJson::point)));
    }

    private static Point point(JsonNode json) {
        return new Point(Json.value(json.required("value")), Json.number(json, "amount"));
    }
}
