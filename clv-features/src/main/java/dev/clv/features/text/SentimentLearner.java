package dev.clv.features.text;

import com.google.common.hash.Hashing;
import dev.clv.features.Privacy;
import dev.clv.features.internal.CustomerSet;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.util.Comparator;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Learns from rated texts which words content and discontent customers write: weak supervision by the shop's own stars.
 *
 * <p>Ratings at the lower two fifths of the scale in use are complaints, those from seven tenths on are praise, and
 * what lies between teaches nothing. A writer's text counts once, however often it is added. Of more than
 * {@value #MOST_TEXTS} texts a sample is kept that depends on the texts alone. What is learned does not depend on the
 * order of the texts, and learners can be merged.
 *
 * <p>It keeps texts until it is done, and its {@link #snapshot} holds them; the model that it makes holds numbers only,
 * and none of a term that fewer than the given number of writers use. Not thread-safe.
 */
public final class SentimentLearner {

    /** So many texts are learned from at most. */
    public static final int MOST_TEXTS = 100_000;

    /** Of a longer text, the first so many characters are learned from. */
    static final int LONGEST = 4_000;

    private final int minWriters;
    private final SentimentModel source;
    private final NavigableSet<RatedText> texts = new TreeSet<>();

    /** A learner that keeps terms of at least {@link Privacy#MIN_CUSTOMERS} writers. */
    public SentimentLearner() {
        this(Privacy.MIN_CUSTOMERS);
    }

    /**
     * A learner that keeps rarer terms too.
     *
     * @param minWriters how many different writers must use a term for it to be learned, and give a rating for it to be
     *     an end of the scale; positive
     */
    public SentimentLearner(int minWriters) {
        this(minWriters, SentimentModel.unable());
    }

    private SentimentLearner(int minWriters, SentimentModel source) {
        if (minWriters < 1) {
            throw new IllegalArgumentException("minWriters must be at least 1, was " + minWriters);
        }
        this.minWriters = minWriters;
        this.source = source;
    }

    /**
     * A learner that begins with what another model knows, such as one of much text of other shops, and moves away from
     * it only as far as its own texts ask for. Of fewer texts than a model of its own needs it makes the source itself.
     *
     * @param source of the same language; all its terms are kept
     * @param minWriters how many different writers must use a term for it to be learned; positive
     */
    public static SentimentLearner from(SentimentModel source, int minWriters) {
        return new SentimentLearner(minWriters, source);
    }

    /**
     * Takes in a text.
     *
     * @param writer the customer's id
     * @param text what was written; a text without words teaches nothing
     * @param rating on the shop's own scale; a text without a rating, NaN, teaches nothing
     */
    public void add(String writer, String text, double rating) {
        if (!Double.isNaN(rating)) {
            String kept = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
            add(RatedText.of(CustomerSet.hash(writer), kept, rating));
        }
    }

    private void add(RatedText text) {
        texts.add(text);
        if (texts.size() > MOST_TEXTS) {
            texts.pollLast();
        }
    }

    /** Appends what was taken in, texts included. */
    public void snapshot(StateWriter out) {
        out.whole(texts.size());
        texts.forEach(text -> out.whole(text.writer()).text(text.text()).number(text.rating()));
    }

    /** Takes in what another learner had taken in. */
    public void merge(StateReader other) {
        for (int i = other.count(10); i > 0; i--) {
            add(RatedText.of(other.whole(), other.text(), other.number()));
        }
    }

    /**
     * What the texts taught.
     *
     * @return a model that knows nothing, and calls every text NaN, where fewer than the given number of writers
     *     complained, or praised, and there is no source
     */
    public SentimentModel learned() {
        Map<Double, Integer> times = new TreeMap<>();
        texts.forEach(text -> times.merge(text.rating(), 1, Integer::sum));
        RatingScale scale = RatingScale.of(times, minWriters);
        return new SentimentTraining(texts, scale, minWriters, source).model();
    }

    /**
     * A text with the rating that came with it. The order is that of a hash of the text and the rating, so that it does
     * not depend on writers, but among equal texts.
     *
     * @param hash of the text and the rating
     * @param writer the hash of the customer's id
     */
    record RatedText(long hash, long writer, String text, double rating) implements Comparable<RatedText> {

        private static final Comparator<RatedText> ORDER = Comparator.comparingLong(RatedText::hash)
                .thenComparingDouble(RatedText::rating)
                .thenComparing(RatedText::text)
                .thenComparingLong(RatedText::writer);

        static RatedText of(long writer, String text, double rating) {
            long hash = Hashing.murmur3_128()
                    .newHasher()
                    .putDouble(rating)
                    .putUnencodedChars(text)
                    .hash()
                    .asLong();
            return new RatedText(hash, writer, text, rating);
        }

        @Override
        public int compareTo(RatedText other) {
            return ORDER.compare(this, other);
        }
    }
}
