package dev.clv.features.prepare;

import dev.clv.features.Feature;
import java.util.Arrays;

/** One-hot: an output per category, one for the unknown, and a missing flag where training had missing values. */
final class CategoricalEncoder implements ColumnEncoder {

    /** What training saw of missing values. */
    enum Missing {
        /** None, so that there is no flag. */
        NEVER,
        /** Some rows. */
        SOMETIMES,
        /** All rows, so that the flag never varied. */
        ALWAYS
    }

    /** Per category and then for the unknown bucket. */
    private final boolean[] varied;

    private final Missing missing;

    /**
     * @param varied per category and then for the unknown bucket: whether training had rows with and rows without it;
     *     an output that never varied is always 0, so that an untrained weight cannot speak; not modified
     * @param missing whether there is a missing flag, and whether it varied
     */
    CategoricalEncoder(boolean[] varied, Missing missing) {
        this.varied = varied;
        this.missing = missing;
    }

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
        Missing some = missing < column.length ? Missing.SOMETIMES : Missing.ALWAYS;
        return new CategoricalEncoder(varied, missing == 0 ? Missing.NEVER : some);
    }

    @Override
    public int width() {
        return varied.length + (missing == Missing.NEVER ? 0 : 1);
    }

    @Override
    public void write(double raw, double[] out, int offset) {
        Arrays.fill(out, offset, offset + width(), 0);
        if (Double.isNaN(raw)) {
            if (missing == Missing.SOMETIMES) {
                out[offset + varied.length] = 1;
            }
        } else {
            int bucket = bucket(raw, unknown());
            if (varied[bucket]) {
                out[offset + bucket] = 1;
            }
        }
    }

    @Override
    public boolean isConstant(int output) {
        return output < varied.length ? !varied[output] : missing != Missing.SOMETIMES;
    }

    @Override
    public boolean isNeverMissing() {
        return missing == Missing.NEVER;
    }

    boolean isUnknown(double raw) {
        return !Double.isNaN(raw) && bucket(raw, unknown()) == unknown();
    }

    /** Not modified. */
    boolean[] varied() {
        return varied;
    }

    Missing missing() {
        return missing;
    }

    private int unknown() {
        return varied.length - 1;
    }

    /** Whatever is no code of a known category is unknown. */
    private static int bucket(double code, int unknown) {
        return code >= 0 && code < unknown && code == Math.rint(code) ? (int) code : unknown;
    }
}
