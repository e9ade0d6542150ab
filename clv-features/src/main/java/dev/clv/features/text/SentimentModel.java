package dev.clv.features.text;

import dev.clv.features.FittedState;
import dev.clv.features.internal.text.NormalText;
import dev.clv.features.internal.text.TermTable;
import dev.clv.features.internal.text.Terms;
import dev.clv.features.internal.text.Tokens;
import dev.clv.features.text.lexicon.SentimentScore;
import dev.clv.features.text.lexicon.SentimentWord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Knows which words the content and the discontent of a shop write; made by {@link SentimentLearner}. Immutable and
 * thread-safe.
 *
 * <p>It consists of a linear classifier of all texts, which reads new ones ({@link #read}), and four more, each of
 * which has not seen one quarter of the texts. A text that may have been learned from is read by the one that has not
 * seen it ({@link #heldOut}), so that features of training customers are no more certain than those of new ones. It
 * holds no words, only numbers that stand for terms which enough writers use.
 *
 * <p>Any text is read in time linear in its length.
 */
public final class SentimentModel {

    /** The number of classifiers that have not seen a share of the texts; the one of all texts comes behind them. */
    static final int FOLDS = 4;

    private static final int ALL = FOLDS;

    private static final int MOST_WORDS = 5;

    private static final String SCALE = "scale";
    private static final String TERMS = "terms";
    private static final String WEIGHTS = "weights";
    private static final String CONSTANTS = "constants";
    private static final String SIGMOID = "sigmoid";

    private final RatingScale scale;
    private final int[] hashes;
    private final TermTable table;

    /** The weights of the first term in all classifiers, of the second, ... */
    private final float[] weights;

    private final double[] constants;
    private final Sigmoid sigmoid;

    /** @param fits of each classifier the weights of the terms and the constant */
    SentimentModel(RatingScale scale, int[] hashes, List<double[]> fits, Sigmoid sigmoid) {
        this(scale, hashes, weightsOf(hashes.length, fits), constantsOf(hashes.length, fits), sigmoid);
    }

    private SentimentModel(RatingScale scale, int[] hashes, float[] weights, double[] constants, Sigmoid sigmoid) {
        this.scale = scale;
        this.hashes = hashes;
        this.table = new TermTable(hashes);
        this.weights = weights;
        this.constants = constants;
        this.sigmoid = sigmoid;
    }

    /** One that knows nothing. */
    static SentimentModel unable() {
        return new SentimentModel(RatingScale.UNKNOWN, new int[0], List.of(), new Sigmoid(Double.NaN, Double.NaN));
    }

    private static float[] weightsOf(int terms, List<double[]> fits) {
        float[] weights = new float[terms * (FOLDS + 1)];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) fits.get(i % (FOLDS + 1))[i / (FOLDS + 1)];
        }
        return weights;
    }

    private static double[] constantsOf(int terms, List<double[]> fits) {
        double[] constants = new double[FOLDS + 1];
        for (int i = 0; i < fits.size(); i++) {
            constants[i] = fits.get(i)[terms];
        }
        return constants;
    }

    /** The same on the scale of another shop's ratings. */
    SentimentModel on(RatingScale other) {
        return new SentimentModel(other, hashes, weights, constants, sigmoid);
    }

    RatingScale scale() {
        return scale;
    }

    /** The terms that it knows; a copy. */
    int[] hashes() {
        return hashes.clone();
    }

    /** What the classifier of all texts gives each of these terms, 0 for those it does not know, and the constant. */
    double[] weights(int[] terms) {
        double[] all = new double[terms.length + 1];
        for (int term = 0; term < terms.length; term++) {
            int place = table.place(terms[term]);
            all[term] = place == TermTable.ABSENT ? 0 : weights[place * (FOLDS + 1) + ALL];
        }
        all[terms.length] = constants[ALL];
        return all;
    }

    /** Whether it learned anything; if not, every text is NaN to it. */
    public boolean isAble() {
        return !Double.isNaN(sigmoid.slope());
    }

    /** The rating of the discontent on the scale that it learned from; NaN if none. */
    public double lowestRating() {
        return scale.lowest();
    }

    /** The rating of the content on that scale; NaN if none. */
    public double highestRating() {
        return scale.highest();
    }

    /** The number of terms that it knows. */
    public int terms() {
        return hashes.length;
    }

    /**
     * The probability that the writer of a text was content.
     *
     * @return between 0 and 1; NaN for a text without words and for a model that is not able
     */
    public double positive(CharSequence text) {
        return probability(Terms.of(Tokens.of(NormalText.of(text))), ALL);
    }

    /** The same by a classifier that has not learned from this text. */
    public double heldOut(CharSequence text) {
        Terms terms = Terms.of(Tokens.of(NormalText.of(text)));
        return probability(terms, unaware(text, terms));
    }

    /**
     * How the text sounds as a value from -1 (certainly discontent) to 1, twice the probability less one, with up to
     * five words that it rests on. The weight of a word is its share of the log-odds. The value is 0 for a text without
     * words that the classifier knows, whatever most texts are, and for a model that is not able.
     */
    public SentimentScore read(CharSequence text) {
        NormalText normal = NormalText.of(text);
        Tokens tokens = Tokens.of(normal);
        Terms terms = Terms.of(tokens);
        return score(probability(terms, ALL), ALL, normal, tokens, terms);
    }

    /** The same by a classifier that has not learned from this text. */
    public SentimentScore readHeldOut(CharSequence text) {
        NormalText normal = NormalText.of(text);
        Tokens tokens = Tokens.of(normal);
        Terms terms = Terms.of(tokens);
        int unaware = unaware(text, terms);
        return score(probability(terms, unaware), unaware, normal, tokens, terms);
    }

    private SentimentScore score(double positive, int classifier, NormalText normal, Tokens tokens, Terms terms) {
        double[] shares = Double.isNaN(positive) ? new double[0] : shares(classifier, tokens, terms);
        return Arrays.stream(shares).allMatch(share -> share == 0)
                ? new SentimentScore(0, List.of())
                : new SentimentScore(2 * positive - 1, words(shares, normal, tokens));
    }

    /** A rating as a score from -1 to 1 on the scale in use; NaN for NaN and where no scale was learned. */
    double scoreOf(double rating) {
        return 2 * scale.place(rating) - 1;
    }

    /**
     * Which classifier has not learned from a text; of a long one the beginning alone was learned from, and decides.
     */
    private static int unaware(CharSequence text, Terms terms) {
        return fold(
                text.length() <= RatedTexts.LONGEST
                        ? terms
                        : Terms.of(Tokens.of(NormalText.of(text.subSequence(0, RatedTexts.LONGEST)))));
    }

    /** Which classifier does not learn from a text with these terms. */
    static int fold(Terms terms) {
        long hash = terms.size();
        for (int term = 0; term < terms.size(); term++) {
            hash = (hash ^ terms.hash(term)) * 0x9e3779b97f4a7c15L;
            hash ^= hash >>> 32;
        }
        return (int) (hash >>> 32) & FOLDS - 1;
    }

    private double probability(Terms terms, int classifier) {
        if (terms.size() == 0 || !isAble()) {
            return Double.NaN;
        }
        double sum = 0;
        int known = 0;
        for (int term = 0; term < terms.size(); term++) {
            int place = table.place(terms.hash(term));
            if (place != TermTable.ABSENT) {
                sum += weights[place * (FOLDS + 1) + classifier];
                known++;
            }
        }
        return sigmoid.at(sum / Math.sqrt(Math.max(1, known)) + constants[classifier]);
    }

    /** The share of each token in the log-odds; all 0 where the classifier knows none. */
    private double[] shares(int classifier, Tokens tokens, Terms terms) {
        double[] shares = new double[tokens.size()];
        int known = 0;
        for (int term = 0; term < terms.size(); term++) {
            int place = table.place(terms.hash(term));
            if (place != TermTable.ABSENT) {
                known++;
                double share = weights[place * (FOLDS + 1) + classifier] / terms.tokens(term);
                for (int token = 0; token < terms.tokens(term); token++) {
                    shares[terms.firstToken(term) + token] += share;
                }
            }
        }
        double unit = sigmoid.slope() / Math.sqrt(Math.max(1, known));
        for (int token = 0; token < shares.length; token++) {
            shares[token] *= unit;
        }
        return shares;
    }

    /** The words that a score rests on most; neighbours that say the same are one piece. */
    private static List<SentimentWord> words(double[] shares, NormalText normal, Tokens tokens) {
        List<SentimentWord> found = new ArrayList<>();
        for (int from = 0, to; from < shares.length; from = to) {
            double sum = shares[from];
            to = from + 1;
            while (to < shares.length
                    && tokens.standsAlone(to - 1)
                    && tokens.standsAlone(to)
                    && shares[to] * shares[from] > 0) {
                sum += shares[to++];
            }
            if (sum != 0 && tokens.isWord(from)) {
                int start = normal.origin(tokens.start(from));
                int end = normal.origin(tokens.end(to - 1));
                found.add(new SentimentWord(start, end, sum));
            }
        }
        return found.stream()
                .sorted(Comparator.comparingDouble(one -> -Math.abs(one.weight())))
                .limit(MOST_WORDS)
                .sorted(Comparator.comparingInt(SentimentWord::start))
                .toList();
    }

    /** Everything it consists of, numbers only. */
    public FittedState fittedState() {
        return FittedState.EMPTY
                .withNumbers(SCALE, scale.lowest(), scale.highest())
                .withNumbers(TERMS, IntStream.of(hashes).asDoubleStream().toArray())
                .withNumbers(
                        WEIGHTS,
                        IntStream.range(0, weights.length)
                                .mapToDouble(i -> weights[i])
                                .toArray())
                .withNumbers(CONSTANTS, constants)
                .withNumbers(SIGMOID, sigmoid.slope(), sigmoid.offset());
    }

    /**
     * The inverse of {@link #fittedState()}.
     *
     * @throws IllegalArgumentException if something is missing or not finite, or lists do not fit together
     */
    public static SentimentModel of(FittedState state) {
        double[] scale = state.numbers(SCALE);
        double[] terms = state.numbers(TERMS);
        double[] stored = state.numbers(WEIGHTS);
        double[] constants = state.numbers(CONSTANTS);
        double[] sigmoid = state.numbers(SIGMOID);
        if (scale.length != 2
                || stored.length != (long) terms.length * (FOLDS + 1)
                || constants.length != FOLDS + 1
                || !isSigmoid(sigmoid)
                || !Terms.areHashes(terms)
                || !Stream.of(stored, constants).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("the lists of a sentiment model do not fit together: " + state);
        }
        int[] hashes = Arrays.stream(terms).mapToInt(hash -> (int) hash).toArray();
        float[] weights = new float[stored.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) stored[i];
        }
        return new SentimentModel(
                new RatingScale(scale[0], scale[1]), hashes, weights, constants, new Sigmoid(sigmoid[0], sigmoid[1]));
    }

    /** Two numbers, or twice NaN for a model that is not able. */
    private static boolean isSigmoid(double[] stored) {
        return stored.length == 2
                && (Arrays.stream(stored).allMatch(Double::isFinite)
                        || Arrays.stream(stored).allMatch(Double::isNaN));
    }
}
