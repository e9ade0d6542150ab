package dev.clv.examples.decide;

import static java.util.Objects.requireNonNull;

import dev.clv.decide.Decision;
import dev.clv.decide.Decisions;
import dev.clv.decide.uplift.Experiment;
import dev.clv.decide.uplift.Fairness;
import dev.clv.decide.uplift.Offer;
import dev.clv.decide.uplift.OfferPlan;
import dev.clv.decide.uplift.SimulatedCampaign;
import dev.clv.decide.uplift.UpliftEffects;
import dev.clv.decide.uplift.UpliftEvaluation;
import dev.clv.decide.uplift.UpliftModel;
import dev.clv.features.event.EventLog;
import dev.clv.simulate.ShopSimulation;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * A shop sends two discounts to a third of its customers each, and nothing to the rest. Learns from it who responds,
 * says whether there is evidence of it, spends a budget, and compares with the true effects, which the simulation
 * knows.
 */
public final class WhichOffer {

    private WhichOffer() {}

    /** Prints all of it; takes the number of customers, 5,000 unless given. */
    public static void main(String[] arguments) {
        int customers = arguments.length == 0 ? 5_000 : Integer.parseInt(arguments[0]);
        print(customers, new PrintStream(System.out, true, StandardCharsets.UTF_8));
    }

    static void print(int customers, PrintStream out) {
        ShopSimulation shop =
                ShopSimulation.builder().customers(customers).days(500).seed(2).build();
        Instant at = shop.end().minus(Duration.ofDays(60));
        SimulatedCampaign campaign = SimulatedCampaign.of(shop, at, 5);
        Experiment experiment = campaign.experiment();

        UpliftEffects effects = UpliftModel.builder().seed(1).crossFitted(experiment);
        UpliftEvaluation evaluation = UpliftEvaluation.of(experiment, effects, campaign.terms());
        out.print(evaluation);

        Decisions<Offer> offers = OfferPlan.builder(campaign.terms())
                .evidence(evaluation)
                .budget(customers / 4.0)
                .build()
                .offers(effects, at);
        for (Decision<Offer> offer : offers.decisions().stream().limit(3).toList()) {
            out.printf("%s: %s%n", offer.customer(), String.join("; ", offer.reasons()));
        }
        compare(campaign, offers, out);
        out.print(Fairness.of("country", countries(shop, experiment, at), offers, 0.05));
    }

    private static void compare(SimulatedCampaign campaign, Decisions<Offer> offers, PrintStream out) {
        Map<String, Integer> rowOf = new HashMap<>();
        for (int row = 0; row < campaign.experiment().rows(); row++) {
            rowOf.put(campaign.experiment().features().customer(row), row);
        }
        double expected = 0;
        double truth = 0;
        for (Decision<Offer> offer : offers.decisions()) {
            expected += offer.choice().netValue();
            truth += campaign.netValue(
                    requireNonNull(rowOf.get(offer.customer())), offer.choice().treatment());
        }
        out.printf(
                "%d offers are expected to be worth %.0f more than they cost; in truth it is %.0f%n",
                offers.decisions().size(), expected, truth);
    }

    private static Map<String, String> countries(ShopSimulation shop, Experiment experiment, Instant at) {
        EventLog log = shop.log();
        Map<String, String> countries = new HashMap<>();
        for (int row = 0; row < experiment.rows(); row++) {
            String customer = experiment.features().customer(row);
            countries.put(
                    customer, log.history(customer).before(at).attributes().getOrDefault("country", "unknown"));
        }
        return countries;
    }
}
