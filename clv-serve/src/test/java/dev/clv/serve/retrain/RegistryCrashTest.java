package dev.clv.serve.retrain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A writer that is killed at any moment leaves a registry that is whole. */
class RegistryCrashTest {

    @TempDir
    private Path folder;

    @Test
    void aWriterThatIsKilledLosesNothingAndLeavesNothingHalfDone() throws Exception {
        kill(20);
    }

    @Test
    @Tag("long")
    void notEvenInTwoHundredTimes() throws Exception {
        kill(200);
    }

    private void kill(int times) throws IOException, InterruptedException {
        Random random = new Random(7);
        int unfinished = 0;
        for (int time = 0; time < times; time++) {
            Path registry = folder.resolve("registry-" + time / 20); // readers read all of one each time
            Path printed = folder.resolve("printed-" + time);
            int before = ModelRegistry.open(registry).history().size();
            Process child = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-Xmx64m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            RegistryChild.class.getName(),
                            registry.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(printed.toFile())
                    .start();
            while (told(printed) == 0 && child.isAlive()) {
                Thread.sleep(2);
            }
            Thread.sleep(random.nextInt(30), random.nextInt(1_000_000));
            assertThat(ModelRegistry.open(registry).damages())
                    .as("what a reader sees meanwhile")
                    .isEmpty();
            child.destroyForcibly().waitFor();

            ModelRegistry after = ModelRegistry.open(registry);
            List<RegistryEntry> history = after.history();
            assertThat(told(printed)).as(Files.readString(printed)).isGreaterThan(before);
            assertThat(history.size()).as("changes of which the child told").isGreaterThanOrEqualTo(told(printed));
            assertThat(after.damages()).isEmpty();
            assertThat(after.champion().map(RegistryVersion::number))
                    .contains(history.get(history.size() - 1).champion());
            unfinished += unfinished(registry) ? 1 : 0;
            after.write().close();
            assertThat(unfinished(registry)).isFalse();
        }
        assertThat(unfinished).as("kills in the middle of a change").isPositive();
    }

    /** The last number that was printed whole; 0 if there is none. */
    private static int told(Path printed) throws IOException {
        String text = Files.exists(printed) ? Files.readString(printed) : "";
        String[] lines = text.substring(0, text.lastIndexOf('\n') + 1).split("\n");
        String last = lines[lines.length - 1];
        return last.matches("\\d+") ? Integer.parseInt(last) : 0;
    }

    private static boolean unfinished(Path registry) throws IOException {
        try (Stream<Path> files = Files.walk(registry)) {
            return files.anyMatch(file -> file.toString().endsWith(".part"));
        }
    }
}
