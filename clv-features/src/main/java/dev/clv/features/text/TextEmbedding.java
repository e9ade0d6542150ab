package dev.clv.features.text;

import dev.clv.features.FittedState;
import dev.clv.features.internal.text.NormalText;
import dev.clv.features.internal.text.TermTable;
import dev.clv.features.internal.text.Terms;
import dev.clv.features.internal.text.Tokens;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A dense vector for each term of texts, learned so that the vectors of a text's terms, added up, tell its rating and
 * its topic; made by {@link TextEmbeddingLearner}. Immutable and thread-safe.
 *
 * <p>The vector of a text is the sum of its terms' vectors over the square root of their number. It holds no words,
 * only numbers that stand for terms which enough writers use.
 *
 * <p>Source of the form: A. Joulin, E. Grave, P. Bojanowski, T. Mikolov, Bag of Tricks for Efficient Text
 * Classification, EACL 2017.
 */
public final class TextEmbedding implements TextEmbedder {

    private static final String TERMS = "terms";
    private static final String VECTORS = "vectors";
    private static final String PRAISE = "praise";

    private final int[] hashes;
    private final TermTable table;

    /** Term after term. */
    private final float[] vectors;

    /** The direction of praise, and a constant behind it. */
    private final double[] praise;

    TextEmbedding(int[] hashes, float[] vectors, double[] praise) {
        this.hashes = hashes;
        this.table = new TermTable(hashes);
        this.vectors = vectors;
        this.praise = praise;
    }

    @Override
    public int dimensions() {
        return praise.length - 1;
    }

    /** The number of terms that it knows. */
    public int terms() {
        return hashes.length;
    }

    @Override
    public void embed(CharSequence text, float[] vector) {
        double[] sum = sum(text);
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) sum[i];
        }
    }

    /**
     * The probability, in the eyes of the embedding, that the writer of a text was content.
     *
     * @return between 0 and 1, the share of the content for a text in which nothing is known
     */
    public double positive(CharSequence text) {
        double[] vector = sum(text);
        double odds = praise[vector.length];
        for (int i = 0; i < vector.length; i++) {
            odds += praise[i] * vector[i];
        }
        return 1 / (1 + StrictMath.exp(-odds));
    }

    private double[] sum(CharSequence text) {
        int dimensions = dimensions();
        double[] sum = new double[dimensions];
        Terms terms = Terms.of(Tokens.of(NormalText.of(text)));
        int known = 0;
        for (int term = 0; term < terms.size(); term++) {
            int place = table.place(terms.hash(term));
            if (place != TermTable.ABSENT) {
                known++;
                for (int i = 0; i < dimensions; i++) {
                    sum[i] += vectors[place * dimensions + i];
                }
            }
        }
        double length = Math.sqrt(Math.max(1, known));
        for (int i = 0; i < dimensions; i++) {
            sum[i] /= length;
        }
        return sum;
    }

    /** The terms that it knows; a copy. */
    int[] hashes() {
        return hashes.clone();
    }

    /** The vector of a term, all 0 for one that it does not know, into {@code target} from {@code at} on. */
    void vector(int hash, float[] target, int at) {
        int place = table.place(hash);
        if (place != TermTable.ABSENT) {
            System.arraycopy(vectors, place * dimensions(), target, at, dimensions());
        }
    }

    double[] praise() {
        return praise.clone();
    }

    /** Everything it consists of, numbers only; {@link FittedState#write} makes one file of it. */
    public FittedState fittedState() {
        return FittedState.EMPTY
                .withNumbers(TERMS, IntStream.of(hashes).asDoubleStream().toArray())
                .withNumbers(
                        VECTORS,
                        IntStream.range(0, vectors.length)
                                .mapToDouble(i -> vectors[i])
                                .toArray())
                .withNumbers(PRAISE, praise);
    }

    /**
     * The inverse of {@link #fittedState()}.
     *
     * @throws IllegalArgumentException if something is missing or not finite, or lists do not fit together
     */
    public static TextEmbedding of(FittedState state) {
        double[] terms = state.numbers(TERMS);
        double[] stored = state.numbers(VECTORS);
        double[] praise = state.numbers(PRAISE);
        boolean finite = Arrays.stream(stored).allMatch(Double::isFinite)
                && Arrays.stream(praise).allMatch(Double::isFinite);
        if (praise.length < 2
                || stored.length != (long) terms.length * (praise.length - 1)
                || !finite
                || !Terms.areHashes(terms)) {
            throw new IllegalArgumentException("the lists of a text embedding do not fit together: " + state);
        }
        float[] vectors = new float[stored.length];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = (float) stored[i];
        }
        return new TextEmbedding(
                Arrays.stream(terms).mapToInt(hash -> (int) hash).toArray(), vectors, praise);
    }
}
