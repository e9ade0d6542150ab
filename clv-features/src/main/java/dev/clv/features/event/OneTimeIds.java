package dev.clv.features.event;

import dev.clv.features.event.DataQualityReport.Effect;
import dev.clv.features.event.DataQualityReport.Reason;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Finds a form of ids, such as {@code guest-17}, of which none ever buys twice while customers with other ids do: every
 * order has made an id of its own.
 *
 * <p>Customers whose first purchase lies in the first half of the time are compared. A form has at least
 * {@value #FEWEST} of them and {@value #SHARE} of all, at least {@value #AGAIN} of the others bought on another day
 * again, and that none of the form did has a probability below one in a hundred million if they were like the others.
 */
final class OneTimeIds {

    private static final int FEWEST = 50;
    private static final double SHARE = 0.05;

    /** So many customers tell whether a form may have the share of all. */
    private static final int ENOUGH = 5_000;

    private static final double AGAIN = 0.2;
    private static final double IMPROBABLE = StrictMath.log(1e8);

    private final EventTable table;
    private final Map<String, int[]> forms = new HashMap<>();
    private int buyers;
    private int again;

    /** One of so many customers is looked at. */
    private final int step;

    private OneTimeIds(EventTable table, int step) {
        this.table = table;
        this.step = step;
    }

    /** Remarks on such a form. */
    static void remark(EventTable table, DataQualityReport.Builder tally) {
        int step = table.customers().size() / ENOUGH;
        if (step < 2 || new OneTimeIds(table, step).mayBe()) {
            new OneTimeIds(table, 1).remark(tally);
        }
    }

    /** Whether a part of the customers leaves it open that there is such a form. */
    private boolean mayBe() {
        collect();
        return forms.values().stream().anyMatch(form -> form[1] == 0 && form[0] >= SHARE / 2 * buyers);
    }

    private void remark(DataQualityReport.Builder tally) {
        collect();
        Optional<Map.Entry<String, int[]>> found = forms.entrySet().stream()
                .filter(form -> isOneTime(form.getValue()))
                .max(Comparator.<Map.Entry<String, int[]>>comparingInt(form -> form.getValue()[0])
                        .thenComparing(Map.Entry::getKey));
        found.ifPresent(form -> tally.count(
                new Reason(Effect.REMARKED, LogReasons.NOBODY_BOUGHT_TWICE.key(), sentence(form.getKey())),
                form.getValue()[0]));
    }

    private void collect() {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (int block = 0, customer = 0;
                (customer = Picked.at(block, step)) < table.customers().size();
                block++) {
            for (int i = table.starts()[customer]; i < table.starts()[customer + 1]; i++) {
                if (isPurchase(i)) {
                    first = Math.min(first, table.times().get(i));
                    last = Math.max(last, table.times().get(i));
                }
            }
        }
        if (first >= last) {
            return;
        }
        for (int block = 0, customer = 0;
                (customer = Picked.at(block, step)) < table.customers().size();
                block++) {
            take(customer, first / 2 + last / 2);
        }
    }

    private boolean isPurchase(int i) {
        return table.kinds()[i] == EventTable.code(EventKind.PURCHASE);
    }

    private void take(int customer, long middle) {
        long earliest = Long.MAX_VALUE;
        long latest = Long.MIN_VALUE;
        for (int i = table.starts()[customer]; i < table.starts()[customer + 1]; i++) {
            if (isPurchase(i)) {
                earliest = Math.min(earliest, table.times().get(i));
                latest = table.times().get(i);
            }
        }
        if (earliest <= middle && latest >= earliest) {
            boolean twice = latest - earliest >= Micros.PER_DAY;
            int[] counts =
                    forms.computeIfAbsent(RespelledIds.form(table.customers().get(customer)), any -> new int[2]);
            counts[0]++;
            counts[1] += twice ? 1 : 0;
            buyers++;
            again += twice ? 1 : 0;
        }
    }

    private boolean isOneTime(int[] form) {
        double others = (double) again / Math.max(1, buyers - form[0]);
        return form[1] == 0
                && form[0] >= Math.max(FEWEST, SHARE * buyers)
                && others >= AGAIN
                && buyers - form[0] >= FEWEST
                && -form[0] * StrictMath.log1p(-Math.min(others, 0.999)) > IMPROBABLE;
    }

    private String sentence(String form) {
        int[] counts = forms.getOrDefault(form, new int[2]);
        return String.format(
                Locale.ROOT,
                "of the customers with ids of the form '%s' none bought twice, while %.0f %% of the others did, as if"
                        + " each order had made an id of its own: name a column that customers keep, such as their"
                        + " address of mail, or leave such rows out with a rule under \"drop\" in the mapping",
                IdShape.of(form),
                100.0 * again / (buyers - counts[0]));
    }
}
