package dev.clv;

import static java.util.Objects.requireNonNull;

import dev.clv.evaluate.Backtest;
import dev.clv.evaluate.BacktestReport;
import dev.clv.features.Feature;
import dev.clv.features.FeatureExtractor;
import dev.clv.features.FeaturePipeline;
import dev.clv.features.FeaturePlan;
import dev.clv.features.FeatureSchema;
import dev.clv.features.FittableExtractor;
import dev.clv.features.event.EventLog;
import dev.clv.features.sequence.FittedEventTokens;
import dev.clv.features.standard.StandardExtractors;
import dev.clv.features.table.Table;
import dev.clv.label.Horizon;
import dev.clv.label.Target;
import dev.clv.label.Targets;
import dev.clv.train.EarlierNetworks;
import dev.clv.train.NetworkSettings;
import dev.clv.train.Origins;
import dev.clv.train.SequenceSettings;
import dev.clv.train.TrainingSet;
import dev.clv.value.NetworkEnsemble;
import dev.clv.value.PurchasePrior;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a {@link ClvModel} is trained. Not thread-safe. */
public final class ClvModelBuilder extends ModelBuilder<ClvModelBuilder> {

    private static final Logger LOG = LoggerFactory.getLogger(ClvModelBuilder.class);

    private @Nullable Horizon horizon;
    private List<Horizon> others = List.of();
    private int origins; // 0 for as many as the log allows
    private Horizon step = Horizon.ofDays(30);
    private FeaturePlan features = FeaturePlan.of(StandardExtractors.all());
    private Targets targets = Targets.value();
    private @Nullable Boolean purchaseModel; // null as long as nobody has said
    private @Nullable ClvModel start;

    /** Settings of the rows that were changed, by the name of their method. */
    private final Set<String> ofRows = new TreeSet<>();

    /** The rows that were made by these settings last. */
    private WeakReference<TrainingSet> made = new WeakReference<>(null);

    ClvModelBuilder() {}

    @Override
    ClvModelBuilder self() {
        return this;
    }

    /**
     * How far ahead to predict; required.
     *
     * @param horizon positive; a whole number of days means calendar days in the log's zone
     */
    public ClvModelBuilder horizon(Duration horizon) {
        this.horizon = new Horizon(horizon);
        changeRows("horizon");
        return this;
    }

    /**
     * Further horizons to predict the value over; none unless set. A prediction then tells
     * {@link ClvPrediction#value(Duration)} and {@link ClvPrediction#distribution(Duration)} of each. Means, quantiles
     * and probabilities of more than an amount never fall as the horizon grows, whatever the networks learned, see
     * {@link dev.clv.value.HorizonRegressor}.
     *
     * <p>The main horizon stays that of {@link #horizon}: explanations, orders, ranks and conformal quantiles are of it
     * alone; evaluations score the model over all of them, and compare it with baselines over the main one. The log
     * must have seen the longest horizon after the cutoff. The networks share their layers between horizons, so that
     * values over the main one are not those of a model without others.
     *
     * @param others positive, each once and none the main one; a whole number of days means calendar days in the log's
     *     zone
     * @throws IllegalArgumentException if one is given twice
     */
    public ClvModelBuilder horizons(Duration... others) {
        List<Horizon> all = Arrays.stream(others).map(Horizon::new).toList();
        for (int i = 1; i < all.size(); i++) {
            if (all.subList(0, i).contains(all.get(i))) {
                throw new IllegalArgumentException(
                        "horizons(...) names " + all.get(i) + " twice; name each horizon once");
            }
        }
        this.others =
                all.stream().sorted(Comparator.comparing(Horizon::duration)).toList();
        changeRows("horizons");
        return this;
    }

    /**
     * Stacks training rows of several cutoffs, going back from the one given to {@code train}. Unless set, they are as
     * many as the log allows, see {@link Origins#automatic}; {@link TrainingSummary#cutoffs()} tells which.
     *
     * @param count at least 1
     * @param step how far apart; positive; a whole number of days means calendar days
     */
    public ClvModelBuilder origins(int count, Duration step) {
        if (count < 1) {
            throw new IllegalArgumentException("origins must be at least 1, was " + count);
        }
        this.origins = count;
        this.step = new Horizon(step);
        changeRows("origins");
        return this;
    }

    /** What to compute from a history; {@link StandardExtractors#all()} unless set. */
    public ClvModelBuilder features(FeaturePlan plan) {
        this.features = requireNonNull(plan, "features");
        changeRows("features");
        return this;
    }

    /** Adds an extractor of your own to those set so far. */
    public ClvModelBuilder addExtractor(FittableExtractor extractor) {
        this.features = features.with(extractor);
        changeRows("addExtractor");
        return this;
    }

