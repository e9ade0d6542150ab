package dev.clv.features.text;

import dev.clv.features.Privacy;
import dev.clv.features.internal.Interruption;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Learns dense vectors of terms from rated texts: by stochastic gradient descent, so that a text's vector tells its
 * rating (logistic loss) and, less urgently, its topic (softmax loss). What is learned does not depend on the order of
 * the texts, and learners can be merged. As {@link SentimentLearner}, it keeps texts until it is done. Not thread-safe.
 */
public final class TextEmbeddingLearner {

    private static final int ROUNDS = 3;

    /** A few texts on top of what is known want more rounds, and change nothing far away. */
    private static final int ROUNDS_ON_TOP = 10;

    private static final double RATE = 0.1;
    private static final double DIRECTIONS = 0.1;
    private static final double TOPIC_WEIGHT = 0.3;
    private static final long SEED = 0xe3b;

    private final int dimensions;
    private final int minWriters;
    private final @Nullable TextEmbedding source;
    private final RatedTexts texts = new RatedTexts();

    private TextEmbeddingLearner(int dimensions, int minWriters, @Nullable TextEmbedding source) {
        if (dimensions < 1 || minWriters < 1) {
            throw new IllegalArgumentException(
                    "dimensions and minWriters must be at least 1, were " + dimensions + " and " + minWriters);
        }
        this.dimensions = dimensions;
        this.minWriters = minWriters;
        this.source = source;
    }

    /** A learner of terms of at least {@link Privacy#MIN_CUSTOMERS} writers. */
    public static TextEmbeddingLearner of(int dimensions) {
        return of(dimensions, Privacy.MIN_CUSTOMERS);
    }

    /**
     * A learner that keeps rarer terms too.
     *
     * @param dimensions the length of the vectors; positive
     * @param minWriters how many different writers must use a term for it to be learned; positive
     */
    public static TextEmbeddingLearner of(int dimensions, int minWriters) {
        return new TextEmbeddingLearner(dimensions, minWriters, null);
    }

    /**
     * A learner that begins with another embedding and moves its terms' vectors by the ratings of its own texts; topics
     * are not looked at.
     *
     * @param source of the same language; all its terms are kept
     * @param minWriters how many different writers must use a term that is new for it to be learned; positive
     */
    public static TextEmbeddingLearner from(TextEmbedding source, int minWriters) {
        return new TextEmbeddingLearner(source.dimensions(), minWriters, source);
    }

    /**
     * Takes in a text.
     *
     * @param writer the customer's id
     * @param text what was written
     * @param rating on the shop's own scale; a text without a rating, NaN, teaches nothing
     * @param topic for instance the category of the product, or null
     */
    public void add(String writer, String text, double rating, @Nullable String topic) {
        texts.add(writer, text, rating, topic == null ? "" : topic);
    }

    /** How many texts there are to learn from: rated, and neither praise nor complaint left open; at most 100,000. */
    int texts() {
        return texts.decided(texts.scale(minWriters)).size();
    }

    /** Appends what was taken in, texts included. */
    public void snapshot(StateWriter out) {
        texts.snapshot(out);
    }

    /** Takes in what another learner had taken in. */
    public void merge(StateReader other) {
        texts.merge(other);
    }

    /** The embedding that the texts make; of no rated texts, the source, or one that knows no term. */
    public TextEmbedding learned() {
        RatingScale scale = texts.scale(minWriters);
        List<RatedText> decided = texts.decided(scale);
        TermRows rows = TermRows.of(decided, minWriters, source == null ? new int[0] : source.hashes());
        Random random = new Random(SEED);
        Descent descent =
                source == null ? Descent.begin(rows.terms(), dimensions, random) : Descent.on(source, rows.terms());
        List<String> topics =
                decided.stream().map(RatedText::topic).distinct().sorted().toList();
        int[] topic =
                decided.stream().mapToInt(text -> topics.indexOf(text.topic())).toArray();
        Topics told = new Topics(topics.size(), dimensions);
        int[] order = IntStream.range(0, decided.size()).toArray();
        int rounds = source == null ? ROUNDS : ROUNDS_ON_TOP;
        for (int round = 0; round < rounds; round++) {
            Interruption.check();
            shuffle(order, random);
            for (int i = 0; i < order.length; i++) {
                // The rate falls to 0 where everything is learned, and stays where little is added.
                double left = source == null ? 1 - (round + (double) i / order.length) / rounds : 1;
                int row = order[i];
                boolean good = scale.isGood(decided.get(row).rating());
                if (source == null) {
                    descent.step(rows.rows()[row], good, told, topic[row], RATE * left);
                } else {
                    descent.stepOnTop(rows.rows()[row], good);
                }
            }
        }
        return new TextEmbedding(rows.terms(), descent.vectors, descent.praise);
    }

