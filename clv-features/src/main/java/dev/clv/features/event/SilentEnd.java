package dev.clv.features.event;

import dev.clv.features.event.DataQualityReport.Effect;
import dev.clv.features.event.DataQualityReport.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;

/**
 * Finds an end of the observed time that was set far after the last event: later by more than {@value #LEAST} days, a
 * tenth of the time from the first event to the last, and the longest pause before.
 */
final class SilentEnd {

    private static final int LEAST = 30;
    private static final double SHARE = 0.1;

    /** With fewer days with events, a shop sells now and then. */
    private static final int FEWEST = 20;

    private SilentEnd() {}

    /** Remarks on such an end, once. */
    static void remark(DailyCounts counts, ObservedTime time, ZoneId zone, DataQualityReport.Builder tally) {
        int[] active = counts.active();
        if (active.length < FEWEST) {
            return;
        }
        int last = active[active.length - 1];
        Instant end = time.from().plus(Duration.ofDays(last + 1L));
        long silent = Duration.between(end, time.until()).toDays();
        long pause = Duration.between(time.until(), time.currentUntil()).toDays();
        if (silent <= Math.max(Math.max(LEAST, pause), SHARE * (last - active[0]))) {
            return;
        }
        LocalDate date = counts.date(last, zone);
        String sentence = String.format(
                Locale.ROOT,
                "days without an event from the last one, on %s, to the end that observedUntil sets, %s, while the longest"
                        + " pause before has %d: unless the shop sold nothing in that time, it was not observed,"
                        + " customers look inactive, and the model learns from spend that nobody recorded. Let"
                        + " observedUntil be the day after the last event, or leave it out",
                date,
                time.until(),
                pause);
        tally.count(new Reason(Effect.REMARKED, LogReasons.END_IS_SILENT, sentence), silent);
    }
}
