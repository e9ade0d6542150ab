package dev.clv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.evaluate.Evaluation;
import dev.clv.evaluate.Metric;
import dev.clv.explain.Attribution;
import dev.clv.explain.Contribution;
import dev.clv.features.FeaturePlan;
import dev.clv.features.standard.StandardExtractors;
import dev.clv.features.table.Table;
import dev.clv.nn.Vocabulary;
import dev.clv.reason.Explanation;
import dev.clv.reason.Lever;
import dev.clv.reason.Reference;
import dev.clv.reason.SegmentDifference;
import dev.clv.reason.SegmentOptions;
import dev.clv.reason.WhatIf;
import dev.clv.reason.Wording;
import dev.clv.train.TableTrainingSet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The seed case of the project: a table of customers with a lifetime-value column. */
class TableModelTest {

    private static final List<String> HEADER = List.of(
            "customer", "age", "gender", "income", "education", "hours", "frequency", "amount", "rating", "value");

    private static Table training;
    private static Table test;
    private static TableModel model;

    @TempDir
    Path folder;

    @BeforeAll
    static void train() throws IOException {
        training = table(customers(900, 1)).id("customer").label("value").read();
        test = table(customers(400, 2)).read();
        model = quick().train(training);
    }

    private static TableModelBuilder quick() {
        return TableModel.builder()
                .currency("USD")
                .network(n -> n.hidden(16, 8).members(3))
                .earlyStopping(60, 8);
    }

    @Test
    void itLearnsFromColumnsAndBeatsTheMean() {
        Evaluation evaluation = model.evaluate(test);

        assertThat(evaluation.losses()).isEmpty();
        assertThat(evaluation.model().get(Metric.R2)).isGreaterThan(0.7);
        assertThat(evaluation.baselines()).containsOnlyKeys("zero", "mean");
    }

    @Test
    void aTableWithoutRowsIsScoredToNothingAndRefusedWhereThereIsSomethingToMeasure() {
        Table empty = test.select();

        assertThat(model.predict(empty)).isEmpty();
        assertThat(model.score(empty, (id, prediction) -> {}))
                .isEqualTo(new ScoringSummary(0, Map.of(), null, List.of()));
        for (ThrowingCallable question : List.<ThrowingCallable>of(
                () -> model.evaluate(empty), () -> model.importance(empty), () -> model.dependence("age", empty))) {
            assertThatThrownBy(question)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the table has no rows, so there is nothing to evaluate; add rows");
        }
    }

    @Test
    void scoringNeedsNoLabelNoIdAndNoOrderOfColumns() throws IOException {
        List<List<String>> rows = customers(50, 3);
        List<String> header = List.of("rating", "amount", "frequency", "hours", "education", "income", "gender", "age");
        List<List<String>> shuffled = rows.stream()
                .map(row -> header.stream()
                        .map(column -> row.get(HEADER.indexOf(column)))
                        .toList())
                .toList();

        List<ClvPrediction> expected = model.predict(table(rows).read());
        List<ClvPrediction> actual = model.predict(Table.of(header, shuffled).read());

        for (int i = 0; i < rows.size(); i++) {
            assertThat(actual.get(i).value()).isEqualTo(expected.get(i).value());
        }
    }

    @Test
    void aRowIsComparedWithTypicalOnesOrAnother() {
        double[] values =
                model.predict(test).stream().mapToDouble(ClvPrediction::value).toArray();
        Explanation other = model.explain(test, 7, Reference.row(training, 3));
        Explanation average = model.explain(test, 7, Reference.averageCustomer());
        Explanation self = model.explain(test, 7, Reference.row(test, 7));

        assertThat(average.attribution()).isEqualTo(model.explain(test, 7));
        assertThat(average.at()).isNull();
        assertThat(average.horizon()).isNull();
        assertThat(other.prediction()).isCloseTo(values[7], within(1e-9));
        assertThat(other.baseValue()).isCloseTo(model.predict(training).get(3).value(), within(1e-9));
        assertThat(self.effects()).allMatch(effect -> effect.amount() == 0);
        assertThat(model.explain(test, 7, Reference.topTier()).baseValue()).isGreaterThan(average.baseValue());
        assertThat(Explanation.fromJson(other.toJson())).isEqualTo(other);
        assertThat(Wording.in(Locale.ENGLISH).sentences(average, 2).get(0)).startsWith("Predicted value ");
        assertThatThrownBy(() -> model.explain(test, 7, Reference.earlier(Instant.EPOCH)))
                .hasMessageContaining("topTier() or row(table, row)");
    }

