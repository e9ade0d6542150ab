package example.host;

import dev.clv.ClvModel;
import dev.clv.ClvPrediction;
import dev.clv.evaluate.Evaluation;
import dev.clv.explain.Attribution;
import dev.clv.features.event.EventLog;
import dev.clv.features.read.ColumnMapping;
import dev.clv.features.read.EventReader;
import dev.clv.simulate.ShopSimulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a service does with clv: reads a log, trains, evaluates, saves, loads, predicts and explains. All numbers go into
 * one text, which must be the same in every host.
 */
public final class Service {

    static final Instant NOW = Instant.parse("2024-03-01T00:00:00Z");

    private final EventLog log;
    private final ClvModel model;

    private Service(EventLog log, ClvModel model) {
        this.log = log;
        this.model = model;
    }

    /** @param args the file that holds the results of the first host, which is written where it is missing */
    public static void main(String[] args) throws IOException {
        start(Path.of(args[0]));
    }

    static Service start(Path expected) throws IOException {
        Path folder = Files.createTempDirectory("host");
        EventLog log = read(folder);
        Instant cutoff = NOW.minus(Duration.ofDays(90));
        ClvModel trained = ClvModel.builder()
                .horizon(Duration.ofDays(90))
                .network(n -> n.hidden(8).members(2))
                .earlyStopping(10, 3)
                .seed(42)
                .threads(2)
                .train(log, cutoff);
        Path file = folder.resolve("model.clvm");
        trained.save(file);
        Service service = new Service(log, ClvModel.load(file));

        String results = service.results(service.model.evaluate(log, cutoff));
        if (Files.notExists(expected)) {
            Files.writeString(expected, results);
        }
        require(results.equals(Files.readString(expected)), "these results are not those of the first host: " + results);
        service.serialise("com.fasterxml.jackson.databind.ObjectMapper");
        service.serialise("tools.jackson.databind.ObjectMapper");
        return service;
    }

    private static EventLog read(Path folder) throws IOException {
        Path events = folder.resolve("events.csv.gz");
        ShopSimulation.builder().customers(200).days(480).seed(7).build().writeCsv(events);
        ColumnMapping mapping = ColumnMapping.json(
                """
                {"customer": "customer_id", "time": {"column": "time", "zone": "UTC"}, "kind": "type",
                 "amount": "amount", "currency": "EUR", "product": "product_id", "category": "category"}
                """);
        return EventReader.csv().threads(2).mapping(mapping).read(events);
    }

    ClvPrediction predict(String customer) {
        return model.predict(log.history(customer), NOW);
    }

    String firstCustomer() {
        return log.customers().iterator().next();
    }

    private String results(Evaluation evaluation) {
        List<String> customers = List.copyOf(log.customers());
        StringBuilder text = new StringBuilder(evaluation.toJson());
        for (ClvPrediction prediction : model.predict(log, customers, NOW)) {
            text.append('\n').append(prediction.value()).append(' ').append(prediction.quantile(0.9));
        }
        Attribution why = model.explain(log.history(firstCustomer()), NOW);
        require(Attribution.fromJson(why.toJson()).equals(why), "an attribution is not what its JSON says");
        require(Evaluation.fromJson(evaluation.toJson()).equals(evaluation), "an evaluation is not what its JSON says");
        return text.append('\n').append(why.toJson()).toString();
    }

    /** What a web framework with that mapper would answer; nothing in a host without it. */
    private void serialise(String mapper) {
        try {
            Class<?> type = Class.forName(mapper);
            Object writer = type.getConstructor().newInstance();
            if (mapper.startsWith("com.fasterxml")) {
                type.getMethod("findAndRegisterModules").invoke(writer);
            }
            ClvPrediction prediction = predict(firstCustomer());
            requireValue(type.getMethod("writeValueAsString", Object.class).invoke(writer, prediction), prediction);
        } catch (ClassNotFoundException e) {
            return;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(mapper + " cannot write a prediction", e);
        }
    }

    static void requireValue(Object json, ClvPrediction prediction) {
        Matcher value = Pattern.compile("\"value\":([^,}]+)").matcher(json.toString());
        require(
                value.find() && Double.parseDouble(value.group(1)) == prediction.value(),
                "no value of " + prediction.value() + " in " + json);
    }

    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
