package dev.clv.decide.segment;

import dev.clv.decide.CsvRows;
import dev.clv.decide.Decision;
import dev.clv.decide.Decisions;
import dev.clv.features.table.Table;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Segments of an earlier month, as decided then or from the file that was written. Immutable.
 *
 * @param source what messages call it
 * @param at as of when
 * @param model the fingerprint of the model
 * @param definition the fingerprint of the segmentation
 * @param segments the segment of each customer, by id
 */
record EarlierSegments(String source, Instant at, String model, String definition, Map<String, String> segments) {

    private static final List<String> COLUMNS =
            List.of("customer_id", "tier", "rfm", "cluster", "definition", "at", "model", "format");

    /** As they were decided; at least one. */
    static EarlierSegments of(String source, Decisions<CustomerSegment> decisions, Scheme scheme) {
        Map<String, String> segments = new LinkedHashMap<>();
        String definition = "";
        for (Decision<CustomerSegment> decision : decisions.decisions()) {
            segments.put(decision.customer(), scheme.of(decision.choice()));
            definition = decision.choice().definition();
        }
        if (segments.isEmpty()) {
            throw new IllegalArgumentException(
                    source + " holds nobody, so that nothing can move; segment some customers");
        }
        return new EarlierSegments(
                source,
                decisions.provenance().at(),
                Objects.requireNonNullElse(decisions.provenance().model(), ""),
                definition,
                segments);
    }

    /** From a file that {@link Decisions#writeCsv} wrote. */
    static EarlierSegments read(Path file, Scheme scheme) {
        String source = "'" + file + "'";
        Table table = Table.csv(file).read();
        for (String column : COLUMNS) {
            if (!table.columns().contains(column)) {
                throw new IllegalArgumentException(source + " has no column '" + column
                        + "'; take a file of segments as it was written, with all its columns");
            }
        }
        if (table.rows() == 0) {
            throw new IllegalArgumentException(
                    source + " holds nobody, so that nothing can move; segment some customers");
        }
        Map<String, String> segments = new LinkedHashMap<>();
        for (int row = 0; row < table.rows(); row++) {
            for (String column : List.of("definition", "at", "model", "format")) {
                if (!Objects.equals(table.text(row, column), table.text(0, column))) {
                    throw new IllegalArgumentException(source + " holds segments of several "
                            + (column.equals("at") ? "times" : column + "s") + " (column '" + column
                            + "'); take one file as it was written");
                }
            }
            if (segments.put(
                            CsvRows.original(cell(source, table, row, "customer_id")),
                            CsvRows.original(cell(source, table, row, scheme.word())))
                    != null) {
                throw new IllegalArgumentException(
                        source + " holds a customer twice; take a file of segments as it was written");
            }
        }
        if (!cell(source, table, 0, "format").startsWith(Segmenter.KIND + "/")) {
            throw new IllegalArgumentException(source + " holds decisions of the kind '" + table.text(0, "format")
                    + "', not segments; take a file of segments");
        }
        try {
            return new EarlierSegments(
                    source,
                    Instant.parse(cell(source, table, 0, "at")),
                    cell(source, table, 0, "model"),
                    cell(source, table, 0, "definition"),
                    segments);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    source + " has no instant in its column 'at'; take a file of segments as it was written", e);
        }
    }

    private static String cell(String source, Table table, int row, String column) {
        @Nullable String text = table.text(row, column);
        if (text == null) {
            throw new IllegalArgumentException(source + " has an empty cell in its column '" + column
                    + "'; take a file of segments as it was written");
        }
        return text;
    }

    /** Refuses segments that later ones cannot be compared with. */
    void requireBefore(EarlierSegments later) {
        if (!model.equals(later.model())) {
            throw new IllegalArgumentException(source + " holds segments of the model " + model + ", not of "
                    + later.model() + ": their limits differ, so that moves between the two mean nothing; segment the"
                    + " earlier time again with this model");
        }
        if (!definition.equals(later.definition())) {
            throw new IllegalArgumentException(source + " holds segments of the segmentation " + definition
                    + ", not of "
                    + later.definition() + ": their limits differ, so that moves between the two mean nothing; segment"
                    + " the earlier time again with this segmentation");
        }
        if (!at.isBefore(later.at())) {
            throw new IllegalArgumentException(source + " holds segments as of " + at + ", which is not before "
                    + later.at() + "; take an earlier file");
        }
    }
}
