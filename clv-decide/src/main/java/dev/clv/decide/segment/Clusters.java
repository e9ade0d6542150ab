package dev.clv.decide.segment;

import java.util.Arrays;
import java.util.List;

/**
 * Clusters of behaviour, the most valuable first. A customer belongs to the one whose centre is nearest, among
 * logarithms of days since the last order, tenure, order-days, spend and lines of an order-day, each scaled to a
 * deviation of 1 among the customers it was learned from and cut off at 4 of them. Immutable.
 *
 * @param means of the five numbers
 * @param deviations of the five numbers, positive
 * @param clusters at least two
 * @param reason why there are so many, in words
 */
public record Clusters(List<Double> means, List<Double> deviations, List<Cluster> clusters, String reason) {

    private static final double FURTHEST = 4;

    /** Copies the lists and checks their sizes. */
    public Clusters {
        means = List.copyOf(means);
        deviations = List.copyOf(deviations);
        clusters = List.copyOf(clusters);
        if (means.size() != Behaviour.DIMENSIONS
                || deviations.size() != Behaviour.DIMENSIONS
                || clusters.size() < 2
                || clusters.stream().anyMatch(cluster -> cluster.centre().size() != Behaviour.DIMENSIONS)
                || deviations.stream().anyMatch(deviation -> !(deviation > 0))) {
            throw new IllegalArgumentException("clusters need at least 2 centres of " + Behaviour.DIMENSIONS
                    + " numbers, their means and positive deviations; read what was written, unchanged");
        }
    }

    /**
     * A cluster.
     *
     * @param name what makes it different, unique among the clusters
     * @param meanValue the mean predicted value of its customers, in currency, at the time of learning
     * @param customers how many it had then
     * @param centre scaled
     */
    public record Cluster(String name, double meanValue, int customers, List<Double> centre) {

        /** Copies the list. */
        public Cluster {
            centre = List.copyOf(centre);
        }
    }

    /** The cluster of a customer, by its place in {@link #clusters()}. */
    public int of(Behaviour behaviour) {
        double[] point = scaled(behaviour, means, deviations);
        int nearest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int c = 0; c < clusters.size(); c++) {
            List<Double> centre = clusters.get(c).centre();
            double distance = 0;
            for (int d = 0; d < point.length; d++) {
                double difference = point[d] - centre.get(d);
                distance += difference * difference;
            }
            if (distance < least) {
                least = distance;
                nearest = c;
            }
        }
        return nearest;
    }

    /** Behaviour as clusters measure it. */
    static double[] scaled(Behaviour behaviour, List<Double> means, List<Double> deviations) {
        double[] point = behaviour.point();
        for (int d = 0; d < point.length; d++) {
            double scaled = (point[d] - means.get(d)) / deviations.get(d);
            point[d] = Math.max(-FURTHEST, Math.min(FURTHEST, scaled));
        }
        return point;
    }

    static List<Double> list(double[] numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }
}
