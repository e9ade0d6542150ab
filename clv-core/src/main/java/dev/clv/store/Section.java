package dev.clv.store;

import static java.util.Objects.requireNonNull;

import dev.clv.features.FittedState;
import dev.clv.nn.describe.Description;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a model file: words, whole numbers, arrays of doubles and inner sections, by key. A part of a model writes
 * itself into a section and reads itself from one, independently of the file.
 *
 * <pre>{@code
 * void write(Section out) {
 *     out.put("unit", unit);
 *     out.put("levels", levels);
 *     loss.write(out.begin("loss"));
 * }
 *
 * static Scale read(Section in) throws ModelFormatException {
 *     return new Scale(in.number("unit", Double.MIN_VALUE, Double.MAX_VALUE), in.numbers("levels"), in.read("loss", Loss::read));
 * }
 * }</pre>
 *
 * <p>Every bit of a double survives. Keys are read in any order; a key that is not read is ignored. What is missing or
 * of another form is a {@link ModelFormatException} that names the file, the section and the key.
 *
 * <p>Filled by one thread, and then safe to be read by several.
 */
public final class Section {

    /** Reads a part of a model from its section. */
    @FunctionalInterface
    public interface Reader<T> {

        /**
         * The part.
         *
         * @throws ModelFormatException if the section does not hold one
         */
        T read(Section in) throws ModelFormatException;
    }

    private final String source;
    private final String path;
    private final Map<String, Object> entries = new LinkedHashMap<>();

    private Section(String source, String path) {
        this.source = source;
        this.path = path;
    }

    /** An empty section, the outermost of a model. */
    public static Section root() {
        return root("the model");
    }

    /** @param source what messages call the file */
    static Section root(String source) {
        return new Section(source, "");
    }

    /** Adds a word or a text. */
    public Section put(String key, String word) {
        return add(key, word);
    }

    /** Adds a list of words, which may be empty. */
    public Section put(String key, List<String> words) {
        return add(key, List.copyOf(words));
    }

    /** Adds a whole number. */
    public Section put(String key, long whole) {
        return add(key, whole);
    }

    /** Adds a number; NaN and infinities are kept. */
    public Section put(String key, double number) {
        return add(key, new double[] {number});
    }

    /** Adds an array of numbers, which is copied; NaN and infinities are kept. */
    public Section put(String key, double[] numbers) {
        return add(key, numbers.clone());
    }

    /** Adds an inner section, empty yet. */
    public Section begin(String key) {
        Section inner = inner(key);
        add(key, inner);
        return inner;
    }