    /**
     * Lets networks read the latest events of a customer one by one, beside the features: {@code sequence(s ->
     * s.gru(64).length(100))}; unless called, they read features alone. Defaults in {@link SequenceSettings}.
     */
    public ClvModelBuilder sequence(UnaryOperator<SequenceSettings> change) {
        changeRows("sequence");
        SequenceSettings before = settings().network().sequence().orElseGet(SequenceSettings::defaults);
        return network(network -> network.sequence(change.apply(before)));
    }

    /**
     * Whether a value may be, to some share, that of a purchase model (Pareto/NBD and Gamma-Gamma), which knows how
     * customers buy before it sees the shop; true unless set. The share is chosen on customers that the networks had
     * not seen, and is 0 where the purchase model is wrong; {@link TrainingSummary} tells it. Where the features lack
     * recency, tenure, frequency or monetary value there is no purchase model: a caution of the training says so, and a
     * training for which true was set here is refused.
     */
    public ClvModelBuilder purchaseModel(boolean allowed) {
        this.purchaseModel = allowed;
        return this;
    }

    /** Whether a value may be that of a purchase model to some share, as it is set so far. */
    public boolean purchaseModel() {
        return !Boolean.FALSE.equals(purchaseModel);
    }

    /**
     * The model whose weights training starts from (a warm start), for instance the one that is to be replaced; random
     * weights unless set. Features and their preparation are learned anew; weights are carried over by the names of the
     * networks' inputs, and an input that the model did not have starts without one. So are those of the features and
     * the words of events, if {@link #sequence} reads them: which it then does if the model does.
     *
     * <p>A customer who is held out for early stopping and calibration is held out again only from what is trained now:
     * the weights at the start may have learned from earlier horizons of the same customer. Judge the model on a window
     * that neither training has seen, as {@code Retraining} in clv-serve does.
     *
     * @param model of the same horizons, targets, loss and hidden layers, which {@code train} requires
     */
    public ClvModelBuilder startingFrom(ClvModel model) {
        this.start = requireNonNull(model, "model");
        return this;
    }

    @Override
    @Nullable
    EarlierNetworks start() {
        return start == null
                ? null
                : new EarlierNetworks(
                        networks(start),
                        start.tokens().map(FittedEventTokens::tokenFeatures).orElse(List.of()));
    }

    @Override
    Map<String, String> startWords() {
        return start == null ? Map.of() : Map.of("start", "the weights of the model " + start.fingerprint());
    }

    /**
     * How far ahead to predict, as it is set so far.
     *
     * @throws IllegalStateException if no horizon was set
     */
    public Duration horizon() {
        return requireHorizon().duration();
    }

    /** The further horizons to predict, as they are set so far, shortest first; unmodifiable. */
    public List<Duration> horizons() {
        return others.stream().map(Horizon::duration).toList();
    }

    /**
     * What to learn of the horizon; {@link Target#value()} alone unless set. Several targets need a loss with as many
     * heads, in the same order:
     *
     * <pre>{@code
     * targets(Target.value(), Target.orders())
     *     .loss(Heads.of(ZeroInflatedLognormal.of()).and(0.5, Poisson.of()))
     * }</pre>
     *
     * A prediction, its explanations and evaluations are those of the value; {@link ClvPrediction#expected} gives the
     * expectation of the others.
     *
     * @throws IllegalArgumentException if the value is not the first, a target is given twice, or one has a horizon of
     *     its own
     */
    public ClvModelBuilder targets(Target... targets) {
        Targets all = Targets.of(targets);
        if (!all.ofOtherHorizons().isEmpty()) {
            throw new IllegalArgumentException(
                    "target '" + all.ofOtherHorizons().get(0)
                            + "' is the value over another horizon; name that by horizons(...) and leave it out of targets(...)");
        }
        this.targets = all;
        changeRows("targets");
        return this;
    }

    /**
     * The rows that {@link #train(EventLog, Instant)} would train on, for several trainings on the same ones.
     *
     * @param log must have seen the whole horizon after {@code cutoff}
     * @param cutoff the latest training origin; features see only what lies before it
     * @throws IllegalStateException if no horizon was set
     * @throws dev.clv.label.UnobservedHorizonException if the log ends before the horizon does
     * @throws IllegalArgumentException if there are too few customers, or nobody spent anything
     */
    public TrainingSet trainingSet(EventLog log, Instant cutoff) {
        Horizon ahead = requireHorizon();
        report(ProgressListener.Stage.FEATURES, 0);
        List<Instant> cutoffs =
                origins == 0 ? Origins.automatic(log, cutoff, ahead) : Origins.of(cutoff, origins, step, log.zone());
        TrainingSet set = TrainingSet.of(log, cutoffs, ahead, plan(), targetsOf(ahead), threads());
        report(ProgressListener.Stage.FEATURES, 1);
        made = new WeakReference<>(set);
        return set;
    }

