package dev.clv.features.text;

import dev.clv.features.internal.text.NormalText;
import dev.clv.features.internal.text.TermTable;
import dev.clv.features.internal.text.Terms;
import dev.clv.features.internal.text.Tokens;
import dev.clv.features.text.SentimentLearner.RatedText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.stream.IntStream;

/** From rated texts to a {@link SentimentModel}: the terms to keep, a classifier for each fold, and the calibration. */
final class SentimentTraining {

    private static final int MOST_TERMS = 1 << 18;
    private static final long SEED = 0x5e47;

    private final RatingScale scale;
    private final int minWriters;
    private final SentimentModel source;
    private final List<RatedText> texts;
    private final boolean[] positive;
    private final int[] folds;

    /**
     * @param texts in their order
     * @param source where the weights begin
     */
    SentimentTraining(NavigableSet<RatedText> texts, RatingScale scale, int minWriters, SentimentModel source) {
        this.source = source;
        this.scale = scale;
        this.minWriters = minWriters;
        this.texts = texts.stream()
                .filter(text -> scale.isGood(text.rating()) || scale.isBad(text.rating()))
                .toList();
        this.positive = new boolean[this.texts.size()];
        this.folds = new int[positive.length];
        for (int row = 0; row < positive.length; row++) {
            positive[row] = scale.isGood(this.texts.get(row).rating());
        }
    }

    SentimentModel model() {
        if (!bothClasses()) {
            return source.on(scale);
        }
        int[][] hashes = new int[positive.length][];
        for (int row = 0; row < hashes.length; row++) {
            Terms terms = Terms.of(Tokens.of(NormalText.of(texts.get(row).text())));
            folds[row] = SentimentModel.fold(terms);
            hashes[row] = IntStream.range(0, terms.size()).map(terms::hash).toArray();
        }
        int[] kept = IntStream.concat(IntStream.of(frequent(hashes)), IntStream.of(source.hashes()))
                .distinct()
                .sorted()
                .toArray();
        double[] start = source.weights(kept);
        TermTable table = new TermTable(kept);
        int[][] rows = Arrays.stream(hashes)
                .map(row -> Arrays.stream(row)
                        .map(table::place)
                        .filter(place -> place != TermTable.ABSENT)
                        .toArray())
                .toArray(int[][]::new);
        LinearClassifier classifier = new LinearClassifier(kept.length, rows, positive);
        double[] margins = new double[rows.length];
        List<double[]> weights = new ArrayList<>();
        for (int fold = 0; fold < SentimentModel.FOLDS; fold++) {
            double[] fit = classifier.fit(outside(fold), start, SEED);
            weights.add(fit);
            for (int row = 0; row < rows.length; row++) {
                if (folds[row] == fold) {
                    margins[row] = classifier.margin(row, fit);
                }
            }
        }
        weights.add(classifier.fit(IntStream.range(0, rows.length).toArray(), start, SEED));
        return new SentimentModel(scale, kept, weights, Sigmoid.fit(margins, positive));
    }

    /** Whether enough writers praised, and enough complained. */
    private boolean bothClasses() {
        List<Set<Long>> writers = List.of(new HashSet<>(), new HashSet<>());
        for (int row = 0; row < positive.length; row++) {
            writers.get(positive[row] ? 1 : 0).add(texts.get(row).writer());
        }
        return writers.stream().allMatch(those -> those.size() >= minWriters);
    }

    private int[] outside(int fold) {
        return IntStream.range(0, folds.length)
                .filter(row -> folds[row] != fold)
                .toArray();
    }

    private int[] rowsByWriter() {
        return IntStream.range(0, texts.size())
                .boxed()
                .sorted(Comparator.comparingLong(row -> texts.get(row).writer()))
                .mapToInt(row -> row)
                .toArray();
    }

    /** The terms of enough writers, the most frequent ones if there are too many; ascending. */
    private int[] frequent(int[][] hashes) {
        int[] all = Arrays.stream(hashes)
                .flatMapToInt(Arrays::stream)
                .distinct()
                .sorted()
                .toArray();
        int[] writers = new int[all.length];
        long[] last = new long[all.length];
        TermTable table = new TermTable(all);
        for (int row : rowsByWriter()) {
            long writer = texts.get(row).writer();
            for (int hash : hashes[row]) {
                int place = table.place(hash);
                if (writers[place] == 0 || last[place] != writer) {
                    last[place] = writer;
                    writers[place]++;
                }
            }
        }
        int enough = minWriters;
        int[] counts = Arrays.stream(writers)
                .filter(count -> count >= minWriters)
                .sorted()
                .toArray();
        if (counts.length > MOST_TERMS) {
            enough = counts[counts.length - MOST_TERMS] + 1;
        }
        int least = enough;
        return IntStream.range(0, all.length)
                .filter(place -> writers[place] >= least)
                .map(place -> all[place])
                .toArray();
    }
}
