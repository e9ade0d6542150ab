package dev.clv;

import dev.clv.explain.json.JsonObject;
import dev.clv.features.event.CurrencyCode;
import dev.clv.label.Horizon;
import dev.clv.label.Target;
import dev.clv.reason.Explanation;
import dev.clv.value.OrderOutlook;
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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One customer's predicted value over the horizon, with its uncertainty, the orders it comes from, and where it stands
 * among others. Immutable and thread-safe; it does not identify the customer.
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
 * @param orders how often and when orders are expected, so that their number times {@link #averageOrderValue} is the
 *     value, see {@link dev.clv.value.OrderModel}; null if that is not known: of a row of a plain table, of a customer
 *     who has not bought, and of a model that was trained without a purchase model and without the target of orders
 * @param standing percentile, tier and rank; null if they are not known, as of a model of an earlier version
 * @param flags reasons to trust this prediction less; often empty
 * @param horizons the value over other horizons, by rising length, if the model was trained for them, see
 *     {@link ClvModelBuilder#horizons}; values, probabilities and quantiles never fall as the horizon grows, the main
 *     one included; often empty
 */
public record ClvPrediction(
        @Nullable Instant at,
        @Nullable Duration horizon,
        String currency,
        double value,
        double probabilityPositive,
        List<Quantile> quantiles,
        Map<String, Double> targets,
        @Nullable OrderOutlook orders,
        @Nullable Standing standing,
        Set<PredictionFlag> flags,
        List<HorizonValue> horizons) {

    /**
     * The value over another horizon than {@link #horizon}.
     *
     * @param horizon how far ahead it reaches; positive
     * @param value expected net spend in it; zero or more, finite
     * @param probabilityPositive probability of any net spend in it, in [0, 1]; NaN if the model's loss describes no
     *     distribution
     * @param quantiles amounts by rising level, as those of the prediction
     */
    public record HorizonValue(Duration horizon, double value, double probabilityPositive, List<Quantile> quantiles) {

        /** Checks the ranges. */
        public HorizonValue {
            horizon = new Horizon(horizon).duration();
            requireRanges(value, probabilityPositive);
            quantiles = quantiles instanceof QuantilesOf ? quantiles : rising(quantiles);
        }
    }

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
    private static final double SECONDS_PER_DAY = 86_400;

    /**
     * Copies quantiles, targets, flags and horizons and checks the ranges.
     *
     * @throws IllegalArgumentException if a number is out of its range, levels or amounts of quantiles fall, there is
     *     no target of a name beside the value, horizons do not rise or name the main one, or their values fall
     */
    public ClvPrediction {
        CurrencyCode.require("a prediction's currency", currency);
        requireRanges(value, probabilityPositive);
        quantiles = quantiles instanceof QuantilesOf ? quantiles : rising(quantiles);
        targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
        targets.forEach(ClvPrediction::requireExpectation);
        flags = flags.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(flags));
        horizons = List.copyOf(horizons);
        requireRising(horizons, horizon, value);
    }

    private static void requireRanges(double value, double probabilityPositive) {
        if (!(value >= 0 && value < INFINITY)) {
            throw new IllegalArgumentException("a value must be zero or more and finite, was " + value);
        }
        if (probabilityPositive < 0 || probabilityPositive > 1) {
            throw new IllegalArgumentException("a probability must lie in [0, 1], was " + probabilityPositive);
        }
    }

    private static void requireRising(List<HorizonValue> horizons, @Nullable Duration main, double ofMain) {
        for (int i = 0; i < horizons.size(); i++) {
            HorizonValue here = horizons.get(i);
            int order = main == null ? 0 : here.horizon().compareTo(main);
            if (main != null && (order == 0 || (order < 0 ? here.value() > ofMain : here.value() < ofMain))) {
                throw new IllegalArgumentException("the value over " + here.horizon() + ", " + here.value()
                        + ", contradicts that over the main horizon " + main + ", " + ofMain
                        + "; values must not fall as the horizon grows");
            }
            if (i > 0
                    && (here.horizon().compareTo(horizons.get(i - 1).horizon()) <= 0
                            || here.value() < horizons.get(i - 1).value())) {
                throw new IllegalArgumentException(
                        "horizons must be given by rising length, and their values must not fall");
            }
        }
    }

    private static void requireExpectation(String name, double expected) {
        Target target = Target.of(name);
        if (target.equals(Target.value())
                || target.horizon() != null
                || !(expected >= 0 && expected <= target.most() && expected < INFINITY)) {
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
    static ClvPrediction of(
            ValueDistribution distribution,
            String currency,
            @Nullable OrderOutlook orders,
            @Nullable Standing standing,
            Set<PredictionFlag> flags) {
        return new ClvPrediction(
                null,
                null,
                currency,
                distribution.mean(),
                distribution.probabilityAbove(0),
                new QuantilesOf(distribution),
                besideTheValue(distribution),
                orders,
                standing,
                flags,
                distribution.horizons().entrySet().stream()
                        .map(other -> new HorizonValue(
                                other.getKey(),
                                other.getValue().mean(),
                                other.getValue().probabilityAbove(0),
                                new QuantilesOf(other.getValue())))
                        .toList());
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
                null,
                null,
                Explanation.NO_CURRENCY,
                value,
                probabilityPositive,
                List.of(),
                Map.of(),
                null,
                null,
                set,
                List.of());
    }

    /** This prediction with an amount at one more level, above all others; the only quantiles that it then knows. */
    public ClvPrediction withQuantile(double level, double amount) {
        List<Quantile> more = new ArrayList<>(quantiles);
        more.add(new Quantile(level, amount));
        return with(at, horizon, currency, more, orders, standing, flags);
    }

    /** This prediction in a currency. */
    public ClvPrediction withCurrency(String code) {
        return with(at, horizon, code, quantiles, orders, standing, flags);
    }

    /** This prediction as of a time, for a horizon. */
    public ClvPrediction asOf(Instant at, Duration horizon) {
        return with(at, horizon, currency, quantiles, orders, standing, flags);
    }

    /** This prediction with what is expected of orders. */
    public ClvPrediction withOrders(OrderOutlook outlook) {
        return with(at, horizon, currency, quantiles, outlook, standing, flags);
    }

    /** This prediction with where it stands among others. */
    public ClvPrediction withStanding(Standing among) {
        return with(at, horizon, currency, quantiles, orders, among, flags);
    }

    /** This prediction with its rank in a scoring; the prediction itself if it has no standing. */
    ClvPrediction ranked(int rank) {
        return standing == null ? this : withStanding(new Standing(standing.percentile(), standing.tier(), rank));
    }

    private ClvPrediction with(
            @Nullable Instant time,
            @Nullable Duration ahead,
            String code,
            List<Quantile> amounts,
            @Nullable OrderOutlook outlook,
            @Nullable Standing among,
            Set<PredictionFlag> reasons) {
        return new ClvPrediction(
                time, ahead, code, value, probabilityPositive, amounts, targets, outlook, among, reasons, horizons);
    }

    /** This prediction without a flag. */
    ClvPrediction without(PredictionFlag flag) {
        if (!flags.contains(flag)) {
            return this;
        }
        EnumSet<PredictionFlag> fewer = EnumSet.copyOf(flags);
        fewer.remove(flag);
        return with(at, horizon, currency, quantiles, orders, standing, fewer);
    }

    /** This prediction with one more flag. */
    ClvPrediction flagged(PredictionFlag flag) {
        EnumSet<PredictionFlag> more = EnumSet.of(flag);
        more.addAll(flags);
        return with(at, horizon, currency, quantiles, orders, standing, more);
    }

    /**
     * The whole distribution of the net spend in the horizon, in currency. That of a prediction which knows
     * {@link #quantiles} only refuses what it does not know by an {@link IllegalArgumentException}.
     *
     * <p>Its mean is {@link #value()}, which is calibrated in another way than its quantiles: the mean of the quantiles
     * differs from it, on a simulated shop by 6 to 7 % over all customers. For a budget of many customers add up
     * values, or take the interval of their total ({@link ValueModel#total}), not quantiles.
     */
    public ValueDistribution distribution() {
        return quantiles instanceof QuantilesOf whole ? whole.distribution() : new StoredDistribution(this);
    }

    /**
     * The expected net spend over a horizon, in currency; zero or more, finite. Over the main one that is
     * {@link #value()}.
     *
     * @param ahead {@link #horizon()} or one of {@link #horizons}
     * @throws IllegalArgumentException if the prediction does not know it; the message lists those it knows
     */
    public double value(Duration ahead) {
        return ahead.equals(horizon) ? value : other(ahead).value();
    }

    /**
     * The whole distribution of the net spend over a horizon, in currency. Over the main one that is
     * {@link #distribution()}; over another one its quantiles are those of the networks and the purchase model, which
     * were not adjusted to those of customers whom the networks had not seen.
     *
     * @param ahead {@link #horizon()} or one of {@link #horizons}
     * @throws IllegalArgumentException if the prediction does not know it; the message lists those it knows
     */
    public ValueDistribution distribution(Duration ahead) {
        if (ahead.equals(horizon)) {
            return distribution();
        }
        HorizonValue other = other(ahead);
        return new ClvPrediction(
                        at,
                        ahead,
                        currency,
                        other.value(),
                        other.probabilityPositive(),
                        other.quantiles(),
                        Map.of(),
                        null,
                        null,
                        flags,
                        List.of())
                .distribution();
    }

    private HorizonValue other(Duration ahead) {
        return horizons.stream()
                .filter(other -> other.horizon().equals(ahead))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the prediction does not know the value over "
                        + new Horizon(ahead) + ", only over "
                        + Stream.concat(
                                        Stream.ofNullable(horizon),
                                        horizons.stream().map(HorizonValue::horizon))
                                .sorted()
                                .map(Horizon::new)
                                .toList()
                        + "; train the model with this horizon too"));
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

    /** The amount, in currency, that the customer's spend exceeds as likely as not; otherwise as {@link #quantile}. */
    public double median() {
        return quantile(0.5);
    }

    /**
     * The probability of a net spend of more than {@code amount}, in [0, 1]; NaN if the model's loss describes no
     * distribution.
     *
     * @param amount in currency, not NaN
     * @throws IllegalArgumentException if the amount is NaN, or is not 0 although the prediction knows
     *     {@link #quantiles} only
     */
    public double probabilityAbove(double amount) {
        return distribution().probabilityAbove(amount);
    }

    /** Expected number of orders (order-days) in the horizon; zero or more, NaN if it is not known. */
    public double expectedOrders() {
        return orders == null ? Double.NaN : orders.expected();
    }

    /**
     * Expected value of one order, in currency: the value by {@link #expectedOrders}. NaN if those are not known, or
     * none are expected.
     */
    public double averageOrderValue() {
        return orders == null || orders.expected() == 0 ? Double.NaN : value / orders.expected();
    }

    /**
     * Probability of no order in the horizon; in [0, 1], NaN if it is not known. Mostly a little less than
     * {@link #churnProbability}, as there are orders without value and orders that are refunded.
     */
    public double probabilityOfNoOrder() {
        return orders == null ? Double.NaN : orders.probabilityNone();
    }

    /**
     * When the next order comes as likely before as after, if one comes in the horizon; of whether one comes
     * {@link #probabilityOfNoOrder} tells. Empty if that is not known.
     */
    public Optional<Instant> nextOrder() {
        return nextOrder(0.5);
    }

    /**
     * When the next order has come with a probability, if one comes in the horizon: that of 0.1 and that of 0.9 bound
     * an interval of 80 %. Empty if that is not known.
     *
     * @param level 0.1, 0.5 or 0.9
     * @throws IllegalArgumentException if the prediction knows times, but not at this level
     */
    public Optional<Instant> nextOrder(double level) {
        if (at == null || orders == null || orders.first().isEmpty()) {
            return Optional.empty();
        }
        Instant from = at;
        return Optional.of(orders.first().stream()
                .filter(wait -> wait.level() == level)
                .findFirst()
                .map(wait -> from.plusSeconds((long) (wait.days() * SECONDS_PER_DAY)))
                .orElseThrow(() -> new IllegalArgumentException("the time of the next order is not known at " + level
                        + ", only at "
                        + orders.first().stream().map(OrderOutlook.Wait::level).toList())));
    }

    /**
     * What the value is worth at the beginning of the horizon, in currency, where money a year away is worth {@code 1 /
     * (1 + annual)} of itself, day by day: the value is spread over the horizon as the purchase model expects orders.
     * NaN if that is not known.
     *
     * @param annual the rate of discount, such as 0.1 for 10 % a year; above -1
     * @throws IllegalArgumentException unless the rate is above -1 and finite
     */
    public double discountedValue(double annual) {
        if (!(annual > -1 && annual < INFINITY)) {
            throw new IllegalArgumentException("the annual rate must be above -1 and finite, was " + annual);
        }
        return horizon == null || orders == null
                ? Double.NaN
                : value * orders.discount(annual, new Horizon(horizon).days());
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
                .put("quantiles", json(quantiles))
                .put("targets", targets)
                .put("orders", orders == null ? null : json(orders))
                .put("standing", standing == null ? null : json(standing))
                .put("flags", flags.stream().map(PredictionFlag::name).toList())
                .put("horizons", horizons.stream().map(ClvPrediction::json).toList())
                .toString();
    }

    private static JsonObject json(HorizonValue other) {
        return JsonObject.part()
                .put("horizon", other.horizon().toString())
                .put("value", other.value())
                .put("probabilityPositive", other.probabilityPositive())
                .put("quantiles", json(other.quantiles()));
    }

    private static HorizonValue horizonValue(JsonObject json) {
        return new HorizonValue(
                Duration.parse(json.text("horizon")),
                json.number("value"),
                json.number("probabilityPositive"),
                quantiles(json));
    }

    private static List<JsonObject> json(List<Quantile> quantiles) {
        return quantiles.stream()
                .map(quantile ->
                        JsonObject.part().put("level", quantile.level()).put("amount", quantile.amount()))
                .toList();
    }

    private static List<Quantile> quantiles(JsonObject json) {
        return json.parts("quantiles", part -> new Quantile(part.number("level"), part.number("amount")));
    }

    private static JsonObject json(OrderOutlook orders) {
        return JsonObject.part()
                .put("expected", orders.expected())
                .put("probabilityNone", orders.probabilityNone())
                .put(
                        "first",
                        orders.first().stream()
                                .map(wait -> JsonObject.part()
                                        .put("level", wait.level())
                                        .put("days", wait.days()))
                                .toList())
                .put("timing", List.copyOf(orders.timing()));
    }

    private static OrderOutlook orders(JsonObject json) {
        return new OrderOutlook(
                json.number("expected"),
                json.number("probabilityNone"),
                json.parts("first", part -> new OrderOutlook.Wait(part.number("level"), part.number("days"))),
                json.numbers("timing"));
    }

    private static JsonObject json(Standing standing) {
        return JsonObject.part()
                .put("percentile", standing.percentile())
                .put("tier", standing.tier())
                .put("rank", standing.rank());
    }

    private static Standing standing(JsonObject json) {
        return new Standing(
                json.number("percentile"), json.text("tier"), json.has("rank") ? json.integer("rank") : null);
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
                    quantiles(json),
                    json.has("targets") ? expectations(json.part("targets")) : Map.of(),
                    json.has("orders") ? orders(json.part("orders")) : null,
                    json.has("standing") ? standing(json.part("standing")) : null,
                    flags,
                    json.has("horizons") ? json.parts("horizons", ClvPrediction::horizonValue) : List.of());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "'at' or a 'horizon' of a prediction is not a time or a duration; use what toJson() wrote, unchanged",
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
