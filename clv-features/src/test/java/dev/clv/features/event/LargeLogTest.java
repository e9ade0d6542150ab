package dev.clv.features.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** Logs of so many events that a part of the customers is looked at first: what is there is told all the same. */
class LargeLogTest {

    private static final int CUSTOMERS = 12_000;
    private static final int EACH = 26;
    private static final Instant BEGIN = Instant.parse("2023-01-01T00:00:00Z");
    private static final Instant FIRST = BEGIN.plusSeconds(20_000_000);
    private static final Instant LAST = FIRST.plusSeconds(1_000_000);
    private static final Instant ONE = BEGIN.plusSeconds(1_000_000);

    /** What is done to a log. */
    private enum Fault {
        NONE,
        OTHER_ORDERS,
        ONE_INSTANT,
        OTHER_UNIT,
        ONE_TIME_IDS,
        IDS_ANEW,
        ORDER_TOTALS
    }

    private static EventLog log(Fault fault) {
        Random random = new Random(5);
        EventLog.Builder log = EventLog.builder();
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            boolean second = customer % 2 == 1;
            boolean once = fault == Fault.ONE_TIME_IDS && customer % 10 == 0;
            String id = once
                    ? "guest-" + customer
                    : fault == Fault.IDS_ANEW ? (second ? "C-" : "C") + customer / 2 : "c" + customer;
            log.add(id, new AttributeChange(Instant.MIN, "land", second ? "fr" : "de"));
            for (int i = 0; i < (once ? 1 : EACH); i++) {
                boolean known = fault != Fault.ONE_INSTANT || customer % 3 != 0 || i > 0;
                Instant time = known ? BEGIN.plusSeconds(random.nextInt(40_000_000)) : ONE;
                int cents = 500 + (int) (400 * StrictMath.exp(random.nextGaussian()));
                BigDecimal amount = BigDecimal.valueOf(cents, fault == Fault.OTHER_UNIT && second ? 0 : 2);
                String order = customer + "-" + i;
                log.add(id, new Purchase(time, amount, 1, order, null, null));
                boolean copied = fault == Fault.OTHER_ORDERS && !time.isBefore(FIRST) && time.isBefore(LAST);
                if (copied) {
                    log.add(id, new Purchase(time, amount, 1, "0-" + order, null, null));
                } else if (fault == Fault.ORDER_TOTALS && i == 0) {
                    log.add(id, new Purchase(time, amount, 1, order, "other", null));
                }
            }
        }
        return log.build();
    }

    private static long told(Fault fault, String key) {
        EventLog log = log(fault);
        assertThat(log.size()).isGreaterThan(250_000);
        return log.quality().count(key);
    }

    @Test
    void aLargeLogWithoutFaultIsNotRemarkedOn() {
        assertThat(log(Fault.NONE).quality().counts())
                .extracting(count -> count.reason().key())
                .isSubsetOf("attributes_met", "outlier_amount");
    }

    @Test
    void instantsUnitsAndFormsOfIdsAreFoundInALargeLog() {
        assertThat(told(Fault.ONE_INSTANT, "same_instant")).isEqualTo(CUSTOMERS / 3);
        assertThat(told(Fault.OTHER_UNIT, "amounts_in_another_unit"))
                .isCloseTo((long) CUSTOMERS / 2 * EACH, Percentage.withPercentage(5));
        assertThat(told(Fault.ONE_TIME_IDS, "nobody_bought_twice")).isBetween(CUSTOMERS / 25L, CUSTOMERS / 10L);
        assertThat(told(Fault.IDS_ANEW, "ids_spelled_anew")).isEqualTo(CUSTOMERS / 2);
    }

    @Test
    void copiesOfOrdersAreFoundInALargeLog() {
        assertThat(told(Fault.OTHER_ORDERS, "rows_doubled"))
                .isCloseTo((long) CUSTOMERS * EACH / 40, Percentage.withPercentage(5));
        assertThat(told(Fault.ORDER_TOTALS, "order_total_repeated")).isEqualTo(CUSTOMERS);
    }

    @Test
    void onePickIsTakenFromEveryBlockAndNoPeriodIsMet() {
        for (int step : new int[] {1, 2, 3, 10, 16}) {
            int[] picks = IntStream.range(0, 1000)
                    .map(block -> Picked.at(block, step))
                    .toArray();
            for (int block = 0; block < picks.length; block++) {
                assertThat(picks[block]).isBetween(block * step, block * step + step - 1);
            }
            long even = IntStream.of(picks).filter(pick -> pick % 2 == 0).count();
            assertThat(even).isBetween(400L, 600L);
        }
    }
}
