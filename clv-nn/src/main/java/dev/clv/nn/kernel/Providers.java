package dev.clv.nn.kernel;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out once which kernels this JVM can run. */
final class Providers {

    private static final String MODULE = "jdk.incubator.vector";
    /**
     * Multiply-adds that plain loops do in the time that the compiler takes over the Vector API's: measured on networks
     * of 64 to 512 units.
     */
    static final double VECTOR_PAYS_FROM = 2.5e10;

    private static final Logger LOG = LoggerFactory.getLogger(FloatKernels.class);

    static final Optional<FloatKernels> VECTOR = vector("dev.clv.nn.kernel.VectorKernels", FloatKernels.class);
    static final ColumnProducts COLUMNS =
            vector("dev.clv.nn.kernel.VectorColumns", ColumnProducts.class).orElse(ColumnProducts.plain());
    static final RowProducts ROWS = vector("dev.clv.nn.kernel.VectorRowProduct$Provider", RowProducts.class)
            .orElse(RowProducts.plain());
    static final FloatKernels BEST = best();

    private Providers() {}

    private static FloatKernels best() {
        FloatKernels best = VECTOR.orElse(FloatKernels.plain());
        if (VECTOR.isPresent()) {
            LOG.info("training in float with {}", best.name());
        } else {
            LOG.info(
                    "training in float with {}; start the JVM with --add-modules {} for several times the speed",
                    best.name(),
                    MODULE);
        }
        return best;
    }

    /**
     * The Vector API's classes are named in the provider alone, so it is loaded by name, and only when they are there.
     */
    private static <T> Optional<T> vector(String provider, Class<T> type) {
        Optional<Module> module = ModuleLayer.boot().findModule(MODULE);
        if (module.isEmpty() || !compilesWell()) {
            return Optional.empty();
        }
        Providers.class.getModule().addReads(module.get());
        try {
            return Optional.of(
                    type.cast(Class.forName(provider).getDeclaredConstructor().newInstance()));
        } catch (ReflectiveOperationException | LinkageError e) {
            LOG.warn("the Vector API is present but cannot be used, going on without it", e);
            return Optional.empty();
        }
    }

    /**
     * Without the optimising compiler, or without fused multiply-add in hardware, the Vector API is far slower than
     * plain loops.
     */
    private static boolean compilesWell() {
        String mode = System.getProperty("java.vm.info", "");
        return !mode.contains("interpreted") && !mode.contains("emulated-client") && HardwareFma.PRESENT;
    }
}
