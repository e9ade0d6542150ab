package dev.clv.features.btyd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PurchasePlotsTest {

    private static final ParetoNbd MODEL = new ParetoNbd(.55, 10.6, .61, 11.7);

    private static CustomerHistory history(String customer, String... days) {
        return CustomerHistory.of(
                customer,
                ZoneOffset.UTC,
                Instant.parse("2021-02-01T00:00:00Z"),
                Arrays.stream(days)
                        .map(day -> Purchase.of(Instant.parse(day + "T10:00:00Z"), BigDecimal.ONE))
                        .toList());
    }

    @Test
    void trackingCountsRepeatOrderDaysByWeek() {
        List<PurchasePlots.Tracking> points = PurchasePlots.tracking(
                MODEL,
                List.of(
                        history("ann", "2021-01-01", "2021-01-08", "2021-01-08", "2021-01-09"),
                        history("bob", "2021-01-04"),
                        history("eve")));

        assertThat(points.stream().map(PurchasePlots.Tracking::week)).containsExactly(1, 2, 3, 4);
        assertThat(points.stream().map(PurchasePlots.Tracking::actual)).containsExactly(1L, 2L, 2L, 2L);
        assertThat(points.get(3).expected())
                .isCloseTo(MODEL.expectedPurchases(4) + MODEL.expectedPurchases(25 / 7.0), within(1e-12));
        assertThat(PurchasePlots.tracking(MODEL, List.of(history("eve")))).isEmpty();
    }

    @Test
    void cdnowIsTrackedAsInThePaper() {
        EventLog log = Cdnow.log();
        List<CustomerHistory> all = log.customers().stream().map(log::history).toList();
        BgNbd model = BgNbd.fit(Cdnow.summaries()).model();

        List<PurchasePlots.Tracking> points = PurchasePlots.tracking(model, all);

        assertThat(points).hasSize(77);
        PurchasePlots.Tracking calibration = points.get(38);
        PurchasePlots.Tracking end = points.get(76);
        assertThat(calibration.week()).isEqualTo(39);
        assertThat(end.actual()).isBetween(4_250L, 2_457L + 1_882L);
        assertThat(calibration.expected() / calibration.actual()).isBetween(.95, 1.05);
        assertThat(end.expected() / end.actual()).isBetween(.95, 1.05);
    }

    @Test
    void cdnowByFrequencyIsAsInThePaper() {
        EventLog log = Cdnow.log();
        int[] later = log.customers().stream()
                .mapToInt(customer ->
                        PurchaseSummary.of(log.history(customer).before(Instant.parse("1998-07-01T00:00:00Z")))
                                        .orElseThrow()
                                        .x()
                                - PurchaseSummary.of(log.history(customer).before(Cdnow.CUTOFF))
                                        .orElseThrow()
                                        .x())
                .toArray();
        BgNbd model = BgNbd.fit(Cdnow.summaries()).model();

        List<PurchasePlots.ByFrequency> points = PurchasePlots.byFrequency(model, Cdnow.summaries(), later, 39, 7);

        assertThat(points).hasSize(8);
        assertThat(points.stream()
                        .mapToLong(PurchasePlots.ByFrequency::customers)
                        .sum())
                .isEqualTo(2357);
        assertThat(points.stream()
                        .mapToDouble(point -> point.customers() * point.actual())
                        .sum())
                .isCloseTo(1882, within(1e-9));
        assertThat(points.get(0).customers()).isEqualTo(1411);
        for (PurchasePlots.ByFrequency point : points) {
            assertThat(point.expected()).isCloseTo(point.actual(), within(.1 + .25 * point.actual()));
        }
    }

    @Test
    void theMatrixHoldsTheModelsProbabilities() {
        double[][] matrix = PurchasePlots.aliveMatrix(MODEL, 3, 10.5);

        assertThat(matrix).hasDimensions(4, 11);
        assertThat(matrix[0][0]).isEqualTo(MODEL.probabilityAlive(PurchaseSummary.of(0, 0, 10.5)));
        assertThat(matrix[2][7]).isEqualTo(MODEL.probabilityAlive(PurchaseSummary.of(2, 7, 10.5)));
        assertThat(matrix[0][5]).isNaN();
        assertThat(matrix[2][0]).isNaN();
    }
}
