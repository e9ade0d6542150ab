package dev.clv.features.table;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import dev.clv.features.internal.Index;
import dev.clv.features.internal.cell.CurrencyMark;
import dev.clv.features.internal.cell.Masked;
import dev.clv.features.internal.cell.NumberEvidence;
import dev.clv.features.internal.cell.NumberForm;
import dev.clv.features.internal.cell.Printable;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Rows of named columns, as text, with the roles that columns have: an id, a label, features, and those left out.
 * Immutable and thread-safe.
 *
 * <p>The training rows decide, in {@link TableEncoder}, which columns are numbers, dates or categories; a table to be
 * scored cannot decide it differently.
 *
 * <pre>{@code
 * Table table = Table.csv(Path.of("customers.csv"))
 *     .id("customer").label("lifetime_value").exclude("name", "e-mail")
 *     .dropDuplicates()
 *     .read();
 * }</pre>
 */
public final class Table {

    /** A message lists no more columns. */
    private static final int MAX_LISTED = 50;

    /** What to do where the numbers of a column have two readings. */
    static final String SET_DECIMAL = "set decimal to '.' for the first or ',' for the second";

    private final String source;

    /** By column name, in order: one text per row, null where missing. */
    private final Map<String, @Nullable String[]> columns;

    private final int[] lines;
    private final Roles roles;
    private final Writing writing;
    private final int duplicates;
    private final int incomplete;
    private final List<String> notes;

    Table(
            String source,
            Map<String, @Nullable String[]> columns,
            int[] lines,
            Roles roles,
            Writing writing,
            int duplicates,
            int incomplete,
            List<String> notes) {
        this.source = source;
        this.columns = columns;
        this.lines = lines;
        this.roles = roles;
        this.writing = writing;
        this.duplicates = duplicates;
        this.incomplete = incomplete;
        this.notes = List.copyOf(notes);
    }

    /**
     * The columns that are not plain features.
     *
     * @param id the column of ids, or null
     * @param label the column to be predicted, or null
     * @param excluded columns to be left out
     * @param categorical columns that are categories even where they look like numbers
     * @param texts columns of written text, each with the column of the ratings beside them, or none
     */
    record Roles(
            @Nullable String id,
            @Nullable String label,
            Set<String> excluded,
            Set<String> categorical,
            Map<String, Optional<String>> texts) {}

    /**
     * What was said about how cells are written.
     *
     * @param missing words for a missing value beside the standard ones
     * @param decimal the decimal mark of all numbers, or null
     * @param dates the patterns of columns of dates, by column
     */
    record Writing(List<String> missing, @Nullable Character decimal, Map<String, String> dates) {}

    /** Reads a CSV file with a header line; plain or gzip. */
    public static TableReader csv(Path file) {
        return new TableReader(file.getFileName() + "", sink -> CsvSource.read(file, sink));
    }

    /**
     * A table from rows at hand.
     *
     * @param header the column names
     * @param rows one text per column each; null or blank where missing
     */
    public static TableReader of(List<String> header, List<? extends List<@Nullable String>> rows) {
        return new TableReader("table", sink -> {
            sink.header(1, header);
            for (int i = 0; i < rows.size(); i++) {
                sink.row(i + 2, rows.get(i));
            }
        });
    }

    /** All column names in order; unmodifiable. */
    public List<String> columns() {
        return List.copyOf(columns.keySet());
    }

    /** The names of the columns that are neither id nor label nor excluded, in order; unmodifiable. */
    public List<String> featureColumns() {
        return columns.keySet().stream()
                .filter(name -> !name.equals(roles.id) && !name.equals(roles.label) && !roles.excluded.contains(name))
                .toList();
    }

    /** The number of rows. */
    public int rows() {
        return lines.length;
    }

    /** The column of ids; empty if none was named. */
    public Optional<String> idColumn() {
        return Optional.ofNullable(roles.id);
    }

    /** The column to be predicted; empty if none was named. */
    public Optional<String> labelColumn() {
        return Optional.ofNullable(roles.label);
    }

    /** How many rows were dropped because an earlier row equals them in every column. */
    public int duplicates() {
        return duplicates;
    }

    /** How many rows were dropped because a feature or the label is missing. */
    public int incomplete() {
        return incomplete;
    }

    /** What was ignored of the file, such as a column that numbers rows, or rows: a sentence each; unmodifiable. */
    public List<String> notes() {
        return notes;
    }

    /**
     * One cell as text, or null where it is missing.
     *
     * @throws IndexOutOfBoundsException if there is no such row
     * @throws IllegalArgumentException if there is no such column; the message lists those there are
     */
    public @Nullable String text(int row, String column) {
        return column(column)[Index.require("row", row, rows())];
    }

    /**
     * The id of a row: from the id column, or the row's number from 1 on if none was named.
     *
     * @throws IndexOutOfBoundsException if there is no such row
     * @throws IllegalArgumentException if the id is missing or holds a control character; the message says where
     */
    public String id(int row) {
        return id(row, roles.id);
    }

