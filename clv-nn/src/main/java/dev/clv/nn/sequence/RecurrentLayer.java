package dev.clv.nn.sequence;

import dev.clv.nn.layer.LayerMemory;
import dev.clv.nn.math.NamedMatrices;
import java.util.Optional;

/**
 * A layer that walks over a sequence from its oldest token to its newest and carries a state along. It ends the
 * sequence: x is (B, C + 1 + T F), y (B, C + H), first the plain columns, then the hidden state behind the newest
 * token, which is 0 for an empty sequence.
 *
 * <p>Since the state is all that the layer knows of the past, it can be kept instead of the events, and moved on by
 * {@link #step} when an event comes:
 *
 * <pre>{@code
 * double[] state = new double[gru.stateSize()]; // nothing has happened yet
 * LayerMemory memory = gru.memory(1);
 * gru.step(parameters, state, token, memory);
 * }</pre>
 */
public interface RecurrentLayer extends SequenceLayer {

    /** H, the size of the hidden state. */
    int hidden();

    /** The length of a whole state: the hidden state first, and behind it what else the layer carries along. */
    int stateSize();

    /**
     * Moves a state on by one token, to the bits of the walk over a whole sequence. A walk begins at the oldest of T
     * tokens, while a state that is moved on remembers all that came before: the bits are the same for up to T tokens.
     *
     * @param parameters of this layer, under the names of {@link #parameters()}. Not modified.
     * @param state all 0 at the beginning. Overwritten with the next one.
     * @param token (F), finite. Not modified.
     * @param memory from {@link #memory}, for one thread at a time. Modified.
     * @throws IllegalArgumentException if the state or the token has the wrong length
     */
    void step(NamedMatrices parameters, double[] state, double[] token, LayerMemory memory);

    @Override
    default Optional<SequenceShape> result() {
        return Optional.empty();
    }

    @Override
    default int outputs() {
        return shape().columns() + hidden();
    }
}
