package dev.clv.decide.money;

import dev.clv.ClvPrediction;
import java.time.Duration;
import java.util.List;

/** What a model expects of one customer after the end of what was observed. Immutable. */
final class Ahead {

    private final ClvPrediction prediction;

    /** The lengths of the model's horizons, rising, and the values over each of them. */
    private final int[] days;

    private final double[] values;

    /** @param horizons of the model, in whole days, by rising length; not empty */
    Ahead(ClvPrediction prediction, List<Duration> horizons) {
        this.prediction = prediction;
        this.days =
                horizons.stream().mapToInt(horizon -> (int) horizon.toDays()).toArray();
        this.values = horizons.stream().mapToDouble(prediction::value).toArray();
    }

    ClvPrediction prediction() {
        return prediction;
    }

    /** How many days ahead something is expected. */
    int reach() {
        return days[days.length - 1];
    }

    /** The expected value from one day to another, spread evenly between horizons. */
    double between(int from, int until) {
        return upTo(until) - upTo(from);
    }

    private double upTo(int day) {
        int before = 0;
        double value = 0;
        for (int i = 0; i < days.length; i++) {
            if (day <= days[i]) {
                return value + (values[i] - value) * Math.max(0, day - before) / (days[i] - before);
            }
            before = days[i];
            value = values[i];
        }
        return value;
    }
}
