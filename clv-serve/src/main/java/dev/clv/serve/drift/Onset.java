package dev.clv.serve.drift;

import java.util.Arrays;

/**
 * The day on which a daily ratio changed most: the split of the days with the largest sum of squares between its parts.
 * Immutable.
 *
 * @param day the first one of the later part; 0 if one part of every split has no denominator
 * @param before the ratio of the earlier part; NaN if there is none
 * @param after that of the later part
 */
record Onset(int day, double before, double after) {

    private static final Onset NONE = new Onset(0, Double.NaN, Double.NaN);

    /**
     * @param numerators one a day
     * @param denominators likewise, zero or more
     */
    static Onset of(double[] numerators, double[] denominators) {
        double restNumerator = Arrays.stream(numerators).sum();
        double restDenominator = Arrays.stream(denominators).sum();
        double numerator = 0;
        double denominator = 0;
        double best = 0;
        Onset onset = NONE;
        for (int day = 1; day < numerators.length; day++) {
            numerator += numerators[day - 1];
            denominator += denominators[day - 1];
            restNumerator -= numerators[day - 1];
            restDenominator -= denominators[day - 1];
            if (denominator > 0 && restDenominator > 0) {
                double before = numerator / denominator;
                double after = restNumerator / restDenominator;
                double gain = denominator * restDenominator * (after - before) * (after - before);
                if (gain > best) {
                    best = gain;
                    onset = new Onset(day, before, after);
                }
            }
        }
        return onset;
    }
}
