package dev.clv.decide.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.clv.caution.Caution;
import dev.clv.decide.Decision;
import dev.clv.decide.Decisions;
import dev.clv.decide.Exclusions;
import dev.clv.features.event.EventLog;
import dev.clv.simulate.ShopSimulation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RecommenderTest {

    private static final Instant AT = Instant.parse("2024-06-01T00:00:00Z");

    private static ShopSimulation simulation;
    private static EventLog log;
    private static Recommender recommender;
    private static Decisions<Recommendation> lists;

    @BeforeAll
    static void fit() {
        simulation = ShopSimulation.builder().customers(600).days(720).seed(3).build();
        log = simulation.log();
        recommender = Recommender.builder().fit(log, AT);
        lists = recommender.recommend(10);
    }

    private static Map<String, List<Decision<Recommendation>>> byCustomer(Decisions<Recommendation> decisions) {
        return decisions.decisions().stream().collect(Collectors.groupingBy(Decision::customer));
    }

    private static Decisions<Recommendation> ranked(Recommender by, Ranking ranking) {
        return by.recommend(by.customers(), 10, ranking, Exclusions.none(), Runnable::run);
    }

    @Test
    void everyCustomerGetsAListThatFallsAndRepeatsNothing() {
        Map<String, List<Decision<Recommendation>>> all = byCustomer(lists);

        assertThat(all.keySet()).containsExactlyInAnyOrderElementsOf(recommender.customers());
        all.values().forEach(list -> {
            assertThat(list).extracting(one -> one.choice().rank()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
            assertThat(list).extracting(one -> one.choice().productId()).doesNotHaveDuplicates();
            assertThat(list)
                    .extracting(one -> -one.choice().score())
                    .isSorted()
                    .allMatch(score -> score <= 0 && score >= -1);
            assertThat(list).allSatisfy(one -> assertThat(one.reasons()).isNotEmpty());
        });
    }

    @Test
    void whatComesAfterTheInstantChangesNothing() {
        EventLog before = EventLogs.before(log, AT);

        assertThat(Recommender.builder().fit(before, AT).recommend(10)).isEqualTo(lists);
    }

    @Test
    void threadsAndTheOrderOfCustomersChangeNothing() {
        ExecutorService three = Executors.newFixedThreadPool(3);
        try {
            assertThat(recommender.recommend(
                            recommender.customers(), 10, Ranking.byProbability(), Exclusions.none(), three))
                    .isEqualTo(lists);
            assertThat(Recommender.builder().fit(log, AT, three).recommend(10)).isEqualTo(lists);
        } finally {
            three.shutdown();
        }
        List<String> shuffled = new ArrayList<>(recommender.customers());
        Collections.shuffle(shuffled, new Random(1));
        assertThat(byCustomer(
                        recommender.recommend(shuffled, 10, Ranking.byProbability(), Exclusions.none(), Runnable::run)))
                .isEqualTo(byCustomer(lists));
    }

    @Test
    void newProductsAreThoseTheCustomerHasNotBought() {
        Recommender onlyNew = Recommender.builder().newProducts().fit(log, AT);

        byCustomer(onlyNew.recommend(10)).forEach((customer, list) -> {
            Set<String> bought = EventLogs.bought(log, customer, AT);
            assertThat(list).noneMatch(one -> bought.contains(one.choice().productId()));
        });
    }

    @Test
    void whatIsOutOfStockBoughtOnceOrReturnedIsNotShown() {
        Set<String> top = lists.decisions().stream()
                .map(one -> one.choice().productId())
                .limit(40)
                .collect(Collectors.toSet());
        Set<String> once = log.customers().stream()
                .flatMap(customer -> EventLogs.bought(log, customer, AT).stream())
                .collect(Collectors.toSet());

        Recommender limited = Recommender.builder()
                .assortment(Assortment.fromLog().withoutStock(top).boughtOnce(once))
                .fit(log, AT);

        byCustomer(limited.recommend(10)).forEach((customer, list) -> {
            Set<String> bought = EventLogs.bought(log, customer, AT);
            assertThat(list)
                    .noneMatch(one -> top.contains(one.choice().productId())
                            || bought.contains(one.choice().productId()));
        });
        assertThat(limited.popular(20)).noneMatch(one -> top.contains(one.productId()));
    }

    @Test
    void aReturnedProductIsNotShownUntilItIsBoughtAgain() {
        SmallShop shop = new SmallShop()
                .buys("a", 0, "kept", "gone", "again")
                .returns("a", 1, "gone")
                .returns("a", 1, "again")
                .buys("a", 2, "again")
                .buys("b", 2, "kept", "gone", "again", "new");
        EventLog small = shop.log();

        assertThat(products(Recommender.builder().fit(small, SmallShop.day(5)), "a"))
                .containsExactlyInAnyOrder("kept", "again", "new");
        assertThat(products(
                        Recommender.builder()
                                .assortment(Assortment.fromLog().alsoReturned())
                                .fit(small, SmallShop.day(5)),
                        "a"))
                .contains("gone");
    }

    private static List<String> products(Recommender by, String customer) {
        return by
                .recommend(List.of(customer), 10, Ranking.byProbability(), Exclusions.none(), Runnable::run)
                .decisions()
                .stream()
                .map(one -> one.choice().productId())
                .toList();
    }

    @Test
    void aSmallShopIsServedByAFixedMixtureAndSaysSo() {
        SmallShop shop = new SmallShop().buys("a", 0, "x", "y").buys("b", 0, "x");
        Recommender small = Recommender.builder().fit(shop.log(), SmallShop.day(1));

        assertThat(small.cautions()).extracting(Caution::key).containsExactly("few_buyers");
        assertThat(products(small, "b")).containsExactly("x", "y");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ranked(small, Ranking.byExpectedValue()))
                .withMessageContaining("rank by probability");
    }

    @Test
    void expectedValueIsProbabilityTimesSpendTimesMargin() {
        String dear = lists.decisions().get(0).choice().productId();
        Recommender withMargins = Recommender.builder()
                .assortment(Assortment.fromLog().margin(0.5, Map.of(dear, -0.1)))
                .fit(log, AT);

        Decisions<Recommendation> byValue = ranked(withMargins, Ranking.byExpectedValue());

        assertThat(byValue.decisions())
                .allSatisfy(one -> assertThat(one.choice().score())
                        .isPositive()
                        .isEqualTo(
                                one.inputs().get("probability") * one.inputs().get("value_if_bought")));
        assertThat(byValue.decisions())
                .noneMatch(one -> one.choice().productId().equals(dear));
        assertThat(mean(byValue, "probability")).isLessThan(mean(lists, "probability"));
        assertThat(expected(byValue)).isGreaterThan(0.5 * expected(lists));
    }

    private static double mean(Decisions<Recommendation> decisions, String input) {
        return decisions.decisions().stream()
                .mapToDouble(one -> one.inputs().get(input))
                .average()
                .orElseThrow();
    }

    private static double expected(Decisions<Recommendation> decisions) {
        return decisions.decisions().stream()
                .mapToDouble(
                        one -> one.inputs().get("probability") * one.inputs().get("value_if_bought"))
                .sum();
    }

    @Test
    void probabilitiesAreAboutTheShareThatIsBought() {
        double expected = 0;
        int bought = 0;
        Instant until = AT.plus(Duration.ofDays(30));
        for (Decision<Recommendation> one : lists.decisions()) {
            Set<String> later = EventLogs.bought(log, one.customer(), AT, until);
            if (!later.isEmpty()) {
                expected += one.choice().score();
                bought += later.contains(one.choice().productId()) ? 1 : 0;
            }
        }

        assertThat(bought).isGreaterThan(100);
        assertThat(expected / bought).isBetween(0.8, 1.25);
    }

    @Test
    void limitsOfCategoriesAndProductsHold() {
        Map<String, String> categories = EventLogs.categories(log, AT);

        Decisions<Recommendation> few =
                ranked(recommender, Ranking.byProbability().atMostPerCategory(2).atMostPerProduct(30));

        Map<String, Integer> shown = new HashMap<>();
        byCustomer(few).values().forEach(list -> {
            Map<String, Integer> perCategory = new HashMap<>();
            list.forEach(one -> {
                String product = one.choice().productId();
                shown.merge(product, 1, Integer::sum);
                assertThat(perCategory.merge(categories.get(product), 1, Integer::sum))
                        .isLessThanOrEqualTo(2);
            });
        });
        assertThat(shown.values()).allMatch(count -> count <= 30).contains(30);
    }

    @Test
    void aProductThatIsShortGoesToTheHighestScores() {
        Map<String, Double> best = new HashMap<>();
        lists.decisions()
                .forEach(
                        one -> best.merge(one.choice().productId(), one.choice().score(), Math::max));

        Decisions<Recommendation> one =
                ranked(recommender, Ranking.byProbability().atMostPerProduct(1));

        assertThat(one.decisions()).extracting(d -> d.choice().productId()).doesNotHaveDuplicates();
        Decision<Recommendation> highest = one.decisions().stream()
                .max(Comparator.comparingDouble(d -> d.choice().score()))
                .orElseThrow();
        assertThat(highest.choice().score())
                .isEqualTo(best.values().stream().mapToDouble(d -> d).max().orElseThrow());
    }

    @Test
    void diversityMakesListsOfMoreCategories() {
        Map<String, String> categories = EventLogs.categories(log, AT);

        Decisions<Recommendation> diverse =
                ranked(recommender, Ranking.byProbability().diverse(0.8));

        assertThat(categoriesPerList(diverse, categories)).isGreaterThan(1.1 * categoriesPerList(lists, categories));
        assertThat(byCustomer(diverse).values())
                .allSatisfy(list -> assertThat(list)
                        .extracting(one -> -one.choice().score())
                        .isSorted());
        assertThat(ranked(recommender, Ranking.byProbability().diverse(0))).isEqualTo(lists);
    }

    private static double categoriesPerList(Decisions<Recommendation> decisions, Map<String, String> categories) {
        return byCustomer(decisions).values().stream()
                .mapToLong(list -> list.stream()
                        .map(one -> categories.get(one.choice().productId()))
                        .distinct()
                        .count())
                .average()
                .orElseThrow();
    }

    @Test
    void whoObjectsGetsNoListAndIsCounted() {
        String objector = recommender.customers().get(4);

        Decisions<Recommendation> others = recommender.recommend(
                recommender.customers(),
                3,
                Ranking.byProbability(),
                Exclusions.objecting(Set.of(objector)).and("staff", Set.of("nobody")),
                Runnable::run);

        assertThat(others.of(objector)).isEmpty();
        assertThat(others.excluded()).containsExactly(Map.entry(Exclusions.OBJECTION, 1));
        assertThat(others.cautions()).extracting(Caution::key).contains("unknown_exclusions");
    }

    @Test
    void productsThatNobodyBoughtAreShownToWhoLooksAtThemOrTheirCategory() {
        SmallShop shop = new SmallShop();
        for (int c = 0; c < 20; c++) {
            shop.buysFor("c" + c, 1, c % 2 == 0 ? "green tea" : "red wine", 5, c % 2 == 0 ? "tea" : "wine");
        }
        shop.views("looker", 3, "rare", "tea");
        Recommender small = Recommender.builder()
                .assortment(Assortment.fromLog().catalogue(Map.of("white tea", "tea", "lamp", "light")))
                .fit(shop.log(), SmallShop.day(4));

        assertThat(products(small, "looker")).first().isEqualTo("rare");
        assertThat(products(small, "c0")).contains("white tea", "rare");
        List<String> ofC0 = products(small, "c0");
        assertThat(ofC0.indexOf("white tea")).isLessThan(ofC0.indexOf("lamp"));
    }

    @Test
    void newcomersGetWhatSellsNowAndSoldAYearAgo() {
        SmallShop shop = new SmallShop().buys("old", 0, "never again");
        for (int c = 0; c < 10; c++) {
            shop.buys("c" + c, 12, "christmas tree");
            shop.buys("c" + c, 360, c < 6 ? "bread" : "jam");
        }
        Recommender small = Recommender.builder().fit(shop.log(), SmallShop.day(367));

        assertThat(small.popular(3))
                .containsExactly(
                        new Recommendation(1, "christmas tree", 0.5),
                        new Recommendation(2, "bread", 0.3),
                        new Recommendation(3, "jam", 0.2));
    }

    @Test
    void badInputIsRefusedWithARemedy() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recommender.recommend(
                        List.of("no such customer"), 5, Ranking.byProbability(), Exclusions.none(), Runnable::run))
                .withMessageContaining("1 of the 1 customers did nothing before")
                .withMessageContaining("popular(k)")
                .withMessageNotContaining("no such customer");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Recommender.builder().fit(log, Instant.parse("2000-01-01T00:00:00Z")))
                .withMessageContaining("no purchase before 2000-01-01T00:00:00Z names a product");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recommender.recommend(0))
                .withMessageContaining("1 to 100");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Recommender.builder().window(Duration.ofHours(30)))
                .withMessageContaining("whole days");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Assortment.fromLog().catalogue(Map.of()))
                .withMessageContaining("leave it out");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Assortment.fromLog().margin(1.5, Map.of()))
                .withMessageContaining("was 1.5");
        Recommender strange = Recommender.builder()
                .assortment(Assortment.fromLog().withoutStock(Set.of("P-unknown")))
                .fit(EventLogs.before(log, AT), AT);
        assertThat(strange.cautions())
                .singleElement()
                .satisfies(caution -> assertThat(caution.sentence())
                        .startsWith("1 of the products that are said to be without stock"));
    }

    @Test
    void listsTellWithWhichSettingsTheyComeOutTheSame() {
        Recommender settled = Recommender.builder()
                .seed(9)
                .assortment(Assortment.fromLog().withoutStock(Set.of("P001")).margin(0.3, Map.of("P002", 0.5)))
                .fit(log, AT);

        assertThat(ranked(settled, Ranking.byExpectedValue().diverse(0.2).atMostPerCategory(3))
                        .provenance()
                        .settings())
                .containsEntry("seed", "9")
                .containsEntry(
                        "assortment",
                        "0 in the catalogue, 1 without stock, 0 bought once, 1 with a margin, all others 0.3")
                .containsEntry("ranked by", "expected value")
                .containsEntry("diversity", "0.2")
                .containsEntry("per category", "3")
                .containsEntry("per product", "no limit");
    }

    @Test
    void aTimeAfterTheLogIsTold() {
        Recommender late =
                Recommender.builder().fit(new SmallShop().buys("a", 0, "x").log(), SmallShop.day(400));

        assertThat(late.cautions()).extracting(Caution::key).containsExactly("after_observed_time", "few_buyers");
    }

    @Test
    void aTrialCountsWhatWasBoughtAfterTheInstantBesideSimpleLists() {
        RankingReport report = RecommendationTrial.run(Recommender.builder(), log, AT, Runnable::run);

        RankingReport.Row ours = report.row("recommender", "all");
        assertThat(ours.customers()).isBetween(50, 600);
        assertThat(ours.metric("hit@10").value()).isBetween(0.01, 1.0);
        assertThat(report.rows()).extracting(RankingReport.Row::group).contains("1", "2-4", "5+");
        assertThat(report.verdict()).startsWith("NDCG at 10 is 0.").contains("the best simple list, ");
        assertThat(RankingReport.fromJson(report.toJson())).isEqualTo(report);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> RecommendationTrial.run(Recommender.builder(), log, log.observedUntil(), Runnable::run))
                .withMessageContaining("take an earlier instant");
    }
}
