package dev.clv.features.standard;

import dev.clv.features.Feature;

final class Tenure extends OrderDayExtractor {

    Tenure() {
        super("tenure", Feature.numeric("tenure_days", "days", "Days since the first order-day", "tenure"));
    }

    @Override
    void write(OrderDays orders, long asOf, double[] row, int offset) {
        row[offset] = orders.count() == 0 ? Double.NaN : asOf - orders.first();
    }
}