    /** Adds a list of inner sections, empty yet; none is a list too. */
    public List<Section> begin(String key, int count) {
        List<Section> inner = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            inner.add(inner(key + "/" + i));
        }
        add(key, List.copyOf(inner));
        return List.copyOf(inner);
    }

    /** Adds the state of a fitted extractor or preparation. */
    public Section put(String key, FittedState state) {
        Section section = begin(key);
        Section numbers = section.begin("numbers");
        new TreeMap<>(state.numbers()).forEach(numbers::put);
        Section texts = section.begin("texts");
        new TreeMap<>(state.texts()).forEach(texts::put);
        return this;
    }

    /** Adds the description of a network or of a part of one. */
    public Section put(String key, Description description) {
        describe(description, begin(key));
        return this;
    }

    private static void describe(Description description, Section out) {
        out.put("word", description.word());
        Section numbers = out.begin("numbers");
        description.numbers().forEach(numbers::put);
        List<Section> parts = out.begin("parts", description.parts().size());
        for (int i = 0; i < parts.size(); i++) {
            describe(description.parts().get(i), parts.get(i));
        }
    }

    /** An inner section of that key which is not added to this one. */
    Section inner(String key) {
        return new Section(source, path.isEmpty() ? key : path + "/" + key);
    }

    Section add(String key, Object value) {
        requireNonNull(value, key);
        if (entries.putIfAbsent(key, value) != null) {
            throw new IllegalArgumentException("key '" + key + "' of " + place() + " is used twice; rename one");
        }
        return this;
    }

    /** Whether there is such a key. */
    public boolean has(String key) {
        return entries.containsKey(key);
    }

    /** The keys in the order in which they were added, but arrays after all others; unmodifiable. */
    public List<String> keys() {
        return List.copyOf(entries.keySet());
    }

    /** A word or a text. */
    public String word(String key) throws ModelFormatException {
        return as(String.class, "a text", key);
    }

    /**
     * A word in another form.
     *
     * @param parse makes it of the text, or refuses it by an {@link IllegalArgumentException} or a
     *     {@link DateTimeException}
     */
    public <T> T word(String key, Function<String, T> parse) throws ModelFormatException {
        return parsed(key, word(key), parse);
    }

    /** A list of words. */
    public List<String> words(String key) throws ModelFormatException {
        List<String> words = new ArrayList<>();
        for (Object word : as(List.class, "a list of texts", key)) {
            if (!(word instanceof String text)) {
                throw wrong(key, "must be a list of texts");
            }
            words.add(text);
        }
        return Collections.unmodifiableList(words);
    }

    /** A list of words in another form; see {@link #word(String, Function)}. */
    public <T> List<T> words(String key, Function<String, T> parse) throws ModelFormatException {
        List<T> all = new ArrayList<>();
        for (String word : words(key)) {
            all.add(parsed(key, word, parse));
        }
        return Collections.unmodifiableList(all);
    }

    private <T> T parsed(String key, String word, Function<String, T> parse) throws ModelFormatException {
        try {
            return parse.apply(word);
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            throw wrong(key, "is refused: " + reason(e), e);
        }
    }

    /** A whole number. */
    public long whole(String key) throws ModelFormatException {
        return as(Long.class, "a whole number", key);
    }

    /** A whole number from {@code least} to {@code most}, both included. */
    public int whole(String key, int least, int most) throws ModelFormatException {
        long whole = whole(key);
        if (whole < least || whole > most) {
            throw wrong(key, "must lie in [" + least + ", " + most + "], was " + whole);
        }
        return (int) whole;
    }

    /** A number; may be NaN or infinite. */
    public double number(String key) throws ModelFormatException {
        return numbers(key, 1)[0];
    }

    /** A number from {@code least} to {@code most}, both included; never NaN. */
    public double number(String key, double least, double most) throws ModelFormatException {
        double number = number(key);
        if (!(number >= least && number <= most)) {
            throw wrong(key, "must lie in [" + least + ", " + most + "], was " + number);
        }
        return number;
    }

    /** An array of numbers, new; they may be NaN or infinite. */
    public double[] numbers(String key) throws ModelFormatException {
        return as(double[].class, "an array of numbers", key).clone();
    }

    /** An array of {@code length} numbers, new; they may be NaN or infinite. */
    public double[] numbers(String key, int length) throws ModelFormatException {
        double[] numbers = numbers(key);
        if (numbers.length != length) {
            throw wrong(key, "must have " + length + " number" + (length == 1 ? "" : "s") + ", has " + numbers.length);
        }
        return numbers;
    }

    /** An inner section. */
    public Section section(String key) throws ModelFormatException {
        return as(Section.class, "a section", key);
    }

    /** A list of inner sections. */
    public List<Section> sections(String key) throws ModelFormatException {
        List<Section> sections = new ArrayList<>();
        for (Object section : as(List.class, "a list of sections", key)) {
            if (!(section instanceof Section inner)) {
                throw wrong(key, "must be a list of sections");
            }
            sections.add(inner);
        }
        return Collections.unmodifiableList(sections);
    }

    /** The state of a fitted extractor or preparation. */
    public FittedState fittedState(String key) throws ModelFormatException {
        Section numbers = section(key).section("numbers");
        Map<String, double[]> arrays = new TreeMap<>();
        for (String name : numbers.keys()) {
            arrays.put(name, numbers.numbers(name));
        }
        Section texts = section(key).section("texts");
        Map<String, List<String>> lists = new TreeMap<>();
        for (String name : texts.keys()) {
            lists.put(name, texts.words(name));
        }
        return FittedState.of(arrays, lists);
    }

    /** The description of a network or of a part of one. */
    public Description description(String key) throws ModelFormatException {
        return read(key, Section::described);
    }

    private static Description described(Section in) throws ModelFormatException {
        Section numbers = in.section("numbers");
        TreeMap<String, Double> byName = new TreeMap<>();
        for (String name : numbers.keys()) {
            byName.put(name, numbers.number(name));
        }
        return new Description(in.word("word"), byName, in.readAll("parts", Section::described));
    }

    /**
     * Reads a part from an inner section. A part may check its values as it always does: what it refuses by an
     * {@link IllegalArgumentException} becomes a {@link ModelFormatException} that names the section.
     *
     * @throws UnknownPartException if the reader throws it
     */
    public <T> T read(String key, Reader<T> reader) throws ModelFormatException {
        return section(key).read(reader);
    }

    /** Reads a list of parts; see {@link #read(String, Reader)}. */
    public <T> List<T> readAll(String key, Reader<T> reader) throws ModelFormatException {
        List<T> all = new ArrayList<>();
        for (Section section : sections(key)) {
            all.add(section.read(reader));
        }
        return Collections.unmodifiableList(all);
    }

    private <T> T read(Reader<T> reader) throws ModelFormatException {
        try {
            return reader.read(this);
        } catch (UnknownPartException e) {
            throw e;
        } catch (IllegalArgumentException
                | ArithmeticException
                | DateTimeException
                | IndexOutOfBoundsException
                | NegativeArraySizeException e) {
            throw new ModelFormatException(place() + " is refused: " + reason(e) + "; save the model again", e);
        }
    }

    /**
     * The exception for a value that is possible but unsuitable for the caller.
     *
     * @param rule what it is, and a remedy
     */
    public ModelFormatException unsuitable(String key, String rule) {
        return new ModelFormatException(place() + ": '" + key + "' " + rule);
    }

    /**
     * The exception for an impossible value.
     *
     * @param rule what it must be, and what it was
     */
    public ModelFormatException wrong(String key, String rule) {
        return wrong(key, rule, null);
    }

    private ModelFormatException wrong(String key, String rule, @Nullable Exception cause) {
        return new ModelFormatException(place() + ": '" + key + "' " + rule + "; save the model again", cause);
    }

    private static String reason(RuntimeException e) {
        return Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
    }

    private String place() {
        return path.isEmpty() ? source : source + ", section '" + path + "'";
    }

    private <T> T as(Class<T> type, String form, String key) throws ModelFormatException {
        Object value = entries.get(key);
        if (value == null) {
            throw wrong(key, "is missing");
        }
        if (!type.isInstance(value)) {
            throw wrong(key, "must be " + form);
        }
        return type.cast(value);
    }

    /** The entries as they are: texts, {@code Long}, {@code double[]}, sections, and lists of texts or of sections. */
    Map<String, Object> entries() {
        return Collections.unmodifiableMap(entries);
    }
}
