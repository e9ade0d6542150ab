package dev.clv.features.read;

import dev.clv.features.event.DataQualityReport;
import dev.clv.features.event.EventLog;
import dev.clv.features.internal.InputSource;
import dev.clv.features.internal.StrictReader;
import java.io.IOException;

/**
 * Reads JSON lines, one JSON object a line, objects of several lines one after the other, or a JSON list of objects,
 * with the names of the standard header (or of the mapping) as their fields.
 *
 * <p>The list may stand in an object, as in {@code {"orders": [...], "next": null}} or {@code {"data": {"orders":
 * [...]}}}, or in several such objects, as pages are. It is found if the object has no field of the customer or the
 * time itself and no other list of objects; otherwise {@link ColumnMappingBuilder#records} names it. No more than one
 * record is in memory at a time.
 *
 * <p>A mapping names the fields of nested objects by their path, {@code customer.id}. A path with brackets,
 * {@code items[].price}, is a field of each object of a list: every one of them is a row, with the fields around the
 * list; an object whose list is empty or missing is one row without such fields. Lists may stand within each other,
 * {@code orders[].items[].price}; columns of two lists beside each other are refused.
 *
 * <p>Values are texts, numbers or booleans; null and an absent field are missing values. Numbers keep every digit.
 * Fields that no rule uses are passed over; without a mapping the rows that have such fields are counted, and a field
 * {@code attr.X} is attribute X. A line (or an element) that is no JSON, nests deeper than {@value #MAX_DEPTH}, or
 * repeats a field is skipped like any bad row; a file that ends before its list, or an object of several lines, is
 * closed was cut off and is refused. Empty lines are passed over. Of a mapping's {@link CsvFormat}, lines to skip,
 * decimal mark and encoding apply.
 *
 * <p>Several threads read chunks of some hundred thousand characters, at least a record each, and take them in the
 * order of the file; each thread but the caller's takes a few megabytes more.
 */
public final class JsonLinesEventReader extends FileEventReader<JsonLinesEventReader> {

    static final int MAX_DEPTH = 16;
    /** How many different attribute names a file may bring unless set. */
    public static final int DEFAULT_MAX_ATTRIBUTES = 1000;

    /** A line may be this many times as long as a field. */
    private static final int FIELDS_PER_LINE = 4;

    /** How many characters threads read at a time: a little less than what the usual collector takes for large. */
    private static final int CHUNK = (1 << 18) - 64;

    private int maxAttributes = DEFAULT_MAX_ATTRIBUTES;
    private int chunkSize = CHUNK;

    JsonLinesEventReader() {}

    /**
     * How many different attributes ({@code attr.X}) may be taken without a mapping; further ones are passed over, and
     * the rows that have them are counted. So many names are a sign that names hold values.
     *
     * @param names 0 or more; 1,000 unless set
     */
    public JsonLinesEventReader maxAttributes(int names) {
        if (names < 0) {
            throw new IllegalArgumentException("maxAttributes must be 0 or more, was " + names);
        }
        this.maxAttributes = names;
        return this;
    }

    /** How many characters threads read at a time, for tests. */
    JsonLinesEventReader chunkSize(int characters) {
        this.chunkSize = characters;
        return this;
    }

    @Override
    JsonLinesEventReader self() {
        return this;
    }

    @Override
    void read(InputSource source, StrictReader text, EventLog.Builder log, DataQualityReport.Builder tally)
            throws IOException {
        ColumnMapping mapping = mapping();
        ColumnMapping used = mapping != null ? mapping : ColumnMapping.standard();
        CsvFormat format = format();
        text.skipLines(format.skipLines());
        if (text.atEnd()) {
            throw EventReadException.about(source.name())
                    .because("empty file, expected one JSON object a line", "check where it comes from");
        }
        Row row = new Row(trim());
        RowMapper mapper = mapper(used, format, row, used.timePatterns);
        JsonPaths paths;
        try {
            paths = JsonPaths.of(row.columns());
        } catch (IllegalArgumentException e) {
            throw EventReadException.about(source.name()).because(String.valueOf(e.getMessage()), "");
        }
        LineSplitter lines = LineSplitter.ofJson(
                text,
                (int) Math.min(1 << 28, (long) FIELDS_PER_LINE * maxFieldLength()),
                new JsonWrapper(source.name(), used.records, paths.ofRecord(used)));
        JsonSheet sheet =
                new JsonSheet(this, source.name(), used, row, mapper, paths, log, tally, source::mostBytesLeft);
        if (threads() == 1) {
            while (lines.next()) {
                sheet.take(lines.record(format.skipLines()));
            }
        } else {
            JsonChunks chunks = new JsonChunks(lines, format.skipLines(), source::mostBytesLeft, chunkSize);
            JsonChunk first = chunks.next();
            if (first != null) {
                // Its attributes are known to all that are read ahead.
                sheet.take(first);
                new JsonParts(sheet, chunks).readAll(threads());
            }
            chunks.finish();
        }
        sheet.finish();
    }

    /** A parser into a row of the columns that {@code mapper} reads. */
    JsonRowParser parser(Row row, RowMapper mapper, JsonPaths paths, Intake intake) {
        return new JsonRowParser(row, mapper, paths, intake, mapping() == null, maxFieldLength(), maxAttributes);
    }
}
