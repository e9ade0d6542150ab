package dev.clv.nn.internal.plan;

import dev.clv.nn.FloatKernels;
import dev.clv.nn.NetworkSpec;
import dev.clv.nn.internal.Kernels;
import dev.clv.nn.internal.kernel.DenseChain;
import dev.clv.nn.optimize.Adam;
import dev.clv.nn.optimize.Optimizer;
import dev.clv.nn.optimize.Sgd;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A network as a {@link DenseChain} for training in float: product, bias, activation and dropout of each stage in one
 * go, and the same backward; a {@link SequenceReader} may precede it. Skips, offsets and every loss are supported.
 * Immutable and thread-safe.
 */
public final class FloatPlan {

    private final NetworkSpec spec;
    private final @Nullable SequenceReader reader;
    private final DenseChain chain;

    private FloatPlan(NetworkSpec spec, @Nullable SequenceReader reader, DenseChain chain) {
        this.spec = spec;
        this.reader = reader;
        this.chain = chain;
    }

    /**
     * The plan of a network; empty unless its layers are a {@linkplain DenseChain#isFused fused} chain, which
     * embeddings of tokens and a recurrent layer may precede.
     */
    public static Optional<FloatPlan> compile(NetworkSpec spec) {
        if (spec.sequence().isEmpty()) {
            return DenseChain.of(spec.layers())
                    .filter(DenseChain::isFused)
                    .map(chain -> new FloatPlan(spec, null, chain));
        }
        return SequenceReader.of(spec.layers())
                .flatMap(reader -> DenseChain.of(spec.layers(), reader.layers())
                        .filter(DenseChain::isFused)
                        .map(chain -> new FloatPlan(spec, reader, chain)));
    }

    /** Whether {@link FloatTraining} knows this optimiser: {@link Adam} and {@link Sgd}. */
    public static boolean knows(Optimizer optimizer) {
        return optimizer instanceof Adam || optimizer instanceof Sgd;
    }

    /** The network. */
    public NetworkSpec spec() {
        return spec;
    }

    /** What reads the rows' sequence; empty if they hold none. */
    public Optional<SequenceReader> reader() {
        return Optional.ofNullable(reader);
    }

    DenseChain chain() {
        return chain;
    }

    /**
     * A training by these kernels that starts from these parameters.
     *
     * @param capacity the most rows of a step, at least 1
     * @param parameters in the order of {@link NetworkSpec#parameterShapes()}. Copied.
     * @throws IllegalArgumentException if the optimiser is unknown, or capacity not positive
     */
    public FloatTraining training(FloatKernels kernels, FloatSettings settings, int capacity, double[] parameters) {
        if (!knows(settings.optimizer())) {
            throw new IllegalArgumentException(
                    "optimiser '" + settings.optimizer().describe().word()
                            + "' has no float form; train in double or use adam or sgd");
        }
        if (capacity < 1) {
            throw new IllegalArgumentException("a step needs room for at least 1 row, was " + capacity);
        }
        return new FloatTraining(this, Kernels.named(kernels.name()), settings, capacity, parameters);
    }
}
