package dev.clv.features.text;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** From rated texts to a {@link SentimentModel}: a classifier for each fold, one of all texts, and the calibration. */
final class SentimentTraining {

    private static final long SEED = 0x5e47;

    private final RatingScale scale;
    private final int minWriters;
    private final SentimentModel source;
    private final List<RatedText> texts;
    private final boolean[] positive;

    /** @param source where the weights begin */
    SentimentTraining(RatedTexts texts, int minWriters, SentimentModel source) {
        this.scale = texts.scale(minWriters);
        this.minWriters = minWriters;
        this.source = source;
        this.texts = texts.decided(scale);
        this.positive = new boolean[this.texts.size()];
        for (int row = 0; row < positive.length; row++) {
            positive[row] = scale.isGood(this.texts.get(row).rating());
        }
    }

    SentimentModel model() {
        if (!bothClasses()) {
            return source.on(scale);
        }
        TermRows rows = TermRows.of(texts, minWriters, source.hashes());
        double[] start = source.weights(rows.terms());
        LinearClassifier classifier = new LinearClassifier(rows.terms().length, rows.rows(), positive);
        double[] margins = new double[positive.length];
        List<double[]> weights = new ArrayList<>();
        for (int fold = 0; fold < SentimentModel.FOLDS; fold++) {
            double[] fit = classifier.fit(outside(rows.folds(), fold), start, SEED);
            weights.add(fit);
            for (int row = 0; row < margins.length; row++) {
                if (rows.folds()[row] == fold) {
                    margins[row] = classifier.margin(row, fit);
                }
            }
        }
        weights.add(classifier.fit(IntStream.range(0, positive.length).toArray(), start, SEED));
        return new SentimentModel(scale, rows.terms(), weights, Sigmoid.fit(margins, positive));
    }

    /** Whether enough writers praised, and enough complained. */
    private boolean bothClasses() {
        List<Set<Long>> writers = List.of(new HashSet<>(), new HashSet<>());
        for (int row = 0; row < positive.length; row++) {
            writers.get(positive[row] ? 1 : 0).add(texts.get(row).writer());
        }
        return writers.stream().allMatch(those -> those.size() >= minWriters);
    }

    private static int[] outside(int[] folds, int fold) {
        return IntStream.range(0, folds.length)
                .filter(row -> folds[row] != fold)
                .toArray();
    }
}
