package dev.clv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.clv.explain.Contribution;
import dev.clv.features.CustomerState;
import dev.clv.features.Feature;
import dev.clv.features.FeatureExtractor;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import dev.clv.features.select.DropReason;
import dev.clv.features.select.DroppedFeature;
import dev.clv.features.select.FeatureSelection;
import dev.clv.features.select.SelectionReport;
import dev.clv.features.table.Table;
import dev.clv.reason.Reference;
import dev.clv.simulate.ShopSimulation;
import dev.clv.train.TrainingSet;
import dev.clv.value.PurchasePrior;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model looks at the features that a selection leaves, and says what became of the others. */
class SelectedModelTest {

    private static final Duration HORIZON = Duration.ofDays(90);
    private static final Set<Thread> RUN = ConcurrentHashMap.newKeySet();

    private static EventLog log;
    private static Instant cutoff;
    private static ClvModel model;

    @TempDir
    Path folder;

    @BeforeAll
    static void train() {
        log = ShopSimulation.builder().customers(600).days(420).seed(7).build().log();
        cutoff = log.observedUntil().minus(HORIZON);
        model = planted().train(log, cutoff);
    }

    private static ClvModelBuilder quick() {
        return ClvModel.builder()
                .origins(1, HORIZON)
                .horizon(HORIZON)
                .network(n -> n.hidden(8).members(2))
                .earlyStopping(8, 3);
    }

    private static ClvModelBuilder planted() {
        return quick().addExtractor(feature("planted_one", history -> {
                    RUN.add(Thread.currentThread());
                    return 1;
                }))
                .addExtractor(feature("planted_copy", history -> purchases(history.events())))
                .addExtractor(feature("planted_again", history -> purchases(history.events())))
                .addExtractor(feature("planted_line", history -> 3 - 2 * purchases(history.events())))
                .features(select -> select.dropConstant().dropDuplicates().dropCollinear(0.995));
    }

    private static double purchases(List<CustomerEvent> events) {
        return events.stream()
                .filter(Purchase.class::isInstance)
                .mapToDouble(event -> Math.sqrt(event.time().getEpochSecond() % 1009))
                .sum();
    }

    private static FeatureExtractor feature(String name, ToDoubleFunction<CustomerHistory> value) {
        return FeatureExtractor.of(Feature.numeric(name, "number", "Planted", "test"), value);
    }

    @Test
    void plantedFeaturesAreDroppedForTheirReasons() {
        SelectionReport report = model.selection();

        assertThat(report.dropped())
                .filteredOn(feature -> feature.feature().startsWith("planted"))
                .extracting(DroppedFeature::feature, DroppedFeature::reason, DroppedFeature::instead)
                .containsExactly(
                        tuple("planted_one", DropReason.CONSTANT, null),
                        tuple("planted_again", DropReason.DUPLICATE, "planted_copy"),
                        tuple("planted_line", DropReason.COLLINEAR, "planted_copy"));
        assertThat(report.kept()).contains("planted_copy").containsAll(PurchasePrior.FEATURES);
        assertThat(model.summary().settings().get("selection"))
                .isEqualTo("drop constant, drop duplicate, drop collinear from 0.995; dropped " + report.words());
    }

    @Test
    void whatIsDroppedIsNeitherComputedNorExplained() {
        RUN.clear();
        String customer = log.customers().get(5);

        List<String> explained = model.explain(log.history(customer), cutoff).features().stream()
                .map(Contribution::name)
                .toList();

        assertThat(model.schema().names()).isEqualTo(model.selection().kept());
        assertThat(explained)
                .containsExactlyInAnyOrderElementsOf(model.selection().kept());
        assertThat(RUN).as("threads that ran the extractor of a constant").isEmpty();
    }

    @Test
    void aSavedModelHasTheSameBitsAndTheSameReport() throws IOException {
        Path file = folder.resolve("model.clvm");
        model.save(file);

        ClvModel loaded = ClvModel.load(file, feature("planted_copy", history -> purchases(history.events())));

        assertThat(loaded.selection()).isEqualTo(model.selection());
        assertThat(values(loaded)).containsExactly(values(model));
        String customer = log.customers().get(9);
        CustomerState state = model.begin(customer, log.zone());
        log.history(customer).before(cutoff).events().forEach(state::add);
        assertThat(loaded.predict(loaded.restore(customer, state.snapshot()), cutoff)
                        .value())
                .isEqualTo(model.predict(log.history(customer), cutoff).value());
    }

