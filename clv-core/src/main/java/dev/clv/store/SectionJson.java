package dev.clv.store;

import java.io.ByteArrayOutputStream;
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
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * A section's words and structure as JSON, and its arrays beside it, each named by the JSON pointer (RFC 6901) of the
 * place where it belongs: {@code /network/members/0/parameters}.
 *
 * <p>Reading is strict: a key twice, {@code null}, a boolean, a fraction or anything after the object is refused.
 */
final class SectionJson {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private SectionJson() {}

    static byte[] write(Section section) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            write(section, json);
        }
        return out.toByteArray();
    }

    private static void write(Section section, JsonGenerator json) {
        json.writeStartObject();
        section.entries().forEach((key, value) -> {
            if (!(value instanceof double[])) {
                json.writeName(key);
                write(value, json);
            }
        });
        json.writeEndObject();
    }

    private static void write(Object value, JsonGenerator json) {
        if (value instanceof Section section) {
            write(section, json);
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            list.forEach(element -> write(element, json));
            json.writeEndArray();
        } else if (value instanceof Long whole) {
            json.writeNumber(whole);
        } else {
            json.writeString((String) value);
        }
    }

    /** The arrays of a section and of those in it, by pointer, in order. */
    static Map<String, double[]> arrays(Section root) {
        Map<String, double[]> arrays = new LinkedHashMap<>();
        sections(root)
                .forEach((pointer, section) -> section.entries().forEach((key, value) -> {
                    if (value instanceof double[] numbers) {
                        arrays.put(pointer + "/" + escaped(key), numbers);
                    }
                }));
        return arrays;
    }

    /** A section and all in it, by pointer, in order. */
    private static Map<String, Section> sections(Section root) {
        Map<String, Section> sections = new LinkedHashMap<>();
        collect(root, "", sections);
        return sections;
    }

    private static void collect(Section section, String pointer, Map<String, Section> sections) {
        sections.put(pointer, section);
        section.entries().forEach((key, value) -> {
            String inner = pointer + "/" + escaped(key);
            if (value instanceof Section part) {
                collect(part, inner, sections);
            } else if (value instanceof List<?> list) {
                for (int i = 0; i < list.size(); i++) {
                    if (list.get(i) instanceof Section part) {
                        collect(part, inner + "/" + i, sections);
                    }
                }
            }
        });
    }

    private static String escaped(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }

    /**
     * The section that {@link #write} wrote, with its arrays.
     *
     * @param arrays by pointer; those in no section of the JSON are refused
     */
    static Section read(byte[] bytes, Map<String, double[]> arrays, String source) throws ModelFormatException {
        Section root = Section.root(source);
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw malformed(source, "must be a JSON object", null);
            }
            readInto(root, json);
            if (json.nextToken() != null) {
                throw malformed(source, "must be one JSON object with nothing after it", null);
            }
        } catch (JacksonException e) {
            throw malformed(source, "is not well-formed JSON: " + e.getOriginalMessage(), e);
        }
        Map<String, Section> sections = sections(root);
        for (Map.Entry<String, double[]> array : arrays.entrySet()) {
            put(array.getKey(), array.getValue(), sections, source);
        }
        return root;
    }

    /** Reads up to the end of the object that the parser has entered. */
    private static void readInto(Section section, JsonParser json) throws ModelFormatException {
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            section.add(key, value(section, key, json.nextToken(), json));
        }
    }

    private static Object value(Section section, String key, JsonToken token, JsonParser json)
            throws ModelFormatException {
        switch (token) {
            case VALUE_STRING:
                return json.getString();
            case VALUE_NUMBER_INT:
                return json.getLongValue();
            case START_OBJECT:
                Section inner = section.inner(key);
                readInto(inner, json);
                return inner;
            case START_ARRAY:
                List<Object> list = new ArrayList<>();
                for (JsonToken next = json.nextToken(); next != JsonToken.END_ARRAY; next = json.nextToken()) {
                    if (next != JsonToken.VALUE_STRING && next != JsonToken.START_OBJECT) {
                        throw section.wrong(key, "must hold texts or sections");
                    }
                    list.add(value(section, key + "/" + list.size(), next, json));
                }
                return List.copyOf(list);
            default:
                throw section.wrong(key, "must be a text, a whole number, a section or a list");
        }
    }

    private static void put(String pointer, double[] numbers, Map<String, Section> sections, String source)
            throws ModelFormatException {
        int slash = pointer.lastIndexOf('/');
        Section section = slash < 0 ? null : sections.get(pointer.substring(0, slash));
        if (section == null) {
            throw new ModelFormatException(
                    source + " has an array '" + pointer + "' that belongs to no section; save the model again");
        }
        String key = pointer.substring(slash + 1).replace("~1", "/").replace("~0", "~");
        if (section.has(key)) {
            throw section.wrong(key, "is there twice, as a word and as an array");
        }
        section.add(key, numbers);
    }

    private static ModelFormatException malformed(String source, String rule, @Nullable JacksonException cause) {
        return new ModelFormatException(source + ": its header " + rule + "; save the model again", cause);
    }
}
