package dev.clv.features.standard;

import dev.clv.features.Feature;
import java.util.Arrays;

final class Monetary extends OrderDayExtractor {

    Monetary() {
        super(
                "monetary",
                Feature.numeric("spend_total", "currency", "Everything spent so far", "spend"),
                Feature.numeric("spend_mean", "currency per order-day", "Average spend of an order-day", "spend"),
                Feature.numeric("spend_max", "currency", "Spend of the largest order-day", "spend"),
                Feature.numeric("spend_last", "currency", "Spend of the last order-day", "spend"),
                Feature.numeric("spend_sd", "currency", "How much spend varies from order-day to order-day", "spend"));
    }

    @Override
    void write(OrderDays orders, long asOf, double[] row, int offset) {
        int count = orders.count();
        row[offset] = orders.spent().doubleValue();
        if (count == 0) {
            Arrays.fill(row, offset + 1, offset + 5, Double.NaN);
            return;
        }
        double mean = row[offset] / count;
        double max = 0;
        boolean varies = false;
        double squares = 0;
        for (int i = 0; i < count; i++) {
            double amount = orders.amount(i);
            max = Math.max(max, amount);
            varies |= amount != orders.amount(0);
            squares += (amount - mean) * (amount - mean);
        }
        row[offset + 1] = mean;
        row[offset + 2] = max;
        row[offset + 3] = orders.amount(count - 1);
        // The mean of equal amounts may differ from them by rounding, which is no spread.
        double sd = varies ? Math.sqrt(squares / (count - 1)) : 0;
        row[offset + 4] = count < 2 ? Double.NaN : sd;
    }
}
