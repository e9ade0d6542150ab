package dev.clv.nn.internal.kernel;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/** Options of the virtual machine. */
public final class HotSpot {

    private HotSpot() {}

    /**
     * The value of one of its options; empty if there is no option of that name, the virtual machine is not HotSpot, or
     * the management module is missing.
     */
    public static Optional<String> option(String name) {
        try {
            HotSpotDiagnosticMXBean machine = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            return machine == null
                    ? Optional.empty()
                    : Optional.of(machine.getVMOption(name).getValue());
        } catch (IllegalArgumentException | LinkageError e) {
            return Optional.empty();
        }
    }
}
