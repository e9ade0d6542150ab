package dev.clv.nn.log;

import java.util.Arrays;

/**
 * The distribution of finite numbers over equal buckets from the least to the greatest, in the form of TensorFlow's
 * {@code HistogramProto}.
 */
final class Histogram {

    private static final int BUCKETS = 30;

    // Field numbers of HistogramProto in tensorflow/core/framework/summary.proto.
    private static final int MIN = 1;
    private static final int MAX = 2;
    private static final int COUNT = 3;
    private static final int SUM = 4;
    private static final int SUM_SQUARES = 5;
    private static final int BUCKET_LIMIT = 6;
    private static final int BUCKET = 7;

    private final double least;
    private final double greatest;
    private final double sum;
    private final double squares;
    private final double[] limits; // upper ends
    private final double[] counts;
    private final int size;

    private Histogram(double[] values) {
        size = values.length;
        least = Arrays.stream(values).min().orElse(0);
        greatest = Arrays.stream(values).max().orElse(0);
        double total = 0;
        double totalSquares = 0;
        int buckets = least < greatest ? BUCKETS : 1;
        limits = new double[buckets];
        counts = new double[buckets];
        for (int k = 0; k < buckets; k++) {
            limits[k] = k == buckets - 1 ? greatest : least + (greatest - least) * (k + 1) / buckets;
        }
        for (double value : values) {
            total += value;
            totalSquares += value * value;
            int bucket = buckets == 1 ? 0 : (int) ((value - least) / (greatest - least) * buckets);
            counts[Math.min(bucket, buckets - 1)]++;
        }
        sum = total;
        squares = totalSquares;
    }

    /** The histogram of these numbers. */
    static Histogram of(double[] values) {
        return new Histogram(values);
    }

    ProtoMessage toProto() {
        return new ProtoMessage()
                .float64(MIN, least)
                .float64(MAX, greatest)
                .float64(COUNT, size)
                .float64(SUM, sum)
                .float64(SUM_SQUARES, squares)
                .packed(BUCKET_LIMIT, limits)
                .packed(BUCKET, counts);
    }
}
