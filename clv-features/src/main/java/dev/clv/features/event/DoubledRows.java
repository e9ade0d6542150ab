package dev.clv.features.event;

import dev.clv.features.event.DataQualityReport.Effect;
import dev.clv.features.event.DataQualityReport.Reason;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;

/**
 * Tells exports that overlap, or a file that was given twice, from events that really happened twice: an export repeats
 * all rows of a stretch of time, real repetitions are scattered. Not thread-safe.
 *
 * <p>Visits (what one customer did at one time) go by in order of time, and each counts 1 if all of it is repeated and
 * -{@value #WEIGHT} if not; a stretch reaches from where the sum leaves 0 to where it is largest. With a share s of the
 * visits repeated at random, {@value #FEWEST} in a row have probability s^{@value #FEWEST}; where s is large outside of
 * the stretches too, repetitions are usual and nothing is found.
 */
final class DoubledRows {

    private static final int FEWEST = 20;
    private static final int WEIGHT = 9;
    private static final double LEAST_SHARE = 0.01;
    private static final double USUAL = 0.3;

    private static final String EQUAL =
            "leave out the copies, or map \"id\" to a column that differs for every row of one export, which the number of"
                    + " an order does not where it has several rows or refunds";
    private static final String UNEQUAL = "give the rows of that time from one export alone";

    private static final int MOST_ROWS = (1 << 20) - 1;
    private static final int REPEATED = 1 << 20;
    private static final int TIME = 21;
    private static final long MICROS_PER_SECOND = 1_000_000;

    /** Of each visit its second, whether all of it is repeated, and how many rows repeat another. */
    private final long[] visits;

    private final long rows;
    private int size;
    private long repeated;
    private long inStretches;
    private long repeatedInStretches;
    private long copies;
    private long from;
    private long until;

    /** @param rows how many rows there are, and so visits at most */
    DoubledRows(int rows) {
        this.visits = new long[rows];
        this.rows = rows;
    }

    /** Whether so many rows of a log may be an export that was given twice. */
    static boolean mayBe(long repeated, long rows) {
        return repeated >= FEWEST && repeated >= LEAST_SHARE * rows;
    }

    /** Whether so many rows of a part of a log leave it open that they may be in the whole. */
    static boolean mayBeAmong(long repeated, long rows) {
        return repeated >= LEAST_SHARE / 2 * rows;
    }

    /**
     * Takes a visit.
     *
     * @param whole whether all of it is repeated
     * @param copies how many of its rows repeat another
     */
    void add(long time, boolean whole, int copies) {
        long second = Math.floorDiv(time, MICROS_PER_SECOND);
        visits[size++] = second << TIME | (whole ? REPEATED : 0) | Math.min(copies, MOST_ROWS);
    }

    /**
     * Remarks on the rows of such stretches; false if there are none.
     *
     * @param how in what the copies differ, such as "with other numbers of orders", or empty
     */
    boolean remark(ZoneId zone, String how, DataQualityReport.Builder tally) {
        Arrays.sort(visits, 0, size);
        int start = 0;
        int best = 0;
        int sum = 0;
        int most = 0;
        for (int i = 0; i < size; i++) {
            boolean whole = isRepeated(i);
            repeated += whole ? 1 : 0;
            sum += whole ? 1 : -WEIGHT;
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
        boolean usual = repeated - repeatedInStretches > USUAL * (size - inStretches);
        if (usual || !mayBe(copies, rows)) {
            return false;
        }
        tally.count(reason(zone, how), copies);
        return true;
    }

    private boolean isRepeated(int visit) {
        return (visits[visit] & REPEATED) != 0;
    }

    private void take(int start, int end, int sum) {
        if (sum < FEWEST) {
            return;
        }
        from = inStretches == 0 ? visits[start] >> TIME : from;
        until = visits[end] >> TIME;
        inStretches += end - start + 1;
        for (int i = start; i <= end; i++) {
            repeatedInStretches += isRepeated(i) ? 1 : 0;
            copies += isRepeated(i) ? visits[i] & MOST_ROWS : 0;
        }
    }

    private Reason reason(ZoneId zone, String how) {
        return new Reason(
                Effect.REMARKED,
                LogReasons.ROWS_DOUBLED,
                String.format(
                        Locale.ROOT,
                        "rows between %s and %s are there twice%s, in stretches of time in which nearly every row is, so"
                                + " that a file was given twice or exports overlap, and all counts and amounts there are"
                                + " too large: %s",
                        Instant.ofEpochSecond(from).atZone(zone).toLocalDate(),
                        Instant.ofEpochSecond(until).atZone(zone).toLocalDate(),
                        how.isEmpty() ? "" : ", " + how,
                        how.isEmpty() ? EQUAL : UNEQUAL));
    }
}