    @Test
    void anyNumberOfThreadsSelectsTheSameAndTrainsToTheSameBits() {
        ClvModelBuilder builder =
                quick().features(select -> select.keepImportant(0.01).stable(4, 0.6));

        ClvModel alone = builder.threads(1).train(log, cutoff);
        ClvModel together = builder.threads(3).train(log, cutoff);

        assertThat(alone.selection().dropped(DropReason.UNSTABLE)).isNotEmpty();
        assertThat(together.selection()).isEqualTo(alone.selection());
        assertThat(values(together)).containsExactly(values(alone));
    }

    @Test
    void aModelWithoutASelectionSaysNothingOfOne() {
        ClvModel without = quick().train(log, cutoff);

        assertThat(without.selection()).isEqualTo(SelectionReport.NONE);
        assertThat(without.summary().settings()).doesNotContainKey("selection");
    }

    @Test
    void aSelectionThatDropsNothingChangesNoBit() {
        TrainingSet set = quick().trainingSet(log, cutoff);
        ClvModelBuilder builder =
                ClvModel.builder().network(n -> n.hidden(8).members(2)).earlyStopping(8, 3);

        ClvModel without = builder.train(set);
        ClvModel with = builder.features(
                        select -> select.dropCollinear(1).keep("orders_365d", "spend_365d", "spend_total"))
                .train(set);

        assertThat(with.selection().dropped()).isEmpty();
        assertThat(values(with)).containsExactly(values(without));
    }

    @Test
    void customersWhoAreHeldOutTakeNoPartInTheSelection() {
        List<String> buyers = log.customers().stream()
                .filter(customer ->
                        purchases(log.history(customer).before(cutoff).events()) > 0)
                .toList();
        Set<String> marked = Set.copyOf(buyers.subList(0, buyers.size() / 2));
        ClvModelBuilder builder = quick().addExtractor(
                        feature("planted_mark", history -> marked.contains(history.customer()) ? 1 : 0))
                .features(select -> select.dropConstant());

        ClvModel half = builder.train(log.only(Set.copyOf(buyers.subList(buyers.size() / 2, buyers.size()))), cutoff);
        ClvModel all = builder.train(log, cutoff);

        assertThat(half.selection().kept()).doesNotContain("planted_mark");
        assertThat(half.forecasts(log.only(marked), cutoff).customers()).hasSize(marked.size());
        assertThat(all.selection().kept()).contains("planted_mark");
    }

    @Test
    void featuresThatMustRiseAndThoseToBeKeptStay() {
        ClvModel rising = quick().network(n -> n.rising("planted_line"))
                .addExtractor(feature("planted_copy", history -> purchases(history.events())))
                .addExtractor(feature("planted_line", history -> 3 - 2 * purchases(history.events())))
                .features(select -> select.dropCollinear(0.99).keep("tenure_days"))
                .train(log, cutoff);

        assertThat(rising.selection().kept())
                .contains("planted_line", "tenure_days")
                .doesNotContain("planted_copy");
        assertThatThrownBy(
                        () -> quick().features(select -> select.dropConstant().keep("luck"))
                                .train(log, cutoff))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("keep names [luck], which no feature is called");
    }

    @Test
    void whatCannotRiseIsRefusedInTheSameWordsWithASelectionAndWithoutOne() {
        FeatureExtractor pair =
                FeatureExtractor.vector(Feature.vector("pair", "number", "Two numbers", "planted", 2), history ->
                        new double[] {purchases(history.events()), 1});
        for (boolean selects : new boolean[] {false, true}) {
            UnaryOperator<FeatureSelection> rules = select -> selects ? select.dropConstant() : select;
            assertThatThrownBy(() -> quick().network(n -> n.rising("lucky_days"))
                            .features(rules)
                            .train(log, cutoff))
                    .hasMessageStartingWith(
                            "rising(...) or falling(...) names 'lucky_days', which is not a feature; there are [");
            for (String name : List.of("pair", "pair_1")) {
                assertThatThrownBy(() -> quick().network(n -> n.falling(name))
                                .addExtractor(pair)
                                .features(rules)
                                .train(log, cutoff))
                        .hasMessage("rising(...) or falling(...) names '" + name + "', but the 2 columns of 'pair' mean"
                                + " something only together; name a feature of one column");
            }
        }
    }

