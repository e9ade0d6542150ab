package dev.clv.features.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids that change their form at a date, and ids in two forms at once. */
class ChangedIdsTest {

    private static final Instant BEGIN = Instant.parse("2023-01-01T00:00:00Z");
    private static final int DAYS = 600;
    private static final int CHANGE = 400;

    private interface Ids {

        String of(int customer, int day, Random random);
    }

    /** Customers who come by and by, buy for so many days about once in thirty, and go. */
    private static EventLog shop(long seed, int stay, Ids ids) {
        Random random = new Random(seed);
        EventLog.Builder log = EventLog.builder();
        for (int customer = 0; customer < 400; customer++) {
            int first = random.nextInt(DAYS);
            for (int day = first; day < Math.min(DAYS, first + stay); day += 1 + random.nextInt(60)) {
                log.add(
                        ids.of(customer, day, random),
                        Purchase.of(BEGIN.plus(Duration.ofDays(day)), BigDecimal.valueOf(5 + random.nextInt(50))));
            }
        }
        return log.build();
    }

    private static List<String> said(EventLog log) {
        return log.quality().counts().stream()
                .filter(count -> List.of(LogReasons.IDS_CHANGED, LogReasons.IDS_SPELLED_ANEW)
                        .contains(count.reason().key()))
                .map(count -> count.reason().key() + ": " + count.reason().sentence())
                .toList();
    }

    private static Ids always(IntFunction<String> form) {
        return (customer, day, random) -> form.apply(customer);
    }

    private static Ids changing(IntFunction<String> before, IntFunction<String> after) {
        return (customer, day, random) -> (day < CHANGE ? before : after).apply(customer);
    }

    private static Ids mixed(IntFunction<String> one, IntFunction<String> other) {
        return (customer, day, random) -> (random.nextBoolean() ? one : other).apply(customer);
    }

    /** Numbers far apart, as shops with many customers give them. */
    private static long sparse(int customer) {
        return 7_000_000_000L + customer * 37_411L;
    }

    private static String mail(int customer) {
        return "abcdefghij".charAt(customer % 10) + ".b" + customer + "@" + (customer % 3 == 0 ? "x" : "y") + ".org";
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 60, 150, 600})
    void aShopWhoseIdsStayGivesNoReasonHoweverLongItsCustomersStay(int stay) {
        for (int seed = 0; seed < 5; seed++) {
            assertThat(said(shop(seed, stay, always(customer -> "C" + customer))))
                    .isEmpty();
            assertThat(said(shop(seed, stay, always(ChangedIdsTest::mail)))).isEmpty();
            assertThat(said(shop(seed, stay, always(customer -> (customer % 2 == 0 ? "B" : "C") + sparse(customer)))))
                    .isEmpty();
        }
    }

    @Test
    void idsThatChangeAtADateAreToldWithTheDateAndTheForms() {
        for (int seed = 0; seed < 5; seed++) {
            assertThat(said(shop(
                            seed,
                            600,
                            changing(customer -> "C" + (1000 + customer), customer -> "" + (100 + customer)))))
                    .singleElement()
                    .asString()
                    .startsWith("ids_changed: ")
                    .contains("before 2024-02-0", "only 0 of them", "'A9999' before and '999' after");
        }
    }

    @Test
    void otherIdsOfTheSameFormAreToldToo() {
        assertThat(said(shop(1, 600, changing(customer -> "" + (1000 + customer), customer -> "" + (5000 + customer)))))
                .singleElement()
                .asString()
                .contains("before 2024-02-0", "'9999' on either side");
    }

    @Test
    void aHandfulOfCustomersWhoKeepTheirIdsChangesNothing() {
        Ids ids = (customer, day, random) -> (day < CHANGE || customer % 200 == 0 ? "C" : "D") + customer;
        assertThat(said(shop(1, 600, ids))).singleElement().asString().startsWith("ids_changed: ");
    }

    @Test
    void customersOfWhomAPartIsKeptAreNotTakenForOthers() {
        Ids ids = (customer, day, random) -> (day < CHANGE || customer % 5 == 0 ? "C" : "D") + customer;
        assertThat(said(shop(1, 600, ids))).isEmpty();
    }

    @Test
    void twoFormsThatDifferInSignsAreTold() {
        assertThat(said(shop(1, 600, mixed(customer -> "C-" + customer, customer -> "C" + customer))))
                .singleElement()
                .asString()
                .startsWith("ids_spelled_anew: ")
                .contains("'A-9'", "'A9'");
    }

    @Test
    void aNumberBesideAnAddressThatEndsInItIsTold() {
        assertThat(said(shop(
                        1,
                        600,
                        mixed(customer -> "gid://s/Customer/" + sparse(customer), customer -> "" + sparse(customer)))))
                .singleElement()
                .asString()
                .startsWith("ids_spelled_anew: ");
    }

    @Test
    void twoKindsOfCustomersThatAreNumberedFromOneOnAreNotTakenForOne() {
        Ids ids = always(customer -> (customer % 2 == 0 ? "guest-" : "C") + customer / 2);
        assertThat(said(shop(1, 600, ids))).isEmpty();
    }

    @Test
    void aLogOfOneDayOrOfOneCustomerGivesNoReason() {
        assertThat(said(EventLog.builder()
                        .add("a", Purchase.of(BEGIN, BigDecimal.ONE))
                        .build()))
                .isEmpty();
        assertThat(said(EventLog.builder().build())).isEmpty();
    }
}
