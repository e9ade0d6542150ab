package dev.clv.features.standard;

import dev.clv.features.Feature;

final class Recency extends OrderDayExtractor {

    Recency() {
        super("recency", Feature.numeric("recency_days", "days", "Days since the last order-day", "recency"));
    }

    @Override
    void write(OrderDays orders, long asOf, double[] row, int offset) {
        row[offset] = orders.count() == 0 ? Double.NaN : asOf - orders.last();
    }
}
