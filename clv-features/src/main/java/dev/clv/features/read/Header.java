package dev.clv.features.read;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the names of the columns have to satisfy. */
final class Header {

    private static final int MAX_NAMES = 30;
    private static final int MAX_NAME = 64;

    private Header() {}

    /**
     * The mapping that a header of standard names stands for.
     *
     * @throws EventReadException if a column looks like a misspelt one that is absent
     */
    static ColumnMapping standard(List<String> header, String source) {
        List<String> absent = new ArrayList<>(Field.headers());
        absent.removeAll(header);
        for (String column : header) {
            boolean known = Field.ofHeader(column) != null || column.startsWith(Field.ATTRIBUTE_PREFIX);
            Optional<String> meant = known ? Optional.empty() : Spelling.nearest(column, absent);
            if (meant.isPresent()) {
                throw EventReadException.about(source)
                        .line(1)
                        .because(
                                "column '" + column + "' is not in the standard header, did you mean '" + meant.get()
                                        + "'?",
                                "rename the column, or give a mapping");
            }
        }
        return ColumnMapping.standard(header);
    }

    /**
     * Every column that the mapping asks for has to be there once.
     *
     * @throws EventReadException naming the column, what was expected and what was found
     */
    static void requireColumns(String source, ColumnMapping mapping, List<String> header) {
        List<String> needed = new ArrayList<>(mapping.needed());
        List<Field> required = mapping.kind == null ? List.of(Field.CUSTOMER) : List.of(Field.CUSTOMER, Field.TIME);
        for (Field field : required) {
            if (!mapping.columns.containsKey(field)) {
                needed.add(field.header());
            }
        }
        for (String column : needed) {
            int times = Collections.frequency(header, column);
            if (times != 1) {
                throw EventReadException.about(source)
                        .because(
                                "column '" + column + "' is " + (times == 0 ? "missing" : "there " + times + " times")
                                        + ", expected " + String.join(", ", needed) + "; found "
                                        + found(header),
                                "correct the header, the mapping or its delimiter");
            }
        }
    }

    /** The names as far as an error should tell them: without a header line they may be anything, a customer's too. */
    private static String found(List<String> header) {
        if (header.stream().anyMatch(Header::looksLikeData)) {
            return "a first line that looks like data, not like names";
        }
        String names = header.stream()
                .limit(MAX_NAMES)
                .map(name -> name.length() > MAX_NAME ? name.substring(0, MAX_NAME) + "..." : name)
                .collect(Collectors.joining(", "));
        return header.size() > MAX_NAMES ? names + " and " + (header.size() - MAX_NAMES) + " more" : names;
    }

    private static boolean looksLikeData(String name) {
        return name.startsWith("{") || !name.isEmpty() && name.codePoints().noneMatch(Character::isLetter);
    }
}
