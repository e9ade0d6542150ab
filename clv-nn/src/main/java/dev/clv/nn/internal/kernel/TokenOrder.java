package dev.clv.nn.internal.kernel;

import java.util.Arrays;

/**
 * Where the tokens of some rows lie for a walk from the oldest to the newest. Rows are sorted by the length of their
 * sequence, longest first, so that those which have begun are the first at every step. The tokens of a step lie
 * together, in the order of the rows, and take whole blocks of {@link FloatPass#ROWS}. Behind the last step lies one
 * block more, of the rows that have a sequence, for what comes out. Not thread-safe.
 */
public final class TokenOrder {

    private final int lengthColumn;
    private final int[] atLeast; // [length] rows whose sequence is as long as that
    private final int[] starts; // [step]
    private final int[] next; // [length] the next place of a row as long as that
    private final int[] rows; // sorted
    private int steps;

    TokenOrder(SequenceStage stage, int capacity) {
        lengthColumn = stage.columns();
        atLeast = new int[stage.steps() + 2];
        starts = new int[stage.steps() + 2];
        next = new int[stage.steps() + 1];
        rows = new int[capacity];
    }

    /** Sorts the first rows, of which each is in {@code values} from {@code ats} on. */
    void sort(float[][] values, int[] ats, int count) {
        Arrays.fill(atLeast, 0);
        for (int b = 0; b < count; b++) {
            atLeast[length(values[b], ats[b])]++;
        }
        steps = 0;
        for (int length = atLeast.length - 2; length >= 0; length--) {
            steps = steps == 0 && atLeast[length] > 0 ? length : steps;
            next[length] = atLeast[length + 1];
            atLeast[length] += atLeast[length + 1];
        }
        for (int b = 0; b < count; b++) {
            rows[next[length(values[b], ats[b])]++] = b;
        }
        starts[0] = 0;
        for (int step = 0; step <= steps; step++) {
            starts[step + 1] = starts[step] + (count(step) + FloatPass.ROWS - 1) / FloatPass.ROWS * FloatPass.ROWS;
        }
    }

    private int length(float[] values, int at) {
        return (int) values[at + lengthColumn];
    }

    /** How many steps there are: the length of the longest sequence. */
    public int steps() {
        return steps;
    }

    /** How many rows have begun by this step; as many as have a sequence behind the last. */
    public int count(int step) {
        return step < 0 ? 0 : atLeast[Math.max(steps - step, 1)];
    }

    /** Where the tokens of a step begin, or what comes out if it is the one behind the last. */
    public int start(int step) {
        return starts[step];
    }

    /** Behind the place of a step's last token, in whole blocks. */
    public int end(int step) {
        return starts[step + 1];
    }

    /** All places. */
    int size() {
        return starts[steps + 1];
    }

    /** The place of a step's token in its row, 0 for the newest. */
    int age(int step) {
        return steps - 1 - step;
    }

    /** The row at this place of the order. */
    public int row(int place) {
        return rows[place];
    }
}
