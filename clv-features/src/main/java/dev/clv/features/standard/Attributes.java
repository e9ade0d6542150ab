package dev.clv.features.standard;

import dev.clv.features.ColumnReport;
import dev.clv.features.CustomerContext;
import dev.clv.features.Feature;
import dev.clv.features.FeatureExtractor;
import dev.clv.features.FittedState;
import dev.clv.features.event.AttributeChange;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.internal.cell.MissingWords;
import dev.clv.features.internal.cell.NumberForm;
import dev.clv.features.internal.extract.ComputedExtractor;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The last known value of the attributes seen in training: a number, or the code of a category. */
final class Attributes extends ComputedExtractor {

    static final String NAME = "attributes";

    private static final String PREFIX = "attr.";
    private static final String ALL = "names";
    private static final String CATEGORIES_OF = "categories.";

    private static final String MAX_CATEGORIES = "max_categories";
    private static final String MIN_CUSTOMERS = "min_customers";

    private static final String FORMS = "forms";
    private static final String CURRENCIES = "currencies";

    private final AttributePlan plan;
    private final List<NumberForm> forms;

    /** By attribute name: its place and the codes of its categories. */
    private final Map<String, Column> columns = new HashMap<>();

    /**
     * @param plan the settings of training
     * @param features what training kept
     * @param forms how the numbers of each are written
     * @param reports what became of every attribute
     */
    Attributes(AttributePlan plan, List<Feature> features, List<NumberForm> forms, List<ColumnReport> reports) {
        super(NAME, features, reports);
        this.plan = plan;
        this.forms = List.copyOf(forms);
        for (int i = 0; i < features.size(); i++) {
            Map<String, Integer> codes = new HashMap<>();
            features.get(i).categories().forEach(category -> codes.put(category, codes.size()));
            columns.put(attribute(features.get(i)), new Column(i, features.get(i), forms.get(i), codes));
        }
    }

    static Feature numeric(String attribute) {
        return Feature.numeric(PREFIX + attribute, "value", "Customer attribute " + attribute, "profile");
    }

    static Feature categorical(String attribute, List<String> categories) {
        return Feature.categorical(PREFIX + attribute, "Customer attribute " + attribute, "profile", categories);
    }

    private static String attribute(Feature feature) {
        return feature.name().substring(PREFIX.length());
    }

    @Override
    public FittedState fittedState() {
        FittedState state = FittedState.EMPTY
                .withNumbers(MAX_CATEGORIES, plan.maxCategories())
                .withNumbers(MIN_CUSTOMERS, plan.minCustomers())
                .withTexts(ALL, features().stream().map(Attributes::attribute).toList());
        if (!forms.stream().allMatch(NumberForm.PLAIN::equals)) {
            state = state.withTexts(FORMS, forms.stream().map(NumberForm::word).toList());
        }
        Map<String, String> named = currencies(columns());
        List<String> currencies = features().stream()
                .map(feature -> named.getOrDefault(attribute(feature), ""))
                .toList();
        if (!currencies.stream().allMatch(String::isEmpty)) {
            state = state.withTexts(CURRENCIES, currencies);
        }
        for (Feature feature : features()) {
            if (feature.isCategorical()) {
                state = state.withTexts(CATEGORIES_OF + attribute(feature), feature.categories());
            }
        }
        return state;
    }

    /** By attribute, where its numbers name one. */
    private static Map<String, String> currencies(List<ColumnReport> reports) {
        Map<String, String> currencies = new HashMap<>();
        reports.forEach(report -> {
            if (report.currency() != null) {
                currencies.put(report.column(), report.currency());
            }
        });
        return currencies;
    }

    @Override
    public FeatureExtractor restore(FittedState state) {
        return of(state);
    }

    static Attributes of(FittedState state) {
        List<Feature> features = new ArrayList<>();
        for (String attribute : state.texts(ALL)) {
            List<String> categories = state.texts().get(CATEGORIES_OF + attribute);
            features.add(categories == null ? numeric(attribute) : categorical(attribute, categories));
        }
        List<String> words =
                state.texts().getOrDefault(FORMS, Collections.nCopies(features.size(), NumberForm.PLAIN.word()));
        List<NumberForm> forms = words.stream().map(NumberForm::ofWord).toList();
        List<ColumnReport> reports = new ArrayList<>();
        List<String> currencies = state.texts().getOrDefault(CURRENCIES, Collections.nCopies(features.size(), ""));
        for (Feature feature : features) {
            String currency = currencies.get(reports.size());
            reports.add(new ColumnReport(
                    attribute(feature),
                    feature.isCategorical() ? ColumnReport.Kind.CATEGORY : ColumnReport.Kind.NUMBER,
                    "",
                    null,
                    currency.isEmpty() ? null : currency));
        }
        return new Attributes(
                new AttributePlan(state.integer(MAX_CATEGORIES), state.integer(MIN_CUSTOMERS)),
                features,
                forms,
                reports);
    }

    /** It is what the shop sent, and may be missing. */
    @Override
    public boolean isNaNOrdinary() {
        return false;
    }

    @Override
    public State begin(CustomerContext customer) {
        return new AttributeState();
    }

    private final class AttributeState implements State {

        private final double[] values = new double[features().size()];

        /** Whether anything was said of an attribute; a blank value is said and NaN. */
        private final boolean[] said = new boolean[values.length];

        AttributeState() {
            Arrays.fill(values, Double.NaN);
        }

        @Override
        public void add(CustomerEvent event) {
            if (event instanceof AttributeChange change) {
                Column column = columns.get(change.name());
                if (column != null) {
                    values[column.place] = column.code(change.value().strip());
                    said[column.place] = true;
                }
            }
        }

        @Override
        public void write(Instant cutoff, double[] row, int offset) {
            System.arraycopy(values, 0, row, offset, values.length);
        }

        @Override
        public void snapshot(StateWriter out) {
            for (int i = 0; i < values.length; i++) {
                out.flag(said[i]).number(values[i]);
            }
        }

        @Override
        public void restore(StateReader in) {
            merge(in);
        }

        @Override
        public void merge(StateReader later) {
            for (int i = 0; i < values.length; i++) {
                boolean saidLater = later.flag();
                double value = later.number();
                values[i] = saidLater ? value : values[i];
                said[i] |= saidLater;
            }
        }
    }

    private record Column(int place, Feature feature, NumberForm form, Map<String, Integer> codes) {

        double code(String value) {
            if (MissingWords.STANDARD.contains(value)) {
                return Double.NaN;
            }
            return feature.isCategorical() ? codes.getOrDefault(value, feature.unknownCode()) : form.read(value);
        }
    }
}
