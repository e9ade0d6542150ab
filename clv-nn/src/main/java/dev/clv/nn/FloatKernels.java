package dev.clv.nn;

import dev.clv.nn.internal.Kernels;
import java.util.Optional;

/**
 * The choice of a way to compute in float: plain loops or the Vector API. Immutable and thread-safe.
 *
 * @param name a short name with the vector width where it matters, for example {@code vector-512}; the same name gives
 *     the same bits
 */
public record FloatKernels(String name) {

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if this JVM has no kernels of that name
     */
    public FloatKernels {
        Kernels.named(name);
    }

    /** Plain Java in loops that the just-in-time compiler turns into vector instructions; always available. */
    public static FloatKernels plain() {
        return new FloatKernels(Kernels.plain().name());
    }

    /** The Vector API; empty if this JVM does not offer it or would run it slowly. */
    public static Optional<FloatKernels> vector() {
        return Kernels.vector().map(kernels -> new FloatKernels(kernels.name()));
    }

    /** The fastest kernels of this JVM; the choice is logged when it is first asked for. */
    public static FloatKernels best() {
        return new FloatKernels(Kernels.best().name());
    }

    /**
     * The kernels that finish this much work first in a process that has just started. Until the just-in-time compiler
     * has compiled them, for a second or two, the Vector API's loops are slower than plain ones by orders of magnitude;
     * a small amount of work is done sooner by plain loops.
     *
     * @param multiplyAdds the number of multiply-adds in all
     */
    public static FloatKernels best(double multiplyAdds) {
        return new FloatKernels(Kernels.best(multiplyAdds).name());
    }
}
