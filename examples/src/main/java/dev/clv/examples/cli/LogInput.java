package dev.clv.examples.cli;

import dev.clv.caution.Caution;
import dev.clv.decide.Exclusions;
import dev.clv.examples.cli.config.Config;
import dev.clv.features.event.DataQualityReport;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.LogFacts;
import dev.clv.features.event.StoredLog;
import dev.clv.features.event.UnknownIds;
import dev.clv.features.read.ColumnMapping;
import dev.clv.features.read.EventReadException;
import dev.clv.features.read.EventReader;
import dev.clv.features.read.FileEventReader;
import dev.clv.features.table.Table;
import dev.clv.features.table.TableReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** An event log on the command line: its file, the options that say how it is read, and the reading. */
@SuppressWarnings("NullAway.Init") // picocli sets the options before the call
final class LogInput {

    /**
     * In bytes: Java's second compiler, which has to be through with smaller files first, keeps a second processor
     * busy, unless the launcher restrains it.
     */
    private static final long THREADS_PAY_FROM = Boolean.getBoolean("clv.quick") ? 16L << 20 : 256L << 20;

    /** How many times larger a log is than its compressed file, or more. */
    private static final int PACKED = 5;

    /** What Java and a command need beside the log, which takes up to as much as its file while it is read. */
    private static final long FIXED_MEMORY = 128L << 20;

    @Parameters(
            paramLabel = "EVENTS",
            description = "The event log: CSV, or JSON if named .json, .jsonl or .ndjson; compressed or not.")
    private Path file;

    @Option(
            names = "--customers",
            paramLabel = "FILE",
            description = "Only these customers: one id a line, or a CSV with a customer_id column; compressed or not.")
    private @Nullable Path customers;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings of reading and training as JSON; 'clv train --print-config' prints all of them.")
    private @Nullable Path config;

    @ArgGroup(validate = false, heading = "%nReading an event log:%n")
    private Reading reading = new Reading();

    /** The options that a plain table has no use for. */
    static final class Reading {

        @Option(
                names = "--mapping",
                paramLabel = "M.json",
                description = "Which column of EVENTS means what; not needed for the standard header.")
        private @Nullable Path mapping;

        @Option(
                names = "--preset",
                paramLabel = "SHOP",
                description = "Instead of --mapping, for the export of a shop system: shopify, woocommerce, magento,"
                        + " stripe, amazon or olist.")
        private @Nullable String preset;

        @Option(
                names = "--attributes",
                paramLabel = "FILE",
                description = "A table of customer attributes: customer_id, maybe time, and an attribute in every other"
                        + " column; may be given more than once.")
        private List<Path> attributes = new ArrayList<>();

        @Option(
                names = "--observed-until",
                paramLabel = "D",
                converter = Moment.Converter.class,
                description = "When the log ends (default: with its last event's calendar day).")
        private @Nullable Moment observedUntil;

        @Option(
                names = "--quality",
                description = "Shows the whole report on the rows, with the first lines of each kind.")
        private boolean quality;

        @Option(
                names = "--quality-json",
                paramLabel = "FILE",
                description = "Writes the same report as JSON, with the cautions of the command and what became of"
                        + " --customers.")
        private @Nullable Path qualityJson;
    }

    private @Nullable DataQualityReport quality;
    private @Nullable Table whole;
    private @Nullable UnknownIds asked;

    /** What --config says; all defaults without it. */
    Config config() throws IOException {
        return config == null ? Config.none() : Config.read(config);
    }

    /** Whether only some customers were asked for. */
    boolean isRestricted() {
        return customers != null;
    }

    /** Refuses to write over a file that this command reads, before anything is read. */
    void requireNotInput(@Nullable Path out, String option) throws IOException {
        if (!option.equals("--quality-json")) {
            Destination.requireDifferent(out, option, reading.qualityJson, "--quality-json");
        }
        List<Path> inputs = new ArrayList<>(reading.attributes);
        inputs.add(file);
        Stream.of(customers, config, reading.mapping).filter(Objects::nonNull).forEach(inputs::add);
        for (Path one : inputs) {
            Destination.requireOther(out, option, one);
        }
    }

    /** Every file that is read, by what it is for. */
    Map<String, List<Path>> files() {
        Map<String, List<Path>> files = new LinkedHashMap<>();
        files.put("rows", List.of(file));
        put(files, "customers", customers);
        put(files, "configuration", config);
        put(files, "mapping", reading.mapping);
        if (!reading.attributes.isEmpty()) {
            files.put("attributes", List.copyOf(reading.attributes));
        }
        return files;
    }

    private static void put(Map<String, List<Path>> files, String role, @Nullable Path file) {
        if (file != null) {
            files.put(role, List.of(file));
        }
    }

    /** What became of the rows of the log; null for a plain table, and before it was read. */
    @Nullable
    DataQualityReport quality() {
        return quality;
    }

    /** The file, which may be a plain table when that was said. */
    Path file() {
        return file;
    }

