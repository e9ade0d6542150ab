package dev.clv.nn.internal.kernel;

/**
 * Multiply and add in one step where the processor does it; where it does not, Java's own {@code fma} is thousands of
 * times slower than two steps.
 */
public final class HardwareFma {

    /** Whether the processor multiplies and adds in one step. */
    public static final boolean PRESENT =
            HotSpot.option("UseFMA").map(Boolean::parseBoolean).orElse(false);

    private HardwareFma() {}

    /** a b + c. */
    public static float multiplyAdd(float a, float b, float c) {
        return PRESENT ? Math.fma(a, b, c) : a * b + c;
    }

    /** a b + c. */
    public static double multiplyAdd(double a, double b, double c) {
        return PRESENT ? Math.fma(a, b, c) : a * b + c;
    }
}
