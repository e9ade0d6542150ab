package dev.clv;

import dev.clv.baseline.BaselineRows;
import dev.clv.caution.Caution;
import dev.clv.evaluate.Evaluation;
import dev.clv.evaluate.Forecasts;
import dev.clv.explain.Attribution;
import dev.clv.explain.Background;
import dev.clv.explain.Effort;
import dev.clv.explain.Importance;
import dev.clv.explain.OrderedTasks;
import dev.clv.features.ColumnReport;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.event.UnknownIds;
import dev.clv.features.prepare.Growth;
import dev.clv.features.table.Table;
import dev.clv.features.table.TableEncoder;
import dev.clv.internal.Fingerprint;
import dev.clv.nn.Vocabulary;
import dev.clv.reason.Dependence;
import dev.clv.reason.Detail;
import dev.clv.reason.Explanation;
import dev.clv.reason.Lever;
import dev.clv.reason.Reference;
import dev.clv.reason.SegmentDifference;
import dev.clv.reason.SegmentOptions;
import dev.clv.reason.ValueExplainer;
import dev.clv.reason.WhatIf;
import dev.clv.store.ModelFile;
import dev.clv.store.ModelFormatException;
import dev.clv.store.Section;
import dev.clv.store.UnknownPartException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Predicts the value of each row of a plain table: a {@link ClvModel} for shops that have columns instead of events.
 * Immutable and thread-safe.
 *
 * <p>It remembers which columns were id, label and excluded: a table to be scored needs the feature columns only, and a
 * label column in it is ignored.
 *
 * <pre>{@code
 * Table table = Table.csv(Path.of("customers.csv")).id("customer").label("lifetime_value").read();
 * TableModel model = TableModel.builder().train(table);
 * List<ClvPrediction> predictions = model.predict(Table.csv(Path.of("new.csv")).read());
 * }</pre>
 */
public final class TableModel extends ValueModel {

    static final String KIND = "table";

    private final TableEncoder encoder;
    private final KnownRows known;

    TableModel(TableEncoder encoder, RowModel rows, KnownRows known) {
        super(rows);
        this.encoder = encoder;
        this.known = known;
    }

    /** Starts the training of a model. */
    public static TableModelBuilder builder() {
        return new TableModelBuilder();
    }

    /**
     * Reads a model that {@link #save} wrote; its predictions are the saved model's, bit for bit.
     *
     * @throws ModelFormatException if the file is not a model of a table, is damaged, or is of a later version
     * @throws UnknownPartException if its network has a layer or a loss of your own
     * @see #load(Path, Vocabulary)
     */
    public static TableModel load(Path path) throws IOException {
        return load(path, Vocabulary.standard());
    }

    /**
     * Reads a model whose network has a layer or a loss of your own.
     *
     * @param vocabulary the standard words and your own: {@code Vocabulary.standard().withLoss("my_loss", d -> new
     *     MyLoss())}
     * @throws ModelFormatException if the file is not a model of a table, is damaged, or is of a later version
     * @throws UnknownPartException if a word of its network is missing
     */
    public static TableModel load(Path path, Vocabulary vocabulary) throws IOException {
        return of(ModelFile.load(path), vocabulary);
    }

    /**
     * Reads a model that {@link #write} wrote, and no byte after it; the stream stays open. Errors are those of
     * {@link #load(Path)}.
     */
    public static TableModel read(InputStream in) throws IOException {
        return read(in, Vocabulary.standard());
    }

    /** Reads a model whose network has a layer or a loss of your own; see {@link #load(Path, Vocabulary)}. */
    public static TableModel read(InputStream in, Vocabulary vocabulary) throws IOException {
        return of(ModelFile.read(in), vocabulary);
    }

    private static TableModel of(Section in, Vocabulary vocabulary) throws ModelFormatException {
        requireKind(in, KIND);
        TableEncoder encoder = in.read("columns", columns -> TableEncoder.restore(columns.fittedState("state")));
        return new TableModel(
                encoder,
                RowModel.read(in, encoder.schema(), vocabulary),
                in.has("known_rows") ? in.read("known_rows", KnownRows::read) : KnownRows.NONE);
    }

    @Override
    Section section() {
        Section out = section(KIND);
        out.begin("columns").put("state", encoder.fittedState());
        rows().write(out);
        known.write(out.begin("known_rows"));
        return out;
    }

    /**
     * Predicts every row, in order.
     *
     * @throws IllegalArgumentException if a feature column is missing, a cell does not fit its column, or an id is
     *     missing or holds a control character; the message says where
     */
    public List<ClvPrediction> predict(Table table) {
        return rows().predict(encoder.encode(table), Growth.NONE);
    }

