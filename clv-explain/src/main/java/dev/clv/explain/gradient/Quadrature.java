package dev.clv.explain.gradient;

import dev.clv.explain.DifferentiablePredictor;
import java.util.Random;

/** The points of the line from a background row to the explained row at which gradients are computed, with weights. */
@FunctionalInterface
interface Quadrature {

    /** Positions from 0 to 1 and weights that sum to one. */
    record Nodes(double[] positions, double[] weights) {}

    /** The nodes of one line; called once per background row, in order, for every explained row. */
    Nodes between(double[] from, double[] to);

    /** Gauss-Legendre nodes on the whole line. */
    static Quadrature gauss(GaussLegendre rule) {
        Nodes nodes = new Nodes(rule.nodes, rule.weights);
        return (from, to) -> nodes;
    }

    /** Gauss-Legendre nodes on every piece between two kinks. */
    static Quadrature pieces(DifferentiablePredictor predictor, GaussLegendre rule) {
        return (from, to) -> {
            double[] kinks = predictor.kinks(from, to);
            int n = rule.nodes.length;
            Nodes nodes = new Nodes(new double[(kinks.length + 1) * n], new double[(kinks.length + 1) * n]);
            for (int piece = 0; piece <= kinks.length; piece++) {
                double start = piece == 0 ? 0 : kinks[piece - 1];
                double width = (piece == kinks.length ? 1 : kinks[piece]) - start;
                for (int i = 0; i < n; i++) {
                    nodes.positions[piece * n + i] = start + width * rule.nodes[i];
                    nodes.weights[piece * n + i] = width * rule.weights[i];
                }
            }
            return nodes;
        };
    }

    /** One uniform position in each of n equal strata. */
    static Quadrature stratified(int n, Random random) {
        return (from, to) -> {
            Nodes nodes = new Nodes(new double[n], new double[n]);
            for (int i = 0; i < n; i++) {
                nodes.positions[i] = (i + random.nextDouble()) / n;
                nodes.weights[i] = 1.0 / n;
            }
            return nodes;
        };
    }
}
