package dev.clv.examples.cli.config;

import dev.clv.ClvModelBuilder;
import dev.clv.ModelBuilder;
import dev.clv.explain.json.Json;
import dev.clv.features.FeaturePlan;
import dev.clv.features.read.EventReadException;
import dev.clv.features.read.FileEventReader;
import dev.clv.features.table.TableReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a file of {@code --config} says: an object with the parts {@code reading} (of event logs), {@code table}
 * (reading of plain tables) and {@code training}. Keys have the names of the methods of readers and builders; what is
 * absent or {@code null} keeps its default. One file serves all commands: each takes the parts that it needs.
 * Immutable.
 */
public final class Config {

    private final String name;
    private final Map<String, @Nullable Object> parts;

    private Config(String name, Map<String, @Nullable Object> parts) {
        this.name = name;
        this.parts = parts;
        // Every part is checked, also those that the command at hand does not take.
        ConfigObject all = new ConfigObject(name, "", parts);
        all.object("reading", ReadingConfig::check);
        all.object("table", TableConfig::check);
        all.object("training", TrainingConfig::check);
        all.done();
    }

    /** All defaults. */
    public static Config none() {
        return new Config("no configuration", Map.of());
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException if it is not JSON in UTF-8 or marked UTF-16, a key is unknown or a value is
     *     impossible; the message names the file and the key
     */
    public static Config read(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException("configuration '" + file + "' is a folder; name a JSON file");
        }
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("cannot read '" + file + "': there is no such file", e);
        }
        String name = String.valueOf(file.getFileName());
        return new Config(name, tree(name, text(name, bytes)));
    }

    /** UTF-8, or UTF-16 with the byte order mark that programs write in front of it; nothing is replaced. */
    private static String text(String name, byte[] bytes) {
        boolean utf16 = bytes.length > 1 && (bytes[0] & 0xFF) + (bytes[1] & 0xFF) == 0xFE + 0xFF && bytes[0] < 0;
        Charset encoding = utf16 ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
        try {
            String text = encoding.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(
                    name + " is not valid " + encoding + ", as if saved in another encoding; save it as UTF-8", e);
        }
    }

    @SuppressWarnings("unchecked") // the JSON reader makes no other maps
    private static Map<String, @Nullable Object> tree(String name, String text) {
        Object tree;
        try {
            tree = Json.read(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + " is not valid JSON: " + e.getMessage(), e);
        }
        if (!(tree instanceof Map)) {
            throw new IllegalArgumentException(name + " must be one JSON object");
        }
        return (Map<String, @Nullable Object>) tree;
    }

    /** Sets up a reader of event logs. */
    public void reading(FileEventReader<?> reader) {
        part("reading", part -> ReadingConfig.apply(part, reader));
    }

    /** Sets up a reader of plain tables. */
    public TableReader table(TableReader reader) {
        part("table", part -> TableConfig.apply(part, reader));
        return reader;
    }

    /** Sets up a training on an event log. */
    public ClvModelBuilder training(ClvModelBuilder builder) {
        part("training", part -> TrainingConfig.applyToLog(part, builder));
        return builder;
    }

    /** Sets up a training on a plain table; keys that only an event log has are refused. */
    public <B extends ModelBuilder<B>> B tableTraining(B builder) {
        part("training", part -> TrainingConfig.applyToTable(part, builder));
        return builder;
    }

    private void part(String key, Consumer<ConfigObject> reader) {
        ConfigObject all = new ConfigObject(name, "", parts);
        all.object(key, reader);
    }

    /** How many training origins the file asks for; 0 if it does not say. */
    public int origins() {
        int[] origins = {0};
        peek("training", part -> part.count("origins", count -> origins[0] = count));
        return origins[0];
    }

    /** How far apart the file wants training origins; null if it does not say. */
    public @Nullable Duration step() {
        Duration[] step = new Duration[1];
        peek("training", part -> part.text("step", text -> step[0] = Span.parse(text)));
        return step[0];
    }

    /** The extractors that compute features; null if the file does not say. */
    public @Nullable FeaturePlan features() {
        FeaturePlan[] plan = new FeaturePlan[1];
        peek("training", part -> part.texts("features", names -> plan[0] = TrainingConfig.plan(part, names)));
        return plan[0];
    }

    /** What the file says of how events are read one by one, with another encoder. */
    public Map<String, Object> sequence(String encoder) {
        Map<String, Object> sequence = new LinkedHashMap<>();
        peek("training", part -> part.peek("sequence", given -> given.each(sequence::put)));
        sequence.put("encoder", encoder);
        return sequence;
    }

    /** The zone of days and times; null if the file does not say. */
    public @Nullable ZoneId zone() {
        ZoneId[] zone = new ZoneId[1];
        peek("reading", part -> part.text("zone", text -> zone[0] = ZoneId.of(text)));
        return zone[0];
    }

    /** The currency of a log; null if the file does not say. */
    public @Nullable String readingCurrency() {
        String[] currency = new String[1];
        peek("reading", part -> part.text("currency", text -> currency[0] = text));
        return currency[0];
    }

    /** The file's name. */
    public String name() {
        return name;
    }

    /**
     * An error in words that blame the keys of the file that it speaks of.
     *
     * @param part of the configuration that was used
     * @param overridden keys that an option set instead
     */
    public RuntimeException blamed(RuntimeException error, String part, Set<String> overridden) {
        String message = error.getMessage();
        boolean foreign = !(error instanceof IllegalArgumentException
                || error instanceof IllegalStateException
                || error instanceof EventReadException);
        if (foreign || message == null || message.startsWith(name) || !(parts.get(part) instanceof Map<?, ?> set)) {
            return error;
        }
        Map<String, Object> values = new LinkedHashMap<>();
        set.forEach((key, value) -> {
            if (value != null && !overridden.contains(String.valueOf(key))) {
                values.put(String.valueOf(key), value);
            }
        });
        String told = Blame.of(message, name, part, values);
        return told.equals(message) ? error : new IllegalArgumentException(told, error);
    }

    private void peek(String key, Consumer<ConfigObject> reader) {
        if (parts.get(key) instanceof Map<?, ?>) {
            new ConfigObject(name, "", parts).peek(key, reader);
        }
    }

    /**
     * What is set here, over it the part {@code training} of another configuration, and over that some of its keys, as
     * JSON that {@link #read} reads.
     *
     * @param other as JSON
     */
    public String with(String other, Map<String, Object> training) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(parts);
        Map<String, @Nullable Object> changed = merged(
                merged(Map.of(), parts.get("training")),
                tree("the other configuration", other).get("training"));
        changed.putAll(training);
        all.put("training", changed);
        return Json.write(all);
    }

    /** Every key with its value here, or its default, as JSON that {@link #read} reads; for event logs. */
    public String toJson() {
        return toJson(TrainingConfig.defaults());
    }

    /** The same for plain tables: keys that only an event log has are {@code null} unless they are set here. */
    public String toTableJson() {
        return toJson(TrainingConfig.tableDefaults());
    }

    private String toJson(Map<String, @Nullable Object> training) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("reading", merged(ReadingConfig.defaults(), parts.get("reading")));
        all.put("table", merged(TableConfig.defaults(), parts.get("table")));
        all.put("training", merged(training, parts.get("training")));
        return Json.write(all);
    }

    /**
     * Values over defaults; {@code network} and {@code earlyStopping} key by key, a loss or an optimiser as a whole.
     */
    @SuppressWarnings("unchecked") // the JSON reader makes no other maps
    private static Map<String, @Nullable Object> merged(
            Map<String, @Nullable Object> defaults, @Nullable Object given) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(defaults);
        if (given instanceof Map<?, ?> values) {
            ((Map<String, @Nullable Object>) values).forEach((key, value) -> {
                Object before = all.get(key);
                if (before instanceof Map<?, ?> map && !map.containsKey("name") && value instanceof Map) {
                    all.put(key, merged((Map<String, @Nullable Object>) map, value));
                } else if (value != null) {
                    all.put(key, value);
                }
            });
        }
        return all;
    }
}
