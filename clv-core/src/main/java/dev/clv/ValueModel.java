package dev.clv;

import dev.clv.features.FeatureSchema;
import dev.clv.reason.Dependence;
import java.io.IOException;
import java.nio.file.Path;

/** What a model of an event log and one of a plain table have in common. Immutable and thread-safe. */
public abstract sealed class ValueModel permits ClvModel, TableModel {

    private final RowModel rows;

    ValueModel(RowModel rows) {
        this.rows = rows;
    }

    /** The same model for rows of features. */
    final RowModel rows() {
        return rows;
    }

    /**
     * Writes the model into one file, whole or not at all. It holds what was learned about the population and no
     * customer's data.
     *
     * @param path where; an existing file is replaced, its folder must exist
     */
    public abstract void save(Path path) throws IOException;

    /**
     * How the value depends on one feature, over the typical customers of training, who are few: good for a first look.
     *
     * @throws IllegalArgumentException if the model has no such feature
     */
    public final Dependence dependence(String feature) {
        return rows.explainer().dependence(feature);
    }

    /** The features the model looks at. */
    public final FeatureSchema schema() {
        return rows.regressor().schema();
    }

    /** The currency of all amounts, as an ISO 4217 code; {@code XXX} if none was named. */
    public final String currency() {
        return rows.currency();
    }

    /** What it was trained on. */
    public final TrainingSummary summary() {
        return rows.summary();
    }
}
