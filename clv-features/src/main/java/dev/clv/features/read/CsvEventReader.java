package dev.clv.features.read;

import static java.util.Objects.requireNonNull;

import dev.clv.features.event.DataQualityReport;
import dev.clv.features.event.DataQualityReport.Sample;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.LogReasons;
import dev.clv.features.internal.CsvStart;
import dev.clv.features.internal.InputSource;
import dev.clv.features.internal.StrictReader;
import dev.clv.features.internal.time.TimePatterns;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads CSV as of RFC 4180, or with another delimiter, or with columns lined up by blanks.
 *
 * <p>Without a mapping the file needs the standard header: {@code customer_id} and {@code time} (ISO 8601), and any of
 * {@code type} (purchase unless set), {@code amount}, {@code currency}, {@code order_id}, {@code product_id},
 * {@code category}, {@code quantity}, {@code rating}, {@code text}, {@code name}, {@code value}, {@code session_id},
 * {@code event_id}, and {@code attr.X} for attribute X. Other columns are passed over, but a name that looks like a
 * misspelling of an absent standard one is refused.
 *
 * <p>A quoted field that is never closed, or followed by something other than a delimiter, fails in either mode and
 * names the line where the quote opened, as it is unknown where the next row begins. Empty lines are passed over, and
 * so are a line such as {@code sep=;} above the header, which says what the delimiter is, blanks around names, and
 * delimiters at the end of lines. Where the delimiter is a comma, which it is unless set, and the header holds none,
 * the one of semicolon, tab and vertical bar that stands most often in the header is taken.
 *
 * <p>The memory of a read beyond the log itself is bounded by {@link #maxFieldLength} times the number of columns used;
 * each thread but the caller's takes a few megabytes more. Several threads read chunks of some hundred thousand
 * characters, and take them in the order of the file.
 */
public final class CsvEventReader extends FileEventReader<CsvEventReader> {

    /** How many characters threads read at a time: a little less than what the usual collector takes for large. */
    private static final int CHUNK = (1 << 18) - 64;

    private @Nullable CsvFormat format;
    private int chunkSize = CHUNK;
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

    /** How many characters threads read at a time, for tests. */
    CsvEventReader chunkSize(int characters) {
        this.chunkSize = characters;
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
        new Opening(
                        source,
                        text,
                        format(),
                        expected.needed(),
                        false,
                        header -> mapping != null ? mapping.forHeader(header) : Header.standard(header, source.name()))
                .read(threads(), log, tally);
    }

    void readAttributes(Path table, EventLog.Builder log, DataQualityReport.Builder tally) {
        CsvFormat standard = CsvFormat.standard();
        InputSource source = open(table, bytes -> {});
        try (source;
                StrictReader text = new StrictReader(source.content(), standard.encoding())) {
            Opening opening = new Opening(
                    source,
                    text,
                    standard,
                    List.of(Field.CUSTOMER.header(), "a column for each attribute"),
                    true,
                    header -> ColumnMapping.attributeTable(header, timesOfAttributes, logMapping()));
            if (!opening.read(1, log, tally)) {
                tally.count(LogReasons.ATTRIBUTES_EMPTY);
            }
        } catch (IOException e) {
            throw unreadable(source.name(), e);
        }
    }

    /**
     * The beginning of a file, up to its header.
     *
     * @param expected the columns that the file should hold, for messages
     * @param detected whether the header tells the delimiter, whatever the format says
     * @param mappingOf what the columns mean, by the header
     */
    private final class Opening {

        private final InputSource source;
        private final StrictReader text;
        private final CsvFormat format;
        private final Collection<String> expected;
        private final boolean detected;
        private final Function<List<String>, ColumnMapping> mappingOf;

        Opening(
                InputSource source,
                StrictReader text,
                CsvFormat format,
                Collection<String> expected,
                boolean detected,
                Function<List<String>, ColumnMapping> mappingOf) {
            this.source = source;
            this.text = text;
            this.format = format;
            this.expected = expected;
            this.detected = detected;
            this.mappingOf = mappingOf;
        }

        /** Reads the whole file; true if there is a row below the header. */
        boolean read(int threads, EventLog.Builder log, DataQualityReport.Builder tally) throws IOException {
            text.skipLines(format.skipLines());
            if (text.atEnd()) {
                throw EventReadException.about(source.name())
                        .because("empty file, expected " + expected(), "check where it comes from");
            }
            CsvStart start = CsvStart.of(text);
            boolean whitespace = format.isWhitespaceDelimited();
            char delimiter = whitespace ? '\t' : delimiter(start);
            CsvStretch all = new CsvStretch(
                    whitespace ? new BlankCollapsingReader(start.text()) : start.text(),
                    format.skipLines() + start.lines(),
                    text.malformed(),
                    source::mostBytesLeft);
            if (threads == 1) {
                return read(all, delimiter, log, tally).finish();
            }
            CsvSplitter chunks = new CsvSplitter(all, delimiter, chunkSize);
            CsvChunk first = chunks.next();
            CsvSheet sheet = read(first == null ? chunks.rest() : first.stretch(), delimiter, log, tally);
            CsvChunk next = first;
            while (next != null && !sheet.hasRows()) {
                next = chunks.next();
                if (next != null) {
                    sheet.take(next.stretch());
                }
            }
            if (next != null) {
                new CsvParts(sheet, chunks).readAll(threads);
            }
            if (first != null) {
                sheet.take(chunks.rest());
            }
            return sheet.finish();
        }

        /** Reads the header and the rows below it. */
        private CsvSheet read(CsvStretch stretch, char delimiter, EventLog.Builder log, DataQualityReport.Builder tally)
                throws IOException {
            try (CsvRecords records = new CsvRecords(source.name(), stretch, delimiter, maxFieldLength())) {
                List<String> header = format.hasHeaderLine() ? header(records) : format.header();
                ColumnMapping mapping = mappingOf.apply(header);
                Header.requireColumns(source.name(), mapping, header);
                long headerLine = format.hasHeaderLine() ? stretch.linesAbove() + 1 : 0;
                for (String column : Header.resembling(mapping, header)) {
                    tally.count(Fault.COLUMN_RESEMBLES.reason(), new Sample(headerLine, column, ""));
                }
                CsvSheet sheet = new CsvSheet(
                        CsvEventReader.this, source.name(), format, delimiter, mapping, header, stretch, log, tally);
                sheet.take(stretch, records);
                return sheet;
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

        private List<String> header(CsvRecords records) throws IOException {
            if (!records.next()) {
                throw EventReadException.about(source.name())
                        .because("only empty lines, expected " + expected(), "check where it comes from");
            }
            CsvRowHandler record = records.record();
            if (record.malformedOffset() != CsvRowHandler.WELL_FORMED) {
                throw EventReadException.about(source.name())
                        .line(records.line())
                        .because(
                                "header is not valid " + text.charset() + " at byte offset " + record.malformedOffset(),
                                Fault.MALFORMED_TEXT.remedy());
            }
            return List.copyOf(record.header());
        }

        /** What the file should begin with, in words. */
        private String expected() {
            return format.hasHeaderLine()
                    ? "header with " + String.join(", ", expected)
                    : "rows of " + String.join(", ", format.header());
        }
    }
}
