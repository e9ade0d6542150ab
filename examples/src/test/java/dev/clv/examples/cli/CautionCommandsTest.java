package dev.clv.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands caution against: each thing once, in words that can be followed where they appear. */
class CautionCommandsTest {

    @TempDir
    private static Path folder;

    private static Path quick;
    private static Path named;
    private static Path nameless;
    private static Path model;

    @BeforeAll
    static void train() throws IOException {
        quick = file(
                "quick.json",
                "{\"training\": {\"origins\": 1, \"network\": {\"hidden\": [4], \"members\": 2}, \"earlyStopping\":"
                        + " {\"epochs\": 2}}}");
        named = file("named.csv", shop(",EUR"));
        nameless = file("nameless.csv", shop("").replaceFirst(",currency", ""));
        model = folder.resolve("named.clvm");
        ok(trainOn(named, model));
    }

    private static Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    /** 80 customers who buy now and then over a year. */
    private static String shop(String currency) {
        Random random = new Random(5);
        StringBuilder csv = new StringBuilder("customer_id,time,amount,currency\n");
        for (int i = 0; i < 80; i++) {
            for (int month = 1; month <= 12; month++) {
                if (random.nextInt(3) > 0) {
                    csv.append(String.format(
                            Locale.ROOT,
                            "C%03d,2023-%02d-%02dT00:00:00Z,%.2f%s%n",
                            i,
                            month,
                            1 + random.nextInt(28),
                            5 + 60 * random.nextDouble(),
                            currency));
                }
            }
        }
        return csv.toString();
    }

    private static Object[] trainOn(Path log, Path out) {
        return new Object[] {"train", log, "--cutoff", "2023-09-01", "--horizon", "60d", "--config", quick, "--out", out
        };
    }

    private static Session run(Object... arguments) {
        return Session.run(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
    }

    private static Session ok(Object... arguments) {
        Session session = run(arguments);
        assertThat(session.code()).as(session.err()).isZero();
        return session;
    }

    private static void saidOnce(Session session, String part) {
        String all = session.out() + session.err();
        assertThat(all.split(java.util.regex.Pattern.quote(part), -1))
                .as("'%s' in %s", part, all)
                .hasSize(2);
    }

    @Test
    void aLogWithoutTheModelsCurrencyIsTakenInItAndEachCommandSaysSoOnce() throws IOException {
        Session score = ok("score", nameless, "--model", model, "--at", "2023-12-28");
        Session evaluate = ok("evaluate", nameless, "--model", model, "--at", "2023-10-29");
        Session explain = ok("explain", nameless, "--model", model, "--at", "2023-12-28", "--customer", "C003");
        for (Session session : new Session[] {score, evaluate, explain}) {
            saidOnce(session, "names no currency");
            assertThat(session.err())
                    .contains("The model counts in EUR, the log names no currency: its amounts are taken as EUR.")
                    .contains(
                            "set \"currency\" of the mapping, or \"reading.currency\" of --config where the log is read");
            assertThat(session.out() + session.err()).doesNotContain("XXX", "currency(");
        }
        Path said = file("said.json", "{\"reading\": {\"currency\": \"EUR\"}}");
        Path mapped = file("mapped.json", """
                {"customer": "customer_id", "time": "time", "amount": "amount", "currency": "EUR"}""");
        for (Object[] remedy : new Object[][] {{"--config", said}, {"--mapping", mapped}}) {
            assertThat(ok("score", nameless, "--model", model, "--at", "2023-12-28", remedy[0], remedy[1])
                            .err())
                    .doesNotContain("names no currency");
        }
    }

    @Test
    void aModelWithoutACurrencyIsUsedOnALogWithOneAndSaysSo() {
        Path none = folder.resolve("none.clvm");
        assertThat(ok(trainOn(nameless, none)).err()).doesNotContain("XXX");
        Session score = ok("score", named, "--model", none, "--at", "2023-12-28");
        saidOnce(score, "The log counts in EUR, the model was trained on amounts without a currency");
        assertThat(score.err()).doesNotContain("XXX");
        assertThat(ok("score", nameless, "--model", none, "--at", "2023-12-28").err())
                .doesNotContain("currency");
    }

    @Test
    void customersInAnotherSpellingThanTheLogsAreToldByBothFormsAndTheRemedy() throws IOException {
        Path small = file("small.txt", "c003\nC004\nc005\nsomebody\n");
        Object[] score = {"score", named, "--model", model, "--at", "2023-12-28", "--customers", small};
        Session session = ok(score);
        assertThat(session.err())
                .contains(
                        "restricted to 1 of 80 customers; 3 of the 4 ids asked for are not there. 2 of them differ from"
                                + " known ids only in upper and lower case, such as 'a999' for 'A999'")
                .contains("\"idForm\": [\"fold-case\"] in the mapping")
                .doesNotContain("c003", "C003", "somebody");
        saidOnce(session, "differ from");
        Path mapping = file("fold.json", """
                {"customer": "customer_id", "time": "time", "amount": "amount", "currency": {"column": "currency"},
                 "idForm": ["fold-case"]}""");
        assertThat(ok(with(score, "--mapping", mapping)).err())
                .contains("restricted to 3 of 80 customers; 1 of the 4 ids asked for are not there\n");
        Path none = file("none.txt", "C 003\nC 004\n");
        Session refused = run("features", named, "--at", "2023-12-28", "--customers", none);
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err())
                .contains("is in the log; 2 of the 2 ids asked for are not there. They differ from known ids only in"
                        + " blanks or invisible characters, such as 'A 999' for 'A999'");
        Session why = run("explain", named, "--model", model, "--at", "2023-12-28", "--customer", "c003");
        assertThat(why.err()).contains("but of one whose id differs only in upper and lower case");
    }

