package dev.clv.explain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A prediction taken apart: the base value, and what every feature adds to it. The contributions of a group's features
 * add up to the group's, and all of them to {@code prediction - baseValue}, within 1e-9 of the largest of the numbers
 * involved; an attribution that does not add up cannot be built.
 *
 * <p>All numbers are on the scale of {@link #link()}. Immutable and thread-safe.
 */
public final class Attribution implements ExplainerResult {

    private static final String KIND = "attribution";
    private static final double ADDITIVITY = 1e-9;

    private final double baseValue;
    private final double prediction;
    private final Link link;
    private final String method;
    private final long evaluations;
    private final List<Contribution> features;
    private final List<Contribution> groups;
    private final Map<String, Contribution> byName;

    private Attribution(Builder builder) {
        baseValue = builder.baseValue;
        prediction = builder.prediction;
        link = builder.link;
        method = builder.method;
        evaluations = builder.evaluations;
        features = List.copyOf(builder.features);
        groups = groupSums(features, builder.groupErrors);
        byName = new HashMap<>();
        for (Contribution feature : features) {
            if (byName.put(feature.name(), feature) != null) {
                throw new IllegalArgumentException("feature '" + feature.name() + "' was given twice");
            }
        }
        checkAdditive();
    }

    /** Starts an attribution of a prediction; both numbers finite, on the scale of the link. */
    public static Builder builder(double baseValue, double prediction) {
        return new Builder(baseValue, prediction);
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
        return List.copyOf(groups);
    }

    private void checkAdditive() {
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

    /**
     * What is predicted when nothing about the row is known: the background's weighted mean, on the scale of the link.
     */
    @Override
    public double baseValue() {
        return baseValue;
    }

    /** What is predicted for the row. */
    public double prediction() {
        return prediction;
    }

    /** The scale of all numbers here. */
    public Link link() {
        return link;
    }

    /** How it was computed, for example {@code "exact Shapley"} or {@code "permutation walks, Owen"}. */
    @Override
    public String method() {
        return method;
    }

    /**
     * How many rows were predicted for this attribution, not counting the background's own predictions; for a gradient
     * explainer, how many gradients it took.
     */
    @Override
    public long evaluations() {
        return evaluations;
    }

    /** Every feature's contribution, in the order of the features. */
    public List<Contribution> features() {
        return features;
    }

    /** Every group's contribution: the sum over its features. Features in no group stand for themselves. */
    public List<Contribution> groups() {
        return groups;
    }

    /**
     * One feature's contribution.
     *
     * @throws IllegalArgumentException if there is no such feature
     */
    public Contribution feature(String name) {
        Contribution feature = byName.get(name);
        if (feature == null) {
            throw new IllegalArgumentException("no feature is named '" + name + "'");
        }
        return feature;
    }

    /** Every feature's value, in order; a copy. */
    public double[] values() {
        return features.stream().mapToDouble(Contribution::value).toArray();
    }

    /** Every feature's standard error, in order; a copy. */
    public double[] standardErrors() {
        return features.stream().mapToDouble(Contribution::standardError).toArray();
    }

    /**
     * How exact it is as a whole: the root of the sum of the features' squared standard errors, relative to that of
     * their values; 0 when it is exact, infinite when all values are 0 but not all errors. At most the target error
     * where an explainer stopped for that.
     */
    public double relativeError() {
        double error = 0;
        double size = 0;
        for (Contribution feature : features) {
            error += feature.standardError() * feature.standardError();
            size += feature.value() * feature.value();
        }
        return error == 0 ? 0 : Math.sqrt(error) / Math.sqrt(size);
    }

    /**
     * The same features under other groups. A group's standard error is then the sum of its features': an upper bound,
     * because how the errors go together is not kept.
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
        return ResultJson.of(KIND, this)
                .put("prediction", prediction)
                .put("link", link.name())
                .put("features", features.stream().map(Attribution::json).toList())
                .put("groups", groups.stream().map(Attribution::json).toList())
                .toString();
    }

    private static ResultJson json(Contribution contribution) {
        return ResultJson.part()
                .put("name", contribution.name())
                .put("group", contribution.group())
                .put("value", contribution.value())
                .put("standardError", contribution.standardError());
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws IllegalArgumentException when it is something else, or does not add up
     */
    public static Attribution fromJson(String json) {
        return ResultJson.read(json, KIND, Attribution::read);
    }

    private static Attribution read(ResultJson json) {
        Builder builder = builder(json.number("baseValue"), json.number("prediction"))
                .link(Link.valueOf(json.text("link")))
                .method(json.text("method"))
                .evaluations(json.count("evaluations"));
        for (Contribution f : json.parts("features", Attribution::contribution)) {
            builder.feature(f.name(), f.group(), f.value(), f.standardError());
        }
        for (Contribution group : json.parts("groups", Attribution::contribution)) {
            builder.groupStandardError(group.name(), group.standardError());
        }
        return builder.build();
    }

    private static Contribution contribution(ResultJson json) {
        return new Contribution(
                json.text("name"), json.text("group"), json.number("value"), json.number("standardError"));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Attribution that
                && Double.compare(baseValue, that.baseValue) == 0
                && Double.compare(prediction, that.prediction) == 0
                && link == that.link
                && method.equals(that.method)
                && evaluations == that.evaluations
                && features.equals(that.features)
                && groups.equals(that.groups);
    }

    @Override
    public int hashCode() {
        return 31 * Double.hashCode(prediction) + features.hashCode();
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
            if (!Double.isFinite(baseValue) || !Double.isFinite(prediction)) {
                throw new IllegalArgumentException(
                        "base value and prediction must be finite, were " + baseValue + " and " + prediction);
            }
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
            if (evaluations < 0) {
                throw new IllegalArgumentException("evaluations must not be negative, was " + evaluations);
            }
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
            return new Attribution(this);
        }
    }
}
