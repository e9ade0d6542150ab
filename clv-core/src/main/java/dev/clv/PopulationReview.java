package dev.clv;

import dev.clv.caution.Caution;
import dev.clv.features.ColumnReport;
import dev.clv.features.Feature;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.FeatureSchema;
import dev.clv.features.prepare.Growth;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Compares customers who are scored or evaluated with those of training. Not thread-safe. */
final class PopulationReview {

    private final UnreadNumbers unread;
    private final MissingFeatures missing;
    private final MissingTexts texts;
    private final UnknownCategories categories;
    private final DriftReview drift;
    private final FarValues far;
    private final OtherCurrencies currencies;
    private final List<String> columns;
    private final int[] features; // of the columns

    /**
     * @param columns what training made of the columns of a table, or of attributes
     * @param written the features of what customers of a log write
     */
    PopulationReview(RowModel model, Growth growth, List<ColumnReport> columns, List<Feature> written) {
        this.unread = new UnreadNumbers(model.profile().schema());
        this.missing = new MissingFeatures(model.regressor(), model.profile());
        this.texts = new MissingTexts(model.profile(), written);
        this.categories = new UnknownCategories(model.profile());
        this.drift = new DriftReview(model.profile(), growth);
        this.far = new FarValues(model.regressor(), growth);
        this.currencies = new OtherCurrencies(columns);
        String prefix = model.profile().ages() ? Questions.ATTRIBUTE : "";
        this.columns = columns.stream()
                .filter(column -> column.kind() == ColumnReport.Kind.NUMBER)
                .map(ColumnReport::column)
                .filter(column -> model.profile().schema().names().contains(prefix + column))
                .toList();
        this.features = this.columns.stream()
                .mapToInt(column -> model.profile().schema().indexOf(prefix + column))
                .toArray();
    }

    /** Takes rows of features. */
    void add(FeatureMatrix rows, RowWords.Compared compared) {
        double[] row = new double[rows.schema().size()];
        for (int i = 0; i < rows.rows(); i++) {
            if (compared.counted().test(i)) {
                rows.copyRow(i, row);
                missing.add(row, compared.recent().test(i), unread.add(i, row, compared.words()));
                texts.add(row);
                far.add(row);
                categories.add(i, row, compared.words());
                addCurrencies(i, rows.schema(), row, compared.words());
                if (compared.recent().test(i)) {
                    drift.add(row);
                }
            }
        }
    }

    private void addCurrencies(int number, FeatureSchema schema, double[] row, RowWords words) {
        for (int i = 0; i < features.length; i++) {
            int f = features[i];
            String word = Double.isNaN(row[f]) ? null : words.of(number, schema.feature(f));
            if (word != null) {
                currencies.add(columns.get(i), word);
            }
        }
    }

    /** Each thing once. */
    List<Caution> cautions() {
        Set<String> silent = texts.names();
        Set<String> told = new TreeSet<>(missing.names(silent));
        told.addAll(categories.names());
        told.addAll(unread.names());
        List<Caution> cautions = new ArrayList<>(unread.cautions());
        cautions.addAll(currencies.cautions());
        cautions.addAll(missing.cautions(silent));
        cautions.addAll(texts.cautions());
        cautions.addAll(categories.cautions());
        cautions.addAll(drift.cautions(told, silent));
        cautions.addAll(far.cautions(drift.names(told, silent)));
        return cautions;
    }
}
