package dev.clv.features.table;

import static java.util.Objects.requireNonNull;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.clv.features.internal.CsvStart;
import dev.clv.features.internal.InputSource;
import dev.clv.features.internal.StrictReader;
import dev.clv.features.internal.cell.Printable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A CSV file: what its first bytes say about compression, encoding and delimiter, and then its rows. */
final class CsvSource {

    private CsvSource() {}

    static void read(Path file, TableReader.Sink sink) throws IOException {
        try (InputSource source = InputSource.open(file, bytes -> {});
                StrictReader text = new StrictReader(source.content(), StandardCharsets.UTF_8)) {
            read(source.name(), text, CsvStart.of(text), sink);
        } catch (CsvParseException e) {
            throw new IllegalArgumentException(
                    Printable.name(InputSource.nameOf(file)) + " is not a CSV file: "
                            + Printable.of(String.valueOf(e.getMessage()))
                            + (e.getCause() == null ? "" : ", a field that is too long or a quote that does not end")
                            + "; check the quotes there",
                    e);
        } catch (UncheckedIOException e) {
            throw new IOException(InputSource.reasonOf(requireNonNull(e.getCause())), e);
        }
    }

    private static void read(String name, StrictReader text, CsvStart start, TableReader.Sink sink) throws IOException {
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .fieldSeparator(start.delimiter())
                .allowExtraFields(true)
                .allowMissingFields(true)
                .allowUnclosedQuote(false)
                .ofCsvRecord(start.text())) {
            boolean first = true;
            for (CsvRecord record : csv) {
                if (text.hasMalformed()) {
                    throw new IllegalArgumentException(name + " holds bytes that are not valid " + text.charset()
                            + " at byte offset " + text.takeMalformedOffset() + "; save it as UTF-8");
                }
                int line = Math.toIntExact(record.getStartingLineNumber() + start.lines());
                if (first) {
                    sink.header(line, record.getFields());
                    first = false;
                } else {
                    sink.row(line, record.getFields());
                }
            }
        }
    }
}
