package dev.clv.serve.retrain;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The right to change a registry, which the operating system takes back when the process ends. */
final class RegistryLock implements Closeable {

    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;

    private RegistryLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Takes it.
     *
     * @param folder of the registry, which exists
     * @throws RegistryInUseException if somebody else has it
     */
    @SuppressWarnings("resource") // a channel that is not closed on purpose
    static RegistryLock take(Path folder) throws IOException {
        Path real = folder.toRealPath();
        // Where locks are of processes, closing any channel of the file would give back that of another thread.
        if (!HELD.add(real)) {
            throw new RegistryInUseException(folder);
        }
        boolean taken = false;
        try {
            FileChannel channel = FileChannel.open(real.resolve("lock"), CREATE, WRITE);
            try {
                taken = channel.tryLock() != null;
            } catch (OverlappingFileLockException e) {
                // Held through another copy of this class in the process: left open for the same reason.
                throw new RegistryInUseException(folder);
            }
            if (!taken) {
                channel.close();
                throw new RegistryInUseException(folder);
            }
            return new RegistryLock(real, channel);
        } finally {
            if (!taken) {
                HELD.remove(real);
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD.remove(folder);
        }
    }
}
