package dev.clv;

import static java.util.Objects.requireNonNull;

import dev.clv.baseline.Baseline;
import dev.clv.baseline.BaselineRows;
import dev.clv.caution.Caution;
import dev.clv.features.Feature;
import dev.clv.features.event.CurrencyCode;
import dev.clv.features.select.FeatureSelection;
import dev.clv.features.select.SelectionReport;
import dev.clv.features.sequence.FittedEventTokens;
import dev.clv.internal.Workers;
import dev.clv.label.Horizon;
import dev.clv.label.Target;
import dev.clv.label.Targets;
import dev.clv.nn.NetworkSpec;
import dev.clv.nn.loss.Loss;
import dev.clv.nn.optimize.Optimizer;
import dev.clv.nn.train.Precision;
import dev.clv.nn.train.Trainer;
import dev.clv.nn.train.TrainingListener;
import dev.clv.reason.ValueExplainer;
import dev.clv.train.EarlierNetworks;
import dev.clv.train.EnsembleTraining;
import dev.clv.train.Execution;
import dev.clv.train.NetworkImportance;
import dev.clv.train.NetworkSettings;
import dev.clv.train.TrainingRows;
import dev.clv.train.TrainingSettings;
import dev.clv.value.BlendedRegressor;
import dev.clv.value.ConformalRegressor;
import dev.clv.value.HorizonRegressor;
import dev.clv.value.NetworkEnsemble;
import dev.clv.value.OrderModel;
import dev.clv.value.PurchasePrior;
import dev.clv.value.ReorderedRegressor;
import dev.clv.value.ValueRegressor;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The knobs of every kind of model: each is documented, with its default, on the method that changes it. Settings are
 * checked at once; {@code train} is terminal and can be called again for another model. Not thread-safe.
 *
 * <p>An interrupt of the thread that trains ends the training within a fraction of a second, whatever the number of
 * threads: {@code train} throws a {@link java.util.concurrent.CancellationException}, the interrupt flag stays set, and
 * no other thread works on.
 *
 * @param <B> the builder itself
 */
public abstract sealed class ModelBuilder<B extends ModelBuilder<B>> permits ClvModelBuilder, TableModelBuilder {

    private @Nullable String currency;
    private TrainingSettings settings = TrainingSettings.defaults();
    private Execution execution = Execution.defaults();
    private Tiers tiers = Tiers.abc();
    private FeatureSelection selection = FeatureSelection.none();
    private ProgressListener progress = (stage, fraction) -> {};
    private long start;

    ModelBuilder() {}

    abstract B self();

    /** Takes over all that is set here. */
    final B with(ModelBuilder<?> other) {
        currency = other.currency;
        settings = other.settings;
        execution = other.execution;
        tiers = other.tiers;
        selection = other.selection;
        progress = other.progress;
        return self();
    }

    /** A training beside another one: nobody hears of it, and it leaves no files. */
    final B unheard() {
        execution = execution.unheard();
        progress = (stage, fraction) -> {};
        return self();
    }

    final boolean hasTimeLimit() {
        return execution.timeLimit() != null;
    }

    /**
     * The currency of all amounts, an ISO 4217 code. Unless set, that of the event log, which must then name one; for a
     * plain table {@code XXX}, none.
     *
     * @param code three capital letters
     * @throws IllegalArgumentException if it is anything else
     */
    public B currency(String code) {
        this.currency = CurrencyCode.require("currency", code);
        return self();
    }

    /**
     * All settings of the training at once, for instance those of another trial; {@link TrainingSettings#defaults()}
     * unless set. Methods called afterwards change single ones.
     */
    public B settings(TrainingSettings all) {
        this.settings = requireNonNull(all, "settings");
        return self();
    }

    /** All settings of the training as they are set so far. */
    public TrainingSettings settings() {
        return settings;
    }

    /**
     * Changes the network: {@code network(n -> n.hidden(64, 32).dropout(0.1).l2(1e-4))}; defaults in
     * {@link NetworkSettings}.
     */
    public B network(UnaryOperator<NetworkSettings> change) {
        return settings(settings.network(change));
    }

    /**
     * The loss to minimise, which also turns outputs into a value; {@link dev.clv.nn.loss.ZeroInflatedLognormal} unless
     * set. Labels are divided by the median positive one first, unless the loss allows them only as they are, as one of
     * probabilities or classes does; {@code train} refuses a loss that does not allow the labels.
     */
    public B loss(Loss loss) {
        return settings(settings.loss(loss));
    }

    /** The optimiser; Adam at 0.002 unless set. The rate rises over two epochs, then falls along a cosine. */
    public B optimizer(Optimizer optimizer) {
        return settings(settings.optimizer(optimizer));
    }