    @Test
    void aModelOfTheOneMostImportantFeaturePredictsExplainsAndIsSaved() throws IOException {
        ClvModel one = quick().purchaseModel(false)
                .features(select -> select.keepMostImportant(1))
                .train(log, cutoff);

        String kept = one.selection().kept().get(0);
        assertThat(one.schema().names()).containsExactly(kept);
        assertThat(one.selection().dropped(DropReason.UNIMPORTANT)).hasSizeGreaterThan(40);
        CustomerHistory customer = log.history(log.customers().get(0));
        assertThat(one.explain(customer, cutoff, Reference.averageCustomer()).effects())
                .extracting(effect -> effect.feature().name())
                .containsExactly(kept);
        Path file = folder.resolve("one.clvm");
        one.save(file);
        assertThat(values(ClvModel.load(file))).containsExactly(values(one));
        assertThat(Arrays.stream(values(one)).distinct().count()).isGreaterThan(10);
    }

    @Test
    void whatThePurchaseModelReadsStaysBesideTheOneMostImportantFeature() {
        ClvModel model = quick().features(select -> select.keepMostImportant(1)).train(log, cutoff);

        List<String> others = new ArrayList<>(model.selection().kept());
        others.removeAll(PurchasePrior.FEATURES);
        assertThat(others).hasSizeLessThanOrEqualTo(1);
        assertThat(model.selection().kept()).containsAll(PurchasePrior.FEATURES);
    }

    @Test
    void noiseInATableIsDroppedAndWhatDecidesStays() throws IOException {
        Table table = table(900, 1);

        for (TableModelBuilder builder : List.of(
                noisy().features(select -> select.keepImportant(0.02)),
                noisy().features(select -> select.keepImportant(0.02).stable(10, 0.7)))) {
            TableModel selected = builder.train(table);

            assertThat(selected.selection().kept()).containsExactly("frequency", "amount", "kind");
            assertThat(selected.schema().names()).containsExactly("frequency", "amount", "kind");
        }
    }

    @Test
    void aModelOfATableNeedsNoColumnThatWasDropped() throws IOException {
        TableModel selected = noisy().features(
                        select -> select.keepMostImportant(2).dropConstant())
                .train(table(900, 1));
        Path file = folder.resolve("table.clvm");
        selected.save(file);
        Table few = Table.of(List.of("amount", "frequency"), List.of(List.of("10", "3"), List.of("40", "9")))
                .read();

        assertThat(selected.selection().kept()).containsExactly("frequency", "amount");
        assertThat(selected.predict(few)).hasSize(2);
        assertThat(TableModel.load(file).predict(few).get(1).value())
                .isEqualTo(selected.predict(few).get(1).value());
        assertThat(TableModel.load(file).selection()).isEqualTo(selected.selection());
        assertThat(selected.evaluate(table(900, 1)).cautions())
                .as("rows of training are known again without the columns that were dropped")
                .anyMatch(caution -> caution.key().equals("evaluated_on_training"));
    }

    private static TableModelBuilder noisy() {
        return TableModel.builder()
                .currency("USD")
                .network(n -> n.hidden(16).members(2))
                .earlyStopping(30, 5);
    }

    private static Table table(int rows, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        List<List<String>> cells = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            int frequency = 1 + random.nextInt(20);
            double amount = 5 + 50 * random.nextDouble();
            boolean good = random.nextBoolean();
            List<String> line = new ArrayList<>(List.of(
                    Integer.toString(frequency),
                    String.format(Locale.ROOT, "%.2f", amount),
                    good ? "good" : "bad",
                    "same"));
            for (int noise = 0; noise < 8; noise++) {
                line.add(String.format(Locale.ROOT, "%.3f", random.nextDouble()));
            }
            line.add(String.format(Locale.ROOT, "%.2f", (good ? 3 : 1) * frequency * amount));
            cells.add(line);
        }
        return Table.of(
                        List.of(
                                "frequency",
                                "amount",
                                "kind",
                                "one",
                                "n1",
                                "n2",
                                "n3",
                                "n4",
                                "n5",
                                "n6",
                                "n7",
                                "n8",
                                "value"),
                        cells)
                .label("value")
                .read();
    }

    private static double[] values(ClvModel any) {
        return any.predict(log, log.customers(), cutoff).stream()
                .mapToDouble(ClvPrediction::value)
                .toArray();
    }
}
