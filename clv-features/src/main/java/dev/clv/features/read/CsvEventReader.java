package dev.clv.features.read;

import static java.util.Objects.requireNonNull;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.clv.features.event.DataQualityReport;
import dev.clv.features.event.DataQualityReport.Sample;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.LogReasons;
import dev.clv.features.internal.CsvStart;
import dev.clv.features.internal.InputSource;
import dev.clv.features.internal.StrictReader;
import dev.clv.features.internal.time.TimePatterns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads CSV as of RFC 4180, or with another delimiter, or with columns lined up by blanks.
 *
 * <p>Without a mapping the file needs the standard header: {@code customer_id} and {@code time} (ISO 8601), and any of
 * {@code type} (purchase unless set), {@code amount}, {@code currency}, {@code order_id}, {@code product_id},
 * {@code category}, {@code quantity}, {@code rating}, {@code text}, {@code name}, {@code value}, {@code event_id}, and
 * {@code attr.X} for attribute X. Other columns are passed over, but a name that looks like a misspelling of an absent
 * standard one is refused.
 *
 * <p>A quoted field that is never closed, or followed by something other than a delimiter, fails in either mode and
 * names the line where the quote opened, as it is unknown where the next row begins. Empty lines are passed over, and
 * so are a line such as {@code sep=;} above the header, which says what the delimiter is, blanks around names, and
 * delimiters at the end of lines. Where the delimiter is a comma, which it is unless set, and the header holds none,
 * the one of semicolon, tab and vertical bar that stands most often in the header is taken.
 *
 * <p>The memory of a read beyond the log itself is bounded by {@link #maxFieldLength} times the number of columns used.
 */
public final class CsvEventReader extends FileEventReader<CsvEventReader> {

    /** The parser needs this much room beyond a field's own length. */
    private static final int PARSER_ROOM = 1 << 14;

    private @Nullable CsvFormat format;
    private List<String> timesOfAttributes = List.of();

    CsvEventReader() {}

    @Override
    CsvEventReader self() {
        return this;
    }

    /**
     * The form of the file: delimiter, encoding and the like; unless set, the mapping's, else
     * {@link CsvFormat#standard()}. Attribute tables are always read in the standard form, with the delimiter of their
     * header.
     */
    public CsvEventReader format(CsvFormat format) {
        this.format = requireNonNull(format, "format");
        return this;
    }

    /** The patterns of times in attribute tables, beside ISO 8601. */
    void timesOfAttributes(List<String> patterns) {
        List<String> words = new ArrayList<>(patterns);
        words.add(TimePatterns.ISO);
        timesOfAttributes = List.copyOf(words);
    }

    @Override
    CsvFormat format() {
        return format != null ? format : super.format();
    }

    @Override
    void read(InputSource source, StrictReader text, EventLog.Builder log, DataQualityReport.Builder tally)
            throws IOException {
        refuseRecords(source.name());
        ColumnMapping mapping = mapping();
        ColumnMapping expected = mapping != null ? mapping : ColumnMapping.standard();
        new Rows(source, text, format(), expected, false)
                .read(
                        log,
                        tally,
                        header -> mapping != null ? mapping.forHeader(header) : Header.standard(header, source.name()));
    }

    void readAttributes(Path table, EventLog.Builder log, DataQualityReport.Builder tally) {
        CsvFormat standard = CsvFormat.standard();
        InputSource source = open(table, bytes -> {});
        try (source;
                StrictReader text = new StrictReader(source.content(), standard.encoding())) {
            Rows rows = new Rows(source, text, standard, ColumnMapping.standard(), true);
            rows.read(log, tally, header -> ColumnMapping.attributeTable(header, timesOfAttributes, logMapping()));
            if (!rows.any) {
                tally.count(LogReasons.ATTRIBUTES_EMPTY);
            }
        } catch (IOException e) {
            throw unreadable(source.name(), e);
        }
    }

    /** The rows of one file on their way into a log. */
    private final class Rows {

        private final InputSource source;
        private final StrictReader text;
        private final CsvFormat format;
        private final ColumnMapping expected;
        private final boolean detected;
        private final CsvRowHandler handler;
        private int linesAbove;
        private boolean rowNames;
        private boolean any;
        private boolean expectsNumbers;

        /**
         * @param expected what the file should hold, for messages
         * @param detected whether the header tells the delimiter, whatever the format says
         */
        Rows(InputSource source, StrictReader text, CsvFormat format, ColumnMapping expected, boolean detected) {
            this.source = source;
            this.text = text;
            this.format = format;
            this.expected = expected;
            this.detected = detected;
            this.linesAbove = format.skipLines();
            this.handler = new CsvRowHandler(text, maxFieldLength());
        }

        /** @param mappingOf what the columns mean, by the header */
        void read(
                EventLog.Builder log, DataQualityReport.Builder tally, Function<List<String>, ColumnMapping> mappingOf)
                throws IOException {
            text.skipLines(format.skipLines());
            if (text.atEnd()) {
                throw EventReadException.about(source.name())
                        .because("empty file, expected " + expected(), "check where it comes from");
            }
            CsvStart start = CsvStart.of(text);
            linesAbove += start.lines();
            try (CsvReader<CsvRowHandler> parser = parser(start);
                    CloseableIterator<CsvRowHandler> records = parser.iterator()) {
                List<String> header = format.hasHeaderLine() ? header(records) : format.header();
                ColumnMapping mapping = mappingOf.apply(header);
                Header.requireColumns(source.name(), mapping, header);
                int headerLine = format.hasHeaderLine() ? linesAbove + 1 : 0;
                for (String column : Header.resembling(mapping, header)) {
                    tally.count(Fault.COLUMN_RESEMBLES.reason(), new Sample(headerLine, column, ""));
                }
                Row row = new Row(trim());
                RowMapper mapper = mapper(mapping, format, row, mapping.timePatterns);
                handler.bind(row, header);
                expectsNumbers = mapping.kind == null;
                int named = Header.named(header);
                Intake intake = intake(source, log, tally, named);
                while (records.hasNext()) {
                    records.next();
                    any = true;
                    if (intake.nextRecord() == 1) {
                        rowNames = format.hasHeaderLine() && beginsWithRowName(mapper, intake, header.size());
                        handler.forgetFirst();
                    }
                    int more = rowNames ? 1 : 0;
                    take(mapper, intake, named + more, header.size() + more);
                }
                intake.finish(mapper);
            } catch (CsvParseException e) {
                throw broken(e);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }

        /**
         * What separates columns: what a line above the header says, else the format. The header decides where that is
         * asked for, and where it holds no comma but the format has one.
         */
        private char delimiter(CsvStart start) {
            char set = format.delimiter().charAt(0);
            boolean header = format.hasHeaderLine() && (detected || (set == ',' && start.delimiter() != ','));
            return start.isDeclared() || (header && (detected || !start.headerHolds(","))) ? start.delimiter() : set;
        }

        private CsvReader<CsvRowHandler> parser(CsvStart start) {
            boolean whitespace = format.isWhitespaceDelimited();
            // The parser doubles its buffer up to the limit and then fills it in steps, so that the limit must be one
            // that doubling reaches.
            int limit = Integer.highestOneBit(maxFieldLength() + PARSER_ROOM - 1) << 1;
            return CsvReader.builder()
                    .fieldSeparator(whitespace ? '\t' : delimiter(start))
                    .maxBufferSize(limit)
                    .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .allowUnclosedQuote(false)
                    .build(handler, whitespace ? new BlankCollapsingReader(start.text()) : start.text());
        }

        /**
         * Whether the first record has a column more than the header, in front of the others, as R writes the names of
         * rows; the handler is set up for that then.
         */
        private boolean beginsWithRowName(RowMapper mapper, Intake intake, int width) {
            boolean more = handler.fieldCount() == width + 1 && handler.filledCount() == width + 1;
            // A table of attributes may have no time that shows which column is which.
            if (!more || handler.tooLong() || (expectsNumbers && !handler.beginsWithNumber())) {
                return false;
            }
            handler.shift();
            boolean fits = intake.fits(mapper, handler.startLine() + linesAbove);
            if (!fits) {
                handler.unshift();
            }
            return fits;
        }

        /**
         * Takes the record at hand. Delimiters at its end are no columns if nothing stands between them.
         *
         * @param columns how many columns there are up to the last that has a name
         * @param width how many the header has
         */
        private void take(RowMapper mapper, Intake intake, int columns, int width) {
            long line = handler.startLine() + linesAbove;
            if (handler.tooLong()) {
                throw tooLong(line);
            }
            if (handler.malformedOffset() != CsvRowHandler.WELL_FORMED) {
                String place = "byte offset " + handler.malformedOffset();
                intake.skip(Fault.MALFORMED_TEXT, line, new Sample(line, "", place));
            } else if (handler.fieldCount() < columns
                    || (handler.fieldCount() > width && handler.filledCount() > columns)) {
                String count = handler.fieldCount() + " of " + columns + " columns";
                intake.skip(Fault.COLUMN_COUNT, line, new Sample(line, "", count));
            } else if (intake.take(mapper, line) && rowNames) {
                intake.remark(Fault.ROW_NAME, null);
            }
        }

        private List<String> header(CloseableIterator<CsvRowHandler> records) {
            if (!records.hasNext()) {
                throw EventReadException.about(source.name())
                        .because("only empty lines, expected " + expected(), "check where it comes from");
            }
            records.next();
            if (handler.malformedOffset() != CsvRowHandler.WELL_FORMED) {
                throw EventReadException.about(source.name())
                        .line(handler.startLine() + linesAbove)
                        .because(
                                "header is not valid " + text.charset() + " at byte offset "
                                        + handler.malformedOffset(),
                                Fault.MALFORMED_TEXT.remedy());
            }
            return List.copyOf(handler.header());
        }

        /** What the file should begin with, in words. */
        private String expected() {
            return format.hasHeaderLine()
                    ? "header with " + String.join(", ", expected.needed())
                    : "rows of " + String.join(", ", format.header());
        }

        /**
         * What the parser cannot get over, as it would not know where the next record begins. FastCSV tells these
         * failures apart by their messages only.
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
            EventReadException.Place place =
                    EventReadException.about(source.name()).line(line);
            if (why.startsWith("Unclosed")) {
                return place.because(
                        "a quote opened in line " + line + " is never closed",
                        "close it, or double a quote that is meant");
            }
            if (why.startsWith("Unexpected")) {
                return place.because(
                        "a quote opened in line " + line + " is followed by something other than a delimiter",
                        "double quotes inside a quoted value, and look for a quote that is not closed");
            }
            return tooLong(line);
        }

        private EventReadException tooLong(long line) {
            String why = String.format(
                    Locale.ROOT,
                    "a field that begins in line %d is longer than %,d characters",
                    line,
                    maxFieldLength());
            return EventReadException.about(source.name())
                    .line(line)
                    .because(why, "close a quote that was left open there, or raise maxFieldLength");
        }
    }
}
