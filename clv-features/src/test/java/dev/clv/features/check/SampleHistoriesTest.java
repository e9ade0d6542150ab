package dev.clv.features.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.Review;
import java.util.List;
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

    @Test
    void customersWriteInCapitalsInSeveralScriptsAndNothingButBlanks() {
        List<String> texts = new SampleHistories(1)
                .histories(20).stream()
                        .flatMap(history -> history.events(Review.class).stream())
                        .map(Review::text)
                        .toList();

        assertThat(texts)
                .containsNull()
                .contains(" ", "😍")
                .anySatisfy(text -> assertThat(text).isUpperCase().contains("I"))
                .anySatisfy(text -> assertThat(text).contains("ã"))
                .anySatisfy(text -> assertThat(text).contains("质量"));
    }
}
