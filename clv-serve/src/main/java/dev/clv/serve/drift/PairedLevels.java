package dev.clv.serve.drift;

/**
 * By how much the mean of something changed for those who have it in a group of windows and in the reference: what
 * customers differ in takes no part in it. Not thread-safe.
 */
final class PairedLevels {

    private int customers;
    private double weights;
    private double squares;
    private double steps;
    private double squaredSteps;
    private double squaredSquares;

    /** Adds one customer, by sum and number here and in the reference; nothing if one of the numbers is 0. */
    void add(double[] here, double[] reference) {
        if (here[1] > 0 && reference[1] > 0) {
            double weight = here[1] * reference[1] / (here[1] + reference[1]);
            double step = here[0] / here[1] - reference[0] / reference[1];
            customers++;
            weights += weight;
            squares += weight * weight;
            steps += weight * step;
            squaredSteps += weight * weight * step;
            squaredSquares += weight * weight * step * step;
        }
    }

    int customers() {
        return customers;
    }

    /** The weighted mean step; NaN without customers. */
    double step() {
        return steps / weights;
    }

    /** The standard error of the step, as large as the customers differ in it. */
    double error() {
        double variance = squaredSquares - 2 * step() * squaredSteps + step() * step() * squares;
        return Math.sqrt(Math.max(0, variance)) / weights;
    }
}
