package dev.clv.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WholeFileTest {

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("m.clvm");
    }

    @Test
    void anOldFileIsReplacedAndNothingElseIsLeftBehind() throws IOException {
        Files.writeString(file, "old and longer");

        write(file, "new");

        assertThat(file).hasContent("new");
        assertThat(filesIn(folder)).containsExactly(file);
    }

    @Test
    void whoeverMayReadOtherNewFilesMayReadANewModel() throws IOException {
        assumePosix();
        Path other = Files.writeString(folder.resolve("other"), "x");

        write(file, "new");

        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(other));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "rw-rw-rw-", "r--r-----", "rwxrwxr-x"})
    void aFileThatIsReplacedHandsOnItsPermissions(String permissions) throws IOException {
        assumePosix();
        Files.writeString(file, "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

        write(file, "new");

        assertThat(file).hasContent("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo(permissions);
    }

    @Test
    void nobodyElseCanReadAPrivateFileWhileItIsWritten() throws IOException {
        assumePosix();
        Files.writeString(file, "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        WholeFile.write(file, "the model", out -> {
            out.write("new".getBytes(UTF_8));
            out.flush();
            for (Path one : filesIn(folder)) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(one)))
                        .isEqualTo("rw-------");
            }
        });
    }

    @Test
    void aSymbolicLinkStaysAndTheFileItPointsToIsReplaced() throws IOException {
        Path models = Files.createDirectory(folder.resolve("models"));
        Path target = Files.writeString(models.resolve("v17.clvm"), "old");
        Path link = link("current.clvm", Path.of("models", "v17.clvm"));
        Path linkToLink = link("again.clvm", Path.of("current.clvm"));

        write(linkToLink, "new");

        assertThat(Files.readSymbolicLink(linkToLink)).isEqualTo(Path.of("current.clvm"));
        assertThat(Files.readSymbolicLink(link)).isEqualTo(Path.of("models", "v17.clvm"));
        assertThat(Files.isSymbolicLink(target)).isFalse();
        assertThat(target).hasContent("new");
        assertThat(filesIn(models)).containsExactly(target);
    }

    @Test
    void whatALinkPointsToMayBeMissingYet() throws IOException {
        Path link = link("current.clvm", folder.resolve("v1.clvm"));

        write(link, "new");

        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(folder.resolve("v1.clvm")).hasContent("new");
    }

    @Test
    void linksInACircleAreRefusedByName() throws IOException {
        Path link = link("a.clvm", Path.of("b.clvm"));
        link("b.clvm", Path.of("a.clvm"));

        assertThatThrownBy(() -> write(link, "new"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(link.toString())
                .hasMessageContaining("in a circle");
    }

    @Test
    void aFolderAndADeviceAreNoFilesToReplace() throws IOException {
        Path taken = Files.createDirectory(file);
        Files.writeString(taken.resolve("inside"), "something");

        assertThatThrownBy(() -> write(taken, "new"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(taken + ": it is no regular file");
        assertThat(taken.resolve("inside")).hasContent("something");
        assertThat(filesIn(folder)).containsExactly(taken);
        Path device = Path.of("/dev/null");
        assumeTrue(Files.exists(device));
        assertThatThrownBy(() -> write(device, "new")).hasMessageContaining("/dev/null: it is no regular file");
    }

    @Test
    void aMissingFolderIsNamed() {
        Path missing = folder.resolve("no").resolve("m.clvm");

        assertThatThrownBy(() -> write(missing, "new"))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot save the model to " + missing + ": its folder does not exist; create it first");
    }

    /** A folder in which not even the superuser may create a file. */
    @Test
    void aMissingRightNamesTheFileAndNotThePart() {
        Path forbidden = Path.of("/sys/m.clvm");
        assumeTrue(Files.isDirectory(forbidden.getParent()));

        assertThatThrownBy(() -> write(forbidden, "new"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot save the model to " + forbidden + ": ")
                .hasMessageNotContaining(".part");
    }

    @Test
    void aFullDiskNamesTheFileAndLeavesTheOldOneAlone() throws IOException {
        Files.writeString(file, "old");

        assertThatThrownBy(() -> WholeFile.write(file, "the model", out -> {
                    out.write(new byte[100]);
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString())
                .hasMessageEndingWith(": No space left on device; the old file is as it was");
        assertThat(file).hasContent("old");
        assertThat(filesIn(folder)).containsExactly(file);
    }

    @Test
    void whatAKilledProcessLeftBehindGoesWithTheNextSaveOnceItIsAnHourOld() throws IOException {
        Duration hour = Duration.ofHours(1);
        Path old = part(".m.clvm." + UUID.randomUUID() + ".part", hour.plusMinutes(1));
        Path young = part(".m.clvm." + UUID.randomUUID() + ".part", hour.minusMinutes(1));
        Path ofAnother = part(".n.clvm." + UUID.randomUUID() + ".part", hour.plusDays(1));
        Path ofSomebody = part(".m.clvm.my-own-notes.part", hour.plusDays(1));
        Path longer = part(".m.clvm." + UUID.randomUUID() + ".part.bak", hour.plusDays(1));

        write(file, "new");

        assertThat(old).doesNotExist();
        assertThat(filesIn(folder)).containsExactlyInAnyOrder(file, young, ofAnother, ofSomebody, longer);
    }

    @Test
    void whoeverReadsMeanwhileSeesTheOldFileOrTheNewOne() throws Exception {
        String even = "0".repeat(100_000);
        String odd = "1".repeat(200_000);
        write(file, even);
        Thread writer = new Thread(() -> {
            try {
                for (int i = 0; i < 100; i++) {
                    write(file, i % 2 == 0 ? odd : even);
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        writer.start();
        while (writer.isAlive()) {
            assertThat(Files.readString(file)).isIn(even, odd);
        }
        writer.join();
        assertThat(filesIn(folder)).containsExactly(file);
    }

    private Path part(String name, Duration age) throws IOException {
        Path part = Files.writeString(folder.resolve(name), "part of a model");
        Instant now = Files.getLastModifiedTime(part).toInstant();
        return Files.setLastModifiedTime(part, FileTime.from(now.minus(age)));
    }

    private Path link(String name, Path target) throws IOException {
        assumePosix();
        return Files.createSymbolicLink(folder.resolve(name), target);
    }

    private static void assumePosix() {
        assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
    }

    private static void write(Path path, String text) throws IOException {
        WholeFile.write(path, "the model", out -> out.write(text.getBytes(UTF_8)));
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
