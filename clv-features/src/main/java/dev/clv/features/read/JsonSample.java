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
 * The first rows of a JSON file, as columns named by their paths. Of the lists of objects in its records, the one with
 * the most objects is taken apart into rows, and of those in that one likewise if no field of it says an amount.
 *
 * @param list the path of the innermost of these lists with its brackets; null if there is none
 * @param records the path of the list whose objects are the records; null if the file is no object around one
 * @param otherLists the paths of the lists of objects beside that
 */
record JsonSample(
        List<ColumnSample> columns,
        int rows,
        @Nullable String list,
        @Nullable String records,
        List<String> otherLists) {

    private static final int MAX_ROWS = 50_000;
    private static final int MAX_COLUMNS = 1_000;

    /** Of a text, which may end anywhere. */
    static JsonSample of(String text) {
        Map<String, Integer> lists = listsIn(text);
        String around = largest(lists);
        JsonSample whole = of(text, null, List.of());
        if (around == null) {
            return whole;
        }
        JsonSample within = of(
                text,
                around,
                lists.keySet().stream().filter(list -> !list.equals(around)).toList());
        return within.hasCustomer() || !whole.hasCustomer() ? within : whole;
    }

    /** The lists of objects in the only object of a text with their sizes; none if there are several objects. */
    private static Map<String, Integer> listsIn(String text) {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        JsonLists lists = new JsonLists();
        String open = null;
        int from = 0;
        boolean ended = false;
        for (int i = 0; i < text.length(); i++) {
            JsonLists.Found found = lists.next(text.charAt(i));
            if (ended && !lists.isOutside()) {
                return Map.of();
            }
            ended |= found == JsonLists.Found.END;
            if (open != null && (!lists.isInList() || i == text.length() - 1)) {
                sizes.merge(open, i - from, Integer::sum);
                open = null;
            }
            if (found == JsonLists.Found.LIST) {
                open = lists.path();
                from = i;
            }
        }
        return sizes;
    }

    private static @Nullable String largest(Map<String, Integer> sizes) {
        String largest = null;
        for (Map.Entry<String, Integer> size : sizes.entrySet()) {
            if (largest == null || size.getValue() > sizes.getOrDefault(largest, 0)) {
                largest = size.getKey();
            }
        }
        return largest;
    }

    private boolean hasCustomer() {
        return columns.stream().anyMatch(column -> column.rank(ColumnNames.CUSTOMER) > 0);
    }

    private static JsonSample of(String text, @Nullable String records, List<String> otherLists) {
        List<Map<String, Object>> objects = new ArrayList<>();
        try (StrictReader in = new StrictReader(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8)) {
            JsonWrapper wrapper = JsonWrapper.ofBeginning(records);
            LineSplitter splitter = LineSplitter.ofJson(in, text.length(), wrapper);
            while (objects.size() < MAX_ROWS && splitter.next()) {
                JsonText record = splitter.record(0);
                JsonValue value = parsed(new String(record.chars(), record.from(), record.length()));
                if (value != null && value.isObject()) {
                    Map<String, Object> fields = new LinkedHashMap<>();
                    flatten(value, "", fields);
                    objects.add(fields);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("text in memory cannot fail", e);
        }
        List<Map<String, Object>> rows = objects;
        String list = null;
        String next = longestList(rows, "");
        while (next != null) {
            list = next;
            rows = takenApart(rows, list);
            String within = list + '.';
            boolean paid = rows.stream()
                    .flatMap(row -> row.keySet().stream())
                    .distinct()
                    .anyMatch(path -> path.startsWith(within) && saysAmount(path));
            next = paid ? null : longestList(rows, within);
        }
        return new JsonSample(columns(rows), rows.size(), list, records, otherLists);
    }

    private static boolean saysAmount(String path) {
        ColumnSample column = new ColumnSample(path, List.of());
        return column.rank(ColumnNames.AMOUNT) > 0 || column.rank(ColumnNames.UNIT_PRICE) > 0;
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

    /** The list with the most objects, of those whose paths begin so. */
    private static @Nullable String longestList(List<Map<String, Object>> objects, String prefix) {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        for (Map<String, Object> object : objects) {
            object.forEach((path, value) -> {
                if (value instanceof List<?> items && path.startsWith(prefix)) {
                    sizes.merge(path, items.size(), Integer::sum);
                }
            });
        }
        return largest(sizes);
    }

    /** Every object of a list as a row with the fields around it, without the list. */
    private static List<Map<String, Object>> takenApart(List<Map<String, Object>> objects, String list) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Map<String, Object> object : objects) {
            Map<String, Object> around = new LinkedHashMap<>(object);
            if (around.remove(list) instanceof List<?> items) {
                for (Object item : items) {
                    Map<String, Object> row = new LinkedHashMap<>(around);
                    ((Map<?, ?>) item).forEach((path, value) -> row.put((String) path, value));
                    rows.add(row);
                }
            } else {
                rows.add(around);
            }
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
