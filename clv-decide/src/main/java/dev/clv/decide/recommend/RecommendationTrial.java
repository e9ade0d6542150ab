package dev.clv.decide.recommend;

import dev.clv.decide.Decision;
import dev.clv.decide.Estimate;
import dev.clv.decide.Exclusions;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import dev.clv.label.Horizon;
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
import java.util.concurrent.Executor;
import java.util.stream.IntStream;

/** Holds lists of a past instant against what was bought after it. */
public final class RecommendationTrial {

    private static final String OURS = "recommender";
    private static final String METRIC = "ndcg@10";
    private static final int TEN = 10;
    private static final List<String> GROUPS = List.of("all", "1", "2-4", "5+");

    private final RecommenderBuilder builder;
    private final EventLog log;
    private final Instant at;

    private RecommendationTrial(RecommenderBuilder builder, EventLog log, Instant at) {
        this.builder = builder;
        this.log = log;
        this.at = at;
    }

    /**
     * Fits at an instant and scores the lists by the window after it, of every customer who was known before and bought
     * something wanted in it. What the customer bought is wanted even where no list can know it, such as a product that
     * is sold for the first time.
     *
     * @param executor runs parts of the work
     * @throws IllegalArgumentException if the log does not reach to the end of the window, or nobody bought in it
     */
    public static RankingReport run(RecommenderBuilder builder, EventLog log, Instant at, Executor executor) {
        return new RecommendationTrial(builder, log, at).report(executor);
    }

    private RankingReport report(Executor executor) {
        Instant until = new Horizon(Duration.ofDays(builder.window())).after(at, log.zone());
        if (until.isAfter(log.observedUntil())) {
            throw new IllegalArgumentException(
                    "the window from " + at + " to " + until + " is not over: the log reaches to " + log.observedUntil()
                            + "; take an earlier instant, or a shorter window");
        }
        Recommender recommender = builder.fit(log, at, executor);
        Snapshot shop = recommender.snapshot();
        List<String> customers = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        List<Set<String>> relevant = new ArrayList<>();
        List<Set<String>> ofNewcomers = new ArrayList<>();
        Map<String, Integer> known = new HashMap<>();
        for (String customer : recommender.customers()) {
            known.put(customer, known.size());
        }
        for (String customer : log.customers()) {
            Set<String> wanted = wanted(log.history(customer).before(until));
            Integer number = known.get(customer);
            if (wanted.isEmpty()) {
                continue;
            }
            if (number == null || shop.orderDays(number) == 0) {
                ofNewcomers.add(wanted);
            } else {
                customers.add(customer);
                numbers.add(number);
                relevant.add(wanted);
            }
        }
        if (customers.isEmpty()) {
            throw new IllegalArgumentException("no customer who had bought before " + at + " bought "
                    + (builder.newOnly() ? "a product that was new to them" : "anything") + " until " + until
                    + "; take another instant, or a longer window");
        }
        Map<String, RankingScores> scores = new LinkedHashMap<>();
        scores.put(OURS, new RankingScores(ours(recommender, customers, executor), relevant));
        simple(shop, numbers).forEach((name, lists) -> scores.put(name, new RankingScores(lists, relevant)));
        return report(recommender, scores, numbers, ofNewcomers);
    }

    /** What a customer bought from the instant on, and what of it is wanted. */
    private Set<String> wanted(CustomerHistory history) {
        Set<String> before = new HashSet<>();
        Set<String> after = new HashSet<>();
        for (Purchase purchase : history.events(Purchase.class)) {
            if (purchase.product() != null) {
                (purchase.time().isBefore(at) ? before : after).add(purchase.product());
            }
        }
        if (builder.newOnly()) {
            after.removeAll(before);
        }
        return after;
    }

    private static List<List<String>> ours(Recommender recommender, List<String> customers, Executor executor) {
        Map<String, List<String>> lists = new HashMap<>();
        for (Decision<Recommendation> decision : recommender
                .recommend(customers, RankingScores.MOST, Ranking.byProbability(), Exclusions.none(), executor)
                .decisions()) {
            lists.computeIfAbsent(decision.customer(), name -> new ArrayList<>())
                    .add(decision.choice().productId());
        }
        return customers.stream()
                .map(customer -> lists.getOrDefault(customer, List.of()))
                .toList();
    }

