package dev.clv.features.read;

import static java.util.Objects.requireNonNull;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.clv.features.internal.CsvStart;
import dev.clv.features.internal.InputSource;
import dev.clv.features.internal.SmallFile;
import dev.clv.features.internal.cell.Blank;
import dev.clv.features.internal.cell.MissingWords;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a list of customers from a file: one id a line, or a CSV file with a {@code customer_id} column, separated by
 * comma, semicolon, tab or vertical bar. Where ids are known, a CSV file may have them in a column of any name, or in
 * one line, and a line above them may name them. The file may be compressed by gzip; it is UTF-8 unless it is UTF-16.
 * Blanks around an id are no part of it; blank lines and the words for a missing value are passed over.
 */
public final class CustomerIds {

    private static final int LONGEST = 1 << 28;
    private static final int LONGEST_FIELD = 1 << 20;

    private static final String DELIMITERS = ",;|";

    /** Lines of which so many have one number of columns are those of a table. */
    private static final double NEARLY_ALL = 0.9;

    /** A column of which so many cells are known ids is one of ids. */
    private static final double HALF = 0.5;

    private final String source;
    private final @Nullable Predicate<String> known;
    private final Set<String> ids = new LinkedHashSet<>();

    private CustomerIds(String source, @Nullable Predicate<String> known) {
        this.source = source;
        this.known = known;
    }

    /**
     * The ids in a file, of which none is known. As {@link #read(Path, Predicate)}, but without a {@code customer_id}
     * column each line is an id, whatever it holds.
     *
     * @throws EventReadException as the other one
     */
    public static Set<String> read(Path file) {
        return read(file, null);
    }

    /**
     * The ids in a file, each once, in the order of the file; unmodifiable, possibly empty.
     *
     * @param known whether a customer of this id is known. In a file without a {@code customer_id} column, the ids are
     *     the lines, or the cells of the column or the line, of which most are known; a first one that is not known
     *     while all others are is the name of the column
     * @throws EventReadException if the file cannot be read, or is a CSV file with the column twice, a row with another
     *     number of columns than the header, a quote that is never closed, or neither the column nor any known id
     */
    public static Set<String> read(Path file, @Nullable Predicate<String> known) {
        CustomerIds found = new CustomerIds(InputSource.nameOf(file), known);
        try {
            found.take(CsvStart.of(new StringReader(SmallFile.text(file, LONGEST))));
        } catch (IOException e) {
            throw EventReadException.about(found.source).cause(e).because("cannot be read: " + e.getMessage(), "");
        } catch (CsvParseException e) {
            throw EventReadException.about(found.source)
                    .cause(e)
                    .because(
                            "is not a CSV file: a quote is not closed or a field is too long",
                            "close the quote, or double one that is meant");
        }
        found.ids.removeIf(MissingWords.STANDARD::contains);
        return Collections.unmodifiableSet(found.ids);
    }

