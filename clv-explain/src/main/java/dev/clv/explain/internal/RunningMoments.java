package dev.clv.explain.internal;

import java.util.Arrays;

/**
 * The running mean of vectors and their sum of squared deviations from it (Welford, "Note on a method for calculating
 * corrected sums of squares and products", 1962). Not thread-safe.
 */
public final class RunningMoments {

    private final double[] mean;
    private final double[] squares;
    private int count;

    /** Moments of no vectors yet. */
    public RunningMoments(int size) {
        mean = new double[size];
        squares = new double[size];
    }

    /** Adds a vector; not modified. */
    public void add(double[] vector) {
        count++;
        for (int i = 0; i < mean.length; i++) {
            double deviation = vector[i] - mean[i];
            mean[i] += deviation / count;
            squares[i] += deviation * (vector[i] - mean[i]);
        }
    }

    /** Forgets all vectors. */
    public void clear() {
        count = 0;
        Arrays.fill(mean, 0);
        Arrays.fill(squares, 0);
    }

    /** How many vectors. */
    public int count() {
        return count;
    }

    /** The mean of an element; 0 of no vectors. */
    public double mean(int index) {
        return mean[index];
    }

    /** The sum of an element's squared deviations from its mean. */
    public double squares(int index) {
        return squares[index];
    }
}
