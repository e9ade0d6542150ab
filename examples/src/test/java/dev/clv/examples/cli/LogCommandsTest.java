package dev.clv.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.clv.ModelDescription;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Train, score, evaluate, explain and features on one small simulated log. */
class LogCommandsTest {

    private static final String AT = "2024-07-04";

    @TempDir
    private static Path folder;

    private static Path events;
    private static Path model;

    @BeforeAll
    static void simulateAndTrain() {
        events = folder.resolve("events.csv.gz");
        model = folder.resolve("model.clvm");
        ok("simulate", "--customers", "300", "--seed", "4", "--out", events.toString());
        Session session = train(model);
        assertThat(session.code()).as(session.err()).isZero();
        assertThat(session.out()).isEmpty();
        assertThat(session.err())
                .contains(" 0 skipped, 0 duplicates; 300 customers")
                .contains("trained on ");
    }

    @Test
    void theSameSeedTrainsTheSameModel() throws IOException {
        Path again = folder.resolve("again.clvm");
        assertThat(train(again).code()).isZero();
        assertThat(again).hasSameBinaryContentAs(model);
    }

    @Test
    void scoresHaveOneRowForEveryKnownCustomer() throws IOException {
        Path file = folder.resolve("scores.csv");
        Session session = ok("score", events, "--model", model, "--at", AT, "--out", file);
        assertThat(session.out()).isEmpty();
        List<String> rows = Files.readAllLines(file);
        assertThat(rows.get(0))
                .isEqualTo("customer_id,predicted_value,p_positive,q10,q50,q90,flags,percentile,tier,rank,"
                        + "expected_orders,average_order_value,p_no_order,next_order,next_order_from,next_order_until");
        assertThat(rows).hasSize(301);
        for (String row : rows.subList(1, rows.size())) {
            String[] cells = row.split(",", -1);
            assertThat(cells).hasSize(16);
            assertThat(Double.parseDouble(cells[1])).isNotNegative();
            assertThat(Double.parseDouble(cells[2])).isBetween(0.0, 1.0);
            assertThat(Double.parseDouble(cells[3])).isLessThanOrEqualTo(Double.parseDouble(cells[5]));
            assertThat(Double.parseDouble(cells[7])).isBetween(0.0, 100.0);
            assertThat(cells[8]).isIn("A", "B", "C");
            assertThat(Integer.parseInt(cells[9])).isBetween(1, 300);
            if (!cells[6].contains("cold_start")) {
                assertThat(Double.parseDouble(cells[10]) * Double.parseDouble(cells[11]))
                        .isCloseTo(Double.parseDouble(cells[1]), withinPercentage(1e-6));
                assertThat(Double.parseDouble(cells[12])).isBetween(0.0, 1.0);
                assertThat(List.of(
                                LocalDate.parse(AT),
                                LocalDate.parse(cells[14]),
                                LocalDate.parse(cells[13]),
                                LocalDate.parse(cells[15])))
                        .isSorted();
            }
        }
        assertThat(ok("score", events, "--model", model, "--at", AT + "T00:00:00Z")
                        .out())
                .isEqualTo(Files.readString(file));
    }

    @Test
    void trainingWritesOnRequestTheScoresThatScoreWrites() throws IOException {
        Path scores = folder.resolve("with.csv");
        Path trained = folder.resolve("with.clvm");
        Session session = train(trained, "--scores", scores.toString(), "--at", AT);
        assertThat(session.code()).as(session.err()).isZero();
        assertThat(session.err()).containsSubsequence("trained on ", "scored 300 customers as of " + AT);
        assertThat(trained).hasSameBinaryContentAs(model);
        String afterwards = ok("score", events, "--model", model, "--at", AT).out();
        assertThat(scores).hasContent(afterwards);

        // The log ends with 2024.
        Session atTheEnd = train(trained, "--scores", scores.toString());
        assertThat(atTheEnd.err()).contains("scored 300 customers as of 2024-12-31T00:00:00Z");
    }

