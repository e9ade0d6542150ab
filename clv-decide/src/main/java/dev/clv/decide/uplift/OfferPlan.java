package dev.clv.decide.uplift;

import static java.util.Objects.requireNonNull;

import dev.clv.LibraryVersion;
import dev.clv.caution.Caution;
import dev.clv.decide.Decision;
import dev.clv.decide.Decisions;
import dev.clv.decide.Exclusions;
import dev.clv.decide.Provenance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Spends a budget on offers: which customer gets which treatment, or none, so that the expected worth of what they
 * change less what they cost is highest. Immutable and thread-safe.
 *
 * <pre>{@code
 * OfferPlan plan = OfferPlan.builder(OfferTerms.outcomeWorth(30).costing("10 % off", 1))
 *     .evidence(evaluation)
 *     .budget(5_000)
 *     .atMost(2, Duration.ofDays(30))
 *     .build();
 * Decisions<Offer> offers = plan.offers(effects, now);
 * }</pre>
 *
 * <p>Nobody gets a treatment that is not expected to be worth its cost. With {@link Builder#evidence}, a treatment of
 * which there is no evidence that customers respond differently counts for everybody as its mean effect, and one that
 * is not known to do good at all is not offered: otherwise the plan would follow noise, and choose those whose effects
 * happen to be overestimated.
 */
public final class OfferPlan {

    /** The kind of its decisions. */
    public static final String KIND = "offer";

    private final OfferTerms terms;
    private final double budget;
    private final Exclusions exclusions;
    private final int mostOffers;
    private final Duration period;
    private final List<Decisions<Offer>> earlier;
    private final @Nullable UpliftEvaluation evidence;
    private final @Nullable PriceRule priceRule;
    private final Map<String, Double> prices;

    private OfferPlan(Builder builder) {
        this.terms = builder.terms;
        this.budget = builder.budget;
        this.exclusions = builder.exclusions;
        this.mostOffers = builder.mostOffers;
        this.period = builder.period;
        this.earlier = List.copyOf(builder.earlier);
        this.evidence = builder.evidence;
        this.priceRule = builder.priceRule;
        this.prices = Map.copyOf(builder.prices);
    }

    /** Starts the settings. */
    public static Builder builder(OfferTerms terms) {
        return new Builder(terms);
    }

    /**
     * The offers, the highest net value first. Whoever gets none is not among them.
     *
     * @param effects of each customer once
     * @throws IllegalArgumentException if a customer is there twice, a cost or a price is of an unknown treatment, the
     *     evidence is of other treatments, or an earlier list is of a later time
     */
    public Decisions<Offer> offers(UpliftEffects effects, Instant at) {
        requireFits(effects, at);
        List<Caution> cautions = new ArrayList<>();
        Set<String> barred = barred(effects, cautions);
        if (evidence == null) {
            cautions.add(Caution.of(
                    "effects_not_judged",
                    "Nobody judged whether the effects of the %d treatments are more than chance, so that offers may"
                            + " follow noise. Hand in the evaluation by evidence(...).",
                    effects.treatments().size()));
        }
        Map<String, Integer> recent = recent(at);
        Exclusions.Tally tally = exclusions.tally();
        int capped = 0;
        List<List<Allocation.Option>> options = new ArrayList<>();
        Set<String> met = new HashSet<>();
        for (int row = 0; row < effects.rows(); row++) {
            String customer = effects.customer(row);
            if (!met.add(customer)) {
                throw new IllegalArgumentException(
                        "a customer must be there once to be made an offer, but an id is there again in row " + row
                                + "; keep one row a customer");
            }
            boolean tooMany = recent.getOrDefault(customer, 0) >= mostOffers;
            if (tally.excludes(customer)) {
                options.add(List.of());
            } else if (tooMany) {
                capped++;
                options.add(List.of());
            } else {
                options.add(options(effects, row, barred));
            }
        }
        List<Allocation.Option> chosen = new ArrayList<>(Allocation.of(options, budget));
        chosen.sort((a, b) -> {
            int compared = Double.compare(b.net(), a.net());
            return compared != 0 ? compared : effects.customer(a.row()).compareTo(effects.customer(b.row()));
        });
        Map<String, Integer> excluded = new LinkedHashMap<>(tally.counts());
        if (capped > 0) {
            excluded.put(mostOffers + " offers within " + period.toDays() + " days", capped);
        }
        cautions.addAll(tally.cautions());
        return new Decisions<>(
                KIND,
                new Provenance(at, effects.model(), LibraryVersion.current(), settings()),
                chosen.stream().map(option -> decision(effects, option)).toList(),
                excluded,
                cautions);
    }

    private void requireFits(UpliftEffects effects, Instant at) {
        terms.requireKnown(effects.treatments());
        for (String treatment : prices.keySet()) {
            if (!effects.treatments().contains(treatment)) {
                throw new IllegalArgumentException(
                        "a price is given of '" + treatment + "', but the treatments are " + effects.treatments());
            }
        }
        if (evidence != null
                && !evidence.treatments().stream()
                        .map(UpliftEvaluation.Treatment::treatment)
                        .toList()
                        .equals(effects.treatments())) {
            throw new IllegalArgumentException("the evidence is of other treatments than the effects, which are of "
                    + effects.treatments() + "; hand in the evaluation of the same model");
        }
        for (Decisions<Offer> list : earlier) {
            if (list.provenance().at().isAfter(at)) {
                throw new IllegalArgumentException("an earlier list of offers is of "
                        + list.provenance().at() + ", which is after " + at + "; leave it out");
            }
        }
    }

    /** Treatments that must not be offered, each with a caution. */
    private Set<String> barred(UpliftEffects effects, List<Caution> cautions) {
        Set<String> barred = new HashSet<>();
        for (String treatment : effects.treatments()) {
            Double price = prices.get(treatment);
            if (price != null) {
                requireNonNull(priceRule, "priceRule").breach(price).ifPresent(rule -> {
                    barred.add(treatment);
                    cautions.add(Caution.of(
                            "price_out_of_bounds",
                            "Nobody is offered '%s' at a price of %.2f: %s. Change the price, or the rule.",
                            treatment,
                            price,
                            rule));
                });
            }
            if (evidence != null) {
                UpliftEvaluation.Treatment judged = evidence.treatment(treatment);
                if (!judged.tellsApart() && !judged.effect().isPositive()) {
                    barred.add(treatment);
                    cautions.add(Caution.of(
                            "no_effect_known",
                            "Nobody is offered '%s': there is no evidence that it does any good, neither to all (%s) nor"
                                    + " to some of the customers. Run a larger experiment, or leave it out.",
                            treatment,
                            judged.effect()));
                }
            }
        }
        return barred;
    }

    /** How many offers each customer had within the period. */
    private Map<String, Integer> recent(Instant at) {
        Map<String, Integer> counts = new HashMap<>();
        for (Decisions<Offer> list : earlier) {
            if (list.provenance().at().isAfter(at.minus(period))) {
                list.decisions().forEach(offer -> counts.merge(offer.customer(), 1, Integer::sum));
            }
        }
        return counts;
    }

    private List<Allocation.Option> options(UpliftEffects effects, int row, Set<String> barred) {
        List<Allocation.Option> options = new ArrayList<>();
        for (int k = 0; k < effects.treatments().size(); k++) {
            String treatment = effects.treatments().get(k);
            double cost = terms.cost(treatment);
            double net = terms.worth() * uplift(effects, row, treatment) - cost;
            if (net > 0 && !barred.contains(treatment)) {
                options.add(new Allocation.Option(row, k, cost, net));
            }
        }
        return options;
    }

    /** What a treatment is taken to change: the mean of all where there is no evidence of more. */
    private double uplift(UpliftEffects effects, int row, String treatment) {
        if (evidence != null && !evidence.treatment(treatment).tellsApart()) {
            return evidence.treatment(treatment).effect().value();
        }
        return effects.effect(row, treatment);
    }

    private Decision<Offer> decision(UpliftEffects effects, Allocation.Option option) {
        String treatment = effects.treatments().get(option.treatment());
        double uplift = uplift(effects, option.row(), treatment);
        Map<String, Double> inputs = new LinkedHashMap<>();
        inputs.put("effect", effects.effect(option.row(), treatment));
        inputs.put("low", effects.interval(option.row(), treatment).low());
        inputs.put("high", effects.interval(option.row(), treatment).high());
        inputs.put(
                "expected_without",
                effects.expected(option.row(), effects.arms().get(0)));
        return new Decision<>(
                effects.customer(option.row()),
                new Offer(treatment, uplift, option.cost(), option.net()),
                List.of(reason(effects, option.row(), treatment, uplift, option.cost())),
                inputs);
    }

    private String reason(UpliftEffects effects, int row, String treatment, double uplift, double cost) {
        boolean own = evidence == null || evidence.treatment(treatment).tellsApart();
        return String.format(
                Locale.ROOT,
                "%s is expected to change %.3g to %.3g%s, worth %.2f, and costs %.2f",
                treatment,
                effects.expected(row, effects.arms().get(0)),
                effects.expected(row, effects.arms().get(0)) + uplift,
                own ? "" : " (the mean of all customers, as nothing is known to tell them apart)",
                terms.worth() * uplift,
                cost);
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("terms", terms.toString());
        settings.put("budget", budget == Double.POSITIVE_INFINITY ? "unlimited" : Double.toString(budget));
        settings.put(
                "offers",
                mostOffers == Integer.MAX_VALUE ? "any number" : mostOffers + " within " + period.toDays() + " days");
        settings.put("earlier lists", Integer.toString(earlier.size()));
        settings.put("prices", priceRule == null ? "none" : priceRule + " " + new TreeMap<>(prices));
        settings.put("evidence", evidence == null ? "none" : evidence.rows() + " rows");
        return settings;
    }

    /** Collects the settings; not thread-safe. */
    public static final class Builder {

        private final OfferTerms terms;
        private double budget = Double.POSITIVE_INFINITY;
        private Exclusions exclusions = Exclusions.none();
        private int mostOffers = Integer.MAX_VALUE;
        private Duration period = Duration.ZERO;
        private final List<Decisions<Offer>> earlier = new ArrayList<>();
        private @Nullable UpliftEvaluation evidence;
        private @Nullable PriceRule priceRule;
        private final Map<String, Double> prices = new HashMap<>();

        private Builder(OfferTerms terms) {
            this.terms = requireNonNull(terms, "terms");
        }

        /**
         * What all offers together may cost; unlimited unless set.
         *
         * @param money zero or more
         */
        public Builder budget(double money) {
            if (!(money >= 0)) {
                throw new IllegalArgumentException("a budget must be zero or more, was " + money);
            }
            budget = money;
            return this;
        }

        /** About whom nothing is decided; nobody unless set. */
        public Builder exclusions(Exclusions left) {
            exclusions = requireNonNull(left, "left");
            return this;
        }

        /**
         * How many offers a customer may have within a time, this one included; any number unless set.
         *
         * @param offers at least 1
         * @param within a day or more
         */
        public Builder atMost(int offers, Duration within) {
            if (offers < 1 || within.compareTo(Duration.ofDays(1)) < 0) {
                throw new IllegalArgumentException("a customer may have at least 1 offer within at least a day, were "
                        + offers + " and " + within);
            }
            mostOffers = offers;
            period = within;
            return this;
        }

        /** A list that was acted on before; counts for {@link #atMost}. May be called again. */
        public Builder after(Decisions<Offer> list) {
            // The same list counts once, however often it is given.
            if (!earlier.contains(requireNonNull(list, "list"))) {
                earlier.add(list);
            }
            return this;
        }

        /** What was found when the effects were judged. Without it, effects are taken as they are, with a caution. */
        public Builder evidence(UpliftEvaluation evaluation) {
            evidence = requireNonNull(evaluation, "evaluation");
            return this;
        }

        /** Which prices may be offered; needed where {@link #price} is called. */
        public Builder prices(PriceRule rule) {
            priceRule = requireNonNull(rule, "rule");
            return this;
        }

        /** The price that a treatment asks for. Nobody is offered a treatment whose price breaks the rule. */
        public Builder price(String treatment, double money) {
            prices.put(requireNonNull(treatment, "treatment"), money);
            return this;
        }

        /**
         * The plan.
         *
         * @throws IllegalArgumentException if there are earlier lists and no limit of offers that they count for, or
         *     prices without a rule, or a rule without prices
         */
        public OfferPlan build() {
            if (!earlier.isEmpty() && mostOffers == Integer.MAX_VALUE) {
                throw new IllegalArgumentException("earlier lists of offers count only for a limit of offers; set"
                        + " atMost(...), or leave the lists out");
            }
            if (prices.isEmpty() != (priceRule == null)) {
                throw new IllegalArgumentException("prices of treatments and a rule for prices need each other, but "
                        + (priceRule == null
                                ? "there is no rule; set prices(...)"
                                : "no price is given; set price(...)"));
            }
            return new OfferPlan(this);
        }
    }
}