    /**
     * The plain table.
     *
     * @param options what else the command was told of it
     */
    Table table(UnaryOperator<TableReader> options) throws IOException {
        Destination.requireWritableIfGiven(reading.qualityJson);
        requireNotInput(reading.qualityJson, "--quality-json");
        try {
            return options.apply(config().table(Table.csv(file))).read();
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw config().blamed(e, "table", Set.of());
        }
    }

    /** Refuses the options that mean nothing for a plain table. */
    void requireTable() {
        Require.absent(reading.mapping, "--mapping");
        Require.absent(reading.preset, "--preset");
        Require.absent(reading.attributes.isEmpty() ? null : reading.attributes, "--attributes");
        Require.absent(reading.observedUntil, "--observed-until");
        Require.absent(reading.quality ? reading : null, "--quality");
    }

    /** Reads a file by a reader that has been set up. */
    private interface Read<L> {
        L by(FileEventReader<?> reader);
    }

    private <L extends LogFacts> L read(Terminal terminal, Read<L> read) throws IOException {
        Destination.requireWritableIfGiven(reading.qualityJson);
        requireNotInput(reading.qualityJson, "--quality-json");
        String name = String.valueOf(file.getFileName());
        boolean jsonLines = name.matches(".*\\.(json|jsonl|ndjson)(\\.gz)?");
        L log;
        try (Terminal.Progress progress = terminal.progress("reading", bytes())) {
            log = read.by(configured(jsonLines ? EventReader.jsonLines() : EventReader.csv(), progress));
        } catch (IllegalArgumentException | IllegalStateException | EventReadException e) {
            throw config().blamed(e, "reading", reading.observedUntil == null ? Set.of() : Set.of("observedUntil"));
        }
        note(log, terminal);
        return log;
    }

    private long bytes() throws IOException {
        return Files.isReadable(file) ? Files.size(file) : 0;
    }

    /** Whether the log may be too large for the memory that Java may use, by the size of its file. */
    boolean isLarge() throws IOException {
        return customers == null && neededMemory() > Runtime.getRuntime().maxMemory();
    }

    private long neededMemory() throws IOException {
        return FIXED_MEMORY + UnpackedSize.of(file);
    }

    /** The log in temporary files, with a note that it is there; to be closed. */
    StoredLog store(Terminal terminal) throws IOException {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        terminal.note(
                "note: '%s' may need %,d MiB as a log in memory and Java has %,d, so its events are put in order in"
                        + " temporary files in '%s', of up to %,d MiB; with JAVA_OPTS=-Xmx%dm they stay in memory",
                file,
                neededMemory() >> 20,
                Runtime.getRuntime().maxMemory() >> 20,
                folder,
                UnpackedSize.of(file) >> 20,
                (neededMemory() + neededMemory() / 8 >> 20)); // of which some collectors leave a part unused
        return read(terminal, reader -> reader.store(file, folder));
    }

    /** The log with all customers, also those who are not asked for, with one note about what became of its rows. */
    EventLog readAll(Terminal terminal) throws IOException {
        return read(terminal, reader -> reader.read(file));
    }

    /** The customers asked for of whom the log knows anything before {@code at}: all of them unless there is a file. */
    List<String> asked(EventLog log, Instant at, Terminal terminal) throws IOException {
        return knownBefore(customers == null ? log : restricted(log, customers, idForm(), terminal), at);
    }

    /** The customers of a file who object to profiling; nobody if there is none. */
    Exclusions objecting(@Nullable Path objections, EventLog log) {
        return objections == null
                ? Exclusions.none()
                : Exclusions.objecting(CustomerList.read(objections, idForm(), new HashSet<>(log.customers())));
    }

    /** The log of the customers asked for, with one note about what became of its rows. */
    EventLog read(Terminal terminal) throws IOException {
        EventLog log = readAll(terminal);
        if (customers == null) {
            return log;
        }
        EventLog some = restricted(log, customers, idForm(), terminal);
        writeQuality(terminal, List.of());
        return some;
    }

    /** From an id in a file to the same as the log has it. */
    private UnaryOperator<String> idForm() {
        return reading.mapping == null ? UnaryOperator.identity() : ColumnMapping.json(reading.mapping)::customerId;
    }

    /** Customers of whom the log knows anything before {@code at}, in the log's order; at least one. */
    static List<String> knownBefore(EventLog log, Instant at) {
        List<String> known = log.customers().stream()
                .filter(customer -> !log.history(customer).before(at).isEmpty())
                .toList();
        requireKnown(!known.isEmpty(), log, at);
        return known;
    }

    /** Refuses a time before which nobody is known. */
    static void requireKnown(boolean known, LogFacts log, Instant at) {
        if (!known) {
            throw new UsageException("nobody is known before " + at
                    + log.firstEvent()
                            .map(first -> "; the log's first event is of " + first)
                            .orElse("; the log is empty"));
        }
    }

