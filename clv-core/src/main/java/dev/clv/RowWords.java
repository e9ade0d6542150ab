package dev.clv;

import dev.clv.features.Feature;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** What the cells or attributes behind rows of features say. */
@FunctionalInterface
interface RowWords {

    /** The word behind a category of a row, as it is written; null where it is not known. */
    @Nullable
    String of(int row, Feature feature);

    /**
     * Rows that are compared with training.
     *
     * @param counted which rows are
     * @param recent which of them are of customers who bought in the last horizon; all of a table
     * @param words behind them
     */
    record Compared(IntPredicate counted, IntPredicate recent, RowWords words) {}
}
