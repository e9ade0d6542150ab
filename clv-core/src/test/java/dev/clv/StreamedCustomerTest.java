package dev.clv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.features.CustomerState;
import dev.clv.features.Feature;
import dev.clv.features.FeatureExtractor;
import dev.clv.features.FeaturePlan;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import dev.clv.features.standard.StandardExtractors;
import dev.clv.simulate.ShopSimulation;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A customer whose events come one by one is predicted as one whose history is at hand. */
class StreamedCustomerTest {

    private static final Duration HORIZON = Duration.ofDays(60);

    private static EventLog log;
    private static Instant at;
    private static ClvModel model;

    @BeforeAll
    static void train() {
        log = ShopSimulation.builder().customers(300).days(300).seed(8).build().log();
        at = log.observedUntil();
        model = builder().train(log, at.minus(HORIZON));
    }

    private static ClvModelBuilder builder() {
        return ClvModel.builder()
                .horizon(HORIZON)
                .network(n -> n.hidden(6).members(2))
                .earlyStopping(4, 4);
    }

    private static CustomerState state(CustomerHistory history) {
        CustomerState state = model.begin(history.customer(), history.zone());
        history.events().forEach(state::add);
        return state;
    }

    /** As of one that was made of events: of a state, as of such a history, nobody knows the log. */
    private static CustomerHistory history(String customer) {
        return CustomerHistory.of(
                customer, log.zone(), at, log.history(customer).events());
    }

    @Test
    void everyCustomerOfALogIsPredictedAndExplainedAsFromTheHistory() {
        for (String customer : log.customers()) {
            assertThat(model.predict(state(history(customer)), at)).isEqualTo(model.predict(history(customer), at));
        }
        String some = log.customers().get(7);
        assertThat(model.explain(state(history(some)), at)).isEqualTo(model.explain(history(some), at));
    }

    @Test
    void aRestoredStateContinuesToTheSamePrediction() {
        for (String customer : log.customers().subList(0, 40)) {
            List<CustomerEvent> events = history(customer).events();
            CustomerState begun = model.begin(customer, log.zone());
            events.subList(0, events.size() / 2).forEach(begun::add);

            CustomerState resumed = model.restore(customer, begun.snapshot());
            events.subList(events.size() / 2, events.size()).forEach(resumed::add);

            assertThat(model.predict(resumed, at)).isEqualTo(model.predict(history(customer), at));
        }
    }

    @Test
    void aPurchaseThatOnlyTheFirstOrTheLaterOfTwoMergedStatesKnowsIsAPurchase() {
        CustomerState with = model.begin("c", ZoneOffset.UTC);
        with.add(Purchase.of(at.minusSeconds(60), BigDecimal.TEN));
        CustomerState without = model.begin("c", ZoneOffset.UTC);

        assertThat(with.merged(without.snapshot()).hasBought()).isTrue();
        assertThat(without.merged(with.snapshot()).hasBought()).isTrue();
        assertThat(without.merged(without.snapshot()).hasBought()).isFalse();
    }

    @Test
    void nobodyIsAColdStart() {
        CustomerState nobody = model.begin("nobody", log.zone());

        ClvPrediction prediction = model.predict(nobody, at);

        assertThat(prediction.flags()).containsExactly(PredictionFlag.COLD_START);
        assertThat(prediction).isEqualTo(model.predict(CustomerHistory.of("nobody", log.zone(), at, List.of()), at));
    }

    @Test
    void aModelTrainedAgainOnTheSameFeaturesGoesOnWithTheStates() {
        ClvModel again = builder().seed(9).train(log, at.minus(HORIZON).minus(Duration.ofDays(20)));
        CustomerHistory some = history(log.customers().get(3));

        assertThat(again.predict(state(some), at)).isEqualTo(again.predict(some, at));
        assertThat(again.predict(again.restore(some.customer(), state(some).snapshot()), at))
                .isEqualTo(again.predict(some, at));
    }

    @Test
    void aStateOfTheFutureOrOfOtherFeaturesIsRefused() {
        String customer = log.customers().get(0);
        CustomerState state = state(history(customer));

        assertThatThrownBy(() ->
                        model.predict(state, history(customer).events().get(0).time()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must not know the event of");
        ClvModel other = builder()
                .features(FeaturePlan.of(StandardExtractors.all())
                        .with(FeatureExtractor.of(
                                Feature.numeric("events", "events", "Everything known", "activity"),
                                history -> history.events().size())))
                .train(log, at.minus(HORIZON));
        assertThatThrownBy(() -> other.predict(state, at))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the state is of other features");
        assertThatThrownBy(() -> other.explain(state, at)).hasMessageContaining("the state is of other features");
        assertThatThrownBy(() -> other.restore(customer, state.snapshot()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
