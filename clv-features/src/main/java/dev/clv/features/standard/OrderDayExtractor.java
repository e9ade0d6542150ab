package dev.clv.features.standard;

import dev.clv.features.Feature;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.Purchase;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** An extractor that needs nothing but the order-days. */
abstract class OrderDayExtractor extends StandardExtractor {

    OrderDayExtractor(String name, Feature... features) {
        super(name, List.of(features));
    }

    /**
     * Writes the features.
     *
     * @param orders all order-days so far; not modified
     * @param asOf the as-of day; not before the last order-day
     * @param row modified from {@code offset} on
     */
    abstract void write(OrderDays orders, long asOf, double[] row, int offset);

    @Override
    public final State begin(String customer, ZoneId zone) {
        Days days = new Days(zone);
        OrderDays orders = new OrderDays();
        return new State() {
            @Override
            public void add(CustomerEvent event) {
                if (event instanceof Purchase purchase) {
                    orders.add(purchase, days.of(purchase.time()));
                }
            }

            @Override
            public void write(Instant cutoff, double[] row, int offset) {
                OrderDayExtractor.this.write(orders, days.asOf(cutoff), row, offset);
            }
        };
    }
}
