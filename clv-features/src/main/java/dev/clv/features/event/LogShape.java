package dev.clv.features.event;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/** What the times and ids of a log tell of an export that is not complete or not of one piece. */
final class LogShape {

    private LogShape() {}

    /**
     * Remarks on days that are missing, on days of months, and on an end that is thin or lies far after the last event,
     * each once.
     *
     * @return the observed time, of whose longest pause days that are missing are no part
     */
    static ObservedTime remark(EventTable table, ObservedTime time, ZoneId zone, DataQualityReport.Builder tally) {
        return remark(
                DailyCounts.of(table, time.from()),
                () -> SwappedDates.remark(table, time.from(), zone, tally),
                time,
                zone,
                tally);
    }

    /**
     * The same of days that were counted.
     *
     * @param swapped whether days and months were taken for each other, which is remarked then
     */
    static ObservedTime remark(
            List<DailyCounts> counts,
            BooleanSupplier swapped,
            ObservedTime time,
            ZoneId zone,
            DataQualityReport.Builder tally) {
        boolean holes = MissingDays.remark(counts.get(0), "event", zone, tally);
        boolean told = holes;
        for (EventKind kind : EventKind.values()) {
            told = told || MissingDays.remark(counts.get(EventTable.code(kind)), word(kind), zone, tally);
        }
        ObservedTime observed = holes ? time.pausedAtMost(MissingDays.longestOther(counts.get(0))) : time;
        DailyCounts purchases = counts.get(EventTable.code(EventKind.PURCHASE));
        boolean isSwapped = purchases.mayBeByTheMonth() && swapped.getAsBoolean();
        SilentEnd.remark(counts.get(0), observed, zone, tally);
        if (!isSwapped) {
            ThinEnd.remark(purchases, "purchase", zone, tally);
        }
        return observed;
    }

    /** Adds reviews of parts that end early, of one instant with many events, and of ids that change their form. */
    static void addTo(Reviews reviews, EventTable table, ObservedTime time, ZoneId zone) {
        reviews.add(tally -> EndedPart.remark(table, time.from(), zone, tally));
        reviews.add(tally -> SameInstant.remark(table, time.from(), tally));
        reviews.add(tally -> remarkIds(table, time, zone, tally));
    }

    private static void remarkIds(EventTable table, ObservedTime time, ZoneId zone, DataQualityReport.Builder tally) {
        if (!ChangedIds.remark(table, time.from(), zone, tally) && !HashedIds.remark(table.customers(), tally)) {
            RespelledIds.remark(table.customers(), tally);
        }
    }

    private static String word(EventKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
