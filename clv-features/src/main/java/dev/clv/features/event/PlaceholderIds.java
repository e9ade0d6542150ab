package dev.clv.features.event;

import dev.clv.features.event.DataQualityReport.Effect;
import dev.clv.features.event.DataQualityReport.Reason;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Locale;
import java.util.Set;

/**
 * Finds customers whose id is a word for nobody, such as guest or test@test.com, and who order far more often than
 * others do. With a share of all orders that no customer has, a training and a scoring tell of any such id, whatever
 * its word, and nothing is said here.
 */
final class PlaceholderIds {

    private static final Set<String> WORDS = Set.of(
            "guest",
            "guests",
            "gast",
            "invitado",
            "convidado",
            "anonymous",
            "anonym",
            "anon",
            "anonymous user",
            "unknown",
            "unbekannt",
            "unregistered",
            "nobody",
            "none",
            "undefined",
            "not set",
            "(not set)",
            "test",
            "tester",
            "testuser",
            "test user",
            "dummy",
            "default",
            "admin",
            "john doe",
            "jane doe",
            "max mustermann",
            "walk-in",
            "walk in",
            "walkin",
            "walk-in customer",
            "cash",
            "cash customer",
            "pos",
            "noreply",
            "no-reply",
            "donotreply",
            "0",
            "-1");

    /** Among fewer customers, one who buys often is no exception. */
    private static final int FEWEST = 20;

    /** So many times what nine of ten customers have at most. */
    private static final int TIMES = 2;

    /** A number may be a customer's, and customers are told apart by far larger shares. */
    private static final int TIMES_OF_ZERO = 10;

    private static final int TOLD_TIMES = 10;
    private static final double TOLD_SHARE = 0.02;

    private PlaceholderIds() {}

    static void remark(EventTable table, DataQualityReport.Builder tally) {
        BitSet named = named(table.customers());
        if (named.isEmpty()) {
            return;
        }
        int[] orders = new int[table.customers().size()];
        Arrays.setAll(orders, customer -> orders(table, customer));
        int[] rising = Arrays.stream(orders).filter(count -> count > 0).sorted().toArray();
        if (rising.length < FEWEST) {
            return;
        }
        int common = rising[(rising.length - 1) * 9 / 10];
        double all = Arrays.stream(rising).asLongStream().sum();
        int[] found = named.stream()
                .filter(customer -> orders[customer] > times(table.customers().get(customer)) * common)
                .map(customer -> orders[customer])
                .filter(count -> count < TOLD_TIMES * common || count < TOLD_SHARE * all)
                .toArray();
        if (found.length > 0) {
            tally.count(
                    reason(found.length, common),
                    Arrays.stream(found).asLongStream().sum());
        }
    }

    private static BitSet named(Texts ids) {
        BitSet named = new BitSet();
        for (int i = 0; i < ids.size(); i++) {
            named.set(i, isWord(ids.get(i)));
        }
        return named;
    }

    /** Whether it is such a word, or an address of one. */
    private static boolean isWord(String id) {
        if (id.length() > 40) {
            return false;
        }
        int at = id.indexOf('@');
        String word = at < 0 ? id : id.substring(0, at);
        return word.length() <= 16 && WORDS.contains(word.toLowerCase(Locale.ROOT));
    }

    private static int times(String id) {
        return id.equals("0") ? TIMES_OF_ZERO : TIMES;
    }

    /** Purchases of one order, or else of one time, are one. */
    private static int orders(EventTable table, int customer) {
        byte purchase = EventTable.code(EventKind.PURCHASE);
        int orders = 0;
        int last = -1;
        for (int i = table.starts()[customer]; i < table.starts()[customer + 1]; i++) {
            if (table.kinds()[i] == purchase) {
                orders += last < 0 || !isOne(table, last, i) ? 1 : 0;
                last = i;
            }
        }
        return orders;
    }

    private static boolean isOne(EventTable table, int event, int next) {
        int order = table.textNumber(EventField.ORDER.column, event);
        int nextOrder = table.textNumber(EventField.ORDER.column, next);
        return order == nextOrder
                && (order != Texts.NONE
                        || table.times().get(event) == table.times().get(next));
    }

    private static Reason reason(int customers, int common) {
        return new Reason(
                Effect.REMARKED,
                LogReasons.PLACEHOLDER_ID,
                String.format(
                        Locale.ROOT,
                        "orders belong to %d %s, such as guest, unknown or test, and not to one person, where nine of ten"
                                + " customers have at most %d: leave them out by a rule under \"drop\" in the mapping",
                        customers,
                        customers == 1
                                ? "customer whose id is a word for nobody"
                                : "customers whose ids are words for nobody",
                        common));
    }
}
