package dev.clv.decide.uplift;

import dev.clv.nn.Network;
import dev.clv.nn.loss.CategoricalCrossEntropy;
import dev.clv.nn.math.SplitMix;
import dev.clv.nn.train.TrainingData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * The probability that a row gets each arm: the shares of the arms if a lot decided, else of networks. Immutable and
 * thread-safe.
 *
 * @param shares by arm
 * @param networks none if a lot decided
 */
record Propensities(double[] shares, List<Network> networks) {

    /** Beyond, a row says next to nothing of one of the arms, and its weight would be that of fifty and more. */
    static final double LEAST = 0.02;

    /** Those of a sample whose rows are cut into parts; a network for each part sees the others. */
    static Propensities fit(Sample sample, int[] part, int parts, int hidden, long seed) {
        double[] shares = sample.experiment().shares();
        if (sample.experiment().assignment().isRandomised()) {
            return new Propensities(shares, List.of());
        }
        List<Network> networks = new ArrayList<>();
        for (int k = 0; k < parts; k++) {
            int[] rows = Sample.rows(part, k, true);
            double[] arms =
                    Arrays.stream(rows).mapToDouble(row -> sample.arm()[row]).toArray();
            networks.add(SmallNetwork.train(
                    TrainingData.of(sample.x(rows), arms),
                    hidden,
                    CategoricalCrossEntropy.of(shares.length),
                    SplitMix.mix(seed, k)));
        }
        return new Propensities(shares, List.copyOf(networks));
    }

    /** Of the rows it was fitted to, each by the network that did not see it: (n, arms), not clipped. */
    double[][] outOfPart(Sample sample, int[] part) {
        double[][] all = new double[sample.rows()][];
        if (networks.isEmpty()) {
            Arrays.fill(all, shares);
            return all;
        }
        for (int k = 0; k < networks.size(); k++) {
            int[] rows = Sample.rows(part, k, false);
            double[][] some = probabilities(networks.get(k), sample.x(rows));
            for (int i = 0; i < rows.length; i++) {
                all[rows[i]] = some[i];
            }
        }
        return all;
    }

    /** Of other rows: (n, arms), not clipped. */
    double[][] of(double[][] x) {
        double[][] all = new double[x.length][];
        if (networks.isEmpty()) {
            Arrays.fill(all, shares);
            return all;
        }
        Arrays.setAll(all, row -> new double[shares.length]);
        for (Network network : networks) {
            double[][] one = probabilities(network, x);
            for (int row = 0; row < x.length; row++) {
                for (int a = 0; a < shares.length; a++) {
                    all[row][a] += one[row][a] / networks.size();
                }
            }
        }
        return all;
    }

    private static double[][] probabilities(Network network, double[][] x) {
        CategoricalCrossEntropy loss = (CategoricalCrossEntropy) network.spec().loss();
        DMatrixRMaj raw = network.predict(x).raw();
        double[][] probabilities = new double[x.length][loss.outputs()];
        for (int row = 0; row < x.length; row++) {
            for (int a = 0; a < loss.outputs(); a++) {
                probabilities[row][a] = loss.probability(raw, row, a);
            }
        }
        return probabilities;
    }

    /** How many rows have an arm that they hardly ever get. */
    static int withoutOverlap(double[][] probabilities) {
        return (int) Arrays.stream(probabilities)
                .filter(row -> Arrays.stream(row).anyMatch(p -> p < LEAST))
                .count();
    }

    /** At least 0.02 each where they were estimated; what was given stays as it is. */
    double[][] clipped(double[][] probabilities) {
        return networks.isEmpty()
                ? probabilities
                : Arrays.stream(probabilities)
                        .map(row ->
                                Arrays.stream(row).map(p -> Math.max(LEAST, p)).toArray())
                        .toArray(double[][]::new);
    }
}
