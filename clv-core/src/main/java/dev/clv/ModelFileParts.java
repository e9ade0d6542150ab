package dev.clv;

import dev.clv.baseline.Baseline;
import dev.clv.baseline.FittedBaselines;
import dev.clv.features.FeatureSchema;
import dev.clv.features.FittedState;
import dev.clv.features.prepare.Preparation;
import dev.clv.nn.Network;
import dev.clv.nn.NetworkSpec;
import dev.clv.nn.Vocabulary;
import dev.clv.nn.describe.Description;
import dev.clv.reason.Caveat;
import dev.clv.reason.CorrelatedFeatures;
import dev.clv.reason.Prototypes;
import dev.clv.reason.ValueExplainer;
import dev.clv.store.ModelFile;
import dev.clv.store.ModelFormatException;
import dev.clv.value.NetworkEnsemble;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The parts that the files of all kinds of models share: words in the header, numbers in tensors. */
final class ModelFileParts {

    private static final String CORRELATED = "correlated";

    private ModelFileParts() {}

    /** Collects the parts of a file. */
    static final class Writer {

        private final Map<String, Object> header = new LinkedHashMap<>();
        private final Map<String, double[]> tensors = new LinkedHashMap<>();

        Writer(String kind) {
            header.put("kind", kind);
        }

        void put(String name, Object plain) {
            header.put(name, plain);
        }

        void fitted(String prefix, FittedState state) {
            Map<String, double[]> numbers = new TreeMap<>(state.numbers());
            Map<String, Object> lists = new TreeMap<>();
            lists.put("numbers", List.copyOf(numbers.keySet()));
            lists.put("texts", new TreeMap<>(state.texts()));
            header.put(prefix, lists);
            numbers.forEach((name, list) -> tensors.put(prefix + "/" + name, list));
        }

        void rows(RowModel rows) {
            put("currency", rows.currency());
            regressor((NetworkEnsemble) rows.regressor());
            typical(rows.explainer().prototypes());
            correlated(rows.explainer().correlated());
            baselines(rows.baselines());
            summary(rows.summary());
        }

        private void regressor(NetworkEnsemble regressor) {
            fitted("preparation", regressor.preparation().fittedState());
            List<Network> networks = regressor.networks();
            header.put("network", words(networks.get(0).spec().describe(), "network"));
            header.put("networks", networks.size());
            for (int k = 0; k < networks.size(); k++) {
                tensors.put("network/" + k, networks.get(k).parameterArray());
            }
            tensors.put("scale", new double[] {regressor.scale(), regressor.calibration()});
        }

        private void typical(Prototypes typical) {
            tensors.put(
                    "typical/rows",
                    Arrays.stream(typical.rows())
                            .flatMapToDouble(Arrays::stream)
                            .toArray());
            tensors.put("typical/sizes", typical.sizes());
        }

        private void correlated(CorrelatedFeatures correlated) {
            header.put(
                    CORRELATED,
                    correlated.pairs().stream()
                            .map(pair -> List.of(String.valueOf(pair.feature()), String.valueOf(pair.other())))
                            .toList());
            tensors.put(
                    CORRELATED,
                    correlated.pairs().stream().mapToDouble(Caveat::correlation).toArray());
        }

        private void baselines(FittedBaselines baselines) {
            header.put("baselines", List.copyOf(baselines.numbers().keySet()));
            baselines.numbers().forEach((name, numbers) -> tensors.put("baseline/" + name, numbers));
        }

        private void summary(TrainingSummary summary) {
            Map<String, Object> training = new LinkedHashMap<>();
            training.put(
                    "cutoffs", summary.cutoffs().stream().map(Instant::toString).toList());
            training.put("rows", summary.rows());
            training.put("customers", summary.customers());
            training.put("floored_labels", summary.flooredLabels());
            training.put("constant_features", summary.constantFeatures());
            header.put("training", training);
            tensors.put("training/positive_share", new double[] {summary.positiveShare()});
        }

        void save(Path path) throws IOException {
            new ModelFile(header, tensors).save(path);
        }

        /**
         * Words and structure as JSON, the numbers of each part as a tensor, so that no bit is lost in decimal text.
         */
        private Map<String, Object> words(Description part, String path) {
            Map<String, Object> plain = new LinkedHashMap<>();
            plain.put("word", part.word());
            plain.put("numbers", List.copyOf(part.numbers().keySet()));
            if (!part.numbers().isEmpty()) {
                tensors.put(
                        path + ":",
                        part.numbers().values().stream()
                                .mapToDouble(Double::doubleValue)
                                .toArray());
            }
            List<Object> parts = new ArrayList<>();
            for (int i = 0; i < part.parts().size(); i++) {
                parts.add(words(part.parts().get(i), path + "." + i));
            }
            plain.put("parts", parts);
            return plain;
        }
    }

    /** Takes a file apart; what does not fit is a {@link ModelFormatException}. */
    static final class Reader {

        private final ModelFile file;

        private Reader(ModelFile file) {
            this.file = file;
        }

        static Reader open(Path path, String kind) throws IOException {
            Reader reader = new Reader(ModelFile.load(path));
            String found = reader.text("kind");
            if (!found.equals(kind)) {
                throw new ModelFormatException(path + " holds a model of kind '" + found + "', not '" + kind
                        + "'; an event log's model is a ClvModel, a plain table's a TableModel");
            }
            return reader;
        }

