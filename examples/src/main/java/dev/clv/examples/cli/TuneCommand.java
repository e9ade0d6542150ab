package dev.clv.examples.cli;

import dev.clv.ClvModel;
import dev.clv.ClvModelBuilder;
import dev.clv.ModelBuilder;
import dev.clv.TableModel;
import dev.clv.TableModelBuilder;
import dev.clv.ValueModel;
import dev.clv.evaluate.Comparison;
import dev.clv.evaluate.CrossValidation;
import dev.clv.evaluate.CrossValidationReport;
import dev.clv.evaluate.Metric;
import dev.clv.examples.cli.config.Config;
import dev.clv.features.FittableExtractor;
import dev.clv.features.event.EventLog;
import dev.clv.features.table.Table;
import dev.clv.reason.Explanation;
import dev.clv.tune.LearningCurve;
import dev.clv.tune.LearningCurveReport;
import dev.clv.tune.SearchSpace;
import dev.clv.tune.Strategy;
import dev.clv.tune.Trial;
import dev.clv.tune.Tuned;
import dev.clv.tune.Tuning;
import dev.clv.tune.TuningReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "tune",
        description = "Searches better settings of a training on held-out customers, and trains a model of the winner;"
                + " of the settings as given, if none is better beyond noise.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  clv tune events.csv.gz --cutoff 2023-12-20 --budget 10m --json trials.json --out model.clvm",
            "  clv tune customers.csv --table --label lifetime_value --trials 40 --best best.json \\",
            "           --out table.clvm",
            "  clv tune events.csv.gz --cutoff 2023-12-20 --trials 10 --folds 3",
            "  clv tune events.csv.gz --cutoff 2023-12-20 --learning-curve"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the options before the call
final class TuneCommand implements Callable<Integer> {

    private static final Duration HORIZON = Duration.ofDays(180);

    private final Terminal terminal;

    @Mixin
    private LogInput input;

