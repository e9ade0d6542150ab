package dev.clv.serve.track;

import static java.util.Objects.requireNonNull;

import com.google.common.hash.Hashing;
import com.google.common.hash.HashingInputStream;
import com.google.common.io.ByteStreams;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file that a training read. Immutable.
 *
 * @param role what it was for, such as {@code events} or {@code mapping}
 * @param path where it is, absolute
 * @param bytes its size
 * @param sha256 of its bytes, in hexadecimal
 */
public record RunInput(String role, Path path, long bytes, String sha256) {

    /** Checks that nothing is missing. */
    public RunInput {
        requireNonNull(role, "role");
        requireNonNull(path, "path");
        requireNonNull(sha256, "sha256");
    }

    /**
     * A file as it is now; reads all of it.
     *
     * @param role what it is for
     * @throws IOException if it cannot be read
     */
    public static RunInput of(String role, Path file) throws IOException {
        try (HashingInputStream in = new HashingInputStream(Hashing.sha256(), Files.newInputStream(file))) {
            long bytes = ByteStreams.exhaust((InputStream) in);
            return new RunInput(
                    role, file.toAbsolutePath().normalize(), bytes, in.hash().toString());
        }
    }

    /** A sentence if the file is not as it was then, or is missing; empty if it is the same. */
    public Optional<String> change() throws IOException {
        if (!Files.isRegularFile(path)) {
            return Optional.of("the file of the " + role + ", '" + path + "', is missing; put it back");
        }
        RunInput now = of(role, path);
        return now.sha256.equals(sha256)
                ? Optional.empty()
                : Optional.of("the file of the " + role + ", '" + path + "', has changed: it has " + now.bytes
                        + " bytes, of the SHA-256 " + now.sha256.substring(0, 12) + "..., and had " + bytes + ", of "
                        + sha256.substring(0, 12) + "...; put back the file of then");
    }
}
