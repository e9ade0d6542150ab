package dev.clv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.EventLog;
import dev.clv.reason.Caveat;
import dev.clv.reason.Lever;
import dev.clv.reason.Reference;
import dev.clv.simulate.ShopSimulation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A history that comes alone is asked about as one that comes in its log. */
class AskedHistoryTest {

    private static EventLog log;
    private static Instant end;
    private static String buyer;
    private static ClvModel model;

    @BeforeAll
    static void train() {
        log = ShopSimulation.builder().customers(200).days(400).seed(3).build().log();
        end = log.observedUntil();
        buyer = log.customers().get(0);
        model = ClvModel.builder()
                .horizon(Duration.ofDays(60))
                .network(n -> n.hidden(4).members(2))
                .earlyStopping(2, 2)
                .train(log, end.minus(Duration.ofDays(60)));
    }

    private static EventLog in(String currency) {
        EventLog.Builder other = EventLog.builder().zone(log.zone()).currency(currency);
        log.customers()
                .forEach(customer -> log.history(customer).events().forEach(event -> other.add(customer, event)));
        return other.build();
    }

    @Test
    void amountsInAnotherCurrencyAreRefusedHoweverOneAsks() {
        CustomerHistory history = in("JPY").history(buyer);
        List<Lever> levers = List.of(Lever.range("order_days", 0, 10, 1));
        List<ThrowingCallable> asked = List.of(
                () -> model.predict(history, end),
                () -> model.predict(history.before(end.minusSeconds(1)), end),
                () -> model.explain(history, end),
                () -> model.explain(history, end, Reference.averageCustomer()),
                () -> model.explain(log.history(buyer), end, Reference.customer(history)),
                () -> model.whatWouldRaise(history, end, 100, levers));
        for (ThrowingCallable question : asked) {
            assertThatThrownBy(question)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(
                            "the amounts of the model are in " + model.currency() + ", those of the history in JPY");
        }
        assertThat(model.predict(in(model.currency()).history(buyer), end))
                .isEqualTo(model.predict(log, List.of(buyer), end).get(0));
    }

    @Test
    void anIdThatTheLogDoesNotKnowIsFlaggedHoweverOneAsks() {
        assertThat(model.predict(log.history("nobody"), end))
                .isEqualTo(model.predict(log, List.of("nobody"), end).get(0));
        assertThat(model.predict(log.history("nobody"), end).flags())
                .contains(PredictionFlag.UNKNOWN_CUSTOMER, PredictionFlag.COLD_START);
        CustomerHistory own = CustomerHistory.of("new", log.zone(), end, List.of());
        assertThat(model.predict(own, end).flags())
                .contains(PredictionFlag.COLD_START)
                .doesNotContain(PredictionFlag.UNKNOWN_CUSTOMER);
    }

    @Test
    void aHistoryThatWasCutBeforeTheTimeAskedAboutIsFlagged() {
        Instant cut = end.minus(Duration.ofDays(90));
        for (CustomerHistory stale : List.of(
                log.history(buyer).before(cut), log.history(buyer).before(cut).before(end))) {
            assertThat(model.predict(stale, end).flags()).contains(PredictionFlag.AFTER_OBSERVED_TIME);
            assertThat(model.explain(stale, end, Reference.averageCustomer()).caveats())
                    .contains(Caveat.afterObservedTime());
            assertThat(model.predict(stale, cut)).isEqualTo(model.predict(log.history(buyer), cut));
        }
        for (CustomerHistory whole : List.of(
                log.history(buyer),
                log.history(buyer).before(end),
                log.history(buyer).before(end.plusSeconds(60)))) {
            assertThat(model.predict(whole, end).flags()).doesNotContain(PredictionFlag.AFTER_OBSERVED_TIME);
        }
    }
}