    @Test
    void scoresOfATrainingThatCannotBeAreRefusedBeforeIt() {
        Path other = folder.resolve("never.clvm");
        for (Session refused : List.of(
                train(other, "--at", AT),
                train(other, "--scores", "scores.csv", "--at", "2022-01-01"),
                train(other, "--scores", other.toString()))) {
            assertThat(refused.code()).isEqualTo(2);
            assertThat(refused.err()).containsAnyOf("add --scores", "nobody is known before", "the same file as --out");
        }
        assertThat(other).doesNotExist();
    }

    @Test
    void valuesAreDiscountedOnRequestByARateThatIsOne() {
        List<String> rows = ok("score", events, "--model", model, "--at", AT, "--discount", "0.1")
                .out()
                .lines()
                .toList();
        assertThat(rows.get(0)).endsWith(",next_order_until,discounted_value");
        String[] cells = rows.get(1).split(",", -1);
        double value = Double.parseDouble(cells[1]);
        assertThat(Double.parseDouble(cells[16])).isBetween(0.9 * value, value);
        refused(
                "such as 0.1 for 10 % a year, was 10.0",
                "score", events, "--model", model, "--at", AT, "--discount", "10");
    }

    @Test
    void aModelWithoutAPurchaseModelSaysOnceThatItDoesNotKnowOrders() throws IOException {
        Path config = Files.writeString(
                folder.resolve("without.json"),
                "{\"training\": {\"purchaseModel\": false, \"earlyStopping\": {\"epochs\": 1}}}");
        Path without = folder.resolve("without.clvm");
        ok("train", events, "--cutoff", "2023-12-01", "--horizon", "30d", "--config", config, "--out", without);
        Session session = ok("score", events, "--model", without, "--at", AT);
        assertThat(session.err())
                .containsOnlyOnce("the model does not know about orders")
                .contains("leave \"training.purchaseModel\" of --config out");
        assertThat(session.out().lines().skip(1)).allMatch(row -> row.endsWith(",,,,,,"));
        assertThat(ok("score", events, "--model", model, "--at", AT).err()).doesNotContain("about orders");
    }

    @Test
    void aModelWhosePurchaseModelWasLeftOutSaysWhyAndHowToKnowOrders() throws IOException {
        Path config = Files.writeString(
                folder.resolve("rising.json"),
                "{\"training\": {\"network\": {\"rising\": [\"order_days\"]}, \"earlyStopping\": {\"epochs\": 1}}}");
        Path rising = folder.resolve("rising.clvm");
        ok("train", events, "--cutoff", "2023-12-01", "--horizon", "30d", "--config", config, "--out", rising);
        assertThat(ok("score", events, "--model", rising, "--at", AT).err())
                .containsOnlyOnce("the model does not know about orders")
                .contains("Its purchase model was left out, as it is not monotone in [order_days]")
                .contains("add \"orders\" to \"training.targets\"")
                .doesNotContain("purchaseModel");

        Path targets = Files.writeString(
                folder.resolve("targets.json"),
                Files.readString(config)
                        .replace(
                                "{\"training\": {",
                                "{\"training\": {\"targets\": [\"value\", \"orders\"], \"loss\": {\"heads\":"
                                        + " [{\"loss\": \"zero_inflated_lognormal\"}, {\"loss\": \"poisson\"}]}, "));
        ok("train", events, "--cutoff", "2023-12-01", "--horizon", "30d", "--config", targets, "--out", rising);
        assertThat(ok("score", events, "--model", rising, "--at", AT).err()).doesNotContain("about orders");
    }

