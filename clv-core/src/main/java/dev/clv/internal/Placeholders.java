package dev.clv.internal;

import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.Purchase;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds ids that stand for many people, such as a guest account or a till: they have a share of all orders that no
 * customer has.
 */
public final class Placeholders {

    /** The key of the caution. */
    public static final String KEY = "placeholder_customer";

    /** Among fewer customers, one who buys often is no exception. */
    private static final int FEWEST = 20;

    /** So much of everything, and so many times what nine of ten customers have at most. */
    private static final double SHARE = 0.02;

    private static final double TIMES = 10;

    private Placeholders() {}

    /** How many orders a history holds: purchases of the same order id, or else of the same time, are one. */
    public static int orders(CustomerHistory history) {
        Orders orders = new Orders();
        history.events().forEach(orders::add);
        return orders.count();
    }

    /** Counts the orders of one customer, event by event in order of time. Not thread-safe. */
    public static final class Orders {

        private int count;
        private @Nullable Object last;

        /** Takes the next event. */
        public void add(CustomerEvent event) {
            if (event instanceof Purchase purchase) {
                Object order = Objects.requireNonNullElse(purchase.order(), purchase.time());
                count += order.equals(last) ? 0 : 1;
                last = order;
            }
        }

        /** How many there were: purchases of the same order id, or else of the same time, are one. */
        public int count() {
            return count;
        }
    }

    /**
     * What to say about such ids; empty if there is none.
     *
     * @param counts what each customer has
     * @param what is counted, in the plural
     */
    public static Optional<String> sentence(int[] counts, String what) {
        if (counts.length < FEWEST) {
            return Optional.empty();
        }
        int[] rising = Arrays.stream(counts).sorted().toArray();
        double all = Arrays.stream(rising).sum();
        int common = Math.max(1, rising[(rising.length - 1) * 9 / 10]);
        int[] outlying = Arrays.stream(rising)
                .filter(count -> count >= SHARE * all && count >= TIMES * common)
                .toArray();
        if (outlying.length == 0) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "%d of %d customers %s %.0f %% of all %s, %s, where nine of ten customers have at most %d:"
                        + " such an id is often a guest account, a till or a word for 'unknown', and not one person."
                        + " Leave it out by a rule under 'drop' in the mapping, or name the customers to keep"
                        + " (--customers on the command line).",
                outlying.length,
                counts.length,
                outlying.length == 1 ? "has" : "have",
                100 * Arrays.stream(outlying).sum() / all,
                what,
                outlying.length == 1 ? outlying[0] : "at least " + outlying[0] + " each",
                common));
    }
}
