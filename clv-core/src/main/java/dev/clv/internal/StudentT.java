package dev.clv.internal;

/** Student's t distribution with a whole number of degrees of freedom. */
public final class StudentT {

    private StudentT() {}

    /**
     * The amount that t stays at or below with probability {@code q}, by bisection.
     *
     * @param q in (0.5, 1)
     * @param freedom at least 1
     */
    public static double quantile(double q, int freedom) {
        double low = 0;
        double high = 1;
        while (probabilityAtMost(high, freedom) < q) {
            high *= 2;
        }
        for (double middle = (low + high) / 2; low < middle && middle < high; middle = (low + high) / 2) {
            if (probabilityAtMost(middle, freedom) < q) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /**
     * The finite sums of Abramowitz and Stegun 1964, "Handbook of Mathematical Functions", 26.7.3 and 26.7.4.
     *
     * @param t zero or more
     */
    public static double probabilityAtMost(double t, int freedom) {
        double angle = StrictMath.atan(t / Math.sqrt(freedom));
        double cosine = StrictMath.cos(angle);
        boolean odd = freedom % 2 == 1;
        double term = odd ? cosine : 1;
        double sum = freedom == 1 ? 0 : term;
        for (int i = odd ? 2 : 1; i < freedom - 2; i += 2) {
            term *= cosine * cosine * i / (i + 1);
            sum += term;
        }
        double inside = StrictMath.sin(angle) * sum;
        return 0.5 + (odd ? (angle + inside) / Math.PI : inside / 2);
    }
}
