package dev.clv;

import dev.clv.explain.json.JsonObject;
import dev.clv.features.event.CurrencyCode;
import dev.clv.label.Target;
import dev.clv.reason.Explanation;
import dev.clv.value.ValueDistribution;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One customer's predicted value over the horizon, with its uncertainty. Immutable and thread-safe; it does not
 * identify the customer.
 *
 * <p>A model's prediction has the whole {@link #distribution}. One that was read from JSON or made by {@link #of} knows
 * {@link #quantiles} only, and refuses other levels. The two are equal if their components are.
 *
 * @param at as of when; null for a row of a plain table, or if unknown
 * @param horizon how far ahead the value reaches; null for a row of a plain table, or if unknown
 * @param currency of all amounts, as an ISO 4217 code; {@code XXX} if none was named
 * @param value expected net spend in the horizon; zero or more, finite. Where the training found it to order customers
 *     better, the values of all customers are dealt in an order in which the probability of a purchase counts more than
 *     the amount, see {@link dev.clv.value.ResponseOrder}
 * @param probabilityPositive probability of any net spend in the horizon, in [0, 1]; NaN if the model's loss describes
 *     no distribution
 * @param quantiles amounts by rising level; a model's are at the levels 0.01, 0.05, 0.1, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6,
 *     0.7, 0.75, 0.8, 0.9, 0.95 and 0.99, or none if its loss describes no distribution
 * @param targets the expectation of each target that the model learned beside the value, by the target's name and in
 *     its unit; zero or more, finite; often empty
 * @param flags reasons to trust this prediction less; often empty
 */
public record ClvPrediction(
        @Nullable Instant at,
        @Nullable Duration horizon,
        String currency,
        double value,
        double probabilityPositive,
        List<Quantile> quantiles,
        Map<String, Double> targets,
        Set<PredictionFlag> flags) {

    /**
     * An amount that the customer's spend stays at or below with a given probability.
     *
     * @param level the probability, in (0, 1)
     * @param amount in currency, finite
     */
    public record Quantile(double level, double amount) {

        /** Checks the ranges. */
        public Quantile {
            if (!(level > 0 && level < 1)) {
                throw new IllegalArgumentException("the level of a quantile must lie in (0, 1), was " + level);
            }
            if (!Double.isFinite(amount)) {
                throw new IllegalArgumentException("the amount of a quantile must be finite, was " + amount);
            }
        }
    }

    private static final double INFINITY = Double.POSITIVE_INFINITY;
    private static final String KIND = "prediction";
    private static final int VERSION = 1;

    /**
     * Copies quantiles, targets and flags and checks the ranges.
     *
     * @throws IllegalArgumentException if a number is out of its range, levels or amounts of quantiles fall, or there
     *     is no target of a name beside the value
     */
    public ClvPrediction {
        CurrencyCode.require("a prediction's currency", currency);
        if (!(value >= 0 && value < INFINITY)) {
            throw new IllegalArgumentException("a value must be zero or more and finite, was " + value);
        }
        if (probabilityPositive < 0 || probabilityPositive > 1) {
            throw new IllegalArgumentException("a probability must lie in [0, 1], was " + probabilityPositive);
        }
        quantiles = quantiles instanceof QuantilesOf ? quantiles : rising(quantiles);
        targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
        targets.forEach(ClvPrediction::requireExpectation);
        flags = flags.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(flags));
    }

    private static void requireExpectation(String name, double expected) {
        Target target = Target.of(name);
        if (target == Target.value() || !(expected >= 0 && expected <= target.most() && expected < INFINITY)) {
            throw new IllegalArgumentException("the expectation of a target beside the value must be zero or more, at"
                    + " most " + target.most() + " and finite, was " + expected + " for '" + name + "'");
        }
    }

    private static List<Quantile> rising(List<Quantile> quantiles) {
        for (int i = 1; i < quantiles.size(); i++) {
            Quantile before = quantiles.get(i - 1);
            if (!(quantiles.get(i).level() > before.level()) || quantiles.get(i).amount() < before.amount()) {
                throw new IllegalArgumentException(
                        "quantiles must be given by rising level, and their amounts must not fall");
            }
        }
        return List.copyOf(quantiles);
    }

    /** A model's prediction. */
    static ClvPrediction of(ValueDistribution distribution, String currency, Set<PredictionFlag> flags) {
        return new ClvPrediction(
                null,
                null,
                currency,
                distribution.mean(),
                distribution.probabilityAbove(0),
                new QuantilesOf(distribution),
                besideTheValue(distribution),
                flags);
    }

    private static Map<String, Double> besideTheValue(ValueDistribution distribution) {
        List<Target> targets = distribution.targets().all();
        Map<String, Double> expected = new LinkedHashMap<>();
        for (Target target : targets.subList(1, targets.size())) {
            expected.put(target.name(), distribution.expected(target.name()));
        }
        return expected;
    }

    /**
     * A prediction without quantiles, for tests of what uses predictions.
     *
     * @param value in a currency that is not named; zero or more, finite
     * @param probabilityPositive in [0, 1]
     */
    public static ClvPrediction of(double value, double probabilityPositive, PredictionFlag... flags) {
        Set<PredictionFlag> set = EnumSet.noneOf(PredictionFlag.class);
        set.addAll(Arrays.asList(flags));
        return new ClvPrediction(
                null, null, Explanation.NO_CURRENCY, value, probabilityPositive, List.of(), Map.of(), set);
    }

    /** This prediction with an amount at one more level, above all others; the only quantiles that it then knows. */
    public ClvPrediction withQuantile(double level, double amount) {
        List<Quantile> more = new ArrayList<>(quantiles);
        more.add(new Quantile(level, amount));
        return new ClvPrediction(at, horizon, currency, value, probabilityPositive, more, targets, flags);
    }

    /** This prediction in a currency. */
    public ClvPrediction withCurrency(String code) {
        return new ClvPrediction(at, horizon, code, value, probabilityPositive, quantiles, targets, flags);
    }

    /** This prediction as of a time, for a horizon. */
    public ClvPrediction asOf(Instant at, Duration horizon) {
        return new ClvPrediction(at, horizon, currency, value, probabilityPositive, quantiles, targets, flags);
    }

    /** This prediction without a flag. */
    ClvPrediction without(PredictionFlag flag) {
        if (!flags.contains(flag)) {
            return this;
        }
        EnumSet<PredictionFlag> fewer = EnumSet.copyOf(flags);
        fewer.remove(flag);
        return new ClvPrediction(at, horizon, currency, value, probabilityPositive, quantiles, targets, fewer);
    }

    /** This prediction with one more flag. */
    ClvPrediction flagged(PredictionFlag flag) {
        EnumSet<PredictionFlag> more = EnumSet.of(flag);
        more.addAll(flags);
        return new ClvPrediction(at, horizon, currency, value, probabilityPositive, quantiles, targets, more);
    }

    /**
     * The whole distribution of the net spend in the horizon, in currency. That of a prediction which knows
     * {@link #quantiles} only refuses what it does not know by an {@link IllegalArgumentException}.
     */
    public ValueDistribution distribution() {
        return quantiles instanceof QuantilesOf whole ? whole.distribution() : new StoredDistribution(this);
    }

    /**
     * The expectation of a target of the model, in its unit: that of {@code "value"} is {@link #value()}.
     *
     * @param target the name of a target, see {@link ClvModelBuilder#targets}
     * @throws IllegalArgumentException if the prediction does not know it; the message lists those it knows
     */
    public double expected(String target) {
        return distribution().expected(target);
    }

    /** Probability of no net spend in the horizon: 1 - {@link #probabilityPositive()}. */
    public double churnProbability() {
        return 1 - probabilityPositive;
    }

    /**
     * The amount, in currency, that the customer's spend stays at or below with probability {@code q}; NaN if the
     * model's loss describes no distribution.
     *
     * @param q in (0, 1)
     * @throws IllegalArgumentException if q is not in (0, 1), or is none of the levels of a prediction that knows
     *     {@link #quantiles} only
     */
    public double quantile(double q) {
        return distribution().quantile(q);
    }

    /**
     * As JSON with a kind and a version. {@link #fromJson} reads it back to the same bits, with the quantiles at the
     * levels of {@link #quantiles} only.
     */
    public String toJson() {
        return JsonObject.of(KIND, VERSION)
                .put("at", at == null ? null : at.toString())
                .put("horizon", horizon == null ? null : horizon.toString())
                .put("currency", currency)
                .put("value", value)
                .put("probabilityPositive", probabilityPositive)
                .put(
                        "quantiles",
                        quantiles.stream()
                                .map(quantile -> JsonObject.part()
                                        .put("level", quantile.level())
                                        .put("amount", quantile.amount()))
                                .toList())
                .put("targets", targets)
                .put("flags", flags.stream().map(PredictionFlag::name).toList())
                .toString();
    }

    private static PredictionFlag flag(String name) {
        return Arrays.stream(PredictionFlag.values())
                .filter(flag -> flag.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "'flags' of a prediction holds a flag that this version does not know; use the version that wrote it"));
    }

    /**
     * Reads what {@link #toJson} wrote. Members that it does not know are ignored.
     *
     * @throws IllegalArgumentException if it is something else, or of another version
     */
    public static ClvPrediction fromJson(String text) {
        JsonObject json = JsonObject.read(text, KIND, VERSION);
        String at = json.optionalText("at");
        String horizon = json.optionalText("horizon");
        Set<PredictionFlag> flags = EnumSet.noneOf(PredictionFlag.class);
        json.texts("flags").forEach(flag -> flags.add(flag(flag)));
        try {
            return new ClvPrediction(
                    at == null ? null : Instant.parse(at),
                    horizon == null ? null : Duration.parse(horizon),
                    json.text("currency"),
                    json.number("value"),
                    json.number("probabilityPositive"),
                    json.parts("quantiles", part -> new Quantile(part.number("level"), part.number("amount"))),
                    json.has("targets") ? expectations(json.part("targets")) : Map.of(),
                    flags);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "'at' or 'horizon' of a prediction is not a time or a duration; use what toJson() wrote, unchanged",
                    e);
        }
    }

    private static Map<String, Double> expectations(JsonObject json) {
        Map<String, Double> expectations = new LinkedHashMap<>();
        json.members().keySet().forEach(name -> expectations.put(name, json.number(name)));
        return expectations;
    }

    /** Value, probability and flags. */
    @Override
    public String toString() {
        return "ClvPrediction[value=" + value + ", probabilityPositive=" + probabilityPositive + ", flags=" + flags
                + "]";
    }
}
