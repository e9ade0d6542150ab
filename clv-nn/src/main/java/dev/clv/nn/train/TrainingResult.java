package dev.clv.nn.train;

import dev.clv.nn.Network;
import java.util.List;

/**
 * A trained network and the course of its training.
 *
 * @param network with the weights of the best epoch if there were validation rows, else of the last; the starting
 *     weights if training stopped before the end of the first epoch
 * @param epochs every finished epoch in order
 * @param bestEpoch the number of the epoch whose weights these are; 0 for the starting weights
 * @param stopReason why it ended
 */
public record TrainingResult(Network network, List<Epoch> epochs, int bestEpoch, StopReason stopReason) {

    /** Copies the list. */
    public TrainingResult {
        epochs = List.copyOf(epochs);
    }
}
