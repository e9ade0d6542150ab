package dev.clv.explain.shapley;

import dev.clv.explain.Background;
import dev.clv.explain.Link;
import dev.clv.explain.internal.BatchPredictor;
import java.util.BitSet;

/**
 * The game of one row: players are sets of columns, and a coalition's value is the link of the background's mean
 * prediction when the coalition's columns come from the row and all others from the background ("interventional").
 */
final class Game {

    final double[] row;
    final double rowPrediction;
    final Background background;
    final double[] backgroundPredictions;
    final Link link;
    final BatchPredictor predictor;
    final Mixtures mixtures;

    /** @param predictor of whole rows */
    Game(
            double[] row,
            Background background,
            double[] backgroundPredictions,
            Link link,
            BatchPredictor predictor,
            Mixtures mixtures) {
        this.row = row;
        this.background = background;
        this.backgroundPredictions = backgroundPredictions;
        this.link = link;
        this.predictor = predictor;
        this.mixtures = mixtures;
        rowPrediction = predictor.predict(row);
    }

    double prediction() {
        return link.apply(rowPrediction);
    }

    /** The link of the weighted mean of predictions for the background rows from {@code from} on. */
    double value(int from, double[] predictions) {
        if (predictions.length == 1) {
            return link.apply(predictions[0]);
        }
        double sum = 0;
        double weight = 0;
        for (int i = 0; i < predictions.length; i++) {
            sum += background.weight(from + i) * predictions[i];
            weight += background.weight(from + i);
        }
        return link.apply(sum / weight);
    }

    /**
     * Writes a background row in which some players are known, which means that their columns come from the explained
     * row.
     *
     * @param players each a set of columns
     * @param known whether those in the coalition are the known ones, or all others
     */
    void mix(int backgroundRow, int[][] players, BitSet coalition, boolean known, double[] target) {
        background.copyRow(backgroundRow, target);
        for (int p = 0; p < players.length; p++) {
            if (coalition.get(p) == known) {
                for (int column : players[p]) {
                    target[column] = row[column];
                }
            }
        }
    }

    /** How many predictions it took so far. */
    long evaluations() {
        return predictor.evaluations() + mixtures.evaluations();
    }

    /**
     * Whether any of a player's columns differs between the row and a background row; if not, the player adds nothing.
     */
    boolean differs(int backgroundRow, int[] columns) {
        for (int column : columns) {
            if (mixtures.differs(backgroundRow, column)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a player differs from any background row. */
    boolean isActive(int[] columns) {
        for (int b = 0; b < background.size(); b++) {
            if (differs(b, columns)) {
                return true;
            }
        }
        return false;
    }
}
