package dev.clv.nn.layer;

/** The rule for numbers of inputs and outputs. */
final class Widths {

    private Widths() {}

    static int check(String name, int width) {
        if (width < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, was " + width);
        }
        return width;
    }
}
