package dev.clv.features.text;

/**
 * Turns a text into a dense vector, so that texts of like meaning have like vectors. {@link TextEmbedding} is learned,
 * {@link WordVectors} is looked up; a sentence encoder of elsewhere is one more implementation.
 *
 * <p>Implementations are immutable and thread-safe, take time linear in the length of the text, and give the same
 * vector for the same text, whatever came before.
 */
public interface TextEmbedder {

    /** The number of places of a vector; at least 1. */
    int dimensions();

    /**
     * Writes the vector of a text.
     *
     * @param text may be empty and of any length
     * @param vector of {@link #dimensions()} places, all overwritten with finite numbers; all 0 for a text in which
     *     nothing is known
     */
    void embed(CharSequence text, float[] vector);
}
