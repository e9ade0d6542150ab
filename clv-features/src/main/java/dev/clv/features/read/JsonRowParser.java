package dev.clv.features.read;

import dev.clv.features.event.DataQualityReport.Sample;
import dev.clv.features.internal.cell.Masked;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.BufferRecycler;
import tools.jackson.core.util.RecyclerPool;

/**
 * Parses one JSON object after the other into rows: one of each, or one of every object in the lists whose objects are
 * rows. Not thread-safe.
 */
final class JsonRowParser {

    private static final int MAX_NUMBER_LENGTH = 1000;

    /** Of how many fields of a record the order is remembered. */
    private static final int REMEMBERED = 64;

    /** Further names of fields without a column are not compared with those that have one. */
    private static final int MAX_LOOKED = 1000;

    private static final JsonItem WITHOUT_LISTS = new JsonItem();

    private final JsonFactory factory;
    private final Row row;
    private final RowMapper mapper;
    private final JsonPaths paths;

    /** The slots of the columns in each of the lists whose objects are rows, without those in the next. */
    private final int[][] inList;

    private final Intake intake;
    private final boolean standard;
    private final Map<String, Integer> slots = new HashMap<>();
    private final int maxFieldLength;

    /** The names that are read, folded. */
    private final Set<String> foldedNames;

    /** The fields without a column that have been met, and those of the record at hand that resemble one that has. */
    private final Set<String> looked = new LinkedHashSet<>();

    private final List<String> resembling = new ArrayList<>();
    private int resembled; // how many fields did so far
    private boolean[] seen;
    private @Nullable String unknown;
    private final int maxAttributes;
    private final List<String> attributes = new ArrayList<>();
    private boolean beyond;

    /** The names of the last record that have a slot, in their order, and their slots: the next is likely the same. */
    private final String[] names = new String[REMEMBERED];

    private final int[] slotOfName = new int[REMEMBERED];
    private int place;

