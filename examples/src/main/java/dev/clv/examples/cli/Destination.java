package dev.clv.examples.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Where data go: a file, in UTF-8 and gzip-compressed when its name ends with {@code .gz}, or standard output.
 *
 * <p>A file appears, or is replaced, only when all of it has been written; a device or a pipe is written directly. A
 * symbolic link stays, and a file that is replaced hands on its permissions. What a process that was killed left
 * behind, {@code .NAME.PID.part}, goes with the next file of that name once it is an hour old.
 */
final class Destination {

    private static final Duration LEFT_BEHIND = Duration.ofHours(1);
    private static final String PART = ".part";

    /** Writes some text. */
    @FunctionalInterface
    interface Content {
        /** Writes all of it; the writer is flushed and closed by the caller. */
        void writeTo(Writer out) throws IOException;
    }

    private Destination() {}

    /** Writes to {@code file}, or to {@code out} when there is none. */
    static void write(@Nullable Path file, PrintStream out, Content content) throws IOException {
        if (file == null) {
            Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            content.writeTo(writer);
            writer.flush();
            return;
        }
        requireWritable(file);
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            writeTo(file, file, content);
            return;
        }
        Path target = Files.exists(file) ? file.toRealPath() : file;
        Path part = target.resolveSibling(
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + PART);
        // Also when the run is interrupted.
        part.toFile().deleteOnExit();
        try {
            writeTo(part, file, writer -> {
                takeOverPermissions(target, part);
                content.writeTo(writer);
            });
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
            sweep(target);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Before anything is written: what only some may read, others must not read for a moment. */
    private static void takeOverPermissions(Path old, Path part) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(part, PosixFileAttributeView.class);
        if (view != null && Files.exists(old)) {
            view.setPermissions(Files.getPosixFilePermissions(old));
        }
    }

    /** Removes what killed processes left behind, as far as it can. */
    private static void sweep(Path target) {
        String start = "." + target.getFileName() + ".";
        Path folder = Objects.requireNonNull(target.toAbsolutePath().getParent());
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            // By the clock of the file system, which dated the others too.
            Instant now = Files.getLastModifiedTime(target).toInstant();
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (name.startsWith(start)
                        && name.substring(start.length()).matches("\\d+\\.part")
                        && Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(LEFT_BEHIND))) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException | DirectoryIteratorException ignored) {
            // A failure here is none of the new file's.
        }
    }

    /** Refuses a file that cannot be written, before long work is done for it. */
    static void requireWritable(Path file) {
        if (file.toString().equals("-")) {
            throw new UsageException("'-' is no file; leave the option out to write to standard output");
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new UsageException("cannot write '" + file + "': there is no such folder");
        }
        if (Files.isDirectory(file)) {
            throw new UsageException("cannot write '" + file + "': it is a folder");
        }
        boolean inPlace = Files.exists(file) && !Files.isRegularFile(file);
        if (!Files.isWritable(inPlace ? file : folder)) {
            throw new UsageException("cannot write '" + file + "': " + (inPlace ? "it" : "its folder")
                    + " cannot be written to; name another place");
        }
    }

    /** Refuses to write over a file that is read, whatever the names say. */
    static void requireOther(@Nullable Path out, String option, Path input) throws IOException {
        if (out != null && Files.exists(out) && Files.exists(input) && Files.isSameFile(out, input)) {
            throw new UsageException(option + " '" + out + "' is a file that this command reads; name another one");
        }
    }

    /** Refuses to write two outputs into one file. */
    static void requireDifferent(@Nullable Path one, String option, @Nullable Path other, String otherOption) {
        if (one != null
                && other != null
                && one.toAbsolutePath()
                        .normalize()
                        .equals(other.toAbsolutePath().normalize())) {
            throw new UsageException(
                    option + " '" + one + "' names the same file as " + otherOption + "; name another one");
        }
    }

    /** As {@link #requireWritable}, of a file that may not have been asked for. */
    static void requireWritableIfGiven(@Nullable Path file) {
        if (file != null) {
            requireWritable(file);
        }
    }

    private static void writeTo(Path target, Path name, Content content) throws IOException {
        try (OutputStream bytes = Files.newOutputStream(target);
                OutputStream packed = name.toString().endsWith(".gz") ? new GZIPOutputStream(bytes) : bytes;
                Writer writer = new BufferedWriter(new OutputStreamWriter(packed, StandardCharsets.UTF_8))) {
            content.writeTo(writer);
        } catch (IOException e) {
            throw failed(name, e);
        } catch (UncheckedIOException e) {
            throw failed(name, e.getCause() == null ? new IOException(e) : e.getCause());
        }
    }

    private static IOException failed(Path name, IOException e) {
        String kept = Files.isRegularFile(name) ? "; the old file is as it was" : "";
        return new IOException("cannot write '" + name + "': " + e.getMessage() + kept, e);
    }
}
