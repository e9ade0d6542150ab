package dev.clv.decide.money;

import java.util.Collection;
import java.util.function.ToDoubleFunction;

/** Means, which are NaN of nobody. */
final class Means {

    private Means() {}

    static <T> double of(Collection<T> all, ToDoubleFunction<T> value) {
        return of(all.stream().mapToDouble(value).toArray());
    }

    static double of(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