    private Map<String, List<List<String>>> simple(Snapshot shop, List<Integer> customers) {
        SimpleLists simple = new SimpleLists(shop, builder.newOnly());
        Map<String, List<List<String>>> lists = new LinkedHashMap<>();
        for (int customer : customers) {
            simple.of(customer, RankingScores.MOST)
                    .forEach((name, list) -> lists.computeIfAbsent(name, key -> new ArrayList<>())
                            .add(list));
        }
        return lists;
    }

    private RankingReport report(
            Recommender recommender,
            Map<String, RankingScores> scores,
            List<Integer> customers,
            List<Set<String>> ofNewcomers) {
        Snapshot shop = recommender.snapshot();
        Map<String, Integer> buyers = new HashMap<>();
        for (int j = 0; j < shop.products(); j++) {
            if (shop.buyerCount(j) > 0) {
                buyers.put(shop.shop().products().get(j), shop.buyerCount(j));
            }
        }
        int all = (int) IntStream.range(0, shop.customers())
                .filter(c -> shop.pairsTo(c) > shop.pairsFrom(c))
                .count();
        List<RankingReport.Row> rows = new ArrayList<>();
        List<RankingReport.Comparison> comparisons = new ArrayList<>();
        RankingScores ours = scores.get(OURS);
        for (String group : GROUPS) {
            int[] members = IntStream.range(0, customers.size())
                    .filter(i -> group.equals("all") || group.equals(group(shop.orderDays(customers.get(i)))))
                    .toArray();
            scores.forEach((model, score) -> {
                rows.add(new RankingReport.Row(
                        model,
                        group,
                        members.length,
                        score.measures(members, builder.seed()),
                        score.coverage(TEN, members, buyers.keySet()),
                        score.novelty(TEN, members, buyers, all)));
                if (!model.equals(OURS) && ours != null) {
                    comparisons.add(new RankingReport.Comparison(
                            model, group, ours.difference(METRIC, score, members, builder.seed())));
                }
            });
        }
        List<String> popular = recommender.popular(RankingScores.MOST).stream()
                .map(Recommendation::productId)
                .toList();
        RankingScores newcomers =
                new RankingScores(ofNewcomers.stream().map(wanted -> popular).toList(), ofNewcomers);
        return new RankingReport(
                at.toString(),
                builder.window(),
                builder.newOnly(),
                rows,
                comparisons,
                ofNewcomers.size(),
                newcomers.measures(IntStream.range(0, ofNewcomers.size()).toArray(), builder.seed()),
                verdict(rows, comparisons),
                recommender.cautions());
    }

    private static String group(int orderDays) {
        return orderDays < 2 ? "1" : orderDays < 5 ? "2-4" : "5+";
    }

    /** Beside the simple list that does best. */
    private static String verdict(List<RankingReport.Row> rows, List<RankingReport.Comparison> comparisons) {
        RankingReport.Comparison closest = comparisons.stream()
                .filter(one -> one.group().equals("all"))
                .min((a, b) ->
                        Double.compare(a.difference().value(), b.difference().value()))
                .orElseThrow();
        double ours = rows.get(0).metric(METRIC).value();
        Estimate by = closest.difference();
        String numbers = String.format(
                Locale.ROOT,
                "NDCG at 10 is %.4f; the best simple list, %s, has %.4f, and the difference is %+.4f (95 %% from %+.4f to"
                        + " %+.4f)",
                ours,
                closest.other(),
                ours - by.value(),
                by.value(),
                by.low(),
                by.high());
        String meaning = by.low() > 0
                ? "The recommender is better than every simple list."
                : by.high() < 0
                        ? "That simple list is better: use it."
                        : "The recommender is not better than that simple list beyond chance, which is easier to run and to"
                                + " explain.";
        return numbers + ". " + meaning;
    }
}
