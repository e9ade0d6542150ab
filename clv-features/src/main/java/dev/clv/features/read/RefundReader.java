package dev.clv.features.read;

import dev.clv.features.event.EventRow;
import dev.clv.features.internal.time.TimeParser;
import org.jspecify.annotations.Nullable;

/** Reads what a row says was paid back of its purchase. Holds the last fault; not thread-safe. */
final class RefundReader {

    private final Row row;
    private final NumberField money;
    private final int timeSlot;
    private final TimeParser times;
    private int faultSlot = RowMapper.NONE;
    private boolean found;

    /** @param row its slots for the rule's columns are made here */
    RefundReader(RefundRule rule, CsvFormat format, Row row, TimeParser times) {
        this.row = row;
        this.money = new NumberField(row, row.slotOf(rule.column()), format);
        this.timeSlot = rule.time() == null ? RowMapper.NONE : row.slotOf(rule.time());
        this.times = times;
    }

    /** The column of the money. */
    NumberField money() {
        return money;
    }

    /** Whether the last row says that something was paid back. */
    boolean found() {
        return found;
    }

    /** Where the last fault was found. */
    int faultSlot() {
        return faultSlot;
    }

    /**
     * Adds a refund to a purchase; nothing if the column is empty or zero.
     *
     * @param time of the purchase, which the refund has too unless its own column says another
     * @return what is wrong with it, or null
     */
    @Nullable
    Fault read(EventRow event, long time, long line) {
        faultSlot = money.slot();
        found = false;
        if (money.isMissing()) {
            return null;
        }
        if (!money.read(line) || money.isPercent()) {
            return AmountReader.faultOf(money);
        }
        long when = time;
        if (timeSlot != RowMapper.NONE && !row.isMissing(timeSlot)) {
            when = times.parse(row.get(timeSlot));
            if (when == TimeParser.NONE) {
                faultSlot = timeSlot;
                return Fault.TIME_INVALID;
            }
        }
        if (money.number().unscaled() != 0) {
            found = true;
            event.refunded(Math.abs(money.number().unscaled()), money.number().scale(), when);
        }
        return null;
    }
}
