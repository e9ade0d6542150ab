package dev.clv.features.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.features.event.DataQualityReport.Count;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the times of a log tell of an export that is not complete. */
class LogShapeTest {

    private static final Set<String> KEYS =
            Set.of(LogReasons.DAYS_MISSING, LogReasons.END_IS_THIN, LogReasons.END_IS_SILENT, LogReasons.SAME_INSTANT);

    private static final LocalDate BEGIN = LocalDate.parse("2023-01-01");
    private static final LocalDate END = LocalDate.parse("2024-07-01");
    private static final Predicate<LocalDate> OPEN = day -> true;
    private static final Predicate<LocalDate> SUNDAYS_CLOSED = day -> day.getDayOfWeek() != DayOfWeek.SUNDAY;
    private static final Predicate<LocalDate> CHRISTMAS_CLOSED =
            day -> !(day.getMonthValue() == 12 && day.getDayOfMonth() > 23) && day.getDayOfYear() > 3;

    /** A shop with a mean number of orders a day, of one or two lines each. */
    private static EventLog.Builder shop(long seed, ToDoubleFunction<LocalDate> rate) {
        Random random = new Random(seed);
        EventLog.Builder log = EventLog.builder();
        for (LocalDate day = BEGIN; day.isBefore(END); day = day.plusDays(1)) {
            int orders = poisson(random, rate.applyAsDouble(day));
            for (int i = 0; i < orders; i++) {
                Instant time = day.atStartOfDay(ZoneOffset.UTC).toInstant().plusSeconds(random.nextInt(86_400));
                String customer = "c" + random.nextInt(150);
                for (int line = random.nextInt(2); line >= 0; line--) {
                    log.add(customer, Purchase.of(time, BigDecimal.valueOf(500 + random.nextInt(3000), 2)));
                }
            }
        }
        return log;
    }

    private static int poisson(Random random, double mean) {
        int count = -1;
        for (double sum = 0; sum < mean; count++) {
            sum -= StrictMath.log(1 - random.nextDouble());
        }
        return Math.max(0, count);
    }

    private static EventLog.Builder shop(long seed, double rate, Predicate<LocalDate> isOpen) {
        return shop(seed, day -> isOpen.test(day) ? rate : 0);
    }

    private static void addViews(EventLog.Builder log) {
        for (LocalDate day = BEGIN; day.isBefore(END); day = day.plusDays(1)) {
            Instant time = day.atStartOfDay(ZoneOffset.UTC).toInstant();
            log.add("viewer" + day.getDayOfMonth(), new View(time, "p", null));
        }
    }

    private static boolean isWithin(LocalDate day, String from, int days) {
        long since = ChronoUnit.DAYS.between(LocalDate.parse(from), day);
        return since >= 0 && since < days;
    }

    private static List<Count> said(EventLog log) {
        return log.quality().counts().stream()
                .filter(count -> KEYS.contains(count.reason().key()))
                .toList();
    }

