package dev.clv.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFileTest {

    private static final ModelFile FILE = new ModelFile(
            Map.of("kind", "events", "layers", List.of(Map.of("width", 3)), "name", "多语"),
            Map.of("w", new double[] {1.5, Double.NaN, -0.0, Double.MIN_VALUE, Double.POSITIVE_INFINITY}));

    @TempDir
    Path folder;

    @Test
    void everyBitSurvivesTheRoundTrip() throws IOException {
        Path path = folder.resolve("m.clvm");
        FILE.save(path);

        ModelFile loaded = ModelFile.load(path);

        assertThat(loaded.header()).isEqualTo(FILE.header());
        assertThat(bits(loaded.tensor("w"))).isEqualTo(bits(FILE.tensor("w")));
        assertThat(loaded.tensors()).hasSize(1);
    }

    @Test
    void anEmptyContentIsAFileToo() throws IOException {
        Path path = folder.resolve("empty.clvm");
        new ModelFile(Map.of(), Map.of("none", new double[0])).save(path);

        assertThat(ModelFile.load(path).tensor("none")).isEmpty();
    }

    @Test
    void savingReplacesTheOldFileAndLeavesNothingElseBehind() throws IOException {
        Path path = folder.resolve("m.clvm");
        Files.writeString(path, "old");

        FILE.save(path);

        assertThat(ModelFile.load(path).header()).isEqualTo(FILE.header());
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(path);
        }
    }

    @Test
    void whoeverMayReadOtherNewFilesMayReadTheModel() throws IOException {
        Path path = folder.resolve("m.clvm");
        Path other = Files.writeString(folder.resolve("other"), "x");
        FILE.save(path);

        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"));
        assertThat(Files.getPosixFilePermissions(path)).isEqualTo(Files.getPosixFilePermissions(other));
    }

    @Test
    void aFailedSaveLeavesTheOldFileAlone() throws IOException {
        Path path = Files.createDirectories(folder.resolve("taken").resolve("m.clvm"));
        Files.writeString(path.resolve("inside"), "something");

        assertThatThrownBy(() -> FILE.save(path)).isInstanceOf(IOException.class);
        assertThat(path.resolve("inside")).hasContent("something");
        try (var files = Files.list(path.getParent())) {
            assertThat(files).containsExactly(path);
        }
    }

    @Test
    void aMissingFolderIsNamed() {
        assertThatThrownBy(() -> FILE.save(folder.resolve("no").resolve("m.clvm")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("folder does not exist");
    }

    @Test
    void anyFlippedBitIsDetected() {
        byte[] bytes = FILE.toBytes();
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 500; i++) {
            byte[] damaged = bytes.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            assertThatThrownBy(() -> ModelFile.fromBytes(damaged, "m.clvm")).isInstanceOf(ModelFormatException.class);
        }
    }

    @Test
    void anyTruncationIsDetected() {
        byte[] bytes = FILE.toBytes();
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> ModelFile.fromBytes(cut, "m.clvm")).isInstanceOf(ModelFormatException.class);
        }
    }

    @Test
    void laterVersionsAndOtherFilesAreRefusedInWords() {
        byte[] later = FILE.toBytes();
        later[8] = 99;

        assertThatThrownBy(() -> ModelFile.fromBytes(later, "m.clvm"))
                .hasMessage("m.clvm has format version 99, this library reads 1 to 1;"
                        + " use a newer library or save the model again");
        assertThatThrownBy(() -> ModelFile.fromBytes("customer_id,time\n".getBytes(), "events.csv"))
                .hasMessageContaining("events.csv is not a model file");
        assertThatThrownBy(() -> FILE.tensor("v")).hasMessageContaining("no tensor 'v'");
    }

    private static long[] bits(double[] values) {
        return java.util.Arrays.stream(values)
                .mapToLong(Double::doubleToRawLongBits)
                .toArray();
    }
}
