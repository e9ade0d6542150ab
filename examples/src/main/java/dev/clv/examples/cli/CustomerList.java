package dev.clv.examples.cli;

import dev.clv.features.read.CustomerIds;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/** A file of customer ids as {@link CustomerIds} reads it, which may have been written by {@link CsvOutput}. */
final class CustomerList {

    private CustomerList() {}

    /**
     * The ids in a file; at least one.
     *
     * <p>An id that {@link CsvOutput} may have made harmless counts both as it stands and as it was before.
     */
    static Set<String> read(Path file) {
        Set<String> ids = new LinkedHashSet<>();
        for (String id : CustomerIds.read(file)) {
            ids.add(id);
            ids.add(CsvOutput.original(id));
        }
        if (ids.isEmpty()) {
            throw new UsageException("'" + file + "' holds no customer id");
        }
        return ids;
    }
}
