package dev.clv.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One JSON object of an explainer's result, to be written or read, for our result types and for those of others. A
 * double is written as a decimal that reads back to the same bits, and NaN (missing, unknown) as {@code null}.
 *
 * <p>Filled once and not thread-safe. Reading a key that is absent or holds something else is an error, which
 * {@link #read} puts into words; keys that nobody asks for are passed over.
 */
public final class ResultJson {

    private static final int VERSION = 1;
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final JsonNode node;

    private ResultJson(JsonNode node) {
        this.node = node;
    }

    /** An empty object, as a part of another one. */
    public static ResultJson part() {
        return new ResultJson(MAPPER.createObjectNode());
    }

    /**
     * An object that begins with its kind and version and with what all results have.
     *
     * @param kind what it is, which {@link #read} will ask for
     */
    public static ResultJson of(String kind, ExplainerResult result) {
        return part().put("kind", kind)
                .put("version", VERSION)
                .put("method", result.method())
                .put("evaluations", result.evaluations())
                .put("baseValue", result.baseValue());
    }

    /**
     * Reads an object of a kind.
     *
     * @throws IllegalArgumentException when the text is none, is of a later version, or lacks what the reader asks for
     */
    public static <T> T read(String text, String kind, Function<ResultJson, T> reader) {
        try {
            JsonNode node = MAPPER.readTree(text);
            if (!kind.equals(node.path("kind").asString(""))
                    || node.path("version").asInt(0) != VERSION) {
                throw new IllegalArgumentException("expected JSON of the kind '" + kind + "' and version " + VERSION
                        + ", found kind '" + node.path("kind").asString("") + "' and version "
                        + node.path("version").asInt(0) + "; use JSON written by toJson(), or a newer library");
            }
            return reader.apply(new ResultJson(node));
        } catch (JacksonException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    "the text is not the JSON of the kind '" + kind + "'; use what toJson() wrote, unchanged", e);
        }
    }

    /** Adds a text. */
    public ResultJson put(String key, String text) {
        object().put(key, text);
        return this;
    }

    /** Adds a whole number. */
    public ResultJson put(String key, long number) {
        object().put(key, number);
        return this;
    }

    /**
     * Adds a number.
     *
     * @throws IllegalArgumentException if it is infinite, which JSON has no number for
     */
    public ResultJson put(String key, double number) {
        object().set(key, json(key, number));
        return this;
    }

    /** Adds a list of numbers, as {@link #put(String, double)} does. */
    public ResultJson put(String key, double[] numbers) {
        object().set(key, json(key, numbers));
        return this;
    }

    /** Adds a list of lists of numbers, as {@link #put(String, double)} does. */
    public ResultJson put(String key, double[][] numbers) {
        ArrayNode rows = object().putArray(key);
        for (double[] row : numbers) {
            rows.add(json(key, row));
        }
        return this;
    }

    /** Adds a list of parts. */
    public ResultJson put(String key, List<ResultJson> parts) {
        ArrayNode array = object().putArray(key);
        parts.forEach(part -> array.add(part.node));
        return this;
    }

    private ObjectNode object() {
        return (ObjectNode) node;
    }

    private static JsonNode json(String key, double number) {
        if (Double.isInfinite(number)) {
            throw new IllegalArgumentException("'" + key + "' must not be infinite, was " + number);
        }
        return Double.isNaN(number)
                ? MAPPER.getNodeFactory().nullNode()
                : MAPPER.getNodeFactory().numberNode(number);
    }

    private static ArrayNode json(String key, double[] numbers) {
        ArrayNode array = MAPPER.createArrayNode();
        for (double number : numbers) {
            array.add(json(key, number));
        }
        return array;
    }

    /** A text. */
    public String text(String key) {
        return node.required(key).stringValue();
    }

    /** A whole number that is an {@code int}. */
    public int integer(String key) {
        return Math.toIntExact(count(key));
    }

    /** A whole number. */
    public long count(String key) {
        return node.required(key).longValue();
    }

    /** A number; NaN for {@code null}. */
    public double number(String key) {
        return number(node.required(key));
    }

    /** A list of numbers. */
    public double[] numbers(String key) {
        return numbers(array(node.required(key)));
    }

    /** A list of lists of numbers. */
    public double[][] table(String key) {
        JsonNode rows = array(node.required(key));
        double[][] table = new double[rows.size()][];
        Arrays.setAll(table, i -> numbers(array(rows.required(i))));
        return table;
    }

    /** A list of parts, each read by {@code reader}. */
    public <T> List<T> parts(String key, Function<ResultJson, T> reader) {
        List<T> parts = new ArrayList<>();
        for (JsonNode part : array(node.required(key))) {
            parts.add(reader.apply(new ResultJson(part)));
        }
        return List.copyOf(parts);
    }

    private static JsonNode array(JsonNode node) {
        return node.asArray();
    }

    private static double number(JsonNode node) {
        return node.isNull() ? Double.NaN : node.doubleValue();
    }

    private static double[] numbers(JsonNode array) {
        double[] numbers = new double[array.size()];
        Arrays.setAll(numbers, i -> number(array.required(i)));
        return numbers;
    }

    /** The JSON itself, on several lines. */
    @Override
    public String toString() {
        return MAPPER.writeValueAsString(node);
    }
}
