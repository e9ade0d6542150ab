package dev.clv.features.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Days of months that tell of swapped dates or of monthly sums. */
class SwappedDatesTest {

    private static final LocalDate BEGIN = LocalDate.parse("2023-03-01");
    private static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");

    /** Purchases on {@code days} days from the first of March on. */
    private static EventLog shop(long seed, int days, double perDay, UnaryOperator<LocalDate> date) {
        Random random = new Random(seed);
        EventLog.Builder log = EventLog.builder().zone(ZONE);
        for (int day = 0; day < days; day++) {
            while (random.nextDouble() < perDay / (1 + perDay)) {
                LocalDate written = date.apply(BEGIN.plusDays(day));
                log.add(
                        "c" + random.nextInt(80),
                        new Purchase(
                                written.atStartOfDay(ZONE).toInstant(),
                                BigDecimal.valueOf(1 + random.nextInt(90)),
                                1,
                                null,
                                null,
                                null));
            }
        }
        return log.build();
    }

    /** Every second day of those that may be a month is written as one. */
    private static LocalDate swapped(LocalDate date) {
        boolean swaps = date.getDayOfMonth() <= 12 && date.toEpochDay() % 2 == 0;
        return swaps ? LocalDate.of(date.getYear(), date.getDayOfMonth(), date.getMonthValue()) : date;
    }

    private static DataQualityReport.Count told(EventLog log, String key) {
        return log.quality().counts().stream()
                .filter(count -> count.reason().key().equals(key))
                .findAny()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void dayAndMonthSwappedInAPartOfTheRowsAreToldOnce(long seed) {
        EventLog log = shop(seed, 180, 4, SwappedDatesTest::swapped);
        DataQualityReport.Count told = told(log, "dates_swapped");
        assertThat(told.reason().sentence())
                .contains("from 2023-01 to 2023-02 and from 2023-")
                .contains("to 2023-12 all lie on the days 1 to 12")
                .contains("day and month are swapped")
                .contains("pattern of the times in the mapping");
        assertThat(told.rows()).isBetween(20L, 200L);
        assertThat(log.quality().count("end_is_thin")).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void daysThatAreWhatTheySayAreNotRemarkedOn(long seed) {
        for (int days : new int[] {20, 70, 100, 180, 400, 700}) {
            for (double perDay : new double[] {0.1, 1, 10}) {
                EventLog log = shop(seed, days, perDay, date -> date);
                assertThat(log.quality().count("dates_swapped")).isZero();
                assertThat(log.quality().count("times_by_the_month")).isZero();
            }
        }
    }

    @Test
    void aShopThatSellsInTheFirstDaysOfMonthsOnlyIsNotTakenForSwapped() {
        EventLog log = shop(1, 400, 4, date -> date.withDayOfMonth(1 + date.getDayOfMonth() % 12));
        assertThat(log.quality().count("dates_swapped")).isZero();
    }

    @Test
    void purchasesOnOneDayOfTheMonthAreToldByTheDayInTheZone() {
        EventLog log = shop(1, 300, 1, date -> date.withDayOfMonth(1));
        DataQualityReport.Count told = told(log, "times_by_the_month");
        assertThat(told.reason().sentence()).contains("on day 1 of a month").contains("horizon of several months");
        assertThat(told.rows()).isLessThanOrEqualTo(log.size());
        assertThat(log.quality().count("dates_swapped")).isZero();
    }

    @Test
    void theLastDayOfTheMonthIsOneDay() {
        EventLog log = shop(1, 300, 1, date -> date.withDayOfMonth(date.lengthOfMonth()));
        assertThat(told(log, "times_by_the_month").reason().sentence()).contains("on the last day of a month");
    }

    @Test
    void oneOtherDayIsEnoughToKnowWhatIsWithinAMonth() {
        EventLog log = shop(1, 300, 1, date -> date.withDayOfMonth(date.getMonthValue() == 5 ? 2 : 1));
        assertThat(log.quality().count("times_by_the_month")).isZero();
    }
}
