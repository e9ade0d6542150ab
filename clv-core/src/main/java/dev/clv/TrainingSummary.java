package dev.clv;

import java.time.Instant;
import java.util.List;

/**
 * What a model was trained on.
 *
 * @param cutoffs the training origins, latest first; empty for a model of a plain table
 * @param rows training rows: (customer, origin) pairs, or rows of the table
 * @param customers different customers among them
 * @param flooredLabels rows whose refunds exceeded purchases, so that the label was floored at 0
 * @param positiveShare share of rows with a positive label, in (0, 1]
 * @param constantFeatures network inputs that never varied in training and are ignored
 */
public record TrainingSummary(
        List<Instant> cutoffs,
        int rows,
        int customers,
        int flooredLabels,
        double positiveShare,
        List<String> constantFeatures) {

    /** Copies the lists. */
    public TrainingSummary {
        cutoffs = List.copyOf(cutoffs);
        constantFeatures = List.copyOf(constantFeatures);
    }
}
