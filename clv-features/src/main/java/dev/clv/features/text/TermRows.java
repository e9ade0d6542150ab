package dev.clv.features.text;

import dev.clv.features.internal.text.NormalText;
import dev.clv.features.internal.text.TermTable;
import dev.clv.features.internal.text.Terms;
import dev.clv.features.internal.text.Tokens;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Texts as rows of terms, of the terms alone that enough writers use.
 *
 * @param terms the hashes of the terms that are kept, ascending
 * @param rows of each text the places of its terms among them, different ones
 * @param folds of each text the classifier that must not learn from it
 */
record TermRows(int[] terms, int[][] rows, int[] folds) {

    private static final int MOST_TERMS = 1 << 18;

    /**
     * The rows of some texts.
     *
     * @param minWriters how many writers must use a term; of too many terms, the most frequent ones are kept
     * @param known terms to keep beside them
     */
    static TermRows of(List<RatedText> texts, int minWriters, int[] known) {
        int[][] hashes = new int[texts.size()][];
        int[] folds = new int[texts.size()];
        for (int row = 0; row < hashes.length; row++) {
            Terms terms = Terms.of(Tokens.of(NormalText.of(texts.get(row).text())));
            folds[row] = SentimentModel.fold(terms);
            hashes[row] = IntStream.range(0, terms.size()).map(terms::hash).toArray();
        }
        int[] kept = IntStream.concat(frequent(texts, hashes, minWriters), IntStream.of(known))
                .distinct()
                .sorted()
                .toArray();
        TermTable table = new TermTable(kept);
        int[][] rows = Arrays.stream(hashes)
                .map(row -> Arrays.stream(row)
                        .map(table::place)
                        .filter(place -> place != TermTable.ABSENT)
                        .toArray())
                .toArray(int[][]::new);
        return new TermRows(kept, rows, folds);
    }

    private static IntStream frequent(List<RatedText> texts, int[][] hashes, int minWriters) {
        int[] all = Arrays.stream(hashes)
                .flatMapToInt(Arrays::stream)
                .distinct()
                .sorted()
                .toArray();
        int[] writers = new int[all.length];
        long[] last = new long[all.length];
        TermTable table = new TermTable(all);
        int[] byWriter = IntStream.range(0, texts.size())
                .boxed()
                .sorted(Comparator.comparingLong(row -> texts.get(row).writer()))
                .mapToInt(row -> row)
                .toArray();
        for (int row : byWriter) {
            long writer = texts.get(row).writer();
            for (int hash : hashes[row]) {
                int place = table.place(hash);
                if (writers[place] == 0 || last[place] != writer) {
                    last[place] = writer;
                    writers[place]++;
                }
            }
        }
        int[] counts = Arrays.stream(writers)
                .filter(count -> count >= minWriters)
                .sorted()
                .toArray();
        int least = counts.length > MOST_TERMS ? counts[counts.length - MOST_TERMS] + 1 : minWriters;
        return IntStream.range(0, all.length)
                .filter(place -> writers[place] >= least)
                .map(place -> all[place]);
    }
}
