package dev.clv.value;

import dev.clv.features.FeatureSchema;
import dev.clv.features.prepare.FarValue;
import dev.clv.features.prepare.Growth;
import java.util.List;

/** A regressor that changes what another predicts, and knows of the rows what that one knows. */
interface LayeredRegressor extends ValueRegressor {

    /** The regressor beneath. */
    ValueRegressor inner();

    @Override
    default FeatureSchema schema() {
        return inner().schema();
    }

    @Override
    default List<String> outOfRange(double[] row, Growth growth) {
        return inner().outOfRange(row, growth);
    }

    @Override
    default List<FarValue> far(double[] row, Growth growth) {
        return inner().far(row, growth);
    }

    @Override
    default double limit(int feature, double value) {
        return inner().limit(feature, value);
    }

    @Override
    default List<String> missing(double[] row) {
        return inner().missing(row);
    }

    @Override
    default List<String> unknownCategories(double[] row) {
        return inner().unknownCategories(row);
    }
}
