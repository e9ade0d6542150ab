package dev.clv.decide.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.clv.caution.Caution;
import dev.clv.decide.Exclusions;
import dev.clv.features.event.AttributeChange;
import dev.clv.features.event.EventLog;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The numbers are those of {@link TinyShop}, by hand. */
class MoneyReportTest {

    private final MoneyReport report = MoneyReport.builder().review(TinyShop.log(), TinyShop.END);

    private static List<Double> values(List<AgeValue> curve) {
        return curve.stream().map(AgeValue::value).toList();
    }

    private static List<String> codes(MoneyReport report) {
        return report.cautions().stream().map(Caution::key).toList();
    }

    @Test
    void aMonthOfAgeCountsIfItIsOverForEveryCustomerOfTheCohort() {
        Cohort january = report.cohorts().cohorts().get(0);
        Cohort february = report.cohorts().cohorts().get(1);

        // Ann's 100 + 20 and Bob's 50 + 10; then Ann's refund of 30 and Bob's 5.
        assertThat(january.month()).isEqualTo("2024-01");
        assertThat(january.customers()).isEqualTo(2);
        assertThat(values(january.curve())).containsExactly(90.0, 77.5);
        assertThat(february.month()).isEqualTo("2024-02");
        assertThat(values(february.curve())).containsExactly(40.0);
        assertThat(january.curve()).allMatch(point -> !point.predicted() && point.interval() == null);
    }

    @Test
    void theCurveOfAllIsTheSumOfEachMonthsMeanOverWhoeverHasBeenACustomerSoLong() {
        List<AgeValue> curve = report.cohorts().all().curve();

        assertThat(values(curve)).containsExactly(220.0 / 3, 220.0 / 3 + (-30 + 5) / 2.0);
        assertThat(curve).extracting(AgeValue::customers).containsExactly(3, 2);
    }

    @Test
    void aMonthThatWasNotObservedIsNotThereRatherThanZero() {
        MoneyReport earlier = MoneyReport.builder().review(TinyShop.log(), Instant.parse("2024-02-28T23:00:00Z"));

        assertThat(earlier.cohorts().cohorts()).extracting(Cohort::curve).allMatch(List::isEmpty);
        assertThat(earlier.cohorts().cohorts()).extracting(Cohort::complete).containsExactly(true, false);
        assertThat(earlier.cohorts().all().curve())
                .extracting(AgeValue::customers)
                .containsExactly(1);
        assertThat(earlier.retention().rows().get(0).share(1)).isNaN();
    }

    @Test
    void nothingFromTheInstantOnIsLookedAt() {
        Instant at = Instant.parse("2024-02-10T00:00:00Z");
        MoneyReport before = MoneyReport.builder().review(TinyShop.log(), at);

        assertThat(before.refunds()).isEqualTo(7);
        assertThat(before.purchases()).isEqualTo(100 + 20 + 50 + 40);
        assertThat(before.cohorts().all().soFar()).isEqualTo(210.0 / 3);
    }

    @Test
    void retentionCountsOrderDaysAndNoRefund() {
        assertThat(report.retention().rows())
                .containsExactly(
                        new RetentionTriangle.Row("2024-01", 2, List.of(2, 1)),
                        new RetentionTriangle.Row("2024-02", 1, List.of(1)));
        assertThat(report.retention().rows().get(0).share(2)).isEqualTo(0.5);
        assertThat(report.retention().rows().get(0).share(3)).isNaN();
    }

