package dev.clv.tune;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Proposes what to try next. A function of the trials so far, so that a search can be continued, and of whole batches,
 * so that the number of threads changes nothing.
 */
interface Proposer {

    /** How many are proposed at once unless a strategy needs more; also the most threads that its batches keep busy. */
    int BATCH = 4;

    /**
     * The next batch.
     *
     * @param done all trials before it, in order; the first is the given configuration
     * @param left how many more may be tried, at least 1
     * @return at least 1, at most {@code left}
     */
    List<Candidate> next(List<Trial> done, int left);

    /** What to try, and on which share of the training customers. */
    record Candidate(Map<String, Object> values, double share) {}

    /** The random numbers of one trial, independent of all others. */
    static SplittableRandom random(long seed, int number) {
        SplittableRandom seeds = new SplittableRandom(seed);
        for (int i = 1; i < number; i++) {
            seeds.nextLong();
        }
        return new SplittableRandom(seeds.nextLong());
    }
}