    /** How many threads read a file of so many bytes, not compressed, unless {@code --config} says so. */
    static int threads(long bytes) {
        return bytes >= THREADS_PAY_FROM ? Runtime.getRuntime().availableProcessors() : 1;
    }

    private FileEventReader<?> configured(FileEventReader<?> reader, Terminal.Progress progress) throws IOException {
        if (Files.isReadable(file)) {
            boolean packed = file.toString().endsWith(".gz");
            reader.threads(threads(Files.size(file) * (packed ? PACKED : 1)));
        }
        config().reading(reader);
        ZoneId zone = Objects.requireNonNullElse(config().zone(), ZoneOffset.UTC);
        ColumnMapping columns = columns();
        if (columns != null) {
            requireSameCurrency(columns.currency());
            ZoneId own = columns.zone();
            zone = own == null || config().zone() != null ? zone : own;
            reader.mapping(columns);
        }
        if (reading.observedUntil != null) {
            reader.observedUntil(reading.observedUntil.in(zone));
        }
        reading.attributes.forEach(reader::attributes);
        reader.progress(progress::at);
        return reader;
    }

    private void requireSameCurrency(@Nullable String ofMapping) throws IOException {
        String other = config().readingCurrency();
        if (ofMapping != null && other != null && !other.equals(ofMapping)) {
            throw new UsageException("the mapping says \"currency\": \"" + ofMapping + "\", but 'reading.currency' of "
                    + config().name() + " is " + other + "; leave one of them out, or name one currency in both");
        }
    }

    private @Nullable ColumnMapping columns() {
        if (reading.mapping != null && reading.preset != null) {
            throw new UsageException("--mapping and --preset exclude each other; 'clv mapping --preset "
                    + reading.preset + "' prints a preset to be adapted");
        }
        if (reading.mapping != null) {
            return ColumnMapping.json(reading.mapping);
        }
        return reading.preset == null ? null : ColumnMapping.preset(reading.preset);
    }

    private void note(LogFacts log, Terminal terminal) throws IOException {
        terminal.note("%s", QualityNote.line(log));
        DetachedNote.of(log).forEach(note -> terminal.note("%s", note));
        if (!reading.quality) {
            ReadingNote.of(log).forEach(note -> terminal.note("%s", note));
        } else {
            terminal.note("%s", log.quality().toString().stripTrailing());
        }
        quality = log.quality();
        writeQuality(terminal, List.of());
    }

    /** Prints the cautions of a result, and adds them to the file of --quality-json. */
    void cautions(List<Caution> cautions, Terminal terminal) throws IOException {
        terminal.cautions(cautions);
        writeQuality(terminal, cautions);
    }

    private void writeQuality(Terminal terminal, List<Caution> cautions) throws IOException {
        if (reading.qualityJson != null && (quality != null || whole != null)) {
            String json = quality != null
                    ? QualityNote.json(quality, asked, cautions)
                    : QualityNote.json(Objects.requireNonNull(whole), asked, cautions);
            Destination.write(reading.qualityJson, terminal.out(), writer -> writer.write(json + "\n"));
        }
    }

    /**
     * The rows of a plain table that belong to the customers asked for; all of them unless --customers was given.
     *
     * @param idOfRow the id of each row
     */
    Table restricted(Table table, IntFunction<String> idOfRow, Terminal terminal) throws IOException {
        table.notes().forEach(note -> terminal.note("%s", note));
        whole = table;
        writeQuality(terminal, List.of());
        if (customers == null) {
            return table;
        }
        Set<String> ids = IntStream.range(0, table.rows()).mapToObj(idOfRow).collect(Collectors.toSet());
        Set<String> wanted = CustomerList.read(customers, UnaryOperator.identity(), ids);
        int[] rows = IntStream.range(0, table.rows())
                .filter(row -> wanted.contains(idOfRow.apply(row)))
                .toArray();
        asked = UnknownIds.of(ids, wanted);
        String unknown = CustomerList.unknown(asked, false);
        if (rows.length == 0) {
            throw new UsageException("none of the customers in '" + customers
                    + "' is in the table; its ids are those of the column that train was told by --id, or row numbers"
                    + unknown);
        }
        terminal.note("restricted to %d of %d rows%s", rows.length, table.rows(), unknown);
        writeQuality(terminal, List.of());
        return table.select(rows);
    }

    private EventLog restricted(EventLog log, Path customers, UnaryOperator<String> idForm, Terminal terminal)
            throws IOException {
        Set<String> found = new HashSet<>(log.customers());
        Set<String> wanted = CustomerList.read(customers, idForm, found);
        found.retainAll(wanted);
        asked = UnknownIds.of(log.customers(), wanted);
        String unknown = CustomerList.unknown(asked, true);
        if (found.isEmpty()) {
            throw new UsageException("none of the customers in '" + customers + "' is in the log" + unknown);
        }
        terminal.note(
                "restricted to %d of %d customers%s",
                found.size(), log.customers().size(), unknown);
        return log.only(found);
    }
}
