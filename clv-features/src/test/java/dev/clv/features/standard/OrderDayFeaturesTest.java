package dev.clv.features.standard;

import static dev.clv.features.standard.FeatureValues.features;
import static dev.clv.features.standard.FeatureValues.history;
import static dev.clv.features.standard.FeatureValues.purchase;
import static dev.clv.features.standard.FeatureValues.refund;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Values worked out by hand from four purchases on three days; 2020 is a leap year. */
class OrderDayFeaturesTest {

    private static final Offset<Double> ROUNDING = within(1e-12);

    /** Days of the year 61 (two purchases), 181 and 360; the as-of day of the cutoff is day 366. */
    private static final CustomerHistory ADA = history(
            purchase("2020-03-01T10:00", "10.00"),
            purchase("2020-03-01T18:00", "5.50"),
            purchase("2020-06-29T00:00", "20.00"),
            purchase("2020-12-25T12:00", "0.00"));

    private static final CustomerHistory NOBODY = history(refund("2020-03-01T10:00", "10.00"));

    private static final String CUTOFF = "2021-01-01";

    @Test
    void recencyAndTenureCountFromTheAsOfDay() {
        assertThat(features(StandardExtractors.recency(), ADA, CUTOFF)).containsEntry("recency_days", 366.0 - 360);
        assertThat(features(StandardExtractors.tenure(), ADA, CUTOFF)).containsEntry("tenure_days", 366.0 - 61);
    }

    @Test
    void somethingBoughtOnTheAsOfDayIsZeroDaysAgo() {
        CustomerHistory today = history(purchase("2020-12-31T23:59", "1"));
        assertThat(features(StandardExtractors.recency(), today, CUTOFF)).containsEntry("recency_days", 0.0);
        assertThat(features(StandardExtractors.recency(), today, "2021-01-01T00:01"))
                .containsEntry("recency_days", 1.0);
    }

    @Test
    void frequencyCountsOrderDaysAndLines() {
        assertThat(features(StandardExtractors.frequency(), ADA, CUTOFF))
                .containsEntry("order_days", 3.0)
                .containsEntry("purchase_lines", 4.0)
                .containsEntry("order_rate_30d", 30.0 * 3 / 306);
    }

    @Test
    void moneyIsPerOrderDay() {
        Map<String, Double> values = features(StandardExtractors.monetary(), ADA, CUTOFF);
        assertThat(values)
                .containsEntry("spend_total", 35.5)
                .containsEntry("spend_mean", 35.5 / 3)
                .containsEntry("spend_max", 20.0)
                .containsEntry("spend_last", 0.0);
        // Deviations from 11.8333: 3.6667, 8.1667, -11.8333; squares add up to 220.1667.
        assertThat(values.get("spend_sd")).isCloseTo(Math.sqrt((1321.0 / 6) / 2), ROUNDING);
    }

    /** The mean of three times 19.99 is not 19.99. */
    @Test
    void equalAmountsHaveNoSpread() {
        for (String amount : new String[] {"19.99", "0.10", "7"}) {
            CustomerHistory subscriber = history(
                    purchase("2020-03-01", amount), purchase("2020-04-01", amount), purchase("2020-05-01", amount));
            assertThat(features(StandardExtractors.monetary(), subscriber, CUTOFF))
                    .containsEntry("spend_sd", 0.0);
        }
    }

    @Test
    void sumsOfMoneyAreExact() {
        CustomerHistory dimes =
                history(purchase("2020-03-01", "0.10"), purchase("2020-03-02", "0.10"), purchase("2020-03-03", "0.10"));
        assertThat(features(StandardExtractors.monetary(), dimes, CUTOFF)).containsEntry("spend_total", 0.3);
        assertThat(features(StandardExtractors.windows(), dimes, CUTOFF)).containsEntry("spend_365d", 0.3);
    }

    @Test
    void cadenceComesFromTheGapsBetweenOrderDays() {
        // Gaps of 120 and 179 days; both deviate by 29.5 from their mean.
        double mean = 149.5;
        double sd = Math.sqrt(2 * 29.5 * 29.5);
        Map<String, Double> values = features(StandardExtractors.cadence(), ADA, CUTOFF);
        assertThat(values.get("gap_mean_days")).isEqualTo(mean);
        assertThat(values.get("gap_sd_days")).isCloseTo(sd, ROUNDING);
        assertThat(values.get("gap_cv")).isCloseTo(sd / mean, ROUNDING);
        assertThat(values.get("overdue_ratio")).isEqualTo(6 / mean);
    }

    @Test
    void cadenceNeedsTwoOrderDaysAndItsSpreadThree() {
        CustomerHistory once = history(purchase("2020-03-01", "1"));
        CustomerHistory twice = history(purchase("2020-03-01", "1"), purchase("2020-03-11", "1"));
        assertThat(features(StandardExtractors.cadence(), once, CUTOFF))
                .allSatisfy((name, value) -> assertThat(value).isNaN());
        assertThat(features(StandardExtractors.cadence(), twice, "2020-03-31"))
                .containsEntry("gap_mean_days", 10.0)
                .containsEntry("gap_sd_days", Double.NaN)
                .containsEntry("gap_cv", Double.NaN)
                .containsEntry("overdue_ratio", 1.9);
    }

    @Test
    void windowsLookBackFromTheAsOfDay() {
        assertThat(features(StandardExtractors.windows(), ADA, CUTOFF))
                .containsEntry("orders_7d", 1.0)
                .containsEntry("spend_7d", 0.0)
                .containsEntry("orders_30d", 1.0)
                .containsEntry("orders_90d", 1.0)
                .containsEntry("orders_180d", 1.0)
                .containsEntry("spend_180d", 0.0)
                .containsEntry("orders_365d", 3.0)
                .containsEntry("spend_365d", 35.5);
    }