        String text(String name) throws ModelFormatException {
            return as(String.class, file.header(), name);
        }

        List<String> texts(String name) throws ModelFormatException {
            return texts(file.header(), name);
        }

        FittedState fitted(String prefix) throws ModelFormatException {
            Map<?, ?> lists = as(Map.class, file.header(), prefix);
            FittedState state = FittedState.EMPTY;
            for (String name : texts(lists, "numbers")) {
                state = state.withNumbers(name, file.tensor(prefix + "/" + name));
            }
            Map<?, ?> texts = as(Map.class, lists, "texts");
            for (Object name : texts.keySet()) {
                state = state.withTexts(String.valueOf(name), texts(texts, String.valueOf(name)));
            }
            return state;
        }

        RowModel rows(FeatureSchema schema, Vocabulary vocabulary) throws ModelFormatException {
            NetworkEnsemble ensemble = regressor(schema, vocabulary);
            String currency = text("currency");
            return new RowModel(
                    ensemble,
                    new ValueExplainer(ensemble, typical(), correlated(), currency),
                    baselines(),
                    currency,
                    summary());
        }

        private NetworkEnsemble regressor(FeatureSchema schema, Vocabulary vocabulary) throws ModelFormatException {
            Preparation preparation = Preparation.restore(schema, fitted("preparation"));
            Description description = description(as(Map.class, file.header(), "network"), "network");
            NetworkSpec spec = vocabulary.network(description);
            List<Network> networks = new ArrayList<>();
            int count = as(Integer.class, file.header(), "networks");
            for (int k = 0; k < count; k++) {
                networks.add(Network.of(spec, file.tensor("network/" + k)));
            }
            double[] scale = file.tensor("scale");
            return NetworkEnsemble.of(preparation, networks, scale[0], scale[1]);
        }

        private Prototypes typical() throws ModelFormatException {
            double[] flat = file.tensor("typical/rows");
            double[] sizes = file.tensor("typical/sizes");
            int columns = flat.length / sizes.length;
            double[][] rows = new double[sizes.length][];
            Arrays.setAll(rows, i -> Arrays.copyOfRange(flat, i * columns, (i + 1) * columns));
            return new Prototypes(rows, sizes);
        }

        /** A file of before there were any has none. */
        private CorrelatedFeatures correlated() throws ModelFormatException {
            if (!file.header().containsKey(CORRELATED)) {
                return CorrelatedFeatures.none();
            }
            double[] correlations = file.tensor(CORRELATED);
            List<?> names = as(List.class, file.header(), CORRELATED);
            List<Caveat> pairs = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                if (!(names.get(i) instanceof List<?> pair) || pair.size() != 2 || i >= correlations.length) {
                    throw new ModelFormatException(
                            "the model file's correlated features are not well formed; save the model again");
                }
                pairs.add(Caveat.correlated(String.valueOf(pair.get(0)), String.valueOf(pair.get(1)), correlations[i]));
            }
            return new CorrelatedFeatures(pairs);
        }

        private FittedBaselines baselines() throws ModelFormatException {
            Map<String, double[]> numbers = new LinkedHashMap<>();
            for (String name : texts("baselines")) {
                numbers.put(name, file.tensor("baseline/" + name));
            }
            return FittedBaselines.restore(Baseline.naive(), numbers);
        }

        private TrainingSummary summary() throws ModelFormatException {
            Map<?, ?> training = as(Map.class, file.header(), "training");
            return new TrainingSummary(
                    texts(training, "cutoffs").stream().map(Instant::parse).toList(),
                    as(Integer.class, training, "rows"),
                    as(Integer.class, training, "customers"),
                    as(Integer.class, training, "floored_labels"),
                    file.tensor("training/positive_share")[0],
                    texts(training, "constant_features"));
        }

        private Description description(Map<?, ?> plain, String path) throws ModelFormatException {
            TreeMap<String, Double> numbers = new TreeMap<>();
            List<String> names = texts(plain, "numbers");
            for (int i = 0; i < names.size(); i++) {
                numbers.put(names.get(i), file.tensor(path + ":")[i]);
            }
            List<Description> parts = new ArrayList<>();
            List<?> inner = as(List.class, plain, "parts");
            for (int i = 0; i < inner.size(); i++) {
                if (!(inner.get(i) instanceof Map<?, ?> part)) {
                    throw new ModelFormatException("the model file's network is not well formed; save the model again");
                }
                parts.add(description(part, path + "." + i));
            }
            return new Description(as(String.class, plain, "word"), numbers, parts);
        }

        private static List<String> texts(Map<?, ?> map, String name) throws ModelFormatException {
            List<?> list = as(List.class, map, name);
            return list.stream().map(String::valueOf).toList();
        }

        private static <T> T as(Class<T> type, Map<?, ?> map, String name) throws ModelFormatException {
            Object value = map.get(name);
            if (!type.isInstance(value)) {
                throw new ModelFormatException("the model file's header has no " + type.getSimpleName() + " '" + name
                        + "'; save the model again");
            }
            return type.cast(value);
        }
    }
}
