package dev.clv.baseline;

import dev.clv.label.Horizon;
import java.util.List;

/** The input of baselines: some customers' past spend, where it is known, and the horizon. Immutable. */
public final class BaselineRows {

    private final int size;
    private final List<PastSpend> past;
    private final double horizonDays;

    private BaselineRows(int size, List<PastSpend> past, double horizonDays) {
        this.size = size;
        this.past = past;
        this.horizonDays = horizonDays;
    }

    /**
     * Customers with a past.
     *
     * @param past one per row; copied
     * @param horizon the length of the label window
     */
    public static BaselineRows of(List<PastSpend> past, Horizon horizon) {
        return new BaselineRows(past.size(), List.copyOf(past), horizon.days());
    }

    /** Rows of a plain table, which have neither a past nor a horizon. */
    public static BaselineRows withoutPast(int size) {
        return new BaselineRows(size, List.of(), Double.NaN);
    }

    /** The number of rows. */
    public int size() {
        return size;
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