    @Test
    void segmentsOfATableDependOnNoOrderOfRows() throws IOException {
        List<List<String>> young = new ArrayList<>(customers(60, 4));
        List<List<String>> others = customers(60, 5);
        SegmentOptions options = SegmentOptions.defaults().customers(25).resamples(100);
        SegmentDifference difference =
                model.compareSegments(table(young).read(), table(others).read(), options);
        Collections.shuffle(young, new Random(1));

        assertThat(model.compareSegments(table(young).read(), table(others).read(), options))
                .isEqualTo(difference);
        assertThat(difference.customers()).isEqualTo(25);
    }

    @Test
    void aTableModelTellsDependenceAndWhatWouldRaiseAValue() {
        double now = model.predict(test).get(7).value();
        WhatIf whatIf = model.whatWouldRaise(test, 7, now + 1, List.of(Lever.range("frequency", 0, 60, 1)));

        assertThat(whatIf.prediction()).isCloseTo(now, within(1e-9));
        assertThat(whatIf.options()).allMatch(option -> option.prediction() >= now + 1);
        assertThat(model.dependence("frequency").average()).hasSizeGreaterThan(5);
        assertThat(model.dependence("gender", test).local()).isEmpty();
    }

    @Test
    void aRowIsExplainedByItsColumns() {
        Attribution why = model.explain(test, 7);

        double value = model.predict(test).get(7).value();
        assertThat(why.baseValue()
                        + why.features().stream()
                                .mapToDouble(Contribution::value)
                                .sum())
                .isCloseTo(value, within(1e-9 * value));
        assertThat(why.features().stream().map(Contribution::name))
                .containsExactly("age", "gender", "income", "education", "hours", "frequency", "amount", "rating");
        assertThat(model.importance(test).stream()
                        .max(java.util.Comparator.comparingDouble(i -> i.mean()))
                        .orElseThrow()
                        .name())
                .isIn("frequency", "amount");
    }

    @Test
    void aSavedModelPredictsTheSameBitsAndRemembersItsColumns() throws IOException {
        Path file = folder.resolve("table.clvm");
        model.save(file);

        TableModel loaded = TableModel.load(file);

        for (int i = 0; i < test.rows(); i++) {
            assertThat(loaded.predict(test).get(i).value())
                    .isEqualTo(model.predict(test).get(i).value());
            i += 40;
        }
        assertThat(loaded.evaluate(test).toJson())
                .isEqualTo(model.evaluate(test).toJson());
        assertThat(loaded.features(test).customer(3)).isEqualTo("c3");
        assertThat(loaded.explain(test, 3)).isEqualTo(model.explain(test, 3));
        assertThatThrownBy(() -> ClvModel.load(file)).hasMessageContaining("'kind' is 'table', not 'event-log'");
    }

    @Test
    void aLossOfOnesOwnMustBeGivenWhenLoading() throws IOException {
        TableModel own = quick().loss(new OwnLoss(0.5)).train(training);
        Path file = folder.resolve("own.clvm");
        own.save(file);

        assertThatThrownBy(() -> TableModel.load(file)).hasMessageContaining("unknown loss 'own_loss'");
        Vocabulary words = Vocabulary.standard().withLoss("own_loss", d -> new OwnLoss(d.number("delta")));
        assertThat(TableModel.load(file, words).predict(test).get(5).value())
                .isEqualTo(own.predict(test).get(5).value());
    }

    @Test
    void theOrderOfTheRowsDoesNotChangeABit() throws IOException {
        List<List<String>> rows = new ArrayList<>(customers(900, 1));
        Collections.shuffle(rows, new Random(4));

        TableModel again = quick().threads(2)
                .train(table(rows).id("customer").label("value").read());
        TableModel anonymous =
                quick().train(table(rows).exclude("customer").label("value").read());
        TableModel anonymousInOrder = quick().train(table(customers(900, 1))
                .exclude("customer")
                .label("value")
                .read());

        assertThat(again.predict(test).get(0).value())
                .isEqualTo(model.predict(test).get(0).value());
        assertThat(anonymous.predict(test).get(0).value())
                .isEqualTo(anonymousInOrder.predict(test).get(0).value());
    }

