package dev.clv.features.read;

import dev.clv.features.internal.cell.DecimalParser;
import dev.clv.features.internal.cell.NumberReader;
import dev.clv.features.internal.cell.NumberReader.Example;
import dev.clv.features.internal.cell.NumberReader.Outcome;
import dev.clv.features.internal.cell.Slice;
import org.jspecify.annotations.Nullable;

/** A column of numbers of a row: where it stands, and how its numbers are read. Holds the last one; not thread-safe. */
final class NumberField {

    private final Row row;
    private final int slot;
    private final NumberReader reader;
    private Outcome outcome = Outcome.NOT_A_NUMBER;

    /** @param slot the column's slot of {@code row}, or {@link RowMapper#NONE} */
    NumberField(Row row, int slot, CsvFormat format) {
        this.row = row;
        this.slot = slot;
        this.reader = new NumberReader(format.decimal());
    }

    int slot() {
        return slot;
    }

    /** Whether the row has no value here. */
    boolean isMissing() {
        return slot == RowMapper.NONE || row.isMissing(slot);
    }

    /** Reads the row's value, which is not missing; true if it is a number. */
    boolean read(long line) {
        Slice text = row.get(slot);
        outcome = text.isPadded() ? Outcome.NOT_A_NUMBER : text.read(reader, line);
        return outcome == Outcome.NUMBER;
    }

    /** What became of the last value. */
    Outcome outcome() {
        return outcome;
    }

    DecimalParser number() {
        return reader.number();
    }

    boolean isPercent() {
        return reader.isPercent();
    }

    @Nullable
    String currency() {
        return reader.currency();
    }

    boolean hasGivenMark() {
        return reader.isGiven();
    }

    /** The number above the last one that contradicts it; null where none does. */
    @Nullable
    Example other() {
        return switch (outcome) {
            case OTHER_MARK -> reader.deciding();
            case TOO_LATE -> reader.openComma() == null ? reader.openPoint() : reader.openComma();
            default -> null;
        };
    }

    /** Whether numbers of two readings were read and nothing decided for one. */
    boolean isOpen() {
        return reader.isOpen();
    }

    NumberReader reader() {
        return reader;
    }
}
