package dev.clv.features.read;

import dev.clv.features.event.DataQualityReport;
import dev.clv.features.event.EventLog;
import java.io.IOException;
import java.util.List;

/** The rows of one CSV file below its header on their way into a log. Not thread-safe. */
final class CsvSheet {

    private final CsvEventReader reader;
    private final String source;
    private final CsvFormat format;
    private final char delimiter;
    private final ColumnMapping mapping;
    private final Row row;
    private final RowMapper mapper;
    private final Intake intake;
    private CsvRows rows;
    private boolean any;
    private CsvStretch at;

    CsvSheet(
            CsvEventReader reader,
            String source,
            CsvFormat format,
            char delimiter,
            ColumnMapping mapping,
            List<String> header,
            CsvStretch start,
            EventLog.Builder log,
            DataQualityReport.Builder tally) {
        this.reader = reader;
        this.source = source;
        this.format = format;
        this.delimiter = delimiter;
        this.mapping = mapping;
        this.row = new Row(reader.trim());
        this.mapper = reader.mapper(mapping, format, row, mapping.timePatterns);
        this.rows = new CsvRows(header, false);
        this.at = start;
        this.intake = reader.intake(source, log, tally, () -> at.mostBytesLeft().get(), rows.named());
    }

    /** Whether there was a row. */
    boolean hasRows() {
        return any;
    }

    /** Reads a stretch that follows those read so far. */
    void take(CsvStretch stretch) throws IOException {
        try (CsvRecords records = new CsvRecords(source, stretch, delimiter, reader.maxFieldLength())) {
            take(stretch, records);
        }
    }

    /** Reads the records of a stretch that are left. */
    void take(CsvStretch stretch, CsvRecords records) throws IOException {
        at = stretch;
        rows.bind(records.record(), row);
        if (!any && records.next()) {
            any = true;
            takeFirst(records);
        }
        records.record().forgetFirst();
        rows.takeAll(records, mapper, intake);
    }

    private void takeFirst(CsvRecords records) {
        if (format.hasHeaderLine() && beginsWithRowName(records)) {
            rows = new CsvRows(rows.header(), true);
        }
        rows.take(records, mapper, intake);
    }

    /**
     * Whether the first record has a column more than the header, in front of the others, as R writes the names of
     * rows; the record is set up for that then.
     */
    private boolean beginsWithRowName(CsvRecords records) {
        CsvRowHandler record = records.record();
        int width = rows.header().size();
        boolean more = record.fieldCount() == width + 1 && record.filledCount() == width + 1;
        // A table of attributes may have no time that shows which column is which.
        boolean expectsNumbers = mapping.kind == null;
        if (!more || record.tooLong() || (expectsNumbers && !record.beginsWithNumber())) {
            return false;
        }
        record.shift();
        boolean fits = intake.fits(mapper, records.line());
        if (!fits) {
            record.unshift();
        }
        return fits;
    }

    /** What can be done with a chunk on any thread, as if it followed what was read so far. */
    OrderedParts.Reading<CsvPart> reading(CsvChunk chunk) {
        ColumnEvidence start = mapper.evidence();
        return () -> {
            CsvStretch stretch = chunk.stretch();
            Row own = new Row(reader.trim());
            RowMapper ownMapper = reader.mapper(mapping, format, own, mapping.timePatterns);
            ownMapper.resume(start);
            Intake ownIntake = intake.part();
            try (CsvRecords records = new CsvRecords(source, stretch, delimiter, reader.maxFieldLength())) {
                rows.bind(records.record(), own);
                records.record().forgetFirst();
                rows.takeAll(records, ownMapper, ownIntake);
            }
            return new CsvPart(start, ownMapper.evidence(), ownIntake);
        };
    }

    /**
     * Takes what was read of the next chunk; false, and nothing is taken, if that might have been read otherwise here.
     */
    boolean take(CsvPart part, CsvChunk chunk) {
        at = chunk.stretch();
        ColumnEvidence here = mapper.evidence();
        if (!here.readsLike(part.start()) || !intake.take(part.rows())) {
            return false;
        }
        mapper.resume(here.and(part.start(), part.end()));
        return true;
    }

    /** To be called after the last row; true if there was one. */
    boolean finish() {
        intake.finish(mapper);
        return any;
    }
}
