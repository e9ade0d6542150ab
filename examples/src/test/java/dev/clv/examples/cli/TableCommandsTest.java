package dev.clv.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Train, score, evaluate and explain on one small plain table. */
class TableCommandsTest {

    @TempDir
    private static Path folder;

    private static Path table;
    private static Path model;

    @BeforeAll
    static void writeAndTrain() throws IOException {
        table = folder.resolve("customers.csv");
        model = folder.resolve("model.clvm");
        StringBuilder rows = new StringBuilder("who,age,plan,hours,secret,lifetime_value\n");
        SplittableRandom random = new SplittableRandom(8);
        for (int i = 0; i < 400; i++) {
            int age = 18 + random.nextInt(60);
            boolean gold = random.nextInt(4) == 0;
            double hours = random.nextInt(100) / 10.0;
            double value = 20 + 8 * hours + (gold ? 60 : 0) + random.nextInt(20);
            rows.append("=w").append(i).append(',').append(age).append(gold ? ",gold," : ",basic,");
            rows.append(hours)
                    .append(',')
                    .append(value)
                    .append(',')
                    .append(value)
                    .append('\n');
        }
        Files.writeString(table, rows);
        Session session = run(
                "train",
                table,
                "--table",
                "--label",
                "lifetime_value",
                "--id",
                "who",
                "--exclude",
                "secret",
                "--seed",
                "3",
                "--out",
                model);
        assertThat(session.code()).as(session.err()).isZero();
        assertThat(session.err()).contains("trained on 400 rows of 400 customers");
    }

    @Test
    void theCustomersAskedForAreTheOnlyOnes() throws IOException {
        Path some = Files.writeString(folder.resolve("some.txt"), "=w7\n=w300\n");
        Session scored = run("score", table, "--table", "--model", model, "--customers", some);
        assertThat(scored.out().lines().skip(1).map(row -> row.substring(0, row.indexOf(','))))
                .containsExactly("'=w7", "'=w300");
        assertThat(run("evaluate", table, "--table", "--model", model, "--customers", some)
                        .out())
                .startsWith("2 customers");
        Path other = folder.resolve("some.clvm");
        Path strangers = Files.writeString(folder.resolve("strangers.txt"), "nobody\n");
        Session few = run(
                "train",
                table,
                "--table",
                "--label",
                "lifetime_value",
                "--id",
                "who",
                "--customers",
                some,
                "--out",
                other);
        assertThat(few.err()).contains("restricted to 2 of 400 rows").contains("need at least 20");
        assertThat(run("score", table, "--table", "--model", model, "--customers", strangers)
                        .err())
                .contains("none of the customers in", "is in the table");
    }

    @Test
    void scoresAreByIdAndIgnoreTheLabel() throws IOException {
        List<String> rows =
                run("score", table, "--table", "--model", model).out().lines().toList();
        assertThat(rows.get(0))
                .isEqualTo("customer_id,predicted_value,p_positive,q10,q50,q90,flags,percentile,tier,rank");
        assertThat(rows).hasSize(401);
        assertThat(rows.get(1)).startsWith("'=w0,");
        Path unlabelled = folder.resolve("unlabelled.csv");
        Files.write(
                unlabelled,
                Files.readAllLines(table).stream()
                        .map(row -> row.substring(0, row.lastIndexOf(',')))
                        .toList());
        assertThat(run("score", unlabelled, "--table", "--model", model).out().lines())
                .containsExactlyElementsOf(rows);
    }

    @Test
    void evaluationBeatsTheMean() throws IOException {
        Path json = folder.resolve("metrics.json");
        Session session = run("evaluate", table, "--table", "--model", model, "--json", json);
        assertThat(session.code()).as(session.err()).isZero();
        assertThat(session.out()).contains("model", "mean", "zero");
        JsonNode metrics = JsonMapper.shared().readTree(Files.readString(json));
        assertThat(metrics.get("RMSE").asDouble())
                .isLessThan(metrics.get("baselines").get("mean").get("RMSE").asDouble());
    }

    @Test
    void attributionsAddUpToTheScore() throws IOException {
        Path json = folder.resolve("why.json");
        Session session = run("explain", table, "--table", "--model", model, "--customer", "=w7", "--json", json);
        assertThat(session.code()).as(session.err()).isZero();
        assertThat(session.out().lines().filter(line -> line.strip().startsWith("hours ")))
                .as("a column is its own group, told once")
                .hasSize(1);
        JsonNode why = JsonMapper.shared().readTree(Files.readString(json));
        assertThat(why.get("customer").asString()).isEqualTo("=w7");
        assertThat(why.get("at").isNull()).isTrue();
        double sum = why.get("baseValue").asDouble();
        for (JsonNode part : why.get("attributions")) {
            assertThat(part.get("feature").asString()).isIn("age", "plan", "hours");
            sum += part.get("attribution").asDouble();
        }
        String row = run("score", table, "--table", "--model", model)
                .out()
                .lines()
                .filter(line -> line.startsWith("'=w7,"))
                .findFirst()
                .orElseThrow();
        assertThat(sum).isCloseTo(Double.parseDouble(row.split(",")[1]), within(1e-6));
        Session other =
                run("explain", table, "--table", "--model", model, "--customer", "=w7", "--reference", "customer:=w8");
        assertThat(other.code()).as(other.err()).isZero();
        assertThat(other.out()).contains("the other customer");
        refused(
                "means nothing for a plain table",
                "explain",
                table,
                "--table",
                "--model",
                model,
                "--customer",
                "=w7",
                "--reference",
                "earlier:2024-01-01");
    }

