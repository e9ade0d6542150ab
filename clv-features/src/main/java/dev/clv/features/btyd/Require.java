package dev.clv.features.btyd;

/** What the models ask of parameters and arguments. */
final class Require {

    private Require() {}

    static void positive(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " must be a positive number, was " + value);
        }
    }

    static void time(double t) {
        if (!(t >= 0 && t < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("t must be zero or more and finite, was " + t);
        }
    }

    static void inside(double probability) {
        if (!(probability > 0 && probability < 1)) {
            throw new IllegalArgumentException("probability must be above 0 and below 1, was " + probability);
        }
    }
}
