package dev.clv.nn.sequence;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/**
 * The tokens of a batch without the padding. The rows that have a sequence are sorted by its length, longest first, so
 * that those which have a token of a given age are the first so many; and the tokens of one age lie together. N =
 * tokens in all. Not thread-safe.
 */
final class TokenBatch {

    private final SequenceShape shape;
    private final int[] order; // the rows, longest first
    private final int[] lengths;
    private final int[] counts; // [age] rows that have a token of this age
    private final int[] starts; // [age] where the tokens of this age begin
    private final DMatrixRMaj tokens; // (N, F)
    private int longest;

    TokenBatch(SequenceShape shape, int capacity) {
        this.shape = shape;
        order = new int[capacity];
        lengths = new int[capacity];
        counts = new int[shape.steps() + 1];
        starts = new int[shape.steps() + 1];
        tokens = new DMatrixRMaj(0, shape.features());
    }

    /** Takes the tokens of these rows. */
    void read(DMatrixRMaj x) {
        sort(x);
        tokens.reshape(starts[longest], shape.features());
        for (int age = 0; age < longest; age++) {
            for (int i = 0; i < counts[age]; i++) {
                System.arraycopy(
                        x.data,
                        order[i] * x.numCols + shape.column(age, 0),
                        tokens.data,
                        (starts[age] + i) * shape.features(),
                        shape.features());
            }
        }
    }

    private void sort(DMatrixRMaj x) {
        Arrays.fill(counts, 0);
        longest = 0;
        for (int b = 0; b < x.numRows; b++) {
            lengths[b] = shape.length(x, b);
            longest = Math.max(longest, lengths[b]);
            if (lengths[b] > 0) {
                counts[lengths[b] - 1]++;
            }
        }
        for (int age = longest - 1; age > 0; age--) {
            counts[age - 1] += counts[age];
        }
        starts[0] = 0;
        for (int age = 0; age < longest; age++) {
            starts[age + 1] = starts[age] + counts[age];
        }
        placeRows(x.numRows);
    }

    /** A counting sort: in front of a row are those longer than it, which counts knows, and those of its own length. */
    private void placeRows(int rows) {
        for (int b = rows - 1; b >= 0; b--) {
            if (lengths[b] > 0) {
                order[--counts[lengths[b] - 1]] = b;
            }
        }
        // Each count has become that of the next age; the first of all was the number of rows that have a sequence.
        for (int age = 0; age < longest; age++) {
            counts[age] = starts[age + 1] - starts[age];
        }
    }

    /** Takes one token of one row. */
    void readOne(double[] token) {
        longest = 1;
        counts[0] = 1;
        counts[1] = 0;
        starts[0] = 0;
        starts[1] = 1;
        order[0] = 0;
        tokens.reshape(1, shape.features());
        System.arraycopy(token, 0, tokens.data, 0, shape.features());
    }

    /** All tokens (N, F), the newest of each row first, then those before, and so on. */
    DMatrixRMaj tokens() {
        return tokens;
    }

    /** The length of the longest sequence. */
    int longest() {
        return longest;
    }

    /** How many rows have a token of this age; those of an older one are the first of them. */
    int rows(int age) {
        return age < longest ? counts[age] : 0;
    }

    /** Where among all tokens those of this age begin. */
    int start(int age) {
        return starts[age];
    }

    /** The row of the batch that is at this place in the order. */
    int row(int place) {
        return order[place];
    }
}
