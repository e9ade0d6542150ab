package dev.clv.nn.kernel;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/**
 * Multiply and add in one step where the processor does it; where it does not, Java's own {@code fma} is thousands of times slower than
 * two steps.
 */
final class HardwareFma {

    static final boolean PRESENT = present();

    private HardwareFma() {}

    /** a b + c. */
    static float multiplyAdd(float a, float b, float c) {
        return PRESENT ? Math.fma(a, b, c) : a * b + c;
    }

    /** a b + c. */
    static double multiplyAdd(double a, double b, double c) {
        return PRESENT ? Math.fma(a, b, c) : a * b + c;
    }

    private static boolean present() {
        try {
            HotSpotDiagnosticMXBean machine = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            return machine != null
                    && Boolean.parseBoolean(machine.getVMOption("UseFMA").getValue());
        } catch (IllegalArgumentException | LinkageError e) {
            return false; // not HotSpot, or an image without the management module
        }
    }
}