    private static void shuffle(int[] order, Random random) {
        for (int i = order.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int moved = order[i];
            order[i] = order[other];
            order[other] = moved;
        }
    }

    /** The vectors under way. */
    private static final class Descent {

        private final int dimensions;
        private final float[] vectors;
        private final double[] praise;

        private Descent(int terms, int dimensions) {
            this.dimensions = dimensions;
            this.vectors = new float[Math.multiplyExact(terms, dimensions)];
            this.praise = new double[dimensions + 1];
        }

        static Descent begin(int[] terms, int dimensions, Random random) {
            Descent begun = new Descent(terms.length, dimensions);
            for (int i = 0; i < begun.vectors.length; i++) {
                begun.vectors[i] = (float) ((random.nextDouble() - 0.5) / (2 * Math.sqrt(dimensions)));
            }
            for (int i = 0; i < dimensions; i++) {
                begun.praise[i] = 2 * random.nextDouble() - 1;
            }
            return begun;
        }

        static Descent on(TextEmbedding source, int[] terms) {
            Descent begun = new Descent(terms.length, source.dimensions());
            for (int term = 0; term < terms.length; term++) {
                source.vector(terms[term], begun.vectors, term * begun.dimensions);
            }
            System.arraycopy(source.praise(), 0, begun.praise, 0, begun.praise.length);
            return begun;
        }

        /** Forward and backward through one text; directions move a tenth as fast as vectors. */
        void step(int[] row, boolean good, Topics topics, int topic, double rate) {
            double[] vector = forward(row);
            double error = error(vector, good);
            double[] gradient = towardsPraise(error);
            topics.step(vector, topic, gradient, rate);
            for (int i = 0; i < dimensions; i++) {
                praise[i] -= DIRECTIONS * rate * error * vector[i];
            }
            praise[dimensions] -= DIRECTIONS * rate * error;
            backward(row, gradient, rate);
        }

        /** The same, but the direction of praise stays where it is, as all known terms are meant for it. */
        void stepOnTop(int[] row, boolean good) {
            double error = error(forward(row), good);
            praise[dimensions] -= DIRECTIONS * RATE * error;
            backward(row, towardsPraise(error), RATE);
        }

        private double[] forward(int[] row) {
            double[] vector = new double[dimensions];
            for (int term : row) {
                for (int i = 0; i < dimensions; i++) {
                    vector[i] += vectors[term * dimensions + i];
                }
            }
            double length = LinearClassifier.lengthOf(row);
            for (int i = 0; i < dimensions; i++) {
                vector[i] /= length;
            }
            return vector;
        }

        private void backward(int[] row, double[] gradient, double rate) {
            double share = rate / LinearClassifier.lengthOf(row);
            for (int term : row) {
                for (int i = 0; i < dimensions; i++) {
                    vectors[term * dimensions + i] -= (float) (share * gradient[i]);
                }
            }
        }

        private double error(double[] vector, boolean good) {
            double odds = praise[dimensions];
            for (int i = 0; i < dimensions; i++) {
                odds += praise[i] * vector[i];
            }
            return 1 / (1 + StrictMath.exp(-odds)) - (good ? 1 : 0);
        }

        private double[] towardsPraise(double error) {
            double[] gradient = new double[dimensions];
            for (int i = 0; i < dimensions; i++) {
                gradient[i] = error * praise[i];
            }
            return gradient;
        }
    }

    /** The directions of topics, which are forgotten once the vectors are learned. */
    private static final class Topics {

        private final int dimensions;
        private final double[][] directions;

        Topics(int topics, int dimensions) {
            this.dimensions = dimensions;
            this.directions = new double[topics][dimensions];
        }

        /** Moves the directions, and adds to the gradient of a text's vector. */
        void step(double[] vector, int topic, double[] gradient, double rate) {
            double[] shares = new double[directions.length];
            double highest = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < shares.length; k++) {
                for (int i = 0; i < dimensions; i++) {
                    shares[k] += directions[k][i] * vector[i];
                }
                highest = Math.max(highest, shares[k]);
            }
            double total = 0;
            for (int k = 0; k < shares.length; k++) {
                shares[k] = StrictMath.exp(shares[k] - highest);
                total += shares[k];
            }
            for (int k = 0; k < shares.length; k++) {
                double error = TOPIC_WEIGHT * (shares[k] / total - (k == topic ? 1 : 0));
                for (int i = 0; i < dimensions; i++) {
                    gradient[i] += error * directions[k][i];
                    directions[k][i] -= rate * error * vector[i];
                }
            }
        }
    }
}
