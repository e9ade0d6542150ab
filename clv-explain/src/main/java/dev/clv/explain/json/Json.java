package dev.clv.explain.json;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;

/**
 * Plain trees as JSON text and back. A tree is {@code null}, a {@link String}, a {@link Boolean}, a {@link Double}, a
 * {@link Long} (written: {@link Integer} as well), a {@link List} of trees or a {@link Map} from strings to trees.
 *
 * <p>A double is written as the shortest decimal that reads back to the same bits, and always with a fraction or an
 * exponent, so that it is read as a double again; whole numbers are read as {@link Long}, or as {@link Double} if they
 * do not fit. JSON has no number for NaN, which is written as {@code null}; an infinite number is refused. Members keep
 * their order.
 *
 * <p>Thread-safe. Errors name a place, never a value.
 */
public final class Json {

    /** Levels of objects and lists within each other. */
    private static final int MAX_NESTING = 64;

    /** Characters of a whole text. */
    private static final long MAX_TEXT = 1L << 28;

    /** Characters of a string. */
    private static final int MAX_STRING = 1 << 20;

    /** Characters of a number. */
    private static final int MAX_NUMBER = 100;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_NESTING)
                    .maxDocumentLength(MAX_TEXT)
                    .maxStringLength(MAX_STRING)
                    .maxNameLength(MAX_STRING)
                    .maxNumberLength(MAX_NUMBER)
                    .build())
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    /** Two blanks a level and line feeds, on every system. */
    private static final ObjectWriteContext INDENTED = new ObjectWriteContext.Base() {
        @Override
        public PrettyPrinter getPrettyPrinter() {
            DefaultIndenter lines = new DefaultIndenter("  ", "\n");
            return new DefaultPrettyPrinter().withObjectIndenter(lines);
        }

        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }
    };

    private Json() {}

    /**
     * Writes a tree, objects with one member a line.
     *
     * @throws IllegalArgumentException if the tree holds an infinite number or something that is no tree
     */
    public static String write(@Nullable Object tree) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(INDENTED, text)) {
            write(tree, generator);
        }
        return text.toString();
    }

    private static void write(@Nullable Object tree, JsonGenerator generator) {
        if (tree == null) {
            generator.writeNull();
        } else if (tree instanceof String string) {
            generator.writeString(string);
        } else if (tree instanceof Boolean flag) {
            generator.writeBoolean(flag);
        } else if (tree instanceof Long || tree instanceof Integer) {
            generator.writeNumber(((Number) tree).longValue());
        } else if (tree instanceof Double number) {
            write(number.doubleValue(), generator);
        } else if (tree instanceof List<?> list) {
            generator.writeStartArray();
            list.forEach(element -> write(element, generator));
            generator.writeEndArray();
        } else if (tree instanceof Map<?, ?> map) {
            generator.writeStartObject();
            map.forEach((key, value) -> {
                if (!(key instanceof String name)) {
                    throw new IllegalArgumentException("the keys of a JSON object must be strings, one was "
                            + (key == null ? "null" : "a " + key.getClass().getSimpleName()));
                }
                generator.writeName(name);
                write(value, generator);
            });
            generator.writeEndObject();
        } else {
            throw new IllegalArgumentException("JSON has no form for a "
                    + tree.getClass().getSimpleName() + "; use strings, numbers, booleans, lists and maps");
        }
    }

    private static void write(double number, JsonGenerator generator) {
        if (Double.isInfinite(number)) {
            throw new IllegalArgumentException("a number in JSON must not be infinite, was " + number);
        }
        if (Double.isNaN(number)) {
            generator.writeNull();
        } else {
            generator.writeNumber(number);
        }
    }

    /**
     * Reads one tree. Lists and maps are new and may be modified.
     *
     * @param text at most 2^28 characters, its strings at most 2^20, its numbers at most 100, and at most 64 levels
     *     deep
     * @throws IllegalArgumentException if the text is not JSON, exceeds a limit, names a member twice or goes on after
     *     its end
     */
    public static @Nullable Object read(String text) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            parser.nextToken();
            Object tree = read(parser);
            if (parser.nextToken() != null) {
                throw refused("the text must end after its first value", parser);
            }
            return tree;
        } catch (StreamConstraintsException e) {
            // Its message names settings of the parser, which nobody can reach.
            throw new IllegalArgumentException(
                    "the text exceeds a limit of JSON that is read here, 64 levels, strings of "
                            + "2^20 characters and numbers of 100");
        } catch (JacksonException e) {
            // Its message quotes the text, which may be about a person.
            throw new IllegalArgumentException(
                    "the text is not JSON, from line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + " on");
        }
    }

    private static @Nullable Object read(JsonParser parser) {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new IllegalArgumentException("the text is empty, which is not JSON");
        }
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> list(parser);
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw refused("the text is not JSON", parser);
        };
    }

    private static Map<String, @Nullable Object> object(JsonParser parser) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            if (object.containsKey(name)) {
                throw refused("an object must not name a member twice", parser);
            }
            object.put(name, read(parser));
        }
        return object;
    }

    private static List<@Nullable Object> list(JsonParser parser) {
        List<@Nullable Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(read(parser));
        }
        return list;
    }

    private static Object number(JsonParser parser) {
        String digits = parser.getString();
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT && !digits.equals("-0")) {
            try {
                return Long.parseLong(digits);
            } catch (NumberFormatException tooLarge) {
                return Double.parseDouble(digits);
            }
        }
        double number = Double.parseDouble(digits);
        if (Double.isInfinite(number)) {
            throw refused("a number must be finite as a double", parser);
        }
        return number;
    }

    private static IllegalArgumentException refused(String rule, JsonParser parser) {
        return new IllegalArgumentException(
                rule + ": line " + parser.currentTokenLocation().getLineNr() + ", column "
                        + parser.currentTokenLocation().getColumnNr());
    }
}
