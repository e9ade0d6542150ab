package dev.clv.reason;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;

/**
 * How two segments are compared. Immutable; every method returns a changed copy.
 *
 * <pre>{@code
 * SegmentOptions.defaults().customers(500).seed(7)
 * }</pre>
 */
public final class SegmentOptions {

    private static final SegmentOptions DEFAULTS = new SegmentOptions(200, 1_000, 0.95, 42, Runnable::run);

    private final int customers;
    private final int resamples;
    private final double level;
    private final long seed;
    private final Executor executor;

    private SegmentOptions(int customers, int resamples, double level, long seed, Executor executor) {
        this.customers = customers;
        this.resamples = resamples;
        this.level = level;
        this.seed = seed;
        this.executor = executor;
    }

    /** The defaults, each stated on the method that changes it. */
    public static SegmentOptions defaults() {
        return DEFAULTS;
    }

    /**
     * How many customers of a segment are explained at most, drawn at random from a larger one; 200 unless set, at
     * least 2. A comparison costs as much as that many explanations.
     */
    public SegmentOptions customers(int most) {
        if (most < 2) {
            throw new IllegalArgumentException("customers must be at least 2 per segment, was " + most);
        }
        return new SegmentOptions(most, resamples, level, seed, executor);
    }

    /** How many bootstrap samples the intervals come from; 1,000 unless set. At least 100. */
    public SegmentOptions resamples(int count) {
        if (count < 100) {
            throw new IllegalArgumentException("resamples must be at least 100, was " + count);
        }
        return new SegmentOptions(customers, count, level, seed, executor);
    }

    /** The confidence level of intervals, in (0, 1); 0.95 unless set. */
    public SegmentOptions level(double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("level must lie in (0, 1), was " + share);
        }
        return new SegmentOptions(customers, resamples, share, seed, executor);
    }

    /** The seed of draws and bootstrap samples; 42 unless set. */
    public SegmentOptions seed(long value) {
        return new SegmentOptions(customers, resamples, level, value, executor);
    }

    /** The executor of the explanations; the calling thread unless set. It changes no bit of the result. */
    public SegmentOptions executor(Executor value) {
        return new SegmentOptions(customers, resamples, level, seed, requireNonNull(value, "executor"));
    }

    /**
     * At most {@link #customers()} of a segment, drawn at random without replacement, in their order.
     *
     * @param segment the draw depends on its order
     */
    public <T> List<T> sample(List<T> segment) {
        Random random = new Random(seed);
        int wanted = Math.min(customers, segment.size());
        List<T> sample = new ArrayList<>(wanted);
        for (int i = 0; i < segment.size(); i++) {
            // Knuth's selection sampling (The Art of Computer Programming, vol. 2, algorithm 3.4.2 S).
            if (random.nextInt(segment.size() - i) < wanted - sample.size()) {
                sample.add(segment.get(i));
            }
        }
        return sample;
    }

    /** See {@link #customers(int)}. */
    public int customers() {
        return customers;
    }

    /** See {@link #resamples(int)}. */
    public int resamples() {
        return resamples;
    }

    /** See {@link #level(double)}. */
    public double level() {
        return level;
    }

    /** See {@link #seed(long)}. */
    public long seed() {
        return seed;
    }

    /** See {@link #executor(Executor)}. */
    public Executor executor() {
        return executor;
    }
}
