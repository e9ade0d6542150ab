package dev.clv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import dev.clv.simulate.ShopSimulation;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One mistyped amount in the past, to which the purchase model is fitted too, moves everybody else little. */
class MistypedPastTest {

    @ParameterizedTest
    @ValueSource(doubles = {1e2, 1e4, 1e6, 1e9})
    void othersAreWorthAboutWhatTheyWereInAll(double factor) {
        ShopSimulation shop =
                ShopSimulation.builder().customers(400).days(500).seed(3).build();
        EventLog clean = shop.log();
        Instant cutoff = shop.end().minus(90, ChronoUnit.DAYS);
        String typo = clean.customers().stream()
                .filter(id ->
                        !bought(clean, id, cutoff.minus(60, ChronoUnit.DAYS)).isEmpty())
                .findFirst()
                .orElseThrow();

        double before = sumOfOthers(clean, typo, cutoff);
        double after = sumOfOthers(mistyped(clean, typo, cutoff, BigDecimal.valueOf(factor)), typo, cutoff);

        assertThat(after).isCloseTo(before, within(0.2 * before));
    }

    private static List<Purchase> bought(EventLog log, String id, Instant until) {
        return log.history(id).before(until).events(Purchase.class);
    }

    private static EventLog mistyped(EventLog log, String customer, Instant cutoff, BigDecimal factor) {
        Purchase wrong = bought(log, customer, cutoff).get(0);
        EventLog.Builder copy =
                EventLog.builder().zone(log.zone()).currency("EUR").observedUntil(log.observedUntil());
        for (String id : log.customers()) {
            for (CustomerEvent event : log.history(id).events()) {
                boolean hit = id.equals(customer) && event.equals(wrong);
                copy.add(id, hit ? Purchase.of(wrong.time(), wrong.amount().multiply(factor)) : event);
            }
        }
        return copy.build();
    }

    private static double sumOfOthers(EventLog log, String typo, Instant cutoff) {
        ClvModel model =
                ClvModel.builder().horizon(Duration.ofDays(90)).currency("EUR").train(log, cutoff);
        List<String> others = log.customers().stream()
                .filter(id -> !id.equals(typo) && !bought(log, id, cutoff).isEmpty())
                .toList();
        return model.predict(log, others, cutoff).stream()
                .mapToDouble(ClvPrediction::value)
                .sum();
    }
}
