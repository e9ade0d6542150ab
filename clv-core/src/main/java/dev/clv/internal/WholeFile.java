package dev.clv.internal;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a file whole or not at all: into a new file beside it, which then takes its place.
 *
 * <p>A symbolic link stays, and what it points to is replaced. A file that is replaced hands on its permissions. Of a
 * process that was killed while it wrote, {@code .NAME.UUID.part} stays behind; the next one to write the same file
 * removes it once it is an hour old.
 */
public final class WholeFile {

    private static final Duration LEFT_BEHIND = Duration.ofHours(1);
    private static final int MOST_LINKS = 40;
    private static final String PART = ".part";
    private static final Pattern REST_OF_PART =
            Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}" + Pattern.quote(PART));
    private static final Logger LOG = LoggerFactory.getLogger(WholeFile.class);

    private final Path target;

    private WholeFile(Path target) {
        this.target = target;
    }

    /** Writes the content of a file. */
    @FunctionalInterface
    public interface Content {
        /** Writes all of it; the stream is closed by the caller. */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Replaces a file or creates it.
     *
     * @param what is written, for messages, such as {@code the model}
     * @throws IOException if that is not possible; an old file is as it was then, and the message names {@code path}
     *     and says so
     */
    public static void write(Path path, String what, Content content) throws IOException {
        WholeFile file = new WholeFile(target(path, what));
        try {
            file.write(content);
        } catch (FileSystemException e) {
            throw cannot(path, what, reason(e) + file.kept(), e);
        } catch (IOException e) {
            throw cannot(path, what, e.getMessage() + file.kept(), e);
        }
    }

    /** The file at the end of a chain of symbolic links, which need not exist. */
    private static Path target(Path path, String what) throws IOException {
        Path target = path.toAbsolutePath();
        for (int links = 0; Files.isSymbolicLink(target); links++) {
            if (links == MOST_LINKS) {
                throw cannot(path, what, "its symbolic links lead in a circle; point them to a file", null);
            }
            target = target.resolveSibling(Files.readSymbolicLink(target));
        }
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            throw cannot(path, what, "it is no regular file; choose another name", null);
        }
        Path folder = target.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw cannot(path, what, "its folder does not exist; create it first", null);
        }
        return target;
    }

    private void write(Content content) throws IOException {
        Path fresh = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + PART);
        try {
            // Not Files.createTempFile, whose files only their owner may read.
            Files.createFile(fresh);
            takeOverPermissions(fresh);
            try (OutputStream out = Files.newOutputStream(fresh, WRITE)) {
                content.writeTo(out);
            }
            Instant now = Files.getLastModifiedTime(fresh).toInstant();
            try {
                Files.move(fresh, target, ATOMIC_MOVE, REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(fresh, target, REPLACE_EXISTING);
            }
            sweep(now);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** Before anything is written: what only some may read, others must not read for a moment. */
    private void takeOverPermissions(Path fresh) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(fresh, PosixFileAttributeView.class);
        if (view != null && Files.exists(target)) {
            view.setPermissions(Files.getPosixFilePermissions(target));
        }
    }

    /**
     * Removes what killed processes left behind, as far as it can: a failure here is none of the new file's.
     *
     * @param now by the clock of the file system, which dated the others too
     */
    private void sweep(Instant now) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(target.getParent())) {
            for (Path file : files) {
                if (isPart(file) && Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(LEFT_BEHIND))) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.debug("could not remove what was left behind beside {}", target, e);
        }
    }

    private boolean isPart(Path file) {
        String name = file.getFileName().toString();
        String start = "." + target.getFileName() + ".";
        return name.startsWith(start)
                && REST_OF_PART.matcher(name.substring(start.length())).matches();
    }

    private String kept() {
        return Files.exists(target) ? "; the old file is as it was" : "";
    }

    private static String reason(FileSystemException e) {
        if (e instanceof AccessDeniedException) {
            return "no permission to write into its folder; choose another one or ask for the right";
        }
        return e.getReason() == null ? e.toString() : e.getReason();
    }

    private static IOException cannot(Path path, String what, String why, @Nullable Throwable cause) {
        return new IOException("cannot save " + what + " to " + path + ": " + why, cause);
    }
}
