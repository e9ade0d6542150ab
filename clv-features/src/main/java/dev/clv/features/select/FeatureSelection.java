package dev.clv.features.select;

import dev.clv.features.Feature;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.FeatureSchema;
import dev.clv.features.internal.Parts;
import dev.clv.features.prepare.Preparation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which features of training rows a model shall look at. Immutable and thread-safe; every method that takes a value
 * returns a changed copy, and nothing is dropped that is not asked for.
 *
 * <pre>{@code
 * FeatureSelection.none().dropConstant().dropDuplicates().dropCollinear(0.98).keepImportant(0.005)
 * }</pre>
 *
 * <p>The rules apply in this order, whatever the order of the calls, each to what the ones before it left: constants,
 * duplicates, collinear numbers, importance. Of features that say the same the first in column order stays, or the one
 * that {@link #keep} names. Importance comes last since features that say the same share it.
 *
 * <p>A selection is fitted on training rows alone. Importance is judged on training customers whom the model at hand
 * has not seen, so that whoever holds out customers holds them out from the selection too. The same rows, seed and
 * measure give the same result for any number of threads.
 */
public final class FeatureSelection {

    private static final int FOLDS = 5;
    private static final FeatureSelection NONE = new FeatureSelection(false, false, null, null, null, 42, Set.of());

    private final boolean constant;
    private final boolean duplicates;
    private final @Nullable Double collinear;
    private final @Nullable ImportanceRule importance;
    private final @Nullable Stability stability;
    private final long seed;
    private final Set<String> keep;

    private FeatureSelection(
            boolean constant,
            boolean duplicates,
            @Nullable Double collinear,
            @Nullable ImportanceRule importance,
            @Nullable Stability stability,
            long seed,
            Set<String> keep) {
        this.constant = constant;
        this.duplicates = duplicates;
        this.collinear = collinear;
        this.importance = importance;
        this.stability = stability;
        this.seed = seed;
        this.keep = keep;
    }

    private record Stability(int resamples, double share) {}

    /** All features stay. */
    public static FeatureSelection none() {
        return NONE;
    }

    /**
     * Drops features that never vary in the training rows, of which a {@link Preparation} makes nothing but zeros: one
     * value in all rows, or missing in all, or the same for all customers of a cutoff where cutoffs span less than a
     * year. A feature that is one value in some rows and missing in others varies. A network ignores them anyway, so
     * that rows get smaller and training quicker.
     */
    public FeatureSelection dropConstant() {
        return new FeatureSelection(true, duplicates, collinear, importance, stability, seed, keep);
    }

    /**
     * Drops features that have the same value as another one in every training row, or are missing where that one is,
     * and categories that divide the rows as those of another feature do.
     */
    public FeatureSelection dropDuplicates() {
        return new FeatureSelection(constant, true, collinear, importance, stability, seed, keep);
    }

    /**
     * Drops numbers that are nearly straight lines of another one: Pearson's correlation of the two, as a
     * {@link Preparation} hands them to a network (missing values as the median, skewed ones as logarithms), is at
     * least this in absolute value, and so is that of where they are missing. Measured on 10,000 rows, taken evenly, if
     * there are more. Only pairs are looked at: a sum of several features stays.
     *
     * @param correlation in (0, 1]; 0.98 for instance
     */
    public FeatureSelection dropCollinear(double correlation) {
        if (!(correlation > 0 && correlation <= 1)) {
            throw new IllegalArgumentException("dropCollinear must lie in (0, 1], was " + correlation);
        }
        return new FeatureSelection(constant, duplicates, correlation, importance, stability, seed, keep);
    }

    /**
     * Keeps features that have at least this share of all importance. Each of five folds of customers is judged by a
     * model that learned from the others, and a feature's importance is the mean over the folds; see
     * {@link ImportanceMeasure}.
     *
     * @param share of the sum of all importance, in (0, 1); 0.005 for instance
     * @throws IllegalArgumentException if it is not in (0, 1), or {@link #keepMostImportant} was called
     */
    public FeatureSelection keepImportant(double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("keepImportant must lie in (0, 1), was " + share);
        }
        if (importance != null && importance.most() < Integer.MAX_VALUE) {
            throw twoRules();
        }
        return new FeatureSelection(
                constant, duplicates, collinear, new ImportanceRule(share, Integer.MAX_VALUE), stability, seed, keep);
    }

    /**
     * Keeps so many of the most important features, or fewer if no more help at all; as {@link #keepImportant}.
     *
     * @param count at least 1; features that {@link #keep} names stay beside those, unless they are among them
     * @throws IllegalArgumentException if it is less than 1, or {@link #keepImportant} was called
     */
    public FeatureSelection keepMostImportant(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("keepMostImportant must be at least 1, was " + count);
        }
        if (importance != null && importance.share() > 0) {
            throw twoRules();
        }
        return new FeatureSelection(
                constant, duplicates, collinear, new ImportanceRule(0, count), stability, seed, keep);
    }

    private static IllegalArgumentException twoRules() {
        return new IllegalArgumentException("keepImportant and keepMostImportant contradict each other; leave one out");
    }

    /**
     * Keeps features that many resamples choose, instead of those that are important on average (stability selection,
     * N. Meinshausen and P. Buehlmann 2010, on complementary pairs of halves as in R. Shah and R. Samworth 2013). In
     * each resample a model learns from a random half of the customers and is judged on the other half, and the
     * features are chosen that {@link #keepImportant} or {@link #keepMostImportant} say; unless either was called,
     * those that help at all, as about half of all useless features do by chance in any one resample.
     *
     * @param resamples how many; at least 2, and 20 for instance
     * @param share of the resamples that must choose a feature, in (1/2, 1]; 0.7 for instance
     */
    public FeatureSelection stable(int resamples, double share) {
        if (resamples < 2 || !(share > 0.5 && share <= 1)) {
            throw new IllegalArgumentException(
                    "stable needs at least 2 resamples and a share in (0.5, 1], were " + resamples + " and " + share);
        }
        return new FeatureSelection(
                constant, duplicates, collinear, importance, new Stability(resamples, share), seed, keep);
    }

    /** With this seed of folds, resamples and the models that judge; 42 unless set. */
    public FeatureSelection seed(long other) {
        return new FeatureSelection(constant, duplicates, collinear, importance, stability, other, keep);
    }

    /**
     * Keeps these features, whatever the rules say. Calls add up.
     *
     * @param features their names; {@link #fit} refuses a name that no feature has
     */
    public FeatureSelection keep(String... features) {
        Set<String> all = new TreeSet<>(keep);
        all.addAll(List.of(features));
        return new FeatureSelection(
                constant, duplicates, collinear, importance, stability, seed, Collections.unmodifiableSet(all));
    }

    /**
     * Makes sure that the features to {@link #keep} are there, as {@link #fit} does too.
     *
     * @throws IllegalArgumentException if {@link #keep} names a feature that there is not
     */
    public void requireKnown(FeatureSchema schema) {
        Set<String> names =
                schema.features().stream().map(Feature::name).collect(Collectors.toCollection(TreeSet::new));
        Set<String> unknown = new TreeSet<>(keep);
        unknown.removeAll(names);
        for (String name : unknown) {
            if (schema.contains(name)) {
                Feature whole = schema.feature(schema.indexOf(name));
                throw new IllegalArgumentException("keep names '" + name + "', one of the " + whole.width()
                        + " columns of feature '" + whole.name() + "', which stays or goes as a whole; keep '"
                        + whole.name() + "'");
            }
        }
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "keep names " + unknown + ", which no feature is called; there are " + names);
        }
    }

    /** Whether all features stay. */
    public boolean isNone() {
        return !constant && !duplicates && collinear == null && !judges();
    }

    /** Whether importance is measured. */
    public boolean judges() {
        return importance != null || stability != null;
    }

    /**
     * Selects by the rules that need no model.
     *
     * @param training at least one row
     * @throws IllegalArgumentException if importance is to be measured, or as {@link #fit(FeatureMatrix, Preparation,
     *     ImportanceMeasure, Executor)}
     */
    public SelectionReport fit(FeatureMatrix training) {
        if (judges()) {
            throw new IllegalArgumentException(
                    "keepImportant, keepMostImportant and stable need a model; call fit with an ImportanceMeasure");
        }
        return fit(
                training,
                Preparation.builder().fit(training),
                (features, some, others, number) -> new double[features.size()],
                Runnable::run);
    }

    /**
     * Selects.
     *
     * @param training at least one row; where importance is measured, of at least two customers
     * @param preparation fitted on these rows
     * @param measure is not called unless importance is measured
     * @param executor works beside the calling thread and changes no bit of the result; {@code Runnable::run} for the
     *     calling thread alone
     * @throws IllegalArgumentException if {@link #keep} names a feature that there is not, no feature varies, or
     *     importance is to be measured on a single customer
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; its interrupt flag stays set
     */
    public SelectionReport fit(
            FeatureMatrix training, Preparation preparation, ImportanceMeasure measure, Executor executor) {
        List<Feature> all = training.schema().features();
        requireKnown(training.schema());
        Map<String, DroppedFeature> dropped = new HashMap<>();
        if (constant) {
            drop(dropped, constants(all, preparation));
            if (dropped.size() == all.size()) {
                throw new IllegalArgumentException(
                        "all " + all.size() + " features have one value in every training row,"
                                + " so that dropConstant leaves nothing to learn from; add features, or leave dropConstant out");
            }
        }
        RepeatedFeatures repeated = new RepeatedFeatures(training, preparation, executor);
        if (duplicates) {
            drop(dropped, repeated.duplicates(left(all, dropped, true)));
        }
        if (collinear != null) {
            drop(dropped, repeated.collinear(left(all, dropped, true), collinear));
        }
        if (judges()) {
            List<Feature> left = left(all, dropped, false);
            drop(dropped, judged(training, left.stream().map(Feature::name).toList(), measure, executor));
        }
        return new SelectionReport(
                left(all, dropped, false).stream().map(Feature::name).toList(),
                all.stream()
                        .flatMap(feature -> Stream.ofNullable(dropped.get(feature.name())))
                        .toList());
    }

    private void drop(Map<String, DroppedFeature> dropped, Collection<DroppedFeature> more) {
        more.stream()
                .filter(feature -> !keep.contains(feature.feature()))
                .forEach(feature -> dropped.put(feature.feature(), feature));
    }

    private static List<DroppedFeature> constants(List<Feature> features, Preparation preparation) {
        return features.stream()
                .map(Feature::name)
                .filter(preparation::isConstant)
                .map(feature -> new DroppedFeature(feature, DropReason.CONSTANT, Double.NaN, null))
                .toList();
    }

    /** What is not dropped yet, in column order, or those that must stay first. */
    private List<Feature> left(List<Feature> all, Map<String, DroppedFeature> dropped, boolean keptFirst) {
        List<Feature> left = new ArrayList<>();
        all.stream().filter(feature -> !dropped.containsKey(feature.name())).forEach(left::add);
        if (keptFirst) {
            left.sort((a, b) -> Boolean.compare(keep.contains(b.name()), keep.contains(a.name())));
        }
        return left;
    }

    /** What importance drops; the most important feature stays in any case. */
    private List<DroppedFeature> judged(
            FeatureMatrix training, List<String> features, ImportanceMeasure measure, Executor executor) {
        List<Resample> resamples = stability == null
                ? Resample.folds(training, FOLDS, seed)
                : Resample.halves(training, stability.resamples(), seed);
        Resample first = resamples.get(0);
        if (first.training().length == 0 || first.heldOut().length == 0) {
            throw new IllegalArgumentException(
                    "importance is judged on other customers than it is learned from, and the rows are of one customer;"
                            + " add customers");
        }
        double[][] measured = new double[resamples.size()][];
        Parts.run(measured.length, i -> measured[i] = measured(resamples.get(i), features, measure), executor);
        ImportanceRule rule = importance == null ? ImportanceRule.HELPS : importance;
        double[] numbers = stability == null ? meanShares(measured) : shareOfChoices(measured, rule);
        boolean[] chosen = stability == null ? rule.chosen(numbers) : atLeast(numbers, stability.share());
        int best = best(meanShares(measured));
        DropReason reason = stability == null ? DropReason.UNIMPORTANT : DropReason.UNSTABLE;
        List<DroppedFeature> dropped = new ArrayList<>();
        for (int i = 0; i < chosen.length; i++) {
            if (!chosen[i] && i != best) {
                dropped.add(new DroppedFeature(features.get(i), reason, numbers[i], null));
            }
        }
        return dropped;
    }

    private static double[] measured(Resample resample, List<String> features, ImportanceMeasure measure) {
        double[] measured = measure.measure(features, resample.training(), resample.heldOut(), resample.seed());
        if (measured.length != features.size()) {
            throw new IllegalStateException("the importance measure gave " + measured.length + " numbers for "
                    + features.size() + " features; it must give one for each");
        }
        return measured;
    }

    private static double[] meanShares(double[][] measured) {
        double[] sums = new double[measured[0].length];
        for (double[] importance : measured) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] += importance[i];
            }
        }
        return ImportanceRule.shares(sums);
    }

    private static double[] shareOfChoices(double[][] measured, ImportanceRule rule) {
        double[] counts = new double[measured[0].length];
        for (double[] importance : measured) {
            boolean[] chosen = rule.chosen(ImportanceRule.shares(importance));
            for (int i = 0; i < counts.length; i++) {
                counts[i] += chosen[i] ? 1 : 0;
            }
        }
        return Arrays.stream(counts).map(count -> count / measured.length).toArray();
    }

    private static boolean[] atLeast(double[] numbers, double least) {
        boolean[] chosen = new boolean[numbers.length];
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = numbers[i] >= least;
        }
        return chosen;
    }

    private static int best(double[] shares) {
        int best = 0;
        for (int i = 1; i < shares.length; i++) {
            best = shares[i] > shares[best] ? i : best;
        }
        return best;
    }

    /** The rules, in words: {@code drop constant, drop collinear from 0.98}; {@code keep all} if there is none. */
    @Override
    public String toString() {
        List<String> words = new ArrayList<>();
        if (constant) {
            words.add("drop constant");
        }
        if (duplicates) {
            words.add("drop duplicate");
        }
        if (collinear != null) {
            words.add("drop collinear from " + collinear);
        }
        if (judges()) {
            String rule = String.valueOf(importance == null ? ImportanceRule.HELPS : importance);
            words.add(
                    stability == null
                            ? "keep " + rule
                            : "keep " + rule + " in " + stability.share() + " of " + stability.resamples()
                                    + " resamples");
        }
        return words.isEmpty() ? "keep all" : String.join(", ", words);
    }
}
