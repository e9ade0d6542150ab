package dev.clv.features.text;

import dev.clv.features.Privacy;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import dev.clv.features.text.lexicon.SentimentLexicon;
import java.util.List;

/**
 * Learns from rated texts which words content and discontent customers write: weak supervision by the shop's own stars.
 *
 * <p>Ratings at the lower two fifths of the scale in use are complaints, those from seven tenths on are praise, and
 * what lies between teaches nothing. A writer's text counts once, however often it is added. Of more than 100,000 texts
 * a sample is kept that depends on the texts alone. What is learned does not depend on the order of the texts, and
 * learners can be merged.
 *
 * <p>It keeps texts until it is done, and its {@link #snapshot} holds them; the model that it makes holds numbers only,
 * and none of a term that fewer than the given number of writers use. Not thread-safe.
 */
public final class SentimentLearner {

    /** Enough for two digits of what compares. */
    private static final int MOST_COMPARED = 10_000;

    private final int minWriters;
    private final SentimentModel source;
    private final RatedTexts texts = new RatedTexts();

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
        texts.add(writer, text, rating, "");
    }

    /** How many texts there are to learn from: rated, and neither praise nor complaint left open; at most 100,000. */
    int texts() {
        return texts.decided(texts.scale(minWriters)).size();
    }

    /** How many different ratings the texts came with. */
    int ratings() {
        return texts.ratings();
    }

    /** Whether any text came with a rating. */
    boolean hasRatings() {
        return !texts.isEmpty();
    }

    /** Appends what was taken in, texts included. */
    public void snapshot(StateWriter out) {
        texts.snapshot(out);
    }

    /** Takes in what another learner had taken in. */
    public void merge(StateReader other) {
        texts.merge(other);
    }

    /**
     * What the texts taught.
     *
     * @return a model that knows nothing, and calls every text NaN, where fewer than the given number of writers
     *     complained, or praised, and there is no source
     */
    public SentimentModel learned() {
        return new SentimentTraining(texts, minWriters, source).model();
    }

    /**
     * What the texts taught, and whether a word list reads the same texts better; on up to 10,000 of them.
     *
     * @param list of the languages that it knows
     */
    public SentimentComparison comparedWith(SentimentLexicon list) {
        SentimentModel model = learned();
        RatingScale scale = texts.scale(minWriters);
        List<RatedText> decided = texts.decided(scale);
        int count = Math.min(MOST_COMPARED, decided.size());
        boolean[] good = new boolean[count];
        double[] learned = new double[count];
        double[] listed = new double[count];
        int praises = 0;
        for (int i = 0; i < count; i++) {
            RatedText text = decided.get((int) ((long) i * decided.size() / count));
            good[i] = scale.isGood(text.rating());
            praises += good[i] ? 1 : 0;
            double positive = model.heldOut(text.text());
            learned[i] = Double.isNaN(positive) ? 0 : 2 * positive - 1;
            listed[i] = list.score(text.text()).value();
        }
        return new SentimentComparison(
                model,
                model.isAble() ? RocArea.of(learned, good) : Double.NaN,
                RocArea.of(listed, good),
                praises,
                count - praises);
    }
}