    private String id(int row, @Nullable String column) {
        if (column == null) {
            return Integer.toString(1 + Index.require("row", row, rows()));
        }
        String id = text(row, column);
        String fault = fault(id);
        if (id == null || fault != null) {
            throw new IllegalArgumentException(where(row, column) + ": the id " + fault);
        }
        return id;
    }

    /** What is wrong with an id and what to do, or null. */
    private static @Nullable String fault(@Nullable String id) {
        if (id == null) {
            return "is missing; fill it in, or leave such rows out";
        }
        return Printable.hasControl(id)
                ? "holds a control character, such as a line end, a zero byte, an escape or a mark of direction; clean"
                        + " it, or leave such rows out"
                : null;
    }

    /**
     * The id of every row, from the given column or by number.
     *
     * @throws IllegalArgumentException if an id is missing or holds a control character; the message says how many
     *     there are and where the first stands
     */
    List<String> ids(@Nullable String column) {
        if (column != null) {
            int[] faulty = IntStream.range(0, rows())
                    .filter(row -> fault(text(row, column)) != null)
                    .toArray();
            if (faulty.length > 1) {
                String fault = fault(text(faulty[0], column));
                throw new IllegalArgumentException(
                        faulty.length + " of " + rows() + " rows have no id that can be used,"
                                + " the first of them at " + where(faulty[0], column) + ": the id " + fault);
            }
        }
        return IntStream.range(0, rows()).mapToObj(row -> id(row, column)).toList();
    }

    /**
     * The label of every row.
     *
     * @throws IllegalArgumentException if no label column was named, or a label is missing or is no number; the message
     *     says where
     */
    public double[] labels() {
        if (roles.label == null) {
            throw new IllegalArgumentException("no label column was named; name the column to predict by label(...)");
        }
        return labels(roles.label);
    }

    /**
     * The numbers of a column as the label of every row, whatever role the column has.
     *
     * @throws IllegalArgumentException if there is no such column, its numbers cannot be read with one decimal mark, or
     *     a label is missing or is no number; the message says where
     */
    public double[] labels(String column) {
        return labels(column, numbers(column).form());
    }

    /** How the numbers of a column are written, which is one way. */
    NumberEvidence numbers(String column) {
        NumberEvidence evidence = evidence(column);
        evidence.problem(Table.SET_DECIMAL).ifPresent(problem -> {
            throw new IllegalArgumentException(where(column) + " " + problem);
        });
        return evidence;
    }

    /** Refuses a column that holds amounts in several currencies. */
    void requireOneCurrency(String column) {
        Set<String> marks = new TreeSet<>();
        for (String cell : column(column)) {
            String mark = cell == null ? null : CurrencyMark.beside(cell);
            if (mark != null) {
                marks.add(mark);
            }
        }
        CurrencyMark.problem(marks).ifPresent(problem -> {
            throw new IllegalArgumentException(where(column) + " " + problem);
        });
    }

    /**
     * Refuses a column whose numbers have two readings, as those of training had no group mark that shows which of the
     * two is meant.
     */
    void requireOneReading(String column, NumberForm training) {
        evidence(column).problemAfter(training.decimal(), Table.SET_DECIMAL).ifPresent(problem -> {
            throw new IllegalArgumentException(where(column) + " " + problem);
        });
    }

    private NumberEvidence evidence(String column) {
        NumberEvidence evidence = new NumberEvidence(writing.decimal);
        for (String cell : column(column)) {
            if (cell != null) {
                evidence.add(cell);
            }
        }
        return evidence;
    }

    /** The numbers of a column, written in a form, as the label of every row. */
    double[] labels(String column, NumberForm form) {
        double[] labels = new double[rows()];
        for (int row = 0; row < labels.length; row++) {
            String text = text(row, column);
            if (text == null) {
                throw new IllegalArgumentException(
                        where(row, column) + ": the label is missing; fill it in, or leave such rows out");
            }
            labels[row] = form.read(text);
            if (Double.isNaN(labels[row])) {
                throw new IllegalArgumentException(where(row, column) + ": the label must be " + form.description()
                        + ", was " + Masked.quoted(text)
                        + (NumberForm.isTooLarge(text) ? ", which is too large for a number" : ""));
            }
        }
        return labels;
    }

    /**
     * Some rows, in the order asked for, for instance those of a training split.
     *
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public Table select(int... rows) {
        for (int row : rows) {
            Index.require("row", row, rows());
        }
        Map<String, @Nullable String[]> selected = new LinkedHashMap<>();
        columns.forEach((name, cells) -> selected.put(
                name, Arrays.stream(rows).mapToObj(row -> cells[row]).toArray(String[]::new)));
        int[] selectedLines = Arrays.stream(rows).map(row -> lines[row]).toArray();
        return new Table(source, selected, selectedLines, roles, writing, duplicates, incomplete, notes);
    }

    /**
     * Two tables: a random share of the rows to test on, and the rest to train on; rows keep their order.
     *
     * <p>A row's side depends on the seed and on its id, or on its cells where no id column was named, and on nothing
     * else: the order of the rows does not matter, and rows of one id (or equal rows) are on the same side.
     *
     * @param testShare in (0, 1); the share of ids, so that small tables meet it roughly
     */
    public Split split(double testShare, long seed) {
        if (!(testShare > 0 && testShare < 1)) {
            throw new IllegalArgumentException("the test share must lie in (0, 1), was " + testShare);
        }
        long threshold = (long) (testShare * (1L << 32));
        int[] test = IntStream.range(0, rows())
                .filter(row -> hash(row, seed) < threshold)
                .toArray();
        int[] train = IntStream.range(0, rows())
                .filter(row -> hash(row, seed) >= threshold)
                .toArray();
        return new Split(select(train), select(test));
    }

