package dev.clv.baseline;

import dev.clv.label.Horizon;
import java.util.List;

/** The input of baselines: some customers' past spend, where it is known, and the horizon. Immutable. */
public final class BaselineRows {

    private final int size;
    private final List<PastSpend> past;
    private final double horizonDays;
    private final int latest;

    private BaselineRows(int size, List<PastSpend> past, double horizonDays, int latest) {
        this.size = size;
        this.past = past;
        this.horizonDays = horizonDays;
        this.latest = latest;
    }

    /**
     * Customers with a past.
     *
     * @param past one per row; copied
     * @param horizon the length of the label window
     */
    public static BaselineRows of(List<PastSpend> past, Horizon horizon) {
        return of(past, horizon, past.size());
    }

    /**
     * Customers at several cutoffs.
     *
     * @param past one per row, those of the latest cutoff first; copied
     * @param horizon the length of the label window
     * @param latest how many rows are of the latest cutoff
     */
    public static BaselineRows of(List<PastSpend> past, Horizon horizon, int latest) {
        if (latest < 0 || latest > past.size()) {
            throw new IllegalArgumentException(
                    "the rows of the latest cutoff must be from 0 to all " + past.size() + ", were " + latest);
        }
        return new BaselineRows(past.size(), List.copyOf(past), horizon.days(), latest);
    }

    /** Rows of a plain table, which have neither a past nor a horizon. */
    public static BaselineRows withoutPast(int size) {
        return new BaselineRows(size, List.of(), Double.NaN, size);
    }

    /** The number of rows. */
    public int size() {
        return size;
    }

    /** How many rows, the first ones, are of the latest cutoff, where each customer is there once. */
    public int latest() {
        return latest;
    }

    /** Whether the past of these rows is known. */
    public boolean hasPast() {
        return !past.isEmpty() || size == 0;
    }

    /**
     * Past spend, one per row; unmodifiable.
     *
     * @throws IllegalStateException if the rows have no past
     */
    public List<PastSpend> past() {
        if (!hasPast()) {
            throw new IllegalStateException("the rows of a plain table have no past; ask hasPast() first");
        }
        return past;
    }

    /** The length of the label window in days; NaN without a past. */
    public double horizonDays() {
        return horizonDays;
    }
}
