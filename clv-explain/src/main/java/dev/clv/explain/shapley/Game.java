package dev.clv.explain.shapley;

import dev.clv.explain.Background;
import dev.clv.explain.Link;
import java.util.Arrays;

/**
 * The game of one row: players are sets of columns, and a coalition's value is the link of the background's mean
 * prediction when the coalition's columns come from the row and all others from the background ("interventional").
 */
final class Game {

    private final RowMasker rows;
    private final Masker masker;
    private final Background background;
    private final double[] backgroundPredictions;
    private final Link link;
    private final double rowPrediction;

    /**
     * A game; predicts the row.
     *
     * @param rows of the row and the background
     * @param masker the same rows in the fastest form that the predictor takes, or {@code rows} itself
     * @param backgroundPredictions one per row of the background
     */
    Game(RowMasker rows, Masker masker, Background background, double[] backgroundPredictions, Link link) {
        this.rows = rows;
        this.masker = masker;
        this.background = background;
        this.backgroundPredictions = backgroundPredictions;
        this.link = link;
        rowPrediction = rows.predictRow();
    }

    /** Masked rows as plain rows. */
    RowMasker rows() {
        return rows;
    }

    /** Masked rows in the fastest form that the predictor takes. */
    Masker masker() {
        return masker;
    }

    int backgroundSize() {
        return background.size();
    }

    /** The weight of a background row; all weights sum to one. */
    double weight(int backgroundRow) {
        return background.weight(backgroundRow);
    }

    double backgroundPrediction(int backgroundRow) {
        return backgroundPredictions[backgroundRow];
    }

    /** The predictions of some background rows; new. */
    double[] backgroundPredictions(int from, int count) {
        return Arrays.copyOfRange(backgroundPredictions, from, from + count);
    }

    /** The row's prediction on the predictor's own scale. */
    double rowPrediction() {
        return rowPrediction;
    }

    /** The value of everybody: the row's prediction on the scale of the link. */
    double prediction() {
        return link.apply(rowPrediction);
    }

    /** The value of the empty coalition. */
    double baseValue() {
        return value(0, backgroundPredictions);
    }

    /**
     * How many games of as many background rows each this is the mean of: one game per row under the identity link, and
     * otherwise this one, since other links need the mean prediction.
     */
    int strata() {
        return link == Link.IDENTITY ? background.size() : 1;
    }

    /** A mean prediction on the scale of the link. */
    double link(double meanPrediction) {
        return link.apply(meanPrediction);
    }

    /**
     * How far two predictions are apart on the scale of the link. If that has no place for the lower one, which is not
     * a mean, the slope of the scale is that at the lower one of base value and prediction.
     */
    double range(double low, double high) {
        return link == Link.IDENTITY || low > 0
                ? link.apply(high) - link.apply(low)
                : (high - low) / Math.min(rowPrediction, background.mean(backgroundPredictions));
    }

    /** The link of the weighted mean of predictions for the background rows from {@code from} on. */
    double value(int from, double[] predictions) {
        return value(from, predictions, 0, predictions.length);
    }

    /** The same of {@code count} predictions from {@code offset} on. */
    double value(int from, double[] predictions, int offset, int count) {
        if (count == 1) {
            return link.apply(predictions[offset]);
        }
        double sum = 0;
        double weight = 0;
        for (int i = 0; i < count; i++) {
            sum += background.weight(from + i) * predictions[offset + i];
            weight += background.weight(from + i);
        }
        return link.apply(sum / weight);
    }

    /** How many predictions it took so far. */
    long evaluations() {
        return rows.evaluations() + (masker == rows ? 0 : masker.evaluations());
    }

    /**
     * Whether any of a player's columns differs between the row and a background row; if not, the player adds nothing.
     */
    boolean differs(int backgroundRow, int[] columns) {
        for (int column : columns) {
            if (masker.differs(backgroundRow, column)) {
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
