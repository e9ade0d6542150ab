package dev.clv.explain.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object, to be written or read. A whole one begins with its {@code kind} and {@code version}; its parts do
 * not.
 *
 * <p>Reading a member that is absent or of another type is an error that names the member by its path, for example
 * {@code features[2].value}, and never its content; members that are not read are ignored. Not thread-safe.
 */
public final class JsonObject {

    static final String REMEDY = "; use what toJson() wrote, unchanged";

    private final Map<String, @Nullable Object> members;
    private final String path;

    private JsonObject(Map<String, @Nullable Object> members, String path) {
        this.members = members;
        this.path = path;
    }

    /** An empty object, as a part of another one. */
    public static JsonObject part() {
        return new JsonObject(new LinkedHashMap<>(), "");
    }

    /**
     * An object that begins with its kind and version, which {@link #read} will ask for.
     *
     * @param version at least 1
     */
    public static JsonObject of(String kind, int version) {
        return part().put("kind", kind).put("version", version);
    }

    /**
     * Reads an object of a known kind and version.
     *
     * @throws IllegalArgumentException if the text is not JSON as {@link Json#read} takes it, or of another kind or
     *     version
     */
    public static JsonObject read(String text, String kind, int version) {
        JsonObject object = new JsonObject(members(Json.read(text), "the JSON of the kind '" + kind + "'"), "");
        Object foundKind = object.members.get("kind");
        Object foundVersion = object.members.get("version");
        if (!kind.equals(foundKind)) {
            throw new IllegalArgumentException("expected JSON of the kind '" + kind + "', found "
                    + (foundKind instanceof String ? "another kind" : "no kind") + REMEDY);
        }
        if (!(foundVersion instanceof Long number)) {
            throw new IllegalArgumentException(
                    "expected JSON of the kind '" + kind + "' and version " + version + ", found no version" + REMEDY);
        }
        if (number != version) {
            throw new IllegalArgumentException("expected JSON of the kind '" + kind + "' and version " + version
                    + ", found version " + number + "; read it with the "
                    + (number < version ? "older" : "newer") + " library that wrote it, or write it again");
        }
        return object;
    }

    /**
     * Adds a member, or replaces it.
     *
     * @param value a tree as {@link Json} describes it, in which any object may also be a {@link JsonObject}
     */
    public JsonObject put(String key, @Nullable Object value) {
        members.put(key, plain(value));
        return this;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof JsonObject object) {
            return object.members;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> plain = new ArrayList<>();
            list.forEach(element -> plain.add(plain(element)));
            return plain;
        }
        return value;
    }

    /** The members in order; a view that cannot be modified. */
    public Map<String, @Nullable Object> members() {
        return Collections.unmodifiableMap(members);
    }

    /** Where a member is in the whole text, for messages. */
    String path(String key) {
        return path + key;
    }

    /** A member's tree; {@code null} if it is {@code null}. */
    public @Nullable Object value(String key) {
        Object value = members.get(key);
        if (value == null && !members.containsKey(key)) {
            throw new IllegalArgumentException("'" + path(key) + "' is missing" + REMEDY);
        }
        return value;
    }

    /** Whether there is such a member and it is not {@code null}. */
    public boolean has(String key) {
        return members.get(key) != null;
    }

    /** A string. */
    public String text(String key) {
        return typed(value(key), String.class, path(key), "a string");
    }

    /** A string, or {@code null} if the member is {@code null} or absent. */
    public @Nullable String optionalText(String key) {
        return has(key) ? text(key) : null;
    }

    /** A boolean. */
    public boolean flag(String key) {
        return typed(value(key), Boolean.class, path(key), "true or false");
    }

    /** A number; NaN for {@code null}. */
    public double number(String key) {
        return number(value(key), path(key));
    }

    /** A whole number. */
    public long count(String key) {
        return typed(value(key), Long.class, path(key), "a whole number");
    }

    /** A whole number that is an {@code int}. */
    public int integer(String key) {
        return integer(value(key), path(key));
    }

    static int integer(@Nullable Object value, String path) {
        long count = typed(value, Long.class, path, "a whole number");
        if (count != (int) count) {
            throw new IllegalArgumentException("'" + path + "' must be a whole number below 2^31" + REMEDY);
        }
        return (int) count;
    }

    /** A list of numbers, NaN for {@code null}; unmodifiable. */
    public List<Double> numbers(String key) {
        return list(key, JsonObject::number);
    }

    /** A list of strings; unmodifiable. */
    public List<String> texts(String key) {
        return list(key, (value, at) -> typed(value, String.class, at, "a string"));
    }

    /** An object. */
    public JsonObject part(String key) {
        return object(value(key), path(key));
    }

    /** A list of objects, each read by {@code reader}; unmodifiable. */
    public <T> List<T> parts(String key, Function<JsonObject, T> reader) {
        return list(key, (value, at) -> reader.apply(object(value, at)));
    }

    private interface ElementReader<T> {
        T read(@Nullable Object value, String path);
    }

    private <T> List<T> list(String key, ElementReader<T> reader) {
        List<?> values = typed(value(key), List.class, path(key), "a list");
        List<T> list = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            list.add(reader.read(values.get(i), path(key) + "[" + i + "]"));
        }
        return List.copyOf(list);
    }

    static JsonObject object(@Nullable Object value, String path) {
        return new JsonObject(members(value, "'" + path + "'"), path + ".");
    }

    @SuppressWarnings("unchecked") // Json.read makes no other maps.
    private static Map<String, @Nullable Object> members(@Nullable Object value, String what) {
        if (!(value instanceof Map)) {
            throw new IllegalArgumentException(what + " must be an object" + REMEDY);
        }
        return (Map<String, @Nullable Object>) value;
    }

    static double number(@Nullable Object value, String path) {
        return value == null
                ? Double.NaN
                : typed(value, Number.class, path, "a number").doubleValue();
    }

    static <T> T typed(@Nullable Object value, Class<T> type, String path, String article) {
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("'" + path + "' must be " + article + REMEDY);
        }
        return type.cast(value);
    }

    /** The JSON text. */
    @Override
    public String toString() {
        return Json.write(members);
    }
}
