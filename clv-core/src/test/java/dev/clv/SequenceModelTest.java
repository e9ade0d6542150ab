package dev.clv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.caution.Caution;
import dev.clv.evaluate.Metric;
import dev.clv.evaluate.Scores;
import dev.clv.explain.Attribution;
import dev.clv.explain.Contribution;
import dev.clv.features.CustomerState;
import dev.clv.features.event.CartAdd;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.View;
import dev.clv.features.sequence.EventTokens;
import dev.clv.features.sequence.TokenField;
import dev.clv.features.table.Table;
import dev.clv.nn.NetworkSpec;
import dev.clv.nn.math.SplitMix;
import dev.clv.nn.optimize.Adam;
import dev.clv.nn.sequence.SequenceShape;
import dev.clv.simulate.ShopSimulation;
import dev.clv.train.SequenceSettings;
import dev.clv.train.TrainingSet;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models that read the latest events one by one, in a shop where the order of events tells who comes back. */
class SequenceModelTest {

    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
    private static final Instant CUTOFF = START.plus(200, ChronoUnit.DAYS);
    private static final int CUSTOMERS = 400;

    /** Who put something into the cart at the end of each visit comes back; who did so at its beginning does not. */
    private static final EventLog LOG = shop(1);

    private static final EventLog OTHER = shop(2);
    private static final ClvModel MODEL =
            builder().sequence(s -> s.gru(8).length(12)).train(LOG, CUTOFF);

    @TempDir
    Path folder;

    private static ClvModelBuilder builder() {
        return ClvModel.builder()
                .horizon(Duration.ofDays(90))
                .origins(1, Duration.ofDays(30))
                .network(network -> network.hidden(8).members(3))
                .optimizer(Adam.of(1e-2))
                .batchSize(16)
                .earlyStopping(40, 15)
                .seed(3);
    }

    private static boolean comesBack(int customer) {
        return customer % 2 == 0;
    }

    private static EventLog shop(long seed) {
        EventLog.Builder log = EventLog.builder().currency("EUR").observedUntil(CUTOFF.plus(90, ChronoUnit.DAYS));
        SplitMix random = new SplitMix(seed);
        for (int c = 0; c < CUSTOMERS; c++) {
            String id = "customer-" + c;
            log.add(id, order(random.nextDouble() * 100));
            int visits = 2 + c % 3;
            for (int visit = 0; visit < visits; visit++) {
                Instant begin = time(150 + 45 * (visit + random.nextDouble()) / visits);
                int cart = comesBack(c) ? 2 : 0;
                for (int step = 0; step < 3; step++) {
                    Instant time = begin.plusSeconds(120L * step + random.nextInt(60));
                    log.add(id, step == cart ? new CartAdd(time, 1, "p", null, null) : new View(time, "p", null, null));
                }
            }
            for (int order = 0; comesBack(c) && order < 1 + random.nextInt(3); order++) {
                log.add(id, order(200 + 90 * random.nextDouble()));
            }
        }
        return log.build();
    }

    private static Instant time(double day) {
        return START.plusSeconds((long) (day * 86_400));
    }

    private static CustomerEvent order(double day) {
        return Purchase.of(time(day), BigDecimal.TEN);
    }

    private static double nGini(ClvModel model) {
        double[] values = new double[CUSTOMERS];
        double[] truth = new double[CUSTOMERS];
        for (int c = 0; c < CUSTOMERS; c++) {
            values[c] = model.predict(OTHER.history("customer-" + c), CUTOFF).value();
            truth[c] = comesBack(c) ? 20 : 0;
        }
        return Scores.of(values, truth).get(Metric.NGINI);
    }

