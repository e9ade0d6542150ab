package dev.clv;

import dev.clv.evaluate.NaiveBaselines;
import dev.clv.features.FeatureSchema;
import dev.clv.features.prepare.Preparation;
import dev.clv.nn.Network;
import dev.clv.nn.NetworkSpec;
import dev.clv.nn.UnknownWordException;
import dev.clv.nn.Vocabulary;
import dev.clv.nn.describe.Description;
import dev.clv.reason.Caveat;
import dev.clv.store.ModelFormatException;
import dev.clv.store.Section;
import dev.clv.store.UnknownPartException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** What the models of all kinds have in common, as sections of a model file and back. */
final class ModelFileParts {

    private static final double TINY = Double.MIN_VALUE;
    private static final double HUGE = Double.MAX_VALUE;
    private static final int MANY = Integer.MAX_VALUE;

    private ModelFileParts() {}

    static Section begin(String kind) {
        return Section.root().put("kind", kind);
    }

    static void requireKind(Section in, String kind) throws ModelFormatException {
        if (!in.word("kind").equals(kind)) {
            throw in.wrong(
                    "kind",
                    "is '" + in.word("kind") + "', not '" + kind
                            + "'; an event log's model is a ClvModel, a plain table's a TableModel");
        }
    }

    static void write(ValueRegressor regressor, Section out) {
        out.put("preparation", regressor.preparation().learned());
        out.put("label_scale", regressor.labelScale());
        out.put("calibration", regressor.calibration());
        List<Network> networks = regressor.networks();
        out.put("network", networks.get(0).spec().describe());
        List<Section> members = out.begin("members", networks.size());
        for (int k = 0; k < networks.size(); k++) {
            members.get(k).put("parameters", networks.get(k).parameterArray());
        }
    }

    static ValueRegressor regressor(Section in, FeatureSchema schema, Vocabulary vocabulary)
            throws ModelFormatException {
        Preparation preparation = Preparation.restore(schema, in.learned("preparation"));
        NetworkSpec spec = network(in.description("network"), vocabulary);
        List<Network> networks =
                in.readAll("members", member -> Network.of(spec, member.numbers("parameters", spec.parameterCount())));
        if (networks.isEmpty()) {
            throw in.wrong("members", "must have at least 1 network, has 0");
        }
        return new ValueRegressor(
                preparation, networks, in.number("label_scale", TINY, HUGE), in.number("calibration", 0, HUGE));
    }

    private static NetworkSpec network(Description description, Vocabulary vocabulary) {
        try {
            return vocabulary.network(description);
        } catch (UnknownWordException e) {
            throw new UnknownPartException(e);
        }
    }

    static void write(TypicalRows typical, Section out) {
        out.put("sizes", typical.sizes());
        out.put(
                "rows",
                Arrays.stream(typical.rows()).flatMapToDouble(Arrays::stream).toArray());
    }

    static TypicalRows typical(Section in, FeatureSchema schema) throws ModelFormatException {
        double[] sizes = in.numbers("sizes");
        int columns = schema.size();
        if (sizes.length == 0 || !Arrays.stream(sizes).allMatch(size -> size > 0 && size <= HUGE)) {
            throw in.wrong("sizes", "must be at least one number, each positive and finite");
        }
        double[] flat = in.numbers("rows", Math.multiplyExact(sizes.length, columns));
        double[][] rows = new double[sizes.length][];
        Arrays.setAll(rows, i -> Arrays.copyOfRange(flat, i * columns, (i + 1) * columns));
        return new TypicalRows(rows, sizes);
    }

    static void write(CorrelatedFeatures correlated, Section out) {
        List<Section> pairs = out.begin("pairs", correlated.pairs().size());
        for (int i = 0; i < pairs.size(); i++) {
            Caveat pair = correlated.pairs().get(i);
            pairs.get(i)
                    .put("feature", String.valueOf(pair.feature()))
                    .put("other", String.valueOf(pair.other()))
                    .put("correlation", pair.correlation());
        }
    }

    static CorrelatedFeatures correlated(Section in) throws ModelFormatException {
        return new CorrelatedFeatures(in.readAll(
                "pairs",
                pair -> Caveat.correlated(
                        pair.word("feature"), pair.word("other"), pair.number("correlation", -1, 1))));
    }

    static void write(NaiveBaselines baselines, Section out) {
        out.put("training_mean", baselines.trainingMean());
        out.put("spend_factor", baselines.spendFactor());
    }

    static NaiveBaselines baselines(Section in) throws ModelFormatException {
        return new NaiveBaselines(in.number("training_mean", 0, HUGE), in.number("spend_factor", 0, HUGE));
    }

    static void write(TrainingSummary summary, Section out) {
        out.put("cutoffs", summary.cutoffs().stream().map(Instant::toString).toList());
        out.put("rows", summary.rows());
        out.put("customers", summary.customers());
        out.put("floored_labels", summary.flooredLabels());
        out.put("positive_share", summary.positiveShare());
        out.put("constant_features", summary.constantFeatures());
    }

    static TrainingSummary summary(Section in) throws ModelFormatException {
        int rows = in.whole("rows", 1, MANY);
        return new TrainingSummary(
                in.words("cutoffs", Instant::parse),
                rows,
                in.whole("customers", 1, rows),
                in.whole("floored_labels", 0, rows),
                in.number("positive_share", TINY, 1),
                in.words("constant_features"));
    }

    static String currency(Section in) throws ModelFormatException {
        String currency = in.word("currency");
        if (!currency.matches("[A-Z]{3}")) {
            throw in.wrong("currency", "must be three capital letters as in ISO 4217, was '" + currency + "'");
        }
        return currency;
    }
}
