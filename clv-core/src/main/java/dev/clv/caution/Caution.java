package dev.clv.caution;

import static java.util.Objects.requireNonNull;

import dev.clv.explain.json.JsonObject;
import dev.clv.internal.Spelling;
import dev.clv.store.ModelFormatException;
import dev.clv.store.Section;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a good colleague would say about a result before somebody relies on it: that a feature copies the label, say, or
 * that one customer decides the level of all predictions. Immutable.
 *
 * <p>Results carry their cautions: {@link dev.clv.TrainingSummary#cautions()} of a training,
 * {@link dev.clv.evaluate.Evaluation#cautions()} of an evaluation, {@link dev.clv.ScoringSummary#cautions()} of a
 * scoring. A result says a thing once, with its numbers, and says nothing if there is nothing to say. No caution holds
 * a customer's id, text or value.
 *
 * @param key what kind of caution it is, for programs: lower case with underscores, such as {@code label_copy}; later
 *     versions may know more kinds
 * @param sentence for people: what was seen, the numbers, what it means and what to do; one line that ends with a full
 *     stop
 */
public record Caution(String key, String sentence) {

    private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");

    /**
     * Checks key and sentence.
     *
     * @throws IllegalArgumentException if the key is not made of lower-case words joined by underscores, or the
     *     sentence is blank, has a control character or does not end with a full stop
     */
    public Caution {
        requireNonNull(sentence, "sentence");
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException(
                    "the key of a caution must be lower-case words joined by underscores, was '" + key + "'");
        }
        if (sentence.isBlank() || !sentence.endsWith(".") || sentence.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("the sentence of the caution '" + key
                    + "' must be one line that ends with a full stop, was '" + sentence.replaceAll("\\p{Cntrl}", " ")
                    + "'");
        }
    }

    /**
     * A caution whose sentence is formatted as by {@link String#format} with {@link Locale#ROOT}. Control and format
     * characters in it, such as those of a column's name, become question marks.
     *
     * @throws IllegalArgumentException as the constructor
     */
    public static Caution of(String key, String format, Object... arguments) {
        return new Caution(key, Spelling.printable(String.format(Locale.ROOT, format, arguments)));
    }

    /** Writes cautions under a key of a section; nothing if there are none. */
    public static void write(List<Caution> cautions, Section out, String key) {
        if (cautions.isEmpty()) {
            return;
        }
        List<Section> parts = out.begin(key, cautions.size());
        for (int i = 0; i < parts.size(); i++) {
            parts.get(i)
                    .put("key", cautions.get(i).key())
                    .put("sentence", cautions.get(i).sentence());
        }
    }

    /** Reads what {@link #write} wrote. */
    public static List<Caution> read(Section in, String key) throws ModelFormatException {
        return in.has(key) ? in.readAll(key, part -> new Caution(part.word("key"), part.word("sentence"))) : List.of();
    }

    /** Cautions as members of JSON. */
    public static List<JsonObject> toJson(List<Caution> cautions) {
        return cautions.stream()
                .map(caution -> JsonObject.part().put("key", caution.key()).put("sentence", caution.sentence()))
                .toList();
    }

    /** Reads the cautions of an object that {@link #toJson} made; none if it has no such member. */
    public static List<Caution> fromJson(JsonObject json, String key) {
        return json.has(key)
                ? json.parts(key, part -> new Caution(part.text("key"), part.text("sentence")))
                : List.of();
    }
}
