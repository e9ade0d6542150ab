package dev.clv.features.read;

import java.nio.file.Path;
import java.util.List;

/**
 * A mapping proposed for a file from its first rows (at most 50,000), with notes on what was guessed, on what evidence,
 * and what is ambiguous. It is a beginning to be checked, not a certainty.
 *
 * <p>The form of a CSV file is found by trying encodings and delimiters; JSON lines and JSON lists of objects are read
 * too, with paths as columns (see {@link JsonLinesEventReader}). A file with the columns of a preset gets the mapping
 * of that preset. Columns are recognised by their names, which must resemble the usual ones in English, German,
 * Portuguese, Spanish or Chinese, and by what they hold; a file without a header line has only the latter. Immutable
 * and thread-safe. Notes name columns and counts, and hold no value but the words of the column that tells the kind of
 * event.
 */
public final class MappingProposal {

    private final String json;
    private final ColumnMapping mapping;
    private final List<String> notes;

    MappingProposal(String json, List<String> notes) {
        this.json = json;
        this.mapping = ColumnMapping.json(json);
        this.notes = List.copyOf(notes);
    }

    /**
     * Proposes a mapping for a file.
     *
     * @throws EventReadException if the file cannot be read, or no column looks like a customer or none like a time
     */
    public static MappingProposal of(Path file) {
        return new MappingSearch(FileSample.of(file)).proposal();
    }

    /**
     * The mapping that comes with the library for the export of a shop system, to be adapted; see
     * {@link ColumnMapping#preset}.
     *
     * @throws IllegalArgumentException if there is no preset of this name; the message lists those there are
     */
    public static MappingProposal preset(String name) {
        Preset preset = Preset.named(name);
        return new MappingProposal(preset.json(), preset.notes());
    }

    /** The mapping as JSON, which {@link ColumnMapping#json(String)} reads, with a line end behind it. */
    public String json() {
        return json;
    }

    /** The mapping. */
    public ColumnMapping mapping() {
        return mapping;
    }

    /** What was found, guessed, or is ambiguous: a sentence each. */
    public List<String> notes() {
        return notes;
    }
}
