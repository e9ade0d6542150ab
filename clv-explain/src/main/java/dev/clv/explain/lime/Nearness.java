package dev.clv.explain.lime;

/**
 * How near each row of a sample is to the explained one, which is row 0.
 *
 * <p>The weight of a row at the distance D is exp(-(D² - d²) / (2 width²)), where d is the distance of the nearest row
 * that was drawn. Without d, all weights of a row far from the data would be 0 but its own, and the local model would
 * be flat and seem exact. The explained row weighs as much as the nearest.
 *
 * @param weights (n), in [0, 1]
 */
record Nearness(double[] weights) {

    /**
     * Of a sample.
     *
     * @param x (n, d), scaled; n at least 2
     */
    static Nearness of(double[][] x, double width) {
        double[] squared = new double[x.length];
        double nearest = Double.POSITIVE_INFINITY;
        for (int i = 1; i < x.length; i++) {
            squared[i] = squaredDistance(x[i], x[0]);
            nearest = Math.min(nearest, squared[i]);
        }
        squared[0] = nearest;
        // The square of a tiny width is 0: then the nearest rows count and no others.
        double scale = Math.max(width * width, Double.MIN_VALUE);
        double[] weights = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            weights[i] = Math.sqrt(StrictMath.exp(-(squared[i] - nearest) / scale));
        }
        return new Nearness(weights);
    }

    private static double squaredDistance(double[] a, double[] b) {
        double squared = 0;
        for (int j = 0; j < a.length; j++) {
            squared += (a[j] - b[j]) * (a[j] - b[j]);
        }
        return squared;
    }

    /**
     * How many drawn rows of equal weight would tell as much: the squared sum of their weights over the sum of squares
     * (Kish, "Survey sampling", 1965).
     */
    double effective() {
        double sum = 0;
        double squares = 0;
        for (int i = 1; i < weights.length; i++) {
            sum += weights[i];
            squares += weights[i] * weights[i];
        }
        return sum * sum / squares;
    }
}
