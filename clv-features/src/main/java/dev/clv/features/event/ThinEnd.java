package dev.clv.features.event;

import dev.clv.features.event.DataQualityReport.Effect;
import dev.clv.features.event.DataQualityReport.Reason;
import java.time.ZoneId;
import java.util.Locale;

/**
 * Finds an end of a log that is not complete: the last days have far fewer events than those before, as where an export
 * took what had been shipped, or one part of a shop, or a handful of later changes.
 *
 * <p>The last w days, 2 or more, are compared with the {@value #REFERENCE} w before them, 28 at least. They are thin if
 * less than a quarter of what was usual came, less than half of what ever came in w days of the log by the same
 * comparison (so that closed days, holidays and seasons do not count), and if so few would come with a probability
 * below one in a million at random. Of several such ends the least probable is taken.
 */
final class ThinEnd {

    private static final int LONGEST = 180;
    private static final int REFERENCE = 4;
    private static final int SHORTEST_REFERENCE = 56;
    private static final int LONGEST_REFERENCE = 120;

    private static final double SHARE = 0.25;
    private static final double OF_THE_LEAST = 0.5;

    /** Times that are compared have so much of what is usual at the end, unlike the pilot of a shop. */
    private static final double BUSY = 0.25;

    private static final double ONE_IN_A_MILLION = StrictMath.log(1e6);

    private final DailyCounts counts;
    private final long[] sums;

    private ThinEnd(DailyCounts counts) {
        this.counts = counts;
        this.sums = counts.cumulated();
    }

    /** Remarks on the end if it is thin. */
    static void remark(DailyCounts counts, String what, ZoneId zone, DataQualityReport.Builder tally) {
        new ThinEnd(counts).remark(what, zone, tally);
    }

    private void remark(String what, ZoneId zone, DataQualityReport.Builder tally) {
        int days = counts.days();
        int thin = 0;
        double most = ONE_IN_A_MILLION;
        for (int w = 2; w <= LONGEST && days >= 2 * (reference(w) + w); w++) {
            double surprise = surprise(days - w, w);
            if (surprise > most && isExceptional(w)) {
                thin = w;
                most = surprise;
            }
        }
        if (thin == 0) {
            return;
        }
        long seen = sums[days] - sums[days - thin];
        String sentence = String.format(
                Locale.ROOT,
                "days at the end, from %s on, saw %,d %s with a %s where about %,.0f were usual: if the export was not complete,"
                        + " customers look inactive and the last values that training learns are too low. Export again, or"
                        + " set observedUntil to %s",
                counts.date(days - thin, zone),
                seen,
                seen == 1 ? "visit" : "visits",
                what,
                usual(days - thin, thin),
                counts.date(days - thin, zone));
        tally.count(new Reason(Effect.REMARKED, LogReasons.END_IS_THIN, sentence), thin);
    }

    private static int reference(int w) {
        return Math.min(Math.max(REFERENCE * w, SHORTEST_REFERENCE), LONGEST_REFERENCE);
    }

    /** What the days before let expect of the w days from a day on. */
    private double usual(int day, int w) {
        return (double) w * (sums[day] - sums[day - reference(w)]) / reference(w);
    }

    private double ratio(int day, int w) {
        return (sums[day + w] - sums[day]) / usual(day, w);
    }

    /** Minus the logarithm of the probability of so few by the bound of Chernoff; 0 if there are enough. */
    private double surprise(int day, int w) {
        double usual = usual(day, w);
        double seen = sums[day + w] - sums[day];
        if (seen >= SHARE * usual) {
            return 0;
        }
        return usual - seen + (seen == 0 ? 0 : seen * StrictMath.log(seen / usual));
    }

    private boolean isExceptional(int w) {
        int end = counts.days() - w;
        double limit = ratio(end, w) / OF_THE_LEAST;
        double busy = BUSY * usual(end, w);
        for (int day = reference(w); day <= end - w; day++) {
            if (usual(day, w) >= busy && ratio(day, w) <= limit) {
                return false;
            }
        }
        return true;
    }
}
