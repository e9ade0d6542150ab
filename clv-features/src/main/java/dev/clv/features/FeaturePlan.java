package dev.clv.features;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which extractors to use, before they have learned anything. Immutable and thread-safe.
 *
 * <pre>{@code
 * FeaturePipeline pipeline = FeaturePlan.of(StandardExtractors.all())
 *     .with(FeatureExtractor.of(
 *         Feature.numeric("events", "events", "Everything the customer did", "activity"),
 *         history -> history.events().size()))
 *     .fit(TrainingHistories.of(log, rows));
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
                throw new IllegalArgumentException(
                        "extractor name '" + extractor.name() + "' is used twice; rename one of the two");
            }
        }
    }

    /**
     * A plan of these extractors in this order.
     *
     * @throws IllegalArgumentException when two extractors share a name
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

    /**
     * Lets every extractor learn from the training histories.
     *
     * @throws IllegalArgumentException when two fitted extractors declare a feature of the same name
     */
    public FeaturePipeline fit(TrainingHistories histories) {
        return new FeaturePipeline(
                extractors.stream().map(extractor -> extractor.fit(histories)).toList());
    }

    /**
     * The inverse of {@link FeaturePipeline#learned()}: the pipeline of exactly the extractors that {@code learned}
     * names, in its iteration order. The plan may have more extractors than were used then.
     *
     * @param learned by extractor name
     * @throws IllegalArgumentException when the plan lacks one of them
     */
    public FeaturePipeline restore(Map<String, Learned> learned) {
        List<FeatureExtractor> restored = new ArrayList<>();
        learned.forEach((name, facts) -> restored.add(extractor(name).restore(facts)));
        return new FeaturePipeline(restored);
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
