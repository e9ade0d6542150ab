package dev.clv.nn.train;

import dev.clv.nn.Network;
import java.util.List;

/**
 * A trained network and how it came about.
 *
 * @param network with the weights of the best epoch when there were validation rows, else of the last; the starting
 *     weights when training was stopped before any epoch was done
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
