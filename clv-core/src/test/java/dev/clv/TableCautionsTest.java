package dev.clv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.caution.Caution;
import dev.clv.features.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What training says of a table's ids, categories, codes and labels, and that it says nothing of a clean one. */
class TableCautionsTest {

    private static final int ROWS = 400;

    /** Id, spend, extra and label, which depends on the spend and on chance. */
    private record Line(int number, double spend, double label, Random random) {}

    private static Table table(Function<Line, List<String>> cells, int repeated) {
        Random random = new Random(11);
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            double spend = 20 + StrictMath.exp(4 + 0.7 * random.nextGaussian());
            double label = spend * StrictMath.exp(0.7 * random.nextGaussian());
            rows.add(cells.apply(new Line(i, spend, label, random)));
        }
        rows.addAll(rows.subList(0, repeated));
        return Table.of(List.of("id", "spend", "extra", "value"), rows)
                .id("id")
                .label("value")
                .read();
    }

    private static Table extra(Function<Line, String> extra) {
        return table(line -> List.of("c" + line.number, two(line.spend), extra.apply(line), two(line.label)), 0);
    }

    private static String two(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static List<Caution> cautions(Table table) {
        return TableModel.builder()
                .network(n -> n.hidden(4).members(2))
                .earlyStopping(2, 2)
                .train(table)
                .summary()
                .cautions();
    }

    private static List<String> keys(Table table) {
        return cautions(table).stream().map(Caution::key).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 6, 10})
    void aCleanTableWithACategoryThatFollowsThePastGivesNoReason(int tiers) {
        assertThat(keys(extra(line -> "t" + (int) Math.min(tiers - 1, line.spend * tiers / 120))))
                .isEmpty();
        assertThat(keys(extra(line -> "t" + line.random.nextInt(tiers)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {40, 25, 15})
    void tiersOfTheLabelInAnyOrderOfTheirNamesAreNamed(double width) {
        List<Caution> cautions = cautions(extra(line ->
                "t" + new Random((int) Math.min(5, StrictMath.floor(line.label / width))).nextInt(9_999)));

        assertThat(cautions).hasSize(1);
        assertThat(cautions.get(0).key()).isEqualTo("label_copy");
        assertThat(cautions.get(0).sentence())
                .startsWith("Feature 'extra' cuts the label into tiers by its categories")
                .contains("of at least 1.000, of other features at most 0.");
    }

    @Test
    void numbersThatCutTheLabelIntoTiersAreNamed() {
        assertThat(cautions(extra(line -> "" + (int) Math.min(5, StrictMath.floor(line.label / 40)))))
                .singleElement()
                .satisfies(caution -> assertThat(caution.sentence())
                        .startsWith("Feature 'extra' ")
                        .contains("the label", "leave it out"));
    }

    @ParameterizedTest
    @CsvSource({"1, is the label in 9", "0.8, is the label times 0.800 in 9"})
    void aCopyOfTheLabelWithAFewChangesIsNamed(double multiple, String said) {
        assertThat(cautions(extra(line ->
                        two(line.random.nextInt(25) == 0 ? 300 * line.random.nextDouble() : multiple * line.label))))
                .singleElement()
                .satisfies(caution -> {
                    assertThat(caution.key()).isEqualTo("label_copy");
                    assertThat(caution.sentence()).startsWith("Feature 'extra' " + said);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"+", "-", "*", "/"})
    void twoColumnsThatMakeTheLabelAreNamed(String sign) {
        List<Caution> cautions = cautions(table(
                line -> {
                    double other = 1 + line.random.nextInt(200);
                    double extra = switch (sign) {
                        case "+" -> line.label - other;
                        case "-" -> line.label + other;
                        case "*" -> line.label / other;
                        default -> line.label * other;
                    };
                    return List.of(
                            "c" + line.number, two(other), String.format(Locale.ROOT, "%.4f", extra), two(line.label));
                },
                0));

        assertThat(cautions)
                .singleElement()
                .satisfies(caution -> assertThat(caution.sentence())
                        .contains("'spend'", "'extra'", "is the label in 100 %", sign)
                        .contains("leave the columns out"));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5, 12})
    void severalColumnsThatAddUpToTheLabelAreNamed(int months) {
        assertThat(cautions(months(months, 0))).singleElement().satisfies(caution -> {
            assertThat(caution.key()).isEqualTo("label_copy");
            assertThat(caution.sentence())
                    .startsWith(months + " columns ('m")
                    .contains("each times a number, add up to the label in ", "leave the columns out");
        });
        assertThat(keys(months(months, 0.3))).isEmpty();
    }

    /** Spend of some months, and the sum of all of them, each times a number, with noise. */
    private static Table months(int months, double noise) {
        Random random = new Random(months);
        List<String> header = new ArrayList<>(List.of("id", "value", "age"));
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            List<String> row = new ArrayList<>(List.of("c" + i, "", "" + (18 + random.nextInt(60))));
            double sum = 0;
            for (int m = 0; m < months; m++) {
                double spend = StrictMath.exp(3 + random.nextGaussian());
                row.add(i % 7 == m ? "" : two(spend));
                sum += i % 7 == m ? 0 : (m == 2 ? 1.19 : 1) * spend;
            }
            row.set(1, two(sum * StrictMath.exp(noise * random.nextGaussian())));
            rows.add(row);
        }
        for (int m = 0; m < months; m++) {
            header.add("m" + m);
        }
        return Table.of(header, rows).id("id").label("value").read();
    }

    private static Table labelled(Function<Line, String> label) {
        return table(line -> List.of("c" + line.number, two(line.spend), "a", label.apply(line)), 0);
    }

    @Test
    void labelsThatAreNoValuesAreTold() {
        record Kind(Function<Line, String> label, String said) {}
        for (Kind kind : List.of(
                new Kind(line -> line.label > 60 ? "1" : "0", "All labels are 0 or 1, as of a class"),
                new Kind(line -> line.label > 60 ? "2" : "1", "All labels are 1 or 2, as of a class"),
                new Kind(line -> "" + (line.number + 1), "The 400 labels are the whole numbers up to 400"),
                new Kind(line -> two(line.random.nextDouble()), "All labels lie between 0 and 1"),
                new Kind(line -> two(line.label) + "%", "The labels are percentages and were divided by 100"))) {
            assertThat(cautions(labelled(kind.label)))
                    .filteredOn(caution -> caution.key().equals("label_is_no_value"))
                    .as(kind.said)
                    .singleElement()
                    .satisfies(caution -> assertThat(caution.sentence()).startsWith(kind.said));
        }
        for (Function<Line, String> value : List.<Function<Line, String>>of(
                line -> two(line.label),
                line -> "" + Math.round(line.label / 20),
                line -> "" + Math.round(line.label))) {
            assertThat(keys(labelled(value))).doesNotContain("label_is_no_value");
        }
    }

    @Test
    void labelsAndColumnsInTwoUnitsAreTold() {
        Table labels = table(
                line -> List.of(
                        "c" + line.number,
                        two(line.spend),
                        "1",
                        two(line.random.nextBoolean() ? 100 * line.label : line.label)),
                0);
        Table cents = extra(line -> line.random.nextInt(3) == 0
                ? "" + Math.round(100 * line.random.nextDouble() * line.spend)
                : two(line.random.nextDouble() * line.spend));

        assertThat(cautions(labels))
                .filteredOn(caution -> caution.key().equals("mixed_units"))
                .singleElement()
                .satisfies(caution -> assertThat(caution.sentence()).contains("the label in about ", " of 400 rows"));
        assertThat(cautions(cents))
                .singleElement()
                .satisfies(caution -> assertThat(caution.sentence())
                        .contains("'extra' in about ", "large whole numbers", "decimal point"));
    }

    @Test
    void rowsOfAnEarlierIdAreCountedInTraining() {
        List<Caution> cautions =
                cautions(table(line -> List.of("c" + line.number, two(line.spend), "a", two(line.label)), 60));

        assertThat(cautions)
                .filteredOn(caution -> caution.key().equals("repeated_ids"))
                .singleElement()
                .satisfies(caution ->
                        assertThat(caution.sentence()).startsWith("60 of 460 rows have the id of an earlier row"));
    }

    @ParameterizedTest
    @CsvSource({"-999, -999 in 20 %", "-1, -1 in 20 %", "99999, 99999 in 20 %", "-12345, -12345 in 20 %"})
    void aValueFarOutsideAllOthersIsACode(String code, String words) {
        List<Caution> cautions =
                cautions(extra(line -> line.number % 5 == 0 ? code : two(30 + 50 * line.random.nextDouble())));

        assertThat(cautions).hasSize(1);
        assertThat(cautions.get(0).key()).isEqualTo("coded_missing");
        assertThat(cautions.get(0).sentence()).contains("'extra' is " + words, "--missing");
    }

    @Test
    void aCodeOfFewCustomersIsNotSpelled() {
        List<Caution> cautions =
                cautions(extra(line -> line.number % 40 == 0 ? "-999" : two(30 + 50 * line.random.nextDouble())));

        assertThat(cautions).hasSize(1);
        assertThat(cautions.get(0).sentence())
                .contains("'extra' has one value in 3 %", "others from ")
                .doesNotContain("999");
    }

    @Test
    void commonValuesAtTheEndOfTheOthersAreNoCodes() {
        assertThat(keys(extra(line -> line.number % 2 == 0 ? "0" : two(500 + line.random.nextDouble()))))
                .isEmpty();
        assertThat(keys(extra(line -> line.number % 2 == 0 ? "100" : two(100 * line.random.nextDouble()))))
                .isEmpty();
        assertThat(keys(extra(line -> Integer.toString(line.random.nextInt(5) - 1))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 25})
    void labelsOutOfProportionComeBeforeTheLevelThatTheyMake(int every) {
        int one = ROWS / every;
        List<String> keys = keys(table(
                line -> List.of(
                        "c" + line.number,
                        two(line.spend),
                        "a",
                        two(line.number % one == 0 ? 1_000 * line.label : line.label)),
                0));

        assertThat(keys).contains("wild_labels");
        if (keys.contains("calibration_bounded")) {
            assertThat(keys.indexOf("wild_labels")).isLessThan(keys.indexOf("calibration_bounded"));
        }
    }

    @Test
    void controlCharactersInColumnsAndCategoriesReachNoSentence() {
        String column = "ti\u001b[31mer";
        List<String> header = List.of("id", "spend", column, "value");
        List<List<String>> rows = new ArrayList<>();
        List<List<String>> moved = new ArrayList<>();
        List<List<String>> unknown = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            String spend = two(i * 7919 % 100);
            String value = two(i * 7919 % 100 + i * 31 % 17);
            rows.add(List.of("c" + i, spend, i % 2 == 0 ? "gold\u202e" : "basic", value));
            moved.add(List.of("c" + i, spend, "gold\u202e", value));
            unknown.add(List.of("c" + i, spend, "new\nprediction +1.00", value));
        }
        TableModel model = TableModel.builder()
                .network(n -> n.hidden(4).members(2))
                .earlyStopping(2, 2)
                .train(Table.of(header, rows).id("id").label("value").read());

        for (List<List<String>> scored : List.of(moved, unknown)) {
            assertThat(model.score(
                                    Table.of(header, scored)
                                            .id("id")
                                            .label("value")
                                            .read(),
                                    (id, prediction) -> {})
                            .cautions())
                    .isNotEmpty()
                    .allSatisfy(caution -> assertThat(caution.sentence()).contains("'ti?[31mer'"));
        }
    }
}
