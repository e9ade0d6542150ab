package dev.clv.tune;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;

/** The values that one knob may take, laid out on the unit interval. Immutable. */
sealed interface Dimension {

    /**
     * The value at a position.
     *
     * @param position in [0, 1)
     */
    Object at(double position);

    /** The position of a value, moved into the range; NaN if it is none of the choices or no number. */
    double of(Object value);

    /** All values if they are a choice; the two ends of a range. */
    List<Object> extremes();

    /**
     * Numbers in a range, both ends included.
     *
     * @param log whether equal ratios, rather than equal differences, are equally likely
     * @param whole whether only whole numbers are
     */
    record Range(double low, double high, boolean log, boolean whole) implements Dimension {

        /** So that a configuration can be read; three digits are finer than a search can tell. */
        private static final MathContext DIGITS = new MathContext(3);

        public Range {
            if (!(low < high) || Double.isInfinite(low) || Double.isInfinite(high)) {
                throw new IllegalArgumentException("a range needs a low end below its high end, both finite, was " + low
                        + " to " + high + "; for one value set it on the builder");
            }
            if (log && !(low > 0)) {
                throw new IllegalArgumentException("a logarithmic range must begin above 0, was " + low);
            }
        }

        @Override
        public Object at(double position) {
            double value = unscaled(edge(low, -0.5) + position * (edge(high, 0.5) - edge(low, -0.5)));
            return whole
                    ? (Object) Math.round(Math.min(high, Math.max(low, Math.rint(value))))
                    : (Object) Math.min(
                            high,
                            Math.max(low, new BigDecimal(value).round(DIGITS).doubleValue()));
        }

        @Override
        public double of(Object value) {
            if (!(value instanceof Number number)) {
                return Double.NaN;
            }
            double inside = Math.min(high, Math.max(low, number.doubleValue()));
            return (scaled(inside) - edge(low, -0.5)) / (edge(high, 0.5) - edge(low, -0.5));
        }

        /** The end of the scale: of whole numbers half a step outside, so that the ends are as likely as others. */
        private double edge(double end, double step) {
            return scaled(whole ? end + step : end);
        }

        private double scaled(double value) {
            return log ? StrictMath.log(value) : value;
        }

        private double unscaled(double value) {
            return log ? StrictMath.exp(value) : value;
        }

        @Override
        public List<Object> extremes() {
            return List.of(at(0), at(Math.nextDown(1.0)));
        }

        /** For instance {@code 8 to 128, whole, logarithmic}. */
        @Override
        public String toString() {
            return (whole ? (long) low + " to " + (long) high + ", whole" : low + " to " + high)
                    + (log ? ", logarithmic" : "");
        }
    }

    /** One of several values, all equally likely. */
    record Choice(List<Object> values) implements Dimension {

        Choice(Object... values) {
            this(Arrays.asList(values));
        }

        public Choice {
            values = List.copyOf(values);
            if (values.size() < 2 || new LinkedHashSet<>(values).size() < values.size()) {
                throw new IllegalArgumentException("a choice needs at least 2 values, all different, was " + values);
            }
        }

        @Override
        public Object at(double position) {
            return values.get((int) (position * values.size()));
        }

        @Override
        public double of(Object value) {
            int index = values.indexOf(value);
            return index < 0 ? Double.NaN : (index + 0.5) / values.size();
        }

        @Override
        public List<Object> extremes() {
            return values;
        }

        /** For instance {@code one of [true, false]}. */
        @Override
        public String toString() {
            return "one of " + values;
        }
    }
}
