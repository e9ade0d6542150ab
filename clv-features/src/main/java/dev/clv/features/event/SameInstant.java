package dev.clv.features.event;

import dev.clv.features.event.DataQualityReport.Effect;
import dev.clv.features.event.DataQualityReport.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Finds the instants that a program writes for a time that it does not know: up to {@value #MOST} at each of which
 * {@value #FEWEST} customers or more bought, one percent of all visits at least and {@value #TIMES} times as many as at
 * any other instant, where there are {@value #FEWEST} visits more. Dates without a time of day, and shops that charge
 * everybody at once, have many such instants.
 */
final class SameInstant {

    private static final int FEWEST = 10;
    private static final double SHARE = 0.01;
    private static final int TIMES = 8;
    private static final int MOST = 3;

    private static final int BITS = 16;
    private static final long MIXER = 0x9e3779b97f4a7c15L;

    private final EventTable table;
    private final long from;
    private final int[] buckets = new int[1 << BITS];
    private long visits;

    private SameInstant(EventTable table, long from) {
        this.table = table;
        this.from = from;
    }

    /** @param from events before are left out, as they are detached */
    static void remark(EventTable table, Instant from, DataQualityReport.Builder tally) {
        new SameInstant(table, Micros.floor(from)).remark(tally);
    }

    private void remark(DataQualityReport.Builder tally) {
        if (table.step() > 1 && !mayBe()) {
            return;
        }
        eachVisit(1, (time, rows) -> {
            buckets[bucket(time)]++;
            visits++;
        });
        double least = Math.max(FEWEST, SHARE * visits);
        Map<Long, int[]> counts = new HashMap<>();
        // Few buckets are as full, so that few instants are counted apart.
        eachVisit(1, (time, rows) -> {
            if (buckets[bucket(time)] * TIMES >= least) {
                int[] count = counts.computeIfAbsent(time, any -> new int[2]);
                count[0]++;
                count[1] += rows;
            }
        });
        List<Map.Entry<Long, int[]>> falling = new ArrayList<>(counts.entrySet());
        falling.sort(Comparator.<Map.Entry<Long, int[]>>comparingInt(entry -> -entry.getValue()[0])
                .thenComparing(Map.Entry::getKey));
        long others = visits;
        for (int k = 1; k <= Math.min(MOST, falling.size()); k++) {
            others -= falling.get(k - 1).getValue()[0];
            int next = k == falling.size() ? 1 : falling.get(k).getValue()[0];
            int last = falling.get(k - 1).getValue()[0];
            if (last >= least && last >= TIMES * next && others >= FEWEST) {
                remark(falling.subList(0, k), next, tally);
                return;
            }
        }
    }

    private static void remark(List<Map.Entry<Long, int[]>> found, int next, DataQualityReport.Builder tally) {
        int rows = found.stream().mapToInt(entry -> entry.getValue()[1]).sum();
        List<String> instants = found.stream()
                .map(entry -> Micros.toInstant(entry.getKey()) + " (" + entry.getValue()[0] + " customers)")
                .toList();
        String sentence = String.format(
                Locale.ROOT,
                "purchases at exactly %s, where at any other instant no more than %d customers bought, as of a time that"
                        + " is not known: correct the times, or leave such rows out with a rule under \"drop\" in the"
                        + " mapping",
                String.join(" and ", instants),
                next);
        tally.count(new Reason(Effect.REMARKED, LogReasons.SAME_INSTANT, sentence), rows);
    }

    private static int bucket(long time) {
        return (int) (time * MIXER >>> Long.SIZE - BITS);
    }

    private interface Visit {

        /** @param rows how many purchases one customer made at the time */
        void at(long time, int rows);
    }

    /** Whether a part of the customers leaves it open that an instant has the share of the visits. */
    private boolean mayBe() {
        eachVisit(table.step(), (time, rows) -> {
            buckets[bucket(time)]++;
            visits++;
        });
        boolean mayBe = Arrays.stream(buckets).max().orElse(0) >= SHARE / 2 * visits;
        Arrays.fill(buckets, 0);
        visits = 0;
        return mayBe;
    }

    private void eachVisit(int step, Visit visit) {
        byte purchase = EventTable.code(EventKind.PURCHASE);
        for (int block = 0, customer = 0;
                (customer = Picked.at(block, step)) < table.customers().size();
                block++) {
            int end = table.starts()[customer + 1];
            int rows = 0;
            for (int i = table.starts()[customer]; i < end; i++) {
                if (table.kinds()[i] != purchase || table.times().get(i) < from) {
                    continue;
                }
                rows++;
                // Events are in order of time, then of kind.
                boolean more = i + 1 < end
                        && table.times().get(i + 1) == table.times().get(i)
                        && table.kinds()[i + 1] == purchase;
                if (!more) {
                    visit.at(table.times().get(i), rows);
                    rows = 0;
                }
            }
        }
    }
}
