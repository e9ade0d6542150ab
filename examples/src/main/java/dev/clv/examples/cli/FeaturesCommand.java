package dev.clv.examples.cli;

import dev.clv.features.FeatureMatrix;
import dev.clv.features.FeaturePipeline;
import dev.clv.features.FeaturePlan;
import dev.clv.features.FeatureSchema;
import dev.clv.features.FittableExtractor;
import dev.clv.features.RowKey;
import dev.clv.features.event.EventLog;
import dev.clv.features.standard.StandardExtractors;
import dev.clv.features.text.TextExtractors;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "features",
        description = "Writes customer_id and every standard feature of every known customer.",
        footerHeading = "%nExamples:%n",
        footer = {"  clv features events.csv.gz --at 2024-06-17 --out features.csv"})
@SuppressWarnings("NullAway.Init") // picocli sets the options before the call
final class FeaturesCommand implements Callable<Integer> {

    private static final int CHUNK = 4096;

    private final Terminal terminal;

    @Mixin
    private LogInput input;

    @Option(
            names = "--at",
            paramLabel = "D",
            required = true,
            converter = Moment.Converter.class,
            description = "As of when: a date, or an instant.")
    private Moment at;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where to write the CSV, compressed when named .gz (default: standard output).")
    private @Nullable Path out;

    FeaturesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Destination.requireWritableIfGiven(out);
        input.requireNotInput(out, "--out");
        EventLog log = input.read(terminal);
        Instant instant = at.in(log.zone());
        List<String> customers = LogInput.knownBefore(log, instant);
        if (instant.isAfter(log.currentUntil())) {
            terminal.note(
                    "note: the features are as of %s, but the log was observed until %s: whoever bought since then looks"
                            + " inactive",
                    instant, log.observedUntil());
        }
        FeaturePipeline pipeline = FeaturePlan.of(StandardExtractors.all())
                .with(TextExtractors.all().toArray(FittableExtractor[]::new))
                .fit(
                        log,
                        customers.stream()
                                .map(customer -> new RowKey(customer, instant))
                                .toList());
        Destination.write(out, terminal.out(), writer -> {
            CsvOutput csv = new CsvOutput(writer);
            List<String> header = new ArrayList<>(List.of("customer_id"));
            header.addAll(pipeline.schema().names());
            csv.header(header);
            try (Terminal.Progress progress = terminal.progress("features", customers.size())) {
                for (int from = 0; from < customers.size(); from += CHUNK) {
                    List<String> chunk = customers.subList(from, Math.min(from + CHUNK, customers.size()));
                    write(csv, pipeline.extract(log, chunk, instant), chunk);
                    progress.at(from + chunk.size());
                }
            }
        });
        return 0;
    }

    private static void write(CsvOutput csv, FeatureMatrix features, List<String> customers) throws IOException {
        FeatureSchema schema = features.schema();
        for (int row = 0; row < features.rows(); row++) {
            csv.text(customers.get(row));
            for (int column = 0; column < schema.size(); column++) {
                FeatureCell.write(csv, schema.feature(column), features.get(row, column));
            }
            csv.endRow();
        }
    }
}
