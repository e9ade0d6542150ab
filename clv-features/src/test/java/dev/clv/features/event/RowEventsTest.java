package dev.clv.features.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.features.check.SampleHistories;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowEventsTest {

    private static final Instant TIME = Instant.parse("2025-03-01T10:00:00Z");

    @Test
    void aRowOfAnEventGivesTheEventThatALogWouldHave() {
        for (CustomerEvent event : new SampleHistories(4).events(500)) {
            EventLog log = EventLog.builder().add("a", event).build();
            EventRow row = new EventRow().customer("a").event(event);

            assertThat(row.events()).isEqualTo(log.history("a").events());
        }
    }

    @Test
    void attributesComeFirstAndTheRefundThatARowTellsOfLast() {
        EventRow row = new EventRow()
                .customer(" a ")
                .time(Micros.floor(TIME))
                .kind(EventKind.PURCHASE)
                .amount(1250, 2)
                .order("o1")
                .refunded(250, 2, Micros.floor(TIME.plusSeconds(60)))
                .attribute("country", "FR");

        assertThat(row.customerId()).isEqualTo("a");
        assertThat(row.events())
                .containsExactly(
                        new AttributeChange(TIME, "country", "FR"),
                        new Purchase(TIME, new BigDecimal("12.50"), 1, "o1", null, null),
                        new Refund(TIME.plusSeconds(60), new BigDecimal("2.50"), 1, "o1", null, null));
        assertThat(List.copyOf(row.events()))
                .containsExactlyInAnyOrderElementsOf(log(row).history("a").events());
    }

    private static EventLog log(EventRow row) {
        EventLog.Builder log = EventLog.builder();
        log.append(row);
        return log.build();
    }

    @Test
    void anIncompleteRowIsRefusedAsALogRefusesIt() {
        EventRow row = new EventRow().customer("a").time(Micros.floor(TIME)).kind(EventKind.PURCHASE);

        assertThatThrownBy(row::events)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("amount");
        assertThatThrownBy(() -> EventLog.builder().append(row)).hasMessageContaining("amount");
    }
}
