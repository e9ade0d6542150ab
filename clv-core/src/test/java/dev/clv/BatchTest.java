package dev.clv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.explain.Effort;
import dev.clv.features.event.EventLog;
import dev.clv.reason.Explanation;
import dev.clv.reason.Reference;
import dev.clv.reason.SegmentOptions;
import dev.clv.simulate.ShopSimulation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Many customers at a time are scored and explained as one by one. */
class BatchTest {

    private static final Duration HORIZON = Duration.ofDays(60);

    private static EventLog log;
    private static Instant at;
    private static ClvModel model;

    @BeforeAll
    static void train() {
        log = ShopSimulation.builder().customers(300).days(300).seed(8).build().log();
        at = log.observedUntil().minus(HORIZON);
        model = ClvModel.builder()
                .horizon(HORIZON)
                .network(n -> n.hidden(6).members(2))
                .earlyStopping(4, 4)
                .train(log, at);
    }

    @Test
    void everybodyIsScoredInOrderAsAlone() {
        // More than a chunk: everybody many times over.
        List<String> customers = new ArrayList<>();
        while (customers.size() < 5_000) {
            customers.addAll(log.customers());
        }
        List<String> scored = new ArrayList<>();
        Map<String, Double> values = new LinkedHashMap<>();

        model.score(log, customers, at, (customer, prediction) -> {
            scored.add(customer);
            values.put(customer, prediction.value());
        });

        assertThat(scored).isEqualTo(customers);
        for (int i = 0; i < log.customers().size(); i += 17) {
            String customer = log.customers().get(i);
            assertThat(values.get(customer))
                    .isEqualTo(model.predict(log.history(customer), at).value());
        }
    }

    @Test
    void anExecutorChangesNoBitOfAScoring() {
        List<String> customers = new ArrayList<>();
        while (customers.size() < 10_000) {
            customers.addAll(log.customers());
        }
        List<ClvPrediction> alone = new ArrayList<>();
        List<ClvPrediction> together = new ArrayList<>();
        ScoringSummary said = model.score(log, customers, at, (customer, prediction) -> alone.add(prediction));
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            ScoringSummary same =
                    model.score(log, customers, at, pool, (customer, prediction) -> together.add(prediction));

            assertThat(together).isEqualTo(alone);
            assertThat(same).isEqualTo(said);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void aScoringRanksCustomersByValueAndEqualOnesShareARank() {
        List<String> customers = new ArrayList<>(log.customers());
        customers.addAll(log.customers());
        List<ClvPrediction> scored = new ArrayList<>();

        model.score(log, customers, at, (customer, prediction) -> scored.add(prediction));

        for (ClvPrediction prediction : scored) {
            long above = scored.stream()
                    .filter(other -> other.value() > prediction.value())
                    .count();
            assertThat(prediction.standing()).isNotNull();
            assertThat(prediction.standing().rank()).isEqualTo((int) above + 1);
        }
        Standing alone = model.predict(log.history(customers.get(3)), at).standing();
        Standing among = scored.get(3).standing();
        assertThat(alone).isNotNull();
        assertThat(alone.rank()).isNull();
        assertThat(among).isNotNull();
        assertThat(among.percentile()).isEqualTo(alone.percentile());
        assertThat(among.tier()).isEqualTo(alone.tier());
    }

    @Test
    void everybodyIsExplainedInOrderAsAloneOnAnyExecutor() {
        List<String> customers = log.customers().subList(0, 12);
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            Map<String, Explanation> explained = new LinkedHashMap<>();
            model.explainAll(log, customers, at, Reference.averageCustomer(), pool, explained::put);

            assertThat(explained.keySet()).containsExactlyElementsOf(customers);
            customers.forEach(customer -> assertThat(explained.get(customer))
                    .isEqualTo(model.explain(log.history(customer), at, Reference.averageCustomer())));
        } finally {
            pool.shutdownNow();
        }
        assertThatThrownBy(() -> model.explainAll(
                        log, customers, at, Reference.averageCustomer(), Runnable::run, (customer, explanation) -> {
                            throw new IllegalStateException("disk full");
                        }))
                .hasMessage("disk full");
    }

    /** Kills: an effort that is not heeded, and errors that tell less than they miss. */
    @Test
    void lessEffortGivesTheSameReasonsWithinTheErrorsItTells() {
        List<String> customers = log.customers().subList(0, 12);
        Map<String, Explanation> rough = new LinkedHashMap<>();
        model.explainAll(
                log,
                customers,
                at,
                Reference.averageCustomer(),
                Effort.standard().targetError(0.2),
                Runnable::run,
                rough::put);

        double squares = 0;
        double variances = 0;
        for (String customer : customers) {
            Explanation exact = model.explain(log.history(customer), at, Reference.averageCustomer());
            Explanation quick = rough.get(customer);
            assertThat(quick.prediction()).isEqualTo(exact.prediction());
            assertThat(quick.baseValue()).isEqualTo(exact.baseValue());
            assertThat(quick.attribution().evaluations())
                    .isLessThan(exact.attribution().evaluations());
            for (int k = 0; k < quick.effects().size(); k++) {
                double error =
                        quick.effects().get(k).amount() - exact.effects().get(k).amount();
                squares += error * error;
                variances += StrictMath.pow(quick.effects().get(k).standardError(), 2)
                        + StrictMath.pow(exact.effects().get(k).standardError(), 2);
            }
        }
        assertThat(squares).isLessThan(4 * variances);
    }

    @Test
    void anIdThatTheLogDoesNotKnowIsToldFromACustomerWhoHasNotBought() {
        String known = log.customers().get(0);
        List<ClvPrediction> predictions = model.predict(log, List.of(known, "nobody"), Instant.EPOCH);

        assertThat(predictions.get(0).flags())
                .contains(PredictionFlag.COLD_START)
                .doesNotContain(PredictionFlag.UNKNOWN_CUSTOMER);
        assertThat(predictions.get(1).flags()).contains(PredictionFlag.COLD_START, PredictionFlag.UNKNOWN_CUSTOMER);
    }

    @Test
    void unknownIdsAreNeitherExplainedNorLookedAtForADependence() {
        List<String> ids = List.of(log.customers().get(0), "max.mustermann");

        assertThatThrownBy(() -> model.explainAll(
                        log, ids, at, Reference.averageCustomer(), Runnable::run, (customer, explanation) -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("1 of the 2 ids of 'customers' are not in the log")
                .hasMessageNotContaining("mustermann");
        assertThatThrownBy(() -> model.dependence("recency_days", log, ids, at))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("1 of the 2 ids of 'customers' are not in the log");
    }

    @Test
    void segmentsOfCustomersThatTheLogDoesNotKnowAreRefusedWithoutTheirIds() {
        List<String> some = log.customers().subList(0, 5);

        assertThatThrownBy(() -> model.compareSegments(
                        log, List.of("max.mustermann", some.get(0), some.get(1)), some, at, SegmentOptions.defaults()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("1 of the 3 ids of 'segment' are not in the log")
                .hasMessageNotContaining("mustermann");
    }
}
