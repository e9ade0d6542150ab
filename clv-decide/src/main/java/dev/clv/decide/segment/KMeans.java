package dev.clv.decide.segment;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Lloyd's algorithm from the start of k-means++ (Arthur, Vassilvitskii, "k-means++: The Advantages of Careful Seeding",
 * 2007), the best of several starts. Basic arithmetic in a fixed order: the same points and seed give the same bits.
 */
final class KMeans {

    private static final int STARTS = 6;
    private static final int MOST_ROUNDS = 100;

    private KMeans() {}

    /**
     * The centres.
     *
     * @param points (n, d), n at least k; not modified
     * @return (k, d)
     */
    static double[][] fit(double[][] points, int k, SplittableRandom random) {
        double[][] best = new double[0][];
        double least = Double.POSITIVE_INFINITY;
        for (int start = 0; start < STARTS; start++) {
            double[][] centres = seeds(points, k, random);
            double spread = settle(points, centres);
            if (spread < least) {
                least = spread;
                best = centres;
            }
        }
        return best;
    }

    /** The index of the nearest centre, the first of equally near ones. */
    static int nearest(double[][] centres, double[] point) {
        int nearest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int c = 0; c < centres.length; c++) {
            double distance = distance(centres[c], point, least);
            if (distance < least) {
                least = distance;
                nearest = c;
            }
        }
        return nearest;
    }

    static int[] assign(double[][] centres, double[][] points) {
        return Arrays.stream(points).mapToInt(point -> nearest(centres, point)).toArray();
    }

    /** The squared distance, or anything above {@code most} if it is above that. */
    private static double distance(double[] a, double[] b, double most) {
        double sum = 0;
        for (int i = 0; i < a.length && sum <= most; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return sum;
    }

    private static double[][] seeds(double[][] points, int k, SplittableRandom random) {
        double[][] centres = new double[k][];
        centres[0] = points[random.nextInt(points.length)].clone();
        double[] distances = new double[points.length];
        Arrays.fill(distances, Double.POSITIVE_INFINITY);
        for (int c = 1; c < k; c++) {
            double sum = 0;
            for (int i = 0; i < points.length; i++) {
                distances[i] = Math.min(distances[i], distance(centres[c - 1], points[i], distances[i]));
                sum += distances[i];
            }
            double drawn = random.nextDouble() * sum;
            int chosen = 0;
            while (chosen < points.length - 1 && drawn >= distances[chosen]) {
                drawn -= distances[chosen];
                chosen++;
            }
            centres[c] = points[chosen].clone();
        }
        return centres;
    }

    /**
     * Moves the centres until nobody changes sides.
     *
     * @return the sum of squared distances
     */
    private static double settle(double[][] points, double[][] centres) {
        int[] before = new int[points.length];
        Arrays.fill(before, -1);
        for (int round = 0; round < MOST_ROUNDS; round++) {
            int[] sides = assign(centres, points);
            if (Arrays.equals(sides, before)) {
                break;
            }
            move(points, sides, centres);
            before = sides;
        }
        double spread = 0;
        for (double[] point : points) {
            spread += distance(centres[nearest(centres, point)], point, Double.POSITIVE_INFINITY);
        }
        return spread;
    }

    /** A centre that nobody is near to stays where it is. */
    private static void move(double[][] points, int[] sides, double[][] centres) {
        double[][] sums = new double[centres.length][centres[0].length];
        int[] counts = new int[centres.length];
        for (int i = 0; i < points.length; i++) {
            counts[sides[i]]++;
            for (int d = 0; d < points[i].length; d++) {
                sums[sides[i]][d] += points[i][d];
            }
        }
        for (int c = 0; c < centres.length; c++) {
            for (int d = 0; d < sums[c].length && counts[c] > 0; d++) {
                centres[c][d] = sums[c][d] / counts[c];
            }
        }
    }
}
