package dev.clv.features.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.features.event.CustomerEvent;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SampleHistoriesTest {

    @Test
    void sampleHistoriesHoldEveryKindOfEvent() {
        Stream<Class<?>> kinds = new SampleHistories(1)
                .histories(40).stream()
                        .flatMap(history -> history.events().stream())
                        .map(CustomerEvent::getClass);

        assertThat(kinds).contains(CustomerEvent.class.getPermittedSubclasses());
    }
}
