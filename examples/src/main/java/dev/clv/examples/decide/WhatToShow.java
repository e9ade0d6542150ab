package dev.clv.examples.decide;

import dev.clv.decide.Decision;
import dev.clv.decide.Decisions;
import dev.clv.decide.Exclusions;
import dev.clv.decide.recommend.Assortment;
import dev.clv.decide.recommend.Ranking;
import dev.clv.decide.recommend.Recommendation;
import dev.clv.decide.recommend.RecommendationTrial;
import dev.clv.decide.recommend.Recommender;
import dev.clv.features.event.EventLog;
import dev.clv.simulate.ShopSimulation;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * The products to show to customers: first a trial in the past, which says whether learned lists are worth it; then
 * lists by expected value without what is out of stock, and with at most three products of a category.
 */
public final class WhatToShow {

    private static final Duration WINDOW = Duration.ofDays(30);

    private WhatToShow() {}

    /**
     * Prints the verdict of a trial and the lists of three customers; takes the number of customers, 1,000 unless
     * given.
     */
    public static void main(String[] arguments) {
        int customers = arguments.length == 0 ? 1_000 : Integer.parseInt(arguments[0]);
        print(customers, new PrintStream(System.out, true, StandardCharsets.UTF_8));
    }

    static void print(int customers, PrintStream out) {
        ShopSimulation shop =
                ShopSimulation.builder().customers(customers).days(720).seed(1).build();
        EventLog log = shop.log();
        Instant past = shop.end().minus(WINDOW);
        out.println(RecommendationTrial.run(Recommender.builder().window(WINDOW), log, past, Runnable::run)
                .verdict());

        Assortment assortment = Assortment.fromLog()
                .withoutStock(Set.of("P003"))
                .margin(0.3, Map.of("P001", 0.5)); // of the price; P001 earns more
        Recommender recommender =
                Recommender.builder().window(WINDOW).assortment(assortment).fit(log, shop.end());
        Decisions<Recommendation> lists = recommender.recommend(
                recommender.customers().subList(0, 3),
                5,
                Ranking.byExpectedValue().diverse(0.3).atMostPerCategory(3),
                Exclusions.objecting(Set.of()),
                Runnable::run);
        for (Decision<Recommendation> one : lists.decisions()) {
            out.printf(
                    "%s %d. %s (%.2f): %s%n",
                    one.customer(),
                    one.choice().rank(),
                    one.choice().productId(),
                    one.choice().score(),
                    String.join("; ", one.reasons()));
        }
    }
}
