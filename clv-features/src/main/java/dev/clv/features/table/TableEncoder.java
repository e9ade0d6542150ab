package dev.clv.features.table;

import dev.clv.features.ColumnReport;
import dev.clv.features.Feature;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.FeatureSchema;
import dev.clv.features.FittedState;
import dev.clv.features.Privacy;
import dev.clv.features.RowKey;
import dev.clv.features.internal.CustomerSet;
import dev.clv.features.internal.KnownIds;
import dev.clv.features.internal.PersonalWords;
import dev.clv.features.internal.cell.Masked;
import dev.clv.features.internal.cell.MissingWords;
import dev.clv.features.internal.cell.NumberEvidence;
import dev.clv.features.internal.cell.NumberForm;
import dev.clv.features.internal.cell.TruthWords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Turns the feature columns of a table into features, as learned from the training rows. Immutable and thread-safe.
 *
 * <p>A column whose training values are all numbers is a numeric feature. Numbers may be written as people write them
 * (see {@link dev.clv.features.read.ColumnMapping}), with one decimal mark for a column and either all or none as
 * percentages, which are divided by 100. A column whose values are all dates of one pattern is the number of days since
 * 1970-01-01; any other is categorical: its most frequent values are the categories, everything else shares the unknown
 * code, and a column without any frequent value (names, ids) is left out. Words for true and false are the same in any
 * spelling. A value that stands for a person (an id of the id column, an e-mail address or the number of a phone, a
 * card or an account) is no category, a column of numbers that are ids is left out, and so is a column whose name holds
 * an address or such an id. Columns that were named as written text become features of what it says
 * ({@link TableReader#text(String)}). Missing cells are NaN. {@link #columns()} tells what became of each column. Each
 * is its own business group.
 *
 * <p>A column of numbers, or of numbers and units, is never lost among words: it is refused, with the lines at fault,
 * where half of its values are numbers, not all of them are, and frequent values make up less than nine tenths.
 *
 * <p>The encoder remembers the roles of the columns: a table to be scored needs the feature columns, in any order; its
 * id column is used if it has one, a label column is ignored.
 */
public final class TableEncoder {

    private static final int MAX_CATEGORIES = 50;

    private static final String CURRENCIES = "currencies";
    private static final String LABEL_CURRENCY = "label_currency";
    private static final String TEXTS = "texts";

    private final int maxCategories;
    private final int minCustomers;
    private final FeatureSchema schema;
    /** Of the first columns of a row, one each. */
    private final List<ColumnForm> forms;

    /** Behind them, in order. */
    private final List<TextColumn> texts;

    private final @Nullable String id;
    private final @Nullable String label;
    private final List<String> excluded;
    private final List<String> ignored;
    private final NumberForm labelForm;
    private final @Nullable String labelCurrency;
    private final List<String> missing;
    private final MissingWords missingWords;
    private final List<ColumnReport> columns;

    /** Columns of numbers of which none in training had a group mark. */
    private final List<String> ungrouped;

    /** By feature: the code of each category. */
    private final List<Map<String, Integer>> codes;

    private final List<Map<Boolean, Integer>> truths;

    private TableEncoder(
            int maxCategories,
            int minCustomers,
            List<Feature> plain,
            List<ColumnForm> forms,
            List<TextColumn> texts,
            @Nullable String id,
            @Nullable String label,
            NumberForm labelForm,
            @Nullable String labelCurrency,
            List<String> excluded,
            List<String> missing,
            List<ColumnReport> columns,
            List<String> ungrouped) {
        this.maxCategories = maxCategories;
        this.minCustomers = minCustomers;
        List<Feature> features = new ArrayList<>(plain);
        texts.forEach(text -> features.addAll(text.features()));
        this.schema = FeatureSchema.of(features);
        this.forms = List.copyOf(forms);
        this.texts = List.copyOf(texts);
        this.id = id;
        this.label = label;
        this.excluded = List.copyOf(excluded);
        this.ignored = columns.stream()
                .filter(column -> column.kind() == ColumnReport.Kind.IGNORED)
                .map(ColumnReport::column)
                .toList();
        this.labelForm = labelForm;
        this.labelCurrency = labelCurrency;
        this.missing = List.copyOf(missing);
        this.missingWords = MissingWords.STANDARD.and(missing);
        this.columns = List.copyOf(columns);
        this.ungrouped = List.copyOf(ungrouped);
        this.codes = plain.stream().map(TableEncoder::codes).toList();
        this.truths = plain.stream().map(TableEncoder::truths).toList();
    }

    private static Map<String, Integer> codes(Feature feature) {
        Map<String, Integer> codes = new HashMap<>();
        feature.categories().forEach(category -> codes.put(category, codes.size()));
        return codes;
    }

    /** By feature: the code of true and of false, however they are spelled; none where the categories are others. */
    private static Map<Boolean, Integer> truths(Feature feature) {
        Map<Boolean, Integer> truths = new HashMap<>();
        if (feature.isCategorical() && TruthWords.arePair(feature.categories())) {
            for (String category : feature.categories()) {
                truths.put(TruthWords.truth(category), truths.size());
            }
        }
        return truths;
    }

    /**
     * Learns from training rows, keeping up to 50 categories of at least {@link Privacy#MIN_CUSTOMERS} customers each
     * per column.
     */
    public static TableEncoder fit(Table training) {
        return fit(training, MAX_CATEGORIES, Privacy.MIN_CUSTOMERS);
    }

    /**
     * Learns from training rows.
     *
     * @param training at least one row
     * @param maxCategories the most categories of a column; positive
     * @param minCustomers how many different customers must have a category for it to be kept; positive. A customer is
     *     a value of the id column; where no id column was named, every row is one
     * @throws IllegalArgumentException if a cell does not fit its column, where nearly all others do, or an id is
     *     missing or holds a control character; the message says where
     */
    public static TableEncoder fit(Table training, int maxCategories, int minCustomers) {
        if (maxCategories < 1 || minCustomers < 1) {
            throw new IllegalArgumentException("maxCategories and minCustomers must be at least 1, were "
                    + maxCategories + " and " + minCustomers);
        }
        if (training.rows() == 0) {
            throw new IllegalArgumentException("a table to learn from needs at least 1 row, has 0");
        }
        List<Feature> features = new ArrayList<>();
        List<ColumnForm> forms = new ArrayList<>();
        List<TextColumn> texts = new ArrayList<>();
        List<ColumnReport> columns = new ArrayList<>();
        List<String> ungrouped = new ArrayList<>();
        List<String> all = training.ids(training.idColumn().orElse(null));
        long[] customers = all.stream().mapToLong(CustomerSet::hash).toArray();
        KnownIds ids = new KnownIds();
        if (training.idColumn().isPresent()) {
            all.forEach(ids::add);
        }
        PersonalWords names = new PersonalWords(training.featureColumns(), ids);
        int personal = (int)
                training.featureColumns().stream().filter(names::containsName).count();
        if (personal > 0) {
            columns.add(ColumnReport.withholding(personal, "names of columns", ColumnReport.Kind.IGNORED));
        }
        for (String column : training.featureColumns()) {
            if (names.containsName(column)) {
                continue;
            }
            if (training.isText(column)) {
                TextColumn text =
                        TextColumn.fit(column, all, training.column(column), training.ratingsOf(column), minCustomers);
                columns.add(text.report());
                if (!text.features().isEmpty()) {
                    texts.add(text);
                }
                continue;
            }
            ColumnStudy study = new ColumnStudy(training, column, customers, ids, maxCategories, minCustomers);
            columns.add(study.report());
            if (!study.isIgnored()) {
                features.add(feature(column, study.form().type(), study.categories()));
                forms.add(study.form());
                if (study.isUngrouped()) {
                    ungrouped.add(column);
                }
            }
        }
        String label = training.labelColumn().orElse(null);
        NumberEvidence labels = label == null ? null : training.numbers(label);
        return new TableEncoder(
                maxCategories,
                minCustomers,
                features,
                forms,
                texts,
                training.idColumn().orElse(null),
                label,
                labels == null ? NumberForm.PLAIN : labels.form(),
                labels == null ? null : labels.currency(),
                training.excluded(),
                training.missingWords(),
                columns,
                ungrouped);
    }

    private static Feature feature(String column, ColumnType type, List<String> categories) {
        String description = "Column " + column;
        return switch (type) {
            case NUMBER -> Feature.numeric(column, "number", description, column);
            case DATE -> Feature.numeric(column, "days since 1970-01-01", description, column);
            case CATEGORY -> Feature.categorical(column, description, column, categories);
        };
    }

    /** The features: one per column, in the order of the training table, and behind them those of columns of text. */
    public FeatureSchema schema() {
        return schema;
    }

    /** The column of ids of the training table. */
    public Optional<String> idColumn() {
        return Optional.ofNullable(id);
    }

    /** The label column of the training table. */
    public Optional<String> labelColumn() {
        return Optional.ofNullable(label);
    }

    /**
     * What stood beside the labels of the training table for a currency: an ISO 4217 code, or a sign that several
     * currencies share; empty if nothing did.
     */
    public Optional<String> labelCurrency() {
        return Optional.ofNullable(labelCurrency);
    }

    /** Whether the labels of the training table were percentages, which are divided by 100. */
    public boolean hasPercentLabels() {
        return label != null && labelForm.percent();
    }

    /** The columns that were excluded from training, sorted. */
    public List<String> excluded() {
        return excluded;
    }

    /** The columns that were left out because no value in them is frequent enough to be a category. */
    public List<String> ignored() {
        return ignored;
    }

    /** What became of each column that is neither id nor label nor excluded, in the order of the training table. */
    public List<ColumnReport> columns() {
        return columns;
    }

    /**
     * The numbers of a column as the label of every row; those of the label column of training in the form that they
     * had there.
     *
     * @throws IllegalArgumentException if there is no such column, a label is missing or is no number of the form, or
     *     the labels are in several currencies; the message says where
     */
    public double[] labels(Table table, String column) {
        table.requireOneCurrency(column);
        return column.equals(label) ? table.labels(column, labelForm) : table.labels(column);
    }

    /**
     * The features of all rows; row keys hold the id column's value where the table has the column, else the row's
     * number from 1 on, and {@link Instant#MAX} as cutoff.
     *
     * @throws IllegalArgumentException if a feature column is missing, its numbers have two readings and neither they
     *     nor those of training show which is meant, they are in several currencies, a cell of a number or date column
     *     is neither missing nor a number or date, or an id is missing or holds a control character; the message says
     *     where
     */
    public FeatureMatrix encode(Table table) {
        String idColumn = id != null && table.columns().contains(id)
                ? id
                : table.idColumn().orElse(null);
        List<RowKey> keys = new ArrayList<>(table.rows());
        table.ids(idColumn).forEach(customer -> keys.add(new RowKey(customer, Instant.MAX)));
        double[][] values = new double[table.rows()][schema.size()];
        for (int i = 0; i < forms.size(); i++) {
            String column = schema.feature(i).name();
            @Nullable String[] cells = table.column(column);
            if (forms.get(i).type() == ColumnType.NUMBER) {
                table.requireOneCurrency(column);
            }
            if (ungrouped.contains(column)) {
                table.requireOneReading(column, forms.get(i).numbers());
            }
            for (int row = 0; row < cells.length; row++) {
                String cell = cells[row];
                boolean known = cell != null && !missingWords.contains(cell);
                values[row][i] = known ? value(i, cell) : Double.NaN;
                if (known && Double.isNaN(values[row][i])) {
                    throw misfit(table, i, row, cell);
                }
            }
        }
        int offset = forms.size();
        for (TextColumn text : texts) {
            @Nullable String[] cells = table.column(text.column());
            for (int row = 0; row < cells.length; row++) {
                String cell = cells[row];
                text.write(cell == null || missingWords.contains(cell) ? null : cell, values[row], offset);
            }
            offset += text.features().stream().mapToInt(Feature::width).sum();
        }
        return FeatureMatrix.of(schema, keys, values);
    }

    /**
     * This encoder with some of its features, in the order that they have here; a table to be scored may lack the other
     * columns, and {@link #columns()} does not tell of them.
     *
     * @param features their names, in any order
     * @throws IllegalArgumentException if no feature has one of the names
     */
    public TableEncoder only(Collection<String> features) {
        FeatureSchema narrower = schema.only(features);
        List<Feature> plain = narrower.features().stream()
                .filter(feature -> schema.firstColumn(feature.name()) < forms.size())
                .toList();
        List<TextColumn> fewer = texts.stream()
                .map(text -> text.only(narrower.features()))
                .filter(text -> !text.features().isEmpty())
                .toList();
        Set<String> used = narrower.features().stream().map(Feature::group).collect(Collectors.toSet());
        return new TableEncoder(
                maxCategories,
                minCustomers,
                plain,
                plain.stream()
                        .map(feature -> forms.get(schema.indexOf(feature.name())))
                        .toList(),
                fewer,
                id,
                label,
                labelForm,
                labelCurrency,
                excluded,
                missing,
                columns.stream()
                        .filter(column -> column.kind() == ColumnReport.Kind.IGNORED || used.contains(column.column()))
                        .toList(),
                ungrouped.stream().filter(narrower::contains).toList());
    }

    /**
     * The cell of a row that a feature is made of, if it is one that a number or a category stands for.
     *
     * @param feature one of the encoder's
     * @return null where the cell is missing, and of a feature of written text
     * @throws IndexOutOfBoundsException if there is no such row
     * @throws IllegalArgumentException if there is no such feature, or the table lacks its column
     */
    public @Nullable String cell(Table table, int row, Feature feature) {
        return schema.firstColumn(feature.name()) < forms.size() ? table.text(row, feature.name()) : null;
    }

    private IllegalArgumentException misfit(Table table, int feature, int row, String cell) {
        ColumnForm form = forms.get(feature);
        String column = schema.feature(feature).name();
        long known = 0;
        long others = -1;
        for (String other : table.column(column)) {
            if (other != null && !missingWords.contains(other)) {
                known++;
                others += Double.isNaN(value(feature, other)) ? 1 : 0;
            }
        }
        String fault = NumberForm.isTooLarge(cell)
                ? " is too large for a number"
                : isPercentage(form, cell)
                        ? " is a percentage, and the column held other numbers in training"
                        : " is not " + form.description() + " as in training";
        return new IllegalArgumentException(table.where(row, column) + ": " + Masked.quoted(cell) + fault
                + (others == 0
                        ? "; correct it or leave it blank"
                        : ", and so it is with " + others + " more of the column's " + known
                                + " values; write them as in training, or leave them blank"));
    }

    private static boolean isPercentage(ColumnForm form, String cell) {
        NumberForm percentages = new NumberForm(form.numbers().decimal(), true);
        return form.type() == ColumnType.NUMBER && !form.numbers().percent() && !Double.isNaN(percentages.read(cell));
    }

    private double value(int feature, String cell) {
        if (forms.get(feature).type() != ColumnType.CATEGORY) {
            return forms.get(feature).read(cell);
        }
        Integer code = codes.get(feature).get(cell);
        if (code == null && !truths.get(feature).isEmpty()) {
            code = truths.get(feature).get(TruthWords.truth(cell));
        }
        return code == null ? schema.feature(feature).unknownCode() : code;
    }

    /** Its settings, what it learned, and the roles it remembers, as plain lists for a model file. */
    public FittedState fittedState() {
        FittedState state = FittedState.EMPTY
                .withNumbers("max_categories", maxCategories)
                .withNumbers("min_customers", minCustomers)
                .withTexts("columns", schema.names().subList(0, forms.size()))
                .withTexts(
                        "types", forms.stream().map(form -> form.type().name()).toList())
                .withTexts("forms", forms.stream().map(ColumnForm::word).toList())
                .withTexts("label_form", List.of(labelForm.word()))
                .withTexts("missing", missing)
                .withTexts("id", idColumn().stream().toList())
                .withTexts("label", labelColumn().stream().toList())
                .withTexts("excluded", excluded)
                .withTexts("ignored", ignored)
                .withTexts("ungrouped", ungrouped);
        List<String> currencies = columns.stream()
                .filter(column -> column.kind() != ColumnReport.Kind.IGNORED && column.kind() != ColumnReport.Kind.TEXT)
                .map(column -> Objects.requireNonNullElse(column.currency(), ""))
                .toList();
        if (!currencies.stream().allMatch(String::isEmpty)) {
            state = state.withTexts(CURRENCIES, currencies);
        }
        if (labelCurrency != null) {
            state = state.withTexts(LABEL_CURRENCY, List.of(labelCurrency));
        }
        for (Feature feature : schema.features()) {
            if (feature.isCategorical()) {
                state = state.withTexts("categories." + feature.name(), feature.categories());
            }
        }
        if (!texts.isEmpty()) {
            state = state.withTexts(
                    TEXTS, texts.stream().map(TextColumn::column).toList());
        }
        for (int i = 0; i < texts.size(); i++) {
            state = texts.get(i).addTo(state, i);
        }
        return state;
    }

    /**
     * The inverse of {@link #fittedState()}.
     *
     * @throws IllegalArgumentException if the state is not one of a table encoder
     */
    public static TableEncoder restore(FittedState state) {
        List<Feature> features = new ArrayList<>();
        List<ColumnForm> forms = new ArrayList<>();
        List<ColumnReport> reports = new ArrayList<>();
        List<String> columns = state.texts("columns");
        // Models of earlier versions know no forms but the plain one.
        List<String> words = state.texts().getOrDefault("forms", List.of());
        List<String> currencies = state.texts().getOrDefault(CURRENCIES, Collections.nCopies(columns.size(), ""));
        for (int i = 0; i < columns.size(); i++) {
            String currency = currencies.get(i).isEmpty() ? null : currencies.get(i);
            ColumnType type = type(state.texts("types").get(i));
            ColumnForm form = ColumnForm.ofWord(type, words.isEmpty() ? "" : words.get(i));
            List<String> categories =
                    type == ColumnType.CATEGORY ? state.texts("categories." + columns.get(i)) : List.of();
            forms.add(form);
            features.add(feature(columns.get(i), type, categories));
            reports.add(new ColumnReport(
                    columns.get(i), ColumnStudy.kind(form, categories), form.detail(), null, currency));
        }
        List<TextColumn> texts = new ArrayList<>();
        for (String column : state.texts().getOrDefault(TEXTS, List.of())) {
            TextColumn text = TextColumn.restore(column, state, texts.size());
            texts.add(text);
            reports.add(text.report());
        }
        state.texts("ignored")
                .forEach(column -> reports.add(new ColumnReport(column, ColumnReport.Kind.IGNORED, "", null)));
        return new TableEncoder(
                state.integer("max_categories"),
                state.integer("min_customers"),
                features,
                forms,
                texts,
                state.texts("id").stream().findFirst().orElse(null),
                state.texts("label").stream().findFirst().orElse(null),
                NumberForm.ofWord(state.texts()
                        .getOrDefault("label_form", List.of(NumberForm.PLAIN.word()))
                        .get(0)),
                state.texts().getOrDefault(LABEL_CURRENCY, List.of()).stream()
                        .findFirst()
                        .orElse(null),
                state.texts("excluded"),
                state.texts().getOrDefault("missing", List.of()),
                reports,
                state.texts().getOrDefault("ungrouped", List.of()));
    }

    private static ColumnType type(String name) {
        return Arrays.stream(ColumnType.values())
                .filter(type -> type.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown column type '" + name + "'"));
    }
}
