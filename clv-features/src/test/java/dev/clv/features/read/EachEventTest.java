package dev.clv.features.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.features.event.DataQualityReport;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.Refund;
import dev.clv.features.event.View;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Events are handed over one by one instead of becoming a log. */
class EachEventTest {

    private static final String LINES = """
            {"customer_id":"a","time":"2025-03-01T10:00:00Z","amount":12.5,"currency":"GBP","event_id":"e1"}
            {"customer_id":"a","time":"2025-03-01T10:00:00Z","amount":12.5,"currency":"GBP","event_id":"e1"}
            {"customer_id":"b","time":"yesterday","amount":3}
            {"customer_id":"b","time":"2025-03-02T10:00:00Z","type":"view","product_id":"p1"}
            {"customer_id":"b","time":"2025-03-02T10:00:00Z","type":"refund","amount":-2}
            """;

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static ReadEvent event(List<ReadEvent> events, int i) {
        return events.get(i);
    }

    @Test
    void goodRowsAreHandedOverWithTheirLinesAndIdsAndBadOnesCounted() {
        List<ReadEvent> events = new ArrayList<>();
        DataQualityReport report =
                EventReader.jsonLines().maxSkippedShare(1).threads(4).each(stream(LINES), "request", events::add);

        assertThat(events).hasSize(4);
        assertThat(event(events, 0))
                .isEqualTo(new ReadEvent(
                        1,
                        "a",
                        "e1",
                        "GBP",
                        Purchase.of(Instant.parse("2025-03-01T10:00:00Z"), new BigDecimal("12.5"))));
        assertThat(event(events, 1).id()).isEqualTo("e1");
        assertThat(event(events, 2).event()).isEqualTo(new View(Instant.parse("2025-03-02T10:00:00Z"), "p1", null));
        assertThat(event(events, 3).line()).isEqualTo(5);
        assertThat(event(events, 3).id()).isNull();
        assertThat(event(events, 3).event()).isInstanceOf(Refund.class);
        assertThat(report.read()).isEqualTo(5);
        assertThat(report.accepted()).isEqualTo(4);
        assertThat(report.skipped()).isEqualTo(1);
        assertThat(event(events, 0).toString()).isEqualTo("ReadEvent[line 1]");
    }

    @Test
    void tooManyBadRowsAreRefusedAfterTheGoodOnesWereHandedOver() {
        List<ReadEvent> events = new ArrayList<>();
        assertThatThrownBy(() -> EventReader.jsonLines().each(stream(LINES), "request", events::add))
                .isInstanceOf(EventReadException.class)
                .hasMessageContaining("1 of 5 rows");
        assertThat(events).hasSize(4);
    }

    @Test
    void aReaderThatHandedEventsOverMakesLogsAsBefore() {
        JsonLinesEventReader reader = EventReader.jsonLines().maxSkippedShare(1);
        reader.each(stream(LINES), "request", event -> {});
        assertThat(reader.read(stream(LINES), "request").size()).isEqualTo(3);
    }

    @Test
    void whatTheConsumerThrowsEndsTheReading() {
        JsonLinesEventReader reader = EventReader.jsonLines();
        assertThatThrownBy(() -> reader.each(stream(LINES), "request", event -> {
                    throw new IllegalStateException("full");
                }))
                .hasMessage("full");
    }
}
