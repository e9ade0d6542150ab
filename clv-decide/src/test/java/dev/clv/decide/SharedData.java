package dev.clv.decide;

import dev.clv.features.event.EventLog;
import dev.clv.features.read.ColumnMapping;
import dev.clv.features.read.EventReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/** Public data sets that are not part of the repository; tests that ask for them are skipped where they are absent. */
public final class SharedData {

    private static final String ONLINE_RETAIL = """
            {"customer": "CustomerID", "time": {"column": "InvoiceDate", "pattern": "yyyy-MM-dd HH:mm:ss", "zone": "Europe/London"},
             "amount": {"product": ["Quantity", "UnitPrice"]}, "currency": "GBP", "order": "InvoiceNo",
             "product": "StockCode", "attributes": ["Country"],
             "drop": [{"column": "CustomerID", "blank": true}, {"column": "UnitPrice", "atMost": 0},
                      {"all": [{"column": "Quantity", "atMost": 0},
                               {"not": {"column": "InvoiceNo", "startsWith": "C"}}]}],
             "refundWhen": {"column": "InvoiceNo", "startsWith": "C"}}
            """;

    private SharedData() {}

    /**
     * A file below the folder that the system property {@code clv.shared} names; skips the test when it is not there.
     */
    public static Path file(String path) {
        String shared = System.getProperty("clv.shared");
        Assumptions.assumeTrue(shared != null, "the system property clv.shared names no folder of real data");
        Path file = Path.of(shared).resolve(path);
        Assumptions.assumeTrue(Files.exists(file), () -> path + " is not in " + shared);
        return file;
    }

    /** The log of Online Retail. */
    public static EventLog onlineRetail() {
        return EventReader.csv()
                .mapping(ColumnMapping.json(ONLINE_RETAIL))
                .read(file("data/online_retail/online_retail.csv.gz"));
    }

    /** A column of a CSV file without quotes, by the values of its first column. */
    public static Map<String, String> column(String path, String name) throws IOException {
        List<String> lines = lines(path);
        int index = List.of(lines.get(0).split(",")).indexOf(name);
        Map<String, String> column = new LinkedHashMap<>();
        lines.stream().skip(1).map(line -> line.split(",")).forEach(cells -> column.put(cells[0], cells[index]));
        return column;
    }

    /** The lines of a file, without blanks at their ends. */
    public static List<String> lines(String path) throws IOException {
        Path file = file(path);
        try (InputStream bytes = Files.newInputStream(file);
                InputStream plain = path.endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
                BufferedReader reader = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
            return reader.lines().map(String::strip).toList();
        }
    }
}
