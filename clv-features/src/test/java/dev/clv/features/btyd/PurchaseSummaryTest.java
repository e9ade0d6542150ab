package dev.clv.features.btyd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.Refund;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class PurchaseSummaryTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static Purchase purchase(String time, String amount) {
        return Purchase.of(Instant.parse(time), new BigDecimal(amount));
    }

    private static PurchaseSummary summary(String cutoff, Purchase... purchases) {
        return PurchaseSummary.of(CustomerHistory.of("ann", BERLIN, Instant.parse(cutoff), List.of(purchases)))
                .orElseThrow();
    }

    @Test
    void countsCalendarDaysOfTheCustomersZone() {
        // In Berlin the first two are one day, the next two as well; the last is after the cutoff.
        PurchaseSummary customer = summary(
                "2021-03-31T22:00:00Z",
                purchase("2021-02-28T23:30:00Z", "10.10"),
                purchase("2021-03-01T22:30:00Z", "20.20"),
                purchase("2021-03-14T23:30:00Z", "7.00"),
                purchase("2021-03-15T12:00:00Z", "2.00"),
                purchase("2021-03-22T12:00:00Z", "0"),
                purchase("2021-03-31T22:00:00Z", "1000"));

        assertThat(customer)
                .isEqualTo(new PurchaseSummary(2, 21 / 7.0, 30 / 7.0, new Spend(1, 9), new Spend(2, 39.30 / 2)));
    }

    @Test
    void aFirstDayWithoutValueIsNoValueOfRepeats() {
        assertThat(summary(
                                "2021-02-01T00:00:00Z",
                                purchase("2021-01-01T12:00:00Z", "0"),
                                purchase("2021-01-08T12:00:00Z", "5"))
                        .repeatSpend())
                .isEqualTo(new Spend(1, 5));
        assertThat(summary("2021-02-01T00:00:00Z", purchase("2021-01-01T12:00:00Z", "0"))
                        .spend())
                .isEqualTo(Spend.NONE);
    }

    @Test
    void aCustomerWithoutPurchasesHasNone() {
        CustomerHistory refunds = CustomerHistory.of(
                "ann",
                BERLIN,
                Instant.parse("2021-02-01T00:00:00Z"),
                List.of(Refund.of(Instant.parse("2021-01-01T00:00:00Z"), BigDecimal.TEN)));
        assertThat(PurchaseSummary.of(refunds)).isEmpty();
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> PurchaseSummary.of(-1, 0, 1)).hasMessageContaining("was -1");
        assertThatThrownBy(() -> PurchaseSummary.of(1, 3, 2)).hasMessageContaining("were 3.0 and 2.0");
        assertThatThrownBy(() -> PurchaseSummary.of(1, 3, Double.NaN)).hasMessageContaining("were 3.0 and NaN");
        assertThatThrownBy(() -> PurchaseSummary.of(0, 1, 2)).hasMessageContaining("was 1.0");
        assertThatThrownBy(() -> new Spend(0, 1)).hasMessageContaining("must be NaN, was 1.0");
        assertThatThrownBy(() -> new Spend(2, 0)).hasMessageContaining("a positive number, was 0.0");
        assertThatThrownBy(() -> new Spend(-1, 1)).hasMessageContaining("was -1");
    }
}
