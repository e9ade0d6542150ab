package dev.clv.features.read;

import dev.clv.features.internal.cell.Printable;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Takes values of the expected type from JSON, and refuses others by their key and their source. */
final class JsonKeys {

    private final String source;

    /** @param source what messages call the JSON */
    JsonKeys(String source) {
        this.source = source;
    }

    /** Names the source in a refusal of the builder's. */
    <T> T guarded(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (Refusal e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw refuse(String.valueOf(e.getMessage()));
        }
    }

    Refusal unknown(String path, String name, Set<String> known) {
        String hint = Spelling.nearest(name, known)
                .map(nearest -> "did you mean '" + nearest + "'?")
                .orElse("known are " + known.stream().sorted().collect(Collectors.joining(", ")));
        return refuse("unknown key '" + Printable.name(path.isEmpty() ? name : path + "." + name) + "', " + hint);
    }

    String required(String path, JsonValue object, String key) {
        JsonValue value = object.fields().get(key);
        if (value == null) {
            throw refuse("'" + path + "' needs the key '" + key + "', was " + object);
        }
        return text(path + "." + key, value);
    }

    String text(String key, JsonValue value) {
        String text = value.text();
        if (text == null || text.isEmpty()) {
            throw refuse("'" + key + "' must be a text that is not empty, was " + value);
        }
        return text;
    }

    /** A text, or a number as it is written. */
    String word(String key, JsonValue value) {
        String digits = value.digits();
        return digits != null ? digits : text(key, value);
    }

    String[] texts(String key, JsonValue value) {
        return items(key, value).stream().map(item -> text(key, item)).toArray(String[]::new);
    }

    List<JsonValue> items(String key, JsonValue value) {
        return expect(value.items(), key, "a list", value);
    }

    BigDecimal number(String key, JsonValue value) {
        return expect(value.number(), key, "a number", value);
    }

    int integer(String key, JsonValue value) {
        BigDecimal number = value.number();
        boolean whole = number != null
                && number.precision() - (long) number.scale() <= 9
                && number.stripTrailingZeros().scale() <= 0;
        return expect(whole ? number : null, key, "a whole number", value).intValueExact();
    }

    boolean bool(String key, JsonValue value) {
        return expect(value.bool(), key, "true or false", value);
    }

    private <T> T expect(@Nullable T found, String key, String what, JsonValue value) {
        if (found == null) {
            throw refuse("'" + key + "' must be " + what + ", was " + value);
        }
        return found;
    }

    char character(String key, JsonValue value) {
        String text = text(key, value);
        if (text.length() != 1) {
            throw refuse("'" + key + "' must be a single character, was " + value);
        }
        return text.charAt(0);
    }

    Refusal refuse(String sentence) {
        return new Refusal(Printable.name(source) + ": " + Printable.of(sentence));
    }

    /** Already names its source. */
    static final class Refusal extends IllegalArgumentException {

        private static final long serialVersionUID = 1;

        Refusal(String sentence) {
            super(sentence);
        }
    }
}