    @Test
    void attributesThatMeetFewCustomersAreToldWithTheFormsOfBothIds() throws IOException {
        StringBuilder rows = new StringBuilder("customer_id,size\n");
        for (int i = 0; i < 80; i++) {
            rows.append(i < 4 ? String.format("C%03d", i) : i + ".0")
                    .append(',')
                    .append(20 + i)
                    .append('\n');
        }
        Path few = file("few.csv", rows.toString());
        Session session = ok(
                "score",
                named,
                "--model",
                model,
                "--at",
                "2023-12-28",
                "--attributes",
                few,
                "--quality-json",
                folder.resolve("quality.json"));
        saidOnce(
                session,
                "4 of 80 rows of attributes are of customers with events: ids have the form '99.9' there and"
                        + " 'A999' among the events");
        assertThat(Files.readString(folder.resolve("quality.json"))).contains("attributes_hardly_meet", "'99.9'");
    }

    @Test
    void attributesWrittenOtherwiseOrFarFromTrainingAreToldOnce() throws IOException {
        Path plain = attributes("plain.csv", "%d.5", 0);
        Path sized = folder.resolve("sized.clvm");
        ok(with(trainOn(named, sized), "--attributes", plain));
        Object[] score = {"score", named, "--model", sized, "--at", "2023-12-28", "--attributes"};

        assertThat(ok(with(score, plain)).err()).doesNotContain("note:");
        Session kilograms = ok(with(score, attributes("kg.csv", "%d.5 kg", 0)));
        saidOnce(
                kilograms, "'attr.size' for 80 of 80, such as a text of 7 characters (blanks, digits, letters, signs)");
        saidOnce(kilograms, "note:");
        saidOnce(ok(with(score, attributes("comma.csv", "\"%d,5\"", 0))), "cannot be read as such now");
        Session wild = ok(with(score, attributes("wild.csv", "%d.5", 7)));
        saidOnce(wild, "'attr.size' for 1 of 80 (training lies between ");
        saidOnce(wild, "note:");
        assertThat(ok(
                                "evaluate",
                                named,
                                "--model",
                                sized,
                                "--at",
                                "2023-10-29",
                                "--attributes",
                                folder.resolve("wild.csv"))
                        .err())
                .containsOnlyOnce("values lie far from all that training saw");
    }

    @Test
    void attributesWithoutATimeAreToldOnceByEveryCommandThatLooksFromThePast() throws IOException {
        Path sizes = attributes("sizes.csv", "%d.5", 0);
        Path undated = folder.resolve("undated.clvm");
        String said = "1 attribute of the ";
        Session train = ok(with(trainOn(named, undated), "--attributes", sizes));
        saidOnce(train, said);
        assertThat(train.err())
                .contains("comes without a time ('size' of ")
                .contains("counts as known at the training origin 2023-09-01T00:00:00Z already")
                .contains("(the column 'time' in a table of attributes)");
        Object[] asked = {named, "--model", undated, "--attributes", sizes, "--at"};
        Session evaluate = ok(with(with(new Object[] {"evaluate"}, asked), "2023-10-29"));
        saidOnce(evaluate, said);
        assertThat(evaluate.err()).contains("counts as known at 2023-10-29T00:00:00Z already");
        assertThat(ok(with(with(new Object[] {"score"}, asked), "2023-12-28")).err())
                .doesNotContain("without a time");
        Object[] backtest = {
            "backtest", named, "--horizon", "60d", "--origins", "2", "--step", "30d", "--config", quick, "--attributes"
        };
        saidOnce(ok(with(backtest, sizes)), said);
        saidOnce(ok(with(trainOn(named, undated), "--attributes", sizes, "--folds", "2")), said);

        Path dated = file(
                "dated.csv",
                Files.readString(sizes)
                        .replaceAll("(?m)^C", "2023-01-01T00:00:00Z,C")
                        .replace("customer_id,", "time,customer_id,"));
        assertThat(ok(with(trainOn(named, undated), "--attributes", dated)).err())
                .contains("attributes: number size")
                .doesNotContain("without a time");
        assertThat(ok(with(backtest, dated)).err()).doesNotContain("without a time");
    }