    @Test
    void furtherHorizonsAreColumnsAtTheEndWhoseValuesNeverFall() throws IOException {
        Path config = Files.writeString(
                folder.resolve("horizons.json"),
                "{\"training\": {\"horizons\": [\"60d\", \"15d\"], \"earlyStopping\": {\"epochs\": 1}}}");
        Path several = folder.resolve("several.clvm");
        Object[] train = {"train", events, "--cutoff", "2023-10-01", "--horizon", "30d", "--config", config, "--out"};
        ok(with(train, several));
        List<String> rows = ok("score", events, "--model", several, "--at", AT, "--discount", "0.1")
                .out()
                .lines()
                .toList();
        assertThat(rows.get(0)).endsWith(",next_order_until,discounted_value,value_15d,value_60d");
        for (String row : rows.subList(1, rows.size())) {
            String[] cells = row.split(",", -1);
            assertThat(List.of(
                            Double.parseDouble(cells[17]), Double.parseDouble(cells[1]), Double.parseDouble(cells[18])))
                    .isSorted();
        }
        // An option counts more than the file.
        ok(with(train, several, "--horizons", "45d"));
        assertThat(ok("score", events, "--model", several, "--at", AT)
                        .out()
                        .lines()
                        .findFirst()
                        .orElseThrow())
                .endsWith(",next_order_until,value_45d");
        refused("--horizons names 30 days, which is the main horizon", with(train, several, "--horizons", "30d"));
        refused("--horizons names 45 days twice", with(train, several, "--horizons", "45d,PT1080H"));
        refused("the longest possible horizon after this one", with(train, several, "--horizons", "900d"));
    }

    @Test
    void customersWhoCameLaterAreNotScored() {
        List<String> rows = ok("score", events, "--model", model, "--at", "2023-06-01")
                .out()
                .lines()
                .toList();
        assertThat(rows).hasSizeBetween(60, 200);
    }

    @Test
    void aListOfCustomersRestrictsACommand() throws IOException {
        Path ids = folder.resolve("ids.txt");
        Files.writeString(ids, "C0000005\nC0000002\r\n\nnobody\n");
        Path csv = folder.resolve("ids.csv");
        Files.writeString(csv, "\uFEFFrank,customer_id\n1,C0000005\n2,\"C0000002\"\n");
        for (Path list : List.of(ids, csv)) {
            Session session = ok("score", events, "--model", model, "--at", AT, "--customers", list);
            assertThat(session.out().lines().map(row -> row.split(",")[0]))
                    .containsExactly("customer_id", "C0000002", "C0000005");
            assertThat(session.err()).contains("restricted to 2 of 300 customers");
        }
        List<String> all = withoutRank(ok("score", events, "--model", model, "--at", AT));
        assertThat(withoutRank(ok("score", events, "--model", model, "--at", AT, "--customers", ids)))
                .isSubsetOf(all);
    }

    /** Ranks are among the customers of one scoring. */
    private static List<String> withoutRank(Session session) {
        return session.out()
                .lines()
                .map(row -> row.replaceFirst("^((?:[^,]*,){9})[^,]*,", "$1"))
                .toList();
    }

    @Test
    void aModelIsDescribedWithoutItsLog() throws IOException {
        Path json = folder.resolve("description.json");
        Session session = ok("describe", model, "--json", json);
        ModelDescription description = ModelDescription.load(model);

        assertThat(session.out()).isEqualTo(description.toString()).contains("EUR", "2024-01-06", "recency_days");
        assertThat(ModelDescription.fromJson(Files.readString(json))).isEqualTo(description);
        refused("events.csv.gz", "describe", events);
        refused("nothing.clvm", "describe", folder.resolve("nothing.clvm"));
        refused("is a folder", "describe", folder);
    }

    @Test
    void evaluationStandsBesideTheBaselines() throws IOException {
        Path json = folder.resolve("metrics.json");
        Session session = ok("evaluate", events, "--model", model, "--at", AT, "--json", json);
        assertThat(session.out()).contains("nGini", "model", "past_spend_xk", "zero");
        JsonNode metrics = JsonMapper.shared().readTree(Files.readString(json));
        assertThat(metrics.get("n").asInt()).isEqualTo(300);
        assertThat(metrics.get("nGini").asDouble()).isBetween(0.3, 1.0);
        assertThat(metrics.has("RMSE_cap99")).isTrue();
        assertThat(metrics.get("baselines").get("past_spend").has("nGini")).isTrue();
    }

