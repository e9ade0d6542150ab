package dev.clv.features.prepare;

/**
 * A number as it is, and 0 where it is missing.
 *
 * @param whole whether it is rounded: so that a row that is the average of several ones, as explanations look at, holds
 *     a length or an index that there is
 */
record VerbatimEncoder(boolean whole) implements ColumnEncoder {

    /** Rounds numbers that were whole in all training rows. */
    static VerbatimEncoder fit(double[] column) {
        for (double number : column) {
            if (!Double.isNaN(number) && number != Math.rint(number)) {
                return new VerbatimEncoder(false);
            }
        }
        return new VerbatimEncoder(true);
    }

    @Override
    public int width() {
        return 1;
    }

    @Override
    public void write(double raw, double[] out, int offset) {
        if (Double.isNaN(raw)) {
            out[offset] = 0;
        } else {
            out[offset] = whole ? Math.rint(raw) : raw;
        }
    }

    @Override
    public boolean isConstant(int output) {
        return false;
    }

    @Override
    public boolean isNeverMissing() {
        return true;
    }
}
