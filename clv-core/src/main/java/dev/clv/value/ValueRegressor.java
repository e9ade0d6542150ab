package dev.clv.value;

import dev.clv.explain.PredictFunction;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.FeatureSchema;
import dev.clv.features.prepare.FarValue;
import dev.clv.features.prepare.Growth;
import dev.clv.nn.Vocabulary;
import dev.clv.store.ModelFormatException;
import dev.clv.store.Section;
import java.util.List;

/**
 * Turns rows of raw features into distributions of value. Implementations are immutable and thread-safe, and a row
 * gives the same bits alone, among others and on any thread.
 *
 * <p>F = features of {@link #schema()}, n = rows; NaN marks a missing value.
 */
public interface ValueRegressor {

    /** The features of a row, in order. */
    FeatureSchema schema();

    /**
     * The distribution of each row's value, in currency.
     *
     * @param rows (n, F), n may be 0; not modified
     * @throws IllegalArgumentException if a row has another number of features
     */
    List<ValueDistribution> predict(double[][] rows);

    /**
     * The distribution of each row's value, in currency.
     *
     * @param rows of {@link #schema()}
     * @throws IllegalArgumentException if the matrix has other features
     */
    default List<ValueDistribution> predict(FeatureMatrix rows) {
        return predict(rows.toArray());
    }

    /**
     * The mean of each row's value, in currency: the same bits as {@link ValueDistribution#mean()}.
     *
     * @param rows (n, F), n may be 0; not modified
     * @throws IllegalArgumentException if a row has another number of features
     */
    default double[] values(double[][] rows) {
        return predict(rows).stream().mapToDouble(ValueDistribution::mean).toArray();
    }

    /**
     * The same of the rows of a matrix, some at a time, so that little more than the values is in memory at once.
     *
     * @param rows of {@link #schema()}
     * @throws IllegalArgumentException if the matrix has another number of features
     */
    default double[] values(FeatureMatrix rows) {
        int most = 2048;
        double[] values = new double[rows.rows()];
        for (int from = 0; from < values.length; from += most) {
            double[][] some = new double[Math.min(most, values.length - from)][];
            for (int i = 0; i < some.length; i++) {
                some[i] = rows.row(from + i);
            }
            System.arraycopy(values(some), 0, values, from, some.length);
        }
        return values;
    }

    /** {@link #values} as a function for explainers; override it to return one with sums or gradients. */
    default PredictFunction function() {
        return this::values;
    }

    /**
     * The features whose value lies outside the range seen in training.
     *
     * @param growth by how much features may have grown since training
     */
    List<String> outOfRange(double[] row, Growth growth);

    /**
     * The values far from all that training saw of their feature.
     *
     * @param growth by how much features may have grown since training
     */
    List<FarValue> far(double[] row, Growth growth);

    /**
     * The nearest value of a feature in the range seen in training.
     *
     * @param feature its position in the schema
     * @param value raw; NaN, missing, stays so
     */
    double limit(int feature, double value);

    /** The features that nearly every training row had and this row has not. */
    List<String> missing(double[] row);

    /** The categorical features whose category was not seen in training. */
    List<String> unknownCategories(double[] row);

    /** The same regressor on other networks: those of some folds, to predict the rows that they have not seen. */
    ValueRegressor withNetworks(NetworkEnsemble networks);

    /**
     * Writes all that it computes by into a section, its {@code kind} first: a word that tells which implementation
     * reads it.
     */
    void write(Section out);

    /**
     * The inverse of {@link #write}, for the regressors of this package.
     *
     * @param schema the features of a row
     * @param vocabulary the words that networks are written in
     * @throws ModelFormatException if the section holds something else
     * @throws dev.clv.store.UnknownPartException if the vocabulary lacks a word of the networks
     */
    static ValueRegressor read(Section in, FeatureSchema schema, Vocabulary vocabulary) throws ModelFormatException {
        return switch (in.word("kind")) {
            case HorizonRegressor.KIND -> HorizonRegressor.read(in, schema, vocabulary);
            case ConformalRegressor.KIND -> ConformalRegressor.read(in, schema, vocabulary);
            case ReorderedRegressor.KIND -> ReorderedRegressor.read(in, schema, vocabulary);
            case BlendedRegressor.KIND -> BlendedRegressor.read(in, schema, vocabulary);
            default -> NetworkEnsemble.read(in, schema, vocabulary);
        };
    }

    /**
     * Where the networks are that a regressor of this package is made of, for descriptions.
     *
     * @param regressor what {@link #write} wrote
     * @throws ModelFormatException if the section holds something else
     */
    static Section networks(Section regressor) throws ModelFormatException {
        return switch (regressor.word("kind")) {
            case HorizonRegressor.KIND, ConformalRegressor.KIND, ReorderedRegressor.KIND ->
                networks(regressor.section("regressor"));
            case BlendedRegressor.KIND -> regressor.section("networks");
            default -> regressor;
        };
    }
}
