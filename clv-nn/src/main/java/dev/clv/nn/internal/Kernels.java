package dev.clv.nn.internal;

import dev.clv.nn.internal.kernel.ElementaryArrays;
import dev.clv.nn.internal.kernel.HardwareFma;
import dev.clv.nn.internal.kernel.KernelProvider;
import dev.clv.nn.internal.kernel.RowProducts;
import dev.clv.nn.internal.kernel.plain.PlainKernels;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place that chooses between kernels: it finds out once which of them this JVM can run. */
public final class Kernels {

    private static final String MODULE = "jdk.incubator.vector";
    private static final String VECTOR_PROVIDER = "dev.clv.nn.internal.kernel.vector.VectorKernels";

    /**
     * The multiply-adds that plain loops finish while the compiler is busy with the Vector API's loops; measured on
     * networks of 64 to 512 units.
     */
    private static final double VECTOR_PAYS_FROM = 2.5e10;

    private static final Logger LOG = LoggerFactory.getLogger(Kernels.class);

    private static final KernelProvider PLAIN = new PlainKernels();
    private static final Optional<KernelProvider> VECTOR = loadVector();
    private static final RowProducts ROW_PRODUCTS = VECTOR.orElse(PLAIN).rowProducts();
    private static final ElementaryArrays ELEMENTARY = VECTOR.orElse(PLAIN).elementary();

    private Kernels() {}

    /** Plain loops; always available. */
    public static KernelProvider plain() {
        return PLAIN;
    }

    /** The Vector API; empty if this JVM does not offer it or would run it slowly. */
    public static Optional<KernelProvider> vector() {
        return VECTOR;
    }

    /** The fastest kernels of this JVM; the choice is logged when it is first asked for. */
    public static KernelProvider best() {
        return Best.PROVIDER;
    }

    /** The kernels that finish this many multiply-adds first in a process that has just started. */
    public static KernelProvider best(double multiplyAdds) {
        return multiplyAdds < VECTOR_PAYS_FROM ? PLAIN : best();
    }

    /**
     * The kernels of this name.
     *
     * @throws IllegalArgumentException if this JVM has none
     */
    public static KernelProvider named(String name) {
        if (name.equals(PLAIN.name())) {
            return PLAIN;
        }
        return VECTOR.filter(vector -> name.equals(vector.name()))
                .orElseThrow(() -> new IllegalArgumentException("this JVM has no float kernels named '" + name
                        + "', only " + PLAIN.name()
                        + VECTOR.map(vector -> " and " + vector.name())
                                .orElse("; start it with --add-modules " + MODULE + " for those of the Vector API")));
    }

    /** The fastest products in double. */
    public static RowProducts rowProducts() {
        return ROW_PRODUCTS;
    }

    /** The fastest elementary functions of arrays. */
    public static ElementaryArrays elementary() {
        return ELEMENTARY;
    }

    /** Only {@code vector} names classes of the incubator module, so it is loaded by name and only where they exist. */
    private static Optional<KernelProvider> loadVector() {
        Optional<Module> module = ModuleLayer.boot().findModule(MODULE);
        if (module.isEmpty() || !compilesWell()) {
            return Optional.empty();
        }
        Kernels.class.getModule().addReads(module.get());
        try {
            Class<?> provider = Class.forName(VECTOR_PROVIDER);
            return Optional.of(
                    (KernelProvider) provider.getDeclaredConstructor().newInstance());
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

    /** Chosen, and logged, when it is first asked for. */
    private static final class Best {

        static final KernelProvider PROVIDER = VECTOR.orElse(PLAIN);

        static {
            if (VECTOR.isPresent()) {
                LOG.info("computing in float with {}", PROVIDER.name());
            } else {
                LOG.info(
                        "computing in float with {}; start the JVM with --add-modules {} for several times the speed",
                        PROVIDER.name(),
                        MODULE);
            }
        }
    }
}
