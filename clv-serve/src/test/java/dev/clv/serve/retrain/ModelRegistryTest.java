package dev.clv.serve.retrain;

import static dev.clv.serve.retrain.SmallVersions.AT;
import static dev.clv.serve.retrain.SmallVersions.add;
import static dev.clv.serve.retrain.SmallVersions.open;
import static dev.clv.serve.retrain.SmallVersions.promote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelRegistryTest {

    @TempDir
    private Path folder;

    private Path path() {
        return folder.resolve("models");
    }

    private ModelRegistry registry() throws IOException {
        return ModelRegistry.open(path());
    }

    private static List<Integer> champions(ModelRegistry registry) throws IOException {
        return registry.history().stream().map(RegistryEntry::champion).toList();
    }

    private List<String> tree() throws IOException {
        try (Stream<Path> files = Files.walk(path())) {
            return files.map(file -> path().relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aRegistryThatIsNotThereIsEmptyAndLookingDoesNotMakeIt() throws IOException {
        ModelRegistry registry = registry();

        assertThat(registry.champion()).isEmpty();
        assertThat(registry.versions()).isEmpty();
        assertThat(registry.history()).isEmpty();
        assertThat(registry.damages()).isEmpty();
        assertThat(path()).doesNotExist();
        assertThatThrownBy(() -> registry.version(3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no version 3; it has 0");
    }

    @Test
    void whatWasAddedIsReadBackWithEverythingThatWasSaidOfIt() throws IOException {
        RegistryVersion first;
        try (RegistryWriter writer = registry().write()) {
            first = add(writer, RetrainingDecision.FIRST);
            add(writer, RetrainingDecision.KEPT);
        }

        ModelRegistry again = registry();
        assertThat(again.champion()).contains(first);
        assertThat(again.versions()).extracting(RegistryVersion::number).containsExactly(1, 2);
        assertThat(again.version(2).isServable()).isFalse();
        assertThat(again.history().get(1).reasons()).containsExactly("A reason with \"quotes\" and\nlines.");
        assertThat(again.history().get(1).decision()).isEqualTo(RetrainingDecision.KEPT);
        assertThat(champions(again)).containsExactly(1, 1);
        assertThat(Files.readAllLines(path().resolve("journal.jsonl"))).hasSize(3);
        assertThatThrownBy(() -> again.model(again.version(2)))
                .hasMessageContaining("version 2 was not promoted")
                .hasMessageContaining("judged(...)");
    }

    @Test
    void rollingBackGoesFromChampionToChampion() throws IOException {
        try (RegistryWriter writer = registry().write()) {
            assertThatThrownBy(() -> writer.rollBack(AT, "why"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("no champion before any retraining to roll back to");
            add(writer, RetrainingDecision.FIRST);
            add(writer, RetrainingDecision.PROMOTED);
            add(writer, RetrainingDecision.KEPT);
            add(writer, RetrainingDecision.PROMOTED);
            assertThat(writer.rollBack(AT, "Sales fell.").number()).isEqualTo(2);
            assertThat(writer.rollBack(AT, "They fell on.").number()).isEqualTo(1);
            assertThatThrownBy(() -> writer.rollBack(AT, "why")).hasMessageContaining("no champion before version 1");
            assertThat(writer.rollBackTo(4, AT, "It was not the model.").number())
                    .isEqualTo(4);
            assertThat(writer.rollBack(AT, "It was.").number()).isEqualTo(1);
            assertThatThrownBy(() -> writer.rollBackTo(3, AT, "why")).hasMessageContaining("was not promoted");
            assertThatThrownBy(() -> writer.rollBackTo(1, AT, "why")).hasMessageContaining("is the champion already");
            assertThatThrownBy(() -> writer.rollBackTo(9, AT, "why"))
                    .hasMessageContaining("has no version 9; it has 4");
        }
        assertThat(champions(registry())).containsExactly(1, 2, 2, 4, 2, 1, 4, 1);
        assertThat(registry().history().get(4).reasons()).containsExactly("Sales fell.");
    }

    @Test
    void aSecondWriterIsRefusedInTheSameProcessAndTheFirstOneKeepsItsLock() throws Exception {
        ModelRegistry registry = registry();
        try (RegistryWriter writer = registry.write()) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> registry().write())
                        .isInstanceOf(RegistryInUseException.class)
                        .hasMessageContaining("is being changed by another retraining; wait until it has ended");
            }
            assertThat(refusedElsewhere()).contains("RegistryInUseException");
            add(writer, RetrainingDecision.FIRST);
            assertThat(registry().champion()).isPresent(); // readers need no lock
        }
        promote(registry);
        assertThat(champions(registry)).containsExactly(1, 2);
    }

    private String refusedElsewhere() throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        RegistryChild.class.getName(),
                        path().toString())
                .redirectErrorStream(true)
                .start();
        if (!child.waitFor(60, TimeUnit.SECONDS)) {
            child.destroyForcibly();
        }
        return new String(child.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.clvm", "judged.clvm", "version.json"})
    void aDamagedFileIsNamedAndOtherVersionsStayUsable(String file) throws IOException {
        ModelRegistry registry = registry();
        promote(registry);
        promote(registry);
        Path damaged = path().resolve("versions/000002").resolve(file);
        byte[] bytes = Files.readAllBytes(damaged);
        bytes[bytes.length / 2] ^= 1;
        Files.write(damaged, bytes);

        assertThat(registry.damages())
                .singleElement()
                .asString()
                .startsWith("'" + damaged + "' is not what was written; put back a copy")
                .contains("roll back if version 2 is the champion");
        assertThat(registry.version(1).number()).isEqualTo(1);
        try (RegistryWriter writer = registry.write()) {
            assertThat(writer.rollBack(AT, "Its file is damaged.").number()).isEqualTo(1);
        }
        assertThat(registry.champion()).map(RegistryVersion::number).contains(1);
        assertThat(registry.versions()).extracting(RegistryVersion::number).startsWith(1);

        Files.delete(damaged);
        assertThat(registry.damages()).singleElement().asString().startsWith("'" + damaged + "' is missing");
    }

    @Test
    void everyDamageOfTheJournalIsFoundAndNamedByItsLine() throws IOException {
        promote(registry());
        promote(registry());
        Path journal = path().resolve("journal.jsonl");
        byte[] whole = Files.readAllBytes(journal);
        int secondLine = new String(whole, java.nio.charset.StandardCharsets.UTF_8).indexOf('\n') + 1;

        for (int place = 0; place < whole.length; place += 7) {
            byte[] bytes = whole.clone();
            bytes[place] ^= 4;
            Files.write(journal, bytes);
            assertThatThrownBy(this::registry)
                    .as("byte %d", place)
                    .isInstanceOf(RegistryDamagedException.class)
                    .hasMessageContaining(place < secondLine ? "line 1 of" : " of '" + journal + "' is not what was")
                    .hasMessageContaining("put back a copy of the file");
        }
        for (int length : new int[] {0, 10, secondLine + 5, whole.length - 1}) {
            Files.write(journal, java.util.Arrays.copyOf(whole, length));
            assertThatThrownBy(this::registry).isInstanceOf(RegistryDamagedException.class);
        }
        byte[] lastLine = whole.clone();
        lastLine[whole.length - 5] ^= 1;
        Files.write(journal, lastLine);
        assertThatThrownBy(this::registry)
                .hasMessageContaining("line 3 of")
                .hasMessageContaining("which makes version 1 the champion again");

        List<String> lines = List.of(new String(whole, java.nio.charset.StandardCharsets.UTF_8).split("\n"));
        Files.writeString(journal, String.join("\n", lines.subList(0, 2)) + "\n"); // as the message says
        assertThat(registry().champion()).map(RegistryVersion::number).contains(1);
        assertThat(promote(registry()).number())
                .as("a number that no folder has")
                .isEqualTo(3);

        Files.delete(journal);
        assertThatThrownBy(this::registry)
                .isInstanceOf(RegistryDamagedException.class)
                .hasMessageContaining("is missing; put back a copy");
    }

    @Test
    void aFileInPlaceOfTheFolderIsRefused() throws IOException {
        Files.writeString(path(), "no folder");
        assertThatThrownBy(this::registry)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is a file; name a folder");
    }

    /** A disk that has room for some bytes, then for some steps, and then for nothing. */
    private static final class SmallDisk extends Disk {

        private int bytes = Integer.MAX_VALUE;
        private int steps = Integer.MAX_VALUE;

        @Override
        OutputStream limited(OutputStream out) {
            return new FilterOutputStream(out) {
                @Override
                public void write(int value) throws IOException {
                    take(1);
                    out.write(value);
                }

                @Override
                public void write(byte[] some, int from, int count) throws IOException {
                    take(count);
                    out.write(some, from, count);
                }
            };
        }

        private void take(int count) throws IOException {
            if (bytes < count) {
                throw new IOException("No space left on device");
            }
            bytes -= count;
        }

        private void step() throws IOException {
            if (steps-- <= 0) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        String write(Path file, Content content) throws IOException {
            step();
            return super.write(file, content);
        }

        @Override
        void move(Path from, Path to) throws IOException {
            step();
            super.move(from, to);
        }
    }

    @Test
    void aFullDiskIsOneSentenceAndChangesNothing() throws IOException {
        promote(registry());
        List<String> before = tree();
        String journal = Files.readString(path().resolve("journal.jsonl"));
        for (int room = 0; room < 1_500; room += 50) {
            SmallDisk disk = new SmallDisk();
            try (RegistryWriter writer = open(path(), disk).write()) {
                disk.bytes = room;
                assertThatThrownBy(() -> add(writer, RetrainingDecision.PROMOTED))
                        .isInstanceOf(IOException.class)
                        .hasMessage(
                                "cannot add a version to the registry '" + path() + "': No space left on device;"
                                        + " it is as it was, so mend that (make room on the disk, for instance) and do it again");
            }
            assertThat(Files.readString(path().resolve("journal.jsonl"))).isEqualTo(journal);
            assertThat(tree())
                    .filteredOn(file -> !file.contains("000"))
                    .isEqualTo(before.stream()
                            .filter(file -> !file.contains("000"))
                            .toList());
            assertThat(registry().damages()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void aFailureAtAnyStepChangesNothing(int step) throws IOException {
        promote(registry());
        SmallDisk disk = new SmallDisk();
        try (RegistryWriter writer = open(path(), disk).write()) {
            disk.steps = step;
            assertThatThrownBy(() -> add(writer, RetrainingDecision.PROMOTED)).isInstanceOf(IOException.class);
            disk.steps = Integer.MAX_VALUE;
            assertThat(champions(registry())).containsExactly(1);
            assertThat(registry().versions()).hasSize(1);
            assertThat(tree()).noneMatch(file -> file.endsWith(".part"));
            assertThat(add(writer, RetrainingDecision.PROMOTED).number()).isGreaterThan(1);
        }
        assertThat(registry().champion()).isPresent();
        assertThat(registry().damages()).isEmpty();
    }
}
