package dev.clv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.evaluate.Evaluation;
import dev.clv.evaluate.Metric;
import dev.clv.evaluate.Scores;
import dev.clv.explain.Attribution;
import dev.clv.explain.Contribution;
import dev.clv.explain.Importance;
import dev.clv.features.Feature;
import dev.clv.features.FeatureExtractor;
import dev.clv.features.FeaturePlan;
import dev.clv.features.event.AttributeChange;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.Refund;
import dev.clv.features.event.View;
import dev.clv.features.standard.StandardExtractors;
import dev.clv.label.UnobservedHorizonException;
import dev.clv.nn.Vocabulary;
import dev.clv.reason.SegmentOptions;
import dev.clv.simulate.ShopSimulation;
import dev.clv.store.ModelFile;
import dev.clv.store.ModelFormatException;
import dev.clv.store.Section;
import dev.clv.train.TrainingSet;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClvModelTest {

    private static final Duration HORIZON = Duration.ofDays(90);

    private static ShopSimulation shop;
    private static EventLog log;
    private static Instant cutoff;
    private static Instant later;
    private static ClvModel model;

    @TempDir
    Path folder;

    @BeforeAll
    static void trainOnASimulatedShop() {
        shop = ShopSimulation.builder().customers(1_500).days(540).seed(11).build();
        log = shop.log();
        later = log.observedUntil().minus(HORIZON);
        cutoff = later.minus(HORIZON);
        model = quick().train(log, cutoff);
    }

    private static ClvModelBuilder quick() {
        return ClvModel.builder()
                .origins(1, HORIZON)
                .horizon(HORIZON)
                .network(n -> n.hidden(16, 8).members(3))
                .earlyStopping(30, 6)
                .seed(3);
    }

    @Test
    void onCustomersWithKnownTruthItBeatsTheNaiveBaselines() {
        Evaluation evaluation = model.evaluate(log, later);

        assertThat(evaluation.losses()).isEmpty();
        Map<String, Double> truth = shop.expectedValues(later, HORIZON);
        List<String> customers = List.copyOf(truth.keySet());
        double[] predicted = model.predict(log, customers, later).stream()
                .mapToDouble(ClvPrediction::value)
                .toArray();
        double[] expected =
                truth.values().stream().mapToDouble(v -> Math.max(0, v)).toArray();
        assertThat(Scores.of(predicted, expected).get(Metric.NGINI))
                .as("ranking against the true expected value")
                .isGreaterThan(0.7);
    }

    @Test
    void aPredictionSaysHowSureItIs() {
        ClvPrediction prediction = model.predict(someHistory(), later);

        assertThat(prediction.value()).isFinite().isNotNegative();
        assertThat(prediction.probabilityPositive()).isBetween(0.0, 1.0);
        assertThat(prediction.churnProbability()).isEqualTo(1 - prediction.probabilityPositive());
        double last = 0;
        for (double q : new double[] {0.05, 0.25, 0.5, 0.75, 0.95, 0.99}) {
            assertThat(prediction.quantile(q)).isGreaterThanOrEqualTo(last).isFinite();
            last = prediction.quantile(q);
        }
        assertThat(last).isPositive();
        assertThatThrownBy(() -> prediction.quantile(1)).hasMessageContaining("(0, 1), was 1.0");
    }

    @Test
    void nothingAtOrAfterTheGivenTimeChangesAPrediction() {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 100; i++) {
            String customer = log.customers().get(random.nextInt(log.customers().size()));
            CustomerHistory whole = log.history(customer);
            List<CustomerEvent> changed = new ArrayList<>(whole.before(cutoff).events());
            for (int k = random.nextInt(4); k >= 0; k--) {
                Instant time = cutoff.plusSeconds(random.nextInt(10_000_000));
                changed.add(Purchase.of(time, BigDecimal.valueOf(random.nextInt(100_000), 2)));
            }
            changed.add(Purchase.of(Instant.parse("2199-01-01T00:00:00Z"), BigDecimal.TEN));
            CustomerHistory other = CustomerHistory.of(customer, log.zone(), Instant.MAX, changed);

            assertThat(model.predict(other, cutoff).value())
                    .isEqualTo(model.predict(whole, cutoff).value());
        }
    }

    @Test
    void aCustomerIsPredictedTheSameAloneAndAmongAll() {
        List<ClvPrediction> all = model.predict(log, log.customers(), later);

        for (int i = 0; i < all.size(); i += 97) {
            ClvPrediction alone = model.predict(log.history(log.customers().get(i)), later);
            assertThat(alone.value()).isEqualTo(all.get(i).value());
            assertThat(alone.probabilityPositive()).isEqualTo(all.get(i).probabilityPositive());
            assertThat(alone.flags()).isEqualTo(all.get(i).flags());
        }
    }

    @Test
    void anExplanationAddsUpToThePredictionInCurrency() {
        for (int i = 0; i < 5; i++) {
            CustomerHistory history = log.history(log.customers().get(i * 211));

            Attribution why = model.explain(history, later);

            double value = model.predict(history, later).value();
            assertThat(why.prediction()).isCloseTo(value, within(1e-9 * Math.max(1, value)));
            double sum = why.baseValue()
                    + why.groups().stream().mapToDouble(Contribution::value).sum();
            assertThat(sum).isCloseTo(value, within(1e-9 * Math.max(1, Math.max(value, why.baseValue()))));
            assertThat(why.groups().stream().map(Contribution::name)).contains("recency", "spend");
        }
    }

    @Test
    void importanceNamesEveryBusinessGroup() {
        List<Importance> importance = model.importance(log, later);

        assertThat(importance.stream().map(Importance::name))
                .containsExactlyElementsOf(model.schema().groups().keySet());
        assertThat(importance).anyMatch(i -> i.mean() > 2 * i.standardDeviation() && i.mean() > 0);
    }

    @Test
    void aSavedModelPredictsTheSameBits() throws IOException {
        Path file = folder.resolve("model.clvm");
        model.save(file);

        ClvModel loaded = ClvModel.load(file);

        for (int i = 0; i < log.customers().size(); i += 7) {
            CustomerHistory history = log.history(log.customers().get(i));
            ClvPrediction expected = model.predict(history, later);
            ClvPrediction actual = loaded.predict(history, later);
            assertThat(actual.value()).isEqualTo(expected.value());
            assertThat(actual.quantile(0.9)).isEqualTo(expected.quantile(0.9));
            assertThat(actual.flags()).isEqualTo(expected.flags());
        }
        CustomerHistory one = log.history(log.customers().get(42));
        assertThat(loaded.explain(one, later)).isEqualTo(model.explain(one, later));
        assertThat(loaded.evaluate(log, later).toJson())
                .isEqualTo(model.evaluate(log, later).toJson());
        assertThat(loaded.summary()).isEqualTo(model.summary());
        assertThat(loaded.schema()).isEqualTo(model.schema());
        assertThat(loaded.fingerprint()).isEqualTo(model.fingerprint()).matches("[0-9a-f]{16}");
    }

    @Test
    void aModelFileHoldsNoCustomersIdAndNoClassName() throws IOException {
        Path file = folder.resolve("model.clvm");
        model.save(file);

        String content = Files.readString(file, StandardCharsets.ISO_8859_1);

        assertThat(content).doesNotContain("dev.clv").doesNotContain("java.");
        for (String customer : log.customers()) {
            assertThat(content).doesNotContain("\"" + customer + "\"");
        }
    }

    /** Each either does its work or throws the documented exception; the flag stays set. */
    @Test
    void anInterruptedThreadIsLeftInterrupted() {
        List<String> some = log.customers().subList(0, 40);
        List<ThrowingCallable> calls = List.of(
                () -> model.predict(log, some, later),
                () -> model.score(log, some, later, (id, prediction) -> {}),
                () -> model.evaluate(log, later),
                () -> model.importance(log, later),
                () -> model.features(log, some, later),
                () -> model.dependence("recency_days", log, some, later),
                () -> model.compareSegments(
                        log, some.subList(0, 20), some.subList(20, 40), later, SegmentOptions.defaults()));
        for (ThrowingCallable call : calls) {
            Thread.currentThread().interrupt();
            try {
                assertThatThrownBy(call).isInstanceOf(CancellationException.class);
            } finally {
                assertThat(Thread.interrupted()).isTrue();
            }
        }
        assertThatThrownBy(() -> model.dependence("recency_days", log, List.of(), later))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("dependence needs at least 1 customer, was given 0; name some");
    }

    @Test
    void aTableModelsFileIsNotAnEventModels() {
        Path file = folder.resolve("not.clvm");
        assertThatThrownBy(() -> {
                    ModelFile.save(Section.root().put("kind", "table"), file);
                    ClvModel.load(file);
                })
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("not.clvm: 'kind' is 'table', not 'event-log'");
    }

    @Test
    void anExtractorOfOnesOwnTakesThreeLinesAndMustBeGivenWhenLoading() throws IOException {
        FeatureExtractor weekend = FeatureExtractor.of(
                Feature.numeric("events", "events", "Everything the customer did", "activity"),
                history -> history.events().size());
        ClvModel extended = quick().addExtractor(weekend).train(log, cutoff);
        Path file = folder.resolve("own.clvm");
        extended.save(file);

        assertThat(extended.schema().contains("events")).isTrue();
        assertThatThrownBy(() -> ClvModel.load(file)).hasMessageContaining("extractors [events] of your own");
        assertThat(ClvModel.load(file, weekend).predict(someHistory(), later).value())
                .isEqualTo(extended.predict(someHistory(), later).value());
    }

    @Test
    void aLossOfOnesOwnMustBeGivenWhenLoading() throws IOException {
        ClvModel own = quick().loss(new OwnLoss(0.5)).train(log, cutoff);
        Path file = folder.resolve("own.clvm");
        own.save(file);

        assertThatThrownBy(() -> ClvModel.load(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unknown loss 'own_loss'")
                .hasMessageContaining("add it to the vocabulary");
        Vocabulary words = Vocabulary.standard().withLoss("own_loss", d -> new OwnLoss(d.number("delta")));
        assertThat(ClvModel.load(file, words).predict(someHistory(), later).value())
                .isEqualTo(own.predict(someHistory(), later).value());
    }

    @Test
    void sameSeedSameBitsForAnyOrderOfEventsAndAnyNumberOfThreads() {
        EventLog.Builder shuffled =
                EventLog.builder().zone(log.zone()).currency("EUR").observedUntil(log.observedUntil());
        List<Runnable> additions = new ArrayList<>();
        for (String customer : log.customers()) {
            for (CustomerEvent event : log.history(customer).events()) {
                additions.add(() -> shuffled.add(customer, event));
            }
        }
        Collections.shuffle(additions, new Random(9));
        additions.forEach(Runnable::run);
        EventLog other = shuffled.build();

        ClvModel again = quick().threads(3).train(other, cutoff);

        for (int i = 0; i < log.customers().size(); i += 31) {
            CustomerHistory history = log.history(log.customers().get(i));
            assertThat(again.predict(history, later).value())
                    .isEqualTo(model.predict(history, later).value());
        }
        ClvModel otherSeed = quick().seed(4).train(log, cutoff);
        assertThat(otherSeed.predict(someHistory(), later).value())
                .isNotEqualTo(model.predict(someHistory(), later).value());
    }

    /**
     * Recorded on JDK 17; another JDK must train to the same bits, with the Vector API and without. A change of the
     * default recipe changes it on purpose.
     */
    @Test
    void everyJdkTrainsToTheSameBits() throws Exception {
        ByteBuffer bits = ByteBuffer.allocate(Double.BYTES * log.customers().size());
        model.predict(log, log.customers(), later).forEach(prediction -> bits.putDouble(prediction.value()));

        byte[] hash = MessageDigest.getInstance("SHA-256").digest(bits.array());

        assertThat(HexFormat.of().formatHex(hash, 0, 8)).isEqualTo("0848d18bac828963");
    }

    @Test
    void eightThreadsPredictWhatOnePredicts() throws Exception {
        int predictions = 100_000;
        List<String> customers = log.customers();
        double[] serial = customers.stream()
                .mapToDouble(c -> model.predict(log.history(c), later).value())
                .toArray();
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Future<Integer>> differences = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                int thread = t;
                differences.add(pool.submit(() -> {
                    int different = 0;
                    for (int i = thread; i < predictions; i += 8) {
                        int which = i % customers.size();
                        double value = model.predict(log.history(customers.get(which)), later)
                                .value();
                        different += value == serial[which] ? 0 : 1;
                    }
                    return different;
                }));
            }
            for (Future<Integer> difference : differences) {
                assertThat(difference.get()).isZero();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void anEmptyHistoryGetsAColdStartPredictionThatIsFinite() {
        CustomerHistory nobody = CustomerHistory.of("new", ZoneOffset.UTC, later, List.of());

        ClvPrediction prediction = model.predict(nobody, later);

        assertThat(prediction.value()).isFinite().isNotNegative();
        assertThat(prediction.flags()).contains(PredictionFlag.COLD_START);
        assertThat(model.explain(nobody, later).prediction()).isEqualTo(prediction.value());
        assertThat(model.predict(log, List.of("unheard of"), later).get(0).flags())
                .contains(PredictionFlag.COLD_START);
    }

    @Test
    void aCategoryNeverSeenInTrainingIsFlagged() {
        Map.Entry<String, String> attribute =
                someHistory().attributes().entrySet().iterator().next();
        List<CustomerEvent> events = new ArrayList<>(someHistory().events());
        events.add(new AttributeChange(cutoff.minusSeconds(1), attribute.getKey(), "Atlantis"));

        ClvPrediction prediction = model.predict(CustomerHistory.of("c", log.zone(), cutoff, events), cutoff);

        assertThat(prediction.flags()).contains(PredictionFlag.UNKNOWN_CATEGORY);
        assertThat(prediction.value()).isFinite();
    }

    @Test
    void aCustomerBeyondAllTrainingIsFlagged() {
        List<CustomerEvent> events = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            events.add(Purchase.of(cutoff.minusSeconds(3_600L * (i + 1)), BigDecimal.valueOf(9_999)));
        }

        ClvPrediction prediction = model.predict(CustomerHistory.of("whale", log.zone(), cutoff, events), cutoff);

        assertThat(prediction.flags()).contains(PredictionFlag.OUTSIDE_TRAINING_RANGE);
        assertThat(prediction.value()).isFinite().isPositive();
    }

    @Test
    void stackedOriginsAddTrainingRows() {
        ClvModel stacked = quick().origins(3, Duration.ofDays(30)).train(log, cutoff);

        assertThat(stacked.summary().cutoffs())
                .containsExactly(cutoff, cutoff.minus(Duration.ofDays(30)), cutoff.minus(Duration.ofDays(60)));
        assertThat(stacked.summary().rows()).isGreaterThan(2 * model.summary().rows());
        assertThat(stacked.summary().customers()).isEqualTo(model.summary().customers());
    }

    @Test
    void originsBeforeAnybodyBoughtAreRefused() {
        assertThatThrownBy(() -> quick().origins(30, Duration.ofDays(30)).train(log, cutoff))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("nobody had bought yet at ")
                .hasMessageEndingWith("; take fewer origins or a shorter step");
    }

    @Test
    void trainingReportsItsProgressInOrder() {
        List<Double> training = new ArrayList<>();

        quick().listener((stage, fraction) -> {
                    if (stage == ProgressListener.Stage.TRAINING) {
                        training.add(fraction);
                    }
                })
                .train(log, cutoff);

        assertThat(training).isSorted().last().isEqualTo(1.0);
    }

    @Test
    void anErrorInATrainingThreadReachesTheCallerAsItIs() {
        OutOfMemoryError error = new OutOfMemoryError("as if");
        assertThatThrownBy(() -> quick().threads(2)
                        .listener((stage, fraction) -> {
                            if (stage == ProgressListener.Stage.TRAINING) {
                                throw error;
                            }
                        })
                        .train(log, cutoff))
                .isSameAs(error);
    }

    @Test
    void purchasesThatWereTakenForRefundsAreRefused() {
        EventLog.Builder builder = EventLog.builder().currency(model.currency()).observedUntil(later);
        for (int i = 0; i < 50; i++) {
            builder.add("c" + i, Refund.of(cutoff.minusSeconds(9), BigDecimal.ONE));
        }
        EventLog refunds = builder.build();

        assertThatThrownBy(() -> model.score(refunds, refunds.customers(), cutoff, (id, prediction) -> {}))
                .hasMessageContaining("50 refunds and not one purchase")
                .hasMessageContaining("refundWhen");
        assertThatThrownBy(() -> quick().train(refunds, cutoff))
                .hasMessageContaining("0 customers bought")
                .hasMessageContaining("50 refunds and not one purchase");
    }

    @Test
    void aHandfulOfCustomersWithAllEventsPointsAtTheColumnOfTheId() {
        EventLog.Builder builder = EventLog.builder().currency("EUR").observedUntil(later);
        for (int i = 0; i < 1000; i++) {
            builder.add("category " + i % 5, Purchase.of(cutoff.minusSeconds(9 + i), BigDecimal.ONE));
        }

        assertThatThrownBy(() -> quick().train(builder.build(), cutoff))
                .hasMessageContaining("5 customers with 1,000 events")
                .hasMessageContaining("name the column of the customer's own id");
    }

    @Test
    void whatCannotBeTrainedIsSaidInWords() {
        EventLog one = EventLog.builder()
                .add("c", Purchase.of(cutoff.minusSeconds(9), BigDecimal.ONE))
                .add("c", new View(cutoff.plus(HORIZON), null, null))
                .build();
        assertThatThrownBy(() -> quick().currency("EUR").train(one, cutoff))
                .hasMessage("1 customers bought before " + cutoff
                        + ", need at least 20 to train; take a later cutoff or more data");
        EventLog none = EventLog.builder().observedUntil(later).build();
        assertThatThrownBy(() -> quick().currency("EUR").train(none, cutoff)).hasMessageContaining("0 customers");

        EventLog.Builder quiet = EventLog.builder().currency("EUR");
        for (int i = 0; i < 50; i++) {
            quiet.add("c" + i, Purchase.of(cutoff.minusSeconds(9), BigDecimal.ONE));
            quiet.add("c" + i, Refund.of(cutoff.plusSeconds(9), BigDecimal.ONE));
        }
        quiet.add("c0", new View(cutoff.plus(HORIZON), null, null));
        assertThatThrownBy(() -> quick().train(quiet.build(), cutoff))
                .hasMessageContaining("nobody spent anything in the 90 days after");

        assertThatThrownBy(() -> quick().train(log, later.plusSeconds(1)))
                .isInstanceOf(UnobservedHorizonException.class)
                .hasMessageContaining("the latest possible cutoff is " + later);
        assertThatThrownBy(() -> ClvModel.builder().train(log, cutoff)).hasMessageContaining("set horizon(...)");
        assertThatThrownBy(() -> quick().currency("USD").train(log, cutoff))
                .hasMessageContaining("contradicts the log");
    }

    @Test
    void contradictionsAreRefusedAtTheBuilderByName() {
        ClvModelBuilder builder = ClvModel.builder();

        assertThatThrownBy(() -> builder.horizon(Duration.ZERO)).hasMessage("horizon must be positive, was PT0S");
        assertThatThrownBy(() -> builder.currency("euro")).hasMessageContaining("was a text of 4 characters (letters)");
        assertThatThrownBy(() -> builder.origins(0, HORIZON)).hasMessageContaining("origins must be at least 1, was 0");
        assertThatThrownBy(() -> builder.threads(0)).hasMessage("threads must be at least 1, was 0");
        assertThatThrownBy(() -> builder.batchSize(0)).hasMessage("batch size must be at least 1, was 0");
        assertThatThrownBy(() -> builder.earlyStopping(0, 1)).hasMessage("epochs must be at least 1, was 0");
        assertThatThrownBy(() -> builder.network(n -> n.hidden(8, 0))).hasMessageContaining("at least 1 unit, was 0");
        assertThatThrownBy(() -> builder.network(n -> n.dropout(1))).hasMessage("dropout must lie in [0, 1), was 1.0");
        assertThatThrownBy(() -> builder.network(n -> n.l2(-1))).hasMessageContaining("l2 must be zero or more");
        assertThatThrownBy(() -> builder.network(n -> n.members(1))).hasMessageContaining("at least 2 networks, was 1");
        assertThatThrownBy(() -> builder.addExtractor(StandardExtractors.recency()))
                .hasMessageContaining("is used twice");
    }

    @Test
    void rowsThatAreMadeOnceServeSeveralTrainings() {
        TrainingSet set = quick().trainingSet(log, cutoff);
        ClvModelBuilder trial = ClvModel.builder()
                .network(n -> n.hidden(16, 8).members(3))
                .earlyStopping(30, 6)
                .seed(3);

        ClvModel again = trial.train(set);

        assertThat(again.predict(someHistory(), later).value())
                .isEqualTo(model.predict(someHistory(), later).value());
        assertThat(again.summary()).isEqualTo(model.summary());
        assertThat(again.horizon()).isEqualTo(HORIZON);
        assertThat(trial.seed(4).train(set).predict(someHistory(), later).value())
                .isNotEqualTo(model.predict(someHistory(), later).value());
        assertThatThrownBy(() -> quick().train(set))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "horizon(...), origins(...) cannot be used here: a training set has its own; set them before"
                                + " trainingSet(...)");
    }

    @Test
    void aBuilderTrainsOnItsOwnRowsUntilItsSettingsChange() {
        ClvModelBuilder builder = quick();
        TrainingSet set = builder.trainingSet(log, cutoff);

        assertThat(builder.train(set).predict(someHistory(), later).value())
                .isEqualTo(model.predict(someHistory(), later).value());
        assertThatThrownBy(() -> builder.horizon(HORIZON).train(set)).hasMessageContaining("cannot be used here");
    }

    @Test
    void aFeatureThatNeverVariesIsListedAndAttributedExactlyNothing() {
        FeatureExtractor constant =
                FeatureExtractor.of(Feature.numeric("constant", "-", "Always one", "useless"), history -> 1);
        FeatureExtractor missing = FeatureExtractor.of(
                Feature.numeric("never_known", "-", "Always missing", "useless"), history -> Double.NaN);
        ClvModel withThem = quick().features(
                        FeaturePlan.of(StandardExtractors.rfm()).with(constant, missing))
                .train(log, cutoff);

        Attribution why = withThem.explain(someHistory(), later);

        assertThat(withThem.summary().constantFeatures()).contains("constant", "never_known");
        assertThat(why.feature("constant").value()).isZero();
        assertThat(why.feature("never_known").value()).isZero();
        assertThat(why.prediction()).isFinite();
    }

    private static CustomerHistory someHistory() {
        return log.history(log.customers().get(100));
    }
}