    /** Rows per training step, at least 1; 64 unless set. */
    public B batchSize(int rows) {
        return settings(settings.batchSize(rows));
    }

    /**
     * When to stop; patience 10 and, unless set, at most 60 epochs, fewer for many rows, see
     * {@link TrainingSettings#epochs(int)}. The weights of the best epoch on held-out customers are kept.
     *
     * @param epochs the most passes over the training rows, at least 1
     * @param patience stop after this many epochs without a better one, at least 1
     */
    public B earlyStopping(int epochs, int patience) {
        return settings(settings.earlyStopping(epochs, patience));
    }

    /**
     * The numbers that networks are trained with; float unless set. In float the same seed and data give the same bits
     * wherever HotSpot runs on a processor that multiplies and adds in one step, as all of x86-64 since 2013 and of
     * ARM64 do, with the Vector API and without; in double wherever Java runs. A network or an optimiser that has no
     * float form trains in double. Predictions are in double either way.
     */
    public B precision(Precision precision) {
        return settings(settings.precision(precision));
    }

    /**
     * The seed of all random numbers; 42 unless set. The same seed and data give the same bits for any number of
     * threads, see {@link #precision}.
     */
    public B seed(long seed) {
        return settings(settings.seed(seed));
    }

    /**
     * How many threads may work, for the length of the call; 1, the caller's own, unless set. Extractors of your own
     * must be thread-safe, as {@link dev.clv.features.FeatureExtractor} asks.
     */
    public B threads(int count) {
        this.execution = execution.threads(count);
        return self();
    }

    int threads() {
        return execution.threads();
    }

    /** The listener to the progress of training; none unless set. */
    public B listener(ProgressListener listener) {
        this.progress = requireNonNull(listener, "listener");
        return self();
    }

    /**
     * The listeners to every epoch of every network, which may end its training; none unless set. Losses are in the
     * units of the networks' labels.
     *
     * <pre>{@code
     * networkListener(network -> epoch -> {
     *     losses.record(network, epoch.number(), epoch.validationLoss());
     *     return true;
     * })
     * }</pre>
     *
     * @param ofNetwork the listener of each network, by its number from 0, asked for once, before that network's
     *     training; networks may train at the same time
     */
    public B networkListener(IntFunction<TrainingListener> ofNetwork) {
        this.execution = execution.listeners(ofNetwork);
        return self();
    }

    /**
     * Writes the losses and weights of every network, after each epoch, where TensorBoard finds them; nowhere unless
     * set.
     *
     * @param folder made if it is missing
     * @param clock gives the time of each event, which TensorBoard shows
     */
    public B tensorBoard(Path folder, Clock clock) {
        this.execution = execution.tensorBoard(requireNonNull(folder, "folder"), clock);
        return self();
    }

    /**
     * Ends the training when this much time has passed since {@code train} was called; never unless set. Each network
     * keeps its best weights so far. Networks that train one after the other share the time equally, and each does its
     * first epoch whatever the time, so that a training can last longer by an epoch of each. The result depends on the
     * speed of the machine; a warning in the log says how many networks were stopped.
     *
     * @param limit positive
     * @param clock nanoseconds from any origin, for instance {@code System::nanoTime}
     */
    public B timeLimit(Duration limit, LongSupplier clock) {
        this.execution = execution.timeLimit(requireNonNull(limit, "limit"), clock);
        return self();
    }

    /**
     * Stores a checkpoint of each network after every epoch, and continues from there when {@code train} is called
     * again with the same settings on the same rows: to the same bits as if it had never been interrupted. Nothing is
     * kept unless set. The files hold weights and losses, and no rows.
     *
     * @param folder made if it is missing; delete it after the training
     */
    public B checkpoints(Path folder) {
        this.execution = execution.checkpoints(requireNonNull(folder, "folder"));
        return self();
    }

    /** Where finished networks are kept; empty if nowhere. */
    public Optional<Path> checkpoints() {
        return Optional.ofNullable(execution.checkpoints());
    }

    /**
     * How {@link Standing#tier} divides customers by their predicted value; {@link Tiers#abc()} unless set: A, the top
     * 20 % of the training customers, B, the next 30 %, and C, the rest.
     */
    public B tiers(Tiers tiers) {
        this.tiers = requireNonNull(tiers, "tiers");
        return self();
    }

