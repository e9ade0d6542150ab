package dev.clv.features.event;

import dev.clv.features.event.DataQualityReport.Effect;
import dev.clv.features.event.DataQualityReport.Reason;
import java.time.ZoneId;
import java.util.Locale;

/**
 * Tells exports that overlap, or a file that was given twice, from events that really happened twice: an export repeats
 * all rows of a stretch of time, real repetitions are scattered. Visits (what one customer did at one time) are looked
 * at as {@link Stretches}. Not thread-safe.
 */
final class DoubledRows {

    private static final String EQUAL =
            "leave out the copies, or map \"id\" to a column that differs for every row of one export, which the number of"
                    + " an order does not where it has several rows";
    private static final String UNEQUAL = "give the rows of that time from one export alone";

    private final Stretches visits;

    /** @param rows how many rows there are */
    DoubledRows(int rows) {
        this.visits = new Stretches(rows);
    }

    /** Whether so many rows of a log may be an export that was given twice. */
    static boolean mayBe(long repeated, long rows) {
        return Stretches.mayBe(repeated, rows);
    }

    /** Whether so many rows of a part of a log leave it open that they may be in the whole. */
    static boolean mayBeAmong(long repeated, long rows) {
        return Stretches.mayBeAmong(repeated, rows);
    }

    /**
     * Takes a visit.
     *
     * @param whole whether all of it is repeated
     * @param copies how many of its rows repeat another
     */
    void add(long time, boolean whole, int copies) {
        visits.add(time, whole, copies);
    }

    /**
     * Remarks on the rows of such stretches; false if there are none.
     *
     * @param how in what the copies differ, such as "with other numbers of orders", or empty
     */
    boolean remark(ZoneId zone, String how, DataQualityReport.Builder tally) {
        boolean found = visits.find();
        if (found) {
            tally.count(reason(zone, how), visits.counted());
        }
        return found;
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
                        visits.from(zone),
                        visits.until(zone),
                        how.isEmpty() ? "" : ", " + how,
                        how.isEmpty() ? EQUAL : UNEQUAL));
    }
}
