package dev.clv.nn.sequence;

import dev.clv.nn.layer.Layer;
import java.util.Optional;

/**
 * A {@link Layer} that reads a sequence. It passes the plain columns on as they are, and gives either another sequence,
 * of the same length and with other tokens, or numbers that sum the sequence up; neither depends on the plain columns,
 * so that a network reads a sequence once that many rows hold. Padding must change no bit of any output;
 * {@link dev.clv.nn.check.LayerChecks} looks.
 */
public interface SequenceLayer extends Layer {

    /** How the sequence lies in the rows that the layer takes. */
    SequenceShape shape();

    /** How the sequence lies in the rows that the layer gives; empty if it ends the sequence. */
    Optional<SequenceShape> result();

    @Override
    default int inputs() {
        return shape().width();
    }

    /** The length of the sequence is an index from 0 to T, every other column an ordinary number. */
    @Override
    default int categories(int column) {
        return column == shape().lengthColumn() ? shape().steps() + 1 : 0;
    }
}
