package dev.clv.nn.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SchedulesTest {

    private static final double[] NONE = {};

    @Test
    void constantStaysOne() {
        assertThat(Schedule.constant().factor(7, 10, NONE, 0)).isEqualTo(1);
    }

    @Test
    void stepFallsAfterEverySoManyEpochs() {
        Schedule schedule = Schedule.step(3, 0.1);
        double[] losses = new double[7];
        assertThat(schedule.factor(0, 100, losses, 0)).isEqualTo(1);
        assertThat(schedule.factor(0, 100, losses, 2)).isEqualTo(1);
        assertThat(schedule.factor(0, 100, losses, 3)).isEqualTo(0.1);
        assertThat(schedule.factor(0, 100, losses, 6)).isCloseTo(0.01, within(1e-17));
    }

    @Test
    @DisplayName("cosine starts at 1, is half-way in the middle and ends at its last factor")
    void cosineFalls() {
        Schedule schedule = Schedule.cosine(0.2);
        assertThat(schedule.factor(0, 100, NONE, 0)).isEqualTo(1);
        assertThat(schedule.factor(50, 100, NONE, 0)).isCloseTo(0.6, within(1e-15));
        assertThat(schedule.factor(100, 100, NONE, 0)).isCloseTo(0.2, within(1e-15));
    }

    @Test
    void warmUpRisesAndThenFollows() {
        Schedule schedule = Schedule.cosine(0.2).afterWarmUp(10);
        assertThat(schedule.factor(0, 110, NONE, 0)).isCloseTo(0.1, within(1e-15));
        assertThat(schedule.factor(4, 110, NONE, 0)).isCloseTo(0.5, within(1e-15));
        assertThat(schedule.factor(9, 110, NONE, 0)).isEqualTo(1);
        assertThat(schedule.factor(60, 110, NONE, 0)).isCloseTo(0.6, within(1e-15));
    }

    @Test
    void plateauReducesAfterItsPatience() {
        Schedule schedule = Schedule.onPlateau(1, 0.5);
        double[] losses = {3, 2, 2, 2, 2, 2, 1, 5, 5};
        double[] expected = {1, 1, 1, 1, 0.5, 0.5, 0.25, 0.25, 0.25, 0.125};
        for (int epochs = 0; epochs < expected.length; epochs++) {
            assertThat(schedule.factor(0, 1, losses, epochs))
                    .as("after %d epochs", epochs)
                    .isEqualTo(expected[epochs]);
        }
    }

    @Test
    void refusesImpossibleSettingsByName() {
        assertThatThrownBy(() -> Schedule.step(0, 0.1)).hasMessageContaining("at least 1 epoch per step, was 0");
        assertThatThrownBy(() -> Schedule.step(1, 2))
                .hasMessage("factor of a step schedule must be in (0, 1], was 2.0");
        assertThatThrownBy(() -> Schedule.cosine(0))
                .hasMessage("last factor of a cosine schedule must be in (0, 1], was 0.0");
        assertThatThrownBy(() -> Schedule.onPlateau(-1, 0.5)).hasMessageContaining("must not be negative, was -1");
        assertThatThrownBy(() -> Schedule.constant().afterWarmUp(0)).hasMessageContaining("at least 1 step, was 0");
    }
}
