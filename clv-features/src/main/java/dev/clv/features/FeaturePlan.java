package dev.clv.features;

import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.StoredLog;
import dev.clv.features.internal.Interruption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which extractors to use, before they have learned anything. Immutable and thread-safe.
 *
 * <pre>{@code
 * FeaturePipeline pipeline = FeaturePlan.of(StandardExtractors.all())
 *     .with(FeatureExtractor.of(
 *         Feature.numeric("events", "events", "Everything known of the customer", "activity"),
 *         history -> history.events().size()))
 *     .fit(log, rows);
 * FeatureMatrix matrix = pipeline.extract(log, rows);
 * }</pre>
 */
public final class FeaturePlan {

    private final List<FittableExtractor> extractors;

    private FeaturePlan(List<? extends FittableExtractor> extractors) {
        this.extractors = List.copyOf(extractors);
        Set<String> names = new TreeSet<>();
        for (FittableExtractor extractor : this.extractors) {
            if (extractor.name().isBlank()) {
                throw new IllegalArgumentException("an extractor's name must not be blank");
            }
            if (!names.add(extractor.name())) {
                throw new IllegalArgumentException("extractor name '" + extractor.name()
                        + "' is used twice; leave one of the two out, or give one of your own another name");
            }
        }
    }

    /**
     * A plan of these extractors in this order.
     *
     * @throws IllegalArgumentException if two extractors share a name
     */
    public static FeaturePlan of(List<? extends FittableExtractor> extractors) {
        return new FeaturePlan(extractors);
    }

    /** This plan with one or more extractors appended. */
    public FeaturePlan with(FittableExtractor... more) {
        List<FittableExtractor> all = new ArrayList<>(extractors);
        all.addAll(Arrays.asList(more));
        return new FeaturePlan(all);
    }

    /** The extractors in order; unmodifiable. */
    public List<FittableExtractor> extractors() {
        return extractors;
    }

    /** A learner of all extractors that has seen nothing yet. */
    public PipelineLearner learner() {
        return new PipelineLearner(extractors);
    }

    /**
     * Lets every extractor learn from the training histories, in one pass over them.
     *
     * @param histories one per training row, each cut at its row's cutoff
     * @throws IllegalArgumentException if two fitted extractors declare a feature of the same name
     */
    public FeaturePipeline fit(Iterable<CustomerHistory> histories) {
        PipelineLearner learner = learner();
        histories.forEach(learner::add);
        return learner.learned();
    }

    /**
     * Lets every extractor learn from the training rows of a log, in one pass over them.
     *
     * @param log everybody's events; those at or after a row's cutoff stay out of sight
     * @param rows which customer as of when
     * @throws IllegalArgumentException if two fitted extractors declare a feature of the same name
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; its interrupt flag stays set
     */
    public FeaturePipeline fit(EventLog log, List<RowKey> rows) {
        PipelineLearner learner = learner();
        log.customers().forEach(learner::know);
        for (RowKey row : rows) {
            Interruption.check();
            learner.add(log.history(row.customer()).before(row.cutoff()));
        }
        return learner.learned();
    }

    /**
     * What was learned from a log in temporary files.
     *
     * @param customers how many of them were learned from
     * @param passedOver how many others have more events than may be in memory at a time, and taught nothing
     */
    public record StoredFit(FeaturePipeline pipeline, int customers, int passedOver) {}

    /**
     * Lets every extractor learn from all customers of a log in temporary files who are known before a time, in one
     * pass over them.
     *
     * @param log everybody's events
     * @param cutoff events at or after it stay out of sight
     * @param mostEvents how many events of one customer may be in memory
     * @throws IllegalArgumentException if two fitted extractors declare a feature of the same name
     * @throws java.io.UncheckedIOException if the temporary file cannot be read
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; its interrupt flag stays set
     */
    public StoredFit fit(StoredLog log, Instant cutoff, int mostEvents) {
        PipelineLearner learner = learner();
        int customers = 0;
        int passedOver = 0;
        StoredLog.Walk walk = log.walk();
        while (walk.next()) {
            Interruption.check();
            learner.know(walk.customer());
            List<CustomerEvent> events = walk.events(cutoff, mostEvents);
            if (events == null) {
                passedOver++;
            } else if (!events.isEmpty()) {
                learner.add(walk.history(events).before(cutoff));
                customers++;
            }
        }
        return new StoredFit(learner.learned(), customers, passedOver);
    }

    /**
     * The inverse of {@link FeaturePipeline#fittedStates()}: the pipeline of exactly the extractors that {@code states}
     * names, in its iteration order. The plan may have more extractors than were used then, and its extractors may have
     * other settings: those of {@code states} hold.
     *
     * @param states by extractor name
     * @param schema the features of the pipeline whose states these are
     * @throws IllegalArgumentException if the plan lacks one of the extractors, or an extractor cannot take on its
     *     state or has other features now; the message names it
     */
    public FeaturePipeline restore(Map<String, FittedState> states, FeatureSchema schema) {
        List<FeatureExtractor> restored = new ArrayList<>();
        List<Feature> features = schema.features();
        int next = 0;
        for (Map.Entry<String, FittedState> entry : states.entrySet()) {
            FeatureExtractor extractor = restore(extractor(entry.getKey()), entry.getValue());
            requireSameState(extractor, entry.getValue());
            for (Feature feature : extractor.features()) {
                requireSameFeature(extractor, feature, next < features.size() ? features.get(next) : null);
                next++;
            }
            restored.add(extractor);
        }
        if (next < features.size()) {
            throw new IllegalArgumentException("no extractor computes feature '"
                    + features.get(next).name() + "' any more; use the extractors of that time or train again");
        }
        return new FeaturePipeline(restored);
    }

    private static FeatureExtractor restore(FittableExtractor prototype, FittedState state) {
        try {
            return SelectedExtractor.restore(prototype, state);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "extractor '" + prototype.name() + "' cannot be restored: " + e.getMessage()
                            + "; use the extractor of that time or train again",
                    e);
        }
    }

    private static void requireSameState(FeatureExtractor extractor, FittedState state) {
        if (!extractor.fittedState().equals(state)) {
            throw new IllegalArgumentException("extractor '" + extractor.name()
                    + "' has other settings than the one that was trained with, or lost what that one learned ("
                    + state.difference(extractor.fittedState())
                    + "); pass one with the settings of that time, or let its restore(state) take them from the state");
        }
    }

    private static void requireSameFeature(FeatureExtractor extractor, Feature now, @Nullable Feature then) {
        if (!now.equals(then)) {
            throw new IllegalArgumentException("extractor '" + extractor.name() + "' now computes " + now
                    + " where training had " + (then == null ? "nothing" : then)
                    + "; use the extractor of that time or train again");
        }
    }

    private FittableExtractor extractor(String name) {
        return extractors.stream()
                .filter(extractor -> extractor.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("this plan has no extractor named '" + name
                        + "'; add it to the plan. The plan has: "
                        + extractors.stream().map(FittableExtractor::name).toList()));
    }
}