    /** The tokens of events come last, as networks ask for. */
    private FeaturePlan plan() {
        return settings()
                .network()
                .sequence()
                .map(sequence -> features.with(sequence.tokens()))
                .orElse(features);
    }

    /**
     * Trains on what everybody who bought before {@code cutoff} did before it, and spent in the horizon after it.
     *
     * @param log must have seen the whole horizon after {@code cutoff}
     * @param cutoff the latest training origin; features see only what lies before it
     * @throws IllegalStateException if no horizon was set, or neither the log nor the builder names a currency
     * @throws dev.clv.label.UnobservedHorizonException if the log ends before the horizon does
     * @throws IllegalArgumentException if there are too few customers, nobody spent anything, the currency is not the
     *     log's, or the loss does not learn the targets
     */
    public ClvModel train(EventLog log, Instant cutoff) {
        requireTargets(targets);
        if (horizon != null) {
            targetsOf(horizon);
        }
        begin();
        if (!log.customers().isEmpty()) {
            currencyOf(log.currency(), log.currencyMark()); // refused at once, not after the features are extracted
        }
        return trainOn(trainingSet(log, cutoff));
    }

    /**
     * How models that are trained like this would have done in the past: {@link #train(EventLog, Instant)} at each
     * origin of a backtest, on what was known then, beside all baselines. A round carries the cautions of its training
     * and those of its evaluation. With {@link #horizons} that are longer than the main one, the longest decides where
     * origins may lie and how long before them a training ends, see {@link Backtest#run(EventLog, Duration, Duration,
     * Backtest.Trainer)}.
     *
     * @throws IllegalStateException if no horizon was set, or neither the log nor the builder names a currency
     * @throws IllegalArgumentException if nothing can be trained at one of the origins; the message names it
     */
    public BacktestReport backtest(EventLog log, Backtest backtest) {
        Horizon ahead = requireHorizon();
        Duration longest = Stream.concat(Stream.of(ahead), others.stream())
                .map(Horizon::duration)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return backtest.run(log, ahead.duration(), longest, (known, cutoff) -> {
            ClvModel model = train(known, cutoff);
            return (all, origin) ->
                    model.forecasts(all, origin).withMore(model.summary().cautions());
        });
    }

    private Targets targetsOf(Horizon main) {
        if (others.contains(main)) {
            throw new IllegalArgumentException("horizons(...) names " + main
                    + ", which is the main horizon already; leave it out, or set another horizon(...)");
        }
        return targets.and(
                others.stream().map(other -> Target.value(other.duration())).toList());
    }

    private Horizon requireHorizon() {
        if (horizon == null) {
            throw new IllegalStateException("set horizon(...) before train: how far ahead shall the model predict?");
        }
        return horizon;
    }

    /**
     * Trains on rows that were made once, by {@link #trainingSet} or {@link TrainingSet#of}; they do without the log,
     * whose memory can be given up before.
     *
     * @throws IllegalStateException if neither the log of the rows nor the builder names a currency
     * @throws IllegalArgumentException if the horizons, origins, features or targets were set here, which belong to the
     *     rows, unless this builder has made the rows by them; if the currency is not that of the log, or the loss does
     *     not learn the targets of the rows
     */
    public ClvModel train(TrainingSet set) {
        if (made.get() != set) {
            refuseSettingsOfRows("a training set has its own; set them before trainingSet(...)");
        }
        begin();
        return trainOn(set);
    }

    /**
     * Trains on a plain table, as {@link TableModel#builder()} does with the same settings.
     *
     * @throws IllegalArgumentException if the horizons, origins, features or targets were set, which a table does not
     *     have, or as {@link TableModelBuilder#train(Table)}
     */
    public TableModel train(Table table) {
        if (start != null) {
            throw new IllegalArgumentException(
                    "startingFrom(...) cannot be used here: only the model of an event log starts from another; leave it out");
        }
        refuseSettingsOfRows("a plain table has none; leave them out, as TableModel.builder() does");
        return TableModel.builder().with(this).train(table);
    }

    private void requireStart(TrainingSet set) {
        if (start != null && !start.horizon().equals(set.horizon().duration())) {
            throw new IllegalArgumentException("startingFrom(...) names a model of the " + new Horizon(start.horizon())
                    + " ahead, but this training is of the " + set.horizon()
                    + " ahead; leave startingFrom(...) out, or name a model of the same horizon");
        }
    }

    private void requireTokens(TrainingSet set) {
        boolean has = set.pipeline().extractors().stream().anyMatch(FittedEventTokens.class::isInstance);
        if (settings().network().sequence().isPresent() && !has) {
            throw new IllegalArgumentException("sequence(...) reads the tokens of events, which these rows do not have;"
                    + " set it before trainingSet(...), or leave it out");
        }
    }

