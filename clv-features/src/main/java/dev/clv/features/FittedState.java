package dev.clv.features;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Everything that makes a fitted part compute what it computes: its settings and what it learned from training rows, as
 * named lists of numbers and of texts that any file format can hold. It describes a population, never a customer.
 * Immutable and thread-safe; equal when all names and values are, numbers compared by their bits.
 *
 * <pre>{@code
 * FittedState.EMPTY.withNumbers("days", 7, 30).withTexts("names", List.of("minutes", "search"));
 * }</pre>
 */
public final class FittedState {

    /** No settings, and nothing learned. */
    public static final FittedState EMPTY = new FittedState(Map.of(), Map.of());

    private final Map<String, double[]> numbers;
    private final Map<String, List<String>> texts;

    private FittedState(Map<String, double[]> numbers, Map<String, List<String>> texts) {
        this.numbers = numbers;
        this.texts = texts;
    }

    /**
     * A state from lists at hand.
     *
     * @param numbers by name; NaN is allowed; copied
     * @param texts by name; copied
     */
    public static FittedState of(Map<String, double[]> numbers, Map<String, ? extends List<String>> texts) {
        Map<String, double[]> copies = new LinkedHashMap<>();
        numbers.forEach((name, list) -> copies.put(name, list.clone()));
        Map<String, List<String>> lists = new LinkedHashMap<>();
        texts.forEach((name, list) -> lists.put(name, List.copyOf(list)));
        return new FittedState(copies, lists);
    }

    /**
     * This state with one more list of numbers, or another one of that name.
     *
     * @param values any number of values, NaN allowed; copied
     */
    public FittedState withNumbers(String name, double... values) {
        Map<String, double[]> more = new LinkedHashMap<>(numbers);
        more.put(name, values.clone());
        return new FittedState(more, texts);
    }

    /**
     * This state with one more list of texts, or another one of that name.
     *
     * @param values any number of texts, for instance a vocabulary in code order; copied
     */
    public FittedState withTexts(String name, List<String> values) {
        Map<String, List<String>> more = new LinkedHashMap<>(texts);
        more.put(name, List.copyOf(values));
        return new FittedState(numbers, more);
    }

    /** This state without a list of texts. */
    FittedState withoutTexts(String name) {
        Map<String, List<String>> fewer = new LinkedHashMap<>(texts);
        fewer.remove(name);
        return new FittedState(numbers, fewer);
    }

    /** All lists of numbers by name; copies. */
    public Map<String, double[]> numbers() {
        Map<String, double[]> copies = new LinkedHashMap<>();
        numbers.forEach((name, list) -> copies.put(name, list.clone()));
        return copies;
    }

    /** All lists of texts by name; unmodifiable. */
    public Map<String, List<String>> texts() {
        return Collections.unmodifiableMap(texts);
    }

    /**
     * A copy of a list of numbers.
     *
     * @throws IllegalArgumentException if there is none of this name; the message lists the names there are
     */
    public double[] numbers(String name) {
        return require(numbers, name).clone();
    }

    /**
     * A number that stands alone, such as a setting.
     *
     * @throws IllegalArgumentException if the list of this name is missing or does not hold exactly one number
     */
    public double number(String name) {
        double[] list = require(numbers, name);
        if (list.length != 1) {
            throw new IllegalArgumentException("'" + name + "' must hold 1 number, holds " + list.length);
        }
        return list[0];
    }

    /**
     * A whole number that stands alone.
     *
     * @throws IllegalArgumentException if the list of this name is missing or does not hold exactly one number that is
     *     an int
     */
    public int integer(String name) {
        double value = number(name);
        if (value != (int) value) {
            throw new IllegalArgumentException("'" + name + "' must be a whole number, was " + value);
        }
        return (int) value;
    }

    /**
     * A list of texts; unmodifiable.
     *
     * @throws IllegalArgumentException if there is none of this name; the message lists the names there are
     */
    public List<String> texts(String name) {
        return require(texts, name);
    }

    private static <T> T require(Map<String, T> lists, String name) {
        T list = lists.get(name);
        if (list == null) {
            throw new IllegalArgumentException("the fitted state lacks '" + name + "'; it holds " + lists.keySet());
        }
        return list;
    }

    /**
     * Writes this state as one file of its own, for what is learned once and used by many models, such as a sentiment
     * model of much text.
     *
     * @param out is not closed
     */
    public void write(OutputStream out) throws IOException {
        FittedStateFile.write(this, out);
    }

    /**
     * The inverse of {@link #write}. The bytes may come from anywhere: they are checked before they are used.
     *
     * @param in is read to its end and not closed
     * @throws IOException if the bytes are none that {@code write} wrote, or are damaged or cut off
     */
    public static FittedState read(InputStream in) throws IOException {
        return FittedStateFile.read(in);
    }

    /** The first list in which the two differ, in words for a message: {@code days: [30.0] and [90.0]}. */
    String difference(FittedState other) {
        TreeSet<String> names = new TreeSet<>(numbers.keySet());
        names.addAll(other.numbers.keySet());
        for (String name : names) {
            if (!Arrays.equals(numbers.get(name), other.numbers.get(name))) {
                return name + ": " + excerpt(boxed(numbers.get(name))) + " and "
                        + excerpt(boxed(other.numbers.get(name)));
            }
        }
        names = new TreeSet<>(texts.keySet());
        names.addAll(other.texts.keySet());
        for (String name : names) {
            if (!Objects.equals(texts.get(name), other.texts.get(name))) {
                return name + ": " + excerpt(texts.get(name)) + " and " + excerpt(other.texts.get(name));
            }
        }
        return "nothing";
    }

    private static @Nullable List<Double> boxed(double @Nullable [] list) {
        return list == null ? null : Arrays.stream(list).boxed().toList();
    }

    private static String excerpt(@Nullable List<?> list) {
        int most = 8;
        if (list == null) {
            return "nothing";
        }
        return list.size() <= most ? list.toString() : list.subList(0, most) + " and " + (list.size() - most) + " more";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FittedState state
                && texts.equals(state.texts)
                && numbers.keySet().equals(state.numbers.keySet())
                && numbers.entrySet().stream()
                        .allMatch(entry -> Arrays.equals(entry.getValue(), state.numbers.get(entry.getKey())));
    }

    @Override
    public int hashCode() {
        int hash = texts.hashCode();
        for (Map.Entry<String, double[]> entry : numbers.entrySet()) {
            hash += entry.getKey().hashCode() ^ Arrays.hashCode(entry.getValue());
        }
        return hash;
    }

    /** Names the lists and their lengths only. */
    @Override
    public String toString() {
        Map<String, Integer> lengths = new LinkedHashMap<>();
        numbers.forEach((name, list) -> lengths.put(name, list.length));
        texts.forEach((name, list) -> lengths.put(name, list.size()));
        return "FittedState" + lengths;
    }
}
