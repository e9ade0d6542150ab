package dev.clv.examples.cli;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/** A file of customer ids, compressed or not: one a line, or a CSV with a {@code customer_id} column. */
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
        String text = text(file);
        List<String> lines = text.lines().toList();
        if (!lines.isEmpty()
                && List.of(withoutMark(lines.get(0)).replace("\"", "").split(","))
                        .contains(COLUMN)) {
            try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(withoutMark(text))) {
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

    private static String text(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new UsageException("cannot read '" + file + "': it is a folder");
        }
        try (PushbackInputStream bytes = new PushbackInputStream(Files.newInputStream(file), 2)) {
            byte[] head = bytes.readNBytes(2);
            bytes.unread(head);
            boolean packed = head.length == 2 && head[0] == 0x1F && head[1] == (byte) 0x8B;
            byte[] content = (packed ? new GZIPInputStream(bytes) : bytes).readAllBytes();
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UsageException("cannot read '" + file + "': it is not UTF-8 text; convert it");
        }
    }

    private static String withoutMark(String line) {
        return line.startsWith("\uFEFF") ? line.substring(1) : line;
    }
}
