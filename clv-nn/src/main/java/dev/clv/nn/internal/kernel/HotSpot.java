package dev.clv.nn.internal.kernel;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/** What the virtual machine says of itself. */
public final class HotSpot {

    private HotSpot() {}

    /**
     * The value of one of its options; empty if it has none of that name, is another machine, or an image without the
     * management module.
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
