package dev.clv.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The file of --config, and what else replaces a knob of the library on the command line. */
class ConfigCommandTest {

    @TempDir
    private static Path folder;

    private static Path events;

    @BeforeAll
    static void simulate() {
        events = folder.resolve("events.csv");
        assertThat(run("simulate", "--customers", "200", "--seed", "4", "--out", events)
                        .code())
                .isZero();
    }

    private static Session run(Object... arguments) {
        return Session.run(Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new));
    }

    private static Path file(String name, String... lines) throws IOException {
        return Files.write(folder.resolve(name), List.of(lines));
    }

    private static Session train(Path out, Object... more) {
        Stream<Object> arguments = Stream.concat(
                Stream.of("train", events, "--cutoff", "2023-12-20", "--horizon", "90d", "--out", out),
                Arrays.stream(more));
        return run(arguments.toArray());
    }

    @Test
    void thePrintedConfigurationIsThatOfTheDefaultsAndTrainsTheSameModel() throws IOException {
        Session printed = run("train", "--print-config");
        assertThat(printed.code()).isZero();
        Path all = file("defaults.json", printed.out());
        JsonNode tree = JsonMapper.shared().readTree(printed.out());
        assertThat(tree.at("/training/network/hidden").toString()).isEqualTo("[32]");
        assertThat(tree.at("/training/purchaseModel").asBoolean()).isTrue();
        assertThat(tree.at("/reading/maxSkippedShare").asDouble()).isEqualTo(0.01);
        Path plain = folder.resolve("plain.clvm");
        Path configured = folder.resolve("configured.clvm");
        assertThat(train(plain).code()).isZero();
        Session session = train(configured, "--config", all);
        assertThat(session.code()).as(session.err()).isZero();
        assertThat(configured).hasSameBinaryContentAs(plain);
    }

    @Test
    void thePrintedConfigurationLeavesTextsToTheCommandAndItsOptions() throws IOException {
        Path all = file("texts.json", run("train", "--print-config").out());
        Session plain = run("features", events, "--at", "2024-06-17");
        assertThat(plain.out()).contains(",sentiment_mean,");
        assertThat(run("features", events, "--at", "2024-06-17", "--config", all)
                        .out())
                .isEqualTo(plain.out());

        Path words = folder.resolve("words.clvm");
        Path configured = folder.resolve("configured-words.clvm");
        assertThat(train(words, "--text").code()).isZero();
        assertThat(train(configured, "--text", "--config", all).code()).isZero();
        assertThat(configured).hasSameBinaryContentAs(words);
        assertThat(run("describe", configured).out()).contains("sentiment_mean");
    }

    @Test
    void theConfigurationPrintedForATableTrainsTheSameModelOfIt() throws IOException {
        List<String> rows = new ArrayList<>(List.of("id,visits,review,stars,value"));
        IntStream.range(0, 80)
                .forEach(i -> rows.add("c" + i + "," + i % 7 + "," + (i % 2 == 0 ? "lovely " : "awful ") + i + ","
                        + (i % 2 == 0 ? 5 : 1) + "," + (i % 2 == 0 ? 90 + i : i)));
        Object[] arguments = {
            "train",
            file("reviews.csv", rows.toArray(new String[0])),
            "--table",
            "--label",
            "value",
            "--id",
            "id",
            "--text-column",
            "review=stars",
            "--out"
        };
        Path plain = folder.resolve("plain-table.clvm");
        Path configured = folder.resolve("configured-table.clvm");
        Path all = file("table.json", run("train", "--table", "--print-config").out());
        assertThat(run(with(arguments, plain)).code()).isZero();
        Session session = run(with(arguments, configured, "--config", all));
        assertThat(session.code()).as(session.err()).isZero();
        assertThat(configured).hasSameBinaryContentAs(plain);
        assertThat(run("describe", configured).out()).contains("review.embedding");
    }

    @Test
    void horizonsAreNothingForATableWhichIsSaid() throws IOException {
        Path table = file("few.csv", "id,visits,value", "a,1,2", "b,2,3");
        Path config = file("horizons.json", "{\"training\": {\"horizons\": [\"30d\"]}}");
        Session session = run(
                "train",
                table,
                "--table",
                "--label",
                "value",
                "--config",
                config,
                "--out",
                folder.resolve("none.clvm"));
        assertThat(session.code()).isEqualTo(2);
        assertThat(session.err()).contains("'training.horizons' is for event logs only");
    }

    @Test
    void theDocumentationShowsWhatIsPrinted() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "config.md"));
        String shown = page.substring(page.indexOf("```json") + 7, page.indexOf("```", page.indexOf("```json") + 7));
        JsonNode printed =
                JsonMapper.shared().readTree(run("train", "--print-config").out());
        assertThat(JsonMapper.shared().readTree(shown)).isEqualTo(printed);
        for (String part : List.of("reading", "table")) {
            printed.get(part).propertyNames().forEach(key -> assertThat(page).contains("\"" + key + "\""));
        }
    }

    @Test
    void everyKnobOfTrainingHasAKey() throws IOException {
        Path config = file(
                "small.json",
                "{\"training\": {\"horizon\": \"30d\", \"origins\": 2, \"step\": \"20d\", \"seed\": 7, \"threads\": 1,",
                "  \"features\": [\"recency\", \"frequency\", \"monetary\"], \"targets\": [\"value\", \"orders\"],",
                "  \"network\": {\"hidden\": [4], \"dropout\": 0, \"l2\": 0.001, \"members\": 2},",
                "  \"loss\": {\"heads\": [{\"loss\": {\"name\": \"tweedie\", \"power\": 1.4}},",
                "                         {\"weight\": 0.5, \"loss\": \"poisson\"}]},",
                "  \"optimizer\": {\"name\": \"sgd\", \"learning_rate\": 0.01, \"momentum\": 0.9, \"nesterov\": 1},",
                "  \"tiers\": {\"amounts\": [60, 20], \"names\": [\"vip\", \"regular\", \"rest\"]},",
                "  \"batchSize\": 32, \"earlyStopping\": {\"epochs\": 3}, \"timeLimit\": \"PT10M\",",
                "  \"precision\": \"double\",",
                "  \"checkpoints\": \"" + folder.resolve("kept") + "\", \"tensorBoard\": \"" + folder.resolve("board")
                        + "\"}}");
        Path model = folder.resolve("small.clvm");
        Session session = run("train", events, "--cutoff", "2023-12-20", "--config", config, "--out", model);
        assertThat(session.code()).as(session.err()).isZero();
        String description = run("describe", model).out();
        assertThat(description)
                .contains("hidden [4]", "2 networks", "tweedie", "power=1.4", "poisson", "sgd", "double", "seed", "7");
        assertThat(run("score", events, "--model", model, "--at", "2023-12-20").out())
                .contains(",regular,", ",rest,");
        assertThat(folder.resolve("kept")).isNotEmptyDirectory();
        assertThat(folder.resolve("board")).isNotEmptyDirectory();
    }

    @Test
    void aSequenceThatIsReadInAnyCaseIsPrintedAsGivenAndTrained() throws IOException {
        Path config = file(
                "sequence.json",
                "{\"training\": {\"earlyStopping\": {\"epochs\": 1},",
                "  \"sequence\": {\"encoder\": \"gru:4\", \"length\": 6, \"always\": true}}}");
        Session printed = run("train", "--print-config", "--config", config);
        JsonNode sequence = JsonMapper.shared().readTree(printed.out()).at("/training/sequence");
        assertThat(sequence.toString()).isEqualTo("{\"encoder\":\"gru:4\",\"length\":6,\"always\":true}");
        Path given = folder.resolve("sequence.clvm");
        Path back = folder.resolve("sequence-back.clvm");
        Session session = train(given, "--config", config);
        assertThat(session.code()).as(session.err()).isZero();
        assertThat(session.err()).contains("events one by one are read, as always() asks for it");
        assertThat(train(back, "--config", file("sequence-all.json", printed.out()))
                        .code())
                .isZero();
        assertThat(back).hasSameBinaryContentAs(given);
        assertThat(run("describe", given).out()).contains("gru:4 over the latest 6, always");
    }

    @Test
    void aSelectionOfFeaturesIsToldOnceAndDescribed() throws IOException {
        Path config = file(
                "select.json",
                "{\"training\": {\"earlyStopping\": {\"epochs\": 1}, \"select\": {\"dropConstant\": true,",
                "  \"dropDuplicates\": true, \"dropCollinear\": 0.98, \"keepMostImportant\": 12,",
                "  \"stable\": {\"resamples\": 2, \"share\": 0.6}, \"keep\": [\"days_since_visit\"], \"seed\": 3}}}");
        Path model = folder.resolve("selected.clvm");
        Session session = train(model, "--config", config);
        assertThat(session.code()).as(session.err()).isZero();
        assertThat(session.err()).containsOnlyOnce("features dropped: ").containsPattern("[0-9]+ constant \\(");
        assertThat(run("describe", model).out())
                .contains("selection        drop constant, drop duplicate, drop collinear from 0.98, keep the 12 most"
                        + " important in 0.6 of 2 resamples; dropped ")
                .contains("days_since_visit");
    }

    @Test
    void aFeatureToKeepThatThereIsNotIsRefusedWithoutAnyRuleToo() throws IOException {
        Path config = file(
                "keep.json",
                "{\"training\": {\"earlyStopping\": {\"epochs\": 1}, \"select\": {\"keep\": [\"recency_day\"]}}}");
        Session refused = train(folder.resolve("kept.clvm"), "--config", config);
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("keep names [recency_day]");
    }

    @Test
    void whatIsGivenOnTheCommandLineCountsMore() throws IOException {
        Path config = file(
                "seed.json", "{\"training\": {\"seed\": 7, \"horizon\": \"30d\", \"earlyStopping\": {\"epochs\": 1}}}");
        Path model = folder.resolve("seed.clvm");
        assertThat(train(model, "--config", config, "--seed", "8", "--threads", "1")
                        .code())
                .isZero();
        assertThat(run("describe", model).out())
                .contains("at most 1 epochs", "8")
                .doesNotContain("seed 7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'trainin': {}} | unknown key 'trainin'; known here are 'reading', 'table', 'training'",
                "{'training': {'network': {'hiden': [3]}}} | unknown key 'training.network.hiden'; known here are 'hidden',",
                "{'training': {'network': {'dropout': 1}}} | dropout must lie in [0, 1), was 1.0",
                "{'training': {'batchSize': 'many'}} | 'training.batchSize' must be a whole number",
                "{'training': {'precision': 'half'}} | 'training.precision' must be one of [double, float], was 'half'",
                "{'training': {'loss': 'squared'}} | 'training.loss.name' must be one of absolute_error,",
                "{'training': {'loss': {'name': 'huber', 'power': 2}}} | unknown key 'training.loss.power'; known here are",
                "{'training': {'horizon': '5 weeks'}} | '5 weeks' is no length of time such as 180d",
                "{'training': {'features': ['recent']}} | has an unknown extractor 'recent'; known are [recency,",
                "{'training': {'optimizer': {'name': 'sgd', 'nesterov': 1}}} | 'training.optimizer.nesterov' must be 0, or 1",
                "{'training': {'lernrate': 1}} | 'optimizer', 'batchSize', 'earlyStopping'",
                "{'training': {'tiers': {'shares': [0.5, 0.5]}}} | shares of tiers must be above 0 and sum up to less than 1",
                "{'training': {'tiers': {'shares': [0.5], 'amounts': [10]}}} | 'training.tiers.amounts' contradicts",
                "{'training': {'select': {'keepImportant': 0.1, 'keepMostImportant': 3}}} | keepImportant and keepMostImportant contradict each other",
                "{'training': {'select': {'dropCollinear': 2}}} | dropCollinear must lie in (0, 1], was 2.0",
                "{'training': {'select': {'stable': {'folds': 3}}}} | unknown key 'training.select.stable.folds'",
                "{'training': {'tiers': {'names': ['A', 'B']}}} | names of tiers must be 3",
                "{'training': {'step': '14d'}} | 'training.step' says how far apart origins are; give their number",
                "{'reading': {'maxSkippedShare': 2}} | must be from 0 to 1, was 2.0",
                "{'reading': {'rates': {'USD': 0.8}}} | 'reading.rates.into' is missing",
                "{'reading': {'zone': 'Londn'}} | 'reading.zone' must be a time zone such as Europe/London",
                "{'table': {'decimal': ',.'}} | 'table.decimal' must be one character, . or ,",
                "{'table': {'dates': {'joined': 'h:mm'}}} | 'table.dates",
                "{'reading': [1]} | 'reading' must be an object",
                "{'training': | is not valid JSON",
                "[1] | must be one JSON object",
            })
    void aWrongKeyOrValueIsNamedBeforeAnythingIsRead(String json, String sentence) throws IOException {
        Path config = file("wrong.json", json.replace('\'', '"'));
        Session session = run(
                "train",
                folder.resolve("nothing.csv"),
                "--cutoff",
                "2023-12-20",
                "--config",
                config,
                "--out",
                folder.resolve("x"));
        assertThat(session.code()).isEqualTo(2);
        assertThat(session.err())
                .startsWith("clv train: wrong.json")
                .contains(sentence)
                .hasLineCount(1);
    }

    @Test
    void whatTheLibraryAdvisesCanBeFollowed() throws IOException {
        Path dollars = file(
                "dollars.csv",
                "customer_id,time,amount,currency",
                "a,2023-01-01T00:00:00Z,10,USD",
                "a,2023-02-01T00:00:00Z,10,GBP",
                "b,2023-02-01T00:00:00Z,x,GBP");
        Session refused = run("features", dollars, "--at", "2023-12-01");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("\"reading.").doesNotContainPattern("\\w\\(\\S*\\)");
        Path config = file(
                "lenient.json",
                "{\"reading\": {\"maxSkippedShare\": 0.5, \"rates\": {\"into\": \"GBP\", \"USD\": 0.8}}}");
        Session read = run("features", dollars, "--at", "2023-12-01", "--config", config);
        assertThat(read.code()).as(read.err()).isZero();
        assertThat(read.err()).contains("1 skipped (1 ", "; remarks: 1 currency_converted");
        Path strict =
                file("strict.json", "{\"reading\": {\"strict\": true, \"rates\": {\"into\": \"GBP\", \"USD\": 0.8}}}");
        assertThat(run("features", dollars, "--at", "2023-12-01", "--config", strict)
                        .code())
                .isEqualTo(2);
    }

    @Test
    void theReportOnTheRowsIsALineOrWholeOrJson() throws IOException {
        Path repeated = file(
                "repeated.csv",
                "customer_id,time,amount",
                "a,2023-01-01T00:00:00Z,10",
                "a,2023-01-01T00:00:00Z,10",
                "b,2023-02-01T00:00:00Z,12");
        Path json = folder.resolve("quality.json");
        Session line = run("features", repeated, "--at", "2023-02-02");
        assertThat(line.err())
                .contains("remarks: ", " repeated", "; --quality shows more")
                .endsWith("\ntexts ignored: texts (no customer wrote any), aspects (no customer wrote of any)\n")
                .hasLineCount(2);
        Session whole = run("features", repeated, "--at", "2023-02-02", "--quality", "--quality-json", json);
        assertThat(whole.err()).contains("repeats another event without an id in everything");
        JsonNode report = JsonMapper.shared().readTree(json.toFile());
        assertThat(report.get("read").asInt()).isEqualTo(3);
        assertThat(report.at("/reasons/0/reason").asString()).isEqualTo("repeated");
        assertThat(report.at("/reasons/0/effect").asString()).isEqualTo("remarked");
    }

    @Test
    void featuresAfterTheEndOfTheLogAreRemarkedOn() {
        Session session = run("features", events, "--at", "2027-01-01");
        assertThat(session.code()).isZero();
        assertThat(session.err())
                .contains(
                        "note: the features are as of 2027-01-01T00:00:00Z, but the log was observed until 2024-12-31");
        assertThat(run("features", events, "--at", "2024-12-31").err()).doesNotContain("note: the features");
    }

    @Test
    void noOutputMayBeAFileThatIsRead() throws IOException {
        Path model = folder.resolve("guarded.clvm");
        assertThat(train(model, "--config", file("one.json", "{\"training\": {\"earlyStopping\": {\"epochs\": 1}}}"))
                        .code())
                .isZero();
        byte[] log = Files.readAllBytes(events);
        byte[] trained = Files.readAllBytes(model);
        Path link = Files.createSymbolicLink(folder.resolve("link.csv"), events);
        Path ids = file("ids.txt", "C0000001");
        List<Object[]> attempts = List.of(
                new Object[] {"score", events, "--model", model, "--at", "2024-01-01", "--out", events},
                new Object[] {"score", events, "--model", model, "--at", "2024-01-01", "--out", link},
                new Object[] {"score", events, "--model", model, "--at", "2024-01-01", "--out", model},
                new Object[] {"score", events, "--model", model, "--at", "2024-01-01", "--customers", ids, "--out", ids
                },
                new Object[] {"evaluate", events, "--model", model, "--at", "2023-12-20", "--json", events},
                new Object[] {
                    "explain", events, "--model", model, "--at", "2024-01-01", "--customer", "C0000001", "--json", model
                },
                new Object[] {"features", events, "--at", "2024-01-01", "--out", events},
                new Object[] {"features", events, "--at", "2024-01-01", "--quality-json", events},
                new Object[] {"describe", model, "--json", model},
                new Object[] {"features", events, "--at", "2024-01-01", "--quality-json", events},
                new Object[] {"train", events, "--cutoff", "2023-12-20", "--out", events});
        for (Object[] attempt : attempts) {
            Session session = run(attempt);
            assertThat(session.code()).as(Arrays.toString(attempt)).isEqualTo(2);
            assertThat(session.err())
                    .contains("is a file that this command reads; name another one")
                    .hasLineCount(1);
        }
        assertThat(Files.readAllBytes(events)).isEqualTo(log);
        assertThat(Files.readAllBytes(model)).isEqualTo(trained);
        assertThat(Files.readString(ids).strip()).isEqualTo("C0000001");
    }

    @Test
    void twoOutputsAreTwoFiles() {
        Path both = folder.resolve("both");
        for (Object[] attempt : List.<Object[]>of(
                new Object[] {"features", events, "--at", "2024-01-01", "--quality-json", both, "--out", both},
                new Object[] {
                    "simulate",
                    "--customers",
                    "10",
                    "--out",
                    both,
                    "--truth",
                    folder.resolve(".").resolve("both")
                })) {
            Session session = run(attempt);
            assertThat(session.code()).as(Arrays.toString(attempt)).isEqualTo(2);
            assertThat(session.err()).contains("names the same file as").hasLineCount(1);
            assertThat(both).doesNotExist();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "give rates for all of them with rates(ExchangeRates) | give rates for all of them with \"reading.rates\" of --config",
                "raise maxSkippedShare | raise \"reading.maxSkippedShare\" of --config",
                "maxSkippedShare(0.1) and observedUntil(end) | \"reading.maxSkippedShare\" of --config and --observed-until",
                "expected one written by save(...) | expected one written by 'clv train'",
                "12 skipped (9 bad_time) at label (x) | 12 skipped (9 bad_time) at label (x)",
                "by \"missing\" of the mapping or by missing(...) | by \"missing\" of the mapping or by \"reading.missing\" of --config",
                "log cap(3) stays | log cap(3) stays",
            })
    void methodsBecomeOptionsAndKeys(String message, String words) {
        assertThat(CommandWords.translate(message)).isEqualTo(words);
    }

    @Test
    void currenciesThatContradictEachOtherAreBlamedOnTheConfiguration() throws IOException {
        Path config = file(
                "currencies.json",
                "{\"reading\": {\"currency\": \"EUR\", \"rates\": {\"into\": \"USD\", \"EUR\": 1.1}}}");

        Session session = run("features", events, "--at", "2023-12-20", "--config", config);

        assertThat(session.code()).isEqualTo(2);
        assertThat(session.err())
                .contains("currencies.json: 'reading.rates.into' is USD, but 'reading.currency' is EUR")
                .doesNotContain("mapping");
    }

    @Test
    void whatOnlyTheTrainingCanFindWrongIsBlamedOnTheFileAndTheKeyToo() throws IOException {
        Path out = folder.resolve("blamed.clvm");
        Path currency = file("yen.json", "{\"training\": {\"currency\": \"JPY\"}}");
        assertThat(train(out, "--config", currency).err())
                .contains("clv train: yen.json: 'training.currency' contradicts the log, whose amounts are in EUR")
                .doesNotContain("of the mapping");
        Path horizon = file("far.json", "{\"training\": {\"horizon\": \"3000d\", \"earlyStopping\": {\"epochs\": 1}}}");
        Session far = run("train", events, "--cutoff", "2023-12-20", "--config", horizon, "--out", out);
        assertThat(far.code()).isEqualTo(2);
        assertThat(far.err()).contains("(far.json sets 'training.horizon')");
        Path heads = file("heads.json", "{\"training\": {\"targets\": [\"value\", \"orders\"]}}");
        assertThat(train(out, "--config", heads).err()).contains("heads.json", "'training.targets'");
        Path mapping = file(
                "pounds-mapping.json",
                "{\"customer\": \"customer_id\", \"time\": \"time\", \"amount\": \"amount\", \"currency\": \"GBP\"}");
        Path euros = file("euros.json", "{\"reading\": {\"currency\": \"EUR\"}}");
        assertThat(run("features", events, "--at", "2023-12-20", "--mapping", mapping, "--config", euros)
                        .err())
                .contains("the mapping says \"currency\": \"GBP\", but 'reading.currency' of euros.json is EUR")
                .hasLineCount(1);
        Path bad = file("bad.csv", "customer_id,time,amount", "a,2023-01-01T00:00:00Z,x", "b,2023-01-01T00:00:00Z,1");
        Path share = file("share.json", "{\"reading\": {\"maxSkippedShare\": 0.1}}");
        assertThat(run("features", bad, "--at", "2023-12-20", "--config", share).err())
                .contains("share.json", "'reading.maxSkippedShare'");
    }

    @Test
    void standardStandsForAllStandardExtractorsBesideOthers() throws IOException {
        Path out = folder.resolve("columns.csv");
        Path both = file("both.json", "{\"training\": {\"features\": [\"standard\", \"sessions\"]}}");
        assertThat(run("features", events, "--at", "2023-12-20", "--config", both, "--out", out)
                        .code())
                .isZero();
        assertThat(Files.readAllLines(out).get(0)).contains("recency_days", "spend_mean", "session_minutes_mean");
        Path alone = file("alone.json", "{\"training\": {\"features\": [\"sessions\"]}}");
        assertThat(run("features", events, "--at", "2023-12-20", "--config", alone, "--out", out)
                        .code())
                .isZero();
        assertThat(Files.readAllLines(out).get(0))
                .contains("session_minutes_mean")
                .doesNotContain("recency_days");

        Path twice = file("twice.json", "{\"training\": {\"features\": [\"recency\", \"standard\"]}}");
        Session refused = run("features", events, "--at", "2023-12-20", "--config", twice);
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err())
                .contains("twice.json: 'training.features' names 'recency' twice, as 'standard' stands for it too;");
    }

    @Test
    void productsAreNotCalledAttributes() throws IOException {
        Path taste = file("taste.json", "{\"training\": {\"features\": [\"attributes\", \"taste\"]}}");
        assertThat(run(
                                "features",
                                events,
                                "--at",
                                "2023-12-20",
                                "--config",
                                taste,
                                "--out",
                                folder.resolve("taste.csv"))
                        .err())
                .containsPattern("attributes and products( ignored)?: .*products \\(");
    }

    @Test
    void aPurchaseModelThatFeaturesDoNotAllowIsSaidWithTheExtractorToAdd() throws IOException {
        Path out = folder.resolve("lacking.clvm");
        String lacking = "{\"training\": {\"features\": [\"recency\", \"frequency\", \"monetary\"], %s"
                + "\"earlyStopping\": {\"epochs\": 1}}}";
        Object[] train = {"train", events, "--cutoff", "2023-12-20", "--horizon", "30d", "--out", out};
        Path silent = file("silent.json", String.format(lacking, ""));
        assertThat(run(with(train, "--config", silent)).err())
                .contains("The features lack 'tenure_days', so that the purchase model is left out")
                .contains("add the extractor 'tenure' to \"training.features\" of --config");
        assertThat(run("score", events, "--model", out, "--at", "2024-01-01").err())
                .contains("Its purchase model was left out, as the features lack 'tenure_days'.");
        Path asked = file("asked.json", String.format(lacking, "\"purchaseModel\": true, "));
        Session refused = run(with(train, "--config", asked));
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err())
                .contains("asked.json: 'training.purchaseModel' is true, and", "add the extractor 'tenure' to ");
    }

    @Test
    void anOptionAndAKeyOfTheFileMayEachGiveOneHalfOfTheOrigins() throws IOException {
        Path model = folder.resolve("halves.clvm");
        Path step = file(
                "step.json",
                "{\"training\": {\"origins\": 3, \"step\": \"45d\", \"horizon\": \"30d\", \"earlyStopping\": {\"epochs\": 1}}}");
        Object[] train = {"train", events, "--cutoff", "2023-12-20", "--config", step, "--out", model};
        assertThat(run(with(train, "--origins", "2")).err()).contains("at 2 origins from 2023-11-05");
        assertThat(run(with(train, "--step", "20d")).err()).contains("at 3 origins from 2023-11-10");
    }

    private static Object[] with(Object[] arguments, Object... more) {
        Object[] all = Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return all;
    }

    @Test
    void theZoneOfTheFileIsThatOfTheEndOfTheLogToo() throws IOException {
        Path orders =
                file("tokyo.csv", "customer_id,time,amount", "a,2023-12-30T16:00:00Z,5", "a,2023-12-30T10:00:00Z,5");
        Path zone = file("tokyo.json", "{\"reading\": {\"zone\": \"Asia/Tokyo\"}}");
        assertThat(run("features", orders, "--at", "2023-12-31", "--observed-until", "2023-12-31", "--config", zone)
                        .err())
                .contains("observed until 2023-12-30T15:00:00Z", "1 dropped");
    }

    @Test
    void wordsForMissingValuesAreAKeyOfTheConfiguration() throws IOException {
        Path orders = file(
                "guests.csv", "customer_id,time,amount", "anna,2023-01-05T10:00:00Z,5", "Gast,2023-01-06T10:00:00Z,5");
        Path config = file("missing.json", "{\"reading\": {\"missing\": [\"gast\"], \"maxSkippedShare\": 1}}");

        Session session = run("features", orders, "--at", "2023-01-07", "--config", config);

        assertThat(session.code()).isZero();
        assertThat(session.err()).contains("1 skipped (1 customer_missing)");
    }

    @Test
    void amountsInAnotherCurrencyAndOpenPointsAreNotedWithBothReadings() throws IOException {
        Path orders = file(
                "marks.csv",
                "customer_id,time,amount",
                "anna,2023-01-05T10:00:00Z,1.234",
                "ben,2023-01-06T10:00:00Z,$7",
                "anna,2023-01-06T10:00:00Z,€8");
        Path config = file("euro.json", "{\"reading\": {\"currency\": \"EUR\", \"maxSkippedShare\": 1}}");

        Session session = run("features", orders, "--at", "2023-01-07", "--config", config);

        assertThat(session.err())
                .contains("note: 1 amount_currency: amount is in $ where EUR is the currency")
                .contains("note: 1 number_open: ")
                .contains("which is 1.234 or 1234");
    }

    @Test
    void anEmptyLogHasNoEventsInsteadOfAnEndIn1970() throws IOException {
        Session session = run("features", file("none.csv", "customer_id,time,amount"), "--at", "2023-01-07");

        assertThat(session.err()).contains("0 customers, no events").doesNotContain("1970");
    }

    @Test
    void aConfigurationInAnotherEncodingIsReadOrCalledWhatItIs() throws IOException {
        String json = "{\"reading\": {\"missing\": [\"\u00bfqui\u00e9n?\"]}}";
        Path out = folder.resolve("encoded.csv");
        for (Charset marked : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, StandardCharsets.UTF_8)) {
            Path file = Files.write(folder.resolve("marked.json"), ("\ufeff" + json).getBytes(marked));
            Session read = run("features", events, "--at", "2023-12-20", "--config", file, "--out", out);
            assertThat(read.code()).as(marked + read.err()).isZero();
        }
        Path windows = Files.write(folder.resolve("windows.json"), json.getBytes(Charset.forName("windows-1252")));
        Session refused = run("features", events, "--at", "2023-12-20", "--config", windows, "--out", out);
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err())
                .contains("windows.json is not valid UTF-8, as if saved in another encoding; save it as UTF-8")
                .hasLineCount(1);
    }

    @Test
    void aColumnThatOnlyTheConfigurationNamesIsBlamedOnItsKey() throws IOException {
        Path table = file("people.csv", "id,tier,value", "a,gold,1", "b,tin,2");
        for (String part : List.of("\"categorical\": [\"teir\"]", "\"dates\": {\"teir\": \"d/M/yyyy\"}")) {
            Path config = file("columns.json", "{\"table\": {" + part + "}}");
            Session session = run(
                    "train",
                    table,
                    "--table",
                    "--label",
                    "value",
                    "--config",
                    config,
                    "--out",
                    folder.resolve("t.clvm"));
            assertThat(session.code()).isEqualTo(2);
            assertThat(session.err())
                    .contains("people.csv has no column 'teir'; it has: id, tier, value (columns.json sets 'table."
                            + part.substring(1, part.indexOf('"', 1)) + "')");
        }
    }

    @Test
    void whatOnlyALogHasIsRefusedForATableAsSuch() throws IOException {
        Path table = file("few.csv", "id,tier,value", "a,gold,1", "b,tin,2");
        for (String knob : List.of("\"origins\": 3", "\"horizon\": \"30d\"", "\"purchaseModel\": false")) {
            Path config = file("log-only.json", "{\"training\": {" + knob + "}}");
            Session session = run(
                    "train",
                    table,
                    "--table",
                    "--label",
                    "value",
                    "--config",
                    config,
                    "--out",
                    folder.resolve("t.clvm"));
            assertThat(session.err())
                    .contains("log-only.json: 'training." + knob.substring(1, knob.indexOf('"', 1))
                            + "' is for event logs only")
                    .doesNotContain("unknown key");
        }
    }

    @Test
    void anAttributeGivenByItsHeaderIsRecognised() throws IOException {
        Path model = folder.resolve("by.clvm");
        assertThat(train(model).code()).isZero();
        Session header = run("evaluate", events, "--model", model, "--at", "2024-03-19", "--by", "attr.channel");
        assertThat(header.code()).isEqualTo(2);
        assertThat(header.err())
                .contains(
                        "no customer has an attribute 'attr.channel' before 2024-03-19T00:00:00Z; did you mean 'channel'?");
        Session strange = run("evaluate", events, "--model", model, "--at", "2024-03-19", "--by", "shoe size");
        assertThat(strange.err()).contains("before 2024-03-19T00:00:00Z; there are channel, country");
    }

    @Test
    void theReportAsJsonHoldsTheCautionsAndWhatBecameOfTheCustomersAskedFor() throws IOException {
        Path model = folder.resolve("cautions.clvm");
        assertThat(train(model).code()).isZero();
        Path json = folder.resolve("cautions.json");
        String known = run("features", events, "--at", "2023-12-20")
                .out()
                .lines()
                .skip(1)
                .findFirst()
                .orElseThrow();
        String id = known.substring(0, known.indexOf(','));
        Path wanted = file("wanted.txt", id, "\"" + id + ".0\"", "nobody");

        Session session = run(
                "score", events, "--model", model, "--at", "2027-01-01", "--customers", wanted, "--quality-json", json);

        assertThat(session.code()).as(session.err()).isZero();
        JsonNode report = JsonMapper.shared().readTree(json.toFile());
        assertThat(report.get("version").asInt()).isEqualTo(1);
        assertThat(report.at("/customers/asked").asInt()).isEqualTo(3);
        assertThat(report.at("/customers/found").asInt()).isEqualTo(1);
        assertThat(report.at("/customers/unknown").asInt()).isEqualTo(2);
        assertThat(report.at("/cautions")).isNotEmpty();
        report.at("/cautions").forEach(caution -> {
            assertThat(caution.get("key").asString()).matches("[a-z_]+");
            assertThat(session.err()).contains(caution.get("sentence").asString());
        });
    }

    @Test
    void whatThereIsToSayOfATableIsWrittenAsJsonToo() throws IOException {
        List<String> rows = new ArrayList<>(List.of("id,visits,value"));
        IntStream.range(0, 40).forEach(i -> rows.add("c" + (i / 2) + "," + i + "," + (i * i)));
        Path table = file("repeated.csv", rows.toArray(new String[0]));
        Path model = folder.resolve("repeated.clvm");
        Path json = folder.resolve("repeated.json");
        Session trained = run(
                "train", table, "--table", "--label", "value", "--id", "id", "--out", model, "--quality-json", json);
        assertThat(trained.code()).as(trained.err()).isZero();
        assertThat(Files.readString(json)).contains("\"table-quality\"").contains("\"cautions\"");

        Path wanted = file("wanted-ids.csv", "c1", "stranger");
        Session scored =
                run("score", table, "--table", "--model", model, "--customers", wanted, "--quality-json", json);
        assertThat(scored.code()).as(scored.err()).isZero();
        assertThat(Files.readString(json))
                .contains("\"asked\" : 2")
                .contains("\"unknown\" : 1")
                .contains("repeated_ids");

        Session refused = run("score", table, "--table", "--model", model, "--quality-json", table);
        assertThat(refused.code()).isEqualTo(2);
        assertThat(Files.readAllLines(table)).isEqualTo(rows);
    }

    @Test
    void anEmptyListOfFeaturesIsRefusedWithThoseThereAre() throws IOException {
        Path config = file("nothing.json", "{\"training\": {\"features\": []}}");
        Session session = train(folder.resolve("nothing.clvm"), "--config", config);
        assertThat(session.code()).isEqualTo(2);
        assertThat(session.err()).contains("features").contains("names no extractor; name one or more of [");
    }
}
