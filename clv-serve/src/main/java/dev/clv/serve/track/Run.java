package dev.clv.serve.track;

import static java.util.Objects.requireNonNull;

import com.google.common.hash.Hashing;
import com.google.common.hash.HashingOutputStream;
import dev.clv.TrainingSummary;
import dev.clv.ValueModel;
import dev.clv.caution.Caution;
import dev.clv.evaluate.Evaluation;
import dev.clv.evaluate.Metric;
import dev.clv.features.event.DataQualityReport;
import dev.clv.train.HeldOutOrigin;
import dev.clv.train.NetworkRun;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What is on record of one training. Made by {@link #of} and written beside its model, or read from its folder.
 * Immutable; holds nothing of single customers.
 *
 * <pre>{@code
 * Run.of(model, now).input("events", Path.of("orders.csv.gz")).quality(log.quality()).build().write(Path.of("runs/june"), model);
 * }</pre>
 *
 * @param name that of its folder; empty until it is written
 * @param at when it was trained, as its caller said
 * @param command the arguments that train it again; empty if no command line trained it
 * @param settings of the training by name, the seed among them
 * @param environment where it ran
 * @param inputs every file that was read
 * @param quality how many rows were read, accepted, dropped, skipped and duplicates, and of each remark; by name
 * @param cutoffs the training origins, the latest first; empty for a plain table
 * @param metrics by name; those that are undefined are missing
 * @param networks how the training of each network went
 * @param cautions of the training
 * @param model the SHA-256 of the model file, in hexadecimal
 */
public record Run(
        String name,
        Instant at,
        List<String> command,
        Map<String, String> settings,
        RunEnvironment environment,
        List<RunInput> inputs,
        Map<String, Long> quality,
        List<Instant> cutoffs,
        Map<String, Double> metrics,
        List<NetworkRun> networks,
        List<Caution> cautions,
        String model) {

    /** The file that makes a folder a run. */
    static final String RECORD = "run.json";

    static final String CURVES = "curves.csv";
    static final String MODEL = "model.clvm";

    /** Copies lists and maps, whose order is kept. */
    public Run {
        requireNonNull(name, "name");
        requireNonNull(at, "at");
        requireNonNull(environment, "environment");
        requireNonNull(model, "model");
        command = List.copyOf(command);
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        inputs = List.copyOf(inputs);
        quality = Collections.unmodifiableMap(new LinkedHashMap<>(quality));
        cutoffs = List.copyOf(cutoffs);
        Map<String, Double> defined = new LinkedHashMap<>(metrics);
        defined.values().removeIf(value -> !Double.isFinite(value));
        metrics = Collections.unmodifiableMap(defined);
        networks = List.copyOf(networks);
        cautions = List.copyOf(cautions);
    }

    /**
     * Begins the record of a training: what the model itself knows of it, and this environment.
     *
     * @param at when it was trained
     */
    public static Builder of(ValueModel model, Instant at) {
        return new Builder(model, at);
    }

    /**
     * Reads a folder that {@link #write} wrote.
     *
     * @throws IOException if it is none, or {@code run.json} is damaged; the message says which
     */
    public static Run read(Path folder) throws IOException {
        return RunJson.read(folder);
    }

    /** Whether a folder is one that {@link #write} wrote, as far as it has the file {@code run.json}. */
    public static boolean isRun(Path folder) {
        return Files.isRegularFile(folder.resolve(RECORD));
    }

    /** The runs in a folder of runs, in the order of their times and names; other folders are left out. */
    public static List<Run> all(Path folder) throws IOException {
        List<Path> inside;
        try (Stream<Path> files = Files.list(folder)) {
            // A name that begins with a dot is that of a run that is being written.
            inside = files.filter(one -> !one.getFileName().toString().startsWith("."))
                    .filter(Run::isRun)
                    .sorted()
                    .toList();
        }
        List<Run> runs = new ArrayList<>();
        for (Path one : inside) {
            runs.add(read(one));
        }
        runs.sort(Comparator.comparing(Run::at).thenComparing(Run::name));
        return List.copyOf(runs);
    }

    /**
     * Writes the record, the curves and the model into a new folder, which appears when all of it is written.
     *
     * @param folder must not exist; the folder it is in is made if it is missing
     * @param trained the model that the record is of
     * @return the record with its name
     * @throws IOException if there is such a folder, or it cannot be written; nothing is left then
     * @throws IllegalArgumentException if the model is another one
     */
    public Run write(Path folder, ValueModel trained) throws IOException {
        if (!hash(trained).equals(model)) {
            throw new IllegalArgumentException("the record is of another model; write the one that it was made of");
        }
        Path place = folder.toAbsolutePath().normalize();
        if (Files.exists(place)) {
            throw new IOException("'" + folder + "' exists, and a run is never written over; name a new folder");
        }
        Run named = named(place.getFileName().toString());
        Path fresh = place.resolveSibling("." + place.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            Files.createDirectories(fresh);
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(fresh.resolve(MODEL)))) {
                trained.write(out);
            }
            Files.writeString(fresh.resolve(CURVES), named.curves());
            Files.writeString(fresh.resolve(RECORD), RunJson.write(named) + "\n");
            Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE);
            return named;
        } catch (IOException e) {
            throw new IOException(
                    "cannot write the run '" + folder + "': " + e.getMessage()
                            + "; nothing of it is left, so mend that and train again, or write it elsewhere",
                    e);
        } finally {
            if (Files.isDirectory(fresh)) {
                for (String file : List.of(MODEL, CURVES, RECORD)) {
                    Files.deleteIfExists(fresh.resolve(file));
                }
                Files.delete(fresh);
            }
        }
    }

    private Run named(String other) {
        return new Run(
                other,
                at,
                command,
                settings,
                environment,
                inputs,
                quality,
                cutoffs,
                metrics,
                networks,
                cautions,
                model);
    }

    private String curves() {
        StringBuilder csv = new StringBuilder("network,epoch,training_loss,validation_loss\n");
        for (int network = 0; network < networks.size(); network++) {
            NetworkRun run = networks.get(network);
            for (int epoch = 0; epoch < run.trainingLosses().size(); epoch++) {
                csv.append(network + 1).append(',').append(epoch + 1);
                csv.append(',').append(run.trainingLosses().get(epoch));
                csv.append(',').append(run.validationLosses().get(epoch)).append('\n');
            }
        }
        return csv.toString();
    }

    /** A sentence for every input that is not as it was then; empty if all are the same. */
    public List<String> changedInputs() throws IOException {
        List<String> changes = new ArrayList<>();
        for (RunInput input : inputs) {
            input.change().ifPresent(changes::add);
        }
        return List.copyOf(changes);
    }

    /** Whether a model is the one on record, byte for byte. */
    public boolean isOf(ValueModel other) {
        return hash(other).equals(model);
    }

    /**
     * What of the environment, the settings and the inputs differs from another run, for instance {@code java:
     * 17.0.12+7, was 21.0.4+7}; empty if nothing does, as for two runs of one training.
     *
     * @param earlier what the second part of each tells
     */
    public List<String> differencesFrom(Run earlier) {
        List<String> differences = new ArrayList<>();
        differ(environment.words(), earlier.environment.words(), differences);
        differ(settings, earlier.settings, differences);
        differ(hashes(), earlier.hashes(), differences);
        return List.copyOf(differences);
    }

    /**
     * The same of what of another environment may change the bits of a model, for instance {@code java: 21.0.4+7, was
     * 17.0.12+7}: neither processors nor memory.
     */
    public List<String> environmentDifferences(RunEnvironment now) {
        List<String> differences = new ArrayList<>();
        differ(decisive(now), decisive(environment), differences);
        return List.copyOf(differences);
    }

    private static Map<String, String> decisive(RunEnvironment environment) {
        Map<String, String> words = environment.words();
        words.keySet().removeAll(Set.of("processors", "max_memory"));
        return words;
    }

    private Map<String, String> hashes() {
        Map<String, String> hashes = new LinkedHashMap<>();
        for (RunInput input : inputs) {
            hashes.merge("SHA-256 of the " + input.role(), input.sha256(), (one, more) -> one + " " + more);
        }
        return hashes;
    }

    private static void differ(Map<String, String> is, Map<String, String> was, List<String> differences) {
        Set<String> names = new TreeSet<>(is.keySet());
        names.addAll(was.keySet());
        for (String name : names) {
            String now = is.getOrDefault(name, "none");
            String before = was.getOrDefault(name, "none");
            if (!now.equals(before)) {
                differences.add(name + ": " + now + ", was " + before);
            }
        }
    }

    static String hash(ValueModel model) {
        try (HashingOutputStream out = new HashingOutputStream(Hashing.sha256(), OutputStream.nullOutputStream())) {
            model.write(out);
            return out.hash().toString();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("a model is hashed without a file", e);
        }
    }

    /** Collects what only the caller knows of a training. Not thread-safe. */
    public static final class Builder {

        private final ValueModel model;
        private final Instant at;
        private final Map<String, String> settings;
        private final Map<String, Double> metrics = new LinkedHashMap<>();
        private final List<RunInput> inputs = new ArrayList<>();
        private Map<String, Long> quality = Map.of();
        private List<String> command = List.of();

        private Builder(ValueModel model, Instant at) {
            this.model = requireNonNull(model, "model");
            this.at = requireNonNull(at, "at");
            TrainingSummary summary = model.summary();
            this.settings = new LinkedHashMap<>(summary.settings());
            settings.put("currency", model.currency());
            if (!summary.fingerprints().isEmpty()) {
                settings.put("customers' fingerprints", String.join(" ", summary.fingerprints()));
            }
            metrics.put("rows", (double) summary.rows());
            metrics.put("customers", (double) summary.customers());
            metrics.put("positive_share", summary.positiveShare());
            metrics.put("calibration", summary.calibration());
            metrics.put(
                    "validation_loss",
                    summary.networks().stream()
                            .mapToDouble(NetworkRun::validationLoss)
                            .average()
                            .orElse(Double.NaN));
            for (HeldOutOrigin latest : summary.heldOut().stream().limit(1).toList()) {
                metrics.put("held_out_total_ratio", latest.totalRatio());
                metrics.put("held_out_coverage_80", latest.coverage80());
                metrics.put("held_out_coverage_90", latest.coverage90());
            }
        }

        /** A file that was read; it is hashed now. May be called more than once for a role. */
        public Builder input(String role, Path file) throws IOException {
            inputs.add(RunInput.of(role, file));
            return this;
        }

        /** What became of the rows: counts alone, since samples show what stands in them. */
        public Builder quality(DataQualityReport report) {
            Map<String, Long> counts = new LinkedHashMap<>();
            counts.put("read", report.read());
            counts.put("accepted", report.accepted());
            counts.put("dropped", report.dropped());
            counts.put("skipped", report.skipped());
            counts.put("duplicates", report.duplicates());
            report.counts()
                    .forEach(count -> counts.put(
                            count.reason().effect().name().toLowerCase(Locale.ROOT) + "/"
                                    + count.reason().key(),
                            count.rows()));
            quality = counts;
            return this;
        }

        /**
         * Metrics of an evaluation.
         *
         * @param prefix before their names, such as {@code holdout}
         */
        public Builder evaluation(String prefix, Evaluation evaluation) {
            for (Metric metric : Metric.values()) {
                metrics.put(prefix + "/" + metric.label(), evaluation.model().get(metric));
            }
            return this;
        }

        /** One more setting, such as the version of the code that trains; replaces one of the same name. */
        public Builder setting(String name, String value) {
            settings.put(requireNonNull(name, "name"), requireNonNull(value, "value"));
            return this;
        }

        /** The arguments of the command line that trains it again. */
        public Builder command(List<String> arguments) {
            command = List.copyOf(arguments);
            return this;
        }

        /** The record. */
        public Run build() {
            TrainingSummary summary = model.summary();
            return new Run(
                    "",
                    at,
                    command,
                    settings,
                    RunEnvironment.current(),
                    inputs,
                    quality,
                    summary.cutoffs(),
                    metrics,
                    summary.networks(),
                    summary.cautions(),
                    hash(model));
        }
    }
}
