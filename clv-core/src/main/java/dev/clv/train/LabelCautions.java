package dev.clv.train;

import dev.clv.caution.Caution;
import dev.clv.features.prepare.Preparation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What labels and their calibration give reason to say. */
final class LabelCautions {

    /** With fewer positive labels than this, a model knows hardly more than their mean. */
    private static final int FEW = 50;

    /** From this share of all labels on, a few labels decide the level. */
    private static final double DECISIVE = 0.2;

    private static final int SHOWN = 3;

    private LabelCautions() {}

    /** About the features and their relation to the labels, which no network has to be trained for. */
    static List<Caution> ofRows(TrainingRows rows) {
        List<Caution> cautions = new ArrayList<>();
        cautions.addAll(LabelCopies.cautions(rows));
        cautions.addAll(Identifiers.cautions(rows.features()));
        cautions.addAll(WildValues.cautions(rows));
        cautions.addAll(CodedValues.cautions(rows));
        cautions.addAll(UnitCautions.cautions(rows));
        return cautions;
    }

    private static Caution few(long positive, int rows) {
        return positive == rows
                ? Caution.of(
                        "few_positive_labels",
                        "There are only %d rows, all with a positive label: expect little of this model.",
                        rows)
                : Caution.of(
                        "few_positive_labels",
                        "Only %d of the %d rows %s a positive label: expect little of this model.",
                        positive,
                        rows,
                        positive == 1 ? "has" : "have");
    }

    /**
     * All of them.
     *
     * @param ofRows those that {@link #ofRows} gives
     * @param limited whether a customer has so much that training made less of it
     */
    static List<Caution> of(
            TrainingRows rows, List<Caution> ofRows, LabelShares shares, boolean limited, Calibration calibration) {
        List<Caution> cautions = new ArrayList<>();
        double[] labels = rows.labels();
        long positive = Arrays.stream(labels).filter(label -> label > 0).count();
        if (Arrays.stream(labels).allMatch(label -> label == labels[0])) {
            cautions.add(Caution.of(
                    "constant_label",
                    "All %d labels are equal, so the model can only repeat them; check the label or the horizon.",
                    labels.length));
        } else if (positive < FEW) {
            cautions.add(few(positive, labels.length));
        }
        cautions.addAll(ofRows);
        Preparation preparation = rows.preparation();
        if (preparation.constants().size() == preparation.width()) {
            cautions.add(Caution.of(
                    "constant_features",
                    "None of the %d features varies in training (%s), so everybody is predicted the same value; add"
                            + " features or rows that differ.",
                    preparation.schema().features().size(),
                    preparation.schema().features().stream()
                            .limit(SHOWN)
                            .map(feature -> "'" + feature.name() + "'")
                            .collect(Collectors.joining(
                                    ", ", "", preparation.schema().features().size() > SHOWN ? ", ..." : ""))));
        }
        if (limited) {
            cautions.add(Caution.of(
                    "dominant_customer",
                    "One customer has %.0f %% of the sum of all labels, the largest single label %.0f %%. In training such"
                            + " a customer counts for a third of the sum at most, in the level of the predictions for a"
                            + " tenth. Check whether it is a typing error or a till rather than a customer, and leave it"
                            + " out if so.",
                    100 * shares.largestCustomer(),
                    100 * shares.largestLabel()));
        }
        WildLabels wild = WildLabels.of(labels);
        boolean decisive = wild.share() >= DECISIVE && !(limited && wild.count() == 1);
        if (decisive) {
            cautions.add(Caution.of(
                    "wild_labels",
                    "At least %d of %d rows have a label out of proportion to all others, together %.0f %% of the sum of all labels, so"
                            + " that they decide the level of all predictions. Check whether those labels are in another"
                            + " unit, such as cents, or typing errors; correct them or leave the rows out.",
                    wild.count(),
                    labels.length,
                    100 * wild.share()));
        }
        if (calibration.factor() != calibration.unbounded() && positive >= FEW) {
            cautions.add(Caution.of(
                    "calibration_bounded",
                    "Customers who were held out had %.3g times the value that the networks expected of them; the factor"
                            + " on all values is limited to %s, so expect the sum of the predictions to be off. %s",
                    calibration.unbounded(),
                    calibration.factor() > 1 ? "2" : "1/2",
                    decisive
                            ? "The labels out of proportion are the likely cause."
                            : "More customers, another loss or fewer features would help."));
        }
        return List.copyOf(cautions);
    }
}
