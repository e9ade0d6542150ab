package dev.clv;

import dev.clv.evaluate.Evaluation;
import dev.clv.evaluate.NaiveBaselines;
import dev.clv.explain.Attribution;
import dev.clv.explain.Importance;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.FeatureSchema;
import dev.clv.features.table.Table;
import dev.clv.features.table.TableEncoder;
import dev.clv.store.ModelFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Predicts the value of each row of a plain table: a {@link ClvModel} for shops that have columns instead of events. Immutable and
 * thread-safe.
 *
 * <p>It remembers which columns were id, label and excluded: a table to be scored needs the feature columns only, and a label column
 * in it is ignored.
 *
 * <pre>{@code
 * Table table = Table.csv(Path.of("customers.csv")).id("customer").label("lifetime_value").read();
 * TableModel model = ClvModel.builder().train(table);
 * List<ClvPrediction> predictions = model.predict(Table.csv(Path.of("new.csv")).read());
 * }</pre>
 */
public final class TableModel {

    private static final String KIND = "table";

    private final TableEncoder encoder;
    private final ValueRegressor regressor;
    private final ValueExplainer explainer;
    private final String currency;
    private final NaiveBaselines baselines;
    private final TrainingSummary summary;

    TableModel(
            TableEncoder encoder,
            ValueRegressor regressor,
            TypicalRows typical,
            String currency,
            NaiveBaselines baselines,
            TrainingSummary summary) {
        this.encoder = encoder;
        this.regressor = regressor;
        this.explainer = new ValueExplainer(regressor, typical);
        this.currency = currency;
        this.baselines = baselines;
        this.summary = summary;
    }

    /**
     * Reads a model that {@link #save} wrote; its predictions are the saved model's, bit for bit.
     *
     * @throws ModelFormatException when the file is no model of a table, is damaged, or is of a later version
     */
    public static TableModel load(Path path) throws IOException {
        ModelFileParts.Reader in = ModelFileParts.Reader.open(path, KIND);
        TableEncoder encoder = TableEncoder.restore(in.learned("columns"));
        return new TableModel(
                encoder,
                in.regressor(encoder.schema()),
                in.typical(),
                in.text("currency"),
                in.baselines(),
                in.summary());
    }

    /** Writes the model into one file, whole or not at all; see {@link ClvModel#save}. */
    public void save(Path path) throws IOException {
        ModelFileParts.Writer out = new ModelFileParts.Writer(KIND);
        out.put("currency", currency);
        out.learned("columns", encoder.learned());
        out.regressor(regressor);
        out.typical(explainer.typical());
        out.baselines(baselines);
        out.summary(summary);
        out.save(path);
    }

    /**
     * Predicts every row, in order.
     *
     * @throws IllegalArgumentException when a feature column is missing or a cell does not fit its column; the message says where
     */
    public List<ClvPrediction> predict(Table table) {
        return regressor.predict(encoder.encode(table));
    }

    /**
     * Why one row's value is what it is, by column, in {@link #currency()}; adds up to its prediction.
     *
     * @param row from 0
     */
    public Attribution explain(Table table, int row) {
        return explainer.explain(encoder.encode(table.select(row)).row(0));
    }

    /** How much the root mean squared error grows when a column's values are dealt out at random over the rows. */
    public List<Importance> importance(Table table) {
        return explainer.importance(encoder.encode(table).toArray(), labels(table));
    }

    /**
     * Scores the model on a table with labels, beside the naive baselines that need no past.
     *
     * @param table has the label column that the model was trained on, or names another one
     */
    public Evaluation evaluate(Table table) {
        List<ClvPrediction> predictions = predict(table);
        return Evaluation.of(
                predictions.stream().mapToDouble(ClvPrediction::value).toArray(),
                predictions.stream()
                        .mapToDouble(ClvPrediction::probabilityPositive)
                        .toArray(),
                labels(table),
                baselines.withoutPast(table.rows()),
                0);
    }

    /** The features of every row, with ids as keys: from the id column of training where the table has it, else row numbers from 1. */
    public FeatureMatrix features(Table table) {
        return encoder.encode(table);
    }

    /** The columns the model looks at. */
    public FeatureSchema schema() {
        return encoder.schema();
    }

    /** The currency of all amounts, as an ISO 4217 code; {@code XXX} when none was named. */
    public String currency() {
        return currency;
    }

    /** What it was trained on. */
    public TrainingSummary summary() {
        return summary;
    }

    private double[] labels(Table table) {
        return table.labels(table.labelColumn()
                .or(encoder::labelColumn)
                .orElseThrow(() -> new IllegalStateException("a table model was trained on a label column")));
    }
}
