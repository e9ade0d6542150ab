package dev.clv.features.read;

import dev.clv.features.event.DataQualityReport.Sample;
import java.io.IOException;
import java.util.List;

/**
 * The rows of one CSV file below its header.
 *
 * @param header names of the columns
 * @param rowNames whether the first column of every row is the name of the row, and has no name itself
 */
record CsvRows(List<String> header, boolean rowNames) {

    /** Line breaks in a row beyond which a quote may not have been closed. */
    private static final int MANY_LINES = 50;

    CsvRows {
        header = List.copyOf(header);
    }

    /** How many columns there are up to the last that has a name. */
    int named() {
        return Header.named(header) + (rowNames ? 1 : 0);
    }

    /** From the next record on, {@code record} fills the row's columns. */
    void bind(CsvRowHandler record, Row row) {
        record.bind(row, header);
        if (rowNames) {
            record.shift();
        }
    }

    /** Takes all records. */
    void takeAll(CsvRecords records, RowMapper mapper, Intake intake) throws IOException {
        int columns = named();
        int width = header.size() + (rowNames ? 1 : 0);
        while (records.next()) {
            take(records, mapper, intake, columns, width);
        }
    }

    /** Takes the record at hand. */
    void take(CsvRecords records, RowMapper mapper, Intake intake) {
        take(records, mapper, intake, named(), header.size() + (rowNames ? 1 : 0));
    }

    /** Delimiters at the end of a record are no columns if nothing stands between them. */
    private void take(CsvRecords records, RowMapper mapper, Intake intake, int columns, int width) {
        CsvRowHandler record = records.record();
        long line = records.line();
        if (record.tooLong()) {
            throw records.tooLong();
        }
        if (record.malformedOffset() != CsvRowHandler.WELL_FORMED) {
            String place = "byte offset " + record.malformedOffset();
            intake.skip(Fault.MALFORMED_TEXT, line, new Sample(line, "", place));
        } else if (record.fieldCount() < columns) {
            intake.skipShort(line, count(record, line, columns));
        } else if (record.fieldCount() > width && record.filledCount() > columns) {
            intake.skip(Fault.COLUMN_COUNT, line, count(record, line, columns));
        } else if (intake.take(mapper, line) && rowNames) {
            intake.remark(Fault.ROW_NAME, null);
        }
        if (record.lineBreaks() >= MANY_LINES) {
            intake.remark(Fault.ROW_OF_MANY_LINES, new Sample(line, "", record.lineBreaks() + 1 + " lines"));
        }
    }

    private static Sample count(CsvRowHandler record, long line, int columns) {
        return new Sample(line, "", record.fieldCount() + " of " + columns + " columns");
    }
}
