package dev.clv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.caution.Caution;
import dev.clv.evaluate.Evaluation;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import dev.clv.features.table.Table;
import dev.clv.simulate.ShopSimulation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a good colleague would say, and where he would say nothing. */
class CautionsTest {

    private static final Duration HORIZON = Duration.ofDays(60);

    private static EventLog log;
    private static Instant end;
    private static Instant cutoff;
    private static ClvModel model;

    @BeforeAll
    static void train() {
        log = ShopSimulation.builder().customers(400).days(420).seed(8).build().log();
        end = log.observedUntil();
        cutoff = end.minus(Duration.ofDays(120));
        model = quick(ClvModel.builder().horizon(HORIZON).origins(1, HORIZON)).train(log, cutoff);
    }

    private static <B extends ModelBuilder<B>> B quick(B builder) {
        return builder.network(n -> n.hidden(4).members(2)).earlyStopping(2, 2);
    }

    private static List<String> keys(List<Caution> cautions) {
        return cautions.stream().map(Caution::key).toList();
    }

    private static String sentence(List<Caution> cautions, String key) {
        return cautions.stream()
                .filter(caution -> caution.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new AssertionError(key + " is not in " + cautions))
                .sentence();
    }

    /** A table of an id, three features and the label; some labels are 0. */
    private static Table table(int rows, DoubleFunction<String> third) throws IOException {
        Random random = new Random(rows);
        List<List<String>> cells = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            double age = 20 + random.nextInt(50);
            double label = random.nextInt(3) == 0
                    ? 0
                    : Math.rint(100 * age * StrictMath.exp(0.5 * random.nextGaussian())) / 100;
            cells.add(List.of(
                    "c" + i,
                    String.valueOf(age),
                    random.nextBoolean() ? "yes" : "no",
                    third.apply(label),
                    String.valueOf(label)));
        }
        return Table.of(List.of("id", "age", "member", "third", "value"), cells)
                .id("id")
                .label("value")
                .read();
    }

    private static TableModel trained(Table table) {
        return quick(TableModel.builder()).train(table);
    }

    @Test
    void aCleanShopTrainedScoredAndEvaluatedLaterGivesNoReasonForAny() {
        assertThat(model.summary().cautions()).isEmpty();
        for (int days : new int[] {60, 90, 120}) {
            assertThat(model.score(log, log.customers(), cutoff.plus(Duration.ofDays(days)), (id, prediction) -> {})
                            .cautions())
                    .as("%d days later", days)
                    .isEmpty();
        }
        assertThat(model.evaluate(log, cutoff.plus(HORIZON)).cautions()).isEmpty();
    }

    @Test
    void aCleanShopGivesNoReasonWithItsAutomaticOriginsEither() {
        ClvModel stacked = quick(ClvModel.builder().horizon(HORIZON)).train(log, cutoff);

        assertThat(stacked.summary().cutoffs()).hasSizeGreaterThan(5);
        assertThat(stacked.summary().cautions()).isEmpty();
        assertThat(stacked.evaluate(log, cutoff.plus(HORIZON)).cautions()).isEmpty();
        assertThat(stacked.score(log, log.customers(), end, (id, prediction) -> {})
                        .cautions())
                .isEmpty();
        assertThat(keys(stacked.evaluate(log, stacked.summary().cutoffs().get(3))
                        .cautions()))
                .containsExactly("evaluated_on_training");
    }

    @Test
    void aFeatureThatCopiesTheLabelIsNamedWhateverItsUnitAndSign() throws IOException {
        for (DoubleFunction<String> copy : List.<DoubleFunction<String>>of(
                label -> String.valueOf(label),
                label -> String.format(Locale.ROOT, "%.4f", -7 * label + 3),
                label -> String.valueOf(StrictMath.log(1 + label)),
                label -> label == 0 ? "" : String.valueOf(2 * label))) {
            assertThat(sentence(trained(table(700, copy)).summary().cautions(), "label_copy"))
                    .startsWith("Feature 'third' ranks the rows in the order of the label");
        }
    }

    @Test
    void aFeatureThatTellsBuyersFromOthersWithoutAnErrorIsNamed() throws IOException {
        for (DoubleFunction<String> split : List.<DoubleFunction<String>>of(
                label -> label > 0 ? "bought" : "lost", label -> label > 0 ? "1" : "0")) {
            assertThat(sentence(trained(table(300, split)).summary().cautions(), "label_split"))
                    .startsWith("Feature 'third' separates all rows with a positive label from all others");
        }
    }

    @Test
    void goodFeaturesAreNotTakenForCopies() throws IOException {
        Random random = new Random(4);
        Table table = table(700, label -> String.valueOf(label + 3_000 * random.nextGaussian()));

        assertThat(trained(table).summary().cautions()).isEmpty();
    }

    @Test
    void labelsThatTeachNothingAreSaid() throws IOException {
        assertThat(keys(trained(relabelled(200, row -> "50")).summary().cautions()))
                .containsExactly("constant_label");
        List<Caution> one =
                trained(relabelled(200, row -> row == 7 ? "50" : "0")).summary().cautions();
        assertThat(keys(one)).containsExactly("few_positive_labels");
        assertThat(one.get(0).sentence()).startsWith("Only 1 of the 200 rows has a positive label");
        assertThat(sentence(
                        trained(relabelled(30, row -> String.valueOf(50 + row)))
                                .summary()
                                .cautions(),
                        "few_positive_labels"))
                .isEqualTo("There are only 30 rows, all with a positive label: expect little of this model.");
    }

    private static Table relabelled(int rows, DoubleFunction<String> label) throws IOException {
        Random random = new Random(3);
        List<List<String>> cells = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            cells.add(List.of(String.valueOf(random.nextInt(90)), label.apply(i)));
        }
        return Table.of(List.of("age", "value"), cells).label("value").read();
    }

    @Test
    void featuresThatDoNotVaryAndColumnsThatAreNoneAreNamed() throws IOException {
        List<List<String>> constant = new ArrayList<>();
        List<List<String>> names = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            constant.add(List.of("7", String.valueOf(i)));
            names.add(List.of("name " + i, String.valueOf(i)));
        }

        assertThat(sentence(
                        trained(Table.of(List.of("size", "value"), constant)
                                        .label("value")
                                        .read())
                                .summary()
                                .cautions(),
                        "constant_features"))
                .startsWith("None of the 1 features varies in training ('size')");
        Table useless = Table.of(List.of("name", "value"), names).label("value").read();
        assertThatThrownBy(() -> trained(useless))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'value' is the label, and no value in [name] belongs to at least 20 customers");
    }

    @Test
    void anEvaluationOnTrainingsOwnWindowOrOneThatOverlapsItSaysSo() throws IOException {
        ClvModel loaded = ClvModel.read(new ByteArrayInputStream(bytes(model)));
        for (ClvModel either : List.of(model, loaded)) {
            Evaluation same = either.evaluate(log, cutoff);
            assertThat(keys(same.cautions())).containsExactly("evaluated_on_training");
            assertThat(same.cautions().get(0).sentence())
                    .contains("these very " + same.model().count() + " customers")
                    .contains("from " + cutoff.plus(HORIZON) + " on");
            assertThat(Evaluation.fromJson(same.toJson())).isEqualTo(same);
            assertThat(keys(either.evaluate(log, cutoff.plus(Duration.ofDays(59)))
                            .cautions()))
                    .containsExactly("evaluation_overlaps_training");
        }
        // Half of the customers: the model cannot know whether training left them out.
        EventLog half = log.only(
                new HashSet<>(log.customers().subList(0, log.customers().size() / 2)));
        assertThat(sentence(model.evaluate(half, cutoff).cautions(), "evaluation_overlaps_training"))
                .contains("overlaps that of 1 of the 1 training origins", "unless training left these customers out");
    }

    @Test
    void aLogThatEndsBeforeAWindowAfterTrainingNamesNoSuchWindow() {
        Instant last = end.minus(HORIZON);
        ClvModel late =
                quick(ClvModel.builder().horizon(HORIZON).origins(1, HORIZON)).train(log, last);

        for (Instant at : List.of(last, last.minus(Duration.ofDays(10)))) {
            assertThat(late.evaluate(log, at).cautions().get(0).sentence())
                    .endsWith(
                            "This log ends at " + log.observedUntil() + ", so it has no window of 60 days that training"
                                    + " has not seen. Train with an earlier cutoff, or run a backtest ('clv backtest'), which"
                                    + " does so.")
                    .doesNotContain(end + " on");
        }
    }

    @Test
    void aScoringBeforeTheLatestTrainingOriginSaysSoWithBothDates() {
        Instant earlier = cutoff.minus(Duration.ofDays(1));

        assertThat(sentence(
                        model.score(log, log.customers(), earlier, (id, prediction) -> {})
                                .cautions(),
                        "scored_before_training"))
                .contains("as of " + earlier + ", before the latest training origin, " + cutoff);
        assertThat(keys(model.score(log, log.customers(), cutoff, (id, prediction) -> {})
                        .cautions()))
                .doesNotContain("scored_before_training");
    }

    /** Kills: half of an export, whose customers look new and buy seldom. */
    @Test
    void aLogThatLooksBackLessThanHalfAsFarAsTrainingDidSaysSoWithBothDates() {
        Instant at = log.observedUntil();
        Instant late = at.minus(Duration.ofDays(100));
        assertThat(sentence(scored(from(late), at), "log_begins_late"))
                .startsWith("The log begins at " + late.truncatedTo(ChronoUnit.DAYS) + ", 100 days before " + at)
                .containsPattern("known for up to \\d+ days, from \\S+ to " + cutoff);
        Instant half = at.minus(Duration.ofDays(170));
        assertThat(keys(scored(from(half), at))).doesNotContain("log_begins_late");
        assertThat(keys(scored(log, cutoff))).doesNotContain("log_begins_late");
    }

    private static List<Caution> scored(EventLog some, Instant at) {
        return model.score(some, some.customers(), at, (id, prediction) -> {}).cautions();
    }

    private static EventLog from(Instant start) {
        EventLog.Builder later = EventLog.builder().zone(log.zone()).currency(model.currency());
        for (String customer : log.customers()) {
            log.history(customer).eventsFrom(start).forEach(event -> later.add(customer, event));
        }
        return later.build();
    }

    @Test
    void anEvaluationOnTheRowsOfTrainingSaysSoWhateverTheirOrder() throws IOException {
        Table table = table(300, label -> "1");
        int[] reversed = new int[300];
        for (int i = 0; i < reversed.length; i++) {
            reversed[i] = 299 - i;
        }
        TableModel trained = trained(table);

        assertThat(keys(trained.evaluate(table).cautions())).containsExactly("evaluated_on_training");
        assertThat(keys(trained.evaluate(table.select(reversed)).cautions())).containsExactly("evaluated_on_training");
        assertThat(trained.evaluate(table(299, label -> "1")).cautions()).isEmpty();
    }

    @Test
    void anEvaluationOnSomeOfTheRowsOfTrainingSaysHowMany() throws IOException {
        for (int rows : new int[] {300, 30_000}) {
            Table table = table(rows, label -> "1");
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            trained(table).write(bytes);
            TableModel model = TableModel.read(new ByteArrayInputStream(bytes.toByteArray()));
            int[] half = new Random(1).ints(rows / 2, 0, rows).distinct().toArray();

            assertThat(sentence(model.evaluate(table.select(half)).cautions(), "evaluated_on_training"))
                    .startsWith("All or nearly all of the " + half.length + " rows");
            assertThat(keys(model.evaluate(table.select(half[0])).cautions())).containsExactly("few_customers");
            for (int fresh = rows + 1; fresh < rows + 9; fresh++) {
                assertThat(keys(model.evaluate(table(fresh, label -> "1")).cautions()))
                        .isEmpty();
            }
        }
    }

    @Test
    void rowsThatRepeatByThemselvesAreNoSignOfTraining() throws IOException {
        Random random = new Random(2);
        TableModel model = trained(relabelled(400, row -> random.nextInt(2) == 0 ? "50" : "0"));
        assertThat(keys(model.evaluate(relabelled(390, row -> random.nextInt(2) == 0 ? "50" : "0"))
                        .cautions()))
                .isEmpty();
    }

    @Test
    void amountsInAnotherUnitAreDrift() {
        EventLog.Builder cents = EventLog.builder().zone(log.zone()).currency(model.currency());
        for (String customer : log.customers()) {
            for (CustomerEvent event : log.history(customer).events()) {
                cents.add(
                        customer,
                        event instanceof Purchase p
                                ? new Purchase(
                                        p.time(),
                                        p.amount().multiply(BigDecimal.valueOf(100)),
                                        p.quantity(),
                                        p.order(),
                                        p.product(),
                                        p.category())
                                : event);
            }
        }

        ScoringSummary scored = model.score(cents.build(), log.customers(), cutoff.plus(HORIZON), (id, p) -> {});

        assertThat(sentence(scored.cautions(), "drift"))
                .contains("features is not that of training", "'spend_", "(100 % above ");
        assertThat(ScoringSummary.fromJson(scored.toJson())).isEqualTo(scored);
    }

    @Test
    void aTableColumnWithOtherValuesIsDriftAndTheSameOnesAreNot() throws IOException {
        Random random = new Random(1);
        TableModel trained = trained(table(800, label -> String.valueOf(random.nextGaussian())));
        Table same = table(500, label -> String.valueOf(random.nextGaussian()));
        Table shifted = table(500, label -> String.valueOf(2 + random.nextGaussian()));
        Table missing = table(500, label -> random.nextInt(3) > 0 ? "" : String.valueOf(random.nextGaussian()));

        assertThat(trained.score(same, (id, prediction) -> {}).cautions()).isEmpty();
        assertThat(sentence(trained.score(shifted, (id, prediction) -> {}).cautions(), "drift"))
                .startsWith(
                        "The distribution of 1 of 3 features is not that of training, most of all that of 'third' (");
        List<Caution> once = trained.score(missing, (id, prediction) -> {}).cautions();
        assertThat(keys(once)).containsExactly("missing_features");
        assertThat(sentence(once, "missing_features")).contains("'third' for ").contains(" of 500");
    }

    @Test
    void aModelThatKeptNoProfileSaysNothingOfDrift() throws Exception {
        ClvModel old = ClvModel.load(Path.of(
                CautionsTest.class.getResource("/stored/version1/events.clvm").toURI()));

        assertThat(old.summary().fingerprints()).isEmpty();
        assertThat(old.score(log, log.customers(), end, (id, prediction) -> {}).cautions())
                .isEmpty();
    }

    private static byte[] bytes(ClvModel model) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        model.write(bytes);
        return bytes.toByteArray();
    }
}
