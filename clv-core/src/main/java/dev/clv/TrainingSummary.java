package dev.clv;

import dev.clv.caution.Caution;
import dev.clv.features.select.SelectionReport;
import dev.clv.internal.StudentT;
import dev.clv.store.ModelFormatException;
import dev.clv.store.Section;
import dev.clv.train.HeldOutOrigin;
import dev.clv.train.LabelShares;
import dev.clv.train.NetworkRun;
import dev.clv.value.LevelUncertainty;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a model was trained on.
 *
 * @param cutoffs the training origins, latest first; empty for a model of a plain table
 * @param rows training rows: (customer, origin) pairs, or rows of the table
 * @param customers different customers among them
 * @param flooredLabels rows whose refunds exceeded purchases, so that the label was floored at 0
 * @param positiveShare share of rows with a positive label, in (0, 1]; NaN for a model without labels, see
 *     {@link ClvModel#general}
 * @param constantFeatures network inputs that never varied in training and are ignored
 * @param library the version of the library that trained the model
 * @param settings of the training by name, as texts for people
 * @param networks how the training of each network went
 * @param calibration the factor on every value: what customers were worth, by what networks expected of them that had
 *     not seen them; in [1/2, 2]; NaN for a model of a version that did not keep it here
 * @param labelShares how much of the sum of all labels one row and one customer have; NaN likewise
 * @param heldOut how well customers of each training origin were predicted by networks that had not seen them, the
 *     latest first; empty for a model of a plain table, and for one of a version that did not keep it
 * @param fingerprints of the customers of each training origin, in order, or of the rows of a table: a number that is
 *     the same for the same ones in any order and tells nothing else; empty for a model of a version that kept none
 * @param selection which features were kept and which were dropped; {@link SelectionReport#NONE} unless a selection was
 *     asked for, see {@link ModelBuilder#features}
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
        List<HeldOutOrigin> heldOut,
        List<String> fingerprints,
        SelectionReport selection,
        List<Caution> cautions) {

    /** Both tails beyond leave 80 %. */
    private static final double LIKELY = 0.9;

    private static final double MOST_DRIFT = 2;

    /** Of the log-odds of a uniform number. */
    private static final double LOGISTIC_VARIANCE = Math.PI * Math.PI / 3;

    /** Copies the lists. */
    public TrainingSummary {
        cutoffs = List.copyOf(cutoffs);
        constantFeatures = List.copyOf(constantFeatures);
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        networks = List.copyOf(networks);
        heldOut = List.copyOf(heldOut);
        fingerprints = List.copyOf(fingerprints);
        cautions = List.copyOf(cautions);
    }

    /** The same with another setting, as a text for people, and more cautions. */
    TrainingSummary with(String setting, String words, List<Caution> more) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put(setting, words);
        return new TrainingSummary(
                cutoffs,
                rows,
                customers,
                flooredLabels,
                positiveShare,
                constantFeatures,
                library,
                all,
                networks,
                calibration,
                labelShares,
                heldOut,
                fingerprints,
                selection,
                Stream.concat(cautions.stream(), more.stream()).toList());
    }

    /** Whether the model has learned from outcomes of this shop, as all but those of {@link ClvModel#general} have. */
    public boolean hasLabels() {
        return !Double.isNaN(positiveShare);
    }

    void write(Section out) {
        out.put("cutoffs", cutoffs.stream().map(Instant::toString).toList());
        out.put("rows", rows);
        out.put("customers", customers);
        out.put("floored_labels", flooredLabels);
        if (hasLabels()) {
            out.put("positive_share", positiveShare);
        }
        out.put("constant_features", constantFeatures);
        out.put("library", library);
        settings.forEach(out.begin("settings")::put);
        List<Section> runs = out.begin("networks", networks.size());
        for (int k = 0; k < runs.size(); k++) {
            NetworkRun run = networks.get(k);
            runs.get(k)
                    .put("epochs", run.epochs())
                    .put("best_epoch", run.bestEpoch())
                    .put("validation_loss", run.validationLoss())
                    .put("training_losses", doubles(run.trainingLosses()))
                    .put("validation_losses", doubles(run.validationLosses()));
        }
        out.put("calibration", calibration);
        out.put("label_shares", new double[] {labelShares.largestLabel(), labelShares.largestCustomer()});
        List<Section> origins = out.begin("held_out", heldOut.size());
        for (int k = 0; k < origins.size(); k++) {
            HeldOutOrigin origin = heldOut.get(k);
            origins.get(k)
                    .put("cutoff", origin.cutoff().toString())
                    .put("customers", origin.customers())
                    .put("total_ratio", origin.totalRatio())
                    .put("chance", origin.chance())
                    .put("coverage_80", origin.coverage80())
                    .put("coverage_90", origin.coverage90())
                    .put("buyers", origin.buyers())
                    .put("log_odds", origin.logOdds());
        }
        out.put("fingerprints", fingerprints);
        if (!selection.equals(SelectionReport.NONE)) {
            SavedSelection.write(selection, out.begin("selection"));
        }
        Caution.write(cautions, out, "cautions");
    }

    static TrainingSummary read(Section in) throws ModelFormatException {
        int rows = in.whole("rows", 1, Integer.MAX_VALUE);
        return new TrainingSummary(
                in.words("cutoffs", Instant::parse),
                rows,
                in.whole("customers", 1, rows),
                in.whole("floored_labels", 0, rows),
                in.has("positive_share") ? in.number("positive_share", Double.MIN_VALUE, 1) : Double.NaN,
                in.words("constant_features"),
                in.word("library"),
                settings(in.section("settings")),
                in.readAll("networks", TrainingSummary::run),
                in.has("calibration") ? in.number("calibration") : Double.NaN,
                shares(in),
                in.has("held_out") ? in.readAll("held_out", TrainingSummary::heldOut) : List.of(),
                in.has("fingerprints") ? in.words("fingerprints") : List.of(),
                in.has("selection") ? in.read("selection", SavedSelection::read) : SelectionReport.NONE,
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

    private static HeldOutOrigin heldOut(Section in) throws ModelFormatException {
        return new HeldOutOrigin(
                in.word("cutoff", Instant::parse),
                in.whole("customers", 1, Integer.MAX_VALUE),
                in.number("total_ratio"),
                in.number("chance"),
                in.number("coverage_80"),
                in.number("coverage_90"),
                in.whole("buyers", 0, Integer.MAX_VALUE),
                in.number("log_odds"));
    }

    /** How far the totals of all customers may be off together, as the origins show it. */
    LevelUncertainty levelUncertainty(Duration horizon) {
        return heldOut.isEmpty()
                ? LevelUncertainty.UNKNOWN
                : LevelUncertainty.of(
                        heldOut.stream().map(HeldOutOrigin::cutoff).toList(),
                        heldOut.stream().map(HeldOutOrigin::totalRatio).toList(),
                        heldOut.stream().map(HeldOutOrigin::chance).toList(),
                        horizon);
    }

    /**
     * By how much the log-odds of the levels of positive values may drift from the latest origin to one a horizon
     * later: what 80 % of drifts stay within by Student's t, given the drifts from past origins to others a horizon or
     * more later (their root mean square, less what chance makes of as many buyers); 0 if unknown, at most 2.
     */
    double drift(Duration horizon) {
        double squares = 0;
        int pairs = 0;
        for (HeldOutOrigin later : heldOut) {
            for (HeldOutOrigin earlier : heldOut) {
                if (!earlier.cutoff().plus(horizon).isAfter(later.cutoff())
                        && earlier.buyers() > 0
                        && later.buyers() > 0) {
                    double difference = later.logOdds() - earlier.logOdds();
                    double chance = LOGISTIC_VARIANCE / earlier.buyers() + LOGISTIC_VARIANCE / later.buyers();
                    squares += difference * difference - chance;
                    pairs++;
                }
            }
        }
        if (pairs == 0) {
            return 0;
        }
        double windows = LevelUncertainty.windows(
                heldOut.stream().map(HeldOutOrigin::cutoff).toList(), horizon);
        double likely = StudentT.quantile(LIKELY, LevelUncertainty.freedom(windows));
        return Math.min(MOST_DRIFT, likely * Math.sqrt(Math.max(0, squares / pairs)));
    }

    private static NetworkRun run(Section in) throws ModelFormatException {
        int epochs = in.whole("epochs", 0, Integer.MAX_VALUE);
        return new NetworkRun(
                epochs,
                in.whole("best_epoch", 0, epochs),
                in.number("validation_loss"),
                losses(in, "training_losses", epochs),
                losses(in, "validation_losses", epochs));
    }

    /** None in a file of before they were kept. */
    private static List<Double> losses(Section in, String key, int epochs) throws ModelFormatException {
        boolean kept = in.has("training_losses") || in.has("validation_losses");
        return kept ? Arrays.stream(in.numbers(key, epochs)).boxed().toList() : List.of();
    }

    private static double[] doubles(List<Double> numbers) {
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
