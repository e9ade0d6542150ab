package dev.clv.features.event;

import dev.clv.features.event.DataQualityReport.Effect;
import dev.clv.features.event.DataQualityReport.Reason;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;

/**
 * Tells exports that overlap, or a file that was given twice, from events that really happened twice: an export repeats
 * all rows of a stretch of time, real repetitions are scattered. Not thread-safe.
 *
 * <p>Different events go by in order of time, and each counts 1 if it is repeated and -{@value #WEIGHT} if not; a
 * stretch reaches from where the sum leaves 0 to where it is largest. With s of the events repeated at random, so many
 * as {@value #FEWEST} in a row have probability s^{@value #FEWEST}; where s is large outside of the stretches too,
 * repetitions are usual and nothing is found.
 */
final class DoubledRows {

    private static final int FEWEST = 20;
    private static final int WEIGHT = 9;
    private static final double LEAST_SHARE = 0.01;
    private static final double USUAL = 0.3;

    /** Of each different event its time in microseconds, doubled, and 1 more if it is repeated. */
    private final long[] events;

    private int size;
    private long different;
    private long doubled;
    private long from;
    private long until;

    /** @param capacity how many different events there are at most */
    DoubledRows(int capacity) {
        this.events = new long[capacity];
    }

    /** Whether so many rows of a log may be an export that was given twice. */
    static boolean mayBe(long repeated, long rows) {
        return repeated >= FEWEST && repeated >= LEAST_SHARE * rows;
    }

    void add(long time, boolean repeated) {
        events[size++] = 2 * time + (repeated ? 1 : 0);
    }

    /** Remarks on the rows of such stretches; false if there are none. */
    boolean remark(ZoneId zone, DataQualityReport.Builder tally) {
        Arrays.sort(events, 0, size);
        long all = 0;
        int start = 0;
        int best = 0;
        int sum = 0;
        int most = 0;
        for (int i = 0; i < size; i++) {
            all += events[i] & 1;
            sum += (events[i] & 1) == 1 ? 1 : -WEIGHT;
            if (sum > most) {
                most = sum;
                best = i;
            }
            if (sum <= 0 || most - sum > FEWEST || i == size - 1) {
                take(start, best, most);
                start = i + 1;
                sum = 0;
                most = 0;
            }
        }
        boolean scattered = all - doubled > USUAL * (size - different);
        if (scattered || !mayBe(doubled, size)) {
            return false;
        }
        tally.count(reason(zone), doubled);
        return true;
    }

    private void take(int start, int end, int sum) {
        if (sum < FEWEST) {
            return;
        }
        from = different == 0 ? events[start] >> 1 : from;
        until = events[end] >> 1;
        different += end - start + 1;
        doubled += Arrays.stream(events, start, end + 1).filter(event -> (event & 1) == 1).count();
    }

    private Reason reason(ZoneId zone) {
        return new Reason(
                Effect.REMARKED,
                LogReasons.ROWS_DOUBLED,
                String.format(
                        Locale.ROOT,
                        "rows between %s and %s are there twice, in stretches of time in which nearly every row is, so"
                                + " that a file was given twice or exports overlap, and all counts and amounts there are"
                                + " too large: leave out the copies, or map \"id\" to a column that differs for every"
                                + " row of one export, which the number of an order does not where it has several rows"
                                + " or refunds",
                        Micros.toInstant(from).atZone(zone).toLocalDate(),
                        Micros.toInstant(until).atZone(zone).toLocalDate()));
    }
}
