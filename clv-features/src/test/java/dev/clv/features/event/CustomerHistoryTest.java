package dev.clv.features.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class CustomerHistoryTest {

    private static final Instant DAY = Instant.parse("2024-01-05T00:00:00Z");
    private static final View VIEW = new View(DAY, "p1", null);
    private static final Purchase PURCHASE = Purchase.of(DAY.plusSeconds(10), BigDecimal.ONE);
    private static final Purchase LATER = Purchase.of(DAY.plusSeconds(20), BigDecimal.TEN);

    private final CustomerHistory history =
            CustomerHistory.of("c1", ZoneOffset.UTC, DAY.plusSeconds(20), List.of(LATER, PURCHASE, VIEW));

    @Test
    void theFutureIsLeftOut() {
        assertThat(history.events()).containsExactly(VIEW, PURCHASE);
        assertThat(history.before(DAY.plusSeconds(10)).events()).containsExactly(VIEW);
        assertThat(history.before(DAY).isEmpty()).isTrue();
        assertThat(history.before(Instant.MAX).events()).containsExactly(VIEW, PURCHASE);
    }

    @Test
    void eventsOfOneKindAndOfOnePeriodCanBePicked() {
        assertThat(history.events(Purchase.class)).containsExactly(PURCHASE);
        assertThat(history.events(CustomerEvent.class)).isEqualTo(history.events());
        assertThat(history.events(Refund.class)).isEmpty();
        assertThat(history.eventsFrom(DAY)).containsExactly(VIEW, PURCHASE);
        assertThat(history.eventsFrom(DAY.plusSeconds(1))).containsExactly(PURCHASE);
        assertThat(history.eventsFrom(Instant.MAX)).isEmpty();
    }

    @Test
    void eventsCannotBeChanged() {
        assertThatThrownBy(() -> history.events().remove(0)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> history.events(Purchase.class).clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aHistoryKeepsTheCutoffItWasAskedFor() {
        assertThat(history.before(DAY).cutoff()).isEqualTo(DAY);
        assertThat(history.zone()).isEqualTo(ZoneOffset.UTC);
        assertThat(history.customer()).isEqualTo("c1");
        assertThat(history).hasToString("CustomerHistory[2 events before 2024-01-05T00:00:20Z]");
        assertThatThrownBy(() -> CustomerHistory.of(" ", ZoneOffset.UTC, DAY, List.of()))
                .hasMessage("customer id must not be blank");
    }
}
