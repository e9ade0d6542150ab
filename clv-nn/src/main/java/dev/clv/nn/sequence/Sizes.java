package dev.clv.nn.sequence;

/** The rules for numbers that settings give. */
final class Sizes {

    private Sizes() {}

    static void check(String name, int size) {
        if (size < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, was " + size);
        }
    }

    static void checkFeature(String name, int feature, SequenceShape shape) {
        if (feature < 0 || feature >= shape.features()) {
            throw new IllegalArgumentException(name + " must be 0 to " + (shape.features() - 1) + ", was " + feature);
        }
    }
}
