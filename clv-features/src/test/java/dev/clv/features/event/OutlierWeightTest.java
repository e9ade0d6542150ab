package dev.clv.features.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutlierWeightTest {

    private static final int ROWS = 600;

    /** Usual amounts in cents go through a rule; every sixth customer is of NL. */
    private static EventLog log(long seed, IntFunction<IntToLongFunction> rule) {
        return log(seed, rule, 6);
    }

    /** @param oneIn how many customers there are to one of NL; with 1, five of six are of NL */
    private static boolean isNl(int i, int oneIn) {
        return oneIn == 1 ? i % 6 > 0 : i % oneIn == 0;
    }

    private static EventLog log(long seed, IntFunction<IntToLongFunction> rule, int oneIn) {
        return builder(seed, rule, oneIn).build();
    }

    private static EventLog.Builder builder(long seed, IntFunction<IntToLongFunction> rule, int oneIn) {
        Random random = new Random(seed);
        EventLog.Builder builder = EventLog.builder();
        for (int i = 0; i < ROWS; i++) {
            long cents = Math.round(4000 * StrictMath.exp(0.7 * random.nextGaussian()));
            EventRow row = new EventRow()
                    .customer("c" + i % 60)
                    .time(1_672_574_400_000_000L + i * 43_200_000_000L)
                    .kind(EventKind.PURCHASE)
                    .attribute("country", isNl(i, oneIn) ? "NL" : "GB")
                    .amount(rule.apply(i).applyAsLong((int) cents), 2);
            builder.append(row);
        }
        return builder;
    }

    private static String sentence(EventLog log) {
        return sentence(log, LogReasons.OUTLIERS_WEIGH);
    }

    private static String sentence(EventLog log, String key) {
        return log.quality().counts().stream()
                .filter(count -> count.reason().key().equals(key))
                .map(count -> count.reason().sentence())
                .findAny()
                .orElse("");
    }

    @Test
    void usualAmountsAreNotRemarkedOn() {
        for (long seed = 0; seed < 20; seed++) {
            assertThat(sentence(log(seed, i -> cents -> cents))).isEmpty();
        }
    }

    @Test
    void oneAmountThatIsMuchOfAllSpendIsTold() {
        EventLog log = log(1, i -> cents -> i == 300 ? 100 * 4000 : cents);
        assertThat(sentence(log)).contains("of all spend: if they are wrong", "\"drop\"", "winsorizeAmountsAt");
        assertThat(log.quality().count(LogReasons.OUTLIERS_WEIGH)).isEqualTo(1);
    }

    @Test
    void amountsAreJudgedAsTheyAreOnceTheyAreCapped() {
        EventLog capped = builder(1, i -> cents -> i == 300 ? 100 * 4000 : cents, 6)
                .winsorizeAmountsAt(0.99)
                .build();

        assertThat(sentence(capped)).isEmpty();
        assertThat(capped.quality().count(LogReasons.OUTLIER_AMOUNT)).isPositive();
        assertThat(capped.quality().count(LogReasons.WINSORIZED_AMOUNT)).isPositive();
    }

    @Test
    void amountsOfOneStretchOfTimeOrOneValueAreToldByIt() {
        assertThat(sentence(log(2, i -> cents -> i >= 200 && i < 260 ? 1000L * cents : cents)))
                .contains("nearly all purchases from 2023-04-11 to 2023-05-11");
        assertThat(sentence(log(3, i -> cents -> i % 6 == 0 ? 10_000L * (i % 90 + 1) * cents : cents)))
                .contains("nearly all purchases with one value of the attribute 'country'");
    }

    @ParameterizedTest
    @CsvSource({"100, 6, 100", "1000, 6, 100", "100, 2, 300", "0.01, 6, 100", "100, 1, 100"})
    void amountsOfOneValueInAnotherUnitAreToldByTheirMediansHoweverManyTheyAre(double factor, int oneIn, int rows) {
        EventLog log = log(3, i -> cents -> isNl(i, oneIn) ? Math.round(100 * factor * cents) : 100 * cents, oneIn);
        String said = sentence(log, LogReasons.AMOUNTS_IN_ANOTHER_UNIT);
        assertThat(said).contains("one value of the attribute 'country' have a median amount of ");
        assertThat(log.quality().count(LogReasons.AMOUNTS_IN_ANOTHER_UNIT)).isEqualTo(rows);
        assertThat(sentence(log)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"100, 300, 2023-06", "1000, 500, 2023-09", "0.01, 120, 2023-03"})
    void amountsInAnotherUnitFromSomeMonthOnAreToldByIt(double factor, int first, String month) {
        EventLog log = log(5, i -> cents -> i < first ? 100 * cents : Math.round(100 * factor * cents));
        assertThat(sentence(log, LogReasons.AMOUNTS_IN_ANOTHER_UNIT))
                .startsWith("purchases from " + month + " on have a median amount of ");
        assertThat(sentence(log)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"7.46, 6", "11.3, 6", "25, 3", "0.09, 6", "90, 1"})
    void amountsOfOneValueInAnotherCurrencyAreTold(double rate, int oneIn) {
        EventLog log = log(3, i -> cents -> isNl(i, oneIn) ? Math.round(100 * rate * cents) : 100 * cents, oneIn);
        assertThat(sentence(log, LogReasons.AMOUNTS_IN_ANOTHER_UNIT))
                .contains("one value of the attribute 'country' have a median amount of ", "another currency");
    }

    @ParameterizedTest
    @CsvSource({
        "4.6, 300, 600, from 2023-06 on",
        "11.3, 60, 600, from 2023-02 on",
        "0.1, 240, 360, from 2023-05 to 2023-06"
    })
    void amountsInAnotherCurrencyForSomeMonthsAreTold(double rate, int first, int end, String months) {
        EventLog log = log(5, i -> cents -> i < first || i >= end ? 100 * cents : Math.round(100 * rate * cents));
        assertThat(sentence(log, LogReasons.AMOUNTS_IN_ANOTHER_UNIT))
                .startsWith("purchases " + months + " have a median amount of ");
    }

    @Test
    void amountsInCentsThatNoAttributeAndNoMonthTellsApartAreTold() {
        for (int seed = 0; seed < 10; seed++) {
            Random random = new Random(seed);
            EventLog rows = log(seed, i -> cents -> random.nextInt(3) == 0 ? 100L * cents : cents);
            EventLog customers =
                    log(seed, i -> cents -> new Random(i % 60 + 999L).nextInt(3) == 0 ? 100L * cents : cents);
            EventLog weeks = log(seed, i -> cents -> i / 14 % 2 == 0 ? 100L * cents : cents);
            for (EventLog log : List.of(rows, customers, weeks)) {
                assertThat(sentence(log, LogReasons.AMOUNTS_IN_ANOTHER_UNIT))
                        .contains("whose amounts are large whole numbers", "without their decimal point");
                assertThat(sentence(log)).isEmpty();
            }
        }
    }

    @Test
    void aSeasonAndADearerRangeAreNoOtherUnit() {
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            EventLog season = log(seed, i -> cents -> i > 400 ? 3L * cents : cents);
            EventLog range = log(seed, i -> cents -> i > 300 && random.nextBoolean() ? 12L * cents : cents);
            assertThat(season.quality().count(LogReasons.AMOUNTS_IN_ANOTHER_UNIT))
                    .isZero();
            assertThat(range.quality().count(LogReasons.AMOUNTS_IN_ANOTHER_UNIT))
                    .isZero();
        }
    }

    @Test
    void oneCustomerWhoBuysForMoreOrValuesThatDifferLessAreNoOtherUnit() {
        for (long seed = 0; seed < 10; seed++) {
            EventLog dear = log(seed, i -> cents -> i % 6 == 0 ? 4L * cents : cents);
            EventLog one = log(seed, i -> cents -> i % 60 == 0 ? 100L * cents : cents, 60);
            assertThat(dear.quality().count(LogReasons.AMOUNTS_IN_ANOTHER_UNIT)).isZero();
            assertThat(one.quality().count(LogReasons.AMOUNTS_IN_ANOTHER_UNIT)).isZero();
        }
    }

    @Test
    void anAmountThatStandsForAnUnknownOneIsNamed() {
        assertThat(sentence(log(4, i -> cents -> i % 50 == 0 ? 999_900 : cents)))
                .contains("12 of them are exactly 9999, as a program");
    }
}
