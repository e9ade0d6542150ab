package dev.clv.train;

import static java.util.Objects.requireNonNull;

import dev.clv.baseline.BaselineRows;
import dev.clv.caution.Caution;
import dev.clv.features.Feature;
import dev.clv.features.FeatureExtractor;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.FeaturePipeline;
import dev.clv.features.FeaturePlan;
import dev.clv.features.FeatureSchema;
import dev.clv.features.RowKey;
import dev.clv.features.btyd.PurchaseSummary;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.LogReasons;
import dev.clv.features.prepare.Preparation;
import dev.clv.features.sequence.FittedEventTokens;
import dev.clv.internal.Fingerprint;
import dev.clv.internal.Placeholders;
import dev.clv.internal.UndatedAttributes;
import dev.clv.internal.Workers;
import dev.clv.label.Horizon;
import dev.clv.label.Label;
import dev.clv.label.Population;
import dev.clv.label.Target;
import dev.clv.label.Targets;
import dev.clv.value.PurchasePrior;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The training rows of a model of an event log: every buyer at every training origin, with features, labels and past
 * spend. A set is made once, for any number of trainings. Immutable and thread-safe.
 *
 * <p>Rows are ordered by origin, latest first, then by customer, whatever the order of the events.
 */
public final class TrainingSet {

    /** Fewer customers than this teach nothing that a mean would not. */
    private static final int FEWEST_CUSTOMERS = 20;

    /** So many events each, in a log of next to no customers, are rather of a group than of a customer. */
    private static final long EVENTS_OF_A_GROUP = 100;

    private static final double SECONDS_PER_DAY = 86_400;

    private final FeaturePipeline pipeline;
    private final TrainingRows rows;
    private final BaselineRows past;
    private final List<Instant> cutoffs;
    private final Horizon horizon;
    private final @Nullable String currency;
    private final @Nullable String currencyMark;
    private final int flooredLabels;
    private final List<String> fingerprints;
    private final List<Caution> cautions;
    private final Instant begin;
    private final BitSet recentBuyers;
    private final @Nullable PurchasePrior prior;
    private final double[] orders;

    private TrainingSet(
            FeaturePipeline pipeline,
            TrainingRows rows,
            BaselineRows past,
            List<Instant> cutoffs,
            Horizon horizon,
            @Nullable String currency,
            @Nullable String currencyMark,
            int flooredLabels,
            List<String> fingerprints,
            List<Caution> cautions,
            Instant begin,
            BitSet recentBuyers,
            @Nullable PurchasePrior prior,
            double[] orders) {
        this.pipeline = pipeline;
        this.rows = rows;
        this.past = past;
        this.cutoffs = cutoffs;
        this.horizon = horizon;
        this.currency = currency;
        this.currencyMark = currencyMark;
        this.flooredLabels = flooredLabels;
        this.fingerprints = fingerprints;
        this.cautions = cautions;
        this.begin = begin;
        this.recentBuyers = recentBuyers;
        this.prior = prior;
        this.orders = orders;
    }

    /**
     * Measures labels, fits the extractors on the training histories, and extracts and prepares the features.
     *
     * @param log must have seen the whole horizon after each cutoff
     * @param cutoffs the training origins, latest first; at least one
     * @param horizon how far ahead to predict
     * @param features what to compute from a history
     * @throws dev.clv.label.UnobservedHorizonException if the log ends before a horizon does
     * @throws IllegalArgumentException if there are too few customers, nobody had bought yet at a cutoff, or nobody
     *     spent anything
     * @throws NotEnoughMemoryException if the rows do not fit into memory
     * @throws CancellationException if the thread is interrupted; its interrupt flag stays set
     */
    public static TrainingSet of(EventLog log, List<Instant> cutoffs, Horizon horizon, FeaturePlan features) {
        return of(log, cutoffs, horizon, features, Targets.value());
    }

