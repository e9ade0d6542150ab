package dev.clv.features.btyd;

import java.util.ArrayList;
import java.util.List;

/** Collects what parameters at an edge mean, in words. */
final class Edges {

    private static final double LARGE = 1e4;
    static final double SMALL = 1e-4;

    private final List<String> words = new ArrayList<>();

    /** Says what it means if the parameter has gone to infinity. */
    Edges large(String name, double value, String meaning) {
        if (value > LARGE) {
            words.add(meaning + ": " + name + " > 1e4");
        }
        return this;
    }

    /** Says what it means if the parameter has gone to 0. */
    Edges small(String name, double value, String meaning) {
        if (value < SMALL) {
            words.add(meaning + ": " + name + " < 1e-4");
        }
        return this;
    }

    /** Says what it means if the parameter is at its lower limit, up to rounding. */
    Edges below(String name, double value, double limit, String meaning) {
        if (value <= limit * (1 + 1e-9)) {
            words.add(meaning + ": " + name + " <= " + limit);
        }
        return this;
    }

    /** The sentences; unmodifiable. */
    List<String> words() {
        return List.copyOf(words);
    }
}
