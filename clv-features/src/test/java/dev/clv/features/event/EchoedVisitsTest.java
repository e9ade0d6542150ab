package dev.clv.features.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports that overlap although no row is equal to another, and habits that are no overlap. */
class EchoedVisitsTest {

    private static final Instant START = Instant.parse("2023-01-01T06:00:00Z");
    private static final int DAYS = 400;
    private static final UnaryOperator<Purchase> NONE = purchase -> purchase;

    /** Orders of one to three lines; those of some days a second time, changed. */
    private static EventLog shop(long seed, int from, int until, UnaryOperator<Purchase> change) {
        Random random = new Random(seed);
        EventLog.Builder log = EventLog.builder();
        for (int day = 0; day < DAYS; day++) {
            for (int order = random.nextInt(4); order >= 0; order--) {
                String customer = "c" + random.nextInt(60);
                Instant time = START.plusSeconds(86_400L * day + random.nextInt(50_000));
                for (int line = random.nextInt(3); line >= 0; line--) {
                    BigDecimal amount = BigDecimal.valueOf(100 + random.nextInt(9000), 2);
                    Purchase purchase =
                            new Purchase(time, amount, 1, "o" + day + "-" + order, "p" + random.nextInt(50), null);
                    log.add(customer, purchase);
                    if (day >= from && day < until) {
                        log.add(customer, change.apply(purchase));
                    }
                }
            }
        }
        return log.build();
    }

    private static UnaryOperator<Purchase> later(Duration shift) {
        return to(time -> time.plus(shift));
    }

    private static UnaryOperator<Purchase> to(UnaryOperator<Instant> time) {
        return bought ->
                new Purchase(time.apply(bought.time()), bought.amount(), 1, bought.order(), bought.product(), null);
    }

    private static UnaryOperator<Purchase> named(String order, String product) {
        return bought -> new Purchase(
                bought.time(), bought.amount(), 1, order + bought.order(), product + bought.product(), null);
    }

    private static List<String> said(EventLog log) {
        return log.quality().counts().stream()
                .filter(count -> count.reason().key().equals(LogReasons.ROWS_DOUBLED))
                .map(count -> count.reason().sentence())
                .toList();
    }

    private static void isTold(UnaryOperator<Purchase> change, String how) {
        for (long seed = 0; seed < 4; seed++) {
            assertThat(said(shop(seed, 100, 130, change)))
                    .singleElement()
                    .asString()
                    .contains("between 2023-04-11 and 2023-05-1", how, "from one export alone");
            EventLog whole = shop(seed, 0, DAYS, change);
            assertThat(said(whole)).singleElement().asString().contains(how);
            assertThat(whole.quality().count(LogReasons.ROWS_DOUBLED)).isEqualTo(whole.size() / 2);
        }
    }

    @Test
    void otherNumbersOfOrdersAndOtherNamesOfProductsAreTold() {
        isTold(named("B", ""), "with other numbers of orders");
        isTold(named("", "SKU-"), "with other products");
    }

    @Test
    void timesOfAnotherZoneAndOfTheNextDayAreTold() {
        isTold(later(Duration.ofHours(1)), "with times 1 hour apart");
        isTold(later(Duration.ofHours(-8)), "with times 8 hours apart");
        isTold(later(Duration.ofMinutes(330)), "with times 5.50 hours apart");
        isTold(later(Duration.ofDays(1)), "with times 24 hours apart");
    }

    @Test
    void timesByTheMinuteOrTheDayAreTold() {
        isTold(to(time -> time.minusSeconds(1 + time.getEpochSecond() % 58)), "less than a minute apart");
        isTold(to(time -> time.truncatedTo(ChronoUnit.DAYS)), "the day alone");
    }