    private void take(CsvStart start) throws IOException {
        if (!start.headerHolds(Field.CUSTOMER.header())) {
            try (BufferedReader lines = new BufferedReader(start.text())) {
                take(lines.lines().map(Blank::trim).toList(), start.delimiter());
            }
            return;
        }
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .fieldSeparator(start.delimiter())
                .maxBufferSize(LONGEST_FIELD)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .ofCsvRecord(start.text())) {
            List<String> header = List.of();
            int column = -1;
            for (CsvRecord row : csv) {
                long line = row.getStartingLineNumber() + start.lines();
                if (column < 0) {
                    header = row.getFields().stream().map(Blank::trim).toList();
                    column = column(header);
                } else {
                    ids.add(Blank.trim(cells(row, header, line).get(column)));
                }
            }
        }
    }

    /** Ids without a column of their name. */
    private void take(List<String> lines, char delimiter) {
        takeLines(lines);
        if (known == null || ids.stream().anyMatch(known)) {
            dropName();
            return;
        }
        List<List<String>> rows = lines.stream()
                .filter(line -> !line.isEmpty())
                .map(line -> cells(line, delimiter))
                .toList();
        List<String> best = List.of();
        int good = 0;
        for (List<String> some : candidates(rows)) {
            best = known(some) > known(best) ? some : best;
            good += known(some) >= HALF * some.size() ? 1 : 0;
        }
        if (good > 1) {
            throw EventReadException.about(source)
                    .because(
                            "has " + good + " columns of ids that are known",
                            "name the column that is meant '" + Field.CUSTOMER.header() + "', or write one id a line");
        }
        if (!best.isEmpty()) {
            ids.clear();
            ids.addAll(best);
            dropName();
        } else if (rows.size() > 1 && isTable(rows)) {
            throw EventReadException.about(source)
                    .because(
                            "has " + rows.get(0).size() + " columns, and none of them is called '"
                                    + Field.CUSTOMER.header() + "' or holds an id that is known",
                            "name the column of ids so, or write one id a line, as they are known");
        }
    }

    /** The cells of each column, and all cells of a file of one line. */
    private static List<List<String>> candidates(List<List<String>> rows) {
        if (rows.size() == 1) {
            return rows;
        }
        int width = rows.stream().mapToInt(List::size).max().orElse(0);
        return IntStream.range(0, width)
                .mapToObj(column -> rows.stream()
                        .filter(row -> row.size() > column)
                        .map(row -> row.get(column))
                        .toList())
                .toList();
    }

    private long known(List<String> some) {
        return some.stream().filter(requireNonNull(known)).count();
    }

    /** Drops a first one that is not known while all others are. */
    private void dropName() {
        if (known != null && ids.size() > 2) {
            String first = ids.iterator().next();
            if (!known.test(first) && ids.stream().skip(1).allMatch(known)) {
                ids.remove(first);
            }
        }
    }

    private static boolean isTable(List<List<String>> rows) {
        int width = rows.get(0).size();
        return width > 1 && rows.stream().filter(row -> row.size() == width).count() >= NEARLY_ALL * rows.size();
    }

    /** The cells of one line, without quotes and the blanks around them. */
    private static List<String> cells(String line, char delimiter) {
        List<String> cells = new ArrayList<>();
        boolean quoted = false;
        int from = 0;
        for (int i = 0; i <= line.length(); i++) {
            if (i == line.length() || (!quoted && line.charAt(i) == delimiter)) {
                cells.add(unquoted(Blank.trim(line.substring(from, i))));
                from = i + 1;
            } else {
                quoted ^= line.charAt(i) == '"';
            }
        }
        return cells;
    }

    /** Ids of a line each; a delimiter at the end of every line is no part of them. */
    private void takeLines(List<String> lines) {
        List<String> written = lines.stream().filter(line -> !line.isEmpty()).toList();
        boolean closed = written.size() > 1
                && DELIMITERS.chars().anyMatch(c -> written.stream().allMatch(line -> line.endsWith((char) c + "")));
        written.forEach(line -> ids.add(unquoted(closed ? Blank.trim(line.substring(0, line.length() - 1)) : line)));
    }

    private int column(List<String> header) {
        String name = Field.CUSTOMER.header();
        int column = header.indexOf(name);
        if (column < 0 || column != header.lastIndexOf(name)) {
            throw EventReadException.about(source)
                    .because(
                            "column '" + name + "' is " + (column < 0 ? "missing" : "there twice")
                                    + " in the header of a list of customers",
                            "name one column so, or write one id a line");
        }
        return column;
    }

    private List<String> cells(CsvRecord row, List<String> header, long line) {
        List<String> cells = row.getFields();
        int named = Header.named(header);
        boolean more = cells.stream()
                .skip(header.size())
                .anyMatch(cell -> !Blank.trim(cell).isEmpty());
        if (cells.size() < named || more) {
            throw EventReadException.about(source)
                    .line(line)
                    .because(
                            "does not have as many columns as the header, " + cells.size() + " of " + named,
                            Fault.COLUMN_COUNT.remedy());
        }
        return cells;
    }

    private static String unquoted(String line) {
        boolean quoted = line.length() > 1 && line.startsWith("\"") && line.endsWith("\"");
        return quoted ? Blank.trim(line.substring(1, line.length() - 1).replace("\"\"", "\"")) : line;
    }
}
