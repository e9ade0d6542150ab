package dev.clv.serve.retrain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import com.google.common.hash.Hashing;
import com.google.common.hash.HashingOutputStream;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of which a change of a registry is made; a test makes each of them fail. */
class Disk {

    private static final Logger LOG = LoggerFactory.getLogger(Disk.class);

    /** Writes the content of a file. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;

        static Content of(String text) {
            return out -> out.write(text.getBytes(UTF_8));
        }
    }

    /** Writes a new file and forces it to the disk; returns its SHA-256 in hexadecimal. */
    String write(Path file, Content content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, CREATE_NEW, WRITE);
                OutputStream raw = limited(Channels.newOutputStream(channel));
                HashingOutputStream out = new HashingOutputStream(Hashing.sha256(), new BufferedOutputStream(raw))) {
            // A writer that closes its stream must not close the channel before it is forced.
            content.writeTo(new FilterOutputStream(out) {
                @Override
                public void write(byte[] bytes, int from, int count) throws IOException {
                    out.write(bytes, from, count);
                }

                @Override
                public void close() throws IOException {
                    flush();
                }
            });
            out.flush();
            channel.force(true);
            return out.hash().toString();
        }
    }

    /** What a file is written to; a test makes it small. */
    OutputStream limited(OutputStream out) {
        return out;
    }

    /** Moves a file or a folder to another name at one moment, and forces that to the disk. */
    void move(Path from, Path to) throws IOException {
        if (Files.isDirectory(from)) {
            force(from);
            Files.move(from, to, ATOMIC_MOVE);
        } else {
            Files.move(from, to, ATOMIC_MOVE, REPLACE_EXISTING);
        }
        Path folder = to.getParent();
        try {
            if (folder != null) {
                force(folder);
            }
        } catch (IOException e) {
            // It has happened all the same, and only a power failure within the next moments could undo it.
            LOG.warn("could not force {} to the disk", folder, e);
        }
    }

    /** Forces the names in a folder to the disk, where the operating system lets a folder be opened. */
    private static void force(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, READ)) {
                channel.force(true);
            }
        }
    }

    /** Removes a file, or a folder of files, as far as it is there. */
    void remove(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            List<Path> inside;
            try (Stream<Path> files = Files.list(path)) {
                inside = files.toList();
            }
            for (Path file : inside) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(path);
    }
}
