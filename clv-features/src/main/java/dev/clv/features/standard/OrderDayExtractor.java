package dev.clv.features.standard;

import dev.clv.features.CustomerContext;
import dev.clv.features.Feature;
import dev.clv.features.internal.extract.ComputedExtractor;
import java.util.List;

/** An extractor that needs nothing but the order-days. */
abstract class OrderDayExtractor extends ComputedExtractor {

    OrderDayExtractor(String name, Feature... features) {
        super(name, List.of(features));
    }

    /**
     * Writes the features.
     *
     * @param orders all order-days so far
     * @param asOf the as-of day; not before the last order-day
     * @param row modified from {@code offset} on
     */
    abstract void write(OrderDays orders, long asOf, double[] row, int offset);

    @Override
    public final State begin(CustomerContext customer) {
        OrderDays orders = customer.shared(OrderDays.SHARED);
        return State.of((cutoff, row, offset) -> write(orders, customer.asOfDay(cutoff), row, offset));
    }
}
