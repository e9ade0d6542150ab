package dev.clv;

import dev.clv.caution.Caution;
import dev.clv.explain.json.RecordJson;
import dev.clv.features.Feature;
import dev.clv.features.event.CurrencyCode;
import dev.clv.features.table.TableEncoder;
import dev.clv.store.ModelFile;
import dev.clv.store.ModelFormatException;
import dev.clv.store.Section;
import dev.clv.train.HeldOutOrigin;
import dev.clv.train.LabelShares;
import dev.clv.train.NetworkRun;
import dev.clv.value.ValueRegressor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model at a glance: where it comes from, what it was trained on, how well, and how large it is. It holds no
 * customer's data. Immutable.
 *
 * @param model {@code event-log} or {@code table}
 * @param library the version of the library that trained it
 * @param format the version of the file format that {@code save} writes
 * @param currency of all amounts; {@code XXX} if none was named
 * @param horizon how far ahead it predicts, as ISO 8601 text; null for a table
 * @param cutoffs the training origins as ISO 8601 texts, latest first; empty for a table
 * @param rows training rows
 * @param customers different customers among them
 * @param flooredLabels rows whose label was floored at 0
 * @param positiveShare share of rows with a positive label; NaN without labels
 * @param settings of the training, by name
 * @param networks how the training of each network went
 * @param scale currency per unit of the networks' labels
 * @param calibration the factor on every value
 * @param labelShares how much of the sum of all labels one row and one customer have; NaN if unknown
 * @param heldOut how well customers of each training origin were predicted by networks that had not seen them, the
 *     latest first; empty for a table and if unknown
 * @param targets the factor on the expectation of each target that it learned beside the value, by the target's name
 * @param inputs of each network
 * @param parameters of all networks together
 * @param bytes of the saved file
 * @param features the names of the features, in order
 * @param constantInputs network inputs that never varied in training and are ignored
 * @param cautions what to know before relying on the model; often empty
 */
