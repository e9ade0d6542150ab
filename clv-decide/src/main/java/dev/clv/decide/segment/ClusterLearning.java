package dev.clv.decide.segment;

import dev.clv.ClvModel;
import dev.clv.features.Privacy;
import dev.clv.features.event.EventLog;
import dev.clv.reason.SegmentDifference;
import dev.clv.reason.SegmentOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Learns clusters: draws customers, chooses how many clusters, and names them by what a model says makes their value
 * differ from all others'.
 */
final class ClusterLearning {

    private static final int MOST_CUSTOMERS = 4_000;
    private static final double STRONG = 0.8;
    private static final int MOST_PARTS = 3;

    private final List<String> customers;
    private final List<Behaviour> behaviours;
    private final double[] values;
    private final SplittableRandom random;
    private final long seed;

    /**
     * @param customers ids in order, all of whom have bought
     * @param values their predicted values
     */
    ClusterLearning(List<String> customers, List<Behaviour> behaviours, double[] values, long seed) {
        this.customers = customers;
        this.behaviours = behaviours;
        this.values = values;
        this.random = new SplittableRandom(seed);
        this.seed = seed;
    }

    Clusters learn(int fewest, int most, ClvModel model, EventLog log, Instant at) {
        double[][] all = behaviours.stream().map(Behaviour::point).toArray(double[][]::new);
        List<Double> means = new ArrayList<>();
        List<Double> deviations = new ArrayList<>();
        for (int d = 0; d < Behaviour.DIMENSIONS; d++) {
            int column = d;
            double mean = IntStream.range(0, all.length)
                            .mapToDouble(i -> all[i][column])
                            .sum()
                    / all.length;
            double squares = 0;
            for (double[] point : all) {
                squares += (point[d] - mean) * (point[d] - mean);
            }
            means.add(mean);
            deviations.add(squares > 0 ? Math.sqrt(squares / all.length) : 1);
        }
        double[][] points = behaviours.stream()
                .map(behaviour -> Clusters.scaled(behaviour, means, deviations))
                .toArray(double[][]::new);
        double[][] sample = sample(points);
        Choice choice = choose(sample, fewest, most);
        double[][] centres = KMeans.fit(sample, choice.count(), random);
        return new Clusters(means, deviations, named(points, centres, model, log, at), choice.reason());
    }

    /** Without replacement, in order (Knuth, The Art of Computer Programming, vol. 2, algorithm 3.4.2 S). */
    private double[][] sample(double[][] points) {
        int wanted = Math.min(MOST_CUSTOMERS, points.length);
        List<double[]> drawn = new ArrayList<>(wanted);
        for (int i = 0; i < points.length; i++) {
            if (random.nextInt(points.length - i) < wanted - drawn.size()) {
                drawn.add(points[i]);
            }
        }
        return drawn.toArray(double[][]::new);
    }

    private record Choice(int count, String reason) {}

    /** The most clusters that two halves of the customers agree on; the best agreement if none is good. */
    private Choice choose(double[][] sample, int fewest, int most) {
        int strongest = fewest;
        int best = fewest;
        double[] strengths = new double[most + 1];
        for (int k = fewest; k <= most; k++) {
            strengths[k] = PredictionStrength.of(sample, k, random);
            strongest = strengths[k] >= STRONG ? k : strongest;
            best = strengths[k] > strengths[best] ? k : best;
        }
        String all = IntStream.rangeClosed(fewest, most)
                .mapToObj(k -> k + ": " + String.format(Locale.ROOT, "%.2f", strengths[k]))
                .collect(Collectors.joining(", "));
        if (strengths[strongest] >= STRONG) {
            return new Choice(
                    strongest,
                    strongest
                            + " is the most clusters that two halves of the customers agree on (prediction strength of"
                            + " at least 0.8; " + all + ")");
        }
        return new Choice(
                best,
                "behaviour shows no clear clusters: two halves of the customers agree on no number of them (prediction"
                        + " strength of at least 0.8; " + all + "); " + best + " agree best");
    }

    private List<Clusters.Cluster> named(
            double[][] points, double[][] centres, ClvModel model, EventLog log, Instant at) {
        int[] sides = KMeans.assign(centres, points);
        List<Clusters.Cluster> clusters = new ArrayList<>();
        for (int c = 0; c < centres.length; c++) {
            int cluster = c;
            int[] members = IntStream.range(0, sides.length)
                    .filter(i -> sides[i] == cluster)
                    .toArray();
            double sum = 0;
            for (int member : members) {
                sum += values[member];
            }
            clusters.add(new Clusters.Cluster(
                    Integer.toString(cluster),
                    sum / Math.max(1, members.length),
                    members.length,
                    Clusters.list(centres[c])));
        }
        clusters.sort(Comparator.comparingDouble(Clusters.Cluster::meanValue)
                .reversed()
                .thenComparing(Clusters.Cluster::name));
        Set<String> taken = new HashSet<>();
        clusters.replaceAll(cluster -> {
            int side = Integer.parseInt(cluster.name());
            String name = unique(words(side, sides, model, log, at), taken);
            return new Clusters.Cluster(name, cluster.meanValue(), cluster.customers(), cluster.centre());
        });
        return clusters;
    }

    /** The first, shortest name that no other cluster has. */
    private static String unique(List<String> names, Set<String> taken) {
        for (String name : names) {
            if (taken.add(name)) {
                return name;
            }
        }
        String last = names.get(names.size() - 1);
        int number = 2;
        while (!taken.add(last + " " + number)) {
            number++;
        }
        return last + " " + number;
    }

    /**
     * Names of growing length, of the business groups that make the cluster's value differ beyond noise, largest first:
     * strong where they add to it. Too few customers to compare have a name that says so.
     */
    private List<String> words(int side, int[] sides, ClvModel model, EventLog log, Instant at) {
        List<String> in = new ArrayList<>();
        List<String> out = new ArrayList<>();
        for (int i = 0; i < sides.length; i++) {
            (sides[i] == side ? in : out).add(customers.get(i));
        }
        if (in.size() < Privacy.MIN_CUSTOMERS || out.size() < Privacy.MIN_CUSTOMERS) {
            return List.of(in.size() < out.size() ? "few" : "most");
        }
        SegmentDifference difference = model.compareSegments(
                log,
                in,
                out,
                at,
                SegmentOptions.defaults().customers(60).resamples(200).seed(seed));
        List<SegmentDifference.Part> parts = difference.groups().stream()
                .filter(SegmentDifference.Part::significant)
                .sorted(Comparator.comparingDouble(part -> -Math.abs(part.amount())))
                .limit(MOST_PARTS)
                .toList();
        if (parts.isEmpty()) {
            return List.of("average");
        }
        return IntStream.rangeClosed(Math.min(2, parts.size()), parts.size())
                .mapToObj(count -> phrase(parts.subList(0, count)))
                .toList();
    }

    /** For instance {@code strong frequency and spend, weak recency}. */
    private static String phrase(List<SegmentDifference.Part> parts) {
        StringBuilder phrase = new StringBuilder();
        for (boolean strong : new boolean[] {true, false}) {
            String names = parts.stream()
                    .filter(part -> part.amount() > 0 == strong)
                    .map(SegmentDifference.Part::name)
                    .collect(Collectors.joining(" and "));
            if (!names.isEmpty()) {
                phrase.append(phrase.isEmpty() ? "" : ", ")
                        .append(strong ? "strong " : "weak ")
                        .append(names);
            }
        }
        return phrase.toString();
    }
}
