package dev.clv.explain.gradient;

/**
 * The quadrature of Gauss and Legendre on [0, 1]: n nodes integrate polynomials of degree 2 n - 1 exactly. Nodes are
 * the roots of the Legendre polynomial, by Newton's iteration from the estimate of Abramowitz and Stegun 22.16.6.
 */
final class GaussLegendre {

    final double[] nodes;
    final double[] weights;

    private GaussLegendre(double[] nodes, double[] weights) {
        this.nodes = nodes;
        this.weights = weights;
    }

    static GaussLegendre of(int n) {
        double[] nodes = new double[n];
        double[] weights = new double[n];
        for (int i = 0; i < (n + 1) / 2; i++) {
            double x = StrictMath.cos(Math.PI * (i + 0.75) / (n + 0.5));
            double derivative = 0;
            for (int iteration = 0; iteration < 10; iteration++) {
                double before = 1;
                double value = x;
                for (int k = 2; k <= n; k++) {
                    double next = ((2 * k - 1) * x * value - (k - 1) * before) / k;
                    before = value;
                    value = next;
                }
                derivative = n * (x * value - before) / (x * x - 1);
                x -= value / derivative;
            }
            nodes[i] = (1 - x) / 2;
            nodes[n - 1 - i] = (1 + x) / 2;
            weights[i] = 1 / ((1 - x * x) * derivative * derivative);
            weights[n - 1 - i] = weights[i];
        }
        return new GaussLegendre(nodes, weights);
    }
}