    @Test
    void theBuilderOfAModelOfALogTrainsTheSameButRefusesWhatATableDoesNotHave() {
        ClvModelBuilder builder = ClvModel.builder()
                .currency("USD")
                .network(n -> n.hidden(16, 8).members(3))
                .earlyStopping(60, 8);

        TableModel same = builder.train(training);

        assertThat(same.predict(test).get(0).value())
                .isEqualTo(model.predict(test).get(0).value());
        assertThat(same.currency()).isEqualTo("USD");
        Duration month = Duration.ofDays(30);
        assertThatThrownBy(() -> ClvModel.builder().horizon(month).train(training))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("horizon(...) cannot be used here: a plain table has none; leave them out, as"
                        + " TableModel.builder() does");
        assertThatThrownBy(() -> ClvModel.builder().origins(1, month).train(training))
                .hasMessageContaining("origins(...)");
        assertThatThrownBy(() -> ClvModel.builder()
                        .features(FeaturePlan.of(StandardExtractors.rfm()))
                        .addExtractor(StandardExtractors.seasonality(3))
                        .train(training))
                .hasMessageContaining("addExtractor(...), features(...)");
    }

    @Test
    void rowsThatAreMadeOnceServeSeveralTrainings() {
        TableTrainingSet set = TableTrainingSet.of(training);

        assertThat(quick().train(set).predict(test).get(3).value())
                .isEqualTo(model.predict(test).get(3).value());
        assertThat(quick().seed(1).train(set).predict(test).get(3).value())
                .isNotEqualTo(model.predict(test).get(3).value());
    }

    @Test
    void unknownCategoriesAndNumbersBeyondTrainingAreFlagged() throws IOException {
        List<String> odd = List.of("x", "40", "Martian", "50000", "PhD", "2", "5", "20", "4", "0");
        List<String> far = List.of("y", "40", "f", "9000000", "PhD", "2", "5", "20", "4", "0");
        List<String> unknown = new ArrayList<>(Collections.nCopies(HEADER.size(), ""));
        unknown.set(0, "z");

        List<ClvPrediction> predictions =
                model.predict(table(List.of(odd, far, unknown)).read());

        assertThat(predictions.get(0).flags()).containsExactly(PredictionFlag.UNKNOWN_CATEGORY);
        assertThat(predictions.get(1).flags()).containsExactly(PredictionFlag.OUTSIDE_TRAINING_RANGE);
        assertThat(predictions.get(2).value()).isFinite();
    }

    @Test
    void whatCannotBeTrainedIsSaidInWords() throws IOException {
        Table few = table(customers(19, 1)).label("value").read();
        assertThatThrownBy(() -> quick().train(few)).hasMessageContaining("19 rows, need at least 20");
        List<List<String>> negative = new ArrayList<>(customers(30, 1));
        negative.set(4, List.of("c4", "40", "f", "1", "PhD", "2", "5", "20", "4", "-7"));
        Table bad = table(negative).label("value").read();
        assertThatThrownBy(() -> quick().train(bad))
                .hasMessageContaining("line 6, column 'value': the label must be zero or more");
        Table none = table(customers(30, 1)).read();
        assertThatThrownBy(() -> quick().train(none)).hasMessageContaining("no label column was named");
    }

    private static dev.clv.features.table.TableReader table(List<List<String>> rows) {
        return Table.of(HEADER, rows);
    }

    private static List<List<String>> customers(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> education = List.of("School", "Bachelor", "Master", "PhD");
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int level = random.nextInt(4);
            double income = 20_000 + 15_000 * level + random.nextInt(20_000);
            double frequency = 1 + random.nextInt(20);
            double amount = 5 + income / 2_000 + random.nextInt(20);
            double noise = StrictMath.exp(0.2 * (random.nextDouble() + random.nextDouble() - 1));
            int rating = 1 + random.nextInt(5);
            boolean left = rating == 1 && random.nextInt(5) > 0;
            rows.add(List.of(
                    "c" + i,
                    Integer.toString(18 + random.nextInt(60)),
                    random.nextBoolean() ? "f" : "m",
                    random.nextInt(20) == 0 ? "" : String.format(Locale.ROOT, "%.0f", income),
                    education.get(level),
                    String.format(Locale.ROOT, "%.1f", 10 * random.nextDouble()),
                    String.format(Locale.ROOT, "%.0f", frequency),
                    String.format(Locale.ROOT, "%.2f", amount),
                    Integer.toString(rating),
                    left ? "0" : String.format(Locale.ROOT, "%.2f", frequency * amount * noise)));
        }
        return rows;
    }
}
