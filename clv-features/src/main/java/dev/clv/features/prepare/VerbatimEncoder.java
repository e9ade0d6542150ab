package dev.clv.features.prepare;

/** A number as it is, and 0 where it is missing. */
final class VerbatimEncoder implements ColumnEncoder {

    @Override
    public int width() {
        return 1;
    }

    @Override
    public void write(double raw, double[] out, int offset) {
        out[offset] = Double.isNaN(raw) ? 0 : raw;
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
