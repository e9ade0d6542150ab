package dev.clv;

import dev.clv.caution.Caution;
import dev.clv.store.ModelFormatException;
import dev.clv.store.Section;
import dev.clv.train.LabelShares;
import dev.clv.train.NetworkRun;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a model was trained on.
 *
 * @param cutoffs the training origins, latest first; empty for a model of a plain table
 * @param rows training rows: (customer, origin) pairs, or rows of the table
 * @param customers different customers among them
 * @param flooredLabels rows whose refunds exceeded purchases, so that the label was floored at 0
 * @param positiveShare share of rows with a positive label, in (0, 1]
 * @param constantFeatures network inputs that never varied in training and are ignored
 * @param library the version of the library that trained the model
 * @param settings of the training by name, as texts for people
 * @param networks how the training of each network went
 * @param calibration the factor on every value: what customers were worth, by what networks expected of them that had
 *     not seen them; in [1/2, 2]; NaN for a model of a version that did not keep it here
 * @param labelShares how much of the sum of all labels one row and one customer have; NaN likewise
 * @param fingerprints of the customers of each training origin, in order, or of the rows of a table: a number that is
 *     the same for the same ones in any order and tells nothing else; empty for a model of a version that kept none
 * @param cautions what to know before relying on the model; often empty
 */
public record TrainingSummary(
        List<Instant> cutoffs,
        int rows,
        int customers,
        int flooredLabels,
        double positiveShare,
        List<String> constantFeatures,
        String library,
        Map<String, String> settings,
        List<NetworkRun> networks,
        double calibration,
        LabelShares labelShares,
        List<String> fingerprints,
        List<Caution> cautions) {

    /** Copies the lists. */
    public TrainingSummary {
        cutoffs = List.copyOf(cutoffs);
        constantFeatures = List.copyOf(constantFeatures);
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        networks = List.copyOf(networks);
        fingerprints = List.copyOf(fingerprints);
        cautions = List.copyOf(cautions);
    }

    void write(Section out) {
        out.put("cutoffs", cutoffs.stream().map(Instant::toString).toList());
        out.put("rows", rows);
        out.put("customers", customers);
        out.put("floored_labels", flooredLabels);
        out.put("positive_share", positiveShare);
        out.put("constant_features", constantFeatures);
        out.put("library", library);
        settings.forEach(out.begin("settings")::put);
        List<Section> runs = out.begin("networks", networks.size());
        for (int k = 0; k < runs.size(); k++) {
            NetworkRun run = networks.get(k);
            runs.get(k)
                    .put("epochs", run.epochs())
                    .put("best_epoch", run.bestEpoch())
                    .put("validation_loss", run.validationLoss());
        }
        out.put("calibration", calibration);
        out.put("label_shares", new double[] {labelShares.largestLabel(), labelShares.largestCustomer()});
        out.put("fingerprints", fingerprints);
        Caution.write(cautions, out, "cautions");
    }

    static TrainingSummary read(Section in) throws ModelFormatException {
        int rows = in.whole("rows", 1, Integer.MAX_VALUE);
        return new TrainingSummary(
                in.words("cutoffs", Instant::parse),
                rows,
                in.whole("customers", 1, rows),
                in.whole("floored_labels", 0, rows),
                in.number("positive_share", Double.MIN_VALUE, 1),
                in.words("constant_features"),
                in.word("library"),
                settings(in.section("settings")),
                in.readAll("networks", TrainingSummary::run),
                in.has("calibration") ? in.number("calibration") : Double.NaN,
                shares(in),
                in.has("fingerprints") ? in.words("fingerprints") : List.of(),
                Caution.read(in, "cautions"));
    }

    private static Map<String, String> settings(Section in) throws ModelFormatException {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String name : in.keys()) {
            settings.put(name, in.word(name));
        }
        return settings;
    }

    private static LabelShares shares(Section in) throws ModelFormatException {
        double[] shares =
                in.has("label_shares") ? in.numbers("label_shares", 2) : new double[] {Double.NaN, Double.NaN};
        return new LabelShares(shares[0], shares[1]);
    }

    private static NetworkRun run(Section in) throws ModelFormatException {
        int epochs = in.whole("epochs", 0, Integer.MAX_VALUE);
        return new NetworkRun(epochs, in.whole("best_epoch", 0, epochs), in.number("validation_loss"));
    }
}
