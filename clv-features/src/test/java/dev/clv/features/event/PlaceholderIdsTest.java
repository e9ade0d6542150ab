package dev.clv.features.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceholderIdsTest {

    private static final int CUSTOMERS = 300;

    /** Customers with up to five orders each, and one with so many, of two lines each. */
    private static long told(String id, int orders) {
        Random random = new Random(3);
        EventLog.Builder log = EventLog.builder();
        for (int customer = 0; customer <= CUSTOMERS; customer++) {
            int count = customer == CUSTOMERS ? orders : 1 + random.nextInt(5);
            String name = customer == CUSTOMERS ? id : "c" + customer;
            for (int order = 0; order < 2 * count; order++) {
                Instant time = Instant.parse("2024-01-01T00:00:00Z").plusSeconds(random.nextInt(30_000_000));
                String number = customer + "-" + order / 2;
                log.add(
                        name,
                        new Purchase(time, BigDecimal.valueOf(500 + random.nextInt(5000), 2), 1, number, null, null));
            }
        }
        return log.build().quality().count("placeholder_id");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "guest",
                "GAST",
                "no-reply@shop.example",
                "test@test.com",
                "John Doe",
                "-1",
                "unknown@unknown.com"
            })
    void wordsForNobodyThatOrderFarMoreOftenAreTold(String id) {
        assertThat(told(id, 15)).isBetween(15L, 30L);
    }

    @ParameterizedTest
    @CsvSource({"guest, 5", "anna.guest@mail.example, 19", "guesthouse, 19", "0, 19", "1, 19"})
    void customersAreNot(String id, int orders) {
        assertThat(told(id, orders)).isZero();
    }

    /** An id with a share of all orders that no customer has is told by a training, whatever its word. */
    @Test
    void whatATrainingTellsIsNotToldTwice() {
        assertThat(told("guest", 200)).isZero();
    }
}
