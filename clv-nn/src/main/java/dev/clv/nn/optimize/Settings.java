package dev.clv.nn.optimize;

/** The rules that optimisers share. */
final class Settings {

    private Settings() {}

    static double learningRate(double rate) {
        if (!(rate > 0 && rate < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "learning rate must be positive and finite, was " + rate + "; 0.001 is a usual start");
        }
        return rate;
    }

    static double fraction(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(name + " must be in [0, 1), was " + value);
        }
        return value;
    }

    static double notNegative(String name, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " must be finite and not negative, was " + value);
        }
        return value;
    }
}
