package dev.clv.features.relative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.features.FeaturePipeline;
import dev.clv.features.FeaturePlan;
import dev.clv.features.PipelineLearner;
import dev.clv.features.check.ExtractorChecks;
import dev.clv.features.check.SampleHistories;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.Refund;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RelativeFeaturesTest {

    private static final RelativeFeatures QUARTER = RelativeFeatures.of(Duration.ofDays(90));
    private static final Instant CUTOFF = Instant.parse("2022-01-01T00:00:00Z");

    @Test
    void keepsTheContract() {
        ExtractorChecks.check(QUARTER);
    }

    @Test
    void keepsItsHorizon() {
        ExtractorChecks.checkSettings(QUARTER, RelativeFeatures.of(Duration.ofDays(30)));
    }

    @Test
    void refusesAHorizonThatIsNotAhead() {
        assertThatThrownBy(() -> RelativeFeatures.of(Duration.ZERO))
                .hasMessageContaining("horizon must be positive, was PT0S");
    }

    @Test
    void hasNoFeaturesWhereFewerThanTwentyCustomersSpent() {
        List<CustomerHistory> few = shop(19, 1, 1);

        assertThat(QUARTER.fit(few).features()).isEmpty();
        assertThat(QUARTER.fit(few).cutoffs()).isEmpty();
        assertThatThrownBy(() -> QUARTER.fit(few).unit(CUTOFF)).hasMessageContaining("enough customers who spent");
        assertThat(QUARTER.fit(shop(20, 1, 1)).features()).isEqualTo(RelativeFeatures.all());
    }

    @Test
    void amountsInAnotherCurrencyChangeNothingButTheUnit() {
        List<CustomerHistory> pounds = shop(60, 1, 3);
        List<CustomerHistory> yen = shop(60, 100, 3);
        FeaturePipeline first = pipeline(pounds);
        FeaturePipeline second = pipeline(yen);

        assertThat(unit(second)).isCloseTo(100 * unit(first), within(1e-3 * unit(second)));
        for (int i = 0; i < pounds.size(); i++) {
            // The fits of the two shops end within the same small distance of the best, not at the same bits.
            assertThat(second.row(yen.get(i), CUTOFF)).containsExactly(first.row(pounds.get(i), CUTOFF), within(0.02));
        }
    }

    @Test
    void saysOfEachCustomerWhatTheirOrdersAre() {
        List<CustomerHistory> shop = new ArrayList<>(shop(60, 1, 3));
        CustomerHistory known = history(
                "known",
                List.of(
                        Purchase.of(day(-300), new BigDecimal("20")),
                        Purchase.of(day(-200), new BigDecimal("20")),
                        Purchase.of(day(-100), new BigDecimal("20")),
                        Refund.of(day(-90), new BigDecimal("15"))));
        shop.add(known);
        FeaturePipeline pipeline = pipeline(shop);
        double[] row = pipeline.row(known, CUTOFF);

        // The as-of day is the last whole one before the cutoff, and the order-day itself counts.
        assertThat(of(pipeline, row, "rel_orders")).isCloseTo(Math.log(3), within(1e-12));
        assertThat(of(pipeline, row, "rel_tenure")).isCloseTo(Math.log(300 / 90.0), within(1e-12));
        assertThat(of(pipeline, row, "rel_recency")).isCloseTo(Math.log(100 / 90.0), within(1e-12));
        assertThat(of(pipeline, row, "rel_gap")).isCloseTo(Math.log(100 / 90.0), within(1e-12));
        assertThat(of(pipeline, row, "rel_gap_variation")).isZero();
        assertThat(of(pipeline, row, "rel_spend_variation")).isZero();
        assertThat(of(pipeline, row, "rel_refunds")).isCloseTo(0.25, within(1e-12));
        assertThat(of(pipeline, row, "rel_orders_one")).isZero();
        assertThat(of(pipeline, row, "rel_orders_two")).isCloseTo(Math.log(2), within(1e-12));
        assertThat(of(pipeline, row, "shop_customers")).isCloseTo(Math.log(61), within(1e-12));
        assertThat(of(pipeline, row, "shop_horizon")).isCloseTo(Math.log(90), within(1e-12));
        assertThat(row).doesNotContain(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
    }

    @Test
    void aCustomerWhoHasNotBoughtHasNone() {
        double[] row = pipeline(shop(60, 1, 3)).row(history("new", List.of()), CUTOFF);

        assertThat(row).containsOnly(Double.NaN);
    }

    @Test
    void customersWhoNeverSpentAndShopsOfOneDayGiveFiniteNumbers() {
        List<CustomerHistory> shop = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            shop.add(history("c" + i, List.of(Purchase.of(day(-1), new BigDecimal(i < 25 ? "5" : "0")))));
        }
        FeaturePipeline pipeline = pipeline(shop);

        for (CustomerHistory history : shop) {
            assertThat(pipeline.row(history, CUTOFF))
                    .doesNotContain(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
        }
    }

    @Test
    void theSummaryDependsNeitherOnTheOrderOfCustomersNorOnHowTheyAreMerged() {
        List<CustomerHistory> shop = new SampleHistories(4).histories(80);
        List<CustomerHistory> shuffled = new ArrayList<>(shop);
        Collections.shuffle(shuffled, new Random(1));
        FeaturePlan plan = FeaturePlan.of(List.of(QUARTER));
        PipelineLearner one = plan.learner();
        PipelineLearner other = plan.learner();
        for (int i = 0; i < shop.size(); i++) {
            (i % 3 == 0 ? one : other).add(shuffled.get(i));
        }
        one.merge(other.snapshot());

        assertThat(QUARTER.fit(shuffled).fittedState())
                .isEqualTo(QUARTER.fit(shop).fittedState());
        assertThat(one.learned().fittedStates().get("relative"))
                .isEqualTo(QUARTER.fit(shop).fittedState());
    }

    @Test
    void featuresOfACutoffComeFromTheLatestSummaryBeforeIt() {
        List<CustomerHistory> rows = new ArrayList<>();
        for (CustomerHistory history : shop(60, 1, 5)) {
            rows.add(history);
            rows.add(history.before(day(-120)));
        }
        FittedRelativeFeatures fitted = QUARTER.fit(rows);

        assertThat(fitted.cutoffs()).containsExactly(day(-120), CUTOFF);
        assertThat(fitted.unit(day(-1))).isEqualTo(fitted.unit(day(-120))).isNotEqualTo(fitted.unit(CUTOFF));
        assertThat(fitted.unit(Instant.EPOCH)).isEqualTo(fitted.unit(day(-120)));
        assertThat(QUARTER.restore(fitted.fittedState()).fittedState()).isEqualTo(fitted.fittedState());
    }

    private static double unit(FeaturePipeline pipeline) {
        return ((FittedRelativeFeatures) pipeline.extractors().get(0)).unit(CUTOFF);
    }

    private static double of(FeaturePipeline pipeline, double[] row, String feature) {
        return row[pipeline.schema().indexOf(feature)];
    }

    private static FeaturePipeline pipeline(List<CustomerHistory> shop) {
        return FeaturePlan.of(List.of(QUARTER)).fit(shop);
    }

    private static Instant day(int day) {
        return CUTOFF.plus(Duration.ofDays(day));
    }

    private static CustomerHistory history(String id, List<CustomerEvent> events) {
        return CustomerHistory.of(id, ZoneOffset.UTC, CUTOFF, events);
    }

    private static List<CustomerHistory> shop(int customers, int factor, long seed) {
        Random random = new Random(seed);
        List<CustomerHistory> shop = new ArrayList<>();
        for (int i = 0; i < customers; i++) {
            List<CustomerEvent> events = new ArrayList<>();
            double mean = Math.exp(3 + random.nextGaussian());
            int gap = 5 + random.nextInt(60);
            for (int day = -400 + random.nextInt(300); day < 0; day += 1 + random.nextInt(2 * gap)) {
                long cents = 1 + Math.round(100 * mean * (0.5 + random.nextDouble()));
                events.add(Purchase.of(day(day), BigDecimal.valueOf(cents * factor, 2)));
                if (random.nextInt(8) == 0) {
                    break;
                }
            }
            shop.add(history("c" + i, events));
        }
        return shop;
    }
}
