package dev.clv.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DestinationTest {

    private static final PrintStream NONE = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private void write(Path file, String text) throws IOException {
        Destination.write(file, NONE, writer -> writer.write(text));
    }

    @Test
    void aPrivateFileStaysPrivateWhenItIsReplaced() throws IOException {
        Path scores = Files.writeString(folder.resolve("scores.csv"), "old");
        assumeTrue(Files.getFileStore(scores).supportsFileAttributeView("posix"));
        Files.setPosixFilePermissions(scores, PosixFilePermissions.fromString("rw-------"));

        write(scores, "new");

        assertThat(scores).hasContent("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(scores)))
                .isEqualTo("rw-------");
    }

    @Test
    void aSymbolicLinkStaysAndTheFileItPointsToIsReplaced() throws IOException {
        Path scores = Files.writeString(folder.resolve("scores.csv"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("current.csv"), scores.getFileName());

        write(link, "new");

        assertThat(link).isSymbolicLink();
        assertThat(scores).hasContent("new");
    }

    @Test
    void whatAKilledProcessLeftBehindGoesOnceItIsAnHourOld() throws IOException {
        Path old = Files.createFile(folder.resolve(".scores.csv.17.part"));
        Path other = Files.createFile(folder.resolve(".others.csv.17.part"));
        Path recent = Files.createFile(folder.resolve(".scores.csv.18.part"));
        FileTime twoHoursAgo = FileTime.from(Instant.now().minus(Duration.ofHours(2)));
        Files.setLastModifiedTime(old, twoHoursAgo);
        Files.setLastModifiedTime(other, twoHoursAgo);

        write(folder.resolve("scores.csv"), "new");

        assertThat(old).doesNotExist();
        assertThat(other).exists();
        assertThat(recent).exists();
    }

    @Test
    void aFullDiskNamesTheFileAndLeavesTheOldOneAlone() throws IOException {
        Path scores = Files.writeString(folder.resolve("scores.csv"), "old");

        assertThatThrownBy(() -> Destination.write(scores, NONE, writer -> {
                    throw new IOException("No space left on device");
                }))
                .hasMessage("cannot write '" + scores + "': No space left on device; the old file is as it was");

        assertThat(scores).hasContent("old");
        assertThat(folder).isDirectoryContaining(scores::equals);
        assertThat(folder.toFile().list()).hasSize(1);
    }
}
