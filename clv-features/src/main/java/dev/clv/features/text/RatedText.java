package dev.clv.features.text;

import com.google.common.hash.Hashing;
import java.util.Comparator;

/**
 * A text with the rating and the topic that came with it. The order is that of a hash of all three, so that it does not
 * depend on writers, but among equal texts.
 *
 * @param hash of the text, the rating and the topic
 * @param writer the hash of the customer's id
 * @param rating on the shop's own scale
 * @param topic for instance the category of the product; empty for none
 */
record RatedText(long hash, long writer, String text, double rating, String topic) implements Comparable<RatedText> {

    private static final Comparator<RatedText> ORDER = Comparator.comparingLong(RatedText::hash)
            .thenComparingDouble(RatedText::rating)
            .thenComparing(RatedText::text)
            .thenComparing(RatedText::topic)
            .thenComparingLong(RatedText::writer);

    static RatedText of(long writer, String text, double rating, String topic) {
        long hash = Hashing.murmur3_128()
                .newHasher()
                .putDouble(rating)
                .putUnencodedChars(text)
                .putUnencodedChars(topic)
                .hash()
                .asLong();
        return new RatedText(hash, writer, text, rating, topic);
    }

    @Override
    public int compareTo(RatedText other) {
        return ORDER.compare(this, other);
    }
}
