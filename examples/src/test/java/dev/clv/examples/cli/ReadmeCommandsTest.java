package dev.clv.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.examples.docs.Snippet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of README.md, one after another, on a small shop. */
class ReadmeCommandsTest {

    private static final String COMMAND = "examples/clv ";

    @TempDir
    Path folder;

    @Test
    void everyCommandOfReadmeRunsAsItStandsOnASmallerShop() throws IOException {
        Files.writeString(folder.resolve("customers.csv"), customers());
        Files.writeString(
                folder.resolve("orders.csv"), "client;order_date;total\nanna;5.1.2024;12,50\nben;17.1.2024;7,00\n");
        Files.writeString(folder.resolve("reviews.csv"), "review\n\"lovely, but delivery was late\"\n质量很好\n");
        Files.writeString(folder.resolve("mailing.csv"), mailing());
        List<String> lines = new ArrayList<>();
        for (Snippet snippet : Snippet.of(Snippet.root().resolve("README.md"))) {
            snippet.lines().stream().filter(line -> line.startsWith(COMMAND)).forEach(lines::add);
        }
        assertThat(lines).hasSizeGreaterThan(5);
        for (String line : lines) {
            Session session = Session.run(arguments(line.substring(COMMAND.length())));
            assertThat(session.code()).as("%s%n%s", line, session.err()).isZero();
        }
    }

    /** File names become those of a temporary folder, and a simulated shop has 200 customers. */
    private String[] arguments(String line) {
        List<String> words = new ArrayList<>(List.of(line.strip().split("\\s+")));
        words.replaceAll(word -> word.matches(".*\\.(csv|csv\\.gz|json|jsonl|clvm|html|models|runs)")
                ? folder.resolve(word).toString()
                : word);
        int customers = words.indexOf("--customers") + 1;
        if (customers > 0) {
            words.set(customers, "200");
        } else if (words.get(0).equals("demo")) {
            words.addAll(List.of("--customers", "200"));
        }
        return words.toArray(String[]::new);
    }

    private static String customers() {
        StringBuilder csv = new StringBuilder("orders,country,lifetime_value\n");
        for (int i = 0; i < 200; i++) {
            csv.append(i % 10)
                    .append(i % 3 == 0 ? ",GB," : ",FR,")
                    .append(i % 10 * 20)
                    .append(".50\n");
        }
        return csv.toString();
    }

    /** A mailing by lot, which those over 40 answer. */
    private static String mailing() {
        StringBuilder csv = new StringBuilder("age,arm,bought\n");
        for (int i = 0; i < 400; i++) {
            int age = 20 + i * 7 % 50;
            boolean letter = i % 2 == 0;
            csv.append(age)
                    .append(letter ? ",letter," : ",nothing,")
                    .append(i % 5 == 0 || letter && age > 40 && i % 3 == 0 ? 1 : 0)
                    .append('\n');
        }
        return csv.toString();
    }
}
