package dev.clv.examples.cli;

import dev.clv.ClvModelBuilder;
import dev.clv.evaluate.Metric;
import dev.clv.features.event.EventLog;
import dev.clv.serve.retrain.ModelRegistry;
import dev.clv.serve.retrain.Promotion;
import dev.clv.serve.retrain.RegistryEntry;
import dev.clv.serve.retrain.RegistryVersion;
import dev.clv.serve.retrain.RegistryWriter;
import dev.clv.serve.retrain.Retraining;
import dev.clv.serve.retrain.RetrainingOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "retrain",
        description =
                "Trains a challenger, compares it with the champion of a folder of models on the newest window, and"
                        + " promotes it or keeps the champion, with the reasons.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  clv retrain events.csv.gz --registry models --at 2024-06-17 --horizon 90d",
            "  clv retrain events.csv.gz --registry models --horizon 90d --by channel --out model.clvm",
            "  clv retrain --registry models --list",
            "  clv retrain --registry models --rollback --reason \"The shop changed its prices.\"",
            "",
            "Every night, by cron:",
            "  0 3 * * * clv retrain /data/events.csv.gz --registry /data/models --horizon 90d \\",
            "            --out /data/model.clvm 2>> /data/retrain.log"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the options before the call
final class RetrainCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private LogInput input;

    @Option(
            names = "--registry",
            paramLabel = "DIR",
            required = true,
            description = "The folder of models; made if it is missing.")
    private Path folder;

    @Option(
            names = "--at",
            paramLabel = "D",
            converter = Moment.Converter.class,
            description = "As of when, a date or an instant; nothing later is looked at (default: the end of the log;"
                    + " with --rollback now).")
    private @Nullable Moment at;

    @Option(
            names = "--by",
            paramLabel = "A,B",
            split = ",",
            description = "Also judges each segment by these attributes of the customers: a challenger that is worse on"
                    + " one beyond noise is not promoted.")
    private List<String> by = List.of();

    @Option(
            names = "--unless-worse",
            description = "Promotes a challenger that is as good (default: only one that is better beyond noise).")
    private boolean unlessWorse;

    @Option(names = "--cold", description = "Starts from random weights, not from those of the champion.")
    private boolean cold;

    @Mixin
    private LogTraining training;

    @Option(names = "--seed", paramLabel = "S", description = "Same seed and data, same model (default: 42).")
    private @Nullable Long seed;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many threads train (default: all processors); the model is the same for any number.")
    private @Nullable Integer threads;

    @Option(names = "--json", paramLabel = "FILE", description = "Also writes the outcome as JSON.")
    private @Nullable Path json;

    @Option(
            names = "--out",
            paramLabel = "model.clvm",
            description = "Also writes the model to serve, that of the champion, into a file.")
    private @Nullable Path out;

    @Option(
            names = "--list",
            help = true,
            description = "Lists what was decided and what is damaged, and trains nothing; needs no EVENTS.")
    private boolean list;

    @Option(
            names = "--rollback",
            help = true,
            description = "Makes the champion before this one the champion again, and trains nothing; needs no EVENTS.")
    private boolean rollback;

    @Option(names = "--to", paramLabel = "N", description = "With --rollback: the version to go back to.")
    private @Nullable Integer to;

    @Option(names = "--reason", paramLabel = "TEXT", description = "With --rollback: why, for the record.")
    private @Nullable String reason;

    RetrainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Path named = Require.given(folder, "--registry");
        if (!rollback && (to != null || reason != null)) {
            throw new UsageException((to != null ? "--to" : "--reason") + " belongs to --rollback; add it, or leave "
                    + (to != null ? "--to" : "--reason") + " out");
        }
        if (list && rollback) {
            throw new UsageException("--list and --rollback exclude each other; leave one out");
        }
        if ((list || rollback) && !Files.isDirectory(named)) {
            throw new UsageException("there is no folder '" + named + "'; name the one that 'clv retrain' wrote");
        }
        Destination.requireWritableIfGiven(out);
        ModelRegistry registry = ModelRegistry.open(named);
        if (list) {
            print(registry);
        } else if (rollback) {
            rollBack(registry);
        } else {
            retrain(registry);
        }
        return 0;
    }

    private void retrain(ModelRegistry registry) throws IOException {
        Destination.requireWritableIfGiven(json);
        input.requireNotInput(json, "--json");
        input.requireNotInput(out, "--out");
        Destination.requireDifferent(json, "--json", out, "--out");
        EventLog log = input.read(terminal);
        Instant now = at == null ? log.observedUntil() : at.in(log.zone());
        RetrainingOutcome outcome;
        try (TrainingProgress progress = new TrainingProgress(terminal)) {
            ClvModelBuilder tried = builder(log, progress); // what is wrong with it is said at once
            terminal.note(
                    "retraining as of %s, %d days ahead", now, tried.horizon().toDays());
            outcome = Retraining.of(registry, () -> builder(log, progress))
                    .segments(by.toArray(String[]::new))
                    .promotion(unlessWorse ? Promotion.UNLESS_WORSE : Promotion.IF_BETTER)
                    .warmStart(!cold)
                    .run(log, now);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw input.config().blamed(e, "training", training.overridden());
        }
        terminal.out().print(Visible.lines(outcome.toString()));
        outcome.segments().forEach(segment -> terminal.out().println(Visible.lines("  " + segment)));
        if (json != null) {
            Destination.write(json, terminal.out(), writer -> writer.write(outcome.toJson() + "\n"));
        }
        save(registry, outcome.champion());
        input.cautions(outcome.cautions(), terminal);
    }

    private void save(ModelRegistry registry, RegistryVersion champion) throws IOException {
        if (out != null) {
            registry.model(champion).save(out);
        }
    }

    private ClvModelBuilder builder(EventLog log, TrainingProgress progress) {
        try {
            ClvModelBuilder builder = LogTraining.builder(log)
                    .threads(Runtime.getRuntime().availableProcessors())
                    .listener(progress);
            input.config().training(builder);
            training.apply(builder, input.config());
            if (seed != null) {
                builder.seed(seed);
            }
            return threads == null ? builder : builder.threads(threads);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void rollBack(ModelRegistry registry) throws IOException {
        Instant when = at == null ? Instant.now() : at.in(ZoneOffset.UTC);
        String why = reason == null ? "Rolled back on the command line." : reason;
        try (RegistryWriter writer = registry.write()) {
            RegistryVersion champion = to == null ? writer.rollBack(when, why) : writer.rollBackTo(to, when, why);
            terminal.out().println("champion: version " + champion.number() + " again");
            save(registry, champion);
        } catch (IllegalStateException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private void print(ModelRegistry registry) throws IOException {
        Map<Integer, RegistryVersion> versions =
                registry.versions().stream().collect(Collectors.toMap(RegistryVersion::number, Function.identity()));
        List<RegistryEntry> history = registry.history();
        terminal.out().println("change  as of                 decision     version  champion  nGini  CRPS    window");
        for (RegistryEntry entry : history) {
            RegistryVersion version = versions.get(entry.version());
            terminal.out()
                    .printf(
                            Locale.ROOT,
                            "%6d  %-20s  %-11s  %7d  %8d  %5s  %-6s  %s%n",
                            entry.number(),
                            entry.at(),
                            entry.decision().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                            entry.version(),
                            entry.champion(),
                            metric(version, Metric.NGINI, "%.3f"),
                            metric(version, Metric.CRPS, "%.2f"),
                            version == null ? "damaged" : version.windowStart() + " to " + version.windowEnd());
            entry.reasons().forEach(why -> terminal.out().println(Visible.lines("        " + why)));
        }
        List<String> damages = registry.damages();
        damages.forEach(damage -> terminal.note("note: %s", damage));
        if (!damages.isEmpty()) {
            throw new UsageException(damages.size() + (damages.size() == 1 ? " file" : " files") + " of the registry '"
                    + folder + "' " + (damages.size() == 1 ? "is" : "are") + " damaged, as the notes above tell; all"
                    + " that is listed otherwise can be used");
        }
    }

    private static String metric(@Nullable RegistryVersion version, Metric metric, String format) {
        Double value = version == null ? null : version.metrics().get(metric);
        return value == null ? "-" : String.format(Locale.ROOT, format, value);
    }
}
