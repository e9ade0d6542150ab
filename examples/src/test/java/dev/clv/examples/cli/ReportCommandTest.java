package dev.clv.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {

    @TempDir
    private static Path folder;

    @BeforeAll
    static void simulateAndTrain() throws IOException {
        run("simulate", "--customers", "200", "--seed", "4", "--out", "events.csv.gz");
        run("train", "events.csv.gz", "--cutoff", "2023-12-20", "--horizon", "90d", "--out", "model.clvm");
        Files.writeString(folder.resolve("mailing.csv"), mailing());
        run(
                "uplift",
                "mailing.csv",
                "--treatment",
                "arm",
                "--control",
                "nothing",
                "--outcome",
                "bought",
                "--out",
                "uplift.csv",
                "--json",
                "uplift.json");
    }

    /** Names with a dot become files of the folder. */
    private static Session session(String... arguments) {
        List<String> words = new ArrayList<>(List.of(arguments));
        words.replaceAll(word -> word.matches("[a-z]+\\.(csv|csv\\.gz|json|clvm|html|txt)")
                ? folder.resolve(word).toString()
                : word);
        return Session.run(words.toArray(String[]::new));
    }

    private static Session run(String... arguments) {
        Session session = session(arguments);
        assertThat(session.code()).as(session.err()).isZero();
        return session;
    }

    private static Session report(String... more) {
        List<String> words =
                new ArrayList<>(List.of("report", "events.csv.gz", "--model", "model.clvm", "--at", "2024-06-17"));
        words.addAll(List.of(more));
        return session(words.toArray(String[]::new));
    }

    private static void isRefused(Session session, String sentence) {
        assertThat(session.code()).isEqualTo(2);
        assertThat(session.err()).contains(sentence).doesNotContain("Exception");
        assertThat(folder.resolve("no.html")).doesNotExist();
    }

    @Test
    void thePageIsInTheLanguageAndNamesWhoWasAskedForWithChannelsAndOffers() throws IOException {
        Files.writeString(folder.resolve("costs.csv"), "channel,cost\nsearch,500\n");
        Session session = report(
                "--language",
                "zh",
                "--title",
                "六月 <b>",
                "--customer",
                "C0000007",
                "--costs",
                "costs.csv",
                "--margin",
                "0.3",
                "--uplift",
                "uplift.json",
                "--out",
                "page.html");

        assertThat(session.code()).as(session.err()).isZero();
        String page = Files.readString(folder.resolve("page.html"));
        assertThat(page)
                .contains("<html lang=\"zh\">", "<h1>六月 &lt;b&gt;</h1>", "C0000007", "search")
                .contains("<section id=\"offers\"", "<section id=\"customers\"", "<section id=\"quality\"")
                .doesNotContain("C0000008");
    }

    /** A mailing by lot of 600 customers that moves nobody. */
    private static String mailing() {
        StringBuilder rows = new StringBuilder("age,arm,bought\n");
        for (int i = 0; i < 600; i++) {
            rows.append(20 + i * 7 % 50)
                    .append(i % 2 == 0 ? ",letter," : ",nothing,")
                    .append(i * 31 % 10 < 3 ? 1 : 0)
                    .append('\n');
        }
        return rows.toString();
    }

    @Test
    void whoObjectsIsLeftOutAndCounted() throws IOException {
        Files.writeString(folder.resolve("objections.txt"), "C0000001\nC0000002\n");
        assertThat(report("--objections", "objections.txt", "--out", "fewer.html")
                        .code())
                .isZero();
        assertThat(Files.readString(folder.resolve("fewer.html"))).contains("left out: 2");
        isRefused(
                report("--objections", "objections.txt", "--customer", "C0000002", "--out", "no.html"),
                "among those who are left out");
    }

    @Test
    void wrongUsageIsOneSentence() throws IOException {
        isRefused(report("--language", "fr", "--out", "no.html"), "--language must be en or zh, was 'fr'");
        isRefused(report("--margin", "0.3", "--out", "no.html"), "--margin needs --costs FILE beside");
        isRefused(report("--customer", "C9999999", "--out", "no.html"), "--customer");
        isRefused(report("--budget", "0", "--out", "no.html"), "at least 1");
        isRefused(report("--evaluate", "2024-12-20", "--out", "no.html"), "2024-");
        isRefused(report("--table", "--out", "no.html"), "a report needs an event log");
        Files.writeString(folder.resolve("other.json"), "{\"kind\": \"other\"}");
        isRefused(report("--uplift", "other.json", "--out", "no.html"), "holds nothing that 'clv uplift --json' wrote");
        Files.writeString(folder.resolve("typo.csv"), "channel,cost\nserach,500\n");
        isRefused(report("--costs", "typo.csv", "--out", "no.html"), "serach");
        isRefused(report("--costs", "typo.csv", "--margin", "2", "--out", "no.html"), "margin");
        Files.writeString(
                folder.resolve("edited.json"),
                Files.readString(folder.resolve("uplift.json")).replaceFirst("\"rows\" : \\d+", "\"rows\" : -5"));
        isRefused(report("--uplift", "edited.json", "--out", "no.html"), "at least 1 row");
        isRefused(report("--out", "events.csv.gz"), "events.csv.gz");
        isRefused(session("report", "events.csv.gz", "--model", "model.clvm", "--out", "no.html"), "--at");
        isRefused(
                session("report", "events.csv.gz", "--model", "model.clvm", "--at", "2020-01-01", "--out", "no.html"),
                "2020-01-01");
    }
}
