package dev.clv;

import dev.clv.store.ModelFormatException;
import dev.clv.store.Section;
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

    void write(Section out) {
        out.put("cutoffs", cutoffs.stream().map(Instant::toString).toList());
        out.put("rows", rows);
        out.put("customers", customers);
        out.put("floored_labels", flooredLabels);
        out.put("positive_share", positiveShare);
        out.put("constant_features", constantFeatures);
    }

    static TrainingSummary read(Section in) throws ModelFormatException {
        int rows = in.whole("rows", 1, Integer.MAX_VALUE);
        return new TrainingSummary(
                in.words("cutoffs", Instant::parse),
                rows,
                in.whole("customers", 1, rows),
                in.whole("floored_labels", 0, rows),
                in.number("positive_share", Double.MIN_VALUE, 1),
                in.words("constant_features"));
    }
}
