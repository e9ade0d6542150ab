package dev.clv.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * Whatever is wrong with a command line or its files, the answer is one sentence on standard error that can be followed
 * there, and the exit code 2. The lines and what the sentence must hold are those of {@code wrong-usage.txt}.
 */
class WrongUsageTest {

    /** A method, a class of Java, or a word that only programmers know. */
    private static final Pattern JAVA = Pattern.compile(
            "\\w\\(|\\(\\)|\\b[a-z]+[A-Z]\\w*|\\b(?!JavaScript)[A-Z][a-z]+[A-Z][a-z]\\w*|[Bb]uilder|Exception|\\bnull\\b|\\bdev\\.clv\\b|\\bjava\\.");

    private static final Pattern QUOTED = Pattern.compile("'[^']*'|\"[^\"]*\"");

    @TempDir
    private static Path folder;

    @BeforeAll
    static void writeFiles() throws IOException {
        write("quick.json", """
                {"training": {"network": {"hidden": [4], "members": 2}, "earlyStopping": {"epochs": 2, "patience": 1}}}
                """);
        made("simulate --customers 300 --days 400 --seed 2 --out log.csv");
        made("train log.csv --cutoff 2023-11-01 --horizon 30d --config quick.json --out log.clvm");
        StringBuilder table = new StringBuilder("who,age,plan,value\n");
        StringBuilder fewer = new StringBuilder("who,plan,value\n");
        for (int i = 0; i < 60; i++) {
            String plan = i % 3 == 0 ? "gold" : "basic";
            table.append("w%d,%d,%s,%d\n".formatted(i, 20 + i % 40, plan, i % 7));
            fewer.append("w%d,%s,%d\n".formatted(i, plan, i % 7));
        }
        write("table.csv", table.toString());
        made("train table.csv --table --label value --id who --config quick.json --out table.clvm");
        write("fewer-columns.csv", fewer.toString());
        write("text-in-number.csv", table.toString().replace("w7,27,", "w7,Jane Doe,"));
        write("no-id.csv", table.toString().replace("w7,27,", ",27,"));
        write("control-id.csv", table.toString().replace("w7,27,", "w\u001b7,27,"));
        write(
                "negative.csv",
                table.toString().replace("w7,27,gold,0", "w7,27,gold,-4").replace("basic,1", "basic,-4"));
        write("text-label.csv", table.toString().replace("basic,1", "basic,one"));
        write("few-rows.csv", table.substring(0, table.indexOf("w9,")));
        write("ragged.csv", table + "w99,1\n");
        write("twice.csv", table.toString().replace("who,age", "age,age"));
        write("two-readings.csv", table.toString().replaceAll("(?m)^(w\\d+),(\\d+),", "$1,\"$2,123\","));
        write("two-dates.csv", table.toString().replaceAll("(?m)^(w\\d+),\\d+,", "$1,1/2/2024,"));
        write("empty.csv", "");
        write("header.csv", "customer_id,time,kind,amount\n");
        write("ids.txt", "nobody\n");
        write("no-ids.txt", "\n");
        write("open-quote.csv", "customer_id,age\nc1,\"3\nc2,4\n");
        write("no-customer.csv", "age,city\n3,x\n");
        write("not.json", "{\"a\": ");
        write("array.json", "[1]");
        write("deep.json", "[".repeat(700) + "]".repeat(700));
        write("binary.csv", "\u0000\u0001\u0002\u0003".repeat(100));
        Files.write(folder.resolve("damaged.clvm"), damaged());
        Files.createDirectories(folder.resolve("dir.csv"));
        for (String line : CONFIGS) {
            write(line.substring(0, line.indexOf(' ')), line.substring(line.indexOf(' ') + 1));
        }
    }

