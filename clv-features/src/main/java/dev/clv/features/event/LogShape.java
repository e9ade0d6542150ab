package dev.clv.features.event;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/** What the times and ids of a log tell of an export that is not complete or not of one piece. */
final class LogShape {

    private LogShape() {}

    /**
     * Remarks on days that are missing, on an end that is thin, on one instant with many events, and on ids that change
     * their form, each once.
     *
     * @param from the start of the observed time
     */
    static void remark(EventTable table, Instant from, ZoneId zone, DataQualityReport.Builder tally) {
        List<DailyCounts> counts = DailyCounts.of(table, from);
        boolean told = MissingDays.remark(counts.get(0), "event", zone, tally);
        for (EventKind kind : EventKind.values()) {
            told = told || MissingDays.remark(counts.get(EventTable.code(kind)), word(kind), zone, tally);
        }
        ThinEnd.remark(counts.get(EventTable.code(EventKind.PURCHASE)), "purchase", zone, tally);
        SameInstant.remark(table, from, tally);
        if (!ChangedIds.remark(table, from, zone, tally)) {
            RespelledIds.remark(table.customers(), tally);
        }
    }

    private static String word(EventKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
