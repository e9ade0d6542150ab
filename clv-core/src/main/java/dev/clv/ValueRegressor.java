package dev.clv;

import dev.clv.features.FeatureMatrix;
import dev.clv.features.FeatureSchema;
import dev.clv.features.prepare.Preparation;
import dev.clv.nn.Network;
import dev.clv.nn.Predictions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * From raw feature rows to values: a preparation, several networks, and a calibration. Knows nothing of events.
 * Immutable and thread-safe.
 *
 * <p>F = raw features, K = networks.
 */
final class ValueRegressor {

    private final Preparation preparation;
    private final List<Network> networks;
    private final double labelScale;
    private final double calibration;

    /**
     * @param labelScale currency per unit of the networks' labels
     * @param calibration factor on every value, found on rows the networks had not seen
     */
    ValueRegressor(Preparation preparation, List<Network> networks, double labelScale, double calibration) {
        this.preparation = preparation;
        this.networks = List.copyOf(networks);
        this.labelScale = labelScale;
        this.calibration = calibration;
    }

    FeatureSchema schema() {
        return preparation.schema();
    }

    Preparation preparation() {
        return preparation;
    }

    List<Network> networks() {
        return networks;
    }

    double labelScale() {
        return labelScale;
    }

    double calibration() {
        return calibration;
    }

    /** Values in currency of raw rows (n, F), zero or more. */
    double[] values(double[][] rows) {
        double[][] inputs = preparation.transform(rows);
        double[] values = new double[rows.length];
        for (Network network : networks) {
            double[] means = network.predict(inputs).means();
            for (int i = 0; i < values.length; i++) {
                values[i] += means[i];
            }
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = currency(values[i]);
        }
        return values;
    }

    /** Predictions of raw rows (n, F). */
    List<ClvPrediction> predict(FeatureMatrix rows) {
        return predict(rows.toArray());
    }

    List<ClvPrediction> predict(double[][] rows) {
        double[][] inputs = preparation.transform(rows);
        List<Predictions> byNetwork =
                networks.stream().map(network -> network.predict(inputs)).toList();
        List<ClvPrediction> predictions = new ArrayList<>(rows.length);
        for (int i = 0; i < rows.length; i++) {
            double sum = 0;
            List<double[]> raw = new ArrayList<>(networks.size());
            for (Predictions predicted : byNetwork) {
                sum += predicted.mean(i);
                raw.add(predicted.raw(i));
            }
            predictions.add(new ClvPrediction(
                    currency(sum), networks.get(0).spec().loss(), raw, labelScale * calibration, flags(rows[i])));
        }
        return predictions;
    }

    /** From the sum over networks to currency; a value is floored at 0 as labels are. */
    double currency(double sumOfMeans) {
        return Math.max(0, labelScale * calibration * sumOfMeans / networks.size());
    }

    private Set<PredictionFlag> flags(double[] row) {
        Set<PredictionFlag> flags = EnumSet.noneOf(PredictionFlag.class);
        if (!preparation.unknownCategories(row).isEmpty()) {
            flags.add(PredictionFlag.UNKNOWN_CATEGORY);
        }
        if (!preparation.outOfRange(row).isEmpty()) {
            flags.add(PredictionFlag.OUTSIDE_TRAINING_RANGE);
        }
        return flags;
    }
}