    @Test
    void attributionsAddUpToTheScore() throws IOException {
        Path json = folder.resolve("why.json");
        String row = ok("score", events, "--model", model, "--at", AT)
                .out()
                .lines()
                .filter(line -> line.startsWith("C0000011,"))
                .findFirst()
                .orElseThrow();
        Session session = ok("explain", events, "--model", model, "--at", AT, "--customer", "C0000011", "--json", json);
        assertThat(session.out())
                .contains("an average customer", "prediction", "EUR", "raises the value by", "not causes");
        JsonNode why = JsonMapper.shared().readTree(Files.readString(json));
        assertThat(why.propertyNames())
                .contains(
                        "customer",
                        "at",
                        "currency",
                        "baseValue",
                        "prediction",
                        "attributions",
                        "method",
                        "evaluations")
                .contains("version", "horizon", "reference", "groups", "caveats");
        assertThat(why.get("customer").asString()).isEqualTo("C0000011");
        assertThat(why.get("at").asString()).isEqualTo("2024-07-04T00:00:00Z");
        assertThat(why.get("currency").asString()).isEqualTo("EUR");
        double prediction = why.get("prediction").asDouble();
        assertThat(prediction).isCloseTo(Double.parseDouble(row.split(",")[1]), within(1e-9 * Math.max(1, prediction)));
        double sum = why.get("baseValue").asDouble();
        Set<String> features = new TreeSet<>();
        for (JsonNode part : why.get("attributions")) {
            assertThat(part.propertyNames())
                    .contains("feature", "group", "value", "attribution", "standardError")
                    .contains("typical", "unit", "description");
            sum += part.get("attribution").asDouble();
            features.add(part.get("feature").asString());
            if (part.get("feature").asString().equals("attr.country")) {
                assertThat(part.get("value").asString()).isIn("GB", "US", "DE", "CN", "SG");
            }
        }
        assertThat(sum).isCloseTo(prediction, within(1e-9 * Math.max(1, prediction) + 1e-9));
        assertThat(features).contains("recency_days", "spend_total", "attr.country");
    }

    @Test
    void aCustomerIsComparedWithWhomOneLikesInTheLanguageOneReads() {
        Object[] customer = {"explain", events, "--model", model, "--at", AT, "--customer", "C0000011"};
        assertThat(ok(with(customer, "--reference", "top")).out()).contains("top tenth");
        assertThat(ok(with(customer, "--reference", "earlier:2024-06-01")).out())
                .contains("the same customer on 2024-06-01");
        assertThat(ok(with(customer, "--reference", "customer:C0000012", "--language", "zh", "--reasons", "1"))
                        .out())
                .contains("另一位客户", "并非因果关系");
        assertThat(ok(with(customer, "--reference", "customer:C0000011")).out())
                .contains("Everything else together: +0.00");
        refused("must be earlier than --at", with(customer, "--reference", "earlier:2024-08-01"));
        refused("nothing is known of the customer before 2001", with(customer, "--reference", "earlier:2001-01-01"));
        refused(
                " of the 300 customers before 2001-01-01T00:00:00Z",
                "explain",
                events,
                "--model",
                model,
                "--at",
                AT,
                "--all",
                "--reference",
                "earlier:2001-01-01");
        refused("average, top, earlier:D or customer:ID", with(customer, "--reference", "mean"));
        refused("given by --reference before", with(customer, "--reference", "customer:nobody"));
        refused("languages [en, zh]", with(customer, "--language", "fr"));
        refused("--reasons must be at least 1", with(customer, "--reasons", "0"));
    }

