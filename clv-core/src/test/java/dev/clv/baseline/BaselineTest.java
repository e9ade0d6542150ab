package dev.clv.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.features.btyd.PurchaseSummary;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.Refund;
import dev.clv.label.Horizon;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class BaselineTest {

    private static final Instant CUTOFF = Instant.parse("2024-01-31T00:00:00Z");

    @Test
    void pastSpendIsWhatWasBoughtAndItsRateCountsFromTheFirstPurchase() {
        CustomerHistory history = CustomerHistory.of(
                "c",
                ZoneOffset.UTC,
                CUTOFF,
                List.of(
                        Purchase.of(Instant.parse("2024-01-01T00:00:00Z"), new BigDecimal("40")),
                        Refund.of(Instant.parse("2024-01-02T00:00:00Z"), new BigDecimal("10")),
                        Purchase.of(Instant.parse("2024-02-02T00:00:00Z"), new BigDecimal("1000"))));

        PastSpend past = PastSpend.of(history);

        assertThat(past)
                .isEqualTo(new PastSpend(40, 30, PurchaseSummary.of(history).orElseThrow()));
        assertThat(past.rateTimes(90)).isEqualTo(120);
    }

    @Test
    void withoutAPurchaseThereIsNoRate() {
        PastSpend nothing = PastSpend.of(CustomerHistory.of("c", ZoneOffset.UTC, CUTOFF, List.of()));

        assertThat(nothing.spent()).isZero();
        assertThat(nothing.tenureDays()).isNaN();
        assertThat(nothing.rateTimes(90)).isZero();
    }

    @Test
    void rowsOfATableHaveNoPast() {
        assertThatThrownBy(() -> BaselineRows.withoutPast(2).past()).isInstanceOf(IllegalStateException.class);
        assertThat(BaselineRows.of(List.of(), Horizon.ofDays(1)).past()).isEmpty();
    }
}