    @Test
    void aWindowHoldsExactlyItsDays() {
        CustomerHistory edge = history(purchase("2020-12-24T23:59", "3"), purchase("2020-12-25T00:00", "4"));
        assertThat(features(StandardExtractors.windows(7, 8), edge, CUTOFF))
                .containsEntry("orders_7d", 1.0)
                .containsEntry("spend_7d", 4.0)
                .containsEntry("orders_8d", 2.0)
                .containsEntry("spend_8d", 7.0);
    }

    @Test
    void windowsMustBeDifferentAndPositive() {
        assertThatThrownBy(() -> StandardExtractors.windows(7, 7)).hasMessageContaining("different positive");
        assertThatThrownBy(() -> StandardExtractors.windows(0)).hasMessageContaining("[0]");
    }

    @Test
    void trendComparesRecentWithEarlier() {
        // The halves of 306 days: days 61 to 213 with two order-days and 35.50, days 214 to 366 with one and nothing.
        assertThat(features(StandardExtractors.trend(), ADA, CUTOFF))
                .containsEntry("orders_trend_90d", 1.0)
                .containsEntry("spend_trend_90d", Double.NaN)
                .containsEntry("orders_trend_halves", -1.0 / 3)
                .containsEntry("spend_trend_halves", -1.0);
    }

    @Test
    void trendOfASpendThatTripledIsOneHalf() {
        CustomerHistory rising = history(purchase("2020-08-01", "10"), purchase("2020-12-01", "30"));
        assertThat(features(StandardExtractors.trend(), rising, CUTOFF))
                .containsEntry("orders_trend_90d", 0.0)
                .containsEntry("spend_trend_90d", 0.5);
    }

    @Test
    void aSingleDayHasNoHalves() {
        CustomerHistory today = history(purchase("2020-12-31", "1"));
        assertThat(features(StandardExtractors.trend(), today, CUTOFF))
                .containsEntry("orders_trend_halves", Double.NaN)
                .containsEntry("spend_trend_halves", Double.NaN);
    }

    @Test
    void theSeasonIsAnAngleThatBeginsOnNewYearsDay() {
        assertThat(features(StandardExtractors.seasonality(), ADA, CUTOFF))
                .containsEntry("season_sin", 0.0)
                .containsEntry("season_cos", 1.0)
                .containsEntry("season_spend_share", Double.NaN);
        // 1 July 2020 is day 183 of 366: 182 of 366 days after New Year's Day.
        Map<String, Double> july = features(StandardExtractors.seasonality(), ADA, "2020-07-01");
        assertThat(july.get("season_sin")).isCloseTo(Math.sin(2 * Math.PI * 182 / 366), ROUNDING);
        assertThat(july.get("season_cos")).isCloseTo(Math.cos(2 * Math.PI * 182 / 366), ROUNDING);
    }

    @Test
    void theSeasonsShareLooksOneYearBack() {
        // The 90 days ahead of 1 March 2021, one year earlier: 1 March to 29 May 2020.
        assertThat(features(StandardExtractors.seasonality(), ADA, "2021-03-01"))
                .containsEntry("season_spend_share", 15.5 / 35.5);
        assertThat(features(StandardExtractors.seasonality(120), ADA, "2021-03-01"))
                .containsEntry("season_spend_share", 15.5 / 35.5);
        assertThat(features(StandardExtractors.seasonality(121), ADA, "2021-03-01"))
                .containsEntry("season_spend_share", 1.0);
        assertThatThrownBy(() -> StandardExtractors.seasonality(366)).hasMessageContaining("was 366");
    }

    @Test
    void withoutPurchasesCountsAreZeroAndTheRestIsUndefined() {
        assertThat(features(StandardExtractors.recency(), NOBODY, CUTOFF)).containsEntry("recency_days", Double.NaN);
        assertThat(features(StandardExtractors.tenure(), NOBODY, CUTOFF)).containsEntry("tenure_days", Double.NaN);
        assertThat(features(StandardExtractors.frequency(), NOBODY, CUTOFF).values())
                .containsExactly(0.0, 0.0, Double.NaN);
        assertThat(features(StandardExtractors.monetary(), NOBODY, CUTOFF).values())
                .containsExactly(0.0, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        assertThat(features(StandardExtractors.windows(), NOBODY, CUTOFF).values())
                .containsOnly(0.0);
        assertThat(features(StandardExtractors.trend(), NOBODY, CUTOFF).values())
                .containsOnly(Double.NaN);
    }

    @Test
    void theZoneDecidesWhichDayAPurchaseBelongsTo() {
        // British summer time: 23:30 UTC on 1 June is 00:30 on 2 June in London.
        var events = new CustomerEvent[] {
            purchase("2020-06-01T12:00", "1"), purchase("2020-06-01T23:30", "2"), purchase("2020-06-02T12:00", "4")
        };
        CustomerHistory utc = history("UTC", events);
        CustomerHistory london = history("Europe/London", events);
        assertThat(features(StandardExtractors.monetary(), utc, CUTOFF))
                .containsEntry("spend_max", 4.0)
                .containsEntry("spend_last", 4.0);
        assertThat(features(StandardExtractors.monetary(), london, CUTOFF))
                .containsEntry("spend_max", 6.0)
                .containsEntry("spend_last", 6.0);
        CustomerHistory late = history("Europe/London", purchase("2020-06-01T23:30", "2"));
        assertThat(features(StandardExtractors.recency(), late, "2020-06-02T23:00"))
                .containsEntry("recency_days", 0.0);
    }
}
