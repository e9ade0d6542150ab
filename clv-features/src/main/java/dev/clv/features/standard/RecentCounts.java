package dev.clv.features.standard;

/** How often something happened on each of the last {@value #LENGTH} days of which it is told. Not thread-safe. */
final class RecentCounts {

    static final int LENGTH = 30;

    /** A ring: {@code counts[i]} belongs to {@code days[i]}, where {@code i} is the day modulo the length. */
    private final long[] days = new long[LENGTH];

    private final long[] counts = new long[LENGTH];

    /** One more on {@code day}, which is not before the last one. */
    void add(long day) {
        int place = Math.floorMod(day, LENGTH);
        if (days[place] != day) {
            days[place] = day;
            counts[place] = 0;
        }
        counts[place]++;
    }

    /** How many after {@code day}, where at most the last {@value #LENGTH} days are asked for. */
    long since(long day) {
        long sum = 0;
        for (int i = 0; i < LENGTH; i++) {
            if (days[i] > day) {
                sum += counts[i];
            }
        }
        return sum;
    }
}
