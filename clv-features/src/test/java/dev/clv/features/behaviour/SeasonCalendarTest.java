package dev.clv.features.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.features.check.ExtractorChecks;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeasonCalendarTest {

    @ParameterizedTest
    @CsvSource({
        "christmas, 2023-11-30, 2023-12-01, 2023-12-24, 2023-12-25",
        "sales, 2023-12-25, 2023-12-26, 2024-01-15, 2024-01-16",
        // The last Friday of November 2023 was the 24th, that of 2024 the 29th, with the Monday in December.
        "black_friday, 2023-11-19, 2023-11-20, 2023-11-27, 2023-11-28",
        "black_friday, 2024-11-24, 2024-11-25, 2024-12-02, 2024-12-03",
        "payday, 2024-02-26, 2024-02-27, 2024-03-03, 2024-03-04",
        "payday, 2024-12-28, 2024-12-29, 2025-01-03, 2025-01-04"
    })
    void aWindowOfTheWesternCalendarHasItsDays(
            String name, LocalDate before, LocalDate first, LocalDate last, LocalDate after) {
        SeasonCalendar western = SeasonCalendar.western();

        assertThat(Stream.of(before, first, last, after).map(day -> western.contains(name, day)))
                .containsExactly(false, true, true, false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2012-01-23", "2020-01-25", "2024-02-10", "2033-01-31"})
    void theLunarNewYearMoves(LocalDate day) {
        SeasonCalendar chinese = SeasonCalendar.chinese();

        assertThat(Stream.of(-15, -14, 0, 6, 7).map(days -> chinese.contains("lunar_new_year", day.plusDays(days))))
                .containsExactly(false, true, true, true, false);
    }

    @Test
    void aCalendarIsReadFromWhatItWrites() {
        for (SeasonCalendar calendar : new SeasonCalendar[] {SeasonCalendar.western(), SeasonCalendar.chinese()}) {
            assertThat(SeasonCalendar.parse(calendar.toString()))
                    .isEqualTo(calendar)
                    .hasSameHashCodeAs(calendar);
        }
        assertThat(SeasonCalendar.parse("\n# mine\n  may: yearly 05-01..05-31\n")
                        .names())
                .containsExactly("may");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "may",
                "May: yearly 05-01..05-31",
                "may: yearly 05-01..05-32",
                "may: last someday 5 +0..+1",
                "may: last friday 13 +0..+1",
                "may: month-end +3..-2",
                "may: month-end -28..+0",
                "may: dates",
                "may: dates 2024-05-02..2024-05-01"
            })
    void aLineThatIsNoWindowIsRefused(String line) {
        assertThatThrownBy(() -> SeasonCalendar.parse(line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + line + "'")
                .hasMessageContaining("month-end -A..+B");
    }

    @Test
    void namesThatAreMissingOrDoubleAreRefused() {
        assertThatThrownBy(() -> SeasonCalendar.parse("# nothing")).hasMessage("a calendar needs at least one window");
        assertThatThrownBy(() -> SeasonCalendar.parse("a: yearly 05-01..05-31\na: yearly 06-01..06-30"))
                .hasMessageContaining("two windows of the calendar are named 'a'");
        assertThatThrownBy(() -> SeasonCalendar.western().contains("easter", LocalDate.of(2024, 4, 1)))
                .hasMessageContaining("no window 'easter'");
    }

    @Test
    void twoCalendarsAreOneOfAllWindows() {
        SeasonCalendar both = SeasonCalendar.western().and(SeasonCalendar.chinese());
        assertThat(both.names())
                .startsWith("christmas", "sales")
                .contains("lunar_new_year")
                .doesNotHaveDuplicates();
        assertThat(both.and(SeasonCalendar.western())).isEqualTo(both);
        SeasonCalendar other = SeasonCalendar.parse("sales: yearly 06-01..06-30");
        assertThatThrownBy(() -> both.and(other))
                .hasMessage("two windows of the calendar are named 'sales'; rename one of them");
    }

    /** What dates say depends on the year, and the check says so. */
    @Test
    void onlyACalendarWithDatesDependsOnTheYear() {
        ExtractorChecks.check(BehaviourExtractors.seasons(SeasonCalendar.western(), 30));
        assertThatThrownBy(() -> ExtractorChecks.check(BehaviourExtractors.seasons(SeasonCalendar.chinese(), 30)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("season_")
                .hasMessageContaining("lunar_new_year");
    }
}