    /**
     * The same with other targets than the value alone.
     *
     * @param targets what to measure in the horizon, and perhaps values over other horizons, see
     *     {@link Target#value(java.time.Duration)}; the log must have seen the longest after each cutoff
     */
    public static TrainingSet of(
            EventLog log, List<Instant> cutoffs, Horizon horizon, FeaturePlan features, Targets targets) {
        return of(log, cutoffs, horizon, features, targets, 1);
    }

    /**
     * The same on several threads.
     *
     * @param threads how many may work, the caller's included; at least 1; they change no bit of the result
     */
    public static TrainingSet of(
            EventLog log, List<Instant> cutoffs, Horizon horizon, FeaturePlan features, Targets targets, int threads) {
        requireNonNull(horizon, "horizon");
        if (cutoffs.isEmpty()) {
            throw new IllegalArgumentException("a training set needs at least 1 cutoff, has none");
        }
        if (log.customers().isEmpty()) {
            throw new IllegalArgumentException(
                    "the log is empty: 0 customers, need at least " + FEWEST_CUSTOMERS + " to train; add data");
        }
        try (Workers workers = Workers.beside(threads)) {
            return of(log, cutoffs, horizon, features, targets, workers);
        }
    }

    private static TrainingSet of(
            EventLog log,
            List<Instant> cutoffs,
            Horizon horizon,
            FeaturePlan features,
            Targets targets,
            Workers workers) {
        List<Target> others = targets.ofOtherHorizons();
        List<Horizon> otherHorizons = others.stream()
                .map(target -> requireNonNull(target.horizon(), "horizon"))
                .toList();
        LabelledRows labelled = LabelledRows.of(log, cutoffs, horizon, otherHorizons, workers);
        List<RowKey> keys = labelled.keys();
        List<Label> labels = labelled.labels();
        requireRepeatedIds(log, labels);
        requireTeachable(log, keys, labels, cutoffs, horizon);
        for (int k = 0; k < others.size(); k++) {
            requireSpent(labelled.otherLabels().get(k), cutoffs.get(0), otherHorizons.get(k));
        }
        FeaturePipeline pipeline = features.fit(log, keys);
        TrainingMemory.ofJava()
                .requireForFeatures(keys.size(), pipeline.schema().size());
        Supplier<Optional<PurchasePrior>> prior =
                workers.begin(() -> prior(log, horizon.after(cutoffs.get(0), log.zone()), horizon, pipeline.schema()));
        Supplier<Instant> begin = workers.begin(() -> Origins.begin(log, cutoffs.get(0)));
        Supplier<List<Caution>> cautions = workers.begin(() -> cautions(log, cutoffs, pipeline));
        return new TrainingSet(
                pipeline,
                withOthers(
                        rows(pipeline, pipeline.extract(log, keys, workers), labels, targets.ofMainHorizon(), workers)
                                .over(horizon),
                        others,
                        labelled.otherLabels()),
                BaselineRows.of(labelled.past(), horizon, (int) keys.stream()
                        .filter(key -> key.cutoff().equals(cutoffs.get(0)))
                        .count()),
                List.copyOf(cutoffs),
                horizon,
                log.currency(),
                log.currencyMark(),
                (int) labels.stream().filter(Label::floored).count(),
                fingerprints(keys, cutoffs),
                cautions.get(),
                begin.get(),
                labelled.recentBuyers(),
                prior.get().orElse(null),
                measured(Target.orders(), labels));
    }

    private static List<Caution> cautions(EventLog log, List<Instant> cutoffs, FeaturePipeline pipeline) {
        IntStream.Builder orders = IntStream.builder();
        UndatedAttributes attributes = new UndatedAttributes(pipeline.columns());
        for (String customer : log.customers()) {
            CustomerHistory known = log.history(customer).before(cutoffs.get(0));
            if (Population.hasBought(known)) {
                orders.add(Placeholders.orders(known));
                attributes.add(known);
            }
        }
        List<Caution> cautions = new ArrayList<>();
        Placeholders.sentence(orders.build().toArray(), "orders")
                .ifPresent(sentence -> cautions.add(new Caution(Placeholders.KEY, sentence)));
        int origins = cutoffs.size();
        attributes
                .sentence(
                        origins == 1
                                ? "at the training origin " + cutoffs.get(0)
                                : "at the " + origins + " training origins from " + cutoffs.get(origins - 1) + " to "
                                        + cutoffs.get(0))
                .ifPresent(sentence -> cautions.add(new Caution(UndatedAttributes.KEY, sentence)));
        cautions.addAll(WithheldWords.cautions(pipeline.columns()));
        return List.copyOf(cautions);
    }

