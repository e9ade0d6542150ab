package dev.clv.decide.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgeTest {

    @ParameterizedTest
    @CsvSource({
        "2024-01-10, 2024-01-10, 0",
        "2024-01-10, 2024-02-09, 0",
        "2024-01-10, 2024-02-10, 1",
        "2024-01-31, 2024-02-28, 0",
        "2024-01-31, 2024-02-29, 1",
        "2023-01-31, 2023-02-28, 1",
        "2024-01-31, 2024-03-30, 1",
        "2024-01-31, 2024-03-31, 2",
        "2024-02-29, 2025-02-28, 12",
        "2024-02-29, 2024-03-28, 0"
    })
    void aMonthBeginsOnTheSameDayOfTheMonthOrTheLastOne(LocalDate first, LocalDate day, int month) {
        assertThat(Age.of(first, day)).isEqualTo(month);
    }

    @Test
    void everyDayLiesInTheMonthThatBeganLast() {
        for (LocalDate first = LocalDate.of(2024, 1, 26); first.isBefore(LocalDate.of(2024, 3, 4)); ) {
            for (int days = 0; days < 800; days++) {
                int month = Age.of(first, first.plusDays(days));
                assertThat(Age.daysUntil(first, month, first.plusDays(days))).isNotPositive();
                assertThat(Age.daysUntil(first, month + 1, first.plusDays(days)))
                        .isPositive();
            }
            first = first.plusDays(1);
        }
    }
}
