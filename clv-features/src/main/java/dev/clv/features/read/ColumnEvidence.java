package dev.clv.features.read;

import dev.clv.features.internal.cell.NumberReader.Evidence;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the rows of a file so far have shown of its columns, which decides how further rows are read. Immutable.
 *
 * @param numbers of each column of numbers
 * @param currency what stands beside the first amount without a known currency
 */
record ColumnEvidence(List<Evidence> numbers, @Nullable String currency) {

    ColumnEvidence {
        numbers = List.copyOf(numbers);
    }

    /** Whether further rows are read in the same way after this and after that. */
    boolean readsLike(ColumnEvidence other) {
        return Objects.equals(currency, other.currency)
                && IntStream.range(0, numbers.size())
                        .allMatch(i -> numbers.get(i).readsLike(other.numbers.get(i)));
    }

    /** This, and what {@code part} shows beyond {@code start}, which it began with. */
    ColumnEvidence and(ColumnEvidence start, ColumnEvidence part) {
        return new ColumnEvidence(
                IntStream.range(0, numbers.size())
                        .mapToObj(i -> numbers.get(i).and(start.numbers.get(i), part.numbers.get(i)))
                        .toList(),
                part.currency);
    }
}
