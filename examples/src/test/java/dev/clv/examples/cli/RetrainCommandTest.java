package dev.clv.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.ClvModel;
import dev.clv.serve.retrain.ModelRegistry;
import dev.clv.serve.retrain.RegistryWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetrainCommandTest {

    @TempDir
    private static Path folder;

    @BeforeAll
    static void simulate() throws IOException {
        Files.writeString(folder.resolve("quick.json"), """
                {"training": {"network": {"hidden": [4], "members": 2}, "earlyStopping": {"epochs": 3, "patience": 1}}}
                """);
        assertThat(session("simulate", "--customers", "300", "--days", "500", "--seed", "2", "--out", "log.csv")
                        .code())
                .isZero();
    }

    /** Names with a dot become files of the folder. */
    private static Session session(String... arguments) {
        List<String> words = new ArrayList<>(List.of(arguments));
        words.replaceAll(word -> word.matches("[a-z]+\\.(csv|json|clvm|models)")
                ? folder.resolve(word).toString()
                : word);
        return Session.run(words.toArray(String[]::new));
    }

    private static Session retrain(String registry, String... more) {
        List<String> words = new ArrayList<>(
                List.of("retrain", "log.csv", "--registry", registry, "--horizon", "60d", "--config", "quick.json"));
        words.addAll(List.of(more));
        return session(words.toArray(String[]::new));
    }

    @Test
    void aChampionIsTrainedChallengedListedAndRolledBack() throws IOException {
        Session first = retrain("shop.models", "--at", "2024-03-01", "--out", "first.clvm");
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.out())
                .startsWith("first: version 1, champion: version 1, window from 2024-01-01T00:00:00Z to 2024-03-01T00");
        assertThat(ClvModel.load(folder.resolve("first.clvm"))
                        .summary()
                        .cutoffs()
                        .get(0))
                .hasToString("2024-01-01T00:00:00Z");

        Session second = retrain("shop.models", "--at", "2024-04-01", "--unless-worse", "--json", "outcome.json");
        assertThat(second.code()).as(second.err()).isZero();
        assertThat(second.out()).contains("CRPS on ", " customers against the champion: ", "  order_days = ");
        assertThat(Files.readString(folder.resolve("outcome.json"))).contains("\"decision\" : \"");

        Session again = retrain("shop.models", "--at", "2024-04-01", "--unless-worse");
        assertThat(again.out()).startsWith("unchanged, champion: version ");

        Session list = session("retrain", "--registry", "shop.models", "--list");
        assertThat(list.code()).as(list.err()).isZero();
        assertThat(list.out()).startsWith("change  as of").contains("2024-03-01T00:00:00Z  first");
        assertThat(list.out().lines().filter(line -> line.matches("\\s+[12]  2024.*")))
                .hasSize(2);

        ModelRegistry registry = ModelRegistry.open(folder.resolve("shop.models"));
        Session back = session("retrain", "--registry", "shop.models", "--rollback", "--reason", "It was wrong.");
        if (registry.history().stream().anyMatch(entry -> entry.champion() == 2)) {
            assertThat(back.out()).isEqualTo("champion: version 1 again" + System.lineSeparator());
            assertThat(registry.history().get(2).reasons()).containsExactly("It was wrong.");
        } else {
            assertThat(back.err()).contains("has no champion before version 1 to roll back to");
        }
    }

    @Test
    void aDamagedVersionIsListedAndNamedAndTheCommandFails() throws IOException {
        assertThat(retrain("old.models", "--at", "2024-03-01").code()).isZero();
        Path file = folder.resolve("old.models").resolve("versions/000001/judged.clvm");
        Files.delete(file);
        Session list = session("retrain", "--registry", "old.models", "--list");
        assertThat(list.code()).isEqualTo(2);
        assertThat(list.out()).contains("2024-03-01T00:00:00Z  first");
        assertThat(list.err())
                .contains("note: '" + file + "' is missing; put back a copy of the file")
                .contains("clv retrain: 1 file of the registry '" + folder.resolve("old.models") + "' is damaged");
    }

    @Test
    void aRegistryInUseAndADamagedOneAreOneSentence() throws IOException {
        Path path = folder.resolve("busy.models");
        try (RegistryWriter writer = ModelRegistry.open(path).write()) {
            Session refused = retrain("busy.models");
            assertThat(refused.code()).isEqualTo(2);
            assertThat(refused.err().strip())
                    .endsWith("clv retrain: the registry '" + path
                            + "' is being changed by another retraining; wait until"
                            + " it has ended, or look for the process if it should not run (its lock ends with it)");
            assertThat(writer).isNotNull();
        }
        Files.writeString(path.resolve("journal.jsonl"), "{}\n");
        Session damaged = retrain("busy.models");
        assertThat(damaged.code()).isEqualTo(2);
        assertThat(damaged.err())
                .contains("clv retrain: line 1 of '" + path.resolve("journal.jsonl") + "' is not what was written");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "retrain log.csv --at 2024-03-01 | --registry",
                "retrain --registry none.models --list | there is no folder",
                "retrain --registry none.models --list --rollback | --list and --rollback exclude each other",
                "retrain log.csv --registry new.models --to 3 | --to belongs to --rollback",
                "retrain log.csv --registry log.csv | is a file; name a folder",
                "retrain log.csv --registry new.models --horizon 60d --by chanel | no customer has an attribute 'chanel'",
                "retrain log.csv --registry new.models --horizon 60d --at 2023-03-01 | a challenger must be trained on",
                "retrain log.csv --registry new.models --horizon 60d --step 10d | add --origins"
            })
    void whatCannotBeIsOneSentence(String line, String sentence) {
        Session session = session(line.strip().split(" "));
        assertThat(session.code()).as(session.err()).isEqualTo(2);
        assertThat(session.err()).contains(sentence.strip());
        assertThat(session.err().lines().filter(told -> told.startsWith("clv retrain:")))
                .hasSize(1);
    }
}
