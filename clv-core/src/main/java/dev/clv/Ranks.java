package dev.clv;

import java.util.List;
import java.util.stream.DoubleStream;

/**
 * The ranks of the predictions of one scoring by value, 1 for the highest; equal values share the best of their ranks.
 *
 * @param rising their values
 */
record Ranks(double[] rising) {

    static Ranks of(List<ClvPrediction> predictions) {
        return of(predictions.stream().mapToDouble(ClvPrediction::value));
    }

    /** @param values in any order */
    static Ranks of(DoubleStream values) {
        return new Ranks(values.sorted().toArray());
    }

    /** One of the predictions with its rank. */
    ClvPrediction ranked(ClvPrediction prediction) {
        int above = 0; // the first place of a higher value, found by bisection
        int end = rising.length;
        while (above < end) {
            int middle = (above + end) >>> 1;
            if (rising[middle] > prediction.value()) {
                end = middle;
            } else {
                above = middle + 1;
            }
        }
        return prediction.ranked(rising.length - above + 1);
    }
}
