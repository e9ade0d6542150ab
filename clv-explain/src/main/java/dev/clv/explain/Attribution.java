package dev.clv.explain;

import dev.clv.explain.internal.RelativeError;
import dev.clv.explain.json.RecordJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A prediction taken apart: the base value, and what every feature adds to it. The contributions of a group's features
 * add up to the group's, and all of them to {@code prediction - baseValue}, within 1e-9 of the largest of the numbers
 * involved; an attribution that does not add up cannot be made.
 *
 * <p>All numbers are on the scale of the link. Immutable and thread-safe. A {@link #builder} sums up the groups.
 *
 * @param baseValue what is predicted when nothing about the row is known: the background's weighted mean
 * @param prediction what is predicted for the row
 * @param link the scale of all numbers here
 * @param features every feature's contribution, in the order of the features; no name twice
 * @param groups every group's contribution: the sum over its features, in the order of its first feature. A feature in
 *     no group stands for itself
 * @param method how it was computed, for example {@code "exact Shapley"} or {@code "permutation walks, Owen"}
 * @param evaluations how many rows were predicted for this attribution, not counting the background's own predictions;
 *     for a gradient explainer, how many gradients were computed
 */
public record Attribution(
        double baseValue,
        double prediction,
        Link link,
        List<Contribution> features,
        List<Contribution> groups,
        String method,
        long evaluations)
        implements ExplainerResult {

    private static final String KIND = "attribution";
    private static final int VERSION = 2;
    private static final double ADDITIVITY = 1e-9;

    /**
     * Copies the lists and checks all of the above.
     *
     * @throws IllegalArgumentException if the base value or the prediction is not finite, the contributions do not add
     *     up, a feature is given twice, a group is not the sum of its features, or the evaluations are negative
     */
    public Attribution {
        checkFinite(baseValue, prediction);
        if (evaluations < 0) {
            throw new IllegalArgumentException("evaluations must not be negative, was " + evaluations);
        }
        features = List.copyOf(features);
        groups = List.copyOf(groups);
        checkDistinct(features);
        checkGroups(features, groups);
        checkAdditive(features, baseValue, prediction);
    }

    private static void checkFinite(double baseValue, double prediction) {
        if (!Double.isFinite(baseValue) || !Double.isFinite(prediction)) {
            throw new IllegalArgumentException(
                    "base value and prediction must be finite, were " + baseValue + " and " + prediction);
        }
    }

    private static void checkDistinct(List<Contribution> features) {
        Set<String> names = new HashSet<>();
        for (Contribution feature : features) {
            if (!names.add(feature.name())) {
                throw new IllegalArgumentException("feature '" + feature.name() + "' was given twice");
            }
        }
    }

    private static void checkGroups(List<Contribution> features, List<Contribution> groups) {
        List<Contribution> sums = groupSums(features, Map.of());
        boolean same = sums.size() == groups.size();
        for (int g = 0; same && g < sums.size(); g++) {
            Contribution sum = sums.get(g);
            Contribution group = groups.get(g);
            same = group.name().equals(sum.name())
                    && group.group().equals(sum.group())
                    && Double.compare(group.value(), sum.value()) == 0;
        }
        if (!same) {
            throw new IllegalArgumentException(
                    "groups must be the sums of their features, in the order of their first ones; use the builder");
        }
    }

    private static void checkAdditive(List<Contribution> features, double baseValue, double prediction) {
        double sum = 0;
        double scale = Math.max(Math.abs(baseValue), Math.abs(prediction));
        for (Contribution feature : features) {
            sum += feature.value();
            scale = Math.max(scale, Math.abs(feature.value()));
        }
        if (!(Math.abs(sum - (prediction - baseValue)) <= ADDITIVITY * scale)) {
            throw new IllegalArgumentException("contributions must add up to prediction - baseValue = "
                    + (prediction - baseValue) + ", but their sum was " + sum);
        }
    }

    private static List<Contribution> groupSums(List<Contribution> features, Map<String, Double> errors) {
        Map<String, Double> sums = new LinkedHashMap<>();
        Map<String, Double> bounds = new HashMap<>();
        for (Contribution feature : features) {
            sums.merge(feature.group(), feature.value(), Double::sum);
            bounds.merge(feature.group(), feature.standardError(), Double::sum);
        }
        for (String group : errors.keySet()) {
            if (!sums.containsKey(group)) {
                throw new IllegalArgumentException("group '" + group + "' has a standard error but no feature");
            }
        }
        List<Contribution> groups = new ArrayList<>();
        sums.forEach((group, value) -> {
            Double error = errors.get(group);
            groups.add(new Contribution(group, group, value, error != null ? error : bounds.getOrDefault(group, 0.0)));
        });
        return groups;
    }

    /** Starts an attribution of a prediction; both numbers are finite and on the scale of the link. */
    public static Builder builder(double baseValue, double prediction) {
        return new Builder(baseValue, prediction);
    }

    /**
     * One feature's contribution.
     *
     * @throws IllegalArgumentException if there is no such feature
     */
    public Contribution feature(String name) {
        return features.stream()
                .filter(feature -> feature.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no feature is named '" + name + "'"));
    }

    /** Every feature's value, in order; a new array. */
    public double[] values() {
        return features.stream().mapToDouble(Contribution::value).toArray();
    }

    /** Every feature's standard error, in order; a new array. */
    public double[] standardErrors() {
        return features.stream().mapToDouble(Contribution::standardError).toArray();
    }

    /**
     * How exact it is as a whole: the root of the sum of the features' squared standard errors, relative to that of
     * their values; 0 if it is exact, infinite if all values are 0 but not all errors. It is at most the target error
     * if an explainer reached that.
     */
    public double relativeError() {
        return RelativeError.of(values(), standardErrors());
    }

    /**
     * The same features under other groups. A group's standard error is then the sum of its features' errors: an upper
     * bound, because correlations between the errors are not kept.
     *
     * @param groupOfFeature from a feature's name to its group's
     */
    public Attribution regroup(UnaryOperator<String> groupOfFeature) {
        Builder builder =
                builder(baseValue, prediction).link(link).method(method).evaluations(evaluations);
        for (Contribution f : features) {
            builder.feature(f.name(), groupOfFeature.apply(f.name()), f.value(), f.standardError());
        }
        return builder.build();
    }

    @Override
    public String toJson() {
        return RecordJson.write(KIND, VERSION, this);
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws IllegalArgumentException if it is something else, or does not add up
     */
    public static Attribution fromJson(String json) {
        return RecordJson.read(json, KIND, VERSION, Attribution.class);
    }

    @Override
    public String toString() {
        return "Attribution[" + method + ", " + baseValue + " -> " + prediction + ", " + groups + "]";
    }

    /** Collects the parts of an {@link Attribution}. Not thread-safe. */
    public static final class Builder {

        private final double baseValue;
        private final double prediction;
        private Link link = Link.IDENTITY;
        private String method = "given";
        private long evaluations;
        private final List<Contribution> features = new ArrayList<>();
        private final Map<String, Double> groupErrors = new HashMap<>();

        private Builder(double baseValue, double prediction) {
            checkFinite(baseValue, prediction);
            this.baseValue = baseValue;
            this.prediction = prediction;
        }

        /** The scale of all numbers; {@link Link#IDENTITY} unless set. */
        public Builder link(Link link) {
            this.link = link;
            return this;
        }

        /** How it was computed; {@code "given"} unless set. */
        public Builder method(String method) {
            this.method = method;
            return this;
        }

        /** How many rows were predicted; 0 unless set. */
        public Builder evaluations(long evaluations) {
            this.evaluations = evaluations;
            return this;
        }

        /** Adds the next feature, which stands for itself. */
        public Builder feature(String name, double value, double standardError) {
            return feature(name, name, value, standardError);
        }

        /** Adds the next feature, of a group. */
        public Builder feature(String name, String group, double value, double standardError) {
            features.add(new Contribution(name, group, value, standardError));
            return this;
        }

        /** The standard error of a group's sum; the sum of its features' errors, an upper bound, unless set. */
        public Builder groupStandardError(String group, double standardError) {
            groupErrors.put(group, standardError);
            return this;
        }

        /**
         * The attribution.
         *
         * @throws IllegalArgumentException if the contributions do not add up, or a feature was given twice
         */
        public Attribution build() {
            return new Attribution(
                    baseValue, prediction, link, features, groupSums(features, groupErrors), method, evaluations);
        }
    }
}
