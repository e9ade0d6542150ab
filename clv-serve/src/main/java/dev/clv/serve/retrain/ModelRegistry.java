package dev.clv.serve.retrain;

import static java.util.Objects.requireNonNull;

import com.google.common.hash.Hashing;
import dev.clv.ClvModel;
import dev.clv.features.FittableExtractor;
import dev.clv.nn.Vocabulary;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of model versions, of which one is the champion. See {@link dev.clv.serve.retrain the package} for its
 * files.
 *
 * <p>Every method reads the folder anew and needs no lock: whatever is written meanwhile, and wherever the writer is
 * killed, it sees the registry as it was before a change or after it. Immutable and thread-safe. Writers take turns,
 * see {@link #write}.
 *
 * <p>What is read is checked by its SHA-256: damage is a {@link RegistryDamagedException} that names the file, and the
 * versions that are whole stay usable.
 */
public final class ModelRegistry {

    private static final Logger LOG = LoggerFactory.getLogger(ModelRegistry.class);

    private final Path folder;
    private final Vocabulary vocabulary;
    private final FittableExtractor[] extractors;
    private final Disk disk;

    private ModelRegistry(Path folder, Vocabulary vocabulary, FittableExtractor[] extractors, Disk disk) {
        this.folder = folder;
        this.vocabulary = vocabulary;
        this.extractors = extractors;
        this.disk = disk;
    }

    /**
     * The registry in a folder; an empty one if there is none yet, which is made by the first change.
     *
     * @param folder on a disk of this machine, since a lock on a network drive may not hold
     * @param extractors those of your own that its models were trained with
     * @throws RegistryDamagedException if the journal is damaged, so that nobody knows who the champion is
     * @throws IOException if it is not a folder or cannot be read
     */
    public static ModelRegistry open(Path folder, FittableExtractor... extractors) throws IOException {
        return open(folder, Vocabulary.standard(), extractors);
    }

    /**
     * The same for models with a layer or a loss of your own, see {@link ClvModel#load(Path, Vocabulary,
     * FittableExtractor...)}.
     */
    public static ModelRegistry open(Path folder, Vocabulary vocabulary, FittableExtractor... extractors)
            throws IOException {
        return open(folder, vocabulary, new Disk(), extractors);
    }

    static ModelRegistry open(Path folder, Vocabulary vocabulary, Disk disk, FittableExtractor... extractors)
            throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new IOException("the registry '" + folder + "' is a file; name a folder, which may be missing");
        }
        ModelRegistry registry = new ModelRegistry(
                folder.toAbsolutePath().normalize(),
                requireNonNull(vocabulary, "vocabulary"),
                extractors.clone(),
                disk);
        registry.journal();
        return registry;
    }

    /** The folder, absolute. */
    public Path folder() {
        return folder;
    }

    /** All changes, the first one first; unmodifiable. */
    public List<RegistryEntry> history() throws IOException {
        return journal().entries();
    }

    /**
     * All versions, the first one first, those included that were not promoted; without those whose
     * {@code version.json} is damaged, of which {@link #damages} tells. Unmodifiable.
     */
    public List<RegistryVersion> versions() throws IOException {
        List<RegistryVersion> versions = new ArrayList<>();
        for (RegistryEntry entry : history()) {
            if (entry.isAddition()) {
                try {
                    versions.add(version(entry));
                } catch (RegistryDamagedException e) {
                    LOG.warn("{}", e.getMessage());
                }
            }
        }
        return List.copyOf(versions);
    }

    /** The version that is to be served; empty as long as there was none. */
    public Optional<RegistryVersion> champion() throws IOException {
        Journal journal = journal();
        Optional<RegistryEntry> last = journal.last();
        return last.isEmpty()
                ? Optional.empty()
                : Optional.of(version(journal, last.get().champion()));
    }

    /**
     * A version by its number.
     *
     * @throws IllegalArgumentException if there is no such version
     */
    public RegistryVersion version(int number) throws IOException {
        return version(journal(), number);
    }

    private RegistryVersion version(Journal journal, int number) throws IOException {
        return version(addition(journal, number));
    }

    RegistryEntry addition(Journal journal, int number) {
        return journal.entries().stream()
                .filter(entry -> entry.isAddition() && entry.version() == number)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the registry '" + folder + "' has no version " + number + "; it has "
                                + journal.entries().stream()
                                        .filter(RegistryEntry::isAddition)
                                        .count()));
    }

    private RegistryVersion version(RegistryEntry entry) throws IOException {
        byte[] bytes = read(entry.version(), RegistryWriter.VERSION, entry.versionHash());
        return RegistryVersion.read(new String(bytes, StandardCharsets.UTF_8));
    }

    /**
     * The model to serve of a version.
     *
     * @throws IllegalArgumentException if the version was never promoted
     * @throws RegistryDamagedException if its file is damaged
     */
    public ClvModel model(RegistryVersion version) throws IOException {
        return model(servedBytes(version));
    }

    byte[] servedBytes(RegistryVersion version) throws IOException {
        if (!version.isServable()) {
            throw new IllegalArgumentException("version " + version.number()
                    + " was not promoted, so there is no model of it to serve; take judged(...), which was compared");
        }
        return bytes(version, RegistryVersion.SERVED);
    }

    /**
     * The model of a version that was compared: trained on windows before the one that it was judged on.
     *
     * @throws RegistryDamagedException if its file is damaged
     */
    public ClvModel judged(RegistryVersion version) throws IOException {
        return model(bytes(version, RegistryVersion.JUDGED));
    }

    private byte[] bytes(RegistryVersion version, String file) throws IOException {
        return read(version.number(), file, requireNonNull(version.files().get(file), file));
    }

    private ClvModel model(byte[] bytes) throws IOException {
        return ClvModel.read(new ByteArrayInputStream(bytes), vocabulary, extractors);
    }

    /**
     * What is damaged: a sentence for every file of every version that is missing or not what was written, with what to
     * do; empty if all is whole. Reads every file.
     */
    public List<String> damages() throws IOException {
        List<String> damages = new ArrayList<>();
        for (RegistryEntry entry : history()) {
            if (entry.isAddition()) {
                try {
                    for (Map.Entry<String, String> file : version(entry).files().entrySet()) {
                        note(damages, entry.version(), file.getKey(), file.getValue());
                    }
                } catch (RegistryDamagedException e) {
                    damages.add(e.getMessage());
                }
            }
        }
        return List.copyOf(damages);
    }

    private void note(List<String> damages, int version, String file, String hash) throws IOException {
        try {
            read(version, file, hash);
        } catch (RegistryDamagedException e) {
            damages.add(e.getMessage());
        }
    }

    private byte[] read(int version, String file, String hash) throws IOException {
        Path path = folderOf(version).resolve(file);
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(path);
        } catch (NoSuchFileException e) {
            throw new RegistryDamagedException("'" + path + "' is missing" + remedy(version));
        }
        if (!Hashing.sha256().hashBytes(bytes).toString().equals(hash)) {
            throw new RegistryDamagedException("'" + path + "' is not what was written" + remedy(version));
        }
        return bytes;
    }

    private static String remedy(int version) {
        return "; put back a copy of the file. Without one, roll back if version " + version
                + " is the champion and there was one before it, or begin a registry in another folder. Other versions"
                + " are not touched";
    }

    /**
     * Takes the right to change the registry, until the writer is closed or this process ends, however it ends. Makes
     * the folder if it is missing, and removes what a killed writer left unfinished.
     *
     * @throws RegistryInUseException if somebody else has it, in this process or another one
     */
    public RegistryWriter write() throws IOException {
        return RegistryWriter.of(this, disk);
    }

    Journal journal() throws IOException {
        Path file = folder.resolve(Journal.FILE);
        Optional<Journal> found = Journal.read(file);
        if (found.isEmpty() && Files.exists(versionsFolder())) {
            // The first writer may have made both since.
            found = Journal.read(file);
        }
        if (found.isEmpty() && Files.exists(versionsFolder())) {
            throw new RegistryDamagedException(
                    "'" + file + "' is missing; put back a copy of the file. The models in 'versions' are not touched");
        }
        return found.orElseGet(Journal::empty);
    }

    Path versionsFolder() {
        return folder.resolve("versions");
    }

    Path folderOf(int version) {
        return versionsFolder().resolve(String.format(Locale.ROOT, "%06d", version));
    }

    @Override
    public String toString() {
        return "ModelRegistry[" + folder + "]";
    }
}
