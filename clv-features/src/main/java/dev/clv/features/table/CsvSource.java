package dev.clv.features.table;

import static java.util.Objects.requireNonNull;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.clv.features.internal.Delimiter;
import dev.clv.features.internal.InputSource;
import dev.clv.features.internal.StrictReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A CSV file: what its first bytes say about compression, encoding and delimiter, and then its rows. */
final class CsvSource {

    private static final int LONGEST_HEADER = 1 << 16;

    private CsvSource() {}

    static void read(Path file, TableReader.Sink sink) throws IOException {
        try (InputSource source = InputSource.open(file, bytes -> {});
                StrictReader text = new StrictReader(source.content(), StandardCharsets.UTF_8);
                BufferedReader characters = new BufferedReader(text, LONGEST_HEADER);
                CsvReader<CsvRecord> csv = CsvReader.builder()
                        .fieldSeparator(delimiter(characters))
                        .allowExtraFields(true)
                        .allowMissingFields(true)
                        .allowUnclosedQuote(false)
                        .ofCsvRecord(characters)) {
            boolean first = true;
            for (CsvRecord record : csv) {
                if (text.hasMalformed()) {
                    throw new IllegalArgumentException(file.getFileName() + " holds bytes that are not valid "
                            + text.charset() + " at byte offset " + text.takeMalformedOffset() + "; save it as UTF-8");
                }
                int line = Math.toIntExact(record.getStartingLineNumber());
                if (first) {
                    sink.header(line, record.getFields());
                    first = false;
                } else {
                    sink.row(line, record.getFields());
                }
            }
        } catch (CsvParseException e) {
            throw new IllegalArgumentException(
                    file.getFileName() + " is not a CSV file: " + e.getMessage()
                            + (e.getCause() == null ? "" : ", a field that is too long or a quote that does not end")
                            + "; check the quotes there",
                    e);
        } catch (UncheckedIOException e) {
            throw new IOException(InputSource.reasonOf(requireNonNull(e.getCause())), e);
        }
    }

    private static char delimiter(BufferedReader characters) throws IOException {
        characters.mark(LONGEST_HEADER);
        CharBuffer start = CharBuffer.allocate(LONGEST_HEADER);
        while (start.hasRemaining() && characters.read(start) >= 0) {}
        characters.reset();
        return Delimiter.of(start.flip());
    }
}