    /**
     * Which of the features to look at; all unless set. What is dropped is neither prepared, computed nor explained,
     * the model file knows nothing of it, and {@link ValueModel#selection()} tells what it was and why.
     *
     * <pre>{@code
     * features(select -> select.dropConstant().dropDuplicates().dropCollinear(0.98))
     * features(select -> select.keepImportant(0.005).stable(20, 0.7))
     * }</pre>
     *
     * <p>A selection is fitted on training rows, within each call of {@code train}, so that customers held out by
     * whoever calls it are held out from the selection too. Importance is measured by networks with the settings of
     * this builder, each trained for at most 20 epochs on some of the training customers: by how much their loss on the
     * others grows when a feature is shuffled among these. Such networks count to no {@link #timeLimit}.
     *
     * <p>Features stay that the purchase model of {@link ClvModelBuilder#purchaseModel} reads, those in which
     * predictions must rise or fall, and the events that {@link ClvModelBuilder#sequence} asks for. Name others that a
     * network of your own asks for by {@link FeatureSelection#keep}.
     *
     * @param select from the rules set so far, none at first, to others
     */
    public B features(UnaryOperator<FeatureSelection> select) {
        this.selection = requireNonNull(select.apply(selection), "features");
        return self();
    }

    /** The rules by which features are selected, as they are set so far. */
    public FeatureSelection selection() {
        return selection;
    }

    /** Training rows with the features that are left, and what became of the others. */
    record Selected(TrainingRows rows, SelectionReport report) {}

    /** @param prior of the rows, or null */
    final Selected select(TrainingRows rows, @Nullable PurchasePrior prior) {
        selection.requireKnown(rows.features().schema());
        if (selection.isNone()) {
            return new Selected(rows, SelectionReport.NONE);
        }
        Set<String> names =
                rows.features().schema().features().stream().map(Feature::name).collect(Collectors.toSet());
        FeatureSelection all = selection.keep(settings.network().monotone().stream()
                .filter(names::contains) // networks refuse others, in words of their own
                .toArray(String[]::new));
        if (settings.network().sequence().isPresent()) {
            all = all.keep(
                    FittedEventTokens.FEATURES.stream().filter(names::contains).toArray(String[]::new));
        }
        if (prior != null && readsMonotone().isEmpty()) {
            all = all.keep(PurchasePrior.FEATURES.toArray(String[]::new));
        }
        AtomicBoolean ended = new AtomicBoolean();
        try (Workers workers = Workers.beside(execution.threads())) {
            try {
                SelectionReport report = all.fit(
                        rows.features(),
                        rows.preparation(),
                        new NetworkImportance(rows, settings, ended::get),
                        workers);
                return new Selected(report.dropped().isEmpty() ? rows : rows.only(report.kept()), report);
            } finally {
                ended.set(true);
            }
        }
    }

    /** The same for people, as a setting; empty for random ones. */
    Map<String, String> startWords() {
        return Map.of();
    }

    /** The networks whose weights a training starts from; null for random ones. */
    @Nullable
    EarlierNetworks start() {
        return null;
    }

    final @Nullable String currency() {
        return currency;
    }

    /** Starts the time that a limit counts. */
    final void begin() {
        start = execution.clock().getAsLong();
    }

    /** Refuses targets that the loss does not learn. */
    final void requireTargets(Targets targets) {
        NetworkEnsemble.requireTargets(settings.loss(), targets);
    }

    private Execution remaining() {
        Duration limit = execution.timeLimit();
        if (limit == null) {
            return execution;
        }
        Duration rest = limit.minusNanos(execution.clock().getAsLong() - start);
        return execution.timeLimit(rest.isNegative() || rest.isZero() ? Duration.ofNanos(1) : rest, execution.clock());
    }

    final void report(ProgressListener.Stage stage, double fraction) {
        progress.progress(stage, fraction);
    }

    /**
     * Where training rows come from.
     *
     * @param purchaseModel why there is none, for the settings; null if there is one, or nobody asked for one
     * @param orders of each row; null if that is not known
     * @param selection which of their features were kept
     * @param profile measures how their features are distributed; the other components are those of
     *     {@link TrainingSummary}
     */
    record Source(
            List<Instant> cutoffs,
            int flooredLabels,
            List<String> fingerprints,
            List<Caution> cautions,
            @Nullable String purchaseModel,
            double @Nullable [] orders,
            SelectionReport selection,
            Supplier<FeatureProfile> profile) {}

