package dev.clv.features.read;

import dev.clv.features.internal.cell.Masked;
import dev.clv.features.internal.cell.Printable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the names of the columns have to satisfy. */
final class Header {

    private static final int MAX_NAMES = 30;

    private Header() {}

    /**
     * The mapping that a header of standard names stands for.
     *
     * @throws EventReadException if a column looks like a misspelt one that is absent
     */
    static ColumnMapping standard(List<String> header, String source) {
        if (header.stream().anyMatch(Header::looksLikeData)) {
            return ColumnMapping.standard(header);
        }
        List<String> absent = new ArrayList<>(Field.headers());
        absent.removeAll(header);
        for (String column : header) {
            boolean known = Field.ofHeader(column) != null || column.startsWith(Field.ATTRIBUTE_PREFIX);
            Optional<String> meant = known ? Optional.empty() : Spelling.nearest(column, absent);
            if (meant.isPresent()) {
                throw EventReadException.about(source)
                        .line(1)
                        .because(
                                "column '" + Masked.name(column) + "' is not in the standard header, did you mean '"
                                        + meant.get() + "'?",
                                "rename the column, or give a mapping");
            }
        }
        return ColumnMapping.standard(header);
    }

    /** How many columns there are up to the last that has a name. */
    static int named(List<String> header) {
        int named = header.size();
        while (named > 0 && header.get(named - 1).isEmpty()) {
            named--;
        }
        return named;
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
        // A table of attributes may have any further columns.
        List<String> expected = mapping.kind == null
                ? List.of(mapping.columns.getOrDefault(Field.CUSTOMER, Field.CUSTOMER.header()))
                : needed;
        Map<String, Integer> counts = new HashMap<>();
        header.forEach(column -> counts.merge(column, 1, Integer::sum));
        for (String column : needed) {
            int times = counts.getOrDefault(column, 0);
            if (times != 1) {
                throw EventReadException.about(source)
                        .because(
                                "column '" + Printable.name(column) + "' is "
                                        + (times == 0
                                                ? "missing, expected " + listed(expected)
                                                : "there " + times + " times")
                                        + "; found " + found(header),
                                "correct the header, the mapping or its delimiter; a plain table is read as one (--table on the"
                                        + " command line)");
            }
        }
    }

    /**
     * Columns that nothing reads although another column is read whose name differs in case, blanks or signs only: one
     * of the two is likely a mistake.
     */
    static List<String> resembling(ColumnMapping mapping, List<String> header) {
        Set<String> read = mapping.needed();
        Set<String> keys = read.stream().map(Header::folded).collect(Collectors.toSet());
        return header.stream()
                .filter(column -> !read.contains(column) && keys.contains(folded(column)))
                .toList();
    }

    /** What is the same in names that differ in case, blanks or signs only; never empty unless the name is. */
    static String folded(String column) {
        String folded = column.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\d]+", "");
        return folded.isEmpty() ? column : folded;
    }

    /** The names as far as an error should tell them: without a header line they may be anything, a customer's too. */
    private static String found(List<String> header) {
        if (header.stream().anyMatch(Header::looksLikeData)) {
            return "a first line that looks like data, not like names";
        }
        return listed(header);
    }

    private static String listed(List<String> header) {
        String names = header.stream().limit(MAX_NAMES).map(Masked::name).collect(Collectors.joining(", "));
        return header.size() > MAX_NAMES ? names + " and " + (header.size() - MAX_NAMES) + " more" : names;
    }

    private static boolean looksLikeData(String name) {
        return name.startsWith("{")
                || name.indexOf('@') >= 0
                || (!name.isEmpty() && name.codePoints().noneMatch(Character::isLetter));
    }
}
