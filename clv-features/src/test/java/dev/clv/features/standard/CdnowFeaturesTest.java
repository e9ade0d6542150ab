package dev.clv.features.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.clv.features.FeatureMatrix;
import dev.clv.features.FeaturePlan;
import dev.clv.features.SharedData;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The published summary of the CDNOW sample (Fader and Hardie; x, t_x and T in weeks, calibration to 1997-09-30), from
 * the standard features.
 */
class CdnowFeaturesTest {

    private static final Instant CUTOFF = Instant.parse("1997-10-01T00:00:00Z");

    private static FeatureMatrix features() {
        EventLog.Builder log = EventLog.builder().currency("USD");
        for (String line : SharedData.lines(SharedData.file("cdnow/CDNOW_sample.txt.gz"))) {
            String[] cells = line.strip().split("\\s+");
            Instant day = LocalDate.parse(cells[2], DateTimeFormatter.BASIC_ISO_DATE)
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant();
            log.add(
                    cells[1],
                    new Purchase(day, new BigDecimal(cells[4]), Double.parseDouble(cells[3]), null, null, null));
        }
        EventLog events = log.build();
        return FeaturePlan.of(StandardExtractors.all()).fit(List.of()).extract(events, events.customers(), CUTOFF);
    }

    @Test
    void recencyFrequencyAndTenureAreThePublishedOnes() {
        List<String> published =
                SharedData.lines(SharedData.file("cdnow/cdnow_customers_summary_with_transactions.csv.gz"));
        FeatureMatrix matrix = features();
        assertThat(matrix.rows()).isEqualTo(2357).isEqualTo(published.size() - 1);
        double[] orderDays = matrix.column("order_days");
        double[] recency = matrix.column("recency_days");
        double[] tenure = matrix.column("tenure_days");
        double[] total = matrix.column("spend_total");
        double repeats = 0;
        for (int i = 0; i < matrix.rows(); i++) {
            // id, x, t_x, T, mean value of repeat order-days; two decimals
            String[] cells = published.get(i + 1).split(",");
            assertThat(orderDays[i] - 1).as("x of row %d", i).isEqualTo(Double.parseDouble(cells[1]));
            assertThat((tenure[i] - recency[i]) / 7)
                    .as("t_x of row %d", i)
                    .isCloseTo(Double.parseDouble(cells[2]), within(0.00501));
            assertThat(tenure[i] / 7).as("T of row %d", i).isCloseTo(Double.parseDouble(cells[3]), within(0.00501));
            assertThat(total[i]).isNotNegative();
            repeats += orderDays[i] - 1;
        }
        assertThat(repeats)
                .as("repeat transactions, from the data set's description")
                .isEqualTo(2457);
    }
}
