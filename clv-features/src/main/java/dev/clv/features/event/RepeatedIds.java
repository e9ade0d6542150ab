package dev.clv.features.event;

import dev.clv.features.event.DataQualityReport.Effect;
import dev.clv.features.event.DataQualityReport.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How rows that repeat an event id differ from the row that has it, as those of a later export or of another shop do.
 * Not thread-safe.
 */
final class RepeatedIds {

    private static final int FEWEST = 10;
    private static final double LEAST_SHARE = 0.01;

    /** What may differ, in words. */
    private static final List<String> WORDS = List.of("customer", "time", "amount", "refund", "something else");

    private final long[] differences = new long[WORDS.size()];
    private long rows;

    /** Rows that differ in the customer, the time or the amount, so that they are of another event. */
    private long others;

    /** Whether rows that differ in something else have amounts of more than one kind, as lines with their order's. */
    private boolean amountsDiffer;

    private double example = Double.NaN;

    /**
     * Takes a row that differs in some of these; in something else if in none of them.
     *
     * @param value the amount of the row, 0 if it has none
     */
    void add(boolean customer, boolean time, boolean amount, boolean refund, double value) {
        rows++;
        if (!(customer || time || amount || refund)) {
            amountsDiffer |= !Double.isNaN(example) && !Money.isNearly(value, example);
            example = Double.isNaN(example) ? value : example;
        }
        others += customer || time || amount ? 1 : 0;
        differences[0] += customer ? 1 : 0;
        differences[1] += time ? 1 : 0;
        differences[2] += amount ? 1 : 0;
        differences[3] += refund ? 1 : 0;
        differences[4] += customer || time || amount || refund ? 0 : 1;
    }

    void addAll(RepeatedIds other) {
        rows += other.rows;
        amountsDiffer |= other.amountsDiffer
                || (!Double.isNaN(example) && !Double.isNaN(other.example) && !Money.isNearly(other.example, example));
        example = Double.isNaN(example) ? other.example : example;
        others += other.others;
        for (int i = 0; i < differences.length; i++) {
            differences[i] += other.differences[i];
        }
    }

    /** How many rows differ. */
    long rows() {
        return rows;
    }

    /**
     * Whether they are too many, of all rows, to be left to chance. Rows that differ in their product or the like alone
     * lose nothing where each has the total of its order, which the id is of then.
     */
    boolean areMany(long ofRows) {
        long counted = amountsDiffer ? rows - differences[4] : rows;
        return counted >= FEWEST && counted >= LEAST_SHARE * ofRows;
    }

    /**
     * Refuses ids that most rows share with a row of another event, as those that a spreadsheet shortened.
     *
     * @param shortened how many ids have the form in which a spreadsheet writes long numbers
     * @throws IllegalArgumentException if they would take more than half of all rows away, or a quarter of them from
     *     other customers than the one that keeps the id
     */
    void requireFew(long ofRows, long shortened) {
        if (others >= FEWEST && (others > ofRows / 2 || differences[0] > ofRows / 4)) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "%,d of %,d rows repeat the event id of another row and differ from it in customer, time or amount,"
                            + " so that they would be left out as duplicates; an event id must differ for every event:"
                            + " leave \"id\" out of the mapping (without a mapping: rename the column event_id), or name"
                            + " there a column whose ids do not repeat, and export long ids as text%s",
                    others,
                    ofRows,
                    shortened == 0
                            ? ""
                            : String.format(
                                    Locale.ROOT,
                                    ", as %,d ids here have the form 1.23E+11, in which spreadsheets write long numbers"
                                            + " without their last digits",
                                    shortened)));
        }
    }

    /**
     * Counts ids that came with events that differ, or tells how the rows differ where they are many.
     *
     * @param shortened as for {@link #requireFew}
     * @param conflicting how many ids came with events that differ
     */
    void remark(long ofRows, long shortened, long conflicting, DataQualityReport.Builder tally) {
        requireFew(ofRows, shortened);
        if (shortened > 0) {
            tally.count(shortened(), shortened);
        }
        if (areMany(ofRows)) {
            tally.count(reason(), rows());
        } else {
            tally.count(LogReasons.CONFLICTING_EVENT_ID, conflicting);
        }
    }

    static Reason shortened() {
        return new Reason(
                Effect.REMARKED,
                LogReasons.EVENT_IDS_SHORTENED,
                "event ids have the form 1.23E+11, in which spreadsheets write long numbers without their last digits, so"
                        + " that different events may have one id and all but one of them are left out; export the ids"
                        + " as text");
    }

    Reason reason() {
        List<String> what = new ArrayList<>();
        for (int i = 0; i < differences.length; i++) {
            if (differences[i] > 0) {
                what.add(WORDS.get(i) + " in " + differences[i]);
            }
        }
        return new Reason(
                Effect.REMARKED,
                LogReasons.CONFLICTING_EVENT_IDS_MANY,
                "rows repeat the event id of another row and differ from it (" + String.join(", ", what)
                        + "), so that one of the two is left out, and of two refunds the smaller: if the file holds several exports, give the newest alone;"
                        + " if ids repeat, as those of two shops or of the lines of an order do, map \"id\" to a column"
                        + " that differs for every row, or leave \"id\" out");
    }
}
