package dev.clv.features.sequence;

import dev.clv.features.internal.CustomerSet;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import org.jspecify.annotations.Nullable;

/** What the training tokens have in one column. Not thread-safe. */
final class ColumnTally {

    private final TokenColumn column;
    private final CustomerSet customers;
    private final ValueTally values = new ValueTally();
    private double least = Double.POSITIVE_INFINITY;
    private double most = Double.NEGATIVE_INFINITY;
    private boolean isMissing;

    ColumnTally(TokenColumn column, int minCustomers) {
        this.column = column;
        this.customers = new CustomerSet(minCustomers);
    }

    void add(SeenToken seen, long customer) {
        double number = column.read(seen);
        if (Double.isNaN(number)) {
            isMissing = true;
            return;
        }
        least = Math.min(least, number);
        most = Math.max(most, number);
        if (column.form() != TokenColumn.Form.FLAG || number == 1) {
            customers.add(customer);
        }
        if (column.form() == TokenColumn.Form.SCALED) {
            values.add(number);
        }
    }

    /** Why the column would tell nothing, or would tell of few customers; null if it is of use. */
    @Nullable
    String useless(int minCustomers) {
        if (!customers.isEnough()) {
            return customers.size() == 0
                    ? "no training event has it"
                    : "customers who have it: " + customers.size() + ", fewer than " + minCustomers;
        }
        // Where an index is missing it is another index.
        boolean isConstant = least == most && !(isMissing && column.form() == TokenColumn.Form.INDEX);
        return isConstant || (column.form() == TokenColumn.Form.SCALED && !(deviation() > 0))
                ? "it is the same for all training events"
                : null;
    }

    /** @throws IllegalArgumentException if the column is useless */
    Scale scale() {
        return new Scale(unit(), mean(), deviation());
    }

    private double unit() {
        return column == TokenColumn.AMOUNT ? values.medianSize() : 1;
    }

    private double mean() {
        double unit = unit();
        return values.mean(number -> column.curve(number, unit));
    }

    private double deviation() {
        double unit = unit();
        double mean = mean();
        return Math.sqrt(values.mean(number -> {
            double apart = column.curve(number, unit) - mean;
            return apart * apart;
        }));
    }

    void snapshot(StateWriter out) {
        customers.snapshot(out);
        values.snapshot(out);
        out.number(least).number(most).flag(isMissing);
    }

    void merge(StateReader other) {
        customers.merge(other);
        values.merge(other);
        least = Math.min(least, other.number());
        most = Math.max(most, other.number());
        isMissing |= other.flag();
    }
}