    /**
     * A table in two parts.
     *
     * @param train the rows to learn from
     * @param test the rows to be measured on
     */
    public record Split(Table train, Table test) {}

    /** 32 bits of what identifies a row. */
    private long hash(int row, long seed) {
        Hasher hasher = Hashing.murmur3_128((int) (seed ^ (seed >>> 32))).newHasher();
        if (roles.id == null) {
            columns.values()
                    .forEach(cells -> hasher.putUnencodedChars(cells[row] == null ? "" : cells[row])
                            .putChar('\0'));
        } else {
            hasher.putUnencodedChars(id(row));
        }
        return hasher.hash().asInt() & 0xffff_ffffL;
    }

    boolean isDeclaredCategorical(String column) {
        return roles.categorical.contains(column);
    }

    boolean isText(String column) {
        return roles.texts.containsKey(column);
    }

    /** The ratings beside a column of texts, NaN where there is none; null if no column of ratings was named. */
    double @Nullable [] ratingsOf(String text) {
        String ratings = roles.texts.getOrDefault(text, Optional.empty()).orElse(null);
        return ratings == null ? null : ratings(ratings);
    }

    /**
     * The numbers of a column as a rating of every row; NaN where the cell is missing.
     *
     * @throws IllegalArgumentException if there is no such column, its numbers cannot be read with one decimal mark, or
     *     a cell is no number; the message says where
     */
    public double[] ratings(String column) {
        NumberForm form = numbers(column).form();
        double[] ratings = new double[rows()];
        for (int row = 0; row < ratings.length; row++) {
            String cell = text(row, column);
            ratings[row] = cell == null ? Double.NaN : form.read(cell);
            if (cell != null && Double.isNaN(ratings[row])) {
                throw new IllegalArgumentException(where(row, column) + ": a rating must be a number, was "
                        + Masked.quoted(cell) + "; correct it or leave it blank, or name another column of ratings");
            }
        }
        return ratings;
    }

    /** The pattern of a column that was said to hold dates, or null. */
    @Nullable
    String datePattern(String column) {
        return writing.dates.get(column);
    }

    /** The decimal mark of all numbers, or null if the numbers of each column decide. */
    @Nullable
    Character decimal() {
        return writing.decimal;
    }

    /** The words for a missing value beside the standard ones. */
    List<String> missingWords() {
        return writing.missing;
    }

    List<String> excluded() {
        return roles.excluded.stream().sorted().toList();
    }

    /** That there is no column of a name, which others there are, and which of them has its letters and digits. */
    static String withoutColumn(String source, String name, Collection<String> columns) {
        String meant = columns.stream()
                .filter(column -> !bare(name).isEmpty() && bare(column).equals(bare(name)))
                .findFirst()
                .map(column -> ", did you mean '" + Printable.name(column) + "'?")
                .orElse("");
        return source + " has no column '" + Printable.name(name) + "'" + meant + (meant.isEmpty() ? "; it" : " It")
                + " has: " + listed(columns);
    }

    private static String bare(String name) {
        return name.replaceAll("[^\\p{L}\\p{N}]", "").toLowerCase(Locale.ROOT);
    }

    /** The cells of a column, null where missing; not to be modified. */
    @Nullable
    String[] column(String name) {
        @Nullable String[] cells = columns.get(name);
        if (cells == null) {
            throw new IllegalArgumentException(withoutColumn(source, name, columns.keySet()));
        }
        return cells;
    }

    /**
     * The line of a row in its file, from 1 and the header counted; of rows at hand, as if they stood in a file.
     *
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public int line(int row) {
        return lines[Index.require("row", row, rows())];
    }

    /** Which column it is, for messages. */
    String where(String column) {
        return source + ", column '" + Printable.name(column) + "'";
    }

    /** The first names of columns, for messages. */
    static String listed(Collection<String> names) {
        String listed = names.stream().limit(MAX_LISTED).map(Masked::name).collect(Collectors.joining(", "));
        return names.size() > MAX_LISTED ? listed + " and " + (names.size() - MAX_LISTED) + " more" : listed;
    }

    /**
     * Where a cell comes from, for messages: the file, the line and the column.
     *
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public String where(int row, String column) {
        return source + " line " + line(row) + ", column '" + Printable.name(column) + "'";
    }

    /** Names the shape only: rows may be personal data. */
    @Override
    public String toString() {
        return "Table[" + rows() + " rows x " + columns.size() + " columns]";
    }
}