    @Test
    void everybodyIsExplainedInRowsThatAddUpToTheScores() throws IOException {
        Path some = folder.resolve("some.txt");
        Files.write(some, List.of("C0000011", "C0000012", "C0000040"));
        Path file = folder.resolve("reasons.csv");
        Object[] all = {"explain", events, "--model", model, "--at", AT, "--all", "--customers", some, "--out", file};
        Session session = ok(with(all, "--reasons", "2"));
        assertThat(session.out()).isEmpty();
        assertThat(session.err()).contains("explained 3 customers; the standard error of their effects is ");

        List<String> rows = Files.readAllLines(file);
        assertThat(rows.get(0))
                .startsWith("customer_id,predicted_value,reference_value,up1,up1_is,up1_amount,up2,up2_is,up2_amount,"
                        + "down1,down1_is,down1_amount,down2,down2_is,down2_amount,other_amount,relative_error,caveats,"
                        + "group.");
        assertThat(rows).hasSize(4);
        List<String> scores = Files.readAllLines(scored(some));
        for (int i = 1; i < rows.size(); i++) {
            String[] cells = rows.get(i).split(",", -1);
            double predicted = Double.parseDouble(cells[1]);
            assertThat(cells[0]).isEqualTo(scores.get(i).split(",")[0]);
            assertThat(predicted)
                    .isCloseTo(Double.parseDouble(scores.get(i).split(",")[1]), within(1e-9 * Math.max(1, predicted)));
            double reasons = Stream.of(5, 8, 11, 14, 15)
                    .mapToDouble(at -> number(cells[at]))
                    .sum();
            assertThat(Double.parseDouble(cells[2]) + reasons).isCloseTo(predicted, within(1e-6));
            double groups = Arrays.stream(cells)
                    .skip(18)
                    .mapToDouble(LogCommandsTest::number)
                    .sum();
            assertThat(Double.parseDouble(cells[2]) + groups).isCloseTo(predicted, within(1e-6));
            assertThat(number(cells[16])).isBetween(0.0, 0.5);
            assertThat(number(cells[5]))
                    .isGreaterThanOrEqualTo(number(cells[8]))
                    .isNotNegative();
            assertThat(number(cells[11])).isLessThanOrEqualTo(number(cells[14])).isNotPositive();
        }

        refused("give either --customer ID", with(all, "--customer", "C0000011"));
        refused("give either --customer ID", "explain", events, "--model", model, "--at", AT);
        refused("--json is for --customer ID", with(all, "--json", folder.resolve("x.json")));
        refused(
                "--out is for --all",
                "explain",
                events,
                "--model",
                model,
                "--at",
                AT,
                "--customer",
                "C0000011",
                "--out",
                file);
    }

    private static Path scored(Path customers) {
        Path file = folder.resolve("some-scores.csv");
        ok("score", events, "--model", model, "--at", AT, "--customers", customers, "--out", file);
        return file;
    }

    private static double number(String cell) {
        return cell.isEmpty() ? 0 : Double.parseDouble(cell);
    }

    private static Object[] with(Object[] arguments, Object... more) {
        return Stream.concat(Arrays.stream(arguments), Arrays.stream(more)).toArray();
    }

    @Test
    void whatCustomersWriteBecomesFeaturesOnRequest() throws IOException {
        Path file = folder.resolve("words.csv");
        ok("features", events, "--at", AT, "--out", file);
        assertThat(Files.readAllLines(file).get(0)).contains(",sentiment_mean,", ",days_since_complaint");
        Path words = folder.resolve("words.clvm");
        assertThat(ok("train", events, "--cutoff", "2024-01-06", "--origins", "1", "--text", "--out", words)
                        .err())
                .containsPattern(
                        "attributes and texts: .*number texts \\(mood read by a word list, which tells .* better .*1.00"
                                + ".* than [0-9]+ rated texts teach \\(0[.][0-9]+\\)\\), aspects");
        assertThat(ok("explain", events, "--model", words, "--at", AT, "--customer", "C0000001")
                        .out())
                .isNotEmpty();
        Path plain = folder.resolve("plain.clvm");
        ok("train", events, "--cutoff", "2024-01-06", "--origins", "1", "--out", plain);
        assertThat(ok("describe", words).out()).contains("sentiment_mean");
        assertThat(ok("describe", plain).out()).doesNotContain("sentiment_mean");
    }

