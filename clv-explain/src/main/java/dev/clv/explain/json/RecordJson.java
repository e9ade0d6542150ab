package dev.clv.explain.json;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Records as JSON and back: an object's members are the record's components, by name and in order, which is also what
 * web frameworks make of a record. A whole one begins with its {@code kind} and {@code version}.
 *
 * <p>Components are strings, doubles, ints, longs, booleans, enums (by name), records of such, {@link List}s and, from
 * strings, {@link Map}s of such. NaN is {@code null}, as {@link Json} writes it. A record is made by its canonical
 * constructor, so that its checks hold for what was read, too. Records are public. Thread-safe.
 */
public final class RecordJson {

    private RecordJson() {}

    /**
     * Writes a record.
     *
     * @param version of the kind, at least 1; a change of components needs another one
     * @throws IllegalArgumentException if it holds an infinite number
     */
    public static String write(String kind, int version, Record record) {
        JsonObject json = JsonObject.of(kind, version);
        members(record).forEach((name, value) -> {
            if (json.has(name)) {
                throw new IllegalArgumentException(
                        "a record of the kind '" + kind + "' must not have a component '" + name + "' of its own");
            }
            json.put(name, value);
        });
        return json.toString();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException if it is something else, of another version, or breaks a rule of the record
     */
    public static <T extends Record> T read(String text, String kind, int version, Class<T> type) {
        return record(JsonObject.read(text, kind, version), type);
    }

    /** A record's components by name, as a part of another object. */
    public static Map<String, @Nullable Object> members(Record record) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            try {
                members.put(component.getName(), tree(component.getAccessor().invoke(record)));
            } catch (ReflectiveOperationException e) {
                throw new IllegalArgumentException(record.getClass() + " must be a public record", e);
            }
        }
        return members;
    }

    /** The record whose components are an object's members. */
    public static <T extends Record> T record(JsonObject json, Class<T> type) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < values.length; i++) {
            String name = components[i].getName();
            types[i] = components[i].getType();
            values[i] = value(json.value(name), components[i].getGenericType(), json.path(name));
        }
        try {
            Constructor<T> constructor = type.getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                throw refused;
            }
            throw new IllegalArgumentException(
                    "the JSON breaks a rule of a " + type.getSimpleName() + JsonObject.REMEDY, e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(type + " must be a public record", e);
        }
    }

    private static @Nullable Object tree(@Nullable Object value) {
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof Record record) {
            return members(record);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(RecordJson::tree).collect(ArrayList::new, List::add, List::addAll);
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> trees = new LinkedHashMap<>();
            map.forEach((key, element) -> trees.put(key, tree(element)));
            return trees;
        }
        return value;
    }

    private static @Nullable Object value(@Nullable Object tree, Type type, String path) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return generic.getRawType() == Map.class ? map(tree, arguments[1], path) : list(tree, arguments[0], path);
        }
        Class<?> plain = (Class<?>) type;
        if (plain == double.class || plain == Double.class) {
            return JsonObject.number(tree, path);
        }
        if (tree == null && !plain.isPrimitive()) {
            return null;
        }
        if (plain == long.class || plain == Long.class) {
            return JsonObject.typed(tree, Long.class, path, "a whole number");
        }
        if (plain == int.class || plain == Integer.class) {
            return JsonObject.integer(tree, path);
        }
        if (plain == boolean.class || plain == Boolean.class) {
            return JsonObject.typed(tree, Boolean.class, path, "true or false");
        }
        if (plain.isEnum()) {
            return constant(tree, plain, path);
        }
        if (plain.isRecord()) {
            return record(JsonObject.object(tree, path), plain.asSubclass(Record.class));
        }
        return JsonObject.typed(tree, String.class, path, "a string");
    }

    private static Object constant(@Nullable Object tree, Class<?> type, String path) {
        String name = JsonObject.typed(tree, String.class, path, "a string");
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> ((Enum<?>) constant).name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + path + "' must be one of "
                        + Arrays.toString(type.getEnumConstants()) + JsonObject.REMEDY));
    }

    private static List<@Nullable Object> list(@Nullable Object tree, Type element, String path) {
        List<?> trees = JsonObject.typed(tree, List.class, path, "a list");
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < trees.size(); i++) {
            values.add(value(trees.get(i), element, path + "[" + i + "]"));
        }
        return Collections.unmodifiableList(values);
    }

    private static Map<String, @Nullable Object> map(@Nullable Object tree, Type element, String path) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        JsonObject.object(tree, path)
                .members()
                .forEach((key, value) -> values.put(key, value(value, element, path + "." + key)));
        return Collections.unmodifiableMap(values);
    }
}
