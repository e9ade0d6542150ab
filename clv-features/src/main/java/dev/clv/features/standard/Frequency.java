package dev.clv.features.standard;

import dev.clv.features.Feature;

final class Frequency extends OrderDayExtractor {

    private static final double DAYS_PER_MONTH = 30;

    Frequency() {
        super(
                "frequency",
                Feature.numeric("order_days", "order-days", "Days with at least one purchase", "frequency"),
                Feature.numeric("purchase_lines", "lines", "Purchase lines in all", "frequency"),
                Feature.numeric(
                        "order_rate_30d",
                        "order-days per 30 days",
                        "Order-days per 30 days since the first one",
                        "frequency"));
    }

    @Override
    void write(OrderDays orders, long asOf, double[] row, int offset) {
        row[offset] = orders.count();
        row[offset + 1] = orders.lines();
        row[offset + 2] =
                orders.count() == 0 ? Double.NaN : DAYS_PER_MONTH * orders.count() / (asOf - orders.first() + 1);
    }
}
