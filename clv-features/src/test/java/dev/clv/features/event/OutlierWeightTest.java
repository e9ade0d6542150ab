package dev.clv.features.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;

class OutlierWeightTest {

    private static final int ROWS = 600;

    /** Usual amounts in cents go through a rule; every sixth customer is of NL. */
    private static EventLog log(long seed, IntFunction<IntToLongFunction> rule) {
        Random random = new Random(seed);
        EventLog.Builder builder = EventLog.builder();
        for (int i = 0; i < ROWS; i++) {
            long cents = Math.round(4000 * StrictMath.exp(0.7 * random.nextGaussian()));
            EventRow row = new EventRow()
                    .customer("c" + i % 60)
                    .time(1_672_574_400_000_000L + i * 43_200_000_000L)
                    .kind(EventKind.PURCHASE)
                    .attribute("country", i % 6 == 0 ? "NL" : "GB")
                    .amount(rule.apply(i).applyAsLong((int) cents), 2);
            builder.append(row);
        }
        return builder.build();
    }

    private static String sentence(EventLog log) {
        return log.quality().counts().stream()
                .filter(count -> count.reason().key().equals(LogReasons.OUTLIERS_WEIGH))
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
    void amountsOfOneStretchOfTimeOrOneValueAreToldByIt() {
        assertThat(sentence(log(2, i -> cents -> i >= 200 && i < 260 ? 1000L * cents : cents)))
                .contains("nearly all purchases from 2023-04-11 to 2023-05-11");
        assertThat(sentence(log(3, i -> cents -> i % 6 == 0 ? 1000L * cents : cents)))
                .contains("nearly all purchases with one value of the attribute 'country'");
    }

    @Test
    void anAmountThatStandsForAnUnknownOneIsNamed() {
        assertThat(sentence(log(4, i -> cents -> i % 50 == 0 ? 999_900 : cents)))
                .contains("12 of them are exactly 9999, as a program");
    }
}
