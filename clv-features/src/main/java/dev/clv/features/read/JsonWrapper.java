package dev.clv.features.read;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What may stand around the records of a JSON file, such as {@code {"orders": [...], "next": null}}: the list whose
 * objects are records, if it is named, and how a record is told from an object around them.
 */
final class JsonWrapper {

    private final String source;
    private final @Nullable String named;
    private final Predicate<String> ofRecord;
    private final boolean whole;
    private final List<String> others = new ArrayList<>();

    /**
     * A wrapper.
     *
     * @param source what messages call the file
     * @param named the path of the list, such as {@code data.orders}; null if it is to be found
     * @param ofRecord whether a field of this name makes an object a record
     */
    JsonWrapper(String source, @Nullable String named, Predicate<String> ofRecord) {
        this(source, named, ofRecord, true);
    }

    private JsonWrapper(String source, @Nullable String named, Predicate<String> ofRecord, boolean whole) {
        this.source = source;
        this.named = named;
        this.ofRecord = ofRecord;
        this.whole = whole;
    }

    /** A wrapper in the first part of a file, which may end anywhere; any field makes an object a record. */
    static JsonWrapper ofBeginning(@Nullable String named) {
        return new JsonWrapper("", named, any -> true, false);
    }

    /** Whether the text goes to the end of the file. */
    boolean isWhole() {
        return whole;
    }

    /** The path of the list, or null if it is to be found. */
    @Nullable
    String named() {
        return named;
    }

    boolean isOfRecord(String field) {
        return ofRecord.test(field);
    }

    /**
     * Notes a list that is not that of the records.
     *
     * @throws EventReadException if none was named, so that either may be meant
     */
    void meet(String other, String records, long line) {
        if (named == null) {
            throw EventReadException.about(source)
                    .line(line)
                    .because(
                            "two lists of objects stand beside each other, '" + records + "' and '" + other
                                    + "', and either may hold the rows",
                            "name the list in the mapping, \"records\": \"" + records + "\"");
        }
        if (others.size() < 3 && !others.contains(other)) {
            others.add(other);
        }
    }

    /** @throws EventReadException if none was named and the field is one of a record */
    void meetField(String field, String records, long line) {
        if (named == null && ofRecord.test(field)) {
            throw EventReadException.about(source)
                    .line(line)
                    .because(
                            "the column '" + field + "' stands beside the list '" + records
                                    + "', whose objects were taken for the rows",
                            "name the list in the mapping, \"records\": \"" + records
                                    + "\", or name its columns with brackets, such as '" + records + "[].id'");
        }
    }

    /** @param line where the record begins that does not end, or the last one */
    EventReadException cutOff(long line) {
        return EventReadException.about(source)
                .line(line)
                .because(
                        "the file ends before the JSON that begins there, or around it, is closed: it was cut off, or a"
                                + " bracket or a quote is missing",
                        "export it again");
    }

    EventReadException notFound() {
        String found = others.isEmpty() ? "" : "; there is '" + String.join("', '", others) + "'";
        return EventReadException.about(source)
                .because("no list '" + named + "' of objects is in it" + found, "correct \"records\" in the mapping");
    }
}
