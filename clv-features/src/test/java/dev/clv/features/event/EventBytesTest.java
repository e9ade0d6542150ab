package dev.clv.features.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.features.check.SampleHistories;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventBytesTest {

    private static final List<CustomerEvent> EVENTS = new SampleHistories(4).events(500);

    @Test
    void everyKindOfEventComesBackAsItWas() {
        StateWriter out = new StateWriter();
        EVENTS.forEach(event -> EventBytes.write(event, out));
        StateReader in = new StateReader(out.toBytes());
        for (CustomerEvent event : EVENTS) {
            assertThat(EventBytes.read(in)).isEqualTo(event);
        }
        in.end();
        assertThat(EVENTS.stream().map(Object::getClass).distinct())
                .hasSize(CustomerEvent.class.getPermittedSubclasses().length);
    }

    @Test
    void anEventAtAnotherTimeIsTheSameButForIt() {
        Instant time = Instant.parse("2421-01-01T00:00:00Z");
        for (CustomerEvent event : EVENTS) {
            CustomerEvent moved = EventBytes.at(time, event);
            assertThat(moved.time()).isEqualTo(time);
            assertThat(EventBytes.at(event.time(), moved)).isEqualTo(event);
        }
    }

    @Test
    void anUnknownKindAndAnImpossibleEventAreRefused() {
        StateReader unknown = new StateReader(new StateWriter().text("Lottery").toBytes());
        assertThatThrownBy(() -> EventBytes.read(unknown))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("an event of kind 'Lottery'");
        StateWriter out = new StateWriter();
        EventBytes.write(new Signal(Instant.EPOCH, "minutes", 1), out);
        byte[] bytes = out.toBytes();
        // The value, which comes last, becomes NaN.
        bytes[bytes.length - 8] = 0x7f;
        bytes[bytes.length - 7] = (byte) 0xf8;
        assertThatThrownBy(() -> EventBytes.read(new StateReader(bytes)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a Signal that cannot be");
    }
}
