package dev.clv.features.read;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/** The records of a stretch of a CSV file, one after the other. Not thread-safe. */
final class CsvRecords implements AutoCloseable {

    /** The parser needs this much room beyond a field's own length. */
    private static final int PARSER_ROOM = 1 << 14;

    private final String source;
    private final long linesAbove;
    private final int maxFieldLength;
    private final CsvRowHandler handler;
    private final CsvReader<CsvRowHandler> parser;
    private final CloseableIterator<CsvRowHandler> records;

    CsvRecords(String source, CsvStretch stretch, char delimiter, int maxFieldLength) {
        this.source = source;
        this.linesAbove = stretch.linesAbove();
        this.maxFieldLength = maxFieldLength;
        this.handler = new CsvRowHandler(stretch.malformed(), maxFieldLength);
        // The parser doubles its buffer up to the limit and then fills it in steps, so that the limit must be one
        // that doubling reaches.
        int limit = Integer.highestOneBit(maxFieldLength + PARSER_ROOM - 1) << 1;
        this.parser = CsvReader.builder()
                .fieldSeparator(delimiter)
                .maxBufferSize(limit)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .build(handler, stretch.text());
        this.records = parser.iterator();
    }

    /** Goes on to the next record; false at the end. */
    boolean next() throws IOException {
        try {
            if (!records.hasNext()) {
                return false;
            }
            records.next();
            return true;
        } catch (CsvParseException e) {
            throw broken(e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** The record at hand. */
    CsvRowHandler record() {
        return handler;
    }

    /** The line on which the record at hand begins. */
    long line() {
        return handler.startLine() + linesAbove;
    }

    /**
     * What the parser cannot get over, as it would not know where the next record begins. FastCSV tells these failures
     * apart by their messages only.
     */
    private EventReadException broken(CsvParseException broken) {
        if (broken.getCause() instanceof Error error) {
            throw error;
        }
        if (broken.getCause() instanceof RuntimeException failure) {
            throw failure;
        }
        long line = handler.openLine() + linesAbove;
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
        return tooLong(line);
    }

    /** Refuses the record at hand, in which a field is too long. */
    EventReadException tooLong() {
        return tooLong(line());
    }

    private EventReadException tooLong(long line) {
        String why = String.format(
                Locale.ROOT, "a field that begins in line %d is longer than %,d characters", line, maxFieldLength);
        return EventReadException.about(source)
                .line(line)
                .because(why, "close a quote that was left open there, or raise maxFieldLength");
    }

    /** Closes the text. */
    @Override
    public void close() throws IOException {
        parser.close();
    }
}
