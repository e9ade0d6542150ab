package dev.clv.examples.cli;

import dev.clv.decide.CsvRows;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.FeaturePipeline;
import dev.clv.features.FeaturePlan;
import dev.clv.features.FeatureSchema;
import dev.clv.features.FittableExtractor;
import dev.clv.features.RowKey;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.LogFacts;
import dev.clv.features.event.StoredLog;
import dev.clv.features.standard.StandardExtractors;
import dev.clv.features.text.TextExtractors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "features",
        description = {
            "Writes customer_id and the features of every known customer: the standard ones and those of texts, or, where"
                    + " --config names extractors in training.features, the features of these."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  clv features events.csv.gz --at 2024-06-17 --out features.csv",
            "  clv features events.csv.gz --at 2024-06-17 --config behaviour.json --out features.csv"
        })
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

    private int written;

    FeaturesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Destination.requireWritableIfGiven(out);
        input.requireNotInput(out, "--out");
        if (input.isLarge()) {
            try (StoredLog log = input.store(terminal)) {
                write(log, at.in(log.zone()));
            }
        } else {
            EventLog log = input.read(terminal);
            write(log, at.in(log.zone()));
        }
        return 0;
    }

    /** What a model of the same --config would have, or the standard features and those of texts. */
    private FeaturePlan plan() throws IOException {
        FeaturePlan named = input.config().features();
        if (named != null) {
            return named;
        }
        return FeaturePlan.of(StandardExtractors.all())
                .with(TextExtractors.all().toArray(FittableExtractor[]::new));
    }

    private void noteIfLate(LogFacts log, Instant instant) {
        if (instant.isAfter(log.currentUntil())) {
            terminal.note(
                    "note: the features are as of %s, but the log was observed until %s: whoever bought since then looks"
                            + " inactive",
                    instant, log.observedUntil());
        }
    }

    private void write(EventLog log, Instant instant) throws IOException {
        List<String> customers = LogInput.knownBefore(log, instant);
        noteIfLate(log, instant);
        FeaturePipeline pipeline = plan().fit(
                        log,
                        customers.stream()
                                .map(customer -> new RowKey(customer, instant))
                                .toList());
        ColumnNotes.print(pipeline, terminal);
        Destination.write(out, terminal.out(), writer -> {
            CsvRows csv = header(writer, pipeline);
            try (Terminal.Progress progress = terminal.progress("features", customers.size())) {
                for (int from = 0; from < customers.size(); from += CHUNK) {
                    List<String> chunk = customers.subList(from, Math.min(from + CHUNK, customers.size()));
                    write(csv, pipeline.extract(log, chunk, instant), chunk);
                    progress.at(from + chunk.size());
                }
            }
        });
    }

    private void write(StoredLog log, Instant instant) throws IOException {
        FeaturePlan.StoredFit fit = plan().fit(log, instant, mostEvents());
        LogInput.requireKnown(fit.customers() + fit.passedOver() > 0, log, instant);
        noteIfLate(log, instant);
        if (fit.passedOver() > 0) {
            terminal.note(
                    "note: %,d of %,d customers have more than %,d events each, which do not fit into memory at once: they"
                            + " have features, but no feature has learned from them what is usual",
                    fit.passedOver(), fit.customers() + fit.passedOver(), mostEvents());
        }
        FeaturePipeline pipeline = fit.pipeline();
        ColumnNotes.print(pipeline, terminal);
        ExecutorService executor = Processors.others();
        try {
            Destination.write(out, terminal.out(), writer -> {
                CsvRows csv = header(writer, pipeline);
                try (Terminal.Progress progress = terminal.progress("features", log.customerCount())) {
                    pipeline.extract(log, instant, executor, (customer, row) -> {
                        write(csv, pipeline.schema(), customer, column -> row[column]);
                        progress.at(++written);
                    });
                }
            });
        } finally {
            executor.shutdownNow();
        }
    }

    /** How many events of a customer fit into memory beside everything else. */
    private static int mostEvents() {
        return (int) Math.min(1_000_000, Runtime.getRuntime().maxMemory() / 1000);
    }

    private static CsvRows header(Appendable writer, FeaturePipeline pipeline) throws IOException {
        CsvRows csv = new CsvRows(writer);
        List<String> header = new ArrayList<>(List.of("customer_id"));
        pipeline.schema().names().forEach(name -> header.add(Visible.line(name)));
        csv.header(header);
        return csv;
    }

    private static void write(CsvRows csv, FeatureMatrix features, List<String> customers) {
        for (int i = 0; i < features.rows(); i++) {
            int row = i;
            write(csv, features.schema(), customers.get(row), column -> features.get(row, column));
        }
    }

    private static void write(CsvRows csv, FeatureSchema schema, String customer, IntToDoubleFunction values) {
        try {
            csv.text(customer);
            for (int column = 0; column < schema.size(); column++) {
                FeatureCell.write(csv, schema.feature(column), values.applyAsDouble(column));
            }
            csv.endRow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
