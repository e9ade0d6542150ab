package dev.clv.tune;

import static java.util.Objects.requireNonNull;

import dev.clv.ClvModel;
import dev.clv.ClvModelBuilder;
import dev.clv.ModelBuilder;
import dev.clv.TableModel;
import dev.clv.TableModelBuilder;
import dev.clv.evaluate.CrossValidation;
import dev.clv.evaluate.CrossValidationReport;
import dev.clv.evaluate.Metric;
import dev.clv.explain.json.Json;
import dev.clv.features.event.EventLog;
import dev.clv.features.table.Table;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Searches better settings of a builder: tries configurations on customers that are held out, beside the given
 * configuration, and replaces that one only if another is better beyond noise.
 *
 * <pre>{@code
 * Tuned<ClvModel> tuned = Tuning.defaults().run(log, cutoff, () -> ClvModel.builder().horizon(Duration.ofDays(180)));
 * ClvModel model = tuned.train();
 * }</pre>
 *
 * <p>Customers are dealt into folds, and each is predicted by a training on the others. In an event log the prediction
 * is made as of the cutoff, and the training ends one horizon (of several, the longest) earlier, as it will when the
 * model is used; if the log is too short for that, the report says so, and the folds are predicted at the time of
 * training. The score is that of the main horizon. Features are extracted once for all configurations.
 *
 * <p>The score is {@link Metric#CRPS} unless set: a proper score of the whole distribution, in currency, which no
 * forecast betters by being bolder or vaguer than it should, and which a few large customers decide less than a squared
 * error. A winner must also lose beyond noise in none of nGini, spearman_rtb and RMSE_cap99. A loss that describes no
 * distribution has no CRPS; with such a loss, take another score.
 *
 * <p>The score of a winner flatters, since it was chosen by it. {@link #nested} tells an honest one: it searches within
 * each training of a {@link CrossValidation}. Within those of a {@link dev.clv.evaluate.Backtest}, search by hand.
 *
 * <p>The same seed gives the same trials and the same winner, for any number of threads, as long as the number of
 * trials ends the search; how many fit in a time depends on the machine. Immutable; every method returns a changed
 * copy.
 */
public final class Tuning {

    private static final Tuning DEFAULTS = new Tuning(new Options());

    private static final int MOST_TRIALS = 100_000;

    private static final List<Double> SHARES = List.of(0.25, 0.5, 1.0);

    /** Fewer customers than this are no step of successive halving. */
    private static final int FEWEST_CUSTOMERS = 100;

    private final Options options;

    private Tuning(Options options) {
        this.options = options;
    }

    /** Changed only while it is copied. */
    private static final class Options implements Cloneable {

        private @Nullable SearchSpace space; // null for that of the kind of data
        private Strategy strategy = Strategy.TPE;
        private Metric score = Metric.CRPS;
        private int trials; // 0 unless set
        private @Nullable Duration budget;
        private LongSupplier clock = () -> 0;
        private int folds = 3;
        private long seed = 42;
        private int threads = 1;
        private @Nullable Path file;
        private Consumer<Trial> listener = trial -> {};

        private Options copy() {
            try {
                return (Options) clone();
            } catch (CloneNotSupportedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private Tuning with(Consumer<Options> change) {
        Options copy = options.copy();
        change.accept(copy);
        return new Tuning(copy);
    }

    /**
     * 20 trials of {@link SearchSpace#ofLogs} or {@link SearchSpace#ofTables} by {@link Strategy#TPE}, scored by
     * {@link Metric#CRPS} on three folds, seed 42, one thread, unless set.
     */
    public static Tuning defaults() {
        return DEFAULTS;
    }

    /**
     * With other knobs.
     *
     * @throws IllegalArgumentException if there is none, or {@code step} without {@code origins}
     */
    public Tuning space(SearchSpace space) {
        if (space.knobs().isEmpty()) {
            throw new IllegalArgumentException("a search needs at least 1 knob, has none; add some to the space");
        }
        if (space.knobs().contains(Knob.STEP.label()) && !space.knobs().contains(Knob.ORIGINS.label())) {
            throw new IllegalArgumentException("the knob 'step' says how far apart origins are; add 'origins', too");
        }
        return with(copy -> copy.space = space);
    }

    /** With another strategy. */
    public Tuning strategy(Strategy strategy) {
        return with(copy -> copy.strategy = requireNonNull(strategy, "strategy"));
    }

    /** With another metric to go by; one that is undefined for a configuration makes its trial fail. */
    public Tuning score(Metric metric) {
        return with(copy -> copy.score = requireNonNull(metric, "score"));
    }

    /**
     * With another number of trials, the given configuration included; 20 unless this or a budget is set.
     *
     * @param count from 2 to 100,000
     */
    public Tuning trials(int count) {
        if (count < 2 || count > MOST_TRIALS) {
            throw new IllegalArgumentException("trials must be from 2 to 100,000, was " + count);
        }
        return with(copy -> copy.trials = count);
    }

    /**
     * Begins no further trial once this much time has passed since {@code run} was called; those under way are
     * finished, and the first always runs. Together with a number of trials, what comes first ends the search. How many
     * trials fit depends on the machine, and so may the winner.
     *
     * @param limit positive
     * @param clock nanoseconds from any origin, for instance {@code System::nanoTime}
     */
    public Tuning budget(Duration limit, LongSupplier clock) {
        if (limit.isZero() || limit.isNegative()) {
            throw new IllegalArgumentException("the budget must be positive, was " + limit);
        }
        return with(copy -> {
            copy.budget = limit;
            copy.clock = requireNonNull(clock, "clock");
        });
    }

    /**
     * With another number of folds.
     *
     * @param count from 2 to 100
     */
    public Tuning folds(int count) {
        if (count < 2 || count > 100) {
            throw new IllegalArgumentException("folds must be from 2 to 100, was " + count);
        }
        return with(copy -> copy.folds = count);
    }

    /** With another seed of folds and proposals; trainings have the builder's seed. */
    public Tuning seed(long seed) {
        return with(copy -> copy.seed = seed);
    }

    /**
     * With more threads, for the length of {@code run}; they change no bit of the result. Trials of a batch of four (in
     * successive halving, of a step) run at the same time.
     *
     * @param count at least 1
     */
    public Tuning threads(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("threads must be at least 1, was " + count);
        }
        return with(copy -> copy.threads = count);
    }

    /**
     * Keeps the report in a file, which is replaced as a whole after every trial, and goes on from there when the same
     * search is run again: to the same result as if it had never ended. More trials, more time and other threads are
     * the same search; anything else is refused by name.
     *
     * @param report its folder must exist
     */
    public Tuning file(Path report) {
        return with(copy -> copy.file = requireNonNull(report, "file"));
    }

    /** With a listener to each trial that ends; calls never overlap and come from the thread that searches. */
    public Tuning listener(Consumer<Trial> listener) {
        return with(copy -> copy.listener = requireNonNull(listener, "listener"));
    }

    /**
     * Searches settings of a model of an event log.
     *
     * @param log must have seen the whole horizon after {@code cutoff}
     * @param cutoff as of when held-out customers are predicted, and the latest origin of {@link Tuned#train()}
     * @param builder makes a builder with a horizon, each time with the same settings and the same as all before
     * @throws IllegalArgumentException if nothing can be trained, the given configuration cannot be scored, or the file
     *     is of another search
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted; its interrupt flag stays
     *     set, and the file has all trials that had ended
     * @throws java.io.UncheckedIOException if the file cannot be read or written
     */
    public Tuned<ClvModel> run(EventLog log, Instant cutoff, Supplier<ClvModelBuilder> builder) {
        long start = options.clock.getAsLong();
        Splits splits = new LogSplits(log, cutoff, builder, options.folds, options.seed);
        TuningReport report = search(splits, searched(SearchSpace.ofLogs()), start);
        return new Tuned<>(report, () -> {
            ClvModelBuilder winner = settings(builder.get(), report);
            Map<String, Object> values = changes(report.best());
            if (values.get(Knob.PURCHASE_MODEL.label()) instanceof Boolean allowed
                    && allowed != winner.purchaseModel()) {
                winner.purchaseModel(allowed);
            }
            SearchedOrigins origins = SearchedOrigins.of(values);
            return (origins == null ? winner : origins.set(winner)).train(log, cutoff);
        });
    }

    /**
     * Searches settings of a model of a plain table; rows of one id stay together. Otherwise as for an event log.
     *
     * @param table as for {@link TableModelBuilder#train(Table)}
     * @param builder makes a builder, each time with the same settings
     * @throws IllegalArgumentException also if the space has a knob of event logs
     */
    public Tuned<TableModel> run(Table table, Supplier<TableModelBuilder> builder) {
        long start = options.clock.getAsLong();
        SearchSpace space = searched(SearchSpace.ofTables());
        List<String> unknown =
                space.knobs().stream().filter(knob -> !Knob.of(knob).ofTables()).toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "a training on a plain table has no " + unknown + "; leave it out of the search");
        }
        TuningReport report = search(new TableSplits(table, builder, options.folds, options.seed), space, start);
        return new Tuned<>(report, () -> settings(builder.get(), report).train(table));
    }

    /**
     * How models do that a search like this one makes, on customers that neither search nor training has seen (nested
     * cross-validation; Varma and Simon 2006, "Bias in error estimation when using cross-validation for model
     * selection"). Each fold has a search of its own, so that the settings found may differ; a budget is that of each,
     * and no file is kept. Otherwise as {@link #run(EventLog, Instant, Supplier)}.
     *
     * @param outer the folds that are tested
     */
    public CrossValidationReport nested(
            CrossValidation outer, EventLog log, Instant cutoff, Supplier<ClvModelBuilder> builder) {
        Tuning inner = with(copy -> copy.file = null);
        return outer.run(log, cutoff, (some, at) -> inner.run(some, at, builder).train()::forecasts);
    }

    /** The same of a plain table, as {@link #run(Table, Supplier)}. */
    public CrossValidationReport nested(CrossValidation outer, Table table, Supplier<TableModelBuilder> builder) {
        Tuning inner = with(copy -> copy.file = null);
        return outer.run(
                IntStream.range(0, table.rows()).mapToObj(table::id).toList(),
                (training, test) ->
                        inner.run(table.select(training), builder).train().forecasts(table.select(test)));
    }

    private static <B extends ModelBuilder<B>> B settings(B builder, TuningReport report) {
        return builder.settings(Knob.apply(builder.settings(), changes(report.best())));
    }

    /** The first trial changes nothing, not even what its values cannot say. */
    private static Map<String, Object> changes(Trial trial) {
        return trial.number() == 1 ? Map.of() : trial.values();
    }

    private SearchSpace searched(SearchSpace ofKind) {
        return options.space == null ? ofKind : options.space;
    }

    private TuningReport search(Splits splits, SearchSpace space, long start) {
        Map<String, String> words = words(splits, space);
        TrialFile file = new TrialFile(options.file);
        List<Trial> earlier = file.trialsOf(words);
        Search search = new Search(splits, space, options.folds, options.score, options.threads, earlier);
        search.run(
                options.strategy.proposer(space, options.score, options.seed, shares(splits)),
                trials(),
                expired(start),
                trial -> {
                    file.write(new TuningReport(words, options.score, search.trials(), 0, "", ""));
                    options.listener.accept(trial);
                });
        Decision decision = Decision.of(search.trials(), options.score, search::predictions);
        TuningReport report = new TuningReport(
                words,
                options.score,
                search.trials(),
                decision.winner().number(),
                ended(earlier.size(), search.trials().size()) + decision.words(),
                config(splits, decision.winner()));
        file.write(report);
        return report;
    }

    /** Of the customers, on which successive halving trains. */
    private static List<Double> shares(Splits splits) {
        return SHARES.stream()
                .filter(share -> share == 1 || share * splits.customers() >= FEWEST_CUSTOMERS)
                .toList();
    }

    /** Why there are other trials than were asked for; empty if there are as many. */
    private String ended(int earlier, int now) {
        if (now < trials() && options.budget != null) {
            return "The budget ended the search after " + (now == 1 ? "1 trial" : now + " trials") + ". ";
        }
        return earlier > trials()
                ? "The file held " + earlier + " trials already, more than the " + trials()
                        + " of this search; all count. "
                : "";
    }

    private static String config(Splits splits, Trial winner) {
        Map<String, Object> changes = changes(winner);
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("training", Knob.config(Knob.apply(splits.settings(), changes), changes));
        return Json.write(config);
    }

    private int trials() {
        return options.trials > 0 ? options.trials : options.budget == null ? 20 : MOST_TRIALS;
    }

    private BooleanSupplier expired(long start) {
        Duration budget = options.budget;
        return budget == null ? () -> false : () -> options.clock.getAsLong() - start >= budget.toNanos();
    }

    /** All that decides a trial. */
    private Map<String, String> words(Splits splits, SearchSpace space) {
        Map<String, String> words = new LinkedHashMap<>(splits.identity());
        words.put(
                TrialFile.VALIDATION,
                "each of " + options.folds + " folds of the customers is predicted " + splits.words());
        words.put("strategy", options.strategy.name().toLowerCase(Locale.ROOT));
        words.put("score", options.score.label());
        words.put("seed of the search", String.valueOf(options.seed));
        if (options.strategy == Strategy.HALVING) {
            words.put("trials", trials() == MOST_TRIALS ? "as many as the time allows" : String.valueOf(trials()));
            int steps = shares(splits).size();
            if (steps < SHARES.size()) {
                words.put(
                        TuningReport.STEPS,
                        "successive halving trains on "
                                + (steps == 1
                                        ? "all customers at once, so that it is a random search"
                                        : "half of the customers first, and then on all")
                                + ": " + splits.customers() + " of them train, and no step has fewer than "
                                + FEWEST_CUSTOMERS);
            }
        }
        splits.settings().words().forEach((name, value) -> words.put("setting: " + name, value));
        space.dimensions().forEach((knob, dimension) -> words.put("space of '" + knob + "'", dimension.toString()));
        return words;
    }
}
