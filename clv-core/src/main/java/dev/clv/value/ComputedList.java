package dev.clv.value;

import java.util.AbstractList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A list that is computed as a whole when an element is asked for the first time. Thread-safe.
 *
 * @param <T> its elements
 */
final class ComputedList<T> extends AbstractList<T> {

    private final int size;
    private final Supplier<List<T>> computation;
    private volatile List<T> elements = List.of();

    /** @param computation makes as many elements as {@code size}, the same ones whenever it is asked */
    ComputedList(int size, Supplier<List<T>> computation) {
        this.size = size;
        this.computation = computation;
    }

    @Override
    public T get(int index) {
        List<T> known = elements;
        if (known.isEmpty()) {
            known = List.copyOf(computation.get());
            elements = known;
        }
        return known.get(index);
    }

    @Override
    public int size() {
        return size;
    }
}
