package dev.clv.examples.cli.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One object of a configuration. Each key is asked for once, and what it holds is handed on; a key that is absent or
 * {@code null} leaves the default. {@link #done} then refuses keys that nobody asked for. Every error names the file
 * and the key's path.
 */
final class ConfigObject {

    private final String file;
    private final String path;
    private final Map<String, @Nullable Object> members;
    private final Set<String> known = new LinkedHashSet<>();

    /** @param path of the keys in messages, for instance {@code "training.network."}; empty at the top */
    ConfigObject(String file, String path, Map<String, @Nullable Object> members) {
        this.file = file;
        this.path = path;
        this.members = members;
    }

    /** Whether a key is there and not {@code null}. */
    boolean has(String key) {
        return members.get(key) != null;
    }

    /** Refuses a key that is known but of no use here. */
    void absent(String key, String why) {
        known.add(key);
        if (has(key)) {
            throw wrong(key, why);
        }
    }

    void text(String key, Consumer<String> setter) {
        take(key, String.class, "a text", setter);
    }

    void number(String key, DoubleConsumer setter) {
        take(key, Number.class, "a number", number -> setter.accept(number.doubleValue()));
    }

    void count(String key, IntConsumer setter) {
        whole(key, number -> setter.accept(count(number)));
    }

    void whole(String key, LongConsumer setter) {
        take(key, Long.class, "a whole number", setter::accept);
    }

    /** Calls {@code setter} if the key is {@code true}. */
    void flag(String key, Runnable setter) {
        take(key, Boolean.class, "true or false", set -> {
            if (set) {
                setter.run();
            }
        });
    }

    void choice(String key, Consumer<Boolean> setter) {
        take(key, Boolean.class, "true or false", setter);
    }

    void texts(String key, Consumer<List<String>> setter) {
        list(key, String.class, "a list of texts", setter);
    }

    void counts(String key, Consumer<int[]> setter) {
        list(
                key,
                Long.class,
                "a list of whole numbers",
                values -> setter.accept(
                        values.stream().mapToInt(ConfigObject::count).toArray()));
    }

    void numbers(String key, Consumer<double[]> setter) {
        list(
                key,
                Number.class,
                "a list of numbers",
                values -> setter.accept(
                        values.stream().mapToDouble(Number::doubleValue).toArray()));
    }

    private static int count(long number) {
        if (Math.abs(number) > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("the number must be at most " + Integer.MAX_VALUE + ", was " + number);
        }
        return (int) number;
    }

    /** An object, which {@code reader} reads; its unknown keys are refused. */
    void object(String key, Consumer<ConfigObject> reader) {
        known.add(key);
        Object value = members.get(key);
        if (value != null) {
            ConfigObject inner = inner(key, value);
            guarded(key, () -> reader.accept(inner));
            inner.done();
        }
    }

    /** An object, of which {@code reader} looks at some keys. */
    void peek(String key, Consumer<ConfigObject> reader) {
        Object value = members.get(key);
        if (value != null) {
            reader.accept(inner(key, value));
        }
    }

    /** Hands every key that is not {@code null} on as it is. */
    void each(BiConsumer<String, Object> reader) {
        members.forEach((key, value) -> {
            if (value != null) {
                reader.accept(key, value);
            }
        });
    }

    /** An object of a name and settings; a text alone is one without settings. */
    void named(String key, Consumer<ConfigObject> reader) {
        if (members.get(key) instanceof String name) {
            known.add(key);
            guarded(key, () -> reader.accept(new ConfigObject(file, path + key + ".", Map.of("name", name))));
        } else {
            object(key, reader);
        }
    }

    /** A list of objects. */
    void objects(String key, Consumer<ConfigObject> reader) {
        take(key, List.class, "a list of objects", list -> {
            int number = 0;
            for (Object element : list) {
                ConfigObject inner = inner(key + "[" + number++ + "]", element);
                reader.accept(inner);
                inner.done();
            }
        });
    }

    /** Every key that was not asked for yet, with its text. */
    void texts(BiConsumer<String, String> setter) {
        for (String key : List.copyOf(members.keySet())) {
            if (!known.contains(key)) {
                text(key, value -> setter.accept(key, value));
            }
        }
    }

    /** Every key that was not asked for yet, with its number. */
    void otherNumbers(NamedNumber setter) {
        for (String key : List.copyOf(members.keySet())) {
            if (!known.contains(key)) {
                number(key, value -> setter.accept(key, value));
            }
        }
    }

    /** Takes a number by its key. */
    @FunctionalInterface
    interface NamedNumber {
        void accept(String key, double value);
    }

    /** Refuses a key that was not asked for. */
    void done() {
        for (String key : members.keySet()) {
            if (!known.contains(key)) {
                throw new IllegalArgumentException(file + ": unknown key '" + path + key + "'; known here are '"
                        + String.join("', '", known) + "'");
            }
        }
    }

    /** An error about a key of this object. */
    IllegalArgumentException wrong(String key, String what) {
        return new IllegalArgumentException(file + ": '" + path + key + "' " + what);
    }

    private <T> void list(String key, Class<T> type, String expected, Consumer<List<T>> setter) {
        take(key, List.class, expected, list -> {
            List<T> values = new ArrayList<>();
            for (Object element : list) {
                if (!type.isInstance(element)) {
                    throw wrong(key, "must be " + expected);
                }
                values.add(type.cast(element));
            }
            setter.accept(values);
        });
    }

    private <T> void take(String key, Class<T> type, String expected, Consumer<T> setter) {
        known.add(key);
        Object value = members.get(key);
        if (value == null) {
            return;
        }
        if (!type.isInstance(value)) {
            throw wrong(key, "must be " + expected);
        }
        guarded(key, () -> setter.accept(type.cast(value)));
    }

    private void guarded(String key, Runnable setting) {
        try {
            setting.run();
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            throw message.startsWith(file) ? e : wrong(key, "cannot be used: " + message);
        }
    }

    @SuppressWarnings("unchecked") // the JSON reader makes no other maps
    private ConfigObject inner(String key, @Nullable Object value) {
        if (!(value instanceof Map)) {
            throw wrong(key, "must be an object");
        }
        return new ConfigObject(file, path + key + ".", (Map<String, @Nullable Object>) value);
    }
}