    /** Trains on rows, and makes all that goes with the regressor. */
    final RowModel train(
            TrainingRows rows, @Nullable PurchasePrior ofRows, BaselineRows past, String money, Source source) {
        PurchasePrior prior = readsMonotone().isEmpty() ? ofRows : null;
        // Refused at once, and not when what is begun below has ended in a heap that is full.
        EnsembleTraining.requireMemory(rows);
        try (Workers workers = Workers.beside(execution.threads())) {
            // What needs no network is done beside them; five networks leave threads idle at the end anyway.
            Supplier<FittedBaselines> baselines = workers.begin(
                    () -> FittedBaselines.fit(Baseline.all(), past, EnsembleTraining.learnedValues(rows)));
            Supplier<FeatureProfile> profile = workers.begin(source.profile());
            EnsembleTraining.Trained trained = EnsembleTraining.train(
                    rows,
                    prior,
                    start(),
                    settings,
                    remaining().progress(fraction -> report(ProgressListener.Stage.TRAINING, fraction)),
                    workers);
            Supplier<Optional<OrderModel>> orders = workers.begin(() -> orders(rows, prior, trained, source.orders()));
            ValueExplainer explainer =
                    ValueExplainer.of(trained.regressor(), rows.features(), trained.values(), money, workers);
            return new RowModel(
                    trained.regressor(),
                    explainer,
                    baselines.get(),
                    profile.get(),
                    money,
                    summary(rows, prior, trained, source),
                    orders.get().orElse(null),
                    Standings.of(rows.features(), trained.values(), tiers));
        }
    }

    private TrainingSummary summary(
            TrainingRows rows, @Nullable PurchasePrior prior, EnsembleTraining.Trained trained, Source source) {
        return new TrainingSummary(
                source.cutoffs(),
                rows.size(),
                rows.customers(),
                source.flooredLabels(),
                rows.positiveShare(),
                rows.preparation().constants(),
                LibraryVersion.current(),
                words(trained, prior, rows.horizon() == null, source),
                trained.runs(),
                trained.ensemble().calibration(),
                trained.shares(),
                source.cutoffs().isEmpty() ? List.of() : trained.origins(),
                source.fingerprints(),
                source.selection(),
                Stream.concat(source.cautions().stream(), trained.cautions().stream())
                        .toList());
    }

    /** Empty where neither a purchase model nor the networks know about orders. */
    private static Optional<OrderModel> orders(
            TrainingRows rows,
            @Nullable PurchasePrior prior,
            EnsembleTraining.Trained trained,
            double @Nullable [] orders) {
        return orders == null || prior == null && !rows.targets().all().contains(Target.orders())
                ? Optional.empty()
                : Optional.of(OrderModel.fit(prior, trained.expected(), trained.positives(), orders));
    }

    /** The settings, and what the training chose. */
    private Map<String, String> words(
            EnsembleTraining.Trained trained, @Nullable PurchasePrior prior, boolean table, Source source) {
        Map<String, String> words = new LinkedHashMap<>(settings.words());
        NetworkSpec spec = trained.ensemble().networks().get(0).spec();
        words.put(
                "precision",
                Trainer.precision(settings.precision(), spec, settings.optimizer())
                        .name()
                        .toLowerCase(Locale.ROOT));
        startWords().forEach((name, word) -> words.put(name, word + trained.news()));
        if (!selection.isNone()) {
            words.put("selection", selection + "; dropped " + source.selection().words());
        }
        ValueRegressor inner = trained.regressor();
        if (inner instanceof HorizonRegressor several) {
            words.put(
                    "other horizons",
                    several.horizons().stream()
                            .map(horizon -> new Horizon(horizon).toString())
                            .collect(Collectors.joining(", ")));
            inner = several.inner();
        }
        if (inner instanceof ConformalRegressor conformal) {
            words.put(
                    "intervals",
                    (table ? "calibrated on rows that" : "calibrated on customers of the latest origin whom")
                            + " the networks had not seen, in "
                            + (conformal.groups() == 1 ? "one group" : conformal.groups() + " groups by value"));
            inner = conformal.inner();
        }
        if (inner instanceof ReorderedRegressor reordered) {
            words.put(
                    "order",
                    "by value times the probability of a purchase to the power of "
                            + reordered.order().exponent());
            inner = reordered.inner();
        }
        if (inner instanceof BlendedRegressor blended) {
            List<String> edges = blended.prior().edges();
            words.put(
                    "purchase model",
                    "a share of " + blended.share() + " of each value"
                            + (edges.isEmpty() ? "" : "; " + String.join("; ", edges)));
        } else if (prior != null) {
            words.put("purchase model", "no share, as it does not help");
        } else if (source.purchaseModel() != null) {
            words.put("purchase model", source.purchaseModel());
        } else if (!readsMonotone().isEmpty()) {
            words.put("purchase model", "left out, as it is not monotone in " + readsMonotone());
        }
        return words;
    }

    /** The features that a purchase model reads and in which predictions shall be monotone, as it is not. */
    private List<String> readsMonotone() {
        return settings.network().monotone().stream()
                .filter(PurchasePrior::reads)
                .toList();
    }
}
