package dev.clv.features.table;

import dev.clv.features.internal.cell.NumberEvidence;
import dev.clv.features.internal.cell.NumberForm;
import dev.clv.features.internal.cell.TotalWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rows of a table that add up others rather than describe a customer: those whose id, or whose first cell, is
 * a word such as {@code Total}, and the last one where its numbers are the sums of all other rows.
 */
final class TotalRows {

    private static final int FEWEST_ROWS = 4;

    /** A word in more of the rows is a category. */
    private static final double RARE = 0.05;

    /** So many columns of sums are no coincidence. */
    private static final int ENOUGH_SUMS = 2;

    private static final double TOLERANCE = 1e-9;

    private final Map<String, List<@Nullable String>> columns;
    private final @Nullable Character decimal;
    private final int rows;

    /** @param columns the cells of each column, null where missing */
    TotalRows(Map<String, List<@Nullable String>> columns, int rows, @Nullable Character decimal) {
        this.columns = columns;
        this.rows = rows;
        this.decimal = decimal;
    }

    /**
     * The rows, from 0, in order.
     *
     * @param id the column of ids; null if it is unknown
     */
    List<Integer> find(@Nullable String id) {
        List<Integer> found = new ArrayList<>();
        if (rows < FEWEST_ROWS || columns.isEmpty()) {
            return found;
        }
        List<@Nullable String> named =
                columns.get(id != null ? id : columns.keySet().iterator().next());
        for (int row = 0; named != null && row < rows; row++) {
            String cell = named.get(row);
            if (cell != null && TotalWords.isId(cell)) {
                found.add(row);
            }
        }
        if (id == null && found.size() > Math.max(1, RARE * rows)) {
            found.clear();
        }
        if (found.isEmpty() && isSum(rows - 1, id)) {
            found.add(rows - 1);
        }
        return found;
    }

    /** Whether most numbers of a row, and at least two, are the sums of all others in their columns. */
    private boolean isSum(int row, @Nullable String id) {
        int sums = 0;
        int others = 0;
        for (Map.Entry<String, List<@Nullable String>> column : columns.entrySet()) {
            String cell = column.getValue().get(row);
            if (cell == null || column.getKey().equals(id)) {
                continue;
            }
            double value = NumberForm.PLAIN.read(cell);
            if (Double.isNaN(value) && new NumberEvidence(decimal).add(cell)) {
                value = form(column.getValue()).read(cell);
            }
            if (value != 0 && !Double.isNaN(value)) {
                boolean sum = isSum(column.getValue(), row);
                sums += sum ? 1 : 0;
                others += sum ? 0 : 1;
                if (sums == 0 && others >= ENOUGH_SUMS) {
                    return false;
                }
            }
        }
        return sums >= ENOUGH_SUMS && sums > others;
    }

    private NumberForm form(List<@Nullable String> cells) {
        NumberEvidence evidence = new NumberEvidence(decimal);
        cells.forEach(cell -> {
            if (cell != null) {
                evidence.add(cell);
            }
        });
        return evidence.form();
    }

    private boolean isSum(List<@Nullable String> cells, int row) {
        NumberForm form = form(cells);
        double sum = 0;
        double size = 0;
        int different = 0;
        double value = 0;
        for (int i = 0; i < rows; i++) {
            String cell = cells.get(i);
            double number = cell == null ? 0 : form.read(cell);
            if (i == row) {
                value = number;
            } else if (number != 0 && !Double.isNaN(number)) {
                sum += number;
                size += Math.abs(number);
                different++;
            }
        }
        return different > 2 && Math.abs(sum - value) <= TOLERANCE * size + 1e-9;
    }
}
