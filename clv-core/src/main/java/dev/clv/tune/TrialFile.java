package dev.clv.tune;

import dev.clv.internal.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where a search keeps its report after every trial.
 *
 * @param path null for nowhere
 */
record TrialFile(@Nullable Path path) {

    static final String DATA = "data";
    static final String VALIDATION = "validation";

    /** The data and the way of validation depend on these. */
    private static final Set<String> WINDOW = Set.of("cutoff", "horizon", "further horizons");

    /**
     * The trials of an earlier run; none if there is no file.
     *
     * @param search of now
     * @throws IllegalArgumentException if the file is of another search, or of none
     */
    List<Trial> trialsOf(Map<String, String> search) {
        if (path == null || !Files.exists(path)) {
            return List.of();
        }
        TuningReport earlier;
        try {
            earlier = TuningReport.fromJson(Files.readString(path));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + path + "' does not hold the trials of a search (" + reason(e) + "); name another file", e);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(
                    "'" + path + "' does not hold the trials of a search (it is no text in UTF-8); name another file",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the trials in '" + path + "': " + e.getMessage(), e);
        }
        List<String> differences = differences(search, earlier.search());
        if (!differences.isEmpty()) {
            throw new IllegalArgumentException("the trials in '" + path + "' are of another search: "
                    + String.join("; ", differences) + "; name another file, or search with the same settings");
        }
        return earlier.trials();
    }

    /** What is wrong, without the remedy, which speaks of the library. */
    private static String reason(IllegalArgumentException e) {
        String message = Objects.requireNonNullElse(e.getMessage(), "it cannot be read");
        int remedy = message.indexOf("; use what toJson()");
        return remedy < 0 ? message : message.substring(0, remedy);
    }

    /** In words, without what follows from another difference. */
    private static List<String> differences(Map<String, String> search, Map<String, String> earlier) {
        Set<String> names = new TreeSet<>(search.keySet());
        names.addAll(earlier.keySet());
        names.removeIf(name -> word(search, name).equals(word(earlier, name)));
        if (!Collections.disjoint(names, WINDOW)) {
            names.removeAll(List.of(DATA, VALIDATION));
        } else if (names.contains(DATA)) {
            names.remove(VALIDATION);
        }
        return names.stream()
                .map(name -> name.equals(DATA)
                        ? "the data differs"
                        : name + " was " + word(earlier, name) + " and is " + word(search, name))
                .toList();
    }

    private static String word(Map<String, String> search, String name) {
        return search.getOrDefault(name, "not set");
    }

    void write(TuningReport report) {
        if (path == null) {
            return;
        }
        byte[] text = (report.toJson() + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            WholeFile.write(path, "the trials", out -> out.write(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }
}
