package dev.clv.train;

import dev.clv.nn.train.Epoch;
import dev.clv.nn.train.TrainingResult;

/**
 * How the training of one network of an ensemble went.
 *
 * @param epochs finished epochs
 * @param bestEpoch the number of the epoch whose weights were kept; 0 for the starting weights
 * @param validationLoss the loss on the held-out customers after that epoch, in the loss's own unit; NaN if no epoch
 *     was finished
 */
public record NetworkRun(int epochs, int bestEpoch, double validationLoss) {

    static NetworkRun of(TrainingResult result) {
        double loss = result.epochs().stream()
                .filter(epoch -> epoch.number() == result.bestEpoch())
                .mapToDouble(Epoch::validationLoss)
                .findFirst()
                .orElse(Double.NaN);
        return new NetworkRun(result.epochs().size(), result.bestEpoch(), loss);
    }
}
