package dev.clv.features.text;

/**
 * From a margin to a probability, 1 / (1 + exp(-(slope x margin + offset))), fitted to margins of rows that the
 * classifier had not learned from.
 *
 * <p>Source: J. Platt, Probabilistic Outputs for Support Vector Machines, 1999, with the targets of its section 2.2,
 * and the Newton steps of H.-T. Lin, C.-J. Lin, R. Weng, A Note on Platt's Probabilistic Outputs, Machine Learning 68,
 * 2007.
 *
 * @param slope of the log-odds by margin
 * @param offset the log-odds at margin 0
 */
record Sigmoid(double slope, double offset) {

    private static final int MAX_STEPS = 100;
    private static final double CLOSE = 1e-10;
    private static final double RIDGE = 1e-12;

    /**
     * The most likely one that does not fall: of margins that tell nothing, the share of positives at any margin.
     *
     * @param margins of held-out rows
     * @param positive their classes, of both kinds
     */
    static Sigmoid fit(double[] margins, boolean[] positive) {
        int positives = 0;
        for (boolean one : positive) {
            positives += one ? 1 : 0;
        }
        int negatives = positive.length - positives;
        double high = (positives + 1.0) / (positives + 2.0);
        double low = 1 / (negatives + 2.0);
        double prior = StrictMath.log((positives + 1.0) / (negatives + 1.0));
        Sigmoid best = new Sigmoid(1, prior);
        double loss = best.loss(margins, positive, high, low);
        for (int step = 0; step < MAX_STEPS; step++) {
            Sigmoid next = best;
            double nextLoss = loss;
            double[] direction = best.newton(margins, positive, high, low);
            for (double length = 1; length > CLOSE && nextLoss >= loss; length /= 2) {
                next = new Sigmoid(best.slope + length * direction[0], best.offset + length * direction[1]);
                nextLoss = next.loss(margins, positive, high, low);
            }
            if (!(nextLoss < loss * (1 - CLOSE))) {
                break;
            }
            best = next;
            loss = nextLoss;
        }
        return best.slope < 0 ? new Sigmoid(0, prior) : best;
    }

    /** The probability at a margin, between 0 and 1. */
    double at(double margin) {
        return 1 / (1 + StrictMath.exp(-logOdds(margin)));
    }

    double logOdds(double margin) {
        return slope * margin + offset;
    }

    private double loss(double[] margins, boolean[] positive, double high, double low) {
        double sum = 0;
        for (int row = 0; row < margins.length; row++) {
            double odds = logOdds(margins[row]);
            double target = positive[row] ? high : low;
            sum += Math.max(odds, 0) - target * odds + StrictMath.log1p(StrictMath.exp(-Math.abs(odds)));
        }
        return sum;
    }

    private double[] newton(double[] margins, boolean[] positive, double high, double low) {
        double[] gradient = new double[2];
        double h11 = RIDGE;
        double h12 = 0;
        double h22 = RIDGE;
        for (int row = 0; row < margins.length; row++) {
            double probability = at(margins[row]);
            double error = (positive[row] ? high : low) - probability;
            double curve = probability * (1 - probability);
            gradient[0] += error * margins[row];
            gradient[1] += error;
            h11 += curve * margins[row] * margins[row];
            h12 += curve * margins[row];
            h22 += curve;
        }
        double determinant = h11 * h22 - h12 * h12;
        return new double[] {
            (h22 * gradient[0] - h12 * gradient[1]) / determinant, (h11 * gradient[1] - h12 * gradient[0]) / determinant
        };
    }
}
