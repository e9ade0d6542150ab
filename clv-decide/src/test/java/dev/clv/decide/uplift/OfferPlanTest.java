package dev.clv.decide.uplift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.caution.Caution;
import dev.clv.decide.Decision;
import dev.clv.decide.Decisions;
import dev.clv.decide.Estimate;
import dev.clv.decide.Exclusions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OfferPlanTest {

    private static final Instant AT = Instant.parse("2024-06-17T00:00:00Z");
    private static final OfferTerms TERMS =
            OfferTerms.outcomeWorth(10).costing("a", 1).costing("b", 0.4);

    /** Effects of "a" from 0.3 down to -0.1 over 41 customers; of "b" 0.05 for all. */
    private static UpliftEffects effects() {
        int n = 41;
        double[][] effects = new double[n][];
        double[][] sds = new double[n][];
        double[][] outcomes = new double[n][];
        double[][] propensities = new double[n][];
        for (int i = 0; i < n; i++) {
            effects[i] = new double[] {0.3 - 0.01 * i, 0.05};
            sds[i] = new double[] {0.02, 0.02};
            outcomes[i] = new double[] {0.4, 0.5, 0.45};
            propensities[i] = new double[] {0.4, 0.3, 0.3};
        }
        return new UpliftEffects(
                "0123456789abcdef",
                IntStream.range(0, n).mapToObj(i -> String.format("c%02d", i)).toList(),
                List.of("none", "a", "b"),
                effects,
                sds,
                outcomes,
                propensities);
    }

    private static UpliftEvaluation.Treatment judged(String name, boolean order, double effect) {
        Estimate zero = new Estimate(0.01, order ? 0.008 : -0.02, order ? 0.012 : 0.03);
        Estimate mean = new Estimate(effect, effect - 0.02, effect + 0.02);
        return new UpliftEvaluation.Treatment(
                name, 100, 100, mean, 0.1, zero, 0.1, mean, mean, mean, new Estimate(1, 0.5, 1.5), List.of());
    }

    private static UpliftEvaluation evidence(UpliftEvaluation.Treatment... treatments) {
        return new UpliftEvaluation(
                200, "randomised", List.of(treatments), List.of(), new Estimate(0, -1, 1), List.of());
    }

    private static OfferPlan.Builder plan() {
        return OfferPlan.builder(TERMS).evidence(evidence(judged("a", true, 0.1), judged("b", true, 0.05)));
    }

    private static double cost(Decisions<Offer> offers) {
        return offers.decisions().stream()
                .mapToDouble(offer -> offer.choice().cost())
                .sum();
    }

    @Test
    void everybodyGetsWhatIsWorthMost() {
        Decisions<Offer> offers = plan().build().offers(effects(), AT);

        // "a" nets 10 u - 1, "b" 0.1 for all: "a" where u is above 0.11.
        assertThat(offers.decisions()).hasSize(41);
        assertThat(offers.decisions())
                .filteredOn(offer -> offer.choice().treatment().equals("a"))
                .hasSize(19);
        Decision<Offer> first = offers.decisions().get(0);
        assertThat(first.customer()).isEqualTo("c00");
        assertThat(first.choice().netValue()).isCloseTo(2, within(1e-9));
        assertThat(first.reasons())
                .containsExactly("a is expected to change 0.400 to 0.700, worth 3.00, and costs 1.00");
        assertThat(offers.cautions()).isEmpty();
    }

    @Test
    void theBudgetIsKeptAndSpentOnTheBest() {
        Decisions<Offer> offers = plan().budget(5).build().offers(effects(), AT);

        assertThat(cost(offers)).isLessThanOrEqualTo(5);
        assertThat(offers.decisions())
                .extracting(Decision::customer)
                .containsExactly("c00", "c01", "c02", "c03", "c04");
    }

    @Test
    void whoObjectsOrHadEnoughIsLeftOutAndCounted() {
        Decisions<Offer> before = plan().budget(2).build().offers(effects(), AT.minus(Duration.ofDays(10)));

        Decisions<Offer> offers = plan().exclusions(Exclusions.objecting(Set.of("c05", "c99")))
                .atMost(1, Duration.ofDays(30))
                .after(before)
                .build()
                .offers(effects(), AT);

        assertThat(offers.provenance().model()).isEqualTo("0123456789abcdef");
        assertThat(plan().atMost(2, Duration.ofDays(30))
                        .after(before)
                        .after(before) // counts once
                        .build()
                        .offers(effects(), AT)
                        .decisions())
                .hasSize(41);
        assertThat(offers.decisions()).extracting(Decision::customer).doesNotContain("c00", "c01", "c05");
        assertThat(offers.excluded()).isEqualTo(Map.of("objection to profiling", 1, "1 offers within 30 days", 2));
        assertThat(offers.cautions()).extracting(Caution::key).containsExactly("unknown_exclusions");
        assertThat(plan().atMost(1, Duration.ofDays(9))
                        .after(before)
                        .build()
                        .offers(effects(), AT)
                        .decisions())
                .hasSize(41);
    }

    @Test
    void withoutEvidenceOfAnOrderTheMeanCountsAndWithoutAnyNothingIsOffered() {
        UpliftEvaluation evidence = evidence(judged("a", false, 0.2), judged("b", false, 0.01));

        Decisions<Offer> offers =
                OfferPlan.builder(TERMS).evidence(evidence).build().offers(effects(), AT);

        assertThat(offers.decisions()).hasSize(41).allSatisfy(offer -> {
            assertThat(offer.choice()).isEqualTo(new Offer("a", 0.2, 1, 1));
            assertThat(offer.reasons().get(0)).contains("the mean of all customers");
        });
        assertThat(offers.cautions()).extracting(Caution::key).containsExactly("no_effect_known");
        assertThat(OfferPlan.builder(TERMS).build().offers(effects(), AT).cautions())
                .extracting(Caution::key)
                .containsExactly("effects_not_judged");
    }

    @Test
    void noPriceBreaksTheRule() {
        PriceRule rule = PriceRule.list(20).unitCost(11).leastMargin(0.3).floor(12);

        assertThat(rule.breach(20)).isEmpty();
        assertThat(rule.breach(16)).isEmpty();
        assertThat(rule.breach(20.01)).hasValue("it is above the list price of 20.00");
        assertThat(rule.breach(15)).hasValue("its margin of 26.67 % is below 30.00 %");
        assertThat(rule.breach(11.5)).hasValue("it is below the floor of 12.00");
        assertThat(rule.ceiling(22).breach(21)).isEmpty();
        assertThatThrownBy(() -> PriceRule.list(10).floor(11)).hasMessageContaining("lies above the ceiling");

        Decisions<Offer> offers =
                plan().prices(rule).price("a", 21).price("b", 18).build().offers(effects(), AT);
        assertThat(offers.decisions())
                .allMatch(offer -> offer.choice().treatment().equals("b"));
        assertThat(offers.cautions().get(0).sentence())
                .isEqualTo("Nobody is offered 'a' at a price of 21.00: it is above the list price of 20.00. Change the"
                        + " price, or the rule.");
    }

    @Test
    void contradictionsAreRefusedByName() {
        Decisions<Offer> later = plan().build().offers(effects(), AT.plusSeconds(1));

        assertThatThrownBy(() -> plan().after(later).build()).hasMessageContaining("set atMost(...)");
        assertThatThrownBy(() -> plan().price("a", 3).build()).hasMessageContaining("set prices(...)");
        assertThatThrownBy(() -> plan().prices(PriceRule.list(3)).build()).hasMessageContaining("set price(...)");
        assertThatThrownBy(() -> plan().budget(-1)).hasMessageContaining("zero or more, was -1");
        assertThatThrownBy(() -> plan().atMost(0, Duration.ofDays(3))).hasMessageContaining("at least 1 offer");
        assertThatThrownBy(() -> plan().atMost(1, Duration.ofDays(3))
                        .after(later)
                        .build()
                        .offers(effects(), AT))
                .hasMessageContaining("which is after");
        assertThatThrownBy(() ->
                        plan().evidence(evidence(judged("a", true, 1))).build().offers(effects(), AT))
                .hasMessageContaining("the evidence is of other treatments");
        assertThatThrownBy(
                        () -> OfferPlan.builder(TERMS.costing("c", 1)).build().offers(effects(), AT))
                .hasMessageContaining("a cost is given of 'c'");
    }

    @Test
    void decisionsAreWrittenAndReadBack() {
        Decisions<Offer> offers = plan().budget(3).build().offers(effects(), AT);

        assertThat(Decisions.fromJson(offers.toJson(), OfferPlan.KIND, Offer.class))
                .isEqualTo(offers);
    }

    @Test
    void unequalOffersToGroupsAreTold() {
        Decisions<Offer> offers = plan().budget(20).build().offers(effects(), AT);
        Map<String, String> groups = new HashMap<>();
        Map<String, String> mixed = new HashMap<>();
        for (int i = 0; i < 41; i++) {
            groups.put(String.format("c%02d", i), i < 20 ? "young" : "old");
            mixed.put(String.format("c%02d", i), i % 2 == 0 ? "one" : "other");
        }

        Fairness unequal = Fairness.of("age", groups, offers, 0.1);
        Fairness equal = Fairness.of("parity", mixed, offers, 0.1);

        assertThat(unequal.rateDifference().value()).isGreaterThan(0.8);
        assertThat(unequal.benefitDifference().isPositive()).isTrue();
        assertThat(unequal.cautions()).extracting(Caution::key).containsExactly("unequal_offers");
        assertThat(unequal.toString()).contains("age young: 20 customers, offer rate");
        assertThat(equal.cautions()).isEmpty();
        groups.replaceAll((customer, group) -> customer.compareTo("c05") < 0 ? "few" : "all");
        assertThat(Fairness.of("age", groups, offers, 0.1).hidden()).isEqualTo(5);
        assertThat(Fairness.of("age", groups, offers, 0.1).rateDifference().value())
                .isNaN();
    }
}
