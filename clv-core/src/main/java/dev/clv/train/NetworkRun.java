package dev.clv.train;

import dev.clv.nn.train.Epoch;
import dev.clv.nn.train.TrainingResult;
import java.util.List;

/**
 * How the training of one network of an ensemble went. Losses are in the loss's own unit.
 *
 * @param epochs finished epochs
 * @param bestEpoch the number of the epoch whose weights were kept; 0 for the starting weights
 * @param validationLoss the loss on the held-out customers after that epoch; NaN if no epoch was finished
 * @param trainingLosses of each epoch, while the weights moved and dropout was on; empty if the model's file keeps none
 * @param validationLosses on the held-out customers after each epoch; empty as {@code trainingLosses}
 */
public record NetworkRun(
        int epochs, int bestEpoch, double validationLoss, List<Double> trainingLosses, List<Double> validationLosses) {

    /** Copies the lists; refuses those that are not one number an epoch. */
    public NetworkRun {
        trainingLosses = List.copyOf(trainingLosses);
        validationLosses = List.copyOf(validationLosses);
        if (trainingLosses.size() != validationLosses.size()
                || (!trainingLosses.isEmpty() && trainingLosses.size() != epochs)) {
            throw new IllegalArgumentException("a run of " + epochs + " epochs needs as many losses of each kind, or"
                    + " none of both; there were " + trainingLosses.size() + " and " + validationLosses.size());
        }
    }

    static NetworkRun of(TrainingResult result) {
        double loss = result.epochs().stream()
                .filter(epoch -> epoch.number() == result.bestEpoch())
                .mapToDouble(Epoch::validationLoss)
                .findFirst()
                .orElse(Double.NaN);
        return new NetworkRun(
                result.epochs().size(),
                result.bestEpoch(),
                loss,
                result.epochs().stream().map(Epoch::trainLoss).toList(),
                result.epochs().stream().map(Epoch::validationLoss).toList());
    }
}
