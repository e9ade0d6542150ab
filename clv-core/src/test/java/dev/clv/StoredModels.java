package dev.clv;

import dev.clv.features.event.EventLog;
import dev.clv.features.read.EventReader;
import dev.clv.features.table.Table;
import dev.clv.simulate.ShopSimulation;
import dev.clv.store.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Small models of each kind as a version of the file format wrote them, the inputs they are asked about, and what they
 * predicted then, in hexadecimal: {@code src/test/resources/stored}, one folder a version. {@link StoredModelTest}
 * holds every later library to the same bits.
 *
 * <p>When the format gets a new version, run {@link #main} once with the folder as its argument and add what it writes.
 * Never change what an older version wrote.
 */
final class StoredModels {

    static final Instant AT = Instant.parse("2024-01-15T00:00:00Z");
    private static final double[] LEVELS = {0.05, 0.5, 0.95};

    private StoredModels() {}

    /** Writes the folder of the current version, which must not exist yet. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]).resolve("version" + ModelFile.VERSION);
        Files.createDirectory(folder);
        events(folder);
        table(folder);
    }

    private static void events(Path folder) throws IOException {
        Path csv = folder.resolve("events.csv");
        ShopSimulation.builder().customers(40).days(420).seed(11).build().writeCsv(csv);
        ClvModel.builder()
                .horizon(Duration.ofDays(60))
                .network(network -> network.hidden(6, 4).members(2))
                .earlyStopping(3, 3)
                .train(log(folder), Instant.parse("2023-12-01T00:00:00Z"))
                .save(folder.resolve("events.clvm"));
        Files.write(folder.resolve("events.expected"), ofEvents(folder));
    }

    private static void table(Path folder) throws IOException {
        StringBuilder csv = new StringBuilder("id,tier,joined,visits,value\n");
        for (int i = 0; i < 60; i++) {
            String tier = List.of("gold", "plain", "").get(i % 3);
            csv.append("r%d,%s,2023-%02d-01,%d,%s%n".formatted(i, tier, 1 + i % 12, i % 7, i % 4 == 0 ? 0 : i * 1.25));
        }
        Files.writeString(folder.resolve("table.csv"), csv);
        TableModel.builder()
                .network(network -> network.hidden(6, 4).members(2))
                .earlyStopping(3, 3)
                .train(Table.csv(folder.resolve("table.csv"))
                        .id("id")
                        .label("value")
                        .read())
                .save(folder.resolve("table.clvm"));
        Files.write(folder.resolve("table.expected"), ofTable(folder));
    }

    private static EventLog log(Path folder) throws IOException {
        return EventReader.csv().read(folder.resolve("events.csv"));
    }

    /** One line a customer: the id and the predictions' numbers. */
    static List<String> ofEvents(Path folder) throws IOException {
        ClvModel model = ClvModel.load(folder.resolve("events.clvm"));
        EventLog log = log(folder);
        List<String> lines = new ArrayList<>();
        for (String customer : log.customers().stream().sorted().toList()) {
            lines.add(line(customer, model.predict(log.history(customer), AT)));
        }
        return lines;
    }

    /** One line a row: its number and the predictions' numbers. */
    static List<String> ofTable(Path folder) throws IOException {
        List<ClvPrediction> predictions = TableModel.load(folder.resolve("table.clvm"))
                .predict(Table.csv(folder.resolve("table.csv")).read());
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < predictions.size(); row++) {
            lines.add(line(String.valueOf(row), predictions.get(row)));
        }
        return lines;
    }

    private static String line(String name, ClvPrediction prediction) {
        Stream<Double> numbers = Stream.concat(
                Stream.of(prediction.value(), prediction.probabilityPositive()),
                java.util.Arrays.stream(LEVELS).mapToObj(prediction::quantile));
        return name + " " + String.join(" ", numbers.map(Double::toHexString).toList()) + " " + prediction.flags();
    }
}