    /**
     * Predicts every row, ranks them by value, and hands over each prediction, in order: the same as {@link #predict}
     * but for {@link Standing#rank}.
     *
     * @param consumer takes the key of a row, as {@link #features} has it, and its prediction, on the calling thread;
     *     if it throws, the scoring ends
     * @return what is to be said of all these predictions together, such as how many rows repeat an id
     * @throws IllegalArgumentException as {@link #predict}; nothing has been handed over then
     */
    public ScoringSummary score(Table table, BiConsumer<String, ClvPrediction> consumer) {
        FeatureMatrix features = encoder.encode(table);
        List<ClvPrediction> predictions = rows().predict(features, Growth.NONE);
        Ranks ranks = Ranks.of(predictions);
        for (int row = 0; row < predictions.size(); row++) {
            consumer.accept(features.customer(row), ranks.ranked(predictions.get(row)));
        }
        ScoringSummary.Tally tally = new ScoringSummary.Tally(population(), levelUncertainty());
        tally.add(features, predictions, row -> true, words(table));
        return tally.summary(RepeatedIds.of(features), UnknownIds.NONE);
    }

    /**
     * Why one row's value is what it is, by column, in {@link #currency()}; adds up to its prediction.
     *
     * @param row from 0
     * @throws IndexOutOfBoundsException if the table has no such row
     */
    public Attribution explain(Table table, int row) {
        return rows().explainer().explain(row(table, row));
    }

    /**
     * Why one row's value is what it is, compared with a reference, as a business reads it; see
     * {@link ClvModel#explain( dev.clv.features.event.CustomerHistory, java.time.Instant, Reference)}.
     *
     * @param row from 0
     * @param reference a typical customer, or another row of this or another table
     * @throws IndexOutOfBoundsException if the table has no such row
     * @throws IllegalArgumentException if the reference is a customer of an event log, or an earlier time, which a
     *     table does not know
     */
    public Explanation explain(Table table, int row, Reference reference) {
        return against(reference, rows().explainer()).apply(row(table, row));
    }

    /**
     * Explains every row, in order, and hands over each explanation when it is made: the same as {@link #explain(Table,
     * int, Reference)} of each, but for the effort.
     *
     * @param effort of each explanation, see {@link ClvModel#explainAll(dev.clv.features.event.EventLog,
     *     java.util.Collection, java.time.Instant, Reference, Effort, Executor, BiConsumer)}
     * @param executor explains, beside the calling thread; changes no bit of the result
     * @param consumer takes the key of a row, as {@link #features} has it, and its explanation, on the calling thread;
     *     if it throws, no further explanation begins
     * @throws IllegalArgumentException as {@link #explain(Table, int, Reference)}
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
     */
    public void explainAll(
            Table table,
            Reference reference,
            Effort effort,
            Executor executor,
            BiConsumer<String, Explanation> consumer) {
        FeatureMatrix features = encoder.encode(table);
        double[][] all = features.toArray();
        Function<double[], Explanation> explained =
                against(reference, rows().explainer().with(effort));
        int[] next = {0};
        OrderedTasks.run(
                all.length,
                i -> explained.apply(all[i]),
                executor,
                explanation -> consumer.accept(features.customer(next[0]++), explanation));
    }

    /** How a row is explained against a reference, which is looked up once. */
    private Function<double[], Explanation> against(Reference reference, ValueExplainer explainer) {
        if (reference instanceof Reference.Typical typical) {
            return row -> explainer.explain(row, Growth.NONE, typical);
        }
        if (reference instanceof Reference.OtherRow other) {
            double[] otherRow = row(other.table(), other.row());
            return row -> explainer.explain(row, Growth.NONE, reference, otherRow);
        }
        throw new IllegalArgumentException("a model of a table knows no histories; its reference must be "
                + "Reference.averageCustomer(), topTier() or row(table, row)");
    }

    /**
     * How the mean value of one segment's rows differs from another's, and which columns make the difference; see
     * {@link ClvModel#compareSegments}. Does not depend on the order of the rows.
     *
     * @param segment at least two rows
     * @param others at least two rows
     * @throws IllegalArgumentException if there are fewer
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted; its interrupt flag stays
     *     set
     */
    public SegmentDifference compareSegments(Table segment, Table others, SegmentOptions options) {
        return rows().explainer().compare(sample(segment, options), sample(others, options), options);
    }

    private double[][] sample(Table segment, SegmentOptions options) {
        double[][] rows = encoder.encode(segment).toArray();
        Arrays.sort(rows, Arrays::compare);
        return options.sample(List.of(rows)).toArray(double[][]::new);
    }

    /**
     * How the value depends on one column, over the rows of a table.
     *
     * @param table at least one row
     * @throws IllegalArgumentException if there is no row, no row's value of the column is known, or the model has no
     *     such feature
     */
    public Dependence dependence(String column, Table table) {
        requireRows(table);
        return rows().explainer()
                .dependence(column, Background.of(encoder.encode(table).toArray()));
    }