    /** Fitted on all that is known when the latest labels are: everybody's purchases up to the end of their window. */
    private static Optional<PurchasePrior> prior(EventLog log, Instant known, Horizon horizon, FeatureSchema schema) {
        if (!PurchasePrior.canRead(schema)) {
            return Optional.empty();
        }
        List<PurchaseSummary> customers = log.customers().stream()
                .map(customer -> PurchaseSummary.of(log.history(customer).before(known)))
                .flatMap(Optional::stream)
                .toList();
        return customers.stream().noneMatch(customer -> customer.spend().days() > 0)
                ? Optional.empty()
                : Optional.of(PurchasePrior.fit(customers, horizon.duration().toSeconds() / SECONDS_PER_DAY, schema));
    }

    private static List<String> fingerprints(List<RowKey> keys, List<Instant> cutoffs) {
        Map<Instant, List<String>> customers = new HashMap<>();
        keys.forEach(key -> customers
                .computeIfAbsent(key.cutoff(), cutoff -> new ArrayList<>())
                .add(key.customer()));
        return cutoffs.stream()
                .map(cutoff -> Fingerprint.of(customers.getOrDefault(cutoff, List.of())))
                .toList();
    }

    private static TrainingRows rows(
            FeaturePipeline pipeline, FeatureMatrix features, List<Label> labels, Targets targets, Executor executor) {
        List<String> computed = pipeline.extractors().stream()
                .filter(FeatureExtractor::isNaNOrdinary)
                .flatMap(extractor -> extractor.features().stream())
                .map(Feature::name)
                .toList();
        TrainingRows rows = TrainingRows.of(
                features,
                measured(Target.value(), labels),
                Preparation.builder().computed(computed).verbatim(List.of(FittedEventTokens.FEATURE)),
                executor);
        int last = pipeline.extractors().size() - 1;
        if (last >= 0
                && pipeline.extractors().get(last) instanceof FittedEventTokens tokens
                && !tokens.features().isEmpty()) {
            rows = rows.reading(tokens);
        }
        for (Target target : targets.all().subList(1, targets.size())) {
            rows = rows.with(target, measured(target, labels));
        }
        return rows;
    }

    private static TrainingRows withOthers(TrainingRows rows, List<Target> others, List<List<Label>> labels) {
        TrainingRows all = rows;
        for (int k = 0; k < others.size(); k++) {
            all = all.with(others.get(k), measured(others.get(k), labels.get(k)));
        }
        return all;
    }

    private static double[] measured(Target target, List<Label> labels) {
        return labels.stream().mapToDouble(target::measure).toArray();
    }

