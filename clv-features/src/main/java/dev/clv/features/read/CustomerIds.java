package dev.clv.features.read;

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
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads a list of customers from a file: one id a line, or a CSV file with a {@code customer_id} column, separated by
 * comma, semicolon, tab or vertical bar. The file may be compressed by gzip; it is UTF-8 unless it is UTF-16. Blanks
 * around an id are no part of it; blank lines and the words for a missing value are passed over.
 */
public final class CustomerIds {

    private static final int LONGEST = 1 << 28;
    private static final int LONGEST_FIELD = 1 << 20;

    private static final String DELIMITERS = ",;|";

    private final String source;
    private final Set<String> ids = new LinkedHashSet<>();

    private CustomerIds(String source) {
        this.source = source;
    }

    /**
     * The ids in a file, each once, in the order of the file; unmodifiable, possibly empty.
     *
     * @throws EventReadException if the file cannot be read, or is a CSV file with the column twice, a row with another
     *     number of columns than the header, or a quote that is never closed
     */
    public static Set<String> read(Path file) {
        CustomerIds found = new CustomerIds(InputSource.nameOf(file));
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
                take(lines.lines().map(Blank::trim).toList());
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

    /** Ids of a line each; a delimiter at the end of every line is no part of them. */
    private void take(List<String> lines) {
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
