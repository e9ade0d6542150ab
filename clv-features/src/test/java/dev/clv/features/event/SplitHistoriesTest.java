package dev.clv.features.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hashing;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Customers whose orders are there under several ids. */
class SplitHistoriesTest {

    private static final Instant BEGIN = Instant.parse("2023-01-01T00:00:00Z");

    /** Customers who buy again and again; an id for each customer and order. */
    private static List<String> said(long seed, BiFunction<Integer, Integer, String> ids) {
        Random random = new Random(seed);
        EventLog.Builder log = EventLog.builder();
        int order = 0;
        for (int customer = 0; customer < 200; customer++) {
            for (int day = random.nextInt(300); day < 400; day += 5 + random.nextInt(100)) {
                log.add(
                        ids.apply(customer, order++),
                        Purchase.of(BEGIN.plus(Duration.ofDays(day)), BigDecimal.valueOf(5 + random.nextInt(50))));
            }
        }
        return log.build().quality().counts().stream()
                .filter(count -> List.of("nobody_bought_twice", "ids_spelled_anew", "ids_differ_in_encoding")
                        .contains(count.reason().key()))
                .map(count -> count.rows() + " " + count.reason().key() + ": "
                        + count.reason().sentence())
                .toList();
    }

    private static String mail(int customer) {
        return "jörg+" + customer + "@x.org";
    }

    @Test
    void customersWithOneIdEachGiveNoReason() {
        for (long seed = 0; seed < 10; seed++) {
            assertThat(said(seed, (customer, order) -> mail(customer))).isEmpty();
            assertThat(said(seed, (customer, order) -> "100 %" + customer + " & sons"))
                    .isEmpty();
            assertThat(said(seed, (customer, order) -> (customer % 3 == 0 ? "guest-" : "C") + customer))
                    .isEmpty();
            assertThat(said(
                            seed,
                            (customer, order) ->
                                    Hashing.sha256().hashInt(customer).toString()))
                    .isEmpty();
        }
    }

    @Test
    void guestsWithAnIdForEachOrderAreToldByTheFormOfTheirIds() {
        for (long seed = 0; seed < 10; seed++) {
            assertThat(said(seed, (customer, order) -> order % 3 == 0 ? "guest-" + order : "C" + customer))
                    .singleElement()
                    .asString()
                    .contains("nobody_bought_twice: ", "'aaaaa-9'", "% of the others did");
        }
    }

    @Test
    void digestsOfIdsAreToldWithTheirKind() {
        assertThat(said(
                        1,
                        (customer, order) -> order % 3 > 0
                                ? mail(customer)
                                : Hashing.sha256()
                                        .hashString(mail(customer), StandardCharsets.UTF_8)
                                        .toString()))
                .singleElement()
                .asString()
                .contains("ids_spelled_anew: ", "the SHA-256 of the other");
    }

    @Test
    void idsThatWereReadInAWrongEncodingAreTold() {
        BiFunction<Integer, Integer, String> misread = (customer, order) -> order % 3 > 0
                ? mail(customer)
                : new String(mail(customer).getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        assertThat(said(1, misread)).singleElement().asString().contains("ids_differ_in_encoding: ");
        assertThat(said(1, (customer, order) -> customer + (order % 3 > 0 ? "@x.org" : "%40x.org")))
                .singleElement()
                .asString()
                .contains("ids_differ_in_encoding: ");
        assertThat(said(1, (customer, order) -> customer + (order % 3 > 0 ? " & sons" : " &amp; sons")))
                .singleElement()
                .asString()
                .contains("ids_differ_in_encoding: ");
    }

    @Test
    void anIdThatWasNotMisreadIsKept() {
        for (String id : List.of("", "a", "Jörg", "100 %", "%zz", "a&b", "日本", "É", "%C3", "x%4", "ÄÖ")) {
            assertThat(MisreadId.restored(id)).isEqualTo(id);
        }
        assertThat(MisreadId.restored("J%C3%B6rg")).isEqualTo("Jörg");
        assertThat(MisreadId.restored("JÃ¶rg")).isEqualTo("Jörg");
        assertThat(MisreadId.restored("â‚¬")).isEqualTo("€");
    }
}