    @Test
    void whatIsMissingFromALogIsToldWithDatesAndOptionsThatCanBeFollowed() throws IOException {
        Path thin = file("thin.csv", orders(day -> day < 340 ? 6 : day % 10 == 0 ? 1 : 0));
        Session told = ok("features", thin, "--at", "2023-11-01", "--out", folder.resolve("thin"));
        saidOnce(told, "note: 21 end_is_thin: days at the end, from 2023-12-07 on, saw 3 visits with a purchase where");
        assertThat(told.err()).contains("Export again, or set --observed-until to 2023-12-07\n");
        assertThat(ok("features", thin, "--at", "2023-11-01", "--observed-until", "2023-12-07")
                        .err())
                .doesNotContain("note:");

        Path hole = file("hole.csv", orders(day -> day >= 180 && day < 220 ? 0 : 6));
        saidOnce(
                ok("features", hole, "--at", "2023-11-01", "--out", folder.resolve("hole")),
                "note: 40 days_missing: days without a single event, all from 2023-06-30 to 2023-08-08,");

        String unknown = "2023-01-01T00:00:00Z";
        StringBuilder rows = new StringBuilder(orders(day -> 6));
        for (int i = 0; i < 60; i++) {
            rows.append("C" + i + "," + unknown + ",10.00\n");
        }
        Path instant = file("instant.csv", rows.toString());
        saidOnce(
                ok("features", instant, "--at", "2023-11-01", "--out", folder.resolve("instant")),
                "note: 60 same_instant: purchases at exactly 2023-01-01T00:00:00Z (60 customers), where");
        Path drop = file("drop.json", """
                {"customer": "customer_id", "time": "time", "amount": "amount",
                 "drop": [{"column": "time", "equals": "%s"}]}""".formatted(unknown));
        assertThat(ok("features", instant, "--at", "2023-11-01", "--mapping", drop)
                        .err())
                .doesNotContain("note:");
    }

    /** @param perDay how many customers buy on each day of 2023, numbered from 0 on */
    private static String orders(IntUnaryOperator perDay) {
        Random random = new Random(8);
        StringBuilder csv = new StringBuilder("customer_id,time,amount\n");
        for (int day = 0; day < 365; day++) {
            for (int i = 0; i < perDay.applyAsInt(day); i++) {
                csv.append(String.format(
                        Locale.ROOT,
                        "C%d,%sT%02d:%02d:00Z,%.2f%n",
                        random.nextInt(90),
                        LocalDate.ofYearDay(2023, day + 1),
                        random.nextInt(24),
                        random.nextInt(60),
                        5 + 60 * random.nextDouble()));
            }
        }
        return csv.toString();
    }

    @Test
    void aGuestAccountIsToldOfByTrainingAndByScoringOnceEachAndNeverByItsId() throws IOException {
        StringBuilder rows = new StringBuilder(Files.readString(named));
        for (int i = 0; i < 200; i++) {
            rows.append(
                    String.format("GUEST77,2023-%02d-%02dT%02d:00:00Z,20.00,EUR%n", 1 + i % 12, 1 + i % 28, i % 24));
        }
        Path guests = file("guests.csv", rows.toString());
        Path trained = folder.resolve("guests.clvm");
        Session train = ok(trainOn(guests, trained));
        Session score = ok("score", guests, "--model", trained, "--at", "2023-12-28", "--out", folder.resolve("g"));
        for (Session session : new Session[] {train, score}) {
            saidOnce(session, " of all orders, ");
            assertThat(session.err()).contains("1 of 81 customers has ").doesNotContain("GUEST77");
        }
        assertThat(ok("score", named, "--model", trained, "--at", "2023-12-28").err())
                .doesNotContain("of all orders");
    }

    /** @param wild the number of a customer with a value far from all others; 0 for nobody */
    private static Path attributes(String name, String form, int wild) throws IOException {
        StringBuilder rows = new StringBuilder("customer_id,size\n");
        for (int i = 0; i < 80; i++) {
            int size = wild > 0 && i == wild ? 99_999 : 20 + i;
            rows.append(String.format("C%03d,", i))
                    .append(String.format(form, size))
                    .append('\n');
        }
        return file(name, rows.toString());
    }

    @Test
    void whatIsHeldOutIsCautionedAboutAsAnyEvaluationIs() throws IOException {
        StringBuilder csv = new StringBuilder("id,age,value\n");
        Random random = new Random(2);
        for (int i = 0; i < 300; i++) {
            csv.append("c" + i % 150 + "," + (20 + random.nextInt(60)) + "," + random.nextInt(90) + "\n");
        }
        Path table = file("table.csv", csv.toString());
        Path small = file("small.json", Files.readString(quick).replace("\"origins\": 1, ", ""));
        Object[] train = {
            "train", table, "--table", "--id", "id", "--label", "value", "--config", small, "--out", folder.resolve("t")
        };
        assertThat(ok(with(train, "--holdout", "0.3")).err())
                .contains("note: on rows held out: ")
                .containsOnlyOnce("rows have the id of an earlier row");
        assertThat(ok(with(train, "--folds", "3")).err())
                .contains("note: in 3 of 3 folds: ")
                .containsOnlyOnce("rows have the id of an earlier row");
        assertThat(ok(with(trainOn(named, folder.resolve("f")), "--folds", "2")).err())
                .doesNotContain("folds:", "overlaps");
    }

    private static Object[] with(Object[] arguments, Object... more) {
        Object[] all = Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return all;
    }
}
