package dev.clv.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scores without a model of the shop's own. */
class GeneralCommandsTest {

    @TempDir
    private static Path folder;

    private static String events;

    @BeforeAll
    static void simulate() {
        events = file("events.csv");
        assertThat(Session.run("simulate", "--customers", "300", "--days", "400", "--seed", "2", "--out", events)
                        .code())
                .isZero();
    }

    private static String file(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void everybodyIsScoredAndToldWhatTheModelDoesNotKnow() throws IOException {
        Session session = Session.run(
                "score", events, "--general", "--horizon", "90d", "--at", "2023-12-01", "--out", file("scores.csv"));

        assertThat(session.code()).isZero();
        assertThat(session.err())
                .contains("note: The model was trained on simulated shops")
                .contains("the general model tells nothing of orders")
                .doesNotContain("Train it again");
        List<String> rows = Files.readAllLines(folder.resolve("scores.csv"));
        assertThat(rows.get(0)).startsWith("customer_id,predicted_value,p_positive,");
        assertThat(rows).hasSizeGreaterThan(200);
    }

    @Test
    void theSavedModelScoresTheSameAndAnswersOtherCommands() throws IOException {
        String model = file("model.clvm");
        assertThat(Session.run(
                                "score",
                                events,
                                "--general",
                                "--horizon",
                                "90d",
                                "--at",
                                "2023-12-01",
                                "--out",
                                file("first.csv"),
                                "--save",
                                model)
                        .err())
                .contains("wrote " + model);
        Session.run("score", events, "--model", model, "--at", "2023-12-01", "--out", file("second.csv"));

        assertThat(folder.resolve("second.csv")).hasSameTextualContentAs(folder.resolve("first.csv"));
        assertThat(Session.run("describe", model).out()).contains("no labels").contains("general model: shops");
        assertThat(Session.run("evaluate", events, "--model", model, "--at", "2023-10-01")
                        .out())
                .contains("pareto_nbd");
    }

    @Test
    void someCustomersAloneWouldNotBeTheShop() throws IOException {
        Path some = folder.resolve("some.txt");
        Files.writeString(some, "C0000001\n");

        Session session = Session.run(
                "score", events, "--general", "--horizon", "90d", "--at", "2023-12-01", "--customers", some.toString());

        assertThat(session.code()).isEqualTo(2);
        assertThat(session.err()).contains("--general sums up all customers of the log");
    }

    @Test
    void aPriorOfOnesOwnTakesThePlaceOfTheLibrarys() throws IOException {
        String prior = file("prior.clvm");
        Session made = Session.run(
                "pretrain", "--shops", "50", "--networks", "1", "--epochs", "1", "--seed", "9", "--out", prior);
        assertThat(made.code()).isZero();
        assertThat(made.err()).contains("wrote " + prior).contains("shops=50").contains("seed=9");

        Session.run(
                "score",
                events,
                "--general",
                "--horizon",
                "90d",
                "--at",
                "2023-12-01",
                "--prior",
                prior,
                "--out",
                file("own.csv"),
                "--save",
                file("own.clvm"));

        assertThat(Session.run("describe", file("own.clvm")).out()).contains("general model: seed 9");
    }
}