    @Test
    void extractorsOfTextsThatTheConfigurationNamesAreNotAddedTwice() throws IOException {
        Path config = folder.resolve("texts.json");
        Files.writeString(
                config, "{\"training\": {\"features\": [\"sentiment\", \"recency\", \"frequency\", \"monetary\"]}}");
        Path words = folder.resolve("named.clvm");

        ok("train", events, "--cutoff", "2024-01-06", "--origins", "1", "--text", "--config", config, "--out", words);

        assertThat(ok("describe", words).out())
                .contains("sentiment_mean", "days_since_complaint", "recency_days")
                .doesNotContain("days_since_visit");
    }

    @Test
    void theFeaturesOfExtractorsThatTheConfigurationNamesAreWritten() throws IOException {
        Path config = folder.resolve("behaviour.json");
        Files.writeString(config, "{\"training\": {\"features\": [\"recency\", \"sessions\"]}}");

        List<String> rows = ok("features", events, "--at", AT, "--config", config)
                .out()
                .lines()
                .toList();

        assertThat(rows).hasSize(301);
        assertThat(List.of(rows.get(0).split(",")))
                .startsWith("customer_id", "recency_days", "session_count")
                .doesNotContain("order_days", "sentiment_mean");
        Files.writeString(config, "{\"training\": {\"seed\": 7}}");
        assertThat(ok("features", events, "--at", AT, "--config", config).out())
                .isEqualTo(ok("features", events, "--at", AT).out());
    }

    @Test
    void whatIsReportedIsCalledByWhatItIs() throws IOException {
        assertThat(named("attributes")).contains("\nattributes: ").doesNotContain("texts");
        assertThat(named("recency", "sentiment", "aspects"))
                .contains("\ntexts: ")
                .doesNotContain("attributes");
        assertThat(named("attributes", "taste", "text_embedding", "sentiment"))
                .contains("\nattributes, products and texts: ");
        assertThat(named("recency")).doesNotContain("attributes", "texts");
        assertThat(ok("train", events, "--cutoff", "2024-01-06", "--origins", "1", "--out", folder.resolve("x.clvm"))
                        .err())
                .contains("\nattributes: ")
                .doesNotContain("texts");
    }

    private static String named(String... extractors) throws IOException {
        Path config = Files.writeString(
                folder.resolve("reported.json"),
                "{\"training\": {\"features\": [\"" + String.join("\", \"", extractors) + "\"]}}");
        return ok("features", events, "--at", AT, "--config", config).err();
    }

    @Test
    void featuresAreWrittenAsOfADate() throws IOException {
        Path file = folder.resolve("features.csv");
        assertThat(ok("features", events, "--at", AT, "--out", file).out()).isEmpty();
        List<String> rows = Files.readAllLines(file);
        List<String> header = List.of(rows.get(0).split(","));
        assertThat(header.get(0)).isEqualTo("customer_id");
        assertThat(header).contains("recency_days", "spend_total", "attr.tier").doesNotHaveDuplicates();
        assertThat(rows).hasSize(301);
        String[] first = rows.get(1).split(",", -1);
        assertThat(first).hasSize(header.size());
        assertThat(first[header.indexOf("attr.tier")]).isIn("basic", "plus", "premium");
        assertThat(Double.parseDouble(first[header.indexOf("spend_total")])).isPositive();
    }

    @Test
    void aMappingAndAnAttributeTableAreRead() throws IOException {
        Path log = folder.resolve("shop.csv");
        Path mapping = folder.resolve("mapping.json");
        Path table = folder.resolve("attributes.csv");
        StringBuilder orders = new StringBuilder("who;when;paid\n");
        StringBuilder people = new StringBuilder("customer_id,plan\n");
        for (int i = 0; i < 40; i++) {
            orders.append("=c").append(i).append(";2024-03-0").append(1 + i % 9).append(";12.50\n");
            people.append("=c").append(i).append(i % 2 == 0 ? ",monthly\n" : ",yearly\n");
        }
        Files.writeString(log, orders);
        Files.writeString(table, people);
        Files.writeString(mapping, """
                {"customer": "who", "time": {"column": "when", "pattern": "yyyy-MM-dd", "zone": "Asia/Tokyo"},
                 "amount": "paid", "currency": "JPY", "delimiter": ";"}""");
        Session session = ok("features", log, "--mapping", mapping, "--attributes", table, "--at", "2024-03-05");
        List<String> rows = session.out().lines().toList();
        assertThat(rows).hasSize(41);
        assertThat(rows.get(0)).contains("attr.plan");
        // Ids that a spreadsheet would run are made harmless.
        assertThat(rows.get(1)).startsWith("'=c0,").contains("monthly");
    }

