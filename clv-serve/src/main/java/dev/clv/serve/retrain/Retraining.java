package dev.clv.serve.retrain;

import static java.util.Objects.requireNonNull;

import com.google.common.hash.Hashing;
import dev.clv.ClvModel;
import dev.clv.ClvModelBuilder;
import dev.clv.LibraryVersion;
import dev.clv.caution.Caution;
import dev.clv.evaluate.Backtest;
import dev.clv.evaluate.Comparison;
import dev.clv.evaluate.Evaluation;
import dev.clv.evaluate.Forecasts;
import dev.clv.evaluate.Metric;
import dev.clv.features.Feature;
import dev.clv.features.FeatureSchema;
import dev.clv.features.event.EventLog;
import dev.clv.features.sequence.FittedEventTokens;
import dev.clv.label.Horizon;
import dev.clv.train.TrainingSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Trains a challenger on what has happened since, compares it with the champion of a registry, and promotes it or keeps
 * the champion, with the reasons. Immutable; each method returns a changed copy.
 *
 * <pre>{@code
 * RetrainingOutcome outcome = Retraining.of(registry, () -> ClvModel.builder().horizon(Duration.ofDays(90)))
 *         .run(log, now);
 * }</pre>
 *
 * <p><b>What is compared.</b> The newest complete window begins one horizon before the log ends (of several horizons
 * the longest). The challenger is trained on the log as it was seen when the window began, so that no model has seen
 * the window by which it is judged; nor has the champion's judged model, which an earlier retraining made in the same
 * way. Both predict everybody who had bought before the window, and are compared on the same resamples of these
 * customers.
 *
 * <p><b>What is served.</b> A challenger that is promoted is trained once more, with the same settings and the same
 * start, up to the end of the log: {@link ModelRegistry#model} is that one, and has learned from a horizon more than
 * the judged one. How it does on customers of the future nobody has measured: the figures are those of the judged one,
 * which predicted its window from as far away.
 *
 * <p>A retraining on the same events, as of the same instant and with the same settings does nothing. Others whose
 * windows overlap are counted, and the interval of the score allows for them.
 */
public final class Retraining {

    private final ModelRegistry registry;
    private final Supplier<ClvModelBuilder> training;
    private final Metric score;
    private final List<String> attributes;
    private final Promotion promotion;
    private final boolean warm;

    private Retraining(
            ModelRegistry registry,
            Supplier<ClvModelBuilder> training,
            Metric score,
            List<String> attributes,
            Promotion promotion,
            boolean warm) {
        this.registry = registry;
        this.training = training;
        this.score = score;
        this.attributes = List.copyOf(attributes);
        this.promotion = promotion;
        this.warm = warm;
    }

    /**
     * Retraining for a registry.
     *
     * @param training gives a new builder at each call, all alike, with the horizon set and without checkpoints, as a
     *     retraining trains on two sets of rows
     */
    public static Retraining of(ModelRegistry registry, Supplier<ClvModelBuilder> training) {
        return new Retraining(
                requireNonNull(registry, "registry"),
                requireNonNull(training, "training"),
                Metric.CRPS,
                List.of(),
                Promotion.IF_BETTER,
                true);
    }

    /** What decides, overall and on segments; {@link Metric#CRPS} unless set, the error of the whole distribution. */
    public Retraining score(Metric metric) {
        return new Retraining(registry, training, requireNonNull(metric, "score"), attributes, promotion, warm);
    }

    /**
     * Also judges by segments of these attributes of the customers, beside those of order-days, tenure and age that
     * every evaluation has.
     *
     * @param names such as {@code channel}
     */
    public Retraining segments(String... names) {
        return new Retraining(registry, training, score, List.of(names), promotion, warm);
    }

    /** When a challenger that is worse in nothing is promoted; {@link Promotion#IF_BETTER} unless set. */
    public Retraining promotion(Promotion rule) {
        return new Retraining(registry, training, score, attributes, requireNonNull(rule, "promotion"), warm);
    }

    /**
     * Whether training starts from the weights of the champion; true unless set. A champion of other layers or another
     * loss starts nothing, and a reason of the outcome says so.
     */
    public Retraining warmStart(boolean allowed) {
        return new Retraining(registry, training, score, attributes, promotion, allowed);
    }

    /**
     * Retrains, on the calling thread and those of the builder.
     *
     * @param log must know what happened up to {@code now}, and long enough to train one horizon before the newest
     *     window; what it knows of later is not looked at
     * @param now as of when
     * @throws RegistryInUseException if somebody else retrains or changes the registry, before anything is trained
     * @throws RegistryDamagedException if the champion is damaged, which a roll-back mends
     * @throws IOException if the registry cannot be read or written; it is as it was then
     * @throws IllegalArgumentException if nothing can be trained on windows before the newest one, the champion
     *     predicts another horizon or currency, or has seen the newest window
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted; its interrupt flag stays
     *     set, and the registry is as it was
     */
    public RetrainingOutcome run(EventLog log, Instant now) throws IOException {
        return run(log, now, Runnable::run);
    }

    /**
     * The same with a judgement on an executor and the calling thread.
     *
     * @param executor changes no bit of the result
     */
    public RetrainingOutcome run(EventLog log, Instant now, Executor executor) throws IOException {
        try (RegistryWriter writer = registry.write()) {
            return new Run(log, now, writer, executor).run();
        }
    }

    /** One retraining. */
    private final class Run {

        private final Instant now;
        private final RegistryWriter writer;
        private final Executor executor;
        private final EventLog seen;
        private final Horizon longest;
        private final Instant start; // of the window
        private final Instant cutoff; // of the judged training
        private final @Nullable RegistryVersion champion;
        private final String data;

        Run(EventLog log, Instant now, RegistryWriter writer, Executor executor) throws IOException {
            this.now = now;
            this.writer = writer;
            this.executor = executor;
            this.seen = now.isBefore(log.observedUntil()) ? Backtest.cut(log, now) : log;
            ClvModelBuilder builder = training.get();
            if (builder.checkpoints().isPresent()) {
                throw new IllegalArgumentException("a retraining trains on two sets of rows, and would take one's"
                        + " checkpoints for the other's; leave checkpoints out");
            }
            this.longest = new Horizon(Stream.concat(Stream.of(builder.horizon()), builder.horizons().stream())
                    .max(Duration::compareTo)
                    .orElseThrow());
            this.start = longest.before(seen.observedUntil(), seen.zone());
            this.cutoff = longest.before(start, seen.zone());
            this.champion = registry.champion().orElse(null);
            this.data = EventHash.of(seen);
        }

        RetrainingOutcome run() throws IOException {
            ClvModel before = champion == null ? null : registry.judged(champion);
            if (before != null) {
                requireComparable(before);
            }
            ClvModelBuilder builder = training.get();
            TrainingSet rows = rows(builder);
            Map<String, String> settings = settings(builder, rows);
            Optional<RegistryVersion> done = registry.versions().stream()
                    .filter(version -> version.isOf(data, settings, champion))
                    .reduce((one, later) -> later);
            if (done.isPresent() && champion != null) {
                return outcome(
                        RetrainingDecision.UNCHANGED,
                        null,
                        champion,
                        List.of("Version " + done.get().number()
                                + " was trained on the same data with the same settings,"
                                + " so there is nothing to find out."),
                        new Comparison(Map.of()),
                        List.of(),
                        List.of());
            }
            List<String> reasons = new ArrayList<>();
            ClvModel from = before == null ? null : start(before, rows, settings, reasons);
            ClvModel challenger = trained(builder, from, rows);
            Forecasts forecasts = challenger.forecasts(seen, start).by(attributes, seen, start);
            List<Caution> cautions = Stream.concat(
                            challenger.summary().cautions().stream(), forecasts.cautions().stream())
                    .distinct()
                    .toList();
            RegistryVersion version = version(challenger, forecasts, settings, from);
            return before == null
                    ? first(version, challenger, forecasts, cautions)
                    : judged(version, challenger, forecasts, before, from, reasons, cautions);
        }

        private RetrainingOutcome first(
                RegistryVersion version, ClvModel challenger, Forecasts forecasts, List<Caution> cautions)
                throws IOException {
            List<String> reasons = new ArrayList<>(List.of("There was no champion, so this model is the first one."));
            reasons.addAll(Evaluation.of(forecasts).losses());
            return added(
                    RetrainingDecision.FIRST,
                    version,
                    challenger,
                    served(null),
                    reasons,
                    new Comparison(Map.of()),
                    List.of(),
                    cautions);
        }

        private RetrainingOutcome judged(
                RegistryVersion version,
                ClvModel challenger,
                Forecasts forecasts,
                ClvModel before,
                @Nullable ClvModel from,
                List<String> reasons,
                List<Caution> cautions)
                throws IOException {
            int tries = (int) registry.versions().stream()
                    .filter(other -> other.parent() != null && isOverlapping(other))
                    .count();
            Judgement judgement = Judgement.of(
                    forecasts, before.forecasts(seen, start), new Judgement.Rule(score, promotion), tries, executor);
            reasons.addAll(judgement.reasons());
            return added(
                    judgement.isPromoted() ? RetrainingDecision.PROMOTED : RetrainingDecision.KEPT,
                    version,
                    challenger,
                    judgement.isPromoted() ? served(from) : null,
                    reasons,
                    judgement.overall(),
                    judgement.segments(),
                    cautions);
        }

        /** Whether a version was judged by customers' doings some of which judge this one, too. */
        private boolean isOverlapping(RegistryVersion other) {
            return other.windowStart().isBefore(longest.after(start, seen.zone()))
                    && other.windowEnd().isAfter(start);
        }

        /** The model to serve: the same training, a horizon later. */
        private ClvModel served(@Nullable ClvModel from) {
            ClvModelBuilder builder = training.get();
            return trained(builder, from, builder.trainingSet(seen, start));
        }

        private ClvModel trained(ClvModelBuilder builder, @Nullable ClvModel from, TrainingSet rows) {
            return (from == null ? builder : builder.startingFrom(from)).train(rows);
        }

        private TrainingSet rows(ClvModelBuilder builder) {
            try {
                return builder.trainingSet(Backtest.cut(seen, start), cutoff);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "a challenger must be trained on windows of " + longest
                                + " that end before the newest one begins, at " + start + ", and cannot be: "
                                + e.getMessage(),
                        e);
            }
        }

        private static String ahead(Duration main, Collection<Duration> others) {
            return Stream.concat(Stream.of(main), others.stream())
                    .map(each -> new Horizon(each).toString())
                    .collect(Collectors.joining(", ", "", " ahead"));
        }

        private void requireComparable(ClvModel before) {
            RegistryVersion version = requireNonNull(champion);
            ClvModelBuilder builder = training.get();
            if (!before.horizon().equals(builder.horizon())
                    || !before.horizons().equals(builder.horizons())) {
                throw new IllegalArgumentException("the champion, version " + version.number() + ", predicts "
                        + ahead(before.horizon(), before.horizons()) + ", this training "
                        + ahead(builder.horizon(), builder.horizons())
                        + "; take the same horizons, or another folder for another question");
            }
            Instant trained = longest.after(before.summary().cutoffs().get(0), seen.zone());
            if (trained.isAfter(start)) {
                throw new IllegalArgumentException("the champion, version " + version.number()
                        + ", was judged by a window that begins at " + version.windowStart()
                        + ", so it has seen some of the newest complete window before " + now + ", which begins at "
                        + start + "; retrain as of a later time, on a log that reaches as far");
            }
        }

        /** The champion, if a training can start from its weights. */
        private @Nullable ClvModel start(
                ClvModel before, TrainingSet rows, Map<String, String> is, List<String> reasons) {
            if (!warm) {
                return null;
            }
            Map<String, String> was = requireNonNull(champion).settings();
            for (String setting : List.of("network", "loss", "targets")) {
                if (!Objects.equals(is.get(setting), was.get(setting))) {
                    reasons.add("It was trained from random weights, since its " + setting + " is '" + is.get(setting)
                            + "' and that of the champion '" + was.get(setting) + "'.");
                    return null;
                }
            }
            if (hasTokens(before.schema()) && !hasTokens(rows.pipeline().schema())) {
                reasons.add(
                        "It was trained from random weights, since the champion reads events one by one, and nothing"
                                + " of what they tell can be used now.");
                return null;
            }
            return before;
        }

        private static boolean hasTokens(FeatureSchema schema) {
            return schema.features().stream().anyMatch(feature -> feature.name().equals(FittedEventTokens.FEATURE));
        }

        private Map<String, String> settings(ClvModelBuilder builder, TrainingSet rows) {
            Map<String, String> settings =
                    new LinkedHashMap<>(builder.settings().words());
            settings.put("horizon", builder.horizon().toString());
            settings.put("other horizons", builder.horizons().toString());
            settings.put("origins", rows.cutoffs().size() + " up to " + cutoff);
            settings.put("targets", rows.rows().targets().toString());
            settings.put("purchase model", String.valueOf(builder.purchaseModel()));
            settings.put("selection", String.valueOf(builder.selection()));
            String features = rows.pipeline().schema().features().stream()
                    .map(Feature::name)
                    .collect(Collectors.joining("\n"));
            settings.put(
                    "features",
                    rows.pipeline().schema().size() + ", SHA-256 of their names "
                            + Hashing.sha256().hashString(features, StandardCharsets.UTF_8));
            settings.put("judged by", score.label() + ", segments " + attributes);
            settings.put("promotion", promotion.name().toLowerCase(Locale.ROOT));
            settings.put("warm start", String.valueOf(warm));
            return settings;
        }

        private RegistryVersion version(
                ClvModel challenger, Forecasts forecasts, Map<String, String> settings, @Nullable ClvModel from) {
            Map<Metric, Double> metrics = new EnumMap<>(Metric.class);
            for (Metric metric : Metric.values()) {
                metrics.put(metric, forecasts.model().scores().get(metric));
            }
            return new RegistryVersion(
                    0,
                    now,
                    start,
                    seen.observedUntil(),
                    challenger.horizon(),
                    champion == null ? null : champion.number(),
                    champion == null || from == null ? null : champion.number(),
                    data,
                    seen.size(),
                    forecasts.model().size(),
                    LibraryVersion.current(),
                    settings,
                    metrics,
                    Map.of());
        }

        private RetrainingOutcome added(
                RetrainingDecision decision,
                RegistryVersion version,
                ClvModel challenger,
                @Nullable ClvModel served,
                List<String> reasons,
                Comparison comparison,
                List<SegmentComparison> segments,
                List<Caution> cautions)
                throws IOException {
            Map<String, Disk.Content> files = new LinkedHashMap<>();
            files.put(RegistryVersion.JUDGED, challenger::write);
            if (served != null) {
                files.put(RegistryVersion.SERVED, served::write);
            }
            files.put(
                    "judgement.json",
                    Disk.Content.of(RetrainingOutcome.json(
                                    decision, start, seen.observedUntil(), reasons, comparison, segments, cautions)
                            + "\n"));
            RegistryVersion added = writer.add(version, files, now, decision, reasons);
            return outcome(
                    decision,
                    added,
                    champion == null || served != null ? added : champion,
                    reasons,
                    comparison,
                    segments,
                    cautions);
        }

        private RetrainingOutcome outcome(
                RetrainingDecision decision,
                @Nullable RegistryVersion challenger,
                RegistryVersion after,
                List<String> reasons,
                Comparison comparison,
                List<SegmentComparison> segments,
                List<Caution> cautions) {
            return new RetrainingOutcome(
                    decision, challenger, after, start, seen.observedUntil(), reasons, comparison, segments, cautions);
        }
    }
}