    private static final List<String> CONFIGS = List.of(
            "m-unknown.json {\"customer\": \"customer_id\", \"tyme\": \"time\"}",
            "m-column.json {\"customer\": \"nobody\", \"time\": {\"column\": \"time\"}, \"kind\": \"purchase\", \"amount\": \"amount\"}",
            "m-letters.json {\"customer\": \"customer_id\", \"time\": {\"column\": \"time\", \"pattern\": \"hh:mm\"}}",
            "m-zone.json {\"customer\": \"customer_id\", \"time\": {\"column\": \"time\", \"zone\": \"Mars\"}}",
            "m-currency.json {\"customer\": \"customer_id\", \"time\": \"time\", \"amount\": \"amount\", \"currency\": \"euro\"}",
            "m-type.json {\"customer\": 7}",
            "m-empty.json {}",
            "m-delimiter.json {\"customer\": \"customer_id\", \"time\": \"time\", \"delimiter\": \"xx\"}",
            "m-encoding.json {\"customer\": \"customer_id\", \"time\": \"time\", \"encoding\": \"utf-99\"}",
            "c-unknown.json {\"training\": {\"sead\": 1}}",
            "c-type.json {\"training\": {\"batchSize\": \"many\"}}",
            "c-batch.json {\"training\": {\"batchSize\": 0}}",
            "c-hidden.json {\"training\": {\"network\": {\"hidden\": [0]}}}",
            "c-members.json {\"training\": {\"network\": {\"members\": 1}}}",
            "c-dropout.json {\"training\": {\"network\": {\"dropout\": 2}}}",
            "c-l2.json {\"training\": {\"network\": {\"l2\": -1}}}",
            "c-loss.json {\"training\": {\"loss\": \"hinge\"}}",
            "c-power.json {\"training\": {\"loss\": {\"name\": \"tweedie\", \"power\": 9}}}",
            "c-optimizer.json {\"training\": {\"optimizer\": {\"name\": \"adam\", \"learning_rate\": -1}}}",
            "c-targets.json {\"training\": {\"targets\": [\"love\"]}}",
            "c-features.json {\"training\": {\"features\": [\"astrology\"]}}",
            "c-stopping.json {\"training\": {\"earlyStopping\": {\"epochs\": 0, \"patience\": 1}}}",
            "c-limit.json {\"training\": {\"timeLimit\": \"soon\"}}",
            "c-threads.json {\"training\": {\"threads\": 0}}",
            "c-huge.json {\"training\": {\"batchSize\": 99999999999}}",
            "c-share.json {\"reading\": {\"maxSkippedShare\": 2}}",
            "c-field.json {\"reading\": {\"maxFieldLength\": 0}}",
            "c-winsorize.json {\"reading\": {\"winsorizeAmountsAt\": 3}}",
            "c-rates.json {\"reading\": {\"rates\": {\"USD\": 0.9}}}",
            "c-zone.json {\"reading\": {\"zone\": \"Mars\"}}",
            "c-strict.json {\"reading\": {\"strict\": true}}",
            "c-missing.json {\"reading\": {\"missing\": [\" \"]}}",
            "c-table.json {\"table\": {\"decimal\": \"x\"}}",
            "c-categorical.json {\"table\": {\"categorical\": [\"nothing\"]}}",
            "c-part.json {\"cooking\": {}}");

    private static byte[] damaged() throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve("log.clvm"));
        bytes[bytes.length / 2] ^= 1;
        return bytes;
    }

    private static void write(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content, StandardCharsets.UTF_8);
    }

    private static void made(String line) {
        Session session = run(line);
        assertThat(session.code()).as(session.err()).isZero();
    }

    private static Session run(String line) {
        return Session.run(Arrays.stream(line.split(" "))
                .map(word -> word.equals("''") ? "" : word)
                .map(word -> word.matches("[\\w-]+\\.(csv|json|clvm|txt)")
                        ? folder.resolve(word).toString()
                        : word)
                .toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/wrong-usage.txt", delimiter = '|', quoteCharacter = '\u0001')
    void oneSentenceSaysWhatIsWrong(String line, String sentence) {
        Session session = run(line);
        String words = session.err().replace(folder.toString(), "").strip();
        assertThat(session.code()).as(words).isEqualTo(2);
        assertThat(session.out()).isEmpty();
        List<String> lines = words.lines()
                .filter(told -> !told.startsWith("read ") && !told.startsWith("note: "))
                .toList();
        assertThat(lines).as(words).hasSize(1);
        assertThat(lines.get(0)).startsWith("clv").contains(sentence);
        assertThat(QUOTED.matcher(words).replaceAll("")).doesNotContainPattern(JAVA);
    }
}
