package dev.clv.examples.cli;

import dev.clv.features.table.TableReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say that the input is a plain table, and how it is read. */
class TableOptions {

    @Option(names = "--table", description = "EVENTS is a plain table of columns, one row a customer.")
    boolean table;

    @Option(names = "--label", paramLabel = "COLUMN", description = "The column to predict.")
    private @Nullable String label;

    @Option(names = "--id", paramLabel = "COLUMN", description = "The column of ids, if there is one.")
    private @Nullable String id;

    @Option(names = "--exclude", paramLabel = "A,B", split = ",", description = "Columns to leave out.")
    private @Nullable List<String> exclude;

    @Option(
            names = "--categorical",
            paramLabel = "A,B",
            split = ",",
            description = "Columns of categories, even where they look like numbers or dates.")
    private @Nullable List<String> categorical;

    @Option(
            names = "--missing",
            paramLabel = "W,V",
            split = ",",
            description = "More words for a missing value, beside NA, null, None, - and the like.")
    private @Nullable List<String> missing;

    @Option(
            names = "--decimal",
            paramLabel = "MARK",
            description = "The decimal mark of all numbers, . or , (default: the numbers of each column decide).")
    private @Nullable Character decimal;

    @Option(
            names = "--dates",
            paramLabel = "COLUMN=PATTERN",
            description = "A column of dates and how they are written, such as joined=d/M/yyyy; may be given more"
                    + " than once (default: the dates of each column decide).")
    private Map<String, String> dates = new LinkedHashMap<>();

    @Option(
            names = "--text-column",
            paramLabel = "COLUMN[=RATINGS]",
            mapFallbackValue = "",
            description = "A column that people wrote, such as a review, and the column of ratings beside it, if there"
                    + " is one; may be given more than once.")
    private Map<String, String> texts = new LinkedHashMap<>();

    /** Refuses those that were given, apart from --table itself, as they say nothing of an event log. */
    void requireNone() {
        Map<String, Boolean> all = new LinkedHashMap<>();
        all.put("--label", label != null);
        all.put("--id", id != null);
        all.put("--exclude", exclude != null);
        all.put("--categorical", categorical != null);
        all.put("--missing", missing != null);
        all.put("--decimal", decimal != null);
        all.put("--dates", !dates.isEmpty());
        all.put("--text-column", !texts.isEmpty());
        all.values().removeIf(given -> !given);
        if (!all.isEmpty()) {
            boolean several = all.size() > 1;
            throw new UsageException(String.join(", ", all.keySet()) + (several ? " are" : " is")
                    + " for plain tables; add --table or leave " + (several ? "them" : "it") + " out");
        }
    }

    /** The reader, told what was asked for. */
    TableReader reader(TableReader reader) {
        reader.label(Require.given(label, "--label"));
        if (id != null) {
            reader.id(id);
        }
        if (exclude != null) {
            reader.exclude(exclude.toArray(String[]::new));
        }
        if (categorical != null) {
            reader.categorical(categorical.toArray(String[]::new));
        }
        if (missing != null) {
            reader.missing(missing.toArray(String[]::new));
        }
        if (decimal != null) {
            reader.decimal(decimal);
        }
        dates.forEach(reader::dates);
        texts.forEach((column, ratings) -> text(reader, column, ratings));
        return reader;
    }

    private static void text(TableReader reader, String column, String ratings) {
        if (ratings.isEmpty()) {
            reader.text(column);
        } else {
            reader.text(column, ratings);
        }
    }
}
