package dev.clv.train;

import dev.clv.caution.Caution;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.Privacy;
import dev.clv.features.RowKey;
import dev.clv.features.prepare.Preparation;
import dev.clv.features.table.Table;
import dev.clv.features.table.TableEncoder;
import dev.clv.internal.Fingerprint;
import dev.clv.internal.Placeholders;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The training rows of a model of a plain table, in an order that does not depend on that of the input. A set is made
 * once, for any number of trainings. Immutable and thread-safe.
 */
public final class TableTrainingSet {

    private static final int FEWEST_ROWS = 20;

    /** In a plain table, a number of few different values may be a code; see {@link Preparation.Builder#levels}. */
    private static final int LEVELS = 12;

    private final TableEncoder encoder;
    private final TrainingRows rows;
    private final List<Caution> cautions;

    private TableTrainingSet(TableEncoder encoder, TrainingRows rows, List<Caution> cautions) {
        this.encoder = encoder;
        this.rows = rows;
        this.cautions = cautions;
    }

    /**
     * Fits the columns' encoders, and encodes and prepares the rows.
     *
     * @param table names a label column; if it names an id column too, rows of the same id are one customer's, else
     *     each row is a customer
     * @throws IllegalArgumentException if the table names no label, there are fewer than 20 rows or different ids, a
     *     label is negative, or none is positive
     */
    public static TableTrainingSet of(Table table) {
        TableEncoder encoder = TableEncoder.fit(table);
        double[] labels = table.labels();
        requireTeachable(table, labels);
        FeatureMatrix encoded = encoder.encode(table);
        boolean identified = table.idColumn().isPresent();
        if (encoded.schema().size() == 0) {
            throw new IllegalArgumentException(nothingToLearnFrom(table, encoder));
        }
        int[] rowsOfIds = rowsOfIds(encoded);
        if (identified && rowsOfIds.length < FEWEST_ROWS) {
            throw new IllegalArgumentException("the table has " + rowsOfIds.length + " different ids, need at least "
                    + FEWEST_ROWS + " to train; add customers");
        }
        int[] order = order(encoded, labels, identified);
        FeatureMatrix sorted = encoded.select(order);
        return new TableTrainingSet(
                encoder,
                TrainingRows.of(
                        identified ? sorted : numbered(sorted),
                        Arrays.stream(order).mapToDouble(row -> labels[row]).toArray(),
                        Preparation.builder().levels(LEVELS)),
                cautions(encoder, identified ? rowsOfIds : new int[0]));
    }

    private static List<Caution> cautions(TableEncoder encoder, int[] rowsOfIds) {
        List<Caution> cautions = new ArrayList<>();
        Placeholders.sentence(rowsOfIds, "rows")
                .ifPresent(sentence -> cautions.add(new Caution(Placeholders.KEY, sentence)));
        cautions.addAll(WithheldWords.cautions(encoder.columns()));
        if (encoder.hasPercentLabels()) {
            cautions.add(LabelKind.ofPercentages());
        }
        return List.copyOf(cautions);
    }

    private static String nothingToLearnFrom(Table table, TableEncoder encoder) {
        StringBuilder text = new StringBuilder("the table has no column to learn from: ");
        table.idColumn().ifPresent(id -> text.append("'").append(id).append("' is the id, "));
        table.labelColumn().ifPresent(label -> text.append("'").append(label).append("' is the label"));
        if (!encoder.excluded().isEmpty()) {
            text.append(", ").append(encoder.excluded()).append(" excluded");
        }
        if (!encoder.ignored().isEmpty()) {
            text.append(", and no value in ")
                    .append(encoder.ignored())
                    .append(" belongs to at least " + Privacy.MIN_CUSTOMERS + " customers, as a category must");
        }
        return text.append("; add a column of numbers, dates or categories").toString();
    }

    private static int[] rowsOfIds(FeatureMatrix rows) {
        Map<String, Integer> counts = new HashMap<>();
        for (int row = 0; row < rows.rows(); row++) {
            counts.merge(rows.customer(row), 1, Integer::sum);
        }
        return counts.values().stream().mapToInt(Integer::intValue).toArray();
    }

    private static void requireTeachable(Table table, double[] labels) {
        // Before the rows are sorted, so that the number of a row is the reader's.
        for (int row = 0; row < labels.length; row++) {
            if (!(labels[row] >= 0) || Double.isInfinite(labels[row])) {
                throw new IllegalArgumentException(
                        table.where(row, table.labelColumn().orElseThrow())
                                + ": the label must be zero or more and finite, was " + labels[row]
                                + "; floor values at 0");
            }
        }
        if (labels.length < FEWEST_ROWS) {
            throw new IllegalArgumentException(
                    "the table has " + labels.length + " rows, need at least " + FEWEST_ROWS + " to train; add rows");
        }
        if (Arrays.stream(labels).noneMatch(label -> label > 0)) {
            throw new IllegalArgumentException("every label of the table is 0, so there is nothing to learn");
        }
    }

    /** By id where there is one, then by content. */
    private static int[] order(FeatureMatrix rows, double[] labels, boolean identified) {
        double[][] content = rows.toArray();
        Comparator<Integer> byContent = Comparator.<Integer, double[]>comparing(row -> content[row], Arrays::compare)
                .thenComparingDouble(row -> labels[row]);
        Comparator<Integer> order = identified
                ? Comparator.<Integer, String>comparing(rows::customer).thenComparing(byContent)
                : byContent;
        return IntStream.range(0, labels.length)
                .boxed()
                .sorted(order)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static FeatureMatrix numbered(FeatureMatrix matrix) {
        List<RowKey> keys = new ArrayList<>(matrix.rows());
        for (int row = 0; row < matrix.rows(); row++) {
            keys.add(new RowKey(Integer.toString(row + 1), Instant.MAX));
        }
        return FeatureMatrix.of(matrix.schema(), keys, matrix.toArray());
    }

    /** The columns' encoders, fitted on the rows. */
    public TableEncoder encoder() {
        return encoder;
    }

    /** Features and labels. */
    public TrainingRows rows() {
        return rows;
    }

    /** Of the rows, see {@link dev.clv.TrainingSummary#fingerprints()}. */
    public String fingerprint() {
        return Fingerprint.of(rows.features(), rows.labels());
    }

    /** What is to be said of the rows; often empty. */
    public List<Caution> cautions() {
        return cautions;
    }

    @Override
    public String toString() {
        return "TableTrainingSet[" + rows.size() + " rows of " + rows.customers() + " customers]";
    }
}
