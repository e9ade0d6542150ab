package dev.clv.decide.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RfmGridTest {

    private static Behaviour behaviour(int daysSinceLast, int orderDays, double spend) {
        return new Behaviour(daysSinceLast, orderDays, daysSinceLast + 100, spend, orderDays);
    }

    @Test
    void scoresAreFifthsOfTheCustomersItWasLearnedFrom() {
        RfmGrid grid = RfmGrid.learn(IntStream.rangeClosed(1, 100)
                .mapToObj(i -> behaviour(i, i, 10.0 * i))
                .toList());

        assertThat(grid.recency()).containsExactly(20.0, 40.0, 60.0, 80.0);
        assertThat(grid.money()).containsExactly(200.0, 400.0, 600.0, 800.0);
        assertThat(IntStream.of(1, 20, 21, 80, 81, 500)
                        .map(days -> grid.recencyScore(behaviour(days, 1, 1)))
                        .toArray())
                .containsExactly(5, 5, 4, 2, 1, 1);
        assertThat(IntStream.of(1, 20, 21, 80, 81, 500)
                        .map(orders -> grid.frequencyScore(behaviour(1, orders, 1)))
                        .toArray())
                .containsExactly(1, 1, 2, 4, 5, 5);
    }

    @Test
    void equalCustomersHaveEqualScoresHoweverManyThereAre() {
        List<Behaviour> mostlyOnce = IntStream.rangeClosed(1, 100)
                .mapToObj(i -> behaviour(i, i <= 70 ? 1 : 3, 5))
                .toList();

        RfmGrid grid = RfmGrid.learn(mostlyOnce);

        assertThat(grid.frequency()).containsExactly(1.0, 1.0, 1.0, 3.0);
        assertThat(mostlyOnce.stream().map(grid::frequencyScore).distinct()).containsExactly(1, 4);
        assertThat(mostlyOnce.stream().map(grid::moneyScore).distinct()).containsExactly(1);
    }

    @Test
    void partsOfTheGridHaveTheirUsualNames() {
        RfmGrid grid = new RfmGrid(
                List.of(10.0, 20.0, 30.0, 40.0), List.of(1.0, 2.0, 3.0, 4.0), List.of(10.0, 20.0, 30.0, 40.0));

        assertThat(grid.name(behaviour(5, 9, 90))).isEqualTo("champions");
        assertThat(grid.name(behaviour(5, 3, 25))).isEqualTo("loyal");
        assertThat(grid.name(behaviour(5, 2, 5))).isEqualTo("promising");
        assertThat(grid.name(behaviour(5, 1, 5))).isEqualTo("new");
        assertThat(grid.name(behaviour(25, 9, 90))).isEqualTo("loyal");
        assertThat(grid.name(behaviour(25, 3, 25))).isEqualTo("need attention");
        assertThat(grid.name(behaviour(25, 1, 5))).isEqualTo("about to sleep");
        assertThat(grid.name(behaviour(99, 9, 90))).isEqualTo("cannot lose");
        assertThat(grid.name(behaviour(99, 3, 25))).isEqualTo("at risk");
        assertThat(grid.name(behaviour(35, 1, 5))).isEqualTo("hibernating");
        assertThat(grid.name(behaviour(99, 1, 5))).isEqualTo("lost");
    }

    @Test
    void limitsThatFallAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RfmGrid(
                        List.of(10.0, 5.0, 30.0, 40.0), List.of(1.0, 1.0, 1.0, 1.0), List.of(1.0, 1.0, 1.0, 1.0)))
                .withMessageContaining("four limits of recency that do not fall");
    }
}
