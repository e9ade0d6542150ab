package dev.clv.features.table;

import dev.clv.features.internal.PlainNumber;
import dev.clv.features.internal.cell.Masked;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the cells of a column are. */
enum ColumnType {
    /** Numbers in plain form. */
    NUMBER("a number"),
    /** Days, ISO (2011-02-24) or month first (2/24/2011), with or without a time; the number of days since 1970. */
    DATE("a date like 2011-02-24 or 2/24/2011"),
    /** Words of a vocabulary. */
    CATEGORY("a word");

    /** From this share of a column's values on, the others are mistakes rather than words. */
    private static final double MOSTLY = 0.9;

    private static final Pattern ISO = Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})(?:[T ].*)?");
    private static final Pattern MONTH_FIRST = Pattern.compile("(\\d{1,2})/(\\d{1,2})/(\\d{4})(?: .*)?");

    private final String description;

    ColumnType(String description) {
        this.description = description;
    }

    /**
     * What the cells of a training column are: numbers or dates if all of them are; a column without any value counts
     * as numbers.
     *
     * @throws IllegalArgumentException if nine in ten are numbers, or dates, but not all; the message says where
     */
    static ColumnType of(Table table, String column) {
        if (table.isDeclaredCategorical(column)) {
            return CATEGORY;
        }
        @Nullable String[] cells = table.column(column);
        for (ColumnType type : new ColumnType[] {NUMBER, DATE}) {
            int known = 0;
            int fitting = 0;
            int misfit = -1;
            for (int row = 0; row < cells.length; row++) {
                String cell = cells[row];
                if (cell != null) {
                    known++;
                    if (Double.isNaN(type.parse(cell))) {
                        misfit = misfit < 0 ? row : misfit;
                    } else {
                        fitting++;
                    }
                }
            }
            if (fitting == known) {
                return type;
            }
            if (fitting >= MOSTLY * known) {
                throw new IllegalArgumentException(type.misfit(table, misfit, column) + " as " + fitting + " of "
                        + known + " values of the column are; correct it, or declare the column by categorical(...)");
            }
        }
        return CATEGORY;
    }

    /** The number that a cell stands for; NaN if it stands for none. */
    double parse(String cell) {
        return switch (this) {
            case NUMBER -> PlainNumber.parse(cell);
            case DATE -> day(cell);
            case CATEGORY -> Double.NaN;
        };
    }

    /** The beginning of a message about a cell that is not of this type. */
    String misfit(Table table, int row, String column) {
        String cell = table.text(row, column);
        return table.where(row, column) + ": " + Masked.quoted(cell == null ? "" : cell) + " is not " + description;
    }

    private static double day(String cell) {
        Matcher iso = ISO.matcher(cell);
        if (iso.matches()) {
            return day(iso.group(1), iso.group(2), iso.group(3));
        }
        Matcher monthFirst = MONTH_FIRST.matcher(cell);
        return monthFirst.matches() ? day(monthFirst.group(3), monthFirst.group(1), monthFirst.group(2)) : Double.NaN;
    }

    private static double day(String year, String month, String day) {
        try {
            return LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day))
                    .toEpochDay();
        } catch (DateTimeException notInTheCalendar) {
            return Double.NaN;
        }
    }
}
