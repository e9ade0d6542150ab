package dev.clv.serve.retrain;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to change a registry, see {@link ModelRegistry#write}. Each change happens whole or not at all: after a
 * failure, of which the message says what to do, the registry is as it was. Not thread-safe; close it.
 */
public final class RegistryWriter implements Closeable {

    static final String VERSION = "version.json";

    private static final String PART = ".part";
    private static final Logger LOG = LoggerFactory.getLogger(RegistryWriter.class);

    private final ModelRegistry registry;
    private final Disk disk;
    private final RegistryLock lock;

    private RegistryWriter(ModelRegistry registry, Disk disk, RegistryLock lock) {
        this.registry = registry;
        this.disk = disk;
        this.lock = lock;
    }

    static RegistryWriter of(ModelRegistry registry, Disk disk) throws IOException {
        Files.createDirectories(registry.folder());
        RegistryLock lock = RegistryLock.take(registry.folder());
        RegistryWriter writer = new RegistryWriter(registry, disk, lock);
        try {
            writer.prepare();
            return writer;
        } catch (IOException | RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    /** Nobody else writes now, so that what is unfinished will never be finished. */
    private void prepare() throws IOException {
        disk.remove(journalPart());
        Journal journal = registry.journal();
        change("begin", () -> {
            if (!Files.exists(registry.folder().resolve(Journal.FILE))) {
                write(journal);
            }
            Files.createDirectories(registry.versionsFolder());
            for (Path left : inVersions()) {
                if (left.getFileName().toString().endsWith(PART)) {
                    disk.remove(left);
                }
            }
        });
    }

    private List<Path> inVersions() throws IOException {
        try (Stream<Path> all = Files.list(registry.versionsFolder())) {
            return all.toList();
        }
    }

    /**
     * Adds a version and decides about it, in one change.
     *
     * @param version its number and the hashes of its files are filled in
     * @param files by their names
     * @return the version as it was added
     */
    RegistryVersion add(
            RegistryVersion version,
            Map<String, Disk.Content> files,
            Instant at,
            RetrainingDecision decision,
            List<String> reasons)
            throws IOException {
        Journal journal = registry.journal();
        int number = nextNumber(journal);
        Path fresh = registry.versionsFolder().resolve(number + PART);
        Path place = registry.folderOf(number);
        List<RegistryVersion> added = new ArrayList<>();
        try {
            change("add a version to", () -> {
                Files.createDirectory(fresh);
                Map<String, String> hashes = new LinkedHashMap<>();
                for (Map.Entry<String, Disk.Content> file : files.entrySet()) {
                    hashes.put(file.getKey(), disk.write(fresh.resolve(file.getKey()), file.getValue()));
                }
                RegistryVersion numbered = version.as(number, hashes);
                String hash = disk.write(fresh.resolve(VERSION), Disk.Content.of(numbered.toJson() + "\n"));
                disk.move(fresh, place);
                int champion = decision == RetrainingDecision.KEPT
                        ? journal.last().map(RegistryEntry::champion).orElse(number)
                        : number;
                write(journal.with(new RegistryEntry(
                        journal.entries().size() + 1, at, decision, number, champion, reasons, hash)));
                added.add(numbered);
            });
            return added.get(0);
        } finally {
            if (added.isEmpty()) {
                forget(fresh);
                // Moved into place, but in no journal.
                if (registry.journal().entries().stream().noneMatch(entry -> entry.version() == number)) {
                    forget(place);
                }
            }
        }
    }

    /** One that no folder has: one that was moved into place by a writer that was killed then stays unused. */
    private int nextNumber(Journal journal) throws IOException {
        int last = journal.entries().stream()
                .mapToInt(RegistryEntry::version)
                .max()
                .orElse(0);
        for (Path folder : inVersions()) {
            String name = folder.getFileName().toString();
            if (name.matches("\\d{1,9}")) {
                last = Math.max(last, Integer.parseInt(name));
            }
        }
        return last + 1;
    }

    /**
     * Makes the champion before this one the champion again. Rolling back twice goes back two champions.
     *
     * @param at as of when this is decided
     * @param reason a sentence, for the journal
     * @return the champion from now on
     * @throws IllegalStateException if there is no earlier champion
     */
    public RegistryVersion rollBack(Instant at, String reason) throws IOException {
        List<Integer> champions = new ArrayList<>();
        for (RegistryEntry entry : registry.history()) {
            int known = champions.indexOf(entry.champion());
            if (entry.decision() == RetrainingDecision.ROLLED_BACK && known >= 0) {
                champions.subList(known + 1, champions.size()).clear();
            } else if (champions.isEmpty() || champions.get(champions.size() - 1) != entry.champion()) {
                champions.add(entry.champion());
            }
        }
        if (champions.size() < 2) {
            throw new IllegalStateException("the registry '" + registry.folder() + "' has no champion before "
                    + (champions.isEmpty() ? "any retraining" : "version " + champions.get(0))
                    + " to roll back to; retrain instead, in another folder if files of this one are damaged");
        }
        return rollBackTo(champions.get(champions.size() - 2), at, reason);
    }

    /**
     * Makes a version the champion that was it before.
     *
     * @param version its number
     * @param at as of when this is decided
     * @param reason a sentence, for the journal
     * @return the champion from now on
     * @throws IllegalArgumentException if there is no such version, it was never promoted, or it is the champion
     * @throws RegistryDamagedException if its model is damaged
     */
    public RegistryVersion rollBackTo(int version, Instant at, String reason) throws IOException {
        Journal journal = registry.journal();
        String hash = registry.addition(journal, version).versionHash();
        RegistryVersion found = registry.version(version);
        if (journal.last().filter(last -> last.champion() == version).isPresent()) {
            throw new IllegalArgumentException("version " + version + " is the champion already; name another one");
        }
        registry.servedBytes(found); // refuses one that was never promoted, or is damaged
        change(
                "roll back",
                () -> write(journal.with(new RegistryEntry(
                        journal.entries().size() + 1,
                        at,
                        RetrainingDecision.ROLLED_BACK,
                        version,
                        version,
                        List.of(reason),
                        hash))));
        return found;
    }

    private interface Change {
        void make() throws IOException;
    }

    private void change(String what, Change change) throws IOException {
        try {
            change.make();
        } catch (IOException e) {
            String reason = e instanceof FileSystemException file && file.getReason() != null
                    ? file.getReason()
                    : e instanceof FileSystemException
                            ? "no permission, or not a file: " + e.getMessage()
                            : e.getMessage();
            throw new IOException(
                    "cannot " + what + " the registry '" + registry.folder() + "': " + reason
                            + "; it is as it was, so mend that (make room on the disk, for instance) and do it again",
                    e);
        }
    }

    private void write(Journal journal) throws IOException {
        try {
            disk.write(journalPart(), Disk.Content.of(journal.text()));
            disk.move(journalPart(), registry.folder().resolve(Journal.FILE));
        } finally {
            forget(journalPart());
        }
    }

    private Path journalPart() {
        return registry.folder().resolve(Journal.FILE + PART);
    }

    /** Removes what a failure left; the next writer does it, if it fails. */
    private void forget(Path unfinished) {
        try {
            disk.remove(unfinished);
        } catch (IOException e) {
            LOG.debug("could not remove {}", unfinished, e);
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
