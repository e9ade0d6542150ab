package dev.clv.examples.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Where data go: a file, in UTF-8 and gzip-compressed when its name ends with {@code .gz}, or standard output.
 *
 * <p>A file appears, or is replaced, only when all of it has been written; a device or a pipe is written directly.
 */
final class Destination {

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
        Path part = file.resolveSibling(
                "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        // Also when the run is interrupted.
        part.toFile().deleteOnExit();
        try {
            writeTo(part, file, content);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
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
        return new IOException("cannot write '" + name + "': " + e.getMessage(), e);
    }
}
