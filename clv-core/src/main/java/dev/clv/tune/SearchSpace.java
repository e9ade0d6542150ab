package dev.clv.tune;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Which knobs of a builder a search turns, and how far. Immutable and thread-safe; every method returns a changed copy,
 * and a knob that is named again gets the new range.
 *
 * <p>Knobs are {@code units} (of each hidden layer), {@code layers}, {@code dropout}, {@code activation} (the word of
 * an {@link dev.clv.train.Activation}), {@code l2}, {@code members}, {@code learningRate} (of Adam), {@code batchSize},
 * {@code epochs}, {@code patience}, {@code loss} (its name, with the settings that it has by default), and of event
 * logs {@code purchaseModel} (true or false), {@code origins} (their number) and {@code step} (how many days they are
 * apart; 30 unless it is searched). All others stay as the builder has them.
 */
public final class SearchSpace {

    private final Map<String, Dimension> dimensions;

    private SearchSpace(Map<String, Dimension> dimensions) {
        this.dimensions = Collections.unmodifiableMap(new LinkedHashMap<>(dimensions));
    }

    /** No knob yet. */
    public static SearchSpace empty() {
        return new SearchSpace(Map.of());
    }

    /**
     * What a search for a plain table turns unless told otherwise: 8 to 128 units in 1 or 2 layers, dropout from 0 to
     * 0.5, L2 from 1e-6 to 1e-2, learning rates from 5e-4 to 1e-2, batches of 32 to 256 rows. Members are left out,
     * since more of them are always better and slower.
     */
    public static SearchSpace ofTables() {
        return of("units", "layers", "dropout", "l2", "learningRate", "batchSize");
    }

    /**
     * What a search for an event log turns unless told otherwise: the same and 1 to 6 training origins, 30 days apart.
     * The purchase model is left out, since each training chooses its share.
     */
    public static SearchSpace ofLogs() {
        return ofTables().and("origins");
    }

    /**
     * Some knobs with the values that they take unless told otherwise.
     *
     * @throws IllegalArgumentException if there is no such knob
     */
    public static SearchSpace of(String... knobs) {
        return empty().and(knobs);
    }

    /** These and some other knobs with the values that they take unless told otherwise. */
    public SearchSpace and(String... knobs) {
        SearchSpace more = this;
        for (String knob : knobs) {
            more = more.with(knob, Knob.of(knob).standard());
        }
        return more;
    }

    /**
     * Numbers from {@code low} to {@code high}, both included. The knob knows whether they are whole, and whether equal
     * ratios, as for sizes, rates and weights, or equal differences are equally likely.
     *
     * @throws IllegalArgumentException if there is no such knob, it is a word or an answer, it cannot take one of the
     *     ends, or the range is empty
     */
    public SearchSpace range(String knob, double low, double high) {
        return with(knob, Knob.of(knob).range(low, high));
    }

    /**
     * One of some values.
     *
     * @param values at least two, all different: texts, booleans, doubles, or whole numbers as longs
     */
    public SearchSpace choice(String knob, Object... values) {
        return with(knob, new Dimension.Choice(Arrays.asList(values)));
    }

    /** Leaves a knob as the builder has it. */
    public SearchSpace without(String knob) {
        Map<String, Dimension> fewer = new LinkedHashMap<>(dimensions);
        fewer.remove(Knob.of(knob).label());
        return new SearchSpace(fewer);
    }

    private SearchSpace with(String name, Dimension dimension) {
        Knob knob = Knob.of(name);
        dimension.extremes().forEach(knob::check);
        Map<String, Dimension> more = new LinkedHashMap<>(dimensions);
        more.put(knob.label(), dimension);
        return new SearchSpace(more);
    }

    /** The knobs that are turned, in order. */
    public List<String> knobs() {
        return List.copyOf(dimensions.keySet());
    }

    Map<String, Dimension> dimensions() {
        return dimensions;
    }

    /** The values at a position of each dimension. */
    Map<String, Object> at(ToDoubleFunction<Dimension> position) {
        Map<String, Object> values = new LinkedHashMap<>();
        dimensions.forEach((knob, dimension) -> values.put(knob, dimension.at(position.applyAsDouble(dimension))));
        return values;
    }

    /** A line for each knob. */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        dimensions.forEach((knob, dimension) -> lines.add(knob + ": " + dimension));
        return String.join(System.lineSeparator(), lines);
    }
}
