package dev.clv.features.read;

import dev.clv.features.event.DataQualityReport;
import dev.clv.features.event.EventLog;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** The records of one JSON file on their way into a log. Not thread-safe. */
final class JsonSheet {

    private static final int MIN_ROW_BYTES = 3;

    private final JsonLinesEventReader reader;
    private final ColumnMapping mapping;
    private final RowMapper mapper;
    private final JsonPaths paths;
    private final Intake intake;
    private final JsonRowParser parser;
    private Supplier<OptionalLong> mostBytesLeft;

    /**
     * @param row of the columns that {@code mapper} reads
     * @param mostBytesLeft no more bytes than this can follow
     */
    JsonSheet(
            JsonLinesEventReader reader,
            String source,
            ColumnMapping mapping,
            Row row,
            RowMapper mapper,
            JsonPaths paths,
            EventLog.Builder log,
            DataQualityReport.Builder tally,
            Supplier<OptionalLong> mostBytesLeft) {
        this.reader = reader;
        this.mapping = mapping;
        this.mapper = mapper;
        this.paths = paths;
        this.mostBytesLeft = mostBytesLeft;
        this.intake = reader.intake(source, log, tally, () -> this.mostBytesLeft.get(), MIN_ROW_BYTES);
        this.parser = reader.parser(row, mapper, paths, intake);
    }

    /** Reads a record that follows those read so far. */
    void take(JsonText record) {
        parser.take(record);
    }

    /** Reads a chunk that follows what was read so far. */
    void take(JsonChunk chunk) {
        mostBytesLeft = chunk::mostBytesLeft;
        chunk.records().forEach(parser::take);
    }

    /** What can be done with a chunk on any thread, as if it followed what was read so far. */
    OrderedParts.Reading<JsonPart> reading(JsonChunk chunk) {
        ColumnEvidence start = mapper.evidence();
        JsonNames names = parser.names();
        return () -> {
            Row ownRow = new Row(reader.trim());
            RowMapper ownMapper = reader.mapper(mapping, reader.format(), ownRow, mapping.timePatterns);
            ownMapper.resume(start);
            Intake ownIntake = intake.part();
            JsonRowParser ownParser = reader.parser(ownRow, ownMapper, paths, ownIntake);
            ownParser.resume(names);
            chunk.records().forEach(ownParser::take);
            return new JsonPart(start, ownMapper.evidence(), names, ownParser.names(), ownIntake);
        };
    }

    /**
     * Takes what was read of the next chunk; false, and nothing is taken, if that might have been read otherwise here.
     */
    boolean take(JsonPart part, JsonChunk chunk) {
        mostBytesLeft = chunk::mostBytesLeft;
        ColumnEvidence here = mapper.evidence();
        if (!part.names().readsLike(part.namesBefore()) || !here.readsLike(part.start()) || !intake.take(part.rows())) {
            return false;
        }
        mapper.resume(here.and(part.start(), part.end()));
        parser.pass(part.names());
        return true;
    }

    /** To be called after the last record. */
    void finish() {
        intake.finish(mapper);
    }
}
