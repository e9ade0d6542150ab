package dev.clv.features.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.features.read.EventReader;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventKindTest {

    private static final Instant NOON = Instant.parse("2024-03-01T12:00:00Z");

    @Test
    void everyRecordButAttributeChangesHasOneKind() {
        List<Class<?>> records = Arrays.stream(CustomerEvent.class.getPermittedSubclasses())
                .filter(type -> type != AttributeChange.class)
                .collect(Collectors.toList());

        assertThat(Arrays.stream(EventKind.values()).map(EventKind::type))
                .containsExactlyInAnyOrderElementsOf(records.stream()
                        .<Class<? extends CustomerEvent>>map(type -> type.asSubclass(CustomerEvent.class))
                        .toList());
        assertThatThrownBy(() -> EventKind.of(new AttributeChange(NOON, "tier", "gold")))
                .hasMessage("AttributeChange is no kind of event");
    }

    @ParameterizedTest
    @EnumSource
    void everyFieldOfAKindComesBackFromALog(EventKind kind) {
        EventLog.Builder builder = EventLog.builder();
        builder.append(full(kind));
        CustomerEvent event = builder.build().history("c1").events().get(0);

        assertThat(event).isInstanceOf(kind.type());
        assertThat(EventKind.of(event)).isEqualTo(kind);
        EventRow again = new EventRow().event(event);
        for (EventField field : EventField.values()) {
            String expected = kind.fields().contains(field) ? full(kind).cell(field) : null;
            assertThat(again.cell(field)).as("%s of a %s", field, kind).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRowWithoutAFieldThatItsKindNeedsIsRefused(EventKind kind) {
        for (EventField needed : EventField.values()) {
            EventRow row = fill(
                    kind,
                    kind.fields().stream().filter(field -> field != needed).toList());
            if (kind.needs(needed)) {
                assertThatThrownBy(() -> EventLog.builder().append(row))
                        .as("%s without %s", kind, needed)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining(kind.word());
            } else {
                assertThat(EventLog.builder().append(row)).isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEventWrittenUnderTheStandardHeaderIsReadBackTheSame(EventKind kind) {
        EventLog.Builder builder = EventLog.builder();
        builder.append(full(kind));
        CustomerEvent event = builder.build().history("c1").events().get(0);
        EventRow row = new EventRow().event(event);
        String header =
                Arrays.stream(EventField.values()).map(EventField::header).collect(Collectors.joining(","));
        String cells = Arrays.stream(EventField.values())
                .map(field -> row.cell(field) == null ? "" : row.cell(field))
                .collect(Collectors.joining(","));
        String file = "customer_id,time,type," + header + "\n" + "c1," + NOON + "," + kind.word() + "," + cells + "\n";

        assertThat(EventReader.csv()
                        .strict()
                        .read(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)), "events.csv")
                        .history("c1")
                        .events())
                .containsExactly(event);
    }

    @Test
    void fieldsThatAKindDoesNotKeepAreIgnored() {
        EventRow row = fill(EventKind.VIEW, List.of(EventField.values()));
        EventLog.Builder builder = EventLog.builder();
        builder.append(row);

        assertThat(builder.build().history("c1").events())
                .containsExactly(new View(NOON, "a product_id", "a category", "a session_id"));
        assertThat(row.cell(EventField.AMOUNT)).isNull();
        assertThat(new EventRow().cell(EventField.TEXT)).isNull();
    }

    private static EventRow full(EventKind kind) {
        return fill(kind, kind.fields());
    }

    private static EventRow fill(EventKind kind, List<EventField> fields) {
        EventRow row = new EventRow()
                .customer("c1")
                .time(NOON.getEpochSecond() * 1_000_000)
                .kind(kind);
        for (EventField field : fields) {
            String text = "a " + field.header();

            switch (field) {
                case AMOUNT -> row.amount(new BigDecimal("12.50"));
                case ORDER -> row.order(text);
                case PRODUCT -> row.product(text);
                case CATEGORY -> row.category(text);
                case QUANTITY -> row.quantity(2.5);
                case RATING -> row.rating(4);
                case TEXT -> row.text(text);
                case NAME -> row.name(text);
                case VALUE -> row.value(-7);
                case SESSION -> row.session(text);
            }
        }
        return row;
    }
}