    @Test
    void whatIsWrongWithTheInputIsSaidInOneSentence() throws IOException {
        refused("nobody is known before 2020-01-01T00:00:00Z", "score", events, "--model", model, "--at", "2020-01-01");
        refused("observed only until 2024-12-31", "evaluate", events, "--model", model, "--at", "2024-10-01");
        refused("before", "explain", events, "--model", model, "--at", AT, "--customer", "nobody");
        refused("nothing.csv", "score", folder.resolve("nothing.csv"), "--model", model, "--at", AT);
        refused("nothing.clvm", "score", events, "--model", folder.resolve("nothing.clvm"), "--at", AT);
        refused("events.csv.gz", "score", events, "--model", events, "--at", AT);
        refused("nothing.json", "features", events, "--at", AT, "--mapping", folder.resolve("nothing.json"));
        refused("ids.none", "features", events, "--at", AT, "--customers", folder.resolve("ids.none"));
        Path strangers = folder.resolve("strangers.txt");
        Files.writeString(strangers, "somebody\n");
        refused("none of the customers", "features", events, "--at", AT, "--customers", strangers);
        Path noHeader = folder.resolve("no-header.csv");
        Files.writeString(noHeader, "a,b\n1,2\n");
        refused("customer_id", "features", noHeader, "--at", AT);
        refused("ids.gz", "features", events, "--at", AT, "--customers", latin("ids.gz"));
        for (String option : List.of("--mapping", "--customers")) {
            refused(folder.getFileName() + "", "features", events, "--at", AT, option, folder);
        }
        refused("is a folder", "score", events, "--model", folder, "--at", AT);
        refused("is neither a date", "score", events, "--model", model, "--at", "+999999999-12-31");
        refused("at most 36500d", "train", events, "--cutoff", AT, "--horizon", "P99999999D", "--out", model);
        refused("there is no such folder", "train", events, "--cutoff", AT, "--out", folder.resolve("no/model.clvm"));
        refused(
                "the latest possible cutoff is",
                "train",
                events,
                "--cutoff",
                "2024-12-01",
                "--out",
                folder.resolve("late.clvm"));
        assertThat(folder.resolve("late.clvm")).doesNotExist();
    }

    @Test
    void aPlaceThatCannotBeWrittenIsRefusedBeforeAnyWork() throws IOException {
        Path locked = Files.createDirectory(folder.resolve("locked"));
        assumeTrue(
                locked.toFile().setWritable(false) && !Files.isWritable(locked), "run by one who may write anywhere");
        Path there = locked.resolve("file");
        for (Session session : List.of(
                train(there),
                run("score", events, "--model", model, "--at", AT, "--out", there),
                run("features", events, "--at", AT, "--out", there),
                run("evaluate", events, "--model", model, "--at", AT, "--json", there))) {
            assertThat(session.code()).isEqualTo(2);
            assertThat(session.err()).contains("cannot write '" + there + "'").doesNotContain("read ");
        }
    }

    @Test
    void aCompressedTableOfScoresIsAListOfCustomers() throws IOException {
        Path scores = folder.resolve("scores.csv.gz");
        ok("score", events, "--model", model, "--at", "2023-06-01", "--out", scores);
        Session session = ok("score", events, "--model", model, "--at", "2023-06-01", "--customers", scores);
        assertThat(session.out().lines().count()).isBetween(60L, 200L);
    }

