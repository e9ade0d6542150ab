package dev.clv.examples.cli;

import dev.clv.ClvModel;
import dev.clv.decide.Decision;
import dev.clv.decide.Decisions;
import dev.clv.decide.segment.CustomerSegment;
import dev.clv.decide.segment.Migration;
import dev.clv.decide.segment.Scheme;
import dev.clv.decide.segment.Segmentation;
import dev.clv.decide.segment.Segmenter;
import dev.clv.features.event.EventLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "segments",
        description =
                "Puts customers into segments: tiers of predicted value, the grid of recency, frequency and money, and"
                        + " clusters of behaviour, by limits that stay as they were learned.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  clv segments events.csv.gz --model model.clvm --at 2024-05-17 --out may.csv",
            "  clv segments events.csv.gz --model model.clvm --at 2024-06-17 --previous may.csv --out june.csv",
            "  clv segments events.csv.gz --model model.clvm --at 2024-06-17 --by cluster --save segments.json --out june.csv"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the options before the call
final class SegmentsCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private ModelInput input;

    @Option(
            names = "--by",
            paramLabel = "SCHEME",
            defaultValue = "tier",
            description = "What stands in the column segment: tier, rfm or cluster (default: ${DEFAULT-VALUE}).")
    private String by;

    @Option(
            names = "--previous",
            paramLabel = "FILE",
            description = "The --out file of an earlier time with the same model: shows who moved from which segment to"
                    + " which, and says so when segments drift.")
    private @Nullable Path previous;

    @Option(
            names = "--segmentation",
            paramLabel = "FILE",
            description = "The limits, as --save wrote them (default: learned of the log as of the time of training).")
    private @Nullable Path segmentation;

    @Option(names = "--save", paramLabel = "FILE", description = "Writes the limits, as JSON.")
    private @Nullable Path save;

    @Option(
            names = "--out",
            paramLabel = "segments.csv",
            description = "Where to write a row per customer: customer_id,segment,tier,rfm,cluster,recency_score,"
                    + "frequency_score,money_score,predicted_value,percentile,definition,reason and more (default: standard"
                    + " output).")
    private @Nullable Path out;

    @Option(names = "--json", paramLabel = "FILE", description = "Also writes the segments as JSON.")
    private @Nullable Path json;

    @Option(
            names = "--objections",
            paramLabel = "FILE",
            description =
                    "Customers who object to profiling, who are left out: one id a line, or a CSV with a customer_id"
                            + " column.")
    private @Nullable Path objections;

    SegmentsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Scheme scheme = scheme();
        requireFiles();
        ClvModel model =
                input.logModelOnly("segments need an event log, as a plain table does not tell when customers bought");
        EventLog log = input.log(terminal);
        Instant at = input.at(log);
        LogInput.knownBefore(log, at);
        Segmentation limits = limits(model, log);
        Segmenter segmenter = Segmenter.of(model, limits).by(scheme).exclusions(input.objecting(objections, log));
        Decisions<CustomerSegment> segments = segments(segmenter, log, at);
        @Nullable Migration migration = previous == null ? null : Migration.between(previous, segments, scheme);
        write(limits, segments);
        terminal.note("%s", sizes(segments));
        terminal.note("clusters: %s", limits.clusters().reason());
        segments.excluded().forEach((reason, count) -> terminal.note("left out: %d, %s", count, reason));
        input.cautions(segments.cautions(), terminal);
        if (migration != null) {
            (out == null ? terminal.err() : terminal.out()).print(migration);
            input.cautions(migration.cautions(), terminal);
        }
        return 0;
    }

    private Scheme scheme() {
        return Arrays.stream(Scheme.values())
                .filter(scheme -> scheme.name().toLowerCase(Locale.ROOT).equals(by))
                .findFirst()
                .orElseThrow(() -> new UsageException("--by must be tier, rfm or cluster, was '" + by + "'"));
    }

    private void requireFiles() throws IOException {
        Destination.requireWritableIfGiven(out);
        Destination.requireWritableIfGiven(json);
        Destination.requireWritableIfGiven(save);
        Destination.requireDifferent(out, "--out", json, "--json");
        Destination.requireDifferent(out, "--out", save, "--save");
        Destination.requireDifferent(json, "--json", save, "--save");
        input.requireNotInput(out, "--out");
        input.requireNotInput(json, "--json");
        input.requireNotInput(save, "--save");
        if (previous != null) {
            Destination.requireOther(out, "--out", previous);
        }
        if (segmentation != null && save != null) {
            throw new UsageException("--segmentation and --save exclude each other; the limits are in a file already");
        }
    }

    private Segmentation limits(ClvModel model, EventLog log) throws IOException {
        if (segmentation == null) {
            return Segmentation.learn(model, log);
        }
        try {
            return Segmentation.fromJson(Files.readString(segmentation));
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    "'" + segmentation + "' holds no limits that 'clv segments --save' wrote: " + e.getMessage());
        }
    }

    private static Decisions<CustomerSegment> segments(Segmenter segmenter, EventLog log, Instant at) {
        ExecutorService executor = Processors.others();
        try {
            return segmenter.segments(log, at, executor);
        } finally {
            executor.shutdownNow();
        }
    }

    private void write(Segmentation limits, Decisions<CustomerSegment> segments) throws IOException {
        Destination.write(out, terminal.out(), writer -> segments.writeCsv(writer, CustomerSegment.class));
        if (json != null) {
            Destination.write(json, terminal.out(), writer -> writer.write(segments.toJson() + "\n"));
        }
        if (save != null) {
            Destination.write(save, terminal.out(), writer -> writer.write(limits.toJson() + "\n"));
        }
    }

    /** For instance {@code 300 customers: 60 A, 90 B, 150 C}. */
    private static String sizes(Decisions<CustomerSegment> segments) {
        List<Decision<CustomerSegment>> all = segments.decisions();
        return all.stream()
                .collect(Collectors.groupingBy(
                        decision -> decision.choice().segment(), TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(size -> size.getValue() + " " + size.getKey())
                .collect(Collectors.joining("; ", all.size() + " customers: ", ""));
    }
}
