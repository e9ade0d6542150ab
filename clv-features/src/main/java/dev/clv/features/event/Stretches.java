package dev.clv.features.event;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;

/**
 * Finds stretches of time in which nearly everything has a property that is scattered, or absent, elsewhere. Not
 * thread-safe.
 *
 * <p>Things go by in order of time, and each counts 1 if it has the property and -{@value #WEIGHT} if not; a stretch
 * reaches from where the sum leaves 0 to where it is largest. With a share s of things that have it at random,
 * {@value #FEWEST} in a row have probability s^{@value #FEWEST}; where s is large outside of the stretches too, the
 * property is usual and nothing is found.
 */
final class Stretches {

    private static final int FEWEST = 20;
    private static final int WEIGHT = 9;
    private static final double LEAST_SHARE = 0.01;
    private static final double USUAL = 0.3;

    private static final int MOST_ROWS = (1 << 20) - 1;
    private static final int MARKED = 1 << 20;
    private static final int TIME = 21;
    private static final long MICROS_PER_SECOND = 1_000_000;

    /** Of each thing its second, whether it has the property, and how many rows it counts for. */
    private long[] things = new long[64];

    private final long rows;
    private int size;
    private long marked;
    private long inStretches;
    private long markedInStretches;
    private long counted;
    private long from;
    private long until;

    /** @param rows of how many rows those in stretches must be a share worth telling of */
    Stretches(long rows) {
        this.rows = rows;
    }

    /** Whether so many of these rows are enough to tell of. */
    static boolean mayBe(long some, long rows) {
        return some >= FEWEST && some >= LEAST_SHARE * rows;
    }

    /** Whether so many rows of a part of a log leave it open that there are enough in the whole. */
    static boolean mayBeAmong(long some, long rows) {
        return some >= LEAST_SHARE / 2 * rows;
    }

    /**
     * Takes a thing.
     *
     * @param has whether it has the property
     * @param count how many rows it counts for in a stretch, if it has
     */
    void add(long time, boolean has, int count) {
        if (size == things.length) {
            things = Arrays.copyOf(things, 2 * size);
        }
        long second = Math.floorDiv(time, MICROS_PER_SECOND);
        things[size++] = second << TIME | (has ? MARKED : 0) | Math.min(count, MOST_ROWS);
    }

    /** Looks for stretches among all that was taken; to be called once. False if there are none worth telling of. */
    boolean find() {
        Arrays.sort(things, 0, size);
        int start = 0;
        int best = 0;
        int sum = 0;
        int most = 0;
        for (int i = 0; i < size; i++) {
            boolean has = isMarked(i);
            marked += has ? 1 : 0;
            sum += has ? 1 : -WEIGHT;
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
        boolean usual = marked - markedInStretches > USUAL * (size - inStretches);
        return !usual && mayBe(counted, rows);
    }

    /** The rows that were counted in stretches. */
    long counted() {
        return counted;
    }

    /** The day on which the first stretch begins. */
    LocalDate from(ZoneId zone) {
        return Instant.ofEpochSecond(from).atZone(zone).toLocalDate();
    }

    /** The day on which the last stretch ends. */
    LocalDate until(ZoneId zone) {
        return Instant.ofEpochSecond(until).atZone(zone).toLocalDate();
    }

    private boolean isMarked(int thing) {
        return (things[thing] & MARKED) != 0;
    }

    private void take(int start, int end, int sum) {
        if (sum < FEWEST) {
            return;
        }
        from = inStretches == 0 ? things[start] >> TIME : from;
        until = things[end] >> TIME;
        inStretches += end - start + 1;
        for (int i = start; i <= end; i++) {
            markedInStretches += isMarked(i) ? 1 : 0;
            counted += isMarked(i) ? things[i] & MOST_ROWS : 0;
        }
    }
}
