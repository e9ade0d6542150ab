package dev.clv.examples.cli;

import dev.clv.ClvModel;
import dev.clv.decide.money.Acquisition;
import dev.clv.decide.money.Costs;
import dev.clv.decide.money.MoneyReport;
import dev.clv.decide.money.MoneyReportBuilder;
import dev.clv.features.event.EventLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "money",
        description = "Tells what customers have paid and will pay: value by month of age, retention, channels beside"
                + " their costs, concentration and demand.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  clv money events.csv.gz --at 2024-06-17 --out money",
            "  clv money events.csv.gz --at 2024-06-17 --costs costs.csv --margin 0.3 --model model.clvm --out money",
            "",
            "costs.csv has the columns channel and cost, and may have campaign, month (2024-06) and currency (EUR)."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the options before the call
final class MoneyCommand implements Callable<Integer> {

    private static final String COHORTS = "cohorts.csv";
    private static final String RETENTION = "retention.csv";
    private static final String ACQUISITION = "acquisition.csv";
    private static final String CONCENTRATION = "concentration.csv";
    private static final String DEMAND = "demand.csv";
    private static final List<String> FILES = List.of(COHORTS, RETENTION, ACQUISITION, CONCENTRATION, DEMAND);

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

    @Option(names = "--costs", paramLabel = "FILE", description = "What it cost to acquire customers, by channel.")
    private @Nullable Path costs;

    @Option(
            names = "--channel",
            paramLabel = "ATTRIBUTE",
            description = "The attribute that names a customer's channel, as known at the first purchase (default:"
                    + " channel).")
    private @Nullable String channel;

    @Option(
            names = "--campaign",
            paramLabel = "ATTRIBUTE",
            description = "The attribute that names a customer's campaign (default: campaign).")
    private @Nullable String campaign;

    @Option(
            names = "--margin",
            paramLabel = "SHARE",
            description =
                    "The part of the value that is earned and pays for the costs, such as 0.3 (default: all of it).")
    private @Nullable Double margin;

    @Option(
            names = "--model",
            paramLabel = "model.clvm",
            description = "A model of an event log, which predicts what is not yet observed.")
    private @Nullable Path model;

    @Option(
            names = "--discount",
            paramLabel = "RATE",
            description =
                    "Values are those of the day of the first purchase, at this rate a year, such as 0.1 for 10 %%.")
    private @Nullable Double discount;

    @Option(
            names = "--segment",
            paramLabel = "ATTRIBUTE",
            description = "The attribute whose last value is a customer's segment, for demand by segment.")
    private @Nullable String segment;

    @Option(
            names = "--objections",
            paramLabel = "FILE",
            description = "Customers who are left out of everything, and counted: one id a line, or a CSV with a"
                    + " customer_id column.")
    private @Nullable Path objections;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "Where to write cohorts.csv, retention.csv, acquisition.csv (with --costs), concentration.csv"
                    + " and demand.csv.")
    private @Nullable Path out;

    @Option(names = "--json", paramLabel = "FILE", description = "Where to write everything as one JSON object.")
    private @Nullable Path json;

    MoneyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        requireWritable();
        MoneyReportBuilder builder = settings();
        ClvModel loaded = model == null ? null : ClvModel.load(model);
        if (loaded != null) {
            builder.model(loaded);
        }
        EventLog log = input.read(terminal);
        Instant instant = at.in(log.zone());
        if (objections != null) {
            builder.exclusions(input.objecting(objections, log));
        }
        if (segment != null) {
            builder.segments(segments(log, segment, instant));
        }
        ExecutorService executor = Processors.others();
        try {
            MoneyReport report = builder.review(log, instant, executor);
            write(report);
            report.sentences().forEach(sentence -> terminal.out().println(Visible.lines(sentence)));
            report.excluded().forEach((why, count) -> terminal.note("left out: %,d customers, %s", count, why));
            input.cautions(report.cautions(), terminal);
        } finally {
            executor.shutdownNow();
        }
        return 0;
    }

    private void requireWritable() throws IOException {
        Destination.requireWritableIfGiven(json);
        Path folder = out == null ? null : out.toAbsolutePath().normalize();
        if (folder != null && Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new UsageException("--out '" + out + "' must be a folder; name another one");
        }
        if (folder != null && !Files.exists(folder)) {
            Destination.requireWritable(folder);
        }
        if (folder != null) {
            for (String name : FILES) {
                requireNotInput(folder.resolve(name), "--out");
            }
        }
        requireNotInput(json, "--json");
    }

    private void requireNotInput(@Nullable Path file, String option) throws IOException {
        for (Path read : inputs()) {
            Destination.requireOther(file, option, read);
        }
        input.requireNotInput(file, option);
    }

    private MoneyReportBuilder settings() {
        MoneyReportBuilder builder = MoneyReport.builder();
        if (costs == null && (channel != null || campaign != null || margin != null)) {
            throw new UsageException((channel != null ? "--channel" : campaign != null ? "--campaign" : "--margin")
                    + " needs --costs FILE beside");
        }
        if (costs != null) {
            builder.costs(Costs.csv(costs));
        }
        if (channel != null) {
            builder.channel(channel);
        }
        if (campaign != null) {
            builder.campaign(campaign);
        }
        if (margin != null) {
            builder.margin(margin);
        }
        if (discount != null) {
            builder.discount(discount);
        }
        return builder;
    }

    private static Map<String, String> segments(EventLog log, String attribute, Instant at) {
        Map<String, String> segments = new TreeMap<>();
        for (String customer : log.customers()) {
            String value = log.history(customer).before(at).attributes().get(attribute);
            if (value != null) {
                segments.put(customer, value);
            }
        }
        if (segments.isEmpty()) {
            throw new UsageException("no customer has an attribute '" + attribute + "' before " + at
                    + "; name another one by --segment, or leave it out");
        }
        return segments;
    }

    /** Part of a report that becomes a file. */
    private interface Part {
        void writeTo(Appendable out) throws IOException;
    }

    private void write(MoneyReport report) throws IOException {
        if (json != null) {
            Destination.write(json, terminal.out(), writer -> writer.write(report.toJson() + "\n"));
        }
        if (out == null) {
            return;
        }
        Files.createDirectories(out);
        write(COHORTS, report.cohorts()::writeCsv);
        write(RETENTION, report.retention()::writeCsv);
        Acquisition acquisition = report.acquisition();
        if (acquisition != null) {
            write(ACQUISITION, acquisition::writeCsv);
        }
        write(CONCENTRATION, report.concentration()::writeCsv);
        write(DEMAND, report.demand()::writeCsv);
    }

    private void write(String name, Part part) throws IOException {
        Destination.write(Require.given(out, "--out").resolve(name), terminal.out(), part::writeTo);
    }

    private List<Path> inputs() {
        return Stream.of(costs, model, objections).filter(Objects::nonNull).toList();
    }
}
