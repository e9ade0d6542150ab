package dev.clv.tune;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A mixture of the uniform density and a window around each position that was seen, as wide as the larger gap to its
 * neighbours. Windows are logistic, since their parts within the unit interval have a closed form.
 *
 * @param centres ascending
 * @param scales of the logistic functions
 */
record Parzen(double[] centres, double[] scales) implements Density {

    /** From a standard deviation to the scale of a logistic function. */
    private static final double SCALE = Math.sqrt(3) / Math.PI;

    static Parzen of(double[] positions) {
        double[] centres = positions.clone();
        Arrays.sort(centres);
        double[] scales = new double[centres.length];
        double narrowest = 1.0 / Math.min(100, 1 + centres.length);
        for (int i = 0; i < centres.length; i++) {
            double below = centres[i] - (i == 0 ? 0 : centres[i - 1]);
            double above = (i == centres.length - 1 ? 1 : centres[i + 1]) - centres[i];
            scales[i] = SCALE * Math.max(narrowest, Math.max(below, above));
        }
        return new Parzen(centres, scales);
    }

    @Override
    public double at(double position) {
        double sum = 1; // the uniform density
        for (int i = 0; i < centres.length; i++) {
            double below = below(i, position);
            sum += below * (1 - below) / scales[i] / (below(i, 1) - below(i, 0));
        }
        return sum / (centres.length + 1);
    }

    @Override
    public double draw(SplittableRandom random) {
        int window = random.nextInt(centres.length + 1);
        double share = random.nextDouble();
        if (window == centres.length) {
            return share;
        }
        double below = below(window, 0) + share * (below(window, 1) - below(window, 0));
        double position = centres[window] + scales[window] * StrictMath.log(below / (1 - below));
        return Math.min(Math.nextDown(1.0), Math.max(0, position));
    }

    /** The share of a whole window below a position. */
    private double below(int window, double position) {
        return 1 / (1 + StrictMath.exp((centres[window] - position) / scales[window]));
    }
}
