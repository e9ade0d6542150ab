package dev.clv.reason;

import dev.clv.reason.WhatIf.Change;
import dev.clv.reason.WhatIf.Option;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A what-if as JSON and back. */
final class WhatIfJson {

    private static final int VERSION = 1;

    private WhatIfJson() {}

    static String write(WhatIf whatIf) {
        Map<String, @Nullable Object> json = Json.versioned(VERSION);
        json.put("currency", whatIf.currency());
        json.put("prediction", whatIf.prediction());
        json.put("wanted", whatIf.wanted());
        json.put("options", whatIf.options().stream().map(WhatIfJson::option).toList());
        json.put("unused", whatIf.unused().stream().map(Json::label).toList());
        return Json.write(json);
    }

    private static Map<String, Object> option(Option option) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("changes", option.changes().stream().map(WhatIfJson::change).toList());
        json.put("prediction", option.prediction());
        json.put("cost", option.cost());
        return json;
    }

    private static Map<String, @Nullable Object> change(Change change) {
        Map<String, @Nullable Object> json = Json.label(change.feature());
        json.put("from", Json.plain(change.from()));
        json.put("to", Json.plain(change.to()));
        return json;
    }

    static WhatIf read(String text) {
        return Json.read(
                text,
                "a what-if",
                VERSION,
                json -> new WhatIf(
                        Json.string(json, "currency"),
                        Json.number(json, "prediction"),
                        Json.number(json, "wanted"),
                        Json.list(json, "options", WhatIfJson::option),
                        Json.list(json, "unused", Json::label)));
    }

    private static Option option(JsonNode json) {
        return new Option(
                Json.list(json, "changes", WhatIfJson::change),
                Json.number(json, "prediction"),
                Json.number(json, "cost"));
    }

    private static Change change(JsonNode json) {
        return new Change(Json.label(json), Json.value(json.required("from")), Json.value(json.required("to")));
    }
}
