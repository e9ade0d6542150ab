package dev.clv.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Settings of a training")
class TrainingSettingsTest {

    @ParameterizedTest
    @CsvSource({"1, 60", "12800, 60", "25600, 30", "64000, 12", "10000000, 12"})
    void unlessSetTheEpochsFallWithTheNumberOfRows(int rows, int epochs) {
        assertThat(TrainingSettings.defaults().epochs(rows)).isEqualTo(epochs);
        assertThat(TrainingSettings.defaults().patience(3).epochs(rows)).isEqualTo(epochs);
    }

    @Test
    void epochsThatAreSetHoldForAnyNumberOfRows() {
        TrainingSettings set = TrainingSettings.defaults().earlyStopping(100, 7);
        assertThat(set.epochs(10)).isEqualTo(100);
        assertThat(set.epochs(10_000_000)).isEqualTo(100);
        assertThat(set.words()).containsEntry("early stopping", "at most 100 epochs, patience 7");
        assertThat(TrainingSettings.defaults().words())
                .containsEntry("early stopping", "at most 12 to 60 epochs, by the number of rows, patience 10");
    }

    @Test
    void noEpochIsNoTraining() {
        assertThatThrownBy(() -> TrainingSettings.defaults().earlyStopping(0, 1))
                .hasMessage("epochs must be at least 1, was 0");
    }
}