    @Test
    void readsWhatTheOrderOfEventsSaysAndFeaturesDoNot() {
        assertThat(nGini(MODEL)).isGreaterThan(0.9);
        assertThat(nGini(builder().train(LOG, CUTOFF))).isLessThan(0.6);
        assertThat(MODEL.summary().settings().get("events one by one")).startsWith("read");
        assertThat(MODEL.summary().settings().get("network")).contains("gru:8 over the latest 12");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lstm:8", "conv:8", "attention:16"})
    void everyEncoderDoes(String encoder) {
        ClvModel model =
                builder().sequence(s -> s.encoder(encoder).length(12).always()).train(LOG, CUTOFF);
        assertThat(nGini(model)).isGreaterThan(0.8);
    }

    @Test
    void aSavedModelPredictsTheSameBits() throws Exception {
        Path file = folder.resolve("model.clvm");
        MODEL.save(file);
        ClvModel loaded = ClvModel.load(file);
        for (int c = 0; c < 20; c++) {
            CustomerHistory history = OTHER.history("customer-" + c);
            assertThat(loaded.predict(history, CUTOFF)).isEqualTo(MODEL.predict(history, CUTOFF));
        }
    }

    @Test
    void aStateThatIsFedEventByEventPredictsTheSameBits() {
        for (int c = 0; c < 20; c++) {
            CustomerHistory history = OTHER.history("customer-" + c).before(CUTOFF);
            CustomerState state = MODEL.begin("customer-" + c, ZoneOffset.UTC);
            for (CustomerEvent event : history.events()) {
                state.add(event);
                state = MODEL.restore("customer-" + c, state.snapshot());
            }
            assertThat(MODEL.predict(state, CUTOFF)).isEqualTo(MODEL.predict(history, CUTOFF));
        }
    }

    @Test
    void threadsChangeNoBit() {
        ClvModel two = builder().sequence(s -> s.gru(8).length(12)).threads(2).train(LOG, CUTOFF);
        assertThat(two.fingerprint()).isEqualTo(MODEL.fingerprint());
    }

    @Test
    void theEventsAreOneFeatureOfAnExplanationThatAddsUp() {
        CustomerHistory history = OTHER.history("customer-4");
        Attribution attribution = MODEL.explain(history, CUTOFF);
        double value = MODEL.predict(history, CUTOFF).value();
        double sum =
                attribution.features().stream().mapToDouble(Contribution::value).sum();
        assertThat(attribution.baseValue() + sum).isCloseTo(value, within(1e-9 * value));
        assertThat(attribution.features().stream().max(Comparator.comparing(c -> Math.abs(c.value()))))
                .map(Contribution::name)
                .hasValue("tokens");
    }

    @Test
    void everyEventHasAShareOfTheValueAndTheyAddUp() {
        CustomerHistory history = OTHER.history("customer-4");
        Attribution events = MODEL.explainEvents(history, CUTOFF);
        double value = MODEL.predict(history, CUTOFF).value();
        assertThat(events.features()).hasSize(10);
        assertThat(events.features().get(0).name()).startsWith("1: cart add of 2024-0");
        assertThat(events.features().get(9).name()).startsWith("10: purchase of 2024-");
        assertThat(events.groups())
                .singleElement()
                .extracting(Contribution::name)
                .isEqualTo("events");
        assertThat(events.features())
                .as("ten events are explained exactly")
                .allMatch(contribution -> contribution.standardError() == 0);
        double sum = events.features().stream().mapToDouble(Contribution::value).sum();
        assertThat(events.baseValue() + sum).isCloseTo(value, within(1e-9 * value));
        assertThat(events.prediction()).isCloseTo(value, within(1e-9 * value));
        assertThat(events.features().get(0).value())
                .as("the cart at the end of the latest visit speaks for the customer")
                .isPositive();
        assertThat(MODEL.explainEvents(OTHER.history("customer-5"), CUTOFF)
                        .features()
                        .get(2)
                        .value())
                .as("a cart at the beginning of it speaks against")
                .isLessThan(events.features().get(0).value());
        assertThatThrownBy(() -> MODEL.explainEvents(history, START)).hasMessageContaining("no events before");
        assertThatThrownBy(() -> builder().train(LOG, CUTOFF).explainEvents(history, CUTOFF))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("features alone");
    }

    @Test
    void readsFeaturesAloneWhereEventsDoNotPayAndSaysSo() {
        // Customers without visits, whose orders tell nothing of what follows.
        EventLog.Builder builder = EventLog.builder().currency("EUR").observedUntil(CUTOFF.plus(90, ChronoUnit.DAYS));
        SplitMix random = new SplitMix(5);
        for (int c = 0; c < CUSTOMERS; c++) {
            for (int order = 0; order < 4; order++) {
                builder.add("customer-" + c, order(random.nextDouble() * 190));
            }
            if (random.nextDouble() < 0.5) {
                builder.add("customer-" + c, order(200 + 80 * random.nextDouble()));
            }
        }
        EventLog log = builder.build();
        ClvModel model = builder().sequence(s -> s.gru(8).length(12)).train(log, CUTOFF);
        assertThat(model.summary().cautions())
                .filteredOn(caution -> caution.key().equals("sequence_left_out"))
                .extracting(Caution::sentence)
                .singleElement()
                .asString()
                .contains("does not pay", "standard error");
        assertThat(model.features()).isEqualTo(builder().train(log, CUTOFF).features());
        ClvModel always = builder().sequence(s -> s.gru(8).length(12).always()).train(log, CUTOFF);
        assertThat(always.summary().settings()).containsEntry("events one by one", "read, as always() asks for it");
        assertThat(always.summary().settings().get("network")).contains("always");
    }

    private static ClvModelBuilder reading() {
        return builder().earlyStopping(2, 2).sequence(s -> s.gru(4).length(12));
    }

    private static List<String> leftOut(ClvModel model) {
        return model.summary().cautions().stream()
                .filter(caution -> caution.key().equals("sequence_left_out"))
                .map(Caution::sentence)
                .toList();
    }

    @Test
    void eventsOfWhichNothingCanBeUsedAreACautionEvenIfTheyAreToBeReadInAnyCase() {
        UnaryOperator<SequenceSettings> ratings =
                s -> s.tokens(tokens -> tokens.fields(TokenField.RATING)).always();
        ClvModel model = builder().earlyStopping(2, 2).sequence(ratings).train(LOG, CUTOFF);
        assertThat(leftOut(model))
                .singleElement()
                .asString()
                .contains("rating of event tokens (no training event has it)", "read features alone");
        assertThat(model.summary().settings().get("events one by one")).startsWith("not read");
        CustomerHistory history = OTHER.history("customer-4");
        assertThat(model.predict(history, CUTOFF))
                .isEqualTo(builder().earlyStopping(2, 2).train(LOG, CUTOFF).predict(history, CUTOFF));
        assertThatThrownBy(() -> model.explainEvents(history, CUTOFF)).hasMessageContaining("features alone");
    }

    @Test
    void aTrainingWithATimeLimitReadsEventsAndSoDoesOneThatStartsFromAModelThatDoes() {
        ClvModel limited = reading().timeLimit(Duration.ofHours(1), () -> 0).train(LOG, CUTOFF);
        assertThat(limited.summary().settings().get("events one by one"))
                .startsWith("read, as a training with a time limit");
        assertThat(limited.schema().contains("tokens_1")).isTrue();
        ClvModel warm = reading().startingFrom(limited).train(LOG, CUTOFF);
        assertThat(warm.summary().settings())
                .containsEntry("events one by one", "read, as by the model that training started from")
                .containsEntry("start", "the weights of the model " + limited.fingerprint());
        assertThat(warm.schema().contains("tokens_1")).isTrue();
        for (ClvModelBuilder builder : List.of(
                reading().timeLimit(Duration.ofHours(1), () -> 0), reading().startingFrom(limited))) {
            ClvModel always = builder.sequence(SequenceSettings::always).train(LOG, CUTOFF);
            assertThat(always.summary().settings().get("events one by one")).startsWith("read, as always()");
            assertThat(always.schema().contains("tokens_1")).isTrue();
        }
    }

    @Test
    void aTrainingThatStartsFromAModelOfFeaturesAloneReadsFeaturesAloneAndSaysSo() {
        ClvModel plain = builder().earlyStopping(2, 2).train(LOG, CUTOFF);
        ClvModel warm = reading().startingFrom(plain).train(LOG, CUTOFF);
        assertThat(warm.features()).isEqualTo(plain.features());
        assertThat(warm.summary().settings())
                .containsEntry("start", "the weights of the model " + plain.fingerprint())
                .containsEntry("events one by one", "not read, as by the model that training started from");
        assertThat(leftOut(warm)).singleElement().asString().contains("start from random weights");
        assertThatThrownBy(() -> reading()
                        .sequence(SequenceSettings::always)
                        .startingFrom(plain)
                        .train(LOG, CUTOFF))
                .hasMessageContaining("startingFrom(...) names a model with the layers [dense1");
    }

    @Test
    void tokensThatNoNetworkReadsAsASequenceAreACautionAndLayersOfYourOwnMayReadThem() throws Exception {
        EventTokens tokens = EventTokens.builder().length(5).build();
        ClvModel flat = builder().earlyStopping(2, 2).addExtractor(tokens).train(LOG, CUTOFF);
        assertThat(flat.summary().cautions()).extracting(Caution::key).contains("tokens_as_numbers");
        assertThat(flat.summary().settings()).containsEntry("events one by one", "as plain numbers");

        ClvModel own = ClvModel.builder()
                .horizon(Duration.ofDays(90))
                .origins(1, Duration.ofDays(30))
                .earlyStopping(2, 2)
                .addExtractor(tokens)
                .network(n -> n.members(2).spec(inputs -> {
                    int plain = inputs.indexOf("tokens_1");
                    int ofToken = (inputs.size() - plain - 1) / 5;
                    return NetworkSpec.builder(new SequenceShape(plain, 5, ofToken))
                            .gru(4)
                            .dense(4)
                            .tanh();
                }))
                .train(LOG, CUTOFF);
        assertThat(own.summary().cautions()).extracting(Caution::key).doesNotContain("tokens_as_numbers");
        Path file = folder.resolve("own.clvm");
        own.save(file);
        CustomerHistory history = OTHER.history("customer-4");
        assertThat(ClvModel.load(file).predict(history, CUTOFF)).isEqualTo(own.predict(history, CUTOFF));
        assertThat(own.explainEvents(history, CUTOFF).prediction())
                .isEqualTo(own.predict(history, CUTOFF).value());
    }

    @Test
    void ofEventsTheirNumberAloneIsComparedWithTraining() {
        EventLog log = ShopSimulation.builder()
                .customers(600)
                .days(400)
                .seed(9)
                .build()
                .log();
        ClvModel model = reading()
                .sequence(SequenceSettings::always)
                .train(log, log.observedUntil().minus(Duration.ofDays(90)));
        FeatureProfile profile = model.rows().profile();
        assertThat(IntStream.range(0, model.schema().size())
                        .filter(profile::isCompared)
                        .mapToObj(model.schema().names()::get)
                        .filter(name -> name.startsWith("tokens_")))
                .containsExactly("tokens_1");
    }

    @Test
    void contradictionsAreRefusedByName() {
        assertThatThrownBy(() -> SequenceSettings.defaults().encoder("gru"))
                .hasMessageContaining("gru:64")
                .hasMessageContaining("'gru'");
        assertThatThrownBy(() -> SequenceSettings.defaults().encoder("bert:64")).hasMessageContaining("'bert:64'");
        assertThatThrownBy(() -> SequenceSettings.defaults().gru(0)).hasMessageContaining("1 to 1024");
        assertThatThrownBy(() -> SequenceSettings.defaults().length(0)).hasMessageContaining("length");
        assertThatThrownBy(() -> builder().sequence(s -> s).network(n -> n.rising("order_days")))
                .hasMessageContaining("rising(...)")
                .hasMessageContaining("sequence(...)");
        assertThatThrownBy(() -> ClvModel.builder()
                        .network(n -> n.spec(NetworkSpec::builder))
                        .sequence(s -> s))
                .hasMessageContaining("spec(...)");
        TrainingSet rows = builder().trainingSet(LOG, CUTOFF);
        assertThatThrownBy(() -> ClvModel.builder()
                        .network(n -> n.sequence(SequenceSettings.defaults()))
                        .train(rows))
                .hasMessageContaining("before trainingSet(...)");
        Table table = Table.of(List.of("a", "label"), List.of(List.of("1", "2"), List.of("2", "3")))
                .label("label")
                .read();
        assertThatThrownBy(() -> TableModel.builder()
                        .network(n -> n.sequence(SequenceSettings.defaults()))
                        .train(table))
                .hasMessageContaining("sequence(...)")
                .hasMessageContaining("table");
    }
}
