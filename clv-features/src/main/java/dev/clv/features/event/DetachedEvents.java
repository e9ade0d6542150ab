package dev.clv.features.event;

import java.util.Arrays;
import java.util.TreeMap;
import java.util.function.IntToLongFunction;

/**
 * Finds the few events that lie apart from all others in time, such as those of a mistyped year, of 1970-01-01 for a
 * missing time, or of 2042.
 *
 * <p>Events are counted by day. The core of a log is what is left without {@value #SHARE} % of the events at either end
 * (3 at least, but not more than a tenth). From the core outwards, the events behind a gap are detached if the gap
 *
 * <ul>
 *   <li>is at least {@value #LEAST_GAP} days long, and {@value #LEAST_EARLY_GAP} in front of the core, as shops have
 *       pilots,
 *   <li>is more than {@value #TIMES_LARGEST} times as long as any gap nearer to the core, so that holidays, seasons and
 *       shops that sell once a month do not count, and
 *   <li>would be seen with a probability below one in a million if days with events came at random, as fast as the
 *       nearest {@value #NEAREST} did: after m gaps over S days, the next one is longer than g with probability (1 + g
 *       / S)^-m (the predictive distribution of an exponential whose rate is estimated, a Lomax distribution), so that
 *       a log of a handful of days has none, nor has one that fades out.
 * </ul>
 *
 * <p>Days around the epoch of Unix may be up to half of the events: a missing time is often written as 0.
 */
final class DetachedEvents {

    private static final int SHARE = 1;
    private static final int LEAST_GAP = 30;
    private static final int LEAST_EARLY_GAP = 365;
    private static final int TIMES_LARGEST = 10;
    private static final int NEAREST = 20;
    private static final double ONE_IN_A_MILLION = StrictMath.log(1e6);

    /** Days from 1970 on that are counted in an array, up to 2060. */
    private static final int USUAL_DAYS = 1 << 15;

    private final long[] days;
    private final int[] counts;

    /** The first and the last day that are not detached, as positions among the days. */
    private int first;

    private int last;

    private long longestPause;

    private DetachedEvents(long[] days, int[] counts) {
        this.days = days;
        this.counts = counts;
        this.last = days.length - 1;
    }

    /**
     * Looks at the times of a log.
     *
     * @param time in microseconds since the epoch; {@link Micros#BEGINNING} is no time
     */
    static DetachedEvents among(int events, IntToLongFunction time) {
        int[] usual = new int[USUAL_DAYS];
        TreeMap<Long, Integer> byDay = new TreeMap<>();
        for (int i = 0; i < events; i++) {
            long micros = time.applyAsLong(i);
            if (micros != Micros.BEGINNING) {
                long day = Micros.day(micros);
                if (day >= 0 && day < USUAL_DAYS) {
                    usual[(int) day]++;
                } else {
                    byDay.merge(day, 1, Integer::sum);
                }
            }
        }
        for (int day = 0; day < USUAL_DAYS; day++) {
            if (usual[day] > 0) {
                byDay.put((long) day, usual[day]);
            }
        }
        return of(byDay);
    }

    /** Looks at how many events there are on each day. */
    static DetachedEvents of(TreeMap<Long, Integer> byDay) {
        long[] days = byDay.keySet().stream().mapToLong(Long::longValue).toArray();
        int[] counts = byDay.values().stream().mapToInt(Integer::intValue).toArray();
        DetachedEvents found = new DetachedEvents(days, counts);
        found.look();
        return found;
    }

    private void look() {
        int events = Arrays.stream(counts).sum();
        int few = Math.max(events * SHARE / 100, Math.min(3, events / 10));
        int from = Math.max(pastFew(few), pastEpoch(events / 2));
        int to = beforeFew(few);
        if (from >= to) {
            for (int i = 1; i < days.length; i++) {
                longestPause = Math.max(longestPause, days[i] - days[i - 1]);
            }
            return;
        }
        long largest = 0;
        for (int i = from + 1; i <= to; i++) {
            largest = Math.max(largest, days[i] - days[i - 1]);
        }
        while (to < days.length - 1 && !isDetached(LEAST_GAP, to, to + 1, largest, Math.min(to - from, NEAREST))) {
            to++;
            largest = Math.max(largest, days[to] - days[to - 1]);
        }
        while (from > 0 && !isDetached(LEAST_EARLY_GAP, from, from - 1, largest, Math.min(to - from, NEAREST))) {
            from--;
            largest = Math.max(largest, days[from + 1] - days[from]);
        }
        first = from;
        last = to;
        longestPause = largest;
    }

    /**
     * Whether the gap between two neighbouring days, of which the second is further out, detaches it.
     *
     * @param nearest how many gaps next to the first it is compared with
     */
    private boolean isDetached(int least, int inner, int outer, long largest, int nearest) {
        long gap = Math.abs(days[outer] - days[inner]);
        double span = Math.abs(days[inner] - days[inner + (inner - outer) * nearest]);
        return gap >= least
                && gap > TIMES_LARGEST * largest
                && nearest * StrictMath.log1p(gap / span) > ONE_IN_A_MILLION;
    }

    /** The first day from the left by which there were more than a few events. */
    private int pastFew(int few) {
        int seen = 0;
        int i = 0;
        while (i < days.length && seen + counts[i] <= few) {
            seen += counts[i];
            i++;
        }
        return i;
    }

    /** The same from the right. */
    private int beforeFew(int few) {
        int seen = 0;
        int i = days.length - 1;
        while (i >= 0 && seen + counts[i] <= few) {
            seen += counts[i];
            i--;
        }
        return i;
    }

    /** The first day behind the epoch, if no more than {@code most} events lie up to there; else 0. */
    private int pastEpoch(int most) {
        int seen = 0;
        int i = 0;
        while (i < days.length && days[i] <= 1) {
            seen += counts[i++];
        }
        return seen <= most ? i : 0;
    }

    /** The most days from one day with events to the next, detached events aside; 0 if there is one day at most. */
    long longestPause() {
        return longestPause;
    }

    /** Whether an event lies apart from the others, before them. */
    boolean isEarly(long micros) {
        return days.length > 0 && micros != Micros.BEGINNING && Micros.day(micros) < days[first];
    }

    /** Whether an event lies apart from the others, after them. */
    boolean isLate(long micros) {
        return days.length > 0 && Micros.day(micros) > days[last];
    }
}
