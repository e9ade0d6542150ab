package dev.clv.examples.cli;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A file of customer ids: one a line, or a CSV with a {@code customer_id} column. */
final class CustomerList {

    private static final String COLUMN = "customer_id";

    private CustomerList() {}

    /**
     * The ids in a file; at least one.
     *
     * <p>Of a CSV, an id that {@link CsvOutput} may have made harmless counts both as it stands and as it was before.
     */
    static Set<String> read(Path file) throws IOException {
        Set<String> ids = new LinkedHashSet<>();
        List<String> lines = Files.readAllLines(file);
        if (!lines.isEmpty()
                && List.of(withoutMark(lines.get(0)).replace("\"", "").split(","))
                        .contains(COLUMN)) {
            try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(file)) {
                for (NamedCsvRecord row : rows) {
                    String id = row.getField(COLUMN);
                    ids.add(id);
                    ids.add(CsvOutput.original(id));
                }
            }
        } else {
            lines.forEach(line -> ids.add(withoutMark(line).strip()));
        }
        ids.remove("");
        if (ids.isEmpty()) {
            throw new UsageException("'" + file + "' holds no customer id");
        }
        return ids;
    }

    private static String withoutMark(String line) {
        return line.startsWith("\uFEFF") ? line.substring(1) : line;
    }
}
