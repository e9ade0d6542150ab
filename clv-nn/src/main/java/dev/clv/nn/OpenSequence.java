package dev.clv.nn;

import dev.clv.nn.layer.Layer;
import dev.clv.nn.sequence.SequenceLayer;
import dev.clv.nn.sequence.SequenceShape;
import java.util.List;
import java.util.Optional;

/**
 * Which layers may follow which where rows hold a sequence: only a {@link SequenceLayer} can tell it from ordinary
 * columns, and the last of them must end it.
 */
final class OpenSequence {

    private static final String END = "gru, lstm, attention or pool";

    private OpenSequence() {}

    /** The sequence of the rows that a network with these layers takes; empty if there is none. */
    static Optional<SequenceShape> of(List<Layer> layers) {
        return layers.get(0) instanceof SequenceLayer first ? Optional.of(first.shape()) : Optional.empty();
    }

    /** The sequence that is there behind a layer. */
    static Optional<SequenceShape> behind(Layer layer) {
        return layer instanceof SequenceLayer sequence ? sequence.result() : Optional.empty();
    }

    /** Throws unless a layer fits what is there before it. */
    static void check(String what, Layer layer, Optional<SequenceShape> open) {
        if (!(layer instanceof SequenceLayer sequence)) {
            if (open.isPresent()) {
                throw new IllegalArgumentException(what + " is given a sequence, of " + open.get()
                        + ", that it cannot tell from ordinary columns; end the sequence before, by " + END);
            }
            return;
        }
        if (open.isEmpty()) {
            throw new IllegalArgumentException(what + " reads a sequence, but there is none here; begin with"
                    + " NetworkSpec.builder(SequenceInput), and add it before the layer that ends the sequence");
        }
        if (!sequence.shape().equals(open.get())) {
            throw new IllegalArgumentException(what + " reads a sequence of " + sequence.shape()
                    + " but is given one of " + open.get() + "; make it for the shape of what comes before");
        }
    }

    /** The sequence that is there, for a layer that needs one. */
    static SequenceShape require(String what, Optional<SequenceShape> open) {
        return open.orElseThrow(() -> new IllegalArgumentException(what + " needs a sequence, but there is none here;"
                + " begin with NetworkSpec.builder(SequenceInput), and end the sequence only once"));
    }
}
