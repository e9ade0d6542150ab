package dev.clv.evaluate;

import dev.clv.caution.Caution;
import dev.clv.explain.json.JsonObject;
import java.util.List;
import java.util.Locale;

/**
 * How a way of training did on each fold of the customers, and on all of them. Immutable.
 *
 * @param folds one for each fold, at least two
 * @param pooled all predictions together, each by a model that had not seen the customer
 */
public record CrossValidationReport(List<Evaluation> folds, Evaluation pooled) {

    private static final String KIND = "cross-validation";
    private static final int VERSION = 1;
    private static final List<Metric> SHOWN = List.of(
            Metric.NGINI,
            Metric.SPEARMAN_RTB,
            Metric.AUC,
            Metric.MAE,
            Metric.RMSE,
            Metric.RMSE_CAP99,
            Metric.BIAS_PCT,
            Metric.DECILE_WAPE,
            Metric.COVERAGE_80);

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if there are fewer than two folds
     */
    public CrossValidationReport {
        folds = List.copyOf(folds);
        if (folds.size() < 2) {
            throw new IllegalArgumentException("cross-validation needs at least 2 folds, had " + folds.size());
        }
    }

    static CrossValidationReport of(List<Forecasts> forecasts) {
        return new CrossValidationReport(
                forecasts.stream().map(Evaluation::of).toList(), Evaluation.of(Forecasts.pooled(forecasts)));
    }

    /** The mean of a metric over the folds; NaN if it is undefined in one. */
    public double mean(Metric metric) {
        double sum = 0;
        for (Evaluation fold : folds) {
            sum += fold.model().get(metric);
        }
        return sum / folds.size();
    }

    /** The standard deviation of a metric over the folds; NaN if it is undefined in one. */
    public double deviation(Metric metric) {
        double mean = mean(metric);
        double squares = 0;
        for (Evaluation fold : folds) {
            double difference = fold.model().get(metric) - mean;
            squares += difference * difference;
        }
        return Math.sqrt(squares / (folds.size() - 1));
    }

    /**
     * Compares this way of training with another on the same folds, by the corrected test of
     * {@link Comparison#overSplits}.
     *
     * @throws IllegalArgumentException if the numbers of folds or their customers differ
     */
    public Comparison against(CrossValidationReport other) {
        for (int i = 0; i < Math.min(folds.size(), other.folds.size()); i++) {
            Scores one = folds.get(i).model();
            Scores two = other.folds.get(i).model();
            if (one.count() != two.count() || one.sumTrue() != two.sumTrue()) {
                throw new IllegalArgumentException(
                        "fold " + (i + 1) + " holds other customers; use the same seed, rows and number of folds");
            }
        }
        return Comparison.overSplits(
                folds.stream().map(Evaluation::model).toList(),
                other.folds.stream().map(Evaluation::model).toList(),
                1.0 / folds.size());
    }

    /** What the evaluations caution against: each kind once, with the number of folds that carry it. */
    public List<Caution> cautions() {
        return RepeatedCautions.of(folds, "in %d of %d folds: ");
    }

    /** As JSON with a kind and a version; {@link #fromJson} reads it back to the same bits. */
    public String toJson() {
        return JsonObject.of(KIND, VERSION)
                .put("folds", folds.stream().map(Evaluation::json).toList())
                .put("pooled", pooled.json())
                .put("cautions", Caution.toJson(cautions()))
                .toString();
    }

    /**
     * Reads what {@link #toJson} wrote. Members that it does not know are ignored.
     *
     * @throws IllegalArgumentException if it is something else, or of another version
     */
    public static CrossValidationReport fromJson(String text) {
        JsonObject json = JsonObject.read(text, KIND, VERSION);
        return new CrossValidationReport(json.parts("folds", Evaluation::read), Evaluation.read(json.part("pooled")));
    }

    /** Mean and standard deviation of the main metrics, then the pooled evaluation. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("mean and standard deviation over " + folds.size() + " folds:")
                .append(System.lineSeparator());
        for (Metric metric : SHOWN) {
            String spread = Double.isNaN(mean(metric))
                    ? "-"
                    : String.format(Locale.ROOT, "%.3f +- %.3f", mean(metric), deviation(metric));
            text.append(String.format(Locale.ROOT, "  %-14s %s%n", metric.label(), spread));
        }
        return text.append("all rows together, each predicted by a model that had not seen its customer:")
                .append(System.lineSeparator())
                .append(pooled)
                .toString();
    }
}
