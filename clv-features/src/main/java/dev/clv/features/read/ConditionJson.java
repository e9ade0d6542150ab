package dev.clv.features.read;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@link RowCondition}s from JSON. */
final class ConditionJson {

    /** Reads the value of a key into a condition; {@code path} says where the condition stands. */
    private interface Test {
        RowCondition read(ConditionJson reader, String path, JsonValue condition, JsonValue value);
    }

    /** What a condition can ask of its column. */
    private static final Map<String, Test> TESTS = new LinkedHashMap<>();

    /** How conditions combine. */
    private static final Map<String, Test> COMBINATIONS = new LinkedHashMap<>();

    static {
        TESTS.put("blank", (r, path, condition, flag) -> {
            RowCondition blank = RowCondition.blank(r.json.required(path, condition, "column"));
            return r.json.bool(path + ".blank", flag) ? blank : RowCondition.not(blank);
        });
        TESTS.put("equals", (r, path, condition, value) -> {
            String wanted = r.json.word(path + ".equals", value);
            return RowCondition.equalTo(r.json.required(path, condition, "column"), wanted);
        });
        TESTS.put(
                "startsWith",
                (r, path, condition, prefix) -> RowCondition.startsWith(
                        r.json.required(path, condition, "column"), r.json.text(path + ".startsWith", prefix)));
        TESTS.put(
                "endsWith",
                (r, path, condition, suffix) -> RowCondition.endsWith(
                        r.json.required(path, condition, "column"), r.json.text(path + ".endsWith", suffix)));
        TESTS.put(
                "contains",
                (r, path, condition, part) -> RowCondition.contains(
                        r.json.required(path, condition, "column"), r.json.text(path + ".contains", part)));
        TESTS.put(
                "in",
                (r, path, condition, values) -> RowCondition.in(
                        r.json.required(path, condition, "column"),
                        r.json.items(path + ".in", values).stream()
                                .map(item -> r.json.word(path + ".in", item))
                                .toArray(String[]::new)));
        TESTS.put(
                "matches",
                (r, path, condition, expression) -> RowCondition.matches(
                        r.json.required(path, condition, "column"), r.json.text(path + ".matches", expression)));
        TESTS.put(
                "atMost",
                (r, path, condition, bound) -> RowCondition.atMost(
                        r.json.required(path, condition, "column"), r.json.number(path + ".atMost", bound)));
        TESTS.put(
                "atLeast",
                (r, path, condition, bound) -> RowCondition.atLeast(
                        r.json.required(path, condition, "column"), r.json.number(path + ".atLeast", bound)));

        COMBINATIONS.put("all", (r, path, condition, parts) -> RowCondition.all(r.conditions(path + ".all", parts)));
        COMBINATIONS.put("any", (r, path, condition, parts) -> RowCondition.any(r.conditions(path + ".any", parts)));
        COMBINATIONS.put("not", (r, path, condition, part) -> RowCondition.not(r.condition(path + ".not", part)));
    }

    private final JsonKeys json;

    ConditionJson(JsonKeys json) {
        this.json = json;
    }

    /** Every key that is known. */
    static Set<String> keys() {
        Set<String> keys = new LinkedHashSet<>(List.of("column"));
        keys.addAll(TESTS.keySet());
        keys.addAll(COMBINATIONS.keySet());
        return keys;
    }

    /** The condition that stands under {@code path}. */
    RowCondition condition(String path, JsonValue value) {
        if (!value.isObject()) {
            throw json.refuse(
                    "'" + path + "' must be a condition such as {\"column\": \"X\", \"blank\": true}, was " + value);
        }
        RowCondition found = null;
        boolean ofColumn = value.fields().containsKey("column");
        int tests = 0;
        for (Map.Entry<String, JsonValue> field : value.fields().entrySet()) {
            String key = field.getKey();
            if (key.equals("column")) {
                json.text(path + ".column", field.getValue());
                continue;
            }
            boolean combines = COMBINATIONS.containsKey(key);
            Test test = combines ? COMBINATIONS.get(key) : TESTS.get(key);
            if (test == null) {
                throw json.unknown(path, key, keys());
            }
            found = json.guarded(() -> test.read(this, path, value, field.getValue()));
            tests += ofColumn && combines ? 2 : 1;
        }
        if (found == null || tests != 1) {
            throw json.refuse("'" + path + "' must be one condition, which is a column with one of "
                    + String.join(", ", TESTS.keySet()) + ", or one of "
                    + String.join(", ", COMBINATIONS.keySet()) + "; was " + value);
        }
        return found;
    }

    private RowCondition[] conditions(String path, JsonValue value) {
        return json.items(path, value).stream()
                .map(item -> condition(path, item))
                .toArray(RowCondition[]::new);
    }
}
