package dev.clv.features.read;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.clv.features.event.DataQualityReport;
import dev.clv.features.event.DataQualityReport.Sample;
import dev.clv.features.event.EventLog;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Reads CSV as of RFC 4180, or with another delimiter, or with columns lined up by blanks.
 *
 * <p>Without a mapping the file needs the standard header: {@code customer_id} and {@code time} (ISO 8601), and any of
 * {@code type} (purchase unless said), {@code amount}, {@code currency}, {@code order_id}, {@code product_id},
 * {@code category}, {@code quantity}, {@code rating}, {@code text}, {@code name}, {@code value}, {@code event_id}, and
 * {@code attr.X} for attribute X. Other columns are passed over, unless the name looks like a misspelt standard one
 * that is not there, which is refused.
 *
 * <p>A quoted field that is never closed, or followed by something other than a delimiter, fails in either mode and
 * names the line where the quote opened: nobody can tell where the next row begins. Empty lines are passed over.
 *
 * <p>The memory of a read beyond the log itself is bounded by {@link #maxFieldLength} times the number of columns used.
 */
public final class CsvEventReader extends FileEventReader<CsvEventReader> {

    /** The parser wants this much room beyond a field's own length. */
    private static final int PARSER_ROOM = 1 << 14;

    CsvEventReader() {}

    @Override
    CsvEventReader self() {
        return this;
    }

    @Override
    void read(Source source, Utf8Reader text, EventLog.Builder log, DataQualityReport.Builder tally)
            throws IOException {
        ColumnMapping mapping = mapping();
        ColumnMapping layout = mapping != null ? mapping : ColumnMapping.standard();
        read(
                source,
                text,
                log,
                tally,
                layout,
                header -> mapping != null ? mapping : Header.standard(header, source.name()));
    }

    void readAttributes(Path table, EventLog.Builder log, DataQualityReport.Builder tally) {
        Source source = Source.open(table, bytes -> {});
        try (source;
                Utf8Reader text = new Utf8Reader(source.content())) {
            read(source, text, log, tally, ColumnMapping.standard(), ColumnMapping::attributeTable);
        } catch (IOException e) {
            throw Source.unreadable(source.name(), e);
        }
    }

    /** @param layout says how the file is laid out; what the columns mean is said by {@code mappingOf} the header */
    private void read(
            Source source,
            Utf8Reader text,
            EventLog.Builder log,
            DataQualityReport.Builder tally,
            ColumnMapping layout,
            Function<List<String>, ColumnMapping> mappingOf)
            throws IOException {
        text.skipLines(layout.skipLines);
        if (text.atEnd()) {
            throw EventReadException.about(source.name())
                    .because("empty file, expected " + expected(layout), "check where it comes from");
        }
        CsvRowHandler handler = new CsvRowHandler(text, maxFieldLength());
        try (CsvReader<CsvRowHandler> parser = parser(layout, handler, text);
                CloseableIterator<CsvRowHandler> records = parser.iterator()) {
            List<String> header =
                    layout.header != null ? layout.header : header(source, layout, records, handler, layout.skipLines);
            ColumnMapping mapping = mappingOf.apply(header);
            Header.requireColumns(source.name(), mapping, header);
            Row row = new Row(trim());
            RowMapper mapper = mapper(mapping, row, mapping.timePattern);
            handler.bind(row, header);
            Intake intake = intake(source, log, tally, header.size());
            while (records.hasNext()) {
                records.next();
                take(source.name(), handler, mapper, intake, header.size(), layout.skipLines);
            }
            intake.finish();
        } catch (CsvParseException e) {
            throw broken(source.name(), handler, e, layout.skipLines);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private CsvReader<CsvRowHandler> parser(ColumnMapping layout, CsvRowHandler handler, Utf8Reader text) {
        Reader characters = layout.whitespace ? new BlankCollapsingReader(text) : text;
        return CsvReader.builder()
                .fieldSeparator(layout.whitespace ? '\t' : layout.delimiter)
                .maxBufferSize(maxFieldLength() + PARSER_ROOM)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .build(handler, characters);
    }

    private void take(
            String source, CsvRowHandler record, RowMapper mapper, Intake intake, int columns, int skippedLines) {
        long line = record.startLine() + skippedLines;
        if (record.tooLong()) {
            throw tooLong(source, line);
        }
        if (record.malformedOffset() != CsvRowHandler.WELL_FORMED) {
            String place = "byte offset " + record.malformedOffset();
            intake.skip(Fault.MALFORMED_UTF8, line, new Sample(line, "", place));
        } else if (record.fieldCount() != columns) {
            String count = record.fieldCount() + " of " + columns + " columns";
            intake.skip(Fault.COLUMN_COUNT, line, new Sample(line, "", count));
        } else {
            intake.take(mapper, line);
        }
    }

    private static List<String> header(
            Source source,
            ColumnMapping layout,
            CloseableIterator<CsvRowHandler> records,
            CsvRowHandler handler,
            int skippedLines) {
        if (!records.hasNext()) {
            throw EventReadException.about(source.name())
                    .because("only empty lines, expected " + expected(layout), "check where it comes from");
        }
        records.next();
        if (handler.malformedOffset() != CsvRowHandler.WELL_FORMED) {
            throw EventReadException.about(source.name())
                    .line(handler.startLine() + skippedLines)
                    .because(
                            "header is not valid UTF-8 at byte offset " + handler.malformedOffset(),
                            Fault.MALFORMED_UTF8.remedy());
        }
        return List.copyOf(handler.header());
    }

    /** What a file of this layout begins with, in words. */
    private static String expected(ColumnMapping layout) {
        return layout.header != null
                ? "rows of " + String.join(", ", layout.header)
                : "header with " + String.join(", ", layout.needed());
    }

    /** What the parser cannot get over: it would not know where the next record begins. */
    private EventReadException broken(
            String source, CsvRowHandler handler, CsvParseException broken, int skippedLines) {
        if (broken.getCause() instanceof Error error) {
            throw error;
        }
        if (broken.getCause() instanceof RuntimeException failure) {
            throw failure;
        }
        long line = handler.openLine() + skippedLines;
        String why = String.valueOf(broken.getMessage());
        EventReadException.Place place = EventReadException.about(source).line(line);
        if (why.startsWith("Unclosed")) {
            return place.because(
                    "a quote opened in line " + line + " is never closed", "close it, or double a quote that is meant");
        }
        if (why.startsWith("Unexpected")) {
            return place.because(
                    "a quote opened in line " + line + " is followed by something other than a delimiter",
                    "double quotes inside a quoted value, and look for a quote that is not closed");
        }
        return tooLong(source, line);
    }

    private EventReadException tooLong(String source, long line) {
        String why = String.format(
                Locale.ROOT, "a field that begins in line %d is longer than %,d characters", line, maxFieldLength());
        return EventReadException.about(source)
                .line(line)
                .because(why, "close a quote that was left open there, or raise maxFieldLength");
    }
}