    private ClvModel trainOn(TrainingSet set) {
        requireStart(set);
        requireTokens(set);
        LackingPrior lacking = LackingPrior.of(set.pipeline().schema());
        if (Boolean.TRUE.equals(purchaseModel) && !lacking.isNothing()) {
            throw lacking.refusal();
        }
        PurchasePrior prior = purchaseModel() ? set.prior() : null;
        Selected selected = select(set.rows(), prior);
        Optional<SequenceSettings> sequence = settings().network().sequence();
        if (sequence.isEmpty()) {
            ClvModel model = trainOn(set, selected, prior, lacking);
            return hasTokens(selected) && !isReading(model)
                    ? EventReading.asNumbers().of(model)
                    : model;
        }
        if (!hasTokens(selected)) {
            List<FeatureExtractor> extractors = set.pipeline().extractors();
            return EventReading.ofNothing(extractors.get(extractors.size() - 1).columns())
                    .of(trainOn(set, selected, prior, lacking));
        }
        boolean always = sequence.get().isAlways();
        ClvModel earlier = start;
        if (earlier != null && !always && !isReading(earlier)) {
            return EventReading.asBefore(false)
                    .of(withoutSequence().startingFrom(earlier).trainOn(set, withoutTokens(selected), prior, lacking));
        }
        ClvModel model = trainOn(set, selected, prior, lacking);
        if (always) {
            return EventReading.asAsked().of(model);
        }
        if (earlier != null) {
            return EventReading.asBefore(true).of(model);
        }
        if (hasTimeLimit()) {
            return EventReading.asTimeIsLimited().of(model);
        }
        ClvModel plain = withoutSequence().unheard().trainOn(set, withoutTokens(selected), prior, lacking);
        SequenceChoice choice =
                SequenceChoice.of(model.summary().networks(), plain.summary().networks());
        EventReading reading = choice.reading();
        LOG.info("events one by one: {}", reading.words());
        return reading.of(choice.pays() ? model : plain);
    }

    private static boolean hasTokens(Selected selected) {
        return selected.rows().features().schema().contains(FittedEventTokens.FEATURE + "_1");
    }

    private static Selected withoutTokens(Selected selected) {
        List<String> others = selected.rows().features().schema().features().stream()
                .map(Feature::name)
                .filter(name -> !FittedEventTokens.FEATURES.contains(name))
                .toList();
        return new Selected(selected.rows().only(others), selected.report());
    }

    private static boolean isReading(ClvModel model) {
        return networks(model).networks().get(0).spec().sequence().isPresent();
    }

    private static NetworkEnsemble networks(ClvModel model) {
        return NetworkEnsemble.beneath(model.rows().regressor());
    }

    /** The same training of networks that read features alone. */
    private ClvModelBuilder withoutSequence() {
        return new ClvModelBuilder()
                .with(this)
                .network(NetworkSettings::withoutSequence)
                .purchaseModel(purchaseModel());
    }

    private ClvModel trainOn(TrainingSet set, Selected selected, @Nullable PurchasePrior prior, LackingPrior lacking) {
        boolean leftOut = purchaseModel() && !lacking.isNothing();
        FeatureSchema schema = selected.rows().features().schema();
        boolean all = schema.equals(set.pipeline().schema());
        RowModel rows = train(
                selected.rows(),
                prior == null || all ? prior : prior.reading(schema),
                set.past(),
                currencyOf(set.currency(), set.currencyMark()),
                new Source(
                        set.cutoffs(),
                        set.flooredLabels(),
                        set.fingerprints(),
                        leftOut
                                ? Stream.concat(set.cautions().stream(), Stream.of(lacking.caution()))
                                        .toList()
                                : set.cautions(),
                        leftOut ? lacking.words() : null,
                        set.orders(),
                        selected.report(),
                        () -> FeatureProfile.ofLog(selected.rows().features(), set.recentBuyers())));
        LOG.info("trained a model of the {} ahead: {}", set.horizon(), rows.summary());
        FeaturePipeline pipeline = all
                ? set.pipeline()
                : set.pipeline()
                        .only(schema.features().stream().map(Feature::name).toList());
        return new ClvModel(pipeline, set.horizon(), set.begin(), set.currencyMark(), rows);
    }

    private void changeRows(String setting) {
        ofRows.add(setting);
        made.clear();
    }

    private void refuseSettingsOfRows(String remedy) {
        if (!ofRows.isEmpty()) {
            throw new IllegalArgumentException(String.join("(...), ", ofRows) + "(...) cannot be used here: " + remedy);
        }
    }

    private String currencyOf(@Nullable String ofLog, @Nullable String mark) {
        return NamedCurrencies.choose(currency(), ofLog, mark);
    }
}
