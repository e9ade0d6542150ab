package dev.clv.features.read;

import dev.clv.features.internal.cell.Masked;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.core.json.JsonFactory;

/** A JSON value, read strictly: no key twice in an object, nothing behind the value. Immutable. */
final class JsonValue {

    private static final int MAX_DEPTH = 64;
    private static final int MAX_NUMBER_LENGTH = 1000;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .build())
            .build();

    /** A number as it is written. */
    private record Digits(String text) {}

    /** A map, a list, a text, digits, a Boolean, or null. */
    private final @Nullable Object value;

    private JsonValue(@Nullable Object value) {
        this.value = value;
    }

    /**
     * The value that a text holds.
     *
     * @throws IllegalArgumentException if it is not valid JSON, nests deeper than {@value #MAX_DEPTH} levels or holds a
     *     number of more than {@value #MAX_NUMBER_LENGTH} digits; the message names line and column
     */
    static JsonValue parse(String json) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            if (parser.nextToken() == null) {
                throw new IllegalArgumentException("is not valid JSON: it is empty");
            }
            JsonValue value = read(parser);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException(
                        "is not valid JSON" + at(parser.currentTokenLocation()) + ": something follows its end");
            }
            return value;
        } catch (StreamConstraintsException e) {
            throw new IllegalArgumentException("cannot be read" + at(e.getLocation()) + ": it nests deeper than "
                    + MAX_DEPTH + " levels, or holds a number of more than " + MAX_NUMBER_LENGTH + " digits");
        } catch (JacksonException e) {
            throw new IllegalArgumentException("is not valid JSON" + at(e.getLocation()) + ": " + why(e));
        }
    }

    /** What is wrong, in our words: the parser's hold what it read. */
    private static String why(JacksonException e) {
        String message = String.valueOf(e.getOriginalMessage());
        if (e instanceof UnexpectedEndOfInputException) {
            return "it ends too early";
        }
        return message.startsWith("Duplicate")
                ? "the same key stands twice in an object"
                : "look for a comma, a colon," + " a quote or a bracket too many or too few";
    }

    private static String at(@Nullable TokenStreamLocation place) {
        return place == null || place.getLineNr() < 1
                ? ""
                : " in line " + place.getLineNr() + ", column " + place.getColumnNr();
    }

    private static JsonValue read(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, JsonValue> fields = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    fields.put(name, read(parser));
                }
                yield new JsonValue(fields);
            }
            case START_ARRAY -> {
                List<JsonValue> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(read(parser));
                }
                yield new JsonValue(items);
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonValue(new Digits(parser.getString()));
            case VALUE_TRUE -> new JsonValue(Boolean.TRUE);
            case VALUE_FALSE -> new JsonValue(Boolean.FALSE);
            case VALUE_NULL -> new JsonValue(null);
            default -> new JsonValue(parser.getString());
        };
    }

    boolean isObject() {
        return value instanceof Map;
    }

    /** The object's fields in their order; empty if it is no object. */
    Map<String, JsonValue> fields() {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, field) -> fields.put((String) name, (JsonValue) field));
        }
        return fields;
    }

    /** The list's items, or null if it is no list. */
    @Nullable
    List<JsonValue> items() {
        return value instanceof List<?> list
                ? list.stream().map(JsonValue.class::cast).toList()
                : null;
    }

    /** The text, or null if it is none. */
    @Nullable
    String text() {
        return value instanceof String text ? text : null;
    }

    /** The digits of a number as they are written, or null if it is none. */
    @Nullable
    String digits() {
        return value instanceof Digits number ? number.text() : null;
    }

    /** The number, or null if it is none, or has an exponent that no decimal can hold. */
    @Nullable
    BigDecimal number() {
        try {
            return value instanceof Digits number ? new BigDecimal(number.text()) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** The truth value, or null if it is none. */
    @Nullable
    Boolean bool() {
        return value instanceof Boolean truth ? truth : null;
    }

    /** The value for a message: numbers and truth values as they are, of a text no more than {@link Masked} tells. */
    @Override
    public String toString() {
        if (value instanceof Map<?, ?> fields) {
            return fields.isEmpty() ? "{}" : "an object";
        }
        if (value instanceof List<?> items) {
            return items.isEmpty() ? "[]" : "a list";
        }
        if (value instanceof String text) {
            return Masked.quoted(text);
        }
        return value instanceof Digits number ? Masked.of(number.text()) : String.valueOf(value);
    }

    static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsCharArray(text)) + '"';
    }
}
