package dev.clv.tune;

import dev.clv.internal.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where a search keeps its report after every trial.
 *
 * @param path null for nowhere
 */
record TrialFile(@Nullable Path path) {

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
                    "'" + path + "' does not hold the trials of a search (" + e.getMessage() + "); name another file",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the trials in '" + path + "': " + e.getMessage(), e);
        }
        Set<String> names = new TreeSet<>(search.keySet());
        names.addAll(earlier.search().keySet());
        List<String> differences = names.stream()
                .filter(name -> !word(search, name).equals(word(earlier.search(), name)))
                .map(name -> name + " was " + word(earlier.search(), name) + " and is " + word(search, name))
                .toList();
        if (!differences.isEmpty()) {
            throw new IllegalArgumentException("the trials in '" + path + "' are of another search: "
                    + String.join("; ", differences) + "; name another file, or search with the same settings");
        }
        return earlier.trials();
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
