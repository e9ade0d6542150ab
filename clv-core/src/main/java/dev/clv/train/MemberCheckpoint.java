package dev.clv.train;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import dev.clv.nn.train.Checkpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file that keeps how far the training of one network has come. A file is written beside it and moved into place,
 * so that it is whole whenever the process ends.
 */
final class MemberCheckpoint {

    private final Path file;

    /**
     * @param member from 0
     * @param epochs part of the name: the learning rate falls over so many epochs, so that a training of another number
     *     of epochs cannot continue from this file
     */
    MemberCheckpoint(Path folder, int member, int members, int epochs) {
        this.file = folder.resolve("network-" + (member + 1) + "-of-" + members + "-epochs-" + epochs + ".checkpoint");
    }

    /** The stored checkpoint; empty if there is no file. */
    Optional<Checkpoint> read() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(Checkpoint.read(in));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the checkpoint " + file + "; delete it to train anew", e);
        }
    }

    void write(Checkpoint checkpoint) {
        Path fresh = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (OutputStream out = Files.newOutputStream(fresh)) {
                checkpoint.write(out);
            }
            Files.move(fresh, file, ATOMIC_MOVE, REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the checkpoint " + file, e);
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
