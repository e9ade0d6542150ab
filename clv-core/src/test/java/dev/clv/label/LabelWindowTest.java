package dev.clv.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.Refund;
import dev.clv.features.event.View;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelWindowTest {

    private static final Instant CUTOFF = Instant.parse("2024-03-01T00:00:00Z");
    private static final Horizon MONTH = Horizon.ofDays(30);
    private static final Instant END = Instant.parse("2024-03-31T00:00:00Z");

    @Test
    void theWindowHoldsTheCutoffInstantAndNotItsEnd() {
        EventLog log = log(
                purchase("2024-02-29T23:59:59.999999Z", "1"),
                purchase("2024-03-01T00:00:00Z", "2"),
                purchase("2024-03-30T23:59:59.999999Z", "4"),
                purchase("2024-03-31T00:00:00Z", "8"));

        Label label = LabelWindow.observed(log, CUTOFF, MONTH).label(log.history("c"));

        assertThat(label).isEqualTo(new Label(6, false, 2));
    }

    @Test
    void refundsReduceTheLabelEvenOfEarlierSales() {
        EventLog log = log(
                purchase("2024-02-01T00:00:00Z", "50"),
                purchase("2024-03-02T00:00:00Z", "30"),
                refund("2024-03-03T00:00:00Z", "12.50"),
                view("2024-05-01T00:00:00Z"));

        assertThat(LabelWindow.observed(log, CUTOFF, MONTH)
                        .label(log.history("c"))
                        .value())
                .isEqualTo(17.5);
    }

    @Test
    void netRefundsAreFlooredAtZeroAndSaySoAndARefundInFullIsNone() {
        for (String refund : List.of("30", "50")) {
            EventLog log = log(
                    purchase("2024-03-02T00:00:00Z", "30"),
                    refund("2024-03-03T00:00:00Z", refund),
                    view("2024-05-01T00:00:00Z"));

            assertThat(LabelWindow.observed(log, CUTOFF, MONTH).label(log.history("c")))
                    .isEqualTo(new Label(0, refund.equals("50"), 1));
        }
    }

    @Test
    void centsAddUpExactly() {
        CustomerEvent[] events = new CustomerEvent[11];
        for (int i = 0; i < 10; i++) {
            events[i] = purchase("2024-03-02T00:00:0" + i + "Z", "0.1");
        }
        events[10] = view("2024-05-01T00:00:00Z");

        EventLog log = log(events);
        assertThat(LabelWindow.observed(log, CUTOFF, MONTH).label(log.history("c")))
                .isEqualTo(new Label(1.0, false, 1));
    }

    @Test
    void anUnobservedHorizonIsAnErrorThatSaysWhatIsPossible() {
        EventLog log = log(purchase("2024-03-30T10:00:00Z", "1"));

        assertThat(LabelWindow.observed(log, CUTOFF, MONTH).end()).isEqualTo(END);
        assertThatThrownBy(() -> LabelWindow.observed(log, CUTOFF.plusSeconds(1), MONTH))
                .isInstanceOf(UnobservedHorizonException.class)
                .hasMessageContaining("its last event is of 2024-03-30T10:00:00Z")
                .hasMessageContaining("observed only until 2024-03-31T00:00:00Z")
                .hasMessageEndingWith(
                        "the latest possible cutoff is 2024-03-01T00:00:00Z, the longest possible horizon after"
                                + " this one 29 days");
    }

    @Test
    void wholeDaysAreCalendarDaysInTheZone() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        Instant midnightInWinter = Instant.parse("2024-03-30T23:00:00Z");

        assertThat(Horizon.ofDays(1).after(midnightInWinter, berlin)).isEqualTo("2024-03-31T22:00:00Z");
        assertThat(new Horizon(Duration.ofHours(25)).after(midnightInWinter, berlin))
                .isEqualTo("2024-04-01T00:00:00Z");
        assertThat(Horizon.ofDays(1).before(Horizon.ofDays(1).after(midnightInWinter, berlin), berlin))
                .isEqualTo(midnightInWinter);
    }

    @Test
    void aHorizonThatIsNotPositiveIsRefused() {
        assertThatThrownBy(() -> new Horizon(Duration.ZERO)).hasMessage("horizon must be positive, was PT0S");
        assertThatThrownBy(() -> Horizon.ofDays(-1)).hasMessageContaining("must be positive");
    }

    @Test
    void aHorizonReachesAtMostAHundredYears() {
        assertThat(Horizon.ofDays(36_525).days()).isEqualTo(36_525);
        assertThatThrownBy(() -> new Horizon(Duration.ofDays(36_525).plusNanos(1)))
                .hasMessageContaining("horizon must be at most 36525 days, was PT876600H0.000000001S");
    }

    @Test
    void aHorizonIsReadInDaysOrAsExactTime() {
        assertThat(MONTH).hasToString("30 days");
        assertThat(new Horizon(Duration.ofHours(36))).hasToString("PT36H");
        assertThat(new Horizon(Duration.ofHours(36)).days()).isEqualTo(1.5);
    }

    /** Label + label of the rest of time = everything: windows that touch lose nothing and count nothing twice. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void touchingWindowsShareOutAllSpend(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<CustomerEvent> events = new ArrayList<>();
        long cents = 0;
        for (int i = 0; i < 200; i++) {
            int amount = random.nextInt(10_000);
            cents += amount;
            Instant time = CUTOFF.plusSeconds(random.nextInt(60 * 24 * 3600));
            events.add(Purchase.of(time, BigDecimal.valueOf(amount, 2)));
        }
        events.add(view("2024-12-31T00:00:00Z"));
        EventLog log = log(events.toArray(CustomerEvent[]::new));

        double first =
                LabelWindow.observed(log, CUTOFF, MONTH).label(log.history("c")).value();
        double second =
                LabelWindow.observed(log, END, MONTH).label(log.history("c")).value();

        assertThat(Math.round(100 * (first + second))).isEqualTo(cents);
    }

    @Test
    void thePopulationIsWhoeverBoughtBeforeTheCutoff() {
        EventLog log = EventLog.builder()
                .add("zero", Purchase.of(CUTOFF.minusSeconds(1), BigDecimal.ZERO))
                .add("atCutoff", Purchase.of(CUTOFF, BigDecimal.ONE))
                .add("onlyRefund", Refund.of(CUTOFF.minusSeconds(9), BigDecimal.ONE))
                .add("viewer", new View(CUTOFF.minusSeconds(9), null, null))
                .add("buyer", Purchase.of(CUTOFF.minusSeconds(9), BigDecimal.ONE))
                .build();

        assertThat(Population.buyersBefore(log, CUTOFF)).containsExactly("buyer", "zero");
    }

    private static EventLog log(CustomerEvent... events) {
        EventLog.Builder builder = EventLog.builder();
        for (CustomerEvent event : events) {
            builder.add("c", event);
        }
        return builder.build();
    }

    private static CustomerEvent purchase(String time, String amount) {
        return Purchase.of(Instant.parse(time), new BigDecimal(amount));
    }

    private static CustomerEvent refund(String time, String amount) {
        return Refund.of(Instant.parse(time), new BigDecimal(amount));
    }

    private static CustomerEvent view(String time) {
        return new View(Instant.parse(time), null, null);
    }
}