    private static Optional<String> sentence(EventLog log, String key) {
        List<Count> said = said(log);
        assertThat(said).hasSizeLessThanOrEqualTo(1);
        return said.stream()
                .filter(count -> count.reason().key().equals(key))
                .map(count -> count.rows() + " " + count.reason().sentence())
                .findFirst();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 1, 3, 10})
    void aShopThatIsOpenClosesOnSundaysAtChristmasGrowsOrFadesGivesNoReason(double rate) {
        for (int seed = 0; seed < 4; seed++) {
            for (Predicate<LocalDate> open : List.of(OPEN, SUNDAYS_CLOSED, CHRISTMAS_CLOSED)) {
                assertThat(said(shop(seed, rate, open).build()))
                        .as("seed %d", seed)
                        .isEmpty();
            }
            double years = 1.5;
            assertThat(said(shop(seed, day -> rate * StrictMath.exp(2 * age(day) / years - 1))
                            .build()))
                    .as("growing, seed %d", seed)
                    .isEmpty();
            assertThat(said(shop(seed, day -> rate * StrictMath.exp(1 - 2 * age(day) / years))
                            .build()))
                    .as("fading, seed %d", seed)
                    .isEmpty();
            assertThat(said(shop(seed, day -> day.getMonthValue() > 10 ? 3 * rate : rate)
                            .build()))
                    .as("with a season, seed %d", seed)
                    .isEmpty();
        }
    }

    private static double age(LocalDate day) {
        return ChronoUnit.DAYS.between(BEGIN, day) / 365.0;
    }

    @ParameterizedTest
    @CsvSource({"3, 21", "10, 15", "10, 61", "0.3, 150"})
    void weeksWithoutAnEventInTheMidstOfADenseLogAreToldByTheirDates(double rate, int days) {
        for (int seed = 0; seed < 3; seed++) {
            EventLog log =
                    shop(seed, rate, day -> !isWithin(day, "2023-09-10", days)).build();
            String last = LocalDate.parse("2023-09-09").plusDays(days).toString();
            String said = sentence(log, LogReasons.DAYS_MISSING).orElseThrow();
            if (rate >= 10) {
                assertThat(said)
                        .startsWith(days + " days without a single event, all from 2023-09-10 to " + last + ",");
            }
            assertThat(said).contains(" from 2023-09-", "Add what is missing");
        }
    }

    @Test
    void severalHolesAreOneRemarkAndPausesOfEveryYearAreNone() {
        EventLog log = shop(1, 5, day -> !isWithin(day, "2023-06-01", 20) && !isWithin(day, "2023-10-01", 31))
                .build();
        assertThat(sentence(log, LogReasons.DAYS_MISSING).orElseThrow())
                .startsWith(
                        "51 days without a single event, in 2 stretches, the longest from 2023-10-01 to 2023-10-31,");
        EventLog winters = shop(1, 5, day -> !isWithin(day, "2023-02-01", 40) && !isWithin(day, "2024-01-25", 35))
                .build();
        assertThat(said(winters)).isEmpty();
    }

    @Test
    void purchasesThatAreMissingWhileViewsGoOnAreToldAsSuch() {
        EventLog.Builder log = shop(2, 4, day -> !isWithin(day, "2023-09-10", 45));
        addViews(log);
        assertThat(sentence(log.build(), LogReasons.DAYS_MISSING).orElseThrow())
                .startsWith("45 days without a single purchase, all from 2023-09-10 to 2023-10-24,");
    }

    @Test
    void daysThatAreMissingAreNoPauseUpToWhichTheLogIsCurrent() {
        EventLog whole = shop(1, 5, OPEN).build();
        EventLog holed = shop(1, 5, day -> !isWithin(day, "2023-06-01", 60)).build();
        assertThat(Duration.between(holed.observedUntil(), holed.currentUntil()))
                .isLessThan(Duration.ofDays(15))
                .isLessThanOrEqualTo(Duration.between(whole.observedUntil(), whole.currentUntil())
                        .plusDays(2));
        EventLog winters = shop(1, 5, day -> !isWithin(day, "2023-02-01", 40) && !isWithin(day, "2024-01-25", 35))
                .build();
        assertThat(Duration.between(winters.observedUntil(), winters.currentUntil()))
                .isGreaterThanOrEqualTo(Duration.ofDays(41));
    }

    @ParameterizedTest
    @CsvSource({"3, 70, true", "0.3, 200, true", "3, 2000, true", "3, 20, false", "10, 50, false"})
    void anEndThatIsSetFarAfterTheLastEventIsToldWithBothDates(double rate, int days, boolean told) {
        Instant end = END.plusDays(days).atStartOfDay(ZoneOffset.UTC).toInstant();
        EventLog log = shop(4, rate, OPEN).observedUntil(end).build();
        List<String> keys =
                said(log).stream().map(count -> count.reason().key()).toList();
        assertThat(keys).isEqualTo(told ? List.of(LogReasons.END_IS_SILENT) : List.of());
        if (told) {
            String last = log.lastEvent().orElseThrow().toString().substring(0, 10);
            assertThat(said(log).get(0).reason().sentence()).contains("the last one, on " + last, end.toString());
        }
    }

    @Test
    void anEndAfterASilenceAsTheLogHasHadBeforeIsNotTold() {
        EventLog winters = shop(1, 5, day -> !isWithin(day, "2023-02-01", 100) && !isWithin(day, "2024-01-25", 95))
                .observedUntil(END.plusDays(90).atStartOfDay(ZoneOffset.UTC).toInstant())
                .build();
        assertThat(said(winters)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"4, 30, 0.1", "15, 8, 0.1", "15, 45, 0", "4, 100, 0.05"})
    void anEndWithFarFewerPurchasesThanUsualIsToldWithTheDateToEndTheLogAt(double rate, int days, double share) {
        for (int seed = 0; seed < 3; seed++) {
            LocalDate from = END.minusDays(days);
            EventLog.Builder builder = shop(seed, day -> day.isBefore(from) ? rate : share * rate);
            addViews(builder);
            EventLog log = builder.build();
            Count said = said(log).get(0);
            assertThat(said.reason().key()).isEqualTo(LogReasons.END_IS_THIN);
            assertThat(said.rows()).as("seed %d", seed).isBetween(days - 3L, days + 3L);
            assertThat(said.reason().sentence())
                    .contains("set observedUntil to " + END.minusDays(said.rows()))
                    .contains(" with a purchase where about ");
        }
    }

    @Test
    void theRemedyForAThinEndCanBeFollowed() {
        LocalDate from = END.minusDays(40);
        EventLog.Builder same = shop(3, day -> day.isBefore(from) ? 8 : 0.3);
        same.observedUntil(from.atStartOfDay(ZoneOffset.UTC).toInstant());
        assertThat(said(same.build())).isEmpty();
        assertThat(sentence(shop(3, day -> day.isBefore(from) ? 8 : 0.3).build(), LogReasons.END_IS_THIN))
                .hasValueSatisfying(said -> assertThat(said).contains("set observedUntil to " + from));
    }

    @Test
    void aLastDayThatIsNotOverYetIsNoThinEnd() {
        for (int seed = 0; seed < 3; seed++) {
            assertThat(said(shop(seed, day -> day.equals(END.minusDays(1)) ? 1 : 40)
                            .build()))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2023-01-01T00:00:00Z", "2024-06-30T12:00:00Z", "2023-08-17T10:11:12Z"})
    void manyCustomersAtOneInstantAreToldWithItAndTheirNumber(String instant) {
        EventLog.Builder log = shop(4, 3, OPEN);
        for (int i = 0; i < 60; i++) {
            log.add("c" + i, Purchase.of(Instant.parse(instant), BigDecimal.valueOf(1000 + i, 2)));
        }
        assertThat(sentence(log.build(), LogReasons.SAME_INSTANT).orElseThrow())
                .startsWith("60 purchases at exactly " + instant + " (60 customers), where at any other instant no more"
                        + " than ")
                .contains("\"drop\"");
    }

    @Test
    void twoInstantsAreToldTogetherAndManyAreARhythm() {
        EventLog.Builder two = shop(4, 3, OPEN);
        EventLog.Builder monthly = shop(4, 3, OPEN);
        for (int i = 0; i < 60; i++) {
            two.add("c" + i, Purchase.of(Instant.parse("2023-01-01T00:00:00Z"), BigDecimal.TEN));
            two.add("c" + i, Purchase.of(Instant.parse("2024-01-01T00:00:00Z"), BigDecimal.TEN));
            for (LocalDate month = BEGIN; month.isBefore(END); month = month.plusMonths(1)) {
                monthly.add(
                        "c" + i, Purchase.of(month.atStartOfDay(ZoneOffset.UTC).toInstant(), BigDecimal.TEN));
            }
        }
        assertThat(sentence(two.build(), LogReasons.SAME_INSTANT).orElseThrow())
                .startsWith(
                        "120 purchases at exactly 2023-01-01T00:00:00Z (60 customers) and 2024-01-01T00:00:00Z (60");
        assertThat(said(monthly.build())).isEmpty();
    }

    @Test
    void datesWithoutATimeOfDayAreNoInstantsAndOneOrderOfManyLinesIsNone() {
        Random random = new Random(7);
        EventLog.Builder dates = EventLog.builder().zone(ZoneId.of("America/New_York"));
        for (int i = 0; i < 3000; i++) {
            LocalDate day = BEGIN.plusDays(random.nextInt(540));
            dates.add(
                    "c" + random.nextInt(200),
                    Purchase.of(day.atStartOfDay(ZoneId.of("America/New_York")).toInstant(), BigDecimal.ONE));
        }
        assertThat(said(dates.build())).isEmpty();
        EventLog.Builder lines = shop(5, 2, OPEN);
        for (int i = 0; i < 100; i++) {
            lines.add("till", Purchase.of(Instant.parse("2023-05-05T10:00:00Z"), BigDecimal.valueOf(i)));
        }
        assertThat(said(lines.build())).isEmpty();
    }

    @Test
    void aLogOfOneInstantHasNoOtherToCompareItWith() {
        EventLog.Builder log = EventLog.builder();
        for (int i = 0; i < 60; i++) {
            log.add("c" + i, Purchase.of(Instant.parse("2024-01-05T10:00:00Z"), BigDecimal.TEN));
        }
        assertThat(said(log.build())).isEmpty();
    }

    @Test
    void logsOfAnyOtherShapeAreRead() {
        assertThat(said(EventLog.builder().build())).isEmpty();
        assertThat(said(EventLog.builder()
                        .add("a", Purchase.of(Instant.parse("2024-01-01T00:00:00Z"), BigDecimal.ONE))
                        .add("a", new AttributeChange(Instant.MIN, "tier", "gold"))
                        .build()))
                .isEmpty();
        assertThat(said(EventLog.builder()
                        .add("a", Purchase.of(Instant.parse("-250000-01-01T00:00:00Z"), BigDecimal.ONE))
                        .add("b", Purchase.of(Instant.parse("+250000-01-01T00:00:00Z"), BigDecimal.ONE))
                        .build()))
                .isEmpty();
    }
}