    @Test
    void concentrationCountsTheLastCustomerInPart() {
        Concentration concentration = report.concentration();

        // Cem 40, Bob 65, Ann 90: 2 (1*40 + 2*65 + 3*90) / (3*195) - 4/3.
        assertThat(concentration.customers()).isEqualTo(3);
        assertThat(concentration.value()).isEqualTo(195);
        assertThat(concentration.gini()).isCloseTo(880.0 / 585 - 4.0 / 3, within(1e-15));
        assertThat(concentration.top())
                .extracting(Concentration.TopShare::value)
                .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-15 ? 0 : Double.compare(a, b))
                .containsExactly(.03 * 90 / 195, .15 * 90 / 195, .3 * 90 / 195, .6 * 90 / 195);
        assertThat(concentration.lorenz()).hasSize(101);
        assertThat(concentration.lorenz().get(0)).isZero();
        assertThat(concentration.lorenz().get(50)).isCloseTo((40 + .5 * 65) / 195, within(1e-15));
        assertThat(concentration.lorenz().get(100)).isEqualTo(1);
    }

    @Test
    void demandIsNetByMonthSegmentAndCategory() {
        MoneyReport some = MoneyReport.builder()
                .segments(Map.of("ann", "old", "bob", "old", "cem", "new"))
                .review(TinyShop.log(), Instant.parse("2024-03-15T00:00:00Z"));

        assertThat(some.demand().rows())
                .containsExactly(
                        new Demand.Row("2024-01", true, "old", "cups", 1, 50, 2),
                        new Demand.Row("2024-01", true, "old", "tea", 1, 100, 2),
                        new Demand.Row("2024-01", true, null, null, 1, -7, -1),
                        new Demand.Row("2024-02", false, "new", "tea", 1, 40, 2),
                        new Demand.Row("2024-02", false, "old", "cups", 1, 5, 2),
                        new Demand.Row("2024-02", false, "old", "tea", 1, -10, 1),
                        new Demand.Row("2024-02", false, "old", null, 1, 10, 2));
        assertThat(codes(some)).contains("no_category", "no_segment");
    }

    @Test
    void discountCountsRealDays() {
        MoneyReport discounted = MoneyReport.builder().discount(0.1).review(TinyShop.log(), TinyShop.END);

        double ann = 100 + 20 * Math.pow(1.1, -30 / 365.0) - 30 * Math.pow(1.1, -31 / 365.0);
        double bob = 50 + 10 * Math.pow(1.1, -28 / 365.0) + 5 * Math.pow(1.1, -29 / 365.0);
        assertThat(discounted.cohorts().cohorts().get(0).discounted()).isCloseTo((ann + bob) / 2, within(1e-12));
        assertThat(discounted.cohorts().all().discounted()).isCloseTo((ann + bob + 40) / 3, within(1e-12));
        assertThat(report.cohorts().all().discounted()).isNaN();
    }

    @Test
    void aChannelIsWhatWasKnownAtTheFirstPurchase() {
        Costs costs = Costs.of(List.of(Cost.of("mail", new BigDecimal("160")), Cost.of("ads", new BigDecimal("50"))));
        MoneyReport paid = MoneyReport.builder().costs(costs).review(TinyShop.log(), TinyShop.END);

        ChannelValue ads = paid.acquisition().channels().get(0);
        ChannelValue mail = paid.acquisition().channels().get(1);
        assertThat(mail.customers()).isEqualTo(2);
        assertThat(mail.costPerCustomer()).isEqualTo(80);
        assertThat(mail.value()).isEqualTo(77.5);
        assertThat(mail.ratio()).isEqualTo(77.5 / 80);
        assertThat(mail.days()).isEqualTo((82 + 61) / 2.0);
        // 90 at the end of the first month, though 77.5 later.
        assertThat(mail.payback()).isEqualTo(new Payback(1, false, null, null, 2));
        assertThat(ads.channel()).isEqualTo("ads");
        assertThat(ads.ratio()).isEqualTo(0.8);
        assertThat(ads.payback().sentence()).isEqualTo("not paid back within the one month that is known");
        assertThat(codes(paid)).contains("costs_undated");
    }

    @Test
    void costsThatAcquiredTheExcludedTooAreTold() {
        MoneyReport paid = MoneyReport.builder()
                .costs(Costs.of(List.of(Cost.of("mail", new BigDecimal("160")))))
                .exclusions(Exclusions.objecting(Set.of("ann")))
                .review(TinyShop.log(), TinyShop.END);

        assertThat(paid.acquisition().channels().get(0).costPerCustomer()).isEqualTo(160);
        assertThat(codes(paid)).contains("costs_of_excluded");
    }

    @Test
    void theMarginHasToPayBackTheCost() {
        MoneyReport paid = MoneyReport.builder()
                .costs(Costs.of(List.of(Cost.of("mail", new BigDecimal("80")))))
                .margin(0.5)
                .discount(0)
                .review(TinyShop.log(), TinyShop.END);

        ChannelValue mail = paid.acquisition().channels().get(0);
        assertThat(mail.value()).isEqualTo(77.5 / 2);
        assertThat(mail.payback().month()).isEqualTo(1);
        assertThat(mail.payback().sentence()).isEqualTo("paid back in month 1");
        assertThat(paid.acquisition().withoutCost()).isEqualTo(1);
        assertThat(codes(paid)).contains("no_cost");
    }

    @Test
    void costsOfAMonthAreForItsNewCustomersAndAMonthThatIsNotOverIsLeftOut() {
        Costs costs = Costs.of(List.of(
                Cost.of("mail", YearMonth.of(2024, 2), new BigDecimal("10")),
                Cost.of("ads", YearMonth.of(2024, 2), new BigDecimal("20")),
                Cost.of("ads", YearMonth.of(2024, 4), new BigDecimal("40"))));
        MoneyReport paid = MoneyReport.builder().costs(costs).review(TinyShop.log(), TinyShop.END);

        ChannelValue ads = paid.acquisition().channels().get(0);
        ChannelValue mail = paid.acquisition().channels().get(1);
        assertThat(ads.cost()).isEqualTo(20);
        assertThat(ads.customers()).isEqualTo(1);
        assertThat(mail.customers()).isZero();
        assertThat(mail.costPerCustomer()).isNaN();
        assertThat(mail.ratio()).isNaN();
        assertThat(mail.payback().month()).isNull();
        assertThat(paid.acquisition().withoutCost()).isEqualTo(2);
        assertThat(paid.cautions())
                .filteredOn(caution -> caution.key().equals("costs_left_out"))
                .extracting(Caution::sentence)
                .containsExactly("1 of 3 costs, 40.00 together, are of months that were not observed as a whole, from"
                        + " 2024-01-05 to before 2024-04-01, and are left out with the customers of those months.");
        assertThat(paid.sentences()).contains("mail: nobody for 10.00 EUR.");
    }

    @Test
    void aChannelBearsTheCostsOfItsCampaignsAndItsOwn() {
        EventLog log = TinyShop.builder()
                .add("ann", new AttributeChange(Instant.MIN, "source", "spring"))
                .build();
        Costs costs = Costs.of(List.of(
                new Cost("mail", "spring", null, new BigDecimal("45"), "EUR"),
                new Cost("mail", null, null, new BigDecimal("15"), null)));
        Acquisition acquisition = MoneyReport.builder()
                .costs(costs)
                .campaign("source")
                .review(log, TinyShop.END)
                .acquisition();

        assertThat(acquisition.channels()).hasSize(1);
        assertThat(acquisition.channels().get(0).costPerCustomer()).isEqualTo(30);
        assertThat(acquisition.campaigns()).hasSize(1);
        assertThat(acquisition.campaigns().get(0).campaign()).isEqualTo("spring");
        assertThat(acquisition.campaigns().get(0).customers()).isEqualTo(1);
        assertThat(acquisition.campaigns().get(0).ratio()).isEqualTo(2);
    }

    @Test
    void whereNoMonthIsOverThereIsNoPaybackYet() {
        MoneyReport early = MoneyReport.builder()
                .costs(Costs.of(List.of(Cost.of("mail", BigDecimal.ONE))))
                .review(TinyShop.log(), Instant.parse("2024-02-01T00:00:00Z"));

        assertThat(early.acquisition().channels().get(0).payback().sentence())
                .isEqualTo("no month is over yet in which it could be paid back");
    }

    @Test
    void refundsBeforeTheFirstPurchaseAreTold() {
        assertThat(report.cautions())
                .filteredOn(caution -> caution.key().equals("refunds_before_purchase"))
                .extracting(Caution::sentence)
                .containsExactly(
                        "1 of 4 customers have refunds before their first purchase in the log, of 7.00 together: what"
                                + " they had bought lies before it. Cohorts, channels and concentration leave these refunds out;"
                                + " use a log that begins earlier if there is one.");
        assertThat(report.refunds()).isEqualTo(37);
    }

    @Test
    void customersWithANegativeValueCountAsWorthNothing() {
        EventLog log = TinyShop.builder()
                .add("dot", TinyShop.purchase("2024-01-05T00:00:00Z", "3", "tea"))
                .build();
        Concentration concentration =
                MoneyReport.builder().review(log, TinyShop.END).concentration();

        assertThat(concentration.customers()).isEqualTo(4);
        assertThat(concentration.negative()).isEqualTo(1);
        assertThat(concentration.negativeValue()).isEqualTo(-4);
        assertThat(concentration.value()).isEqualTo(195);
        assertThat(concentration.lorenz().get(25)).isZero();
    }

    @Test
    void whoIsExcludedIsNowhereAndCounted() {
        MoneyReport without = MoneyReport.builder()
                .exclusions(Exclusions.objecting(Set.of("ann", "zoe")))
                .review(TinyShop.log(), TinyShop.END);

        assertThat(without.customers()).isEqualTo(2);
        assertThat(without.purchases()).isEqualTo(105);
        assertThat(without.excluded()).containsExactly(Map.entry(Exclusions.OBJECTION, 1));
        assertThat(codes(without)).contains("unknown_exclusions");
    }

    @Test
    void daysAreThoseOfTheLogsZone() {
        EventLog log = EventLog.builder()
                .zone(ZoneId.of("America/New_York"))
                .observedUntil(Instant.parse("2024-03-01T05:00:00Z"))
                .add("ann", TinyShop.purchase("2024-02-01T03:00:00Z", "1", "tea"))
                .build();
        MoneyReport local = MoneyReport.builder().review(log, Instant.parse("2024-03-01T05:00:00Z"));

        assertThat(local.cohorts().cohorts()).extracting(Cohort::month).containsExactly("2024-01");
        assertThat(local.currency()).isEqualTo("XXX");
    }

    @Test
    void aLogThatEndsEarlierIsReviewedAsOfItsEnd() {
        MoneyReport later = MoneyReport.builder().review(TinyShop.log(), Instant.parse("2025-01-01T00:00:00Z"));

        assertThat(later.until()).isEqualTo(TinyShop.END);
        assertThat(later.cohorts()).isEqualTo(report.cohorts());
        assertThat(codes(later)).contains("asked_after_log");
    }

    @Test
    void allPartsComeBackFromJsonTheSame() {
        MoneyReport paid = MoneyReport.builder()
                .costs(Costs.of(List.of(Cost.of("mail", new BigDecimal("160")))))
                .discount(0.1)
                .review(TinyShop.log(), TinyShop.END);

        assertThat(MoneyReport.fromJson(paid.toJson())).isEqualTo(paid);
        assertThat(MoneyReport.fromJson(report.toJson())).isEqualTo(report);
        assertThat(Cohorts.fromJson(paid.cohorts().toJson())).isEqualTo(paid.cohorts());
        assertThat(RetentionTriangle.fromJson(paid.retention().toJson())).isEqualTo(paid.retention());
        assertThat(Acquisition.fromJson(paid.acquisition().toJson())).isEqualTo(paid.acquisition());
        assertThat(Concentration.fromJson(paid.concentration().toJson())).isEqualTo(paid.concentration());
        assertThat(Demand.fromJson(paid.demand().toJson())).isEqualTo(paid.demand());
    }

    @Test
    void allPartsAreWrittenAsRows() throws IOException {
        MoneyReport paid = MoneyReport.builder()
                .costs(Costs.of(List.of(Cost.of("mail", new BigDecimal("160")))))
                .review(TinyShop.log(), TinyShop.END);
        StringBuilder cohorts = new StringBuilder();
        StringBuilder retention = new StringBuilder();
        StringBuilder acquisition = new StringBuilder();
        StringBuilder concentration = new StringBuilder();
        StringBuilder demand = new StringBuilder();
        paid.cohorts().writeCsv(cohorts);
        paid.retention().writeCsv(retention);
        paid.acquisition().writeCsv(acquisition);
        paid.concentration().writeCsv(concentration);
        paid.demand().writeCsv(demand);

        assertThat(cohorts.toString()).startsWith("""
                cohort,complete,customers,month,of_customers,value,low,high,predicted
                2024-01,true,2,1,2,90,,,false
                2024-01,true,2,2,2,77.5,,,false
                2024-02,true,1,1,1,40,,,false
                all,true,3,1,3,73.33333333333333,,,false
                """);
        assertThat(retention.toString()).isEqualTo("""
                cohort,customers,month,active,share
                2024-01,2,1,2,1
                2024-01,2,2,1,0.5
                2024-02,1,1,1,1
                """);
        assertThat(acquisition.toString().lines().skip(1))
                .containsExactly("mail,,2,160,80,71.5,77.5,,77.5,,,0.96875,,,1,false,,");
        assertThat(concentration.toString().lines()).hasSize(1 + 1 + 4 + 101);
        assertThat(demand.toString())
                .startsWith("month,partial,segment,category,customers,value,units\n2024-01,true,,");
    }

    @Test
    void aNameThatASpreadsheetWouldRunIsMadeHarmless() throws IOException {
        StringBuilder csv = new StringBuilder();
        EventLog log = TinyShop.builder()
                .add("eve", TinyShop.purchase("2024-01-05T00:00:00Z", "3", "=cmd()"))
                .build();
        MoneyReport.builder().review(log, TinyShop.END).demand().writeCsv(csv);

        assertThat(csv.toString()).contains(",'=cmd(),").doesNotContain(",=cmd");
    }

    @Test
    void settingsThatContradictEachOtherAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MoneyReport.builder().channel("country").review(TinyShop.log(), TinyShop.END))
                .withMessage("a channel needs costs to be set beside; give them by costs(...), or leave it out");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MoneyReport.builder().margin(0.2).review(TinyShop.log(), TinyShop.END))
                .withMessageStartingWith("a margin needs costs");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MoneyReport.builder().margin(30))
                .withMessageContaining("such as 0.3 for 30 %, was 30");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MoneyReport.builder().discount(10))
                .withMessageContaining("such as 0.1 for 10 % a year, was 10");
    }

    @Test
    void aTimeBeforeAnyPurchaseIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MoneyReport.builder().review(TinyShop.log(), Instant.parse("2023-01-01T00:00:00Z")))
                .withMessage("nobody bought before 2023-01-01T00:00:00Z; the log's first event is of"
                        + " 2024-01-05T00:00:00Z, ask about a later time");
    }

    @Test
    void wordsGiveTheNumbersWithTheirCurrency() {
        assertThat(report.sentences())
                .containsExactly(
                        "3 customers bought before 2024-04-01T00:00:00Z: 225.00 EUR, less refunds of 37.00 EUR.",
                        "A customer is worth 73.33 EUR by the end of month 1.",
                        "50.0 % of 2 customers bought again in the second month.",
                        "Of the net value so far, the top 1 % for 1.4 %, the top 5 % for 6.9 %, the top 10 % for 13.8 %,"
                                + " the top 20 % for 27.7 %; Gini 0.171.",
                        "Of 2 categories, 'tea' makes 69.1 %, 'cups' makes 29.3 % of the net value.");
    }
}