    /** Says what is likely wrong where nobody spent anything: the customer's id is that of an order. */
    private static void requireRepeatedIds(EventLog log, List<Label> labels) {
        long once = log.quality().count(LogReasons.NOBODY_BOUGHT_TWICE);
        if (once > 0 && labels.stream().noneMatch(label -> label.value() > 0)) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "none of %,d customers bought twice, so there is nothing to learn; the customer's id looks like"
                            + " that of an order: name the column of the customer's own id",
                    once));
        }
    }

    /** What to do about too few customers. */
    private static String remedy(EventLog log) {
        long refunds = log.quality().count(LogReasons.NO_PURCHASE);
        if (refunds > 0) {
            return String.format(
                    Locale.ROOT,
                    "the log holds %,d refunds and not one purchase: look at \"refundWhen\", at the words of \"kind\" and"
                            + " at the sign of the amounts in the mapping",
                    refunds);
        }
        int customers = log.customers().size();
        if (customers < FEWEST_CUSTOMERS && log.size() >= EVENTS_OF_A_GROUP * Math.max(1L, customers)) {
            return String.format(
                    Locale.ROOT,
                    "the whole log has %,d customers with %,d events, as if the column of the customer held something"
                            + " else, such as a category: name the column of the customer's own id",
                    customers,
                    log.size());
        }
        return "take a later cutoff or more data";
    }

    private static void requireTeachable(
            EventLog log, List<RowKey> keys, List<Label> labels, List<Instant> cutoffs, Horizon horizon) {
        long customers = keys.stream().map(RowKey::customer).distinct().count();
        if (customers < FEWEST_CUSTOMERS) {
            throw new IllegalArgumentException(customers + " customers bought before " + cutoffs.get(0)
                    + ", need at least " + FEWEST_CUSTOMERS + " to train; " + remedy(log));
        }
        Set<Instant> used = new HashSet<>();
        keys.forEach(key -> used.add(key.cutoff()));
        List<Instant> empty =
                cutoffs.stream().filter(cutoff -> !used.contains(cutoff)).toList();
        if (!empty.isEmpty()) {
            throw new IllegalArgumentException("nobody had bought yet at " + empty.size()
                    + " of the training origins, the latest of them " + empty.get(0)
                    + "; take fewer origins or a shorter step");
        }
        requireSpent(labels, cutoffs.get(0), horizon);
    }

    private static void requireSpent(List<Label> labels, Instant cutoff, Horizon horizon) {
        if (labels.stream().noneMatch(label -> label.value() > 0)) {
            throw new IllegalArgumentException("nobody spent anything in the " + horizon + " after " + cutoff
                    + ", so there is nothing to learn; take an earlier cutoff or a longer horizon");
        }
    }

    /** The extractors, fitted on the training histories. */
    public FeaturePipeline pipeline() {
        return pipeline;
    }

    /** Features and labels. */
    public TrainingRows rows() {
        return rows;
    }

    /** The input of baselines for the same rows. */
    public BaselineRows past() {
        return past;
    }

    /** The training origins, latest first. */
    public List<Instant> cutoffs() {
        return cutoffs;
    }

    /** How far ahead the labels look. */
    public Horizon horizon() {
        return horizon;
    }

    /** The longest of all horizons that labels look ahead, those of further targets among them. */
    public Horizon longestHorizon() {
        return Stream.concat(
                        Stream.of(horizon),
                        rows.targets().ofOtherHorizons().stream()
                                .map(target -> requireNonNull(target.horizon(), "horizon")))
                .max(Comparator.comparing(Horizon::duration))
                .orElseThrow();
    }

    /** The currency of the log, as an ISO 4217 code; null if it names none. */
    public @Nullable String currency() {
        return currency;
    }

    /** What stands beside the amounts of a log that names no currency, see {@link EventLog#currencyMark()}; or null. */
    public @Nullable String currencyMark() {
        return currencyMark;
    }

    /** Rows whose refunds exceeded purchases, so that the label was floored at 0. */
    public int flooredLabels() {
        return flooredLabels;
    }

    /** Of the customers at each training origin, in order; see {@link dev.clv.TrainingSummary#fingerprints()}. */
    public List<String> fingerprints() {
        return fingerprints;
    }

    /** When the purchases of the log begin: the time by which the first 20 customers had bought. */
    public Instant begin() {
        return begin;
    }

    /** The numbers of the rows whose customer bought in the horizon before the row's cutoff; a copy. */
    public BitSet recentBuyers() {
        return (BitSet) recentBuyers.clone();
    }

    /** What the number, the times and the size of orders alone let expect; null if the features lack one of them. */
    public @Nullable PurchasePrior prior() {
        return prior;
    }

    /** The order-days of each row in the horizon, whether they are a target or not; a copy. */
    public double[] orders() {
        return orders.clone();
    }

    /** What is to be said of the customers; often empty. */
    public List<Caution> cautions() {
        return cautions;
    }

    @Override
    public String toString() {
        return "TrainingSet[" + rows.size() + " rows of " + rows.customers() + " customers at " + cutoffs + "]";
    }
}
