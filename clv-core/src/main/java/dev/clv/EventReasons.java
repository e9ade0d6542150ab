package dev.clv;

import dev.clv.explain.Attribution;
import dev.clv.explain.Background;
import dev.clv.explain.Effort;
import dev.clv.explain.FeatureGroups;
import dev.clv.explain.PredictFunction;
import dev.clv.explain.shapley.ShapleyExplainer;
import dev.clv.features.sequence.FittedEventTokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which of a customer's latest events carry the value: Shapley values of a game whose players are the tokens. Tokens
 * that are left out of a coalition are taken out of the sequence, the others move up; features stay as they are.
 *
 * @param row of features, the tokens last
 * @param tokens what the last columns are
 * @param values of rows
 */
record EventReasons(double[] row, FittedEventTokens tokens, PredictFunction values) {

    /** More events than some ten are explained by walks of so many predictions in all. */
    private static final long PREDICTIONS = 4_096;

    private static final String GROUP = "events";

    /** @param labels of the tokens, the newest first; at least one */
    Attribution explain(List<String> labels) {
        double[][] without = new double[1][labels.size()];
        double[] with = new double[labels.size()];
        Arrays.fill(with, 1);
        List<String> names = new ArrayList<>();
        for (String label : labels) {
            names.add((names.size() + 1) + ": " + label);
        }
        return ShapleyExplainer.builder(this::predict, Background.of(without))
                .features(FeatureGroups.columns(names))
                .groups(FeatureGroups.byName(names.stream().map(name -> GROUP).toList()))
                .effort(Effort.budget(PREDICTIONS))
                .build()
                .explain(with);
    }

    /** @param coalitions 1 for each token that is read, 0 for the others */
    private double[] predict(double[][] coalitions) {
        return values.predict(Arrays.stream(coalitions).map(this::row).toArray(double[][]::new));
    }

    private double[] row(double[] coalition) {
        double[] some = row.clone();
        int length = some.length - tokens.width();
        int features = tokens.tokenFeatures().size();
        Arrays.fill(some, length, some.length, 0);
        int read = 0;
        for (int token = 0; token < coalition.length; token++) {
            if (coalition[token] != 0) {
                System.arraycopy(row, length + 1 + token * features, some, length + 1 + read * features, features);
                read++;
            }
        }
        some[length] = read;
        return some;
    }
}