    @Test
    void aZoneWithDaylightSavingTimeIsToldWithBothDistances() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        UnaryOperator<Purchase> change =
                to(time -> time.plusSeconds(berlin.getRules().getOffset(time).getTotalSeconds()));
        assertThat(said(shop(1, 0, DAYS, change))).singleElement().asString().contains("times 1 or 2 hours apart");
    }

    @Test
    void aShopWhoseOrdersAreThereOnceGivesNoReason() {
        for (long seed = 0; seed < 20; seed++) {
            assertThat(said(shop(seed, 0, 0, NONE))).isEmpty();
        }
    }

    /** Coffee at one price: most customers buy it every working day at about the same time. */
    @ParameterizedTest
    @ValueSource(ints = {1, 60, 3600, 20_000})
    void whatCustomersBuyEveryDayIsNoCopy(int spread) {
        for (long seed = 0; seed < 5; seed++) {
            Random random = new Random(seed);
            EventLog.Builder log = EventLog.builder();
            for (int day = 0; day < 200; day++) {
                for (int customer = 0; customer < 30; customer++) {
                    if (day % 7 < 5 && random.nextInt(10) < 8) {
                        log.add(
                                "c" + customer,
                                Purchase.of(
                                        START.plusSeconds(86_400L * day + 100 * customer + random.nextInt(spread)),
                                        BigDecimal.valueOf(random.nextInt(4) == 0 ? 5 : 3)));
                    }
                }
            }
            assertThat(said(log.build())).isEmpty();
        }
    }

    /** Tickets: two equal lines for nearly everybody, or three purchases within a minute. */
    @Test
    void equalLinesOfOneOrderAndBurstsAreNoCopies() {
        for (long seed = 0; seed < 5; seed++) {
            Random random = new Random(seed);
            EventLog.Builder tickets = EventLog.builder();
            EventLog.Builder bursts = EventLog.builder();
            for (int order = 0; order < 800; order++) {
                Instant time = START.plusSeconds(20_000L * order + random.nextInt(5000));
                BigDecimal price = BigDecimal.valueOf(10 + 5 * random.nextInt(4));
                String customer = "c" + random.nextInt(100);
                for (int seat = 0; seat < (random.nextInt(10) == 0 ? 1 : 2); seat++) {
                    tickets.add(customer, new Purchase(time, price, 1, "o" + order, "seat " + seat, null));
                }
                for (int click = 0; order % 40 == 0 && click < 60; click++) {
                    bursts.add(customer, Purchase.of(time.plusSeconds(click), price));
                }
                bursts.add(customer, Purchase.of(time, price));
            }
            assertThat(said(tickets.build())).isEmpty();
            assertThat(said(bursts.build())).isEmpty();
        }
    }

    @Test
    void paymentsOfTheSameAmountEveryMonthOrWeekAreNoCopies() {
        for (int every : new int[] {1, 7, 30}) {
            EventLog.Builder log = EventLog.builder();
            for (int customer = 0; customer < 50; customer++) {
                for (int day = customer % every; day < 300; day += every) {
                    log.add(
                            "c" + customer,
                            Purchase.of(START.plus(Duration.ofDays(day)), BigDecimal.valueOf(9 + customer % 3)));
                }
            }
            assertThat(said(log.build())).isEmpty();
        }
    }

    @Test
    void aLogOfOneEventOrOfNoneGivesNoReason() {
        assertThat(said(EventLog.builder().build())).isEmpty();
        assertThat(said(EventLog.builder()
                        .add("a", Purchase.of(START, BigDecimal.ONE))
                        .build()))
                .isEmpty();
    }

    @Test
    void theDaysOfTheZoneCount() {
        ZoneId tokyo = ZoneId.of("Asia/Tokyo");
        Random random = new Random(1);
        EventLog.Builder log = EventLog.builder().zone(tokyo);
        for (int order = 0; order < 300; order++) {
            Instant time = START.plusSeconds(40_000L * order + random.nextInt(5000));
            BigDecimal amount = BigDecimal.valueOf(100 + random.nextInt(9000), 2);
            LocalDate day = time.atZone(tokyo).toLocalDate();
            String customer = "c" + random.nextInt(40);
            log.add(customer, Purchase.of(time, amount));
            log.add(customer, Purchase.of(day.atStartOfDay(tokyo).toInstant(), amount));
        }
        assertThat(said(log.build())).singleElement().asString().contains("the day alone");
    }
}