    JsonRowParser(
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
        row.columns().forEach(column -> slots.put(column, row.slotOf(column)));
        this.foldedNames = slots.keySet().stream().map(Header::folded).collect(Collectors.toSet());
        this.inList = new int[paths.lists().size()][];
        Arrays.setAll(
                inList,
                depth -> IntStream.range(0, slots.size())
                        .filter(slot -> paths.depthOfColumn(row.column(slot)) == depth + 1)
                        .toArray());
        this.seen = new boolean[slots.size()];
        this.factory = JsonFactory.builder()
                .recyclerPool(new OneRecycler())
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(JsonLinesEventReader.MAX_DEPTH)
                        .maxNumberLength(MAX_NUMBER_LENGTH)
                        .maxStringLength(maxFieldLength)
                        .maxNameLength(MAX_NUMBER_LENGTH)
                        .build())
                .build();
    }

    /** What the names of fields have shown so far. */
    JsonNames names() {
        return new JsonNames(attributes, List.copyOf(looked), resembled);
    }

    /** Goes on, before the first record, as if the records that show this had been read here. */
    void resume(JsonNames names) {
        names.attributes().forEach(this::slotOf);
        looked.addAll(names.looked());
        resembled = names.resembling();
    }

    /** Goes on as if the records that show this, and no other attributes, had been read here. */
    void pass(JsonNames names) {
        for (String name : names.looked()) {
            if (looked.size() < MAX_LOOKED) {
                looked.add(name);
            }
        }
    }

    /** Takes a record that follows those taken so far. */
    void take(JsonText record) {
        long line = record.line();
        if (record.malformedOffset() != LineSplitter.WELL_FORMED) {
            Sample sample = new Sample(line, "", "byte offset " + record.malformedOffset());
            intake.skip(Fault.MALFORMED_TEXT, line, sample);
        } else if (record.tooLong()) {
            intake.skip(Fault.LINE_TOO_LONG, line, null);
        } else {
            parse(record);
        }
    }

    private void parse(JsonText text) {
        long line = text.line();
        Fault fault;
        Sample sample = null;
        JsonItem record = inList.length == 0 ? WITHOUT_LISTS : new JsonItem();
        place = 0;
        try (JsonParser json =
                factory.createParser(ObjectReadContext.empty(), text.chars(), text.from(), text.length())) {
            row.clear();
            Arrays.fill(seen, false);
            unknown = null;
            beyond = false;
            fault = json.nextToken() == JsonToken.START_OBJECT ? fields(json, "", record) : Fault.NOT_AN_OBJECT;
            if (fault == null && json.nextToken() != null) {
                fault = Fault.NOT_AN_OBJECT;
            }
            if (fault != null) {
                sample = at(line, text.column(), json.currentTokenLocation());
            }
        } catch (StreamConstraintsException e) {
            fault = Fault.JSON_LIMIT;
        } catch (JacksonException e) {
            fault = Fault.INVALID_JSON;
            sample = at(line, text.column(), e.getLocation());
        }
        resembling.forEach(name -> intake.remark(Fault.COLUMN_RESEMBLES, new Sample(line, Masked.name(name), "")));
        resembled += resembling.size();
        resembling.clear();
        if (fault != null) {
            intake.skip(fault, line, sample);
            return;
        }
        take(record, 0, line);
    }

    /** Takes a row of an object without a list in it, or the rows of the objects in the list. */
    private void take(JsonItem object, int depth, long line) {
        if (object.items().isEmpty()) {
            for (int within = depth; within < inList.length; within++) {
                for (int slot : inList[within]) {
                    row.get(slot).clear();
                }
            }
            take(line);
        }
        for (JsonItem item : object.items()) {
            item.put(row, inList[depth]);
            take(item, depth + 1, line);
        }
    }

    private void take(long line) {
        if (intake.take(mapper, line)) {
            if (beyond) {
                intake.remark(Fault.TOO_MANY_ATTRIBUTES, new Sample(line, "", "more than " + maxAttributes));
            }
            if (unknown != null && !beyond) {
                intake.remark(Fault.UNKNOWN_FIELD, new Sample(line, Masked.name(unknown), ""));
            }
        }
    }

    /** A place within a record that begins at this line and column; what stands there may be personal. */
    private static Sample at(long line, int column, @Nullable TokenStreamLocation place) {
        if (place == null) {
            return new Sample(line, "", "column " + column);
        }
        int lines = Math.max(0, place.getLineNr() - 1);
        int at = lines == 0 ? column - 1 + place.getColumnNr() : place.getColumnNr();
        return new Sample(line + lines, "", "column " + at);
    }

    /** The fields of an object or of one in it; {@code path} is what their names begin with. */
    private @Nullable Fault fields(JsonParser json, String path, JsonItem object) {
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = path.isEmpty() ? json.currentName() : path + json.currentName();
            int slot = likelySlotOf(name);
            JsonToken value = json.nextToken();
            if (slot < 0) {
                Fault fault = null;
                if (value == JsonToken.START_OBJECT && paths.leadTo(name)) {
                    fault = fields(json, name + '.', object);
                } else if (value == JsonToken.START_ARRAY && paths.depthOf(name) >= 0) {
                    fault = items(json, name, object);
                } else {
                    unknown = standard ? name : null;
                    if (!standard) {
                        lookAt(name);
                    }
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

    /** Remembers a field that nothing reads if another is read whose name differs in case, blanks or signs only. */
    private void lookAt(String name) {
        if (looked.size() < MAX_LOOKED && looked.add(name) && foldedNames.contains(Header.folded(name))) {
            resembling.add(name);
        }
    }

    /** Keeps the objects of a list, which are rows once the fields around it are known. */
    private @Nullable Fault items(JsonParser json, String name, JsonItem around) {
        int[] own = inList[paths.depthOf(name)];
        String path = name + JsonPaths.ITEMS + '.';
        while (json.nextToken() == JsonToken.START_OBJECT) {
            for (int slot : own) {
                seen[slot] = false;
            }
            JsonItem item = new JsonItem();
            Fault fault = fields(json, path, item);
            if (fault != null) {
                return fault;
            }
            item.take(row, own);
            around.items().add(item);
        }
        return json.currentToken() == JsonToken.END_ARRAY ? null : Fault.NESTED_VALUE;
    }

    /** The parser gives equal names as the same object, so that the likely one is told without looking at it. */
    @SuppressWarnings({"ReferenceEquality", "StringEquality"})
    private int likelySlotOf(String name) {
        if (place == REMEMBERED) {
            return slotOf(name);
        }
        if (names[place] == name) {
            return slotOfName[place++];
        }
        int slot = slotOf(name);
        if (slot >= 0) {
            names[place] = name;
            slotOfName[place++] = slot;
        }
        return slot;
    }

    private int slotOf(String name) {
        Integer known = slots.get(name);
        if (known != null) {
            return known;
        }
        if (!standard || !name.startsWith(Field.ATTRIBUTE_PREFIX) || name.length() == 5) {
            return -1;
        }
        if (attributes.size() == maxAttributes) {
            beyond = true;
            return -1;
        }
        attributes.add(name);
        int slot = row.slotOf(name);
        slots.put(name, slot);
        if (slot >= seen.length) {
            seen = Arrays.copyOf(seen, 2 * slot + 1);
        }
        mapper.addAttribute(name, name.substring(Field.ATTRIBUTE_PREFIX.length()), slot);
        return slot;
    }

    /** Hands out the same buffers again and again, as only one parser is open at a time. */
    private static final class OneRecycler implements RecyclerPool<BufferRecycler> {

        private static final long serialVersionUID = 1;

        private final transient BufferRecycler buffers = new BufferRecycler();

        @Override
        public BufferRecycler acquirePooled() {
            return buffers;
        }

        @Override
        public void releasePooled(BufferRecycler released) {
            // There is one, and it stays.
        }

        @Override
        public int pooledCount() {
            return 1;
        }

        @Override
        public boolean clear() {
            return false;
        }
    }
}
