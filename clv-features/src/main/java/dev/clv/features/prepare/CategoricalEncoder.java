package dev.clv.features.prepare;

import dev.clv.features.Feature;
import java.util.Arrays;

/**
 * One-hot: an output per category, one for the unknown, and a missing flag where training had missing values.
 *
 * @param categories the number of known categories
 * @param varied per category and then for the unknown bucket: whether training had rows with and rows without it; an
 *     output that never varied is always 0, so that an untrained weight cannot speak
 * @param flagged whether a missing flag follows
 * @param flagVaried whether some training row was not missing
 */
@SuppressWarnings("ArrayRecordComponent") // inside the package only, never compared
record CategoricalEncoder(int categories, boolean[] varied, boolean flagged, boolean flagVaried)
        implements ColumnEncoder {

    /** Learns from one column of category codes; not modified. */
    static CategoricalEncoder fit(Feature feature, double[] column) {
        int[] rows = new int[feature.unknownCode() + 1];
        int missing = 0;
        for (double code : column) {
            if (Double.isNaN(code)) {
                missing++;
            } else {
                rows[bucket(code, feature.unknownCode())]++;
            }
        }
        boolean[] varied = new boolean[rows.length];
        for (int i = 0; i < varied.length; i++) {
            varied[i] = rows[i] > 0 && rows[i] < column.length;
        }
        return new CategoricalEncoder(feature.unknownCode(), varied, missing > 0, missing < column.length);
    }

    @Override
    public int width() {
        return varied.length + (flagged ? 1 : 0);
    }

    @Override
    public void write(double raw, double[] out, int offset) {
        Arrays.fill(out, offset, offset + width(), 0);
        if (Double.isNaN(raw)) {
            if (flagged && flagVaried) {
                out[offset + varied.length] = 1;
            }
        } else {
            int bucket = bucket(raw, categories);
            if (varied[bucket]) {
                out[offset + bucket] = 1;
            }
        }
    }

    @Override
    public boolean isConstant(int output) {
        return output < varied.length ? !varied[output] : !flagVaried;
    }

    boolean isUnknown(double raw) {
        return !Double.isNaN(raw) && bucket(raw, categories) == categories;
    }

    /** Whatever is no code of a known category is unknown. */
    private static int bucket(double code, int unknown) {
        return code >= 0 && code < unknown && code == Math.rint(code) ? (int) code : unknown;
    }
}
