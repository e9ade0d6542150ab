package dev.clv.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.clv.explain.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A section's words and structure as JSON, and its arrays beside it, each named by the JSON pointer (RFC 6901) of the
 * place where it belongs: {@code /network/members/0/parameters}.
 *
 * <p>Reading is strict: a key twice, {@code null}, a boolean, a fraction or anything after the object is refused.
 */
final class SectionJson {

    private SectionJson() {}

    static byte[] write(Section section) throws IOException {
        try {
            ByteBuffer bytes = UTF_8.newEncoder().encode(CharBuffer.wrap(Json.write(tree(section))));
            byte[] header = new byte[bytes.remaining()];
            bytes.get(header);
            return header;
        } catch (CharacterCodingException e) {
            throw new IOException("a text in the model is half of a Unicode character; mend the names of features", e);
        }
    }

    private static Object tree(Object value) {
        if (value instanceof Section section) {
            Map<String, Object> members = new LinkedHashMap<>();
            section.entries().forEach((key, entry) -> {
                if (!(entry instanceof double[])) {
                    members.put(key, tree(entry));
                }
            });
            return members;
        }
        return value instanceof List<?> list
                ? list.stream().map(SectionJson::tree).toList()
                : value;
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
    static Section read(byte[] header, Map<String, double[]> arrays, String source) throws ModelFormatException {
        Section root = Section.root(source);
        fill(root, parse(header, source));
        Map<String, Section> sections = sections(root);
        for (Map.Entry<String, double[]> array : arrays.entrySet()) {
            put(array.getKey(), array.getValue(), sections, source);
        }
        return root;
    }

    private static Map<?, ?> parse(byte[] header, String source) throws ModelFormatException {
        try {
            if (Json.read(UTF_8.newDecoder().decode(ByteBuffer.wrap(header)).toString()) instanceof Map<?, ?> members) {
                return members;
            }
            throw malformed(source, "must be a JSON object", null);
        } catch (CharacterCodingException e) {
            throw malformed(source, "is not UTF-8", e);
        } catch (IllegalArgumentException e) {
            throw malformed(source, "is refused: " + e.getMessage(), e);
        }
    }

    private static void fill(Section section, Map<?, ?> members) throws ModelFormatException {
        for (Map.Entry<?, ?> member : members.entrySet()) {
            String key = String.valueOf(member.getKey());
            section.add(key, entry(section, key, member.getValue()));
        }
    }

    private static Object entry(Section section, String key, @Nullable Object tree) throws ModelFormatException {
        if (tree instanceof Map<?, ?> members) {
            Section inner = section.inner(key);
            fill(inner, members);
            return inner;
        }
        if (tree instanceof List<?> elements) {
            List<Object> list = new ArrayList<>();
            for (Object element : elements) {
                if (!(element instanceof String || element instanceof Map)) {
                    throw section.wrong(key, "must hold texts or sections");
                }
                list.add(entry(section, key + "/" + list.size(), element));
            }
            return List.copyOf(list);
        }
        if (tree instanceof String || tree instanceof Long) {
            return tree;
        }
        throw section.wrong(key, "must be a text, a whole number, a section or a list");
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

    private static ModelFormatException malformed(String source, String rule, @Nullable Exception cause) {
        return new ModelFormatException(source + ": its header " + rule + "; save the model again", cause);
    }
}
