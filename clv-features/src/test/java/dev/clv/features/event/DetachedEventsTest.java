package dev.clv.features.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DetachedEventsTest {

    private static final long START = LocalDate.of(2022, 1, 1).toEpochDay();

    private static long micros(double day) {
        return (long) (day * 86_400e6);
    }

    private static long micros(String day) {
        return micros((double) LocalDate.parse(day).toEpochDay());
    }

    /** How many of the times are detached before the others, and after them. */
    private static String detached(long... times) {
        DetachedEvents found = DetachedEvents.among(times.length, i -> times[i]);
        return LongStream.of(times).filter(found::isEarly).count() + " early, "
                + LongStream.of(times).filter(found::isLate).count() + " late";
    }

    /** Days after the start at which a shop sells something, at the given rate a day. */
    private static long[] poisson(Random random, double rate, int days) {
        LongStream.Builder times = LongStream.builder();
        for (double day = 0; (day -= Math.log(1 - random.nextDouble()) / rate) < days; ) {
            times.add(micros(START + day));
        }
        return times.build().toArray();
    }

    private static long[] and(long[] times, long... more) {
        return LongStream.concat(LongStream.of(times), LongStream.of(more)).toArray();
    }

    @ParameterizedTest(name = "{0} events a day")
    @ValueSource(doubles = {0.005, 0.02, 0.05, 0.2, 1, 10})
    void noneOfAShopThatSellsAtAnyPace(double rate) {
        for (int seed = 0; seed < 1000; seed++) {
            assertThat(detached(poisson(new Random(seed), rate, rate > 1 ? 200 : 1000)))
                    .as("seed %d", seed)
                    .isEqualTo("0 early, 0 late");
        }
    }

    @Test
    void noneOfSeasonsHolidaysMonthlyBatchesSlowStartsAndFadingEnds() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            long[] even = poisson(random, 2, 1000);
            long[] season = LongStream.of(even)
                    .filter(time -> time / micros(1) % 365 < 40)
                    .toArray();
            long[] holidays = LongStream.of(even)
                    .filter(time -> time / micros(1) % 365 > 25)
                    .toArray();
            long[] monthly =
                    LongStream.of(even).map(time -> time - time % micros(30)).toArray();
            long[] growing = LongStream.of(even)
                    .filter(time -> random.nextDouble() < Math.exp((time / (double) micros(1) - START - 1000) / 200))
                    .toArray();
            long[] fading = LongStream.of(even)
                    .filter(time -> random.nextDouble() < Math.exp((START - time / (double) micros(1)) / 200))
                    .toArray();
            assertThat(detached(season)).isEqualTo("0 early, 0 late");
            assertThat(detached(holidays)).isEqualTo("0 early, 0 late");
            assertThat(detached(monthly)).isEqualTo("0 early, 0 late");
            assertThat(detached(growing)).as("seed %d", seed).isEqualTo("0 early, 0 late");
            assertThat(detached(fading)).as("seed %d", seed).isEqualTo("0 early, 0 late");
        }
    }

    @ParameterizedTest(name = "{0} events a day")
    @ValueSource(doubles = {0.2, 1, 10})
    void mistypedYearsAndTheEpochAre(double rate) {
        for (int seed = 0; seed < 100; seed++) {
            long[] bulk = poisson(new Random(seed), rate, 700);
            assertThat(detached(and(bulk, micros("2042-03-01")))).isEqualTo("0 early, 1 late");
            assertThat(detached(and(bulk, micros("2042-03-01"), micros("2199-12-31"))))
                    .isEqualTo("0 early, 2 late");
            assertThat(detached(and(bulk, micros("1970-01-01")))).isEqualTo("1 early, 0 late");
            assertThat(detached(and(bulk, micros("1970-01-01"), micros("1912-05-05"), micros("2033-01-01"))))
                    .isEqualTo("2 early, 1 late");
        }
    }

    @Test
    void aDozenDaysAreEnoughToTellButAHandfulIsNot() {
        long[] dozen = LongStream.range(0, 12).map(i -> micros(START + 3.0 * i)).toArray();
        assertThat(detached(and(dozen, micros("2042-03-01")))).isEqualTo("0 early, 1 late");
        assertThat(detached(and(LongStream.of(dozen).limit(3).toArray(), micros("2042-03-01"))))
                .isEqualTo("0 early, 0 late");
        assertThat(detached()).isEqualTo("0 early, 0 late");
        assertThat(detached(micros("2042-03-01"))).isEqualTo("0 early, 0 late");
    }

    @Test
    void manyEventsAfterAGapAreNoMistakeUnlessTheyLieAtTheEpoch() {
        long[] bulk = poisson(new Random(1), 3, 300);
        long[] again = poisson(new Random(2), 3, 30);
        long[] later = LongStream.of(again).map(time -> time + micros(2000)).toArray();
        assertThat(detached(and(bulk, later))).isEqualTo("0 early, 0 late");
        assertThat(detached(and(bulk, new long[200]))).isEqualTo("200 early, 0 late");
        assertThat(detached(and(bulk, new long[2000]))).isEqualTo("0 early, 0 late");
    }

    private static EventLog.Builder shop(String... more) {
        EventLog.Builder log = EventLog.builder().zone(ZoneId.of("Europe/Berlin"));
        for (int day = 0; day < 400; day++) {
            log.add(
                    "c" + day % 50,
                    Purchase.of(Instant.ofEpochSecond((START + day) * 86_400 + 36_000), BigDecimal.TEN));
        }
        for (String time : more) {
            log.add("c0", Purchase.of(Instant.parse(time), BigDecimal.TEN));
        }
        return log;
    }

    @Test
    void theyMoveNeitherEndOfTheObservedTimeAndAreRemarkedOnWithTheirDates() {
        EventLog clean = shop().build();
        EventLog log = shop("2042-03-01T10:00:00Z", "2042-05-01T10:00:00Z", "1970-01-01T00:00:00Z")
                .build();
        assertThat(clean.observedFrom()).isEqualTo(Instant.parse("2021-12-31T23:00:00Z"));
        assertThat(clean.observedUntil()).isEqualTo(Instant.parse("2023-02-04T23:00:00Z"));
        assertThat(log.observedFrom()).isEqualTo(clean.observedFrom());
        assertThat(log.observedUntil()).isEqualTo(clean.observedUntil());
        assertThat(log.size()).isEqualTo(401);
        assertThat(log.quality().count(LogReasons.DETACHED_LATE)).isEqualTo(2);
        assertThat(log.quality().count(LogReasons.DETACHED_EARLY)).isEqualTo(1);
        assertThat(log.quality().toString()).contains("2042-03-01", "2042-05-01", "1970-01-01");
        assertThat(clean.quality().counts()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"2043-01-01T00:00:00Z, 401", "2042-03-01T10:00:00Z, 400", "2022-01-11T00:00:00Z, 10"})
    void anEndThatIsSetWins(Instant end, int events) {
        EventLog log = shop("2042-03-01T10:00:00Z").observedUntil(end).build();
        assertThat(log.observedUntil()).isEqualTo(end);
        assertThat(log.size()).isEqualTo(events);
        assertThat(log.quality().count(LogReasons.DETACHED_LATE)).isZero();
        assertThat(log.quality().count(LogReasons.FUTURE)).isEqualTo(401 - events);
    }

    @Test
    void aLogOfNothingIsObservedFromItsEnd() {
        Instant end = Instant.parse("2024-01-01T00:00:00Z");
        assertThat(EventLog.builder().build().observedFrom()).isEqualTo(Instant.EPOCH);
        assertThat(EventLog.builder().observedUntil(end).build().observedFrom()).isEqualTo(end);
        assertThat(EventLog.builder().zone(ZoneOffset.UTC).build().quality().counts())
                .isEmpty();
    }
}
