package dev.clv.features.text;

import dev.clv.features.internal.text.NormalText;
import dev.clv.features.internal.text.Tokens;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * Word vectors from a file in the text format of word2vec, GloVe and fastText ({@code .vec}): one word a line with its
 * numbers behind it, parted by blanks; a first line of two whole numbers, the size of the file, may be there. The
 * vector of a text is the mean of its words' vectors. Immutable and thread-safe.
 *
 * <p>Words are compared in the normal form of texts (lower case, full width, simplified Chinese, ...); of several words
 * of one form the first counts, which is the most frequent one in such files. In scripts without blanks between words
 * the longest word of the file that fits is taken, from left to right.
 */
public final class WordVectors implements TextEmbedder {

    private static final int GZIP = 0x1f8b;
    private static final int MOST_DIMENSIONS = 10_000;

    private final int dimensions;
    private final Map<String, float[]> vectors;
    private final int longest;

    private WordVectors(int dimensions, Map<String, float[]> vectors) {
        this.dimensions = dimensions;
        this.vectors = vectors;
        this.longest = vectors.keySet().stream().mapToInt(String::length).max().orElse(0);
    }

    /**
     * Reads the words that some texts need, as a stream: a file of millions of words costs the memory of those kept.
     * The numbers of other words are not looked at.
     *
     * @param file plain or gzip, by its first bytes; UTF-8
     * @param texts whose words are needed; words that they do not have are passed over
     * @throws IOException if the file cannot be read, or the line of a needed word does not have as many finite numbers
     *     as the first line; the message has the file and the line
     */
    public static WordVectors read(Path file, Iterable<? extends CharSequence> texts) throws IOException {
        Set<String> needed = Words.of(texts);
        try (InputStream in = open(file);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            Map<String, float[]> vectors = new HashMap<>();
            int dimensions = 0;
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                String stripped = line.strip();
                int end = endOfWord(stripped);
                if (number == 1
                        && isCount(stripped.substring(0, end))
                        && isCount(stripped.substring(end).strip())) {
                    continue;
                }
                boolean first = dimensions == 0;
                String word = NormalText.of(stripped.substring(0, end)).toString();
                if (first || needed.contains(word) && !vectors.containsKey(word)) {
                    float[] vector = numbers(file, number, stripped.substring(end), dimensions);
                    dimensions = vector.length;
                    if (needed.contains(word)) {
                        vectors.put(word, vector);
                    }
                }
            }
            if (dimensions == 0) {
                throw new IOException(file + " has no word vectors: it has no line of a word and numbers");
            }
            return new WordVectors(dimensions, vectors);
        }
    }

    private static InputStream open(Path file) throws IOException {
        BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        in.mark(2);
        boolean gzip = (in.read() << 8 | in.read()) == GZIP;
        in.reset();
        return gzip ? new GZIPInputStream(in, 1 << 16) : in;
    }

    private static boolean isCount(String part) {
        return !part.isEmpty() && part.length() <= 10 && part.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static int endOfWord(String line) {
        int end = 0;
        while (end < line.length() && line.charAt(end) != ' ' && line.charAt(end) != '\t') {
            end++;
        }
        return end;
    }

    /** @param expected how many numbers there must be, 0 for any number of them */
    private static float[] numbers(Path file, int line, String text, int expected) throws IOException {
        String[] parts = text.isBlank() ? new String[0] : text.strip().split("[ \t]+");
        if (parts.length == 0 || parts.length > MOST_DIMENSIONS || expected > 0 && parts.length != expected) {
            throw wrong(
                    file,
                    line,
                    "has " + parts.length + " numbers behind its word where "
                            + (expected > 0 ? expected + " were" : "1 to " + MOST_DIMENSIONS + " are") + " expected");
        }
        float[] vector = new float[parts.length];
        for (int i = 0; i < vector.length; i++) {
            try {
                vector[i] = Float.parseFloat(parts[i]);
            } catch (NumberFormatException e) {
                vector[i] = Float.NaN;
            }
            if (!Float.isFinite(vector[i])) {
                throw wrong(file, line, "has no finite number in place " + (i + 1) + " behind its word");
            }
        }
        return vector;
    }

    private static IOException wrong(Path file, int line, String how) {
        return new IOException(file.getFileName() + ", line " + line + " " + how
                + "; word vectors are lines of a word and its numbers, parted by blanks, all of one length");
    }

    /** How many words were kept. */
    public int words() {
        return vectors.size();
    }

    @Override
    public int dimensions() {
        return dimensions;
    }

    @Override
    public void embed(CharSequence text, float[] vector) {
        double[] sum = new double[dimensions];
        List<float[]> found = known(text);
        for (float[] known : found) {
            for (int i = 0; i < dimensions; i++) {
                sum[i] += known[i];
            }
        }
        for (int i = 0; i < dimensions; i++) {
            vector[i] = (float) (sum[i] / Math.max(1, found.size()));
        }
    }

    /** The vectors of the words that are known, in the order of the text. */
    private List<float[]> known(CharSequence text) {
        NormalText normal = NormalText.of(text);
        Tokens tokens = Tokens.of(normal);
        List<float[]> found = new ArrayList<>();
        for (int token = 0, next; token < tokens.size(); token = next) {
            next = token + 1;
            int last = tokens.standsAlone(token) ? Words.lastOfRun(tokens, token, longest) : token;
            for (; last >= token; last--) {
                float[] known = vectors.get(normal.subSequence(tokens.start(token), tokens.end(last)));
                if (known != null) {
                    found.add(known);
                    next = last + 1;
                    break;
                }
            }
        }
        return found;
    }
}
