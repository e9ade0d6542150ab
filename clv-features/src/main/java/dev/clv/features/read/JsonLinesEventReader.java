package dev.clv.features.read;

import dev.clv.features.event.DataQualityReport;
import dev.clv.features.event.DataQualityReport.Sample;
import dev.clv.features.event.EventLog;
import dev.clv.features.internal.InputSource;
import dev.clv.features.internal.StrictReader;
import dev.clv.features.internal.cell.Slice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads JSON lines, one JSON object a line, or a JSON list of objects, with the names of the standard header (or of the
 * mapping) as their fields.
 *
 * <p>A mapping names the fields of nested objects by their path, {@code customer.id}. A path with brackets,
 * {@code items[].price}, is a field of each object of a list: every one of them is a row, with the fields around the
 * list; an object whose list is empty or missing is one row without such fields. Only one list can be taken apart.
 *
 * <p>Values are texts, numbers or booleans; null and an absent field are missing values. Numbers keep every digit.
 * Fields that no rule uses are passed over; without a mapping the rows that have such fields are counted, and a field
 * {@code attr.X} is attribute X. A line (or an element) that is cut off, nests deeper than {@value #MAX_DEPTH}, or
 * repeats a field is skipped like any bad row. Empty lines are passed over. Of a mapping's {@link CsvFormat}, lines to
 * skip, decimal mark and encoding apply.
 */
public final class JsonLinesEventReader extends FileEventReader<JsonLinesEventReader> {

    private static final int MAX_DEPTH = 16;
    private static final int MAX_NUMBER_LENGTH = 1000;
    private static final int MIN_ROW_BYTES = 3;
    /** How many different attribute names a file may bring unless set. */
    public static final int DEFAULT_MAX_ATTRIBUTES = 1000;

    /** A line may be this many times as long as a field. */
    private static final int FIELDS_PER_LINE = 4;

    private int maxAttributes = DEFAULT_MAX_ATTRIBUTES;

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
        Intake intake = intake(source, log, tally, MIN_ROW_BYTES);
        LineParser parser =
                new LineParser(row, mapper, paths, intake, mapping == null, maxFieldLength(), maxAttributes);
        LineSplitter lines =
                LineSplitter.ofJson(text, (int) Math.min(1 << 28, (long) FIELDS_PER_LINE * maxFieldLength()));
        while (lines.next()) {
            parser.take(lines, format.skipLines() + lines.number());
        }
        intake.finish(mapper);
    }

    /** A value of a row. */
    private record Cell(String text, boolean number) {

        static Cell of(Slice slice) {
            return new Cell(slice.toString(), slice.isTyped());
        }

        void write(Row row, int slot) {
            row.get(slot).clear();
            if (number) {
                row.setNumber(slot, text.toCharArray(), 0, text.length());
            } else {
                row.set(slot, text);
            }
        }
    }

    /** Parses one line after the other into the row. */
    private static final class LineParser {

        private final JsonFactory factory;
        private final Row row;
        private final RowMapper mapper;
        private final JsonPaths paths;

        /** The slots of columns in the list whose objects are rows, and their values, one row after the other. */
        private final List<Integer> inList = new ArrayList<>();

        private final List<Cell> cells = new ArrayList<>();
        private final Intake intake;
        private final boolean standard;
        private final Map<String, Integer> slots = new HashMap<>();
        private final int maxFieldLength;
        private boolean[] seen;
        private @Nullable String unknown;
        private final int maxAttributes;
        private int attributes;
        private boolean beyond;

        LineParser(
                Row row,
                RowMapper mapper,
                JsonPaths paths,
                Intake intake,
                boolean standard,
                int maxFieldLength,
                int maxAttributes) {
            this.row = row;
            this.paths = paths;
            this.mapper = mapper;
            this.intake = intake;
            this.standard = standard;
            this.maxFieldLength = maxFieldLength;
            this.maxAttributes = maxAttributes;
            for (String column : row.columns()) {
                slots.put(column, row.slotOf(column));
                if (paths.list() != null && column.startsWith(paths.list())) {
                    inList.add(row.slotOf(column));
                }
            }
            this.seen = new boolean[slots.size()];
            this.factory = JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(MAX_NUMBER_LENGTH)
                            .maxStringLength(maxFieldLength)
                            .maxNameLength(MAX_NUMBER_LENGTH)
                            .build())
                    .build();
        }

        void take(LineSplitter lines, long line) {
            if (lines.malformedOffset() != LineSplitter.WELL_FORMED) {
                Sample sample = new Sample(line, "", "byte offset " + lines.malformedOffset());
                intake.skip(Fault.MALFORMED_TEXT, line, sample);
            } else if (lines.tooLong()) {
                intake.skip(Fault.LINE_TOO_LONG, line, null);
            } else {
                parse(lines, line);
            }
        }

        private void parse(LineSplitter lines, long line) {
            Fault fault;
            Sample sample = null;
            try (JsonParser json = factory.createParser(ObjectReadContext.empty(), lines.chars(), 0, lines.length())) {
                row.clear();
                Arrays.fill(seen, false);
                cells.clear();
                unknown = null;
                beyond = false;
                fault = json.nextToken() == JsonToken.START_OBJECT ? fields(json, "") : Fault.NOT_AN_OBJECT;
                if (fault == null && json.nextToken() != null) {
                    fault = Fault.NOT_AN_OBJECT;
                }
                if (fault != null) {
                    sample = at(line, json.currentTokenLocation());
                }
            } catch (StreamConstraintsException e) {
                fault = Fault.JSON_LIMIT;
            } catch (JacksonException e) {
                fault = Fault.INVALID_JSON;
                sample = at(line, e.getLocation());
            }
            if (fault != null) {
                intake.skip(fault, line, sample);
                return;
            }
            if (cells.isEmpty()) {
                take(line);
            }
            for (int first = 0; first < cells.size(); first += inList.size()) {
                for (int i = 0; i < inList.size(); i++) {
                    cells.get(first + i).write(row, inList.get(i));
                }
                take(line);
            }
        }

        private void take(long line) {
            if (intake.take(mapper, line)) {
                if (beyond) {
                    intake.remark(Fault.TOO_MANY_ATTRIBUTES, new Sample(line, "", "more than " + maxAttributes));
                }
                if (unknown != null && !beyond) {
                    intake.remark(Fault.UNKNOWN_FIELD, new Sample(line, unknown, ""));
                }
            }
        }

        /** A place within a line; what stands there may be personal. */
        private static Sample at(long line, @Nullable TokenStreamLocation place) {
            return place == null
                    ? new Sample(line, "", "column 1")
                    : new Sample(line + Math.max(0, place.getLineNr() - 1), "", "column " + place.getColumnNr());
        }

        /** The fields of an object; {@code path} is what their names begin with. */
        private @Nullable Fault fields(JsonParser json, String path) {
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = path.isEmpty() ? json.currentName() : path + json.currentName();
                int slot = slotOf(name);
                JsonToken value = json.nextToken();
                if (slot < 0) {
                    Fault fault = null;
                    if (value == JsonToken.START_OBJECT && paths.leadTo(name)) {
                        fault = fields(json, name + '.');
                    } else if (value == JsonToken.START_ARRAY && paths.isList(name)) {
                        fault = elements(json, name + JsonPaths.ITEMS + '.');
                    } else {
                        unknown = standard ? name : null;
                        json.skipChildren();
                    }
                    if (fault != null) {
                        return fault;
                    }
                    continue;
                }
                if (seen[slot]) {
                    return Fault.REPEATED_FIELD;
                }
                seen[slot] = true;
                if (value.isStructStart()) {
                    return Fault.NESTED_VALUE;
                }
                if (value != JsonToken.VALUE_NULL) {
                    if (json.getStringLength() > maxFieldLength) {
                        return Fault.JSON_LIMIT;
                    }
                    if (value.isNumeric()) {
                        row.setNumber(slot, json.getStringCharacters(), json.getStringOffset(), json.getStringLength());
                    } else {
                        row.set(slot, json.getStringCharacters(), json.getStringOffset(), json.getStringLength());
                    }
                }
            }
            return null;
        }

        /** Keeps the cells of each object of a list, which are rows once the fields around it are known. */
        private @Nullable Fault elements(JsonParser json, String path) {
            while (json.nextToken() == JsonToken.START_OBJECT) {
                inList.forEach(slot -> seen[slot] = false);
                Fault fault = fields(json, path);
                if (fault != null) {
                    return fault;
                }
                for (int slot : inList) {
                    cells.add(Cell.of(row.get(slot)));
                    row.get(slot).clear();
                }
            }
            return json.currentToken() == JsonToken.END_ARRAY ? null : Fault.NESTED_VALUE;
        }

        private int slotOf(String name) {
            Integer known = slots.get(name);
            if (known != null) {
                return known;
            }
            if (!standard || !name.startsWith(Field.ATTRIBUTE_PREFIX) || name.length() == 5) {
                return -1;
            }
            if (attributes == maxAttributes) {
                beyond = true;
                return -1;
            }
            attributes++;
            int slot = row.slotOf(name);
            slots.put(name, slot);
            if (slot >= seen.length) {
                seen = Arrays.copyOf(seen, 2 * slot + 1);
            }
            mapper.addAttribute(name, name.substring(Field.ATTRIBUTE_PREFIX.length()), slot);
            return slot;
        }
    }
}
