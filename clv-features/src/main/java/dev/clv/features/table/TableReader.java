package dev.clv.features.table;

import static java.util.Objects.requireNonNull;

import dev.clv.features.internal.InputSource;
import dev.clv.features.internal.cell.Blank;
import dev.clv.features.internal.cell.MissingWords;
import dev.clv.features.internal.cell.Printable;
import dev.clv.features.internal.cell.ShortenedId;
import dev.clv.features.internal.time.TimeForm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@link Table}; made by {@link Table#csv} or {@link Table#of}. Not thread-safe.
 *
 * <p>A first column that only numbers rows (without a name, called {@code Unnamed: 0}, or missing in the header, as
 * pandas and R write them) is ignored, which {@link Table#notes()} tells, and so are columns at the end that have
 * neither names nor values. A row that is the header once more is passed over with a note; the header of other columns
 * is refused. A CSV file may be gzip-compressed, begin with a byte order mark (UTF-8 without one) and be separated by
 * comma, semicolon, tab or vertical bar; all of this is detected. Column names and cells lose the blanks around them. A
 * cell is missing when it is blank or reads, in any case, {@code NA}, {@code N/A}, {@code #N/A}, {@code #NA},
 * {@code <NA>}, {@code NaN}, {@code null}, {@code (null)}, {@code None}, {@code \N}, {@code ?}, {@code .}, dashes alone
 * or one of the {@link #missing} words.
 */
public final class TableReader {

    private final String source;
    private final Rows rows;
    private @Nullable String id;
    private @Nullable String label;
    private final Set<String> excluded = new LinkedHashSet<>();
    private final Set<String> categorical = new LinkedHashSet<>();
    private final Map<String, Optional<String>> texts = new LinkedHashMap<>();
    private final Map<String, String> dates = new LinkedHashMap<>();
    private final List<String> missing = new ArrayList<>();
    private @Nullable Character decimal;
    private boolean dropMissing;
    private boolean dropDuplicates;

    TableReader(String source, Rows rows) {
        this.source = source;
        this.rows = rows;
    }

    /** Something that hands over a header and then rows. */
    interface Rows {
        void readInto(Sink sink) throws IOException;
    }

    /** Takes a header and then rows, each with its line number. */
    interface Sink {
        void header(int line, List<String> names);

        void row(int line, List<? extends @Nullable String> cells);
    }

    /** The column of ids; it is no feature. Without one, rows are numbered from 1 on. */
    public TableReader id(String column) {
        this.id = requireNonNull(column, "id");
        return this;
    }

    /** The column to be predicted; it is no feature. Needed for training only. */
    public TableReader label(String column) {
        this.label = requireNonNull(column, "label");
        return this;
    }

    /** Columns that are no features. */
    public TableReader exclude(String... columns) {
        excluded.addAll(Arrays.asList(columns));
        return this;
    }

    /** Columns that are categories even where they look like numbers or dates, for instance postcodes. */
    public TableReader categorical(String... columns) {
        categorical.addAll(Arrays.asList(columns));
        return this;
    }

    /**
     * A column of written text, such as a review, which becomes features of its own business group: {@code review.mood}
     * by a word list, from -1 to 1, and praise and complaints by aspect, such as {@code review.delivery} (see
     * {@link dev.clv.features.text.TextExtractors#aspects(int)}). All are NaN where nothing is written.
     */
    public TableReader text(String column) {
        texts.put(requireNonNull(column, "column"), Optional.empty());
        return this;
    }

    /**
     * The same of text with ratings beside it, from which the mood is learned
     * ({@link dev.clv.features.text.SentimentLearner}), and {@code review.embedding}, of 16 columns. The ratings remain
     * a feature of their own, unless they are excluded; then a table to be scored need not have them.
     *
     * @param ratings a column of numbers, the more the better; not the label, which would tell itself
     */
    public TableReader text(String column, String ratings) {
        texts.put(requireNonNull(column, "column"), Optional.of(ratings));
        return this;
    }

    /**
     * More words that stand for a missing value, in any case. A model remembers them for the tables that it scores.
     *
     * @throws IllegalArgumentException if a word is blank, which is missing anyway
     */
    public TableReader missing(String... words) {
        MissingWords.STANDARD.and(Arrays.asList(words));
        missing.addAll(Arrays.asList(words));
        return this;
    }

    /**
     * The decimal mark of all numbers, so that the other one may group digits by three; unless set, the numbers of each
     * column decide, and a column whose numbers have two readings is refused. A model remembers it for the tables that
     * it scores.
     *
     * @param mark {@code '.'} or {@code ','}
     */
    public TableReader decimal(char mark) {
        if (mark != '.' && mark != ',') {
            throw new IllegalArgumentException("decimal mark must be '.' or ',', was '" + mark + "'");
        }
        decimal = mark;
        return this;
    }

    /**
     * A column of dates and its pattern, for dates that can be read in two ways; unless set, the dates of the column
     * decide, and a column whose days and months can be changed over is refused.
     *
     * @param pattern {@code iso} or letters as of {@link java.time.format.DateTimeFormatter}, such as {@code d/M/yyyy}
     * @throws IllegalArgumentException if the pattern cannot be used; the message says why
     */
    public TableReader dates(String column, String pattern) {
        TimeForm.of(pattern);
        dates.put(requireNonNull(column, "column"), pattern);
        return this;
    }

    /** Drops, and counts, rows in which a feature or the label is missing; without this, features are imputed later. */
    public TableReader dropMissing() {
        this.dropMissing = true;
        return this;
    }

    /**
     * Drops, and counts, rows that equal an earlier one in every column. Without an id column, equal rows may be
     * different customers: do not drop them then.
     */
    public TableReader dropDuplicates() {
        this.dropDuplicates = true;
        return this;
    }

    /**
     * Reads the table.
     *
     * @throws IllegalArgumentException if the header or a row is malformed, or a named column is not there; the message
     *     says where and what to do
     * @throws UncheckedIOException if the file cannot be read
     */
    public Table read() {
        Collector collector = new Collector();
        TableShape shape = new TableShape(source, collector);
        try {
            rows.readInto(shape);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + source + ": " + InputSource.reasonOf(e), e);
        }
        return collector.table(shape.notes());
    }

    private final class Collector implements Sink {

        private List<String> names = List.of();
        private final List<List<@Nullable String>> columns = new ArrayList<>();
        private final List<Map<String, String>> words = new ArrayList<>();
        private final List<Integer> lines = new ArrayList<>();
        private final Set<List<@Nullable String>> seen = new HashSet<>();
        private final MissingWords missingWords = MissingWords.STANDARD.and(missing);
        private boolean[] needed = {};
        private int duplicates;
        private int incomplete;

        @Override
        public void header(int line, List<String> header) {
            names = List.copyOf(header);
            for (String name : names) {
                if (name.isEmpty()) {
                    throw new IllegalArgumentException(source + " line " + line + ": column "
                            + (names.indexOf(name) + 1) + " of the header has no name; give it one");
                }
                if (names.indexOf(name) != names.lastIndexOf(name)) {
                    throw new IllegalArgumentException(source + " line " + line + ": column name '"
                            + Printable.name(name) + "' is used twice; rename one of the two");
                }
                columns.add(new ArrayList<>());
                words.add(new HashMap<>());
            }
            checkRoles();
            needed = new boolean[names.size()];
            for (int i = 0; i < needed.length; i++) {
                needed[i] = !names.get(i).equals(id) && !excluded.contains(names.get(i));
            }
        }

        private void checkRoles() {
            List<String> named = new ArrayList<>(excluded);
            named.addAll(categorical);
            named.addAll(dates.keySet());
            named.addAll(texts.keySet());
            texts.values().forEach(ratings -> ratings.ifPresent(named::add));
            if (id != null) {
                named.add(id);
            }
            if (label != null) {
                named.add(label);
            }
            for (String name : named) {
                if (!names.contains(name)) {
                    throw new IllegalArgumentException(Table.withoutColumn(source, name, names));
                }
            }
            if (label != null && (label.equals(id) || excluded.contains(label))) {
                throw new IllegalArgumentException(
                        "column '" + label + "' cannot be the label and also the id or excluded");
            }
            texts.forEach(this::checkText);
        }

        private void checkText(String text, Optional<String> ratings) {
            if (text.equals(label)
                    || text.equals(id)
                    || excluded.contains(text)
                    || categorical.contains(text)
                    || dates.containsKey(text)) {
                throw new IllegalArgumentException("column '" + text
                        + "' cannot be text and also the label, the id, excluded, categorical or a date");
            }
            if (label != null && label.equals(ratings.orElse(null))) {
                throw new IllegalArgumentException("column '" + label + "' cannot be the label and also the ratings of"
                        + " text '" + text + "', which would learn the label from itself; name the text without them");
            }
        }

        @Override
        public void row(int line, List<? extends @Nullable String> cells) {
            if (cells.size() != names.size()) {
                throw new IllegalArgumentException(source + " line " + line + ": " + cells.size() + " of "
                        + names.size() + " columns; check the delimiter and the quotes of this line");
            }
            List<@Nullable String> row = new ArrayList<>(cells.size());
            boolean complete = true;
            for (int i = 0; i < cells.size(); i++) {
                String cell = cell(i, cells.get(i));
                row.add(cell);
                complete &= cell != null || !needed[i];
            }
            if (dropDuplicates && !seen.add(row)) {
                duplicates++;
            } else if (dropMissing && !complete) {
                incomplete++;
            } else {
                lines.add(line);
                for (int i = 0; i < row.size(); i++) {
                    columns.get(i).add(row.get(i));
                }
            }
        }

        /** The cell without blanks, equal words of a column sharing one string; null when it is missing. */
        private @Nullable String cell(int column, @Nullable String cell) {
            if (cell == null) {
                return null;
            }
            String stripped = Blank.trim(cell);
            if (missingWords.contains(stripped)) {
                return null;
            }
            String known = words.get(column).putIfAbsent(stripped, stripped);
            return known == null ? stripped : known;
        }

        Table table(List<String> notes) {
            if (names.isEmpty()) {
                throw new IllegalArgumentException(source + " is empty; expected a header line with column names");
            }
            List<String> told = new ArrayList<>(notes);
            tellDropped(duplicates, "every cell of it is that of an earlier one", told);
            tellDropped(incomplete, "a value is missing", told);
            leaveOutTotals(told);
            noteShortened(told);
            new MovedCells(names, columns, lines).note().ifPresent(told::add);
            Map<String, @Nullable String[]> byName = new LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
                byName.put(names.get(i), columns.get(i).toArray(new @Nullable String[0]));
            }
            return new Table(
                    source,
                    byName,
                    lines.stream().mapToInt(Integer::intValue).toArray(),
                    new Table.Roles(
                            id,
                            label,
                            Set.copyOf(excluded),
                            Set.copyOf(categorical),
                            Collections.unmodifiableMap(new LinkedHashMap<>(texts))),
                    new Table.Writing(List.copyOf(missing), decimal, Map.copyOf(dates)),
                    duplicates,
                    incomplete,
                    told);
        }

        private static void tellDropped(int rows, String why, List<String> told) {
            if (rows > 0) {
                told.add(rows + (rows == 1 ? " row is" : " rows are") + " dropped, as asked, where " + why);
            }
        }

        private void noteShortened(List<String> told) {
            long shortened = id == null
                    ? 0
                    : columns.get(names.indexOf(id)).stream()
                            .filter(cell -> cell != null && ShortenedId.is(cell))
                            .count();
            if (shortened > 0) {
                told.add(shortened + (shortened == 1 ? " id is" : " ids are")
                        + " such as 1.23E+11, as spreadsheets write long numbers without their last digits, so that"
                        + " different customers may have become one; export the ids as text");
            }
        }

        private void leaveOutTotals(List<String> told) {
            Map<String, List<@Nullable String>> byName = new LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
                byName.put(names.get(i), columns.get(i));
            }
            List<Integer> totals = new TotalRows(byName, lines.size(), decimal).find(id);
            if (totals.isEmpty()) {
                return;
            }
            told.add(totals.size() + (totals.size() == 1 ? " row adds" : " rows add")
                    + " up others rather than being of a customer, the first in line " + lines.get(totals.get(0))
                    + ", and " + (totals.size() == 1 ? "is" : "are") + " left out");
            for (int i = totals.size() - 1; i >= 0; i--) {
                int row = totals.get(i);
                lines.remove(row);
                columns.forEach(cells -> cells.remove(row));
            }
        }
    }
}
