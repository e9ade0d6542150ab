package dev.clv.nn.kernel;

import java.util.Optional;

/**
 * A way to compute in float: makes {@link FloatNet}s in the layout that suits it. Implementations are stateless and
 * thread-safe.
 */
public interface FloatKernels {

    /**
     * A short name with the vector width where it matters, for example {@code "vector-512"}; the same name gives the
     * same bits.
     */
    String name();

    /**
     * Room for a network's weights.
     *
     * @param sums how many gradients may be at work before they are added up, at least 1
     */
    FloatNet net(FloatShape shape, int sums);

    /**
     * These weights, ready for prediction.
     *
     * @param parameters all parameters of the network, of which the shape tells where its weights are. Not modified,
     *     and not kept.
     */
    FloatForward forward(FloatShape shape, double[] parameters);

    /** Plain Java in loops that the just-in-time compiler turns into vector instructions; always there. */
    static FloatKernels plain() {
        return PlainKernels.INSTANCE;
    }

    /** The Vector API; empty when this JVM does not offer it or would run it slowly. */
    static Optional<FloatKernels> vector() {
        return Providers.VECTOR;
    }

    /** The fastest there is, chosen once; the choice is logged when first asked for. */
    static FloatKernels best() {
        return Providers.BEST;
    }

    /**
     * The first to be done with this much work in a process that has just started. Until the just-in-time compiler
     * knows them, the Vector API's loops are slower than plain ones by orders of magnitude, for a second or two; little
     * work is done by then.
     *
     * @param multiplyAdds how many in all
     */
    static FloatKernels best(double multiplyAdds) {
        return multiplyAdds < Providers.VECTOR_PAYS_FROM ? plain() : best();
    }
}
