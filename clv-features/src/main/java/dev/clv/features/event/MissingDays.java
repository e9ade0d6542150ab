package dev.clv.features.event;

import dev.clv.features.event.DataQualityReport.Effect;
import dev.clv.features.event.DataQualityReport.Reason;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Finds the days that an export has left out of the midst of a log: weeks without an event where there is one on nearly
 * every day before and after.
 *
 * <p>A pause from one day with events to the next counts if it is at least {@value #LEAST} days long, the log goes on
 * for {@value #FEWEST} days with events on either side, no other pause begins at that time of another year, and it
 * would be seen with a probability below one in a million if days with events came at random, as fast as the nearest
 * {@value #NEAREST} pauses on either side (see {@link DetachedEvents}), so that closed days, holidays and shops that
 * sell now and then do not count.
 */
final class MissingDays {

    private static final int LEAST = 15;
    private static final int FEWEST = 20;
    private static final int NEAREST = 60;
    private static final double ONE_IN_A_MILLION = StrictMath.log(1e6);
    private static final double DAYS_PER_YEAR = 365.25;
    private static final int SAME_SEASON = 30;

    private final DailyCounts counts;
    private final int[] active;

    private MissingDays(DailyCounts counts) {
        this.counts = counts;
        this.active = counts.active();
    }

    /**
     * Remarks on the days without events; false if there are none.
     *
     * @param what which events, such as "purchase"
     */
    static boolean remark(DailyCounts counts, String what, ZoneId zone, DataQualityReport.Builder tally) {
        MissingDays missing = new MissingDays(counts);
        List<Integer> pauses = missing.pauses();
        if (pauses.isEmpty()) {
            return false;
        }
        missing.remark(pauses, what, zone, tally);
        return true;
    }

    /** The most days from one day with events to the next where none is missing; 0 if there is one day at most. */
    static int longestOther(DailyCounts counts) {
        MissingDays missing = new MissingDays(counts);
        List<Integer> pauses = missing.pauses();
        return IntStream.range(1, missing.active.length)
                .filter(i -> !pauses.contains(i))
                .map(missing::length)
                .max()
                .orElse(0);
    }

    /** The numbers of the active days before which there is such a pause. */
    private List<Integer> pauses() {
        List<Integer> pauses = new ArrayList<>();
        for (int i = FEWEST; i <= active.length - FEWEST; i++) {
            if (length(i) >= LEAST && isImprobable(i)) {
                pauses.add(i);
            }
        }
        return pauses.stream()
                .filter(pause -> pauses.stream().noneMatch(other -> isAnniversary(pause, other)))
                .toList();
    }

    private int length(int i) {
        return active[i] - active[i - 1];
    }

    private boolean isImprobable(int i) {
        int from = Math.max(0, i - 1 - NEAREST);
        int to = Math.min(active.length - 1, i + NEAREST);
        int others = to - from - 1;
        double span = active[to] - active[from] - length(i);
        return others * StrictMath.log1p(length(i) / span) > ONE_IN_A_MILLION;
    }

    private boolean isAnniversary(int pause, int other) {
        double years = Math.abs(active[pause - 1] - active[other - 1]) / DAYS_PER_YEAR;
        return years > 0.5 && Math.abs(years - Math.rint(years)) * DAYS_PER_YEAR <= SAME_SEASON;
    }

    private void remark(List<Integer> pauses, String what, ZoneId zone, DataQualityReport.Builder tally) {
        int longest = pauses.get(0);
        long days = 0;
        for (int pause : pauses) {
            days += length(pause) - 1;
            longest = length(pause) > length(longest) ? pause : longest;
        }
        int from = Math.max(0, active[longest - 1] - NEAREST);
        int until = Math.min(counts.days(), active[longest] + NEAREST + 1);
        LocalDate first = counts.date(active[longest - 1] + 1, zone);
        LocalDate last = counts.date(active[longest] - 1, zone);
        String sentence = String.format(
                Locale.ROOT,
                "days without a single %s, %s from %s to %s, where %.1f customers a day have one before and after: unless the shop"
                        + " was closed, the export has left them out, customers look inactive there and values that"
                        + " reach into that time are too low. Add what is missing, or take training origins whose"
                        + " horizons end before that time or begin after it",
                what,
                pauses.size() == 1 ? "all" : "in " + pauses.size() + " stretches, the longest",
                first,
                last,
                (double) counts.sum(from, until) / (until - from - length(longest) + 1));
        tally.count(new Reason(Effect.REMARKED, LogReasons.DAYS_MISSING, sentence), days);
    }
}
