package dev.clv.examples.cli;

import dev.clv.ClvModel;
import dev.clv.ClvModelBuilder;
import dev.clv.ModelBuilder;
import dev.clv.TableModel;
import dev.clv.TableModelBuilder;
import dev.clv.TrainingSummary;
import dev.clv.ValueModel;
import dev.clv.caution.Caution;
import dev.clv.evaluate.CrossValidation;
import dev.clv.evaluate.CrossValidationReport;
import dev.clv.evaluate.Evaluation;
import dev.clv.examples.cli.config.Config;
import dev.clv.features.event.EventLog;
import dev.clv.features.table.Table;
import dev.clv.serve.track.Run;
import dev.clv.serve.track.RunInput;
import dev.clv.train.TrainingSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "train",
        description = "Trains a model and writes it into one file.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  clv train events.csv.gz --cutoff 2023-12-20 --horizon 180d --out model.clvm",
            "  clv train events.csv.gz --cutoff 2023-12-20 --out model.clvm --scores scores.csv",
            "  clv train orders.csv --mapping shop.json --cutoff 2011-06-09 --origins 8 \\",
            "            --step 14d --out model.clvm",
            "  clv train customers.csv --table --label lifetime_value --out table.clvm"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the options before the call
final class TrainCommand implements Callable<Integer> {

    /** What the notes on customers or rows held out say already. */
    private static final Set<String> TOLD_OF_HELD_OUT = Set.of("repeated_ids", "attributes_without_time");

    private final Terminal terminal;

    @Mixin
    private LogInput input;

    @Option(names = "--seed", paramLabel = "S", description = "Same seed and data, same model (default: 42).")
    private @Nullable Long seed;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many threads train (default: all processors); the model is the same for any number.")
    private @Nullable Integer threads;

    @Option(
            names = "--folds",
            paramLabel = "K",
            description = "First holds out each of K parts of the customers once, and prints the scores and how they"
                    + " spread.")
    private @Nullable Integer folds;

    @Option(
            names = "--holdout",
            paramLabel = "SHARE",
            description = "First trains without this share of the customers, and prints how it does on them.")
    private @Nullable Double holdout;

    @Option(
            names = "--print-config",
            help = true,
            description = "Prints every key of --config FILE, with its value there or its default (of plain tables with"
                    + " --table), and trains nothing.")
    private boolean printConfig;

    @Option(names = "--out", paramLabel = "model.clvm", required = true, description = "The model file to write.")
    private Path out;

    @Option(
            names = "--run",
            paramLabel = "DIR",
            description =
                    "Also writes a new folder with all that is to be known of this training: settings, hashes of the"
                            + " files, versions, curves and metrics; 'clv rerun DIR' trains it again.")
    private @Nullable Path run;

    @Spec
    private CommandSpec spec;

    private @Nullable Evaluation heldOut;

    @ArgGroup(validate = false, heading = "%nTraining on an event log:%n")
    private OnLog onLog = new OnLog();

    @ArgGroup(validate = false, heading = "%nTraining on a plain table:%n")
    private TableOptions onTable = new TableOptions();

    static final class OnLog extends LogTraining {

        @Option(
                names = "--cutoff",
                paramLabel = "D",
                converter = Moment.Converter.class,
                description =
                        "The latest training origin, a date or an instant: features see what lies before it, the label"
                                + " is the net spend in the horizon from it on.")
        private @Nullable Moment cutoff;

        @Option(
                names = "--scores",
                paramLabel = "scores.csv",
                description = "Also scores everybody, as 'clv score' does, while the log is in memory.")
        private @Nullable Path scores;

        @Option(
                names = "--at",
                paramLabel = "D",
                converter = Moment.Converter.class,
                description = "As of when --scores are, a date or an instant (default: the end of the log).")
        private @Nullable Moment at;
    }

    /** What is read, as it was before the training, if there is to be a record of it. */
    private List<RunInput> read = List.of();

    TrainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (printConfig) {
            Config config = input.config();
            terminal.out().println(onTable.table ? config.toTableJson() : config.toJson());
            return 0;
        }
        Destination.requireWritable(out);
        input.requireNotInput(out, "--out");
        requireHoldout();
        if (run != null && Files.exists(run)) {
            throw new UsageException("--run: '" + run + "' exists, and a run is never written over; name a new folder");
        }
        Destination.requireWritableIfGiven(onLog.scores);
        input.requireNotInput(onLog.scores, "--scores");
        Destination.requireDifferent(onLog.scores, "--scores", out, "--out");
        read = run == null ? List.of() : inputs();
        input.cautions(onTable.table ? told(trainOnTable()) : trainOnLog(), terminal);
        return 0;
    }

    /** Tells what was trained, and gives the cautions that nothing has told yet. */
    private List<Caution> told(TrainingSummary summary) {
        terminal.note(
                "trained on %d rows of %d customers%s, %.1f %% of them with a positive label",
                summary.rows(), summary.customers(), origins(summary.cutoffs()), 100 * summary.positiveShare());
        if (!summary.selection().dropped().isEmpty()) {
            terminal.note("features dropped: %s", summary.selection().words());
        }
        String events = summary.settings().getOrDefault("events one by one", "");
        if (events.startsWith("read")) { // a caution says why not
            terminal.note("events one by one are %s", events);
        }
        boolean heldOut = holdout != null || folds != null;
        return summary.cautions().stream()
                .filter(caution -> !heldOut || !TOLD_OF_HELD_OUT.contains(caution.key()))
                .toList();
    }

    private static String origins(List<Instant> cutoffs) {
        int count = cutoffs.size();
        return count < 2 ? "" : " at " + count + " origins from " + cutoffs.get(count - 1) + " to " + cutoffs.get(0);
    }

    private List<Caution> trainOnLog() throws IOException {
        onTable.requireNone();
        Moment latest = Require.given(onLog.cutoff, "--cutoff");
        if (onLog.scores == null && onLog.at != null) {
            throw new UsageException("--at says as of when --scores are; add --scores, or leave --at out");
        }
        EventLog log = input.read(terminal);
        Instant at = onLog.at == null ? log.observedUntil() : onLog.at.in(log.zone());
        if (onLog.scores != null) {
            LogInput.knownBefore(log, at); // refused before the training
        }
        ClvModel model;
        try (TrainingProgress progress = new TrainingProgress(terminal)) {
            ClvModelBuilder builder = common(LogTraining.builder(log), progress);
            input.config().training(builder);
            onLog.apply(builder, input.config());
            given(builder);
            Instant cutoff = latest.in(log.zone());
            printHeldOut(log, cutoff, builder);
            TrainingSet rows = builder.trainingSet(log, cutoff);
            if (onLog.scores == null) {
                log = null; // its memory is needed
            }
            model = builder.train(rows);
            model.save(out);
            record(model);
            ColumnNotes.print(rows.pipeline(), terminal);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw input.config().blamed(e, "training", onLog.overridden());
        }
        List<Caution> cautions = new ArrayList<>(told(model.summary()));
        if (log != null) {
            cautions.addAll(new LogScores(onLog.scores, null, terminal).write(model, log, at));
        }
        return cautions;
    }

    /** The files that are read, as they are now. */
    private List<RunInput> inputs() throws IOException {
        List<RunInput> inputs = new ArrayList<>();
        for (Map.Entry<String, List<Path>> files : input.files().entrySet()) {
            for (Path file : files.getValue()) {
                inputs.add(RunInput.of(files.getKey(), file));
            }
        }
        return List.copyOf(inputs);
    }

    /** Writes the folder of --run. */
    private void record(ValueModel model) throws IOException {
        if (run == null) {
            return;
        }
        if (!inputs().equals(read)) {
            throw new UsageException(
                    "a file that was read changed while the training ran, so there is no record of it in '" + run
                            + "'; train again");
        }
        Run.Builder record = Run.of(model, Instant.now());
        for (Map.Entry<String, List<Path>> files : input.files().entrySet()) {
            for (Path file : files.getValue()) {
                record.input(files.getKey(), file);
            }
        }
        if (input.quality() != null) {
            record.quality(input.quality());
        }
        if (heldOut != null) {
            record.evaluation("holdout", heldOut);
        }
        List<Path> files = input.files().values().stream().flatMap(List::stream).toList();
        // As if files of arguments (@FILE) had been typed.
        List<String> typed = new ArrayList<>(List.of(spec.name()));
        typed.addAll(spec.commandLine().getParseResult().expandedArgs());
        record.command(RunArguments.of(typed, files)).build().write(run, model);
        terminal.note("wrote the record of this training to '%s'", run);
    }

    private void printHeldOut(EventLog log, Instant cutoff, ClvModelBuilder builder) {
        if (holdout != null) {
            print(
                    "customers",
                    new HeldOut(log.customers(), heldOutSeed())
                            .share(
                                    holdout,
                                    (training, test) -> builder.train(some(log, training), cutoff)
                                            .evaluate(some(log, test), cutoff)));
        }
        if (folds != null) {
            print(CrossValidation.of(folds)
                    .seed(heldOutSeed())
                    .run(log, cutoff, (some, at) -> builder.train(some, at)::forecasts));
        }
    }

    private static EventLog some(EventLog log, int[] places) {
        List<String> all = log.customers();
        return log.only(IntStream.of(places).mapToObj(all::get).collect(Collectors.toSet()));
    }

    private TrainingSummary trainOnTable() throws IOException {
        input.requireTable();
        Require.absent(onLog.cutoff, "--cutoff");
        Require.absent(onLog.scores, "--scores");
        Require.absent(onLog.at, "--at");
        onLog.requireAllAbsent();
        Table all = input.table(onTable::reader);
        Table rows = input.restricted(all, all::id, terminal);
        try (TrainingProgress progress = new TrainingProgress(terminal)) {
            TableModelBuilder builder = common(TableModel.builder(), progress);
            printHeldOut(rows, given(input.config().tableTraining(builder)));
            TableModel model = given(input.config().tableTraining(builder)).train(rows);
            model.save(out);
            record(model);
            ColumnNotes.print(model.columns(), terminal);
            return model.summary();
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw input.config().blamed(e, "training", Set.of());
        }
    }

    private void printHeldOut(Table rows, TableModelBuilder builder) {
        HeldOut heldOut =
                new HeldOut(IntStream.range(0, rows.rows()).mapToObj(rows::id).toList(), heldOutSeed());
        if (holdout != null) {
            print(
                    "rows",
                    heldOut.share(
                            holdout,
                            (training, test) ->
                                    builder.train(rows.select(training)).evaluate(rows.select(test))));
        }
        if (folds != null) {
            print(heldOut.folds(
                    folds,
                    (training, test) -> builder.train(rows.select(training)).forecasts(rows.select(test))));
        }
    }

    /** Training leaves out whom it is asked about, so that windows in common are no caution here. */
    private void print(String things, Evaluation evaluation) {
        heldOut = evaluation;
        terminal.out().print("on " + evaluation.model().count() + " " + things + " that were held out:\n" + evaluation);
        evaluation.cautions().stream()
                .filter(caution -> !caution.key().equals("evaluation_overlaps_training"))
                .forEach(caution -> terminal.note("note: on %s held out: %s", things, caution.sentence()));
    }

    private void print(CrossValidationReport report) {
        terminal.out().print(report);
        terminal.cautions(report.cautions());
    }

    private long heldOutSeed() {
        return seed == null ? 42 : seed;
    }

    /** Refused before anything is read. */
    private void requireHoldout() {
        if (holdout != null && folds != null) {
            throw new UsageException("--holdout and --folds contradict each other; leave one out");
        }
        if (holdout != null && !(holdout > 0 && holdout < 1)) {
            throw new UsageException("--holdout must be a share between 0 and 1, was " + holdout);
        }
        if (folds != null && (folds < 2 || folds > 100)) {
            throw new UsageException("--folds must be from 2 to 100, was " + folds);
        }
    }

    private static <B extends ModelBuilder<B>> B common(B builder, TrainingProgress progress) {
        return builder.threads(Runtime.getRuntime().availableProcessors()).listener(progress);
    }

    /** What was given on the command line, which counts more than --config. */
    private <B extends ModelBuilder<B>> B given(B builder) {
        if (seed != null) {
            builder.seed(seed);
        }
        return threads == null ? builder : builder.threads(threads);
    }
}
