package dev.clv.reason;

import static java.util.Objects.requireNonNull;

import dev.clv.explain.Attribution;
import dev.clv.explain.Contribution;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why one customer's predicted value is what it is, in currency, compared with a reference. Complete without the model:
 * it can be kept as JSON, read back bit for bit, and put into words by a {@link Wording}. Thread-safe.
 *
 * @param customer the customer's id, personal data; null unless set by {@link #named}
 * @param at as of when; null for a row of a plain table
 * @param horizon how far ahead the value reaches; null for a row of a plain table
 * @param currency of all amounts, as an ISO 4217 code; {@link #NO_CURRENCY} if none was set
 * @param reference the reference the customer is compared with
 * @param attribution base value, prediction, and what every feature and group adds, in currency
 * @param effects the same per feature, in the same order, with names and values
 * @param caveats reasons to trust it less
 */
public record Explanation(
        @Nullable String customer,
        @Nullable Instant at,
        @Nullable Duration horizon,
        String currency,
        ReferencePoint reference,
        Attribution attribution,
        List<Effect> effects,
        List<Caveat> caveats) {

    /** ISO 4217's code for "no currency": sentences give amounts without one. */
    public static final String NO_CURRENCY = "XXX";

    /** Copies the lists; refuses effects that are not those of the attribution. */
    public Explanation {
        requireNonNull(currency, "currency");
        requireNonNull(reference, "reference");
        effects = List.copyOf(effects);
        caveats = List.copyOf(caveats);
        List<Contribution> ofEffects = effects.stream()
                .map(e -> new Contribution(e.feature().name(), e.feature().group(), e.amount(), e.standardError()))
                .toList();
        if (!ofEffects.equals(attribution.features())) {
            throw new IllegalArgumentException(
                    "the effects are not those of the attribution; give one per feature, in order");
        }
    }

    /** An explanation without the customer's id. */
    public static Explanation of(
            String currency,
            ReferencePoint reference,
            Attribution attribution,
            List<Effect> effects,
            List<Caveat> caveats) {
        return new Explanation(null, null, null, currency, reference, attribution, effects, caveats);
    }

    /** The same with the customer's id, which makes it personal data. */
    public Explanation named(String customer) {
        return new Explanation(
                requireNonNull(customer, "customer"), at, horizon, currency, reference, attribution, effects, caveats);
    }

    /** The same with its time and horizon. */
    public Explanation asOf(Instant at, Duration horizon) {
        return new Explanation(customer, at, horizon, currency, reference, attribution, effects, caveats);
    }

    /** The same without the caveats of a kind. */
    public Explanation without(Caveat.Kind kind) {
        List<Caveat> fewer =
                caveats.stream().filter(caveat -> caveat.kind() != kind).toList();
        return new Explanation(customer, at, horizon, currency, reference, attribution, effects, fewer);
    }

    /** The same with one more caveat, in front. */
    public Explanation with(Caveat caveat) {
        List<Caveat> more = new ArrayList<>();
        more.add(caveat);
        more.addAll(caveats);
        return new Explanation(customer, at, horizon, currency, reference, attribution, effects, more);
    }

    /** The prediction of the reference, in currency. */
    public double baseValue() {
        return attribution.baseValue();
    }

    /** The customer's predicted value, in currency. */
    public double prediction() {
        return attribution.prediction();
    }

    /**
     * Reason codes.
     *
     * @param most how many each way, at least 1
     */
    public Reasons reasons(int most) {
        return Reasons.of(effects, most, Amounts.smallestUnit(currency));
    }

    /** Business groups, largest effect first, equal ones in the model's order; each with its features' effects. */
    public List<GroupEffect> groups() {
        return attribution.groups().stream()
                .sorted(Comparator.comparingDouble(group -> -Math.abs(group.value())))
                .map(group -> new GroupEffect(
                        group.name(),
                        group.value(),
                        group.standardError(),
                        effects.stream()
                                .filter(effect -> effect.amount() != 0
                                        && effect.feature().group().equals(group.name()))
                                .sorted(Reasons.bySize())
                                .toList()))
                .toList();
    }

    /** One feature's effect. */
    public Effect effect(String feature) {
        return effects.stream()
                .filter(effect -> effect.feature().name().equals(feature))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no feature is named '" + feature + "'"));
    }

    /** As JSON with a {@code version}, complete without the model; {@link #fromJson} reads it back to the same bits. */
    public String toJson() {
        return ExplanationJson.write(this);
    }

    /**
     * Reads what {@link #toJson} wrote. Members that it does not know are ignored.
     *
     * @throws IllegalArgumentException if it is something else, or of a later version
     */
    public static Explanation fromJson(String json) {
        return ExplanationJson.read(json);
    }

    /** Base value and prediction, without the customer, which is personal data. */
    @Override
    public String toString() {
        return "Explanation[" + reference.kind() + " " + baseValue() + " -> " + prediction() + " " + currency + "]";
    }
}