    @Option(names = "--out", paramLabel = "model.clvm", description = "The model file to write; needed for a search.")
    private @Nullable Path out;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description =
                    "Keeps all trials as JSON after each of them; with the file of an earlier run, the search goes"
                            + " on from there. With --folds or --learning-curve, writes the report.")
    private @Nullable Path json;

    @Option(
            names = "--best",
            paramLabel = "FILE",
            description = "Also writes the winner as a file of --config, with which 'clv train' makes the same model.")
    private @Nullable Path best;

    @Option(
            names = "--trials",
            paramLabel = "N",
            description = "How many configurations to try, the given one included (default: 20, or as many as the"
                    + " --budget allows).")
    private @Nullable Integer trials;

    @Option(
            names = "--budget",
            paramLabel = "T",
            converter = Budget.class,
            description = "Begins no further trial after this time, such as 90s, 10m or 2h.")
    private @Nullable Duration budget;

    @Option(
            names = "--strategy",
            paramLabel = "NAME",
            defaultValue = "tpe",
            description = "random, halving (successive halving by customers) or tpe (the default).")
    private String strategy;

    @Option(
            names = "--score",
            paramLabel = "METRIC",
            defaultValue = "CRPS",
            description = "The metric to go by, as 'clv evaluate' names it (default: ${DEFAULT-VALUE}).")
    private String score;

    @Option(
            names = "--knobs",
            paramLabel = "A,B",
            split = ",",
            description = "What to search: units, layers, dropout, activation, l2, members, learningRate, batchSize,"
                    + " epochs, patience, loss; of event logs also purchaseModel, origins and step (default: units,"
                    + " layers, dropout, l2, learningRate and batchSize; of event logs also origins).")
    private List<String> knobs = List.of();

    @Option(
            names = "--folds",
            paramLabel = "K",
            description =
                    "Trains no model for use, but tells how tuned ones do: searches anew without each of K folds of"
                            + " the customers, predicts it, and compares with the settings as given.")
    private @Nullable Integer folds;

    @Option(names = "--learning-curve", description = "Searches nothing, but tells whether more customers would help.")
    private boolean learningCurve;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Same seed and data, same trials and winner, unless time ends the search (default: 42).")
    private @Nullable Long seed;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many threads train (default: all processors); the result is the same for any number.")
    private @Nullable Integer threads;

    @ArgGroup(validate = false, heading = "%nFor a model of an event log:%n")
    private OnLog onLog = new OnLog();

    @ArgGroup(validate = false, heading = "%nFor a model of a plain table:%n")
    private TableOptions onTable = new TableOptions();

    static final class OnLog extends SequenceOption {

        @Option(
                names = "--cutoff",
                paramLabel = "D",
                converter = Moment.Converter.class,
                description =
                        "The latest training origin of the winner, a date or an instant; configurations are trained"
                                + " a horizon earlier and compared as of then.")
        private @Nullable Moment cutoff;

        @Option(
                names = "--horizon",
                paramLabel = "H",
                converter = Span.class,
                description = "How far ahead to predict, for instance 180d (the default).")
        private @Nullable Duration horizon;
    }

    TuneCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        for (Path file : Stream.of(out, json, best).filter(one -> one != null).toList()) {
            Destination.requireWritable(file);
        }
        input.requireNotInput(out, "--out");
        input.requireNotInput(json, "--json");
        input.requireNotInput(best, "--best");
        Destination.requireDifferent(out, "--out", json, "--json");
        Destination.requireDifferent(out, "--out", best, "--best");
        Destination.requireDifferent(json, "--json", best, "--best");
        requireOut();
        requireCounts();
        if (onTable.table) {
            onTable();
        } else {
            onLog();
        }
        return 0;
    }

    private void requireOut() {
        if (learningCurve && folds != null) {
            throw new UsageException("--learning-curve and --folds contradict each other; leave one out");
        }
        if (folds != null && best != null) {
            throw new UsageException("--folds finds no settings for use; leave out --best");
        }
        boolean trainsNone = learningCurve || folds != null;
        if (trainsNone == (out != null)) {
            throw new UsageException(
                    trainsNone
                            ? (learningCurve ? "--learning-curve" : "--folds") + " trains no model; leave out --out"
                            : "Missing required option: '--out'");
        }
    }

    /** Refused before anything is read. */
    private void requireCounts() {
        if (trials != null && (trials < 2 || trials > 100_000)) {
            throw new UsageException("--trials must be from 2 to 100,000, was " + trials);
        }
        if (folds != null && (folds < 2 || folds > 100)) {
            throw new UsageException("--folds must be from 2 to 100, was " + folds);
        }
    }

    private void onLog() throws IOException {
        onTable.requireNone();
        Moment latest = Require.given(onLog.cutoff, "--cutoff");
        Config config = input.config();
        EventLog log = input.read(terminal);
        Instant cutoff = latest.in(log.zone());
        Supplier<ClvModelBuilder> builder = () -> {
            ClvModelBuilder fresh = ClvModel.builder()
                    .horizon(HORIZON)
                    .currency(log.currency() == null ? Explanation.NO_CURRENCY : log.currency());
            config.training(fresh);
            onLog.features(config).ifPresent(fresh::features);
            onLog.applySequence(fresh);
            return given(onLog.horizon == null ? fresh : fresh.horizon(onLog.horizon));
        };
        try {
            if (learningCurve) {
                print(curve().run(log, cutoff, builder));
            } else if (folds != null) {
                CrossValidation outer = outer(folds);
                print(
                        tuning().nested(outer, log, cutoff, builder),
                        outer.run(log, cutoff, (some, at) -> builder.get().train(some, at)::forecasts));
            } else {
                train(tuning().run(log, cutoff, builder), config);
            }
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw config.blamed(e, "training", onLog.horizon == null ? Set.of() : Set.of("horizon"));
        }
    }

    private void onTable() throws IOException {
        input.requireTable();
        Require.absent(onLog.cutoff, "--cutoff");
        Require.absent(onLog.horizon, "--horizon");
        onLog.requireAbsent();
        Config config = input.config();
        Table all = input.table(onTable::reader);
        Table rows = input.restricted(all, all::id, terminal);
        Supplier<TableModelBuilder> builder = () -> given(config.tableTraining(TableModel.builder()));
        try {
            if (learningCurve) {
                print(curve().run(rows, builder));
            } else if (folds != null) {
                CrossValidation outer = outer(folds);
                print(
                        tuning().nested(outer, rows, builder),
                        outer.run(
                                IntStream.range(0, rows.rows())
                                        .mapToObj(rows::id)
                                        .toList(),
                                (training, test) -> builder.get()
                                        .train(rows.select(training))
                                        .forecasts(rows.select(test))));
            } else {
                train(tuning().run(rows, builder), config);
            }
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw config.blamed(e, "training", Set.of());
        }
    }

    private Tuning tuning() {
        Tuning tuning = Tuning.defaults()
                .strategy(strategy())
                .score(metric())
                .threads(threadCount())
                .listener(this::note);
        if (trials != null) {
            tuning = tuning.trials(trials);
        }
        if (budget != null) {
            tuning = tuning.budget(budget, System::nanoTime);
        }
        if (seed != null) {
            tuning = tuning.seed(seed);
        }
        if (!knobs.isEmpty()) {
            tuning = tuning.space(SearchSpace.of(knobs.toArray(String[]::new)));
        }
        return json == null ? tuning : tuning.file(json);
    }

    private void note(Trial trial) {
        terminal.note(
                "trial %d%s: %s",
                trial.number(),
                trial.share() == 1 ? "" : String.format(Locale.ROOT, " on %.2f of the customers", trial.share()),
                trial.succeeded()
                        ? String.format(Locale.ROOT, "%s %.4f", metric().label(), trial.score())
                        : "failed: " + trial.failure());
    }

    private void train(Tuned<? extends ValueModel> tuned, Config config) throws IOException {
        TuningReport report = tuned.report();
        terminal.out().print(report);
        if (best != null) {
            String winner = config.with(report.config(), given(config));
            Destination.write(best, terminal.out(), writer -> writer.write(winner + "\n"));
        }
        ValueModel model = tuned.train();
        model.save(Require.given(out, "--out"));
        terminal.note(
                "trained on %d rows of %d customers with the settings of trial %d",
                model.summary().rows(), model.summary().customers(), report.winner());
        terminal.cautions(model.summary().cautions());
    }

    /** What options of this command say of the training. */
    private Map<String, Object> given(Config config) {
        Map<String, Object> training = new LinkedHashMap<>();
        onLog.features(config)
                .ifPresent(plan -> training.put(
                        "features",
                        plan.extractors().stream().map(FittableExtractor::name).toList()));
        onLog.sequence(config).ifPresent(sequence -> training.put("sequence", sequence));
        if (onLog.horizon != null) {
            training.put("horizon", onLog.horizon.toString());
        }
        if (seed != null) {
            training.put("seed", seed);
        }
        return training;
    }

    private LearningCurve curve() {
        LearningCurve curve = LearningCurve.defaults().score(metric()).threads(threadCount());
        return seed == null ? curve : curve.seed(seed);
    }

    private void print(LearningCurveReport report) throws IOException {
        terminal.out().print(report);
        if (json != null) {
            Destination.write(json, terminal.out(), writer -> writer.write(report.toJson() + "\n"));
        }
    }

    private CrossValidation outer(int count) {
        return CrossValidation.of(count).seed(seed == null ? 42 : seed);
    }

    private void print(CrossValidationReport tuned, CrossValidationReport given) throws IOException {
        terminal.out().print("tuned within each fold: ");
        terminal.out().print(tuned);
        Comparison gain = tuned.against(given);
        terminal.out().printf("tuned against the settings as given, over folds:%n");
        Stream.of(metric(), Metric.NGINI, Metric.SPEARMAN_RTB, Metric.RMSE_CAP99)
                .distinct()
                .forEach(metric -> gain.of(metric)
                        .ifPresent(difference -> terminal.out().printf("  %s: %s%n", metric.label(), difference)));
        if (json != null) {
            Destination.write(json, terminal.out(), writer -> writer.write(tuned.toJson() + "\n"));
        }
        terminal.cautions(tuned.cautions());
    }

    private Strategy strategy() {
        return Stream.of(Strategy.values())
                .filter(known -> known.name().equalsIgnoreCase(strategy))
                .findFirst()
                .orElseThrow(
                        () -> new UsageException("--strategy must be random, halving or tpe, was '" + strategy + "'"));
    }

    private Metric metric() {
        return Stream.of(Metric.values())
                .filter(known -> known.label().equalsIgnoreCase(score))
                .findFirst()
                .orElseThrow(() -> new UsageException("--score must be one of "
                        + Stream.of(Metric.values()).map(Metric::label).collect(Collectors.joining(", ")) + ", was '"
                        + score + "'"));
    }

    private int threadCount() {
        return threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    }

    private <B extends ModelBuilder<B>> B given(B builder) {
        B settings = builder.threads(threadCount());
        return seed == null ? settings : settings.seed(seed);
    }
}