    @Test
    void everyRowOfATableIsExplained() {
        Session session = run("explain", table, "--table", "--model", model, "--all", "--reasons", "1");
        assertThat(session.code()).as(session.err()).isZero();
        List<String> rows = session.out().lines().toList();
        List<String> scores =
                run("score", table, "--table", "--model", model).out().lines().toList();
        assertThat(rows).hasSameSizeAs(scores);
        assertThat(rows.get(0)).endsWith("caveats,group.age,group.plan,group.hours");
        for (int i = 1; i < rows.size(); i++) {
            String[] cells = rows.get(i).split(",", -1);
            assertThat(cells[0]).isEqualTo(scores.get(i).split(",", -1)[0]);
            int groups = cells.length - 3;
            double sum = Double.parseDouble(cells[2]);
            for (int k = groups; k < cells.length; k++) {
                sum += Double.parseDouble(cells[k]);
            }
            assertThat(sum).isCloseTo(Double.parseDouble(cells[1]), within(1e-6));
        }
    }

    @Test
    void optionsOfTheOtherKindOfInputAreRefused() {
        refused(
                "--at means nothing for a plain table",
                "score",
                table,
                "--table",
                "--model",
                model,
                "--at",
                "2024-01-01");
        refused("is the model of a plain table", "score", table, "--model", model);
        refused("Missing required option: '--label'", "train", table, "--table", "--out", model);
        refused(
                "--horizon means nothing for a plain table",
                "train",
                table,
                "--table",
                "--label",
                "lifetime_value",
                "--horizon",
                "90d",
                "--out",
                model);
        refused(
                "--label is for plain tables",
                "train",
                table,
                "--label",
                "x",
                "--cutoff",
                "2024-01-01",
                "--out",
                model);
        refused(
                "--id, --text-column are for plain tables; add --table or leave them out",
                "train",
                table,
                "--text-column",
                "review",
                "--id",
                "id",
                "--cutoff",
                "2024-01-01",
                "--out",
                model);
        refused("price", "train", table, "--table", "--label", "price", "--out", model);
        refused("no row with the id", "explain", table, "--table", "--model", model, "--customer", "nobody");
    }

    @Test
    void aShareIsHeldOutAndTheSavedModelIsThatOfAllRows() throws IOException {
        Path held = folder.resolve("held.clvm");
        Session session = run(
                "train",
                table,
                "--table",
                "--label",
                "lifetime_value",
                "--id",
                "who",
                "--exclude",
                "secret",
                "--seed",
                "3",
                "--holdout",
                "0.25",
                "--out",
                held);
        assertThat(session.code()).as(session.err()).isZero();
        assertThat(session.out())
                .containsPattern("on (8\\d|9\\d|1[01]\\d) rows that were held out")
                .contains("nGini");
        assertThat(held).hasSameBinaryContentAs(model);
    }

    @Test
    void scoresOverFoldsHaveAMeanAndASpread() {
        Session session = run(
                "train",
                table,
                "--table",
                "--label",
                "lifetime_value",
                "--id",
                "who",
                "--exclude",
                "secret,age",
                "--folds",
                "3",
                "--out",
                folder.resolve("folds.clvm"));
        assertThat(session.code()).as(session.err()).isZero();
        assertThat(session.out())
                .startsWith("mean and standard deviation over 3 folds:")
                .containsPattern("nGini +0\\.[6-9]\\d\\d \\+- 0\\.\\d\\d\\d");
    }

    @Test
    void impossibleSharesAndFoldsAreRefused() {
        Object[] train = {"train", table, "--table", "--label", "lifetime_value", "--out", model};
        refused("--holdout must be a share between 0 and 1, was 1.0", with(train, "--holdout", "1"));
        refused("--folds must be from 2 to 100, was 1", with(train, "--folds", "1"));
        refused("contradict each other", with(train, "--folds", "3", "--holdout", "0.3"));
        refused("of which 0 would be held out", with(train, "--holdout", "0.0001"));
    }

    private static Object[] with(Object[] arguments, Object... more) {
        return Stream.concat(Arrays.stream(arguments), Arrays.stream(more)).toArray();
    }

    private static void refused(String sentence, Object... arguments) {
        Session session = run(arguments);
        assertThat(session.code()).as(session.err()).isEqualTo(2);
        assertThat(session.out()).isEmpty();
        assertThat(session.err()).startsWith("clv " + arguments[0] + ": ").contains(sentence);
        assertThat(session.err().strip().lines()).hasSize(1);
    }

    private static Session run(Object... arguments) {
        return Session.run(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
    }
}
