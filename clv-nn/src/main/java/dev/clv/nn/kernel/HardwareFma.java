package dev.clv.nn.kernel;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/** Whether the processor fuses multiply and add; without, Java computes {@code fma} exactly, thousands of times more slowly. */
final class HardwareFma {

    private HardwareFma() {}

    static boolean present() {
        try {
            HotSpotDiagnosticMXBean machine = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            return machine != null
                    && Boolean.parseBoolean(machine.getVMOption("UseFMA").getValue());
        } catch (IllegalArgumentException | LinkageError e) {
            return false; // not HotSpot, or an image without the management module
        }
    }
}
