package dev.clv.tune;

import dev.clv.evaluate.PredictedValues;
import dev.clv.features.FeatureMatrix;
import dev.clv.train.EnsembleTraining;
import dev.clv.train.Execution;
import dev.clv.train.TrainingRows;
import dev.clv.train.TrainingSettings;
import dev.clv.value.PurchasePrior;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows to train on and rows to predict, of other customers; made once for all configurations.
 *
 * @param rows to train on
 * @param prior of their values; null for none
 * @param held the features of the rows to predict
 * @param customers the id of each row to predict
 * @param truth what came of them
 */
record Split(
        TrainingRows rows, @Nullable PurchasePrior prior, FeatureMatrix held, List<String> customers, double[] truth) {

    /** Trains on the ones and predicts the others. */
    PredictedValues predict(TrainingSettings settings, boolean purchaseModel, int threads) {
        return PredictedValues.of(
                EnsembleTraining.train(
                                rows,
                                purchaseModel ? prior : null,
                                settings,
                                Execution.defaults().threads(threads))
                        .regressor()
                        .predict(held),
                truth);
    }
}