    /**
     * Which small changes of a few columns would raise a row's predicted value to {@code wanted}; see
     * {@link ClvModel#whatWouldRaise}.
     *
     * @param row from 0
     * @param wanted in {@link #currency()}, finite
     * @param levers what may change, and how far; at least one, on different columns
     * @throws IndexOutOfBoundsException if the table has no such row
     */
    public WhatIf whatWouldRaise(Table table, int row, double wanted, List<Lever> levers) {
        return rows().explainer().whatWouldRaise(row(table, row), wanted, levers);
    }

    /**
     * How much the root mean squared error grows when a column's values are shuffled among the rows.
     *
     * @param table as for {@link #evaluate}
     * @throws IllegalArgumentException as {@link #evaluate}
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted; its interrupt flag stays
     *     set
     */
    public List<Importance> importance(Table table) {
        return importance(table, Runnable::run);
    }

    /**
     * The same on an executor and the calling thread.
     *
     * @param executor changes no bit of the result
     */
    public List<Importance> importance(Table table, Executor executor) {
        requireRows(table);
        return rows().explainer().importance(encoder.encode(table).toArray(), labels(table), Detail.FEATURE, executor);
    }

    /**
     * Scores the model on a table with labels, beside the naive baselines that need no past.
     *
     * @param table has the label column that the model was trained on, or names another one; if it holds rows of
     *     training, the evaluation carries a caution
     * @throws IllegalArgumentException if there is no row, a label is missing, negative or no number, or as
     *     {@link #predict}
     */
    public Evaluation evaluate(Table table) {
        requireRows(table);
        double[] labels = labels(table);
        FeatureMatrix features = encoder.encode(table);
        return rows().evaluate(
                        features,
                        value -> labels,
                        List.of(),
                        BaselineRows.withoutPast(table.rows()),
                        0,
                        Map.of(),
                        cautions(table, features, labels));
    }

    private List<Caution> cautions(Table table, FeatureMatrix features, double[] labels) {
        List<Caution> cautions = new ArrayList<>();
        if (summary().fingerprints().contains(Fingerprint.of(features, labels))) {
            cautions.add(Caution.of(
                    "evaluated_on_training",
                    "The model was trained on these very %d rows, so the metrics flatter. Evaluate it on rows that"
                            + " training left out.",
                    table.rows()));
        } else {
            cautions.addAll(known.cautions(features, labels));
        }
        cautions.addAll(RepeatedIds.of(features));
        PopulationReview population = population();
        population.add(features, new RowWords.Compared(row -> true, row -> true, words(table)));
        cautions.addAll(population.cautions());
        cautions.addAll(labelCurrency(table));
        return cautions;
    }

    /** Texts of a table are columns, which are missing as others are. */
    private PopulationReview population() {
        return new PopulationReview(rows(), Growth.NONE, columns(), List.of());
    }

    private List<Caution> labelCurrency(Table table) {
        String column = labelColumn(table);
        OtherCurrencies currencies = new OtherCurrencies(column, encoder.labelCurrency());
        for (int row = 0; row < table.rows(); row++) {
            String cell = table.text(row, column);
            if (cell != null) {
                currencies.add(column, cell);
            }
        }
        return currencies.cautions();
    }

    /**
     * What {@link #evaluate} makes its scores of: predictions of every row and those of the baselines, beside the
     * labels, with the same cautions. For segments of your own ({@link Forecasts#by}), paired comparisons with other
     * models ({@link dev.clv.evaluate.Bootstrap#compare}) and cross-validation.
     *
     * @param table as for {@link #evaluate}
     * @throws IllegalArgumentException as {@link #evaluate}
     */
    public Forecasts forecasts(Table table) {
        requireRows(table);
        double[] labels = labels(table);
        FeatureMatrix features = encoder.encode(table);
        return rows().forecasts(
                        features,
                        value -> labels,
                        List.of(),
                        BaselineRows.withoutPast(table.rows()),
                        0,
                        Map.of(),
                        cautions(table, features, labels));
    }

    /**
     * What became of each column of the training table that is neither id nor label nor excluded; with examples where
     * the model was just trained, as a model file holds no cells.
     */
    public List<ColumnReport> columns() {
        return encoder.columns();
    }

    /**
     * The features of every row, with ids as keys: from the id column of training where the table has it, else row
     * numbers from 1.
     */
    public FeatureMatrix features(Table table) {
        return encoder.encode(table);
    }

    private RowWords words(Table table) {
        return (row, feature) -> encoder.cell(table, row, feature);
    }

    private static void requireRows(Table table) {
        if (table.rows() == 0) {
            throw new IllegalArgumentException("the table has no rows, so there is nothing to evaluate; add rows");
        }
    }

    private double[] row(Table table, int row) {
        return encoder.encode(table.select(row)).row(0);
    }

    private double[] labels(Table table) {
        return encoder.labels(table, labelColumn(table));
    }

    private String labelColumn(Table table) {
        return table.labelColumn()
                .or(encoder::labelColumn)
                .orElseThrow(() -> new IllegalStateException("a table model was trained on a label column"));
    }
}