    @Test
    void aLogWithoutEventsCannotTeach() throws IOException {
        Path empty = folder.resolve("header-only.csv");
        Files.writeString(empty, "customer_id,time,amount\n");
        refused(
                "the log is empty: 0 customers, need at least 20",
                "train",
                empty,
                "--cutoff",
                AT,
                "--out",
                model + "2");
    }

    @Test
    void whatComesAfterTheObservedTimeIsCountedAsThat() {
        Session session = ok("features", events, "--at", "2023-06-01", "--observed-until", "2023-07-01");
        assertThat(session.err()).containsPattern(" dropped \\([1-9]\\d* of them not before --observed-until\\), ");
    }

    private static Path latin(String name) throws IOException {
        return Files.write(folder.resolve(name), "caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Session train(Path file, String... more) {
        List<String> arguments = new ArrayList<>(List.of("train", events.toString(), "--cutoff", "2024-01-06"));
        arguments.addAll(List.of("--origins", "2", "--step", "30d", "--horizon", "180d", "--seed", "7"));
        arguments.addAll(List.of("--out", file.toString()));
        arguments.addAll(List.of(more));
        return Session.run(arguments.toArray(String[]::new));
    }

    private static Session ok(Object... arguments) {
        Session session = run(arguments);
        assertThat(session.code()).as(session.err()).isZero();
        return session;
    }

    private static void refused(String sentence, Object... arguments) {
        Session session = run(arguments);
        assertThat(session.code()).as(session.err()).isEqualTo(2);
        assertThat(session.out()).isEmpty();
        String last = Stream.of(session.err().split("\\R")).reduce("", (a, b) -> b);
        assertThat(last).startsWith("clv " + arguments[0] + ": ").contains(sentence);
        assertThat(session.err()).doesNotContain("\tat ", "Exception");
    }

    private static Session run(Object... arguments) {
        return Session.run(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
    }

    @Test
    void customersAreHeldOutInFoldsBeforeTheTraining() {
        Session session = ok(
                "train",
                events,
                "--cutoff",
                "2024-01-06",
                "--horizon",
                "90d",
                "--origins",
                "1",
                "--folds",
                "2",
                "--out",
                folder.resolve("folds.clvm"));

        assertThat(session.out())
                .startsWith("mean and standard deviation over 2 folds:")
                .contains("all rows together, each predicted by a model that had not seen its customer:")
                .contains("pareto_nbd");
    }

    @Test
    void aShareOfTheCustomersIsHeldOutAndTheSavedModelIsThatOfAll() {
        Object[] train = {"train", events, "--cutoff", "2024-01-06", "--horizon", "90d", "--origins", "1", "--out"};
        Path held = folder.resolve("held.clvm");
        Path all = folder.resolve("all.clvm");

        Session session = ok(with(train, held, "--holdout", "0.3"));

        ok(with(train, all));
        assertThat(session.out())
                .containsPattern("^on \\d+ customers that were held out:")
                .contains("pareto_nbd");
        int count = Integer.parseInt(session.out().split(" ")[1]);
        assertThat(count).isBetween(60, 120);
        assertThat(session.err()).doesNotContain("overlaps");
        assertThat(held).hasSameBinaryContentAs(all);
        refused("of which 0 would be held out", with(train, held, "--holdout", "0.0001"));
        refused("--holdout must be a share between 0 and 1, was 1.5", with(train, held, "--holdout", "1.5"));
    }

    @Test
    void segmentsOfAnAttributeAreScoredAndOneThatNobodyHasIsRefused() {
        Session session = ok("evaluate", events, "--model", model, "--at", AT, "--by", "country");

        assertThat(session.out())
                .contains("by order_days")
                .containsPattern("by country[^\\n]*\\n  CN +\\d+.*\\n  DE +\\d+");
        Session refused =
                Session.run("evaluate", events.toString(), "--model", model.toString(), "--at", AT, "--by", "planet");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("no customer has an attribute 'planet' before ");
    }
}