public record ModelDescription(
        String model,
        String library,
        int format,
        String currency,
        @Nullable String horizon,
        List<String> cutoffs,
        int rows,
        int customers,
        int flooredLabels,
        double positiveShare,
        Map<String, String> settings,
        List<NetworkRun> networks,
        double scale,
        double calibration,
        LabelShares labelShares,
        List<UnseenCustomers> heldOut,
        Map<String, Double> targets,
        int inputs,
        long parameters,
        long bytes,
        List<String> features,
        List<String> constantInputs,
        List<Caution> cautions) {

    /**
     * How well the customers of one training origin were predicted by networks that had not seen them.
     *
     * @param cutoff the origin as ISO 8601 text
     * @param customers how many
     * @param totalRatio true total / predicted total; NaN if nothing was predicted
     * @param coverage80 share of the true values within the interval of 80 %; NaN without a distribution
     * @param coverage90 the same of 90 %
     */
    public record UnseenCustomers(
            String cutoff, int customers, double totalRatio, double coverage80, double coverage90) {

        static UnseenCustomers of(HeldOutOrigin origin) {
            return new UnseenCustomers(
                    origin.cutoff().toString(),
                    origin.customers(),
                    origin.totalRatio(),
                    origin.coverage80(),
                    origin.coverage90());
        }
    }

    private static final String KIND = "model-description";
    private static final int VERSION = 2;

    /** Copies the lists and the maps, whose order is kept. */
    public ModelDescription {
        cutoffs = List.copyOf(cutoffs);
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        networks = List.copyOf(networks);
        heldOut = List.copyOf(heldOut);
        targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
        features = List.copyOf(features);
        constantInputs = List.copyOf(constantInputs);
        cautions = List.copyOf(cautions);
    }

    /**
     * Describes the model in a file, without the extractors, layers and losses of your own that using it needs.
     *
     * @throws ModelFormatException if the file is not a model, is damaged, or is of a later version
     */
    public static ModelDescription load(Path path) throws IOException {
        return of(ModelFile.load(path));
    }

    static ModelDescription of(Section model) throws IOException {
        Section networks = ValueRegressor.networks(model.section("regressor"));
        TrainingSummary training = model.read("training", TrainingSummary::read);
        long parameters = 0;
        for (Section member : networks.sections("members")) {
            parameters += member.numbers("parameters").length;
        }
        CountingStream file = new CountingStream();
        ModelFile.write(model, file);
        return new ModelDescription(
                model.word("kind"),
                training.library(),
                ModelFile.VERSION,
                model.word("currency"),
                model.has("horizon") ? model.word("horizon") : null,
                training.cutoffs().stream().map(Instant::toString).toList(),
                training.rows(),
                training.customers(),
                training.flooredLabels(),
                training.positiveShare(),
                training.settings(),
                training.networks(),
                networks.number("scale"),
                networks.number("calibration"),
                training.labelShares(),
                training.heldOut().stream().map(UnseenCustomers::of).toList(),
                targets(networks),
                model.read(
                        "regressor",
                        part -> ValueRegressor.networks(part)
                                .description("network")
                                .whole("inputs")),
                parameters,
                file.bytes,
                features(model),
                training.constantFeatures(),
                training.cautions());
    }

    private static Map<String, Double> targets(Section networks) throws ModelFormatException {
        Map<String, Double> targets = new LinkedHashMap<>();
        if (networks.has("targets")) {
            List<String> names = networks.words("targets");
            double[] factors = networks.numbers("other_calibrations", names.size() - 1);
            for (int t = 1; t < names.size(); t++) {
                targets.put(names.get(t), factors[t - 1]);
            }
        }
        return targets;
    }

    private static List<String> features(Section model) throws ModelFormatException {
        if (model.has("pipeline")) {
            return model.read("pipeline", part -> part.fittedState("schema").texts("names"));
        }
        TableEncoder encoder = model.read("columns", part -> TableEncoder.restore(part.fittedState("state")));
        return encoder.schema().features().stream().map(Feature::name).toList();
    }

    /** Keeps nothing but the number of bytes. */
    private static final class CountingStream extends OutputStream {

        private long bytes;

        @Override
        public void write(int b) {
            bytes++;
        }

        @Override
        public void write(byte[] b, int from, int length) {
            bytes += length;
        }
    }

    /** As JSON with a kind and a version; {@link #fromJson} reads it back to the same bits. */
    public String toJson() {
        return RecordJson.write(KIND, VERSION, this);
    }

    /**
     * Reads what {@link #toJson} wrote. Members that it does not know are ignored.
     *
     * @throws IllegalArgumentException if it is something else, or of another version
     */
    public static ModelDescription fromJson(String json) {
        return RecordJson.read(json, KIND, VERSION, ModelDescription.class);
    }

    /** On several lines, to be read by people. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        line(text, "model", horizon == null ? model : model + ", " + horizon + " ahead");
        line(text, "library", library + ", format version " + format);
        line(text, "currency", CurrencyCode.named(currency) == null ? "no currency" : currency);
        if (!cutoffs.isEmpty()) {
            line(text, "cutoffs", String.join(", ", cutoffs));
        }
        line(
                text,
                "rows",
                Double.isNaN(positiveShare)
                        ? customers + " customers, no labels"
                        : String.format(
                                Locale.ROOT,
                                "%d of %d customers, %.1f %% with a positive label, %d labels floored at 0",
                                rows,
                                customers,
                                100 * positiveShare,
                                flooredLabels));
        settings.forEach((name, value) -> line(text, name, value));
        for (int k = 0; k < networks.size(); k++) {
            NetworkRun run = networks.get(k);
            line(
                    text,
                    "network " + (k + 1),
                    String.format(
                            Locale.ROOT,
                            "%d epochs, best %d with a validation loss of %.5g",
                            run.epochs(),
                            run.bestEpoch(),
                            run.validationLoss()));
        }
        line(text, "calibration", String.format(Locale.ROOT, "%.4f, labels in units of %.6g", calibration, scale));
        if (!Double.isNaN(labelShares.largestLabel())) {
            line(
                    text,
                    "label shares",
                    String.format(
                            Locale.ROOT,
                            "the largest label has %.0f %% of the sum, the largest customer %.0f %%",
                            100 * labelShares.largestLabel(),
                            100 * labelShares.largestCustomer()));
        }
        for (UnseenCustomers origin : heldOut) {
            line(
                    text,
                    "unseen customers",
                    String.format(
                            Locale.ROOT,
                            "at %s: true total %.3f times the predicted one; intervals of 80 %% held %.1f %%, of 90 %% %.1f %%",
                            origin.cutoff(),
                            origin.totalRatio(),
                            100 * origin.coverage80(),
                            100 * origin.coverage90()));
        }
        targets.forEach((name, factor) ->
                line(text, "target", String.format(Locale.ROOT, "%s, calibration %.4f", name, factor)));
        line(text, "size", inputs + " inputs, " + parameters + " parameters, " + bytes + " bytes");
        line(text, "features", features.size() + ": " + String.join(", ", features));
        line(text, "constant inputs", constantInputs.isEmpty() ? "none" : String.join(", ", constantInputs));
        cautions.forEach(caution -> line(text, "caution", caution.sentence()));
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "%-16s %s%n", name, value));
    }
}
