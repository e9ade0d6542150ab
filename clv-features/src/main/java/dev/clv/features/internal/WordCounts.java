package dev.clv.features.internal;

import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ObjLongConsumer;

/**
 * Counts words on the way to a vocabulary, and whether enough different customers have each. A word that stands for a
 * person, such as an e-mail address or the id of a customer, enters no vocabulary, however many have it. The order of
 * counting and of merging does not matter. Not thread-safe.
 */
public final class WordCounts {

    private final int minCustomers;
    private final Map<String, Count> counts = new TreeMap<>();

    /** @param minCustomers how many different customers must have a word for it to be kept; at least 1 */
    public WordCounts(int minCustomers) {
        this.minCustomers = minCustomers;
    }

    /**
     * Counts a word once more.
     *
     * @param customer who has it: the {@link CustomerSet#hash} of the id
     * @return whether the word is new
     */
    public boolean add(String word, long customer) {
        Count count = count(word);
        count.customers.add(customer);
        return ++count.times == 1;
    }

    /**
     * The most frequent words that enough customers have and that are not {@link #withheld}, in alphabetical order; of
     * equally frequent ones the alphabetically first.
     *
     * @param most the most words to keep
     * @param personal of these words
     */
    public List<String> frequent(int most, PersonalWords personal) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue().customers.isEnough())
                .filter(entry -> !personal.contains(entry.getKey()))
                .sorted(Map.Entry.<String, Count>comparingByValue(Comparator.comparingLong(count -> -count.times))
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(most)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** How many words that enough customers have are withheld, as they stand for a person. */
    public int withheld(PersonalWords personal) {
        return (int) counts.entrySet().stream()
                .filter(entry -> entry.getValue().customers.isEnough())
                .filter(entry -> personal.contains(entry.getKey()))
                .count();
    }

    /** Which words stand for a person, given the ids of all customers. */
    public PersonalWords personal(KnownIds ids) {
        return new PersonalWords(counts.keySet(), ids);
    }

    /** Hands over every word and how often it was counted, in alphabetical order. */
    public void forEach(ObjLongConsumer<String> consumer) {
        counts.forEach((word, count) -> consumer.accept(word, count.times));
    }

    /** Appends all counts to a snapshot. */
    public void snapshot(StateWriter out) {
        out.whole(counts.size());
        counts.forEach((word, count) -> {
            out.text(word).whole(count.times);
            count.customers.snapshot(out);
        });
    }

    /** Adds another one's counts, of which this is a snapshot. */
    public void merge(StateReader other) {
        for (int i = other.count(3); i > 0; i--) {
            Count count = count(other.text());
            count.times += other.whole();
            count.customers.merge(other);
        }
    }

    private Count count(String word) {
        return counts.computeIfAbsent(word, any -> new Count(minCustomers));
    }

    private static final class Count {

        private final CustomerSet customers;
        private long times;

        Count(int minCustomers) {
            this.customers = new CustomerSet(minCustomers);
        }
    }
}
