package dev.clv.features.read;

import dev.clv.features.internal.StrictReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The first rows of JSON lines or of a JSON list, as columns named by their paths. Of the lists of objects in them, the
 * one with the most objects is taken apart into rows.
 *
 * @param list the path of that list with its brackets; null if there is none
 */
record JsonSample(
        List<ColumnSample> columns, int rows, @Nullable String list) {

    private static final int MAX_ROWS = 50_000;
    private static final int MAX_COLUMNS = 1_000;

    static JsonSample of(String text) {
        List<Map<String, Object>> objects = new ArrayList<>();
        try (StrictReader in = new StrictReader(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8)) {
            LineSplitter splitter = LineSplitter.ofJson(in, text.length());
            while (objects.size() < MAX_ROWS && splitter.next()) {
                JsonValue value = parsed(new String(splitter.chars(), 0, splitter.length()));
                if (value != null && value.isObject()) {
                    Map<String, Object> fields = new LinkedHashMap<>();
                    flatten(value, "", fields);
                    objects.add(fields);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("text in memory cannot fail", e);
        }
        String list = longestList(objects);
        List<Map<String, Object>> rows = new ArrayList<>();
        objects.forEach(object -> rows.addAll(rows(object, list)));
        return new JsonSample(columns(rows), rows.size(), list);
    }

    private static @Nullable JsonValue parsed(String text) {
        try {
            return JsonValue.parse(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Texts by path, and lists of objects, flattened too, by path with brackets. */
    private static void flatten(JsonValue object, String path, Map<String, Object> into) {
        object.fields().forEach((name, value) -> {
            List<JsonValue> items = value.items();
            if (value.isObject()) {
                flatten(value, path + name + '.', into);
            } else if (items == null) {
                into.put(path + name, scalar(value));
            } else if (!items.isEmpty() && items.stream().allMatch(JsonValue::isObject)) {
                String list = path + name + JsonPaths.ITEMS;
                into.put(
                        list,
                        items.stream()
                                .map(item -> {
                                    Map<String, Object> fields = new LinkedHashMap<>();
                                    flatten(item, list + '.', fields);
                                    return fields;
                                })
                                .toList());
            }
        });
    }

    private static String scalar(JsonValue value) {
        String text = value.text();
        String digits = value.digits();
        return text != null ? text : digits != null ? digits : value.bool() != null ? value.bool() + "" : "";
    }

    private static @Nullable String longestList(List<Map<String, Object>> objects) {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        for (Map<String, Object> object : objects) {
            object.forEach((path, value) -> {
                if (value instanceof List<?> items) {
                    sizes.merge(path, items.size(), Integer::sum);
                }
            });
        }
        String longest = null;
        for (Map.Entry<String, Integer> size : sizes.entrySet()) {
            if (longest == null || size.getValue() > sizes.getOrDefault(longest, 0)) {
                longest = size.getKey();
            }
        }
        return longest;
    }

    private static List<Map<String, Object>> rows(Map<String, Object> object, @Nullable String list) {
        if (!(object.get(list) instanceof List<?> items)) {
            return List.of(object);
        }
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Object item : items) {
            Map<String, Object> row = new LinkedHashMap<>(object);
            ((Map<?, ?>) item).forEach((path, value) -> row.put((String) path, value));
            rows.add(row);
        }
        return rows;
    }

    private static List<ColumnSample> columns(List<Map<String, Object>> rows) {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        for (int row = 0; row < rows.size(); row++) {
            int before = row;
            rows.get(row).forEach((path, value) -> {
                if (value instanceof String text && (columns.containsKey(path) || columns.size() < MAX_COLUMNS)) {
                    List<String> cells = columns.computeIfAbsent(path, any -> new ArrayList<>());
                    while (cells.size() < before) {
                        cells.add("");
                    }
                    cells.add(text);
                }
            });
        }
        List<ColumnSample> samples = new ArrayList<>();
        columns.forEach((path, cells) -> {
            while (cells.size() < rows.size()) {
                cells.add("");
            }
            samples.add(new ColumnSample(path, cells));
        });
        return samples;
    }
}
