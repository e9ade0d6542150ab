package dev.clv.internal;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import dev.clv.features.FeatureMatrix;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;

/**
 * Tells whether two collections are the same, whatever their order, and nothing else: the sum of the first 64 bits of
 * each element's SHA-256. Of many elements it does not tell whether one of them is there.
 */
public final class Fingerprint {

    private static final HashFunction SHA = Hashing.sha256();

    private Fingerprint() {}

    /** Of ids, as 16 hexadecimal digits. */
    public static String of(Collection<String> ids) {
        long sum = 0;
        for (String id : ids) {
            sum += SHA.hashString(id, StandardCharsets.UTF_8).asLong();
        }
        return text(sum);
    }

    /** Of rows of features (R, F) with their labels (R), as 16 hexadecimal digits. */
    public static String of(FeatureMatrix features, double[] labels) {
        return text(Arrays.stream(ofRows(features, labels)).sum());
    }

    /** Of each row (R, F) with its label (R): the first 64 bits of its SHA-256. */
    public static long[] ofRows(FeatureMatrix features, double[] labels) {
        double[] row = new double[features.schema().size()];
        long[] hashes = new long[labels.length];
        for (int i = 0; i < labels.length; i++) {
            features.copyRow(i, row);
            Hasher hasher = SHA.newHasher();
            for (double value : row) {
                hasher.putDouble(value);
            }
            hashes[i] = hasher.putDouble(labels[i]).hash().asLong();
        }
        return hashes;
    }

    private static String text(long sum) {
        return String.format("%016x", sum);
    }
}
