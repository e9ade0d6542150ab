package dev.clv.features.standard;

import dev.clv.features.Feature;

final class Cadence extends OrderDayExtractor {

    Cadence() {
        super(
                "cadence",
                Feature.numeric("gap_mean_days", "days", "Average days between two order-days", "cadence"),
                Feature.numeric("gap_sd_days", "days", "How much the days between order-days vary", "cadence"),
                Feature.numeric("gap_cv", "ratio", "Irregularity of buying: sd over mean of the gaps", "cadence"),
                Feature.numeric(
                        "overdue_ratio", "ratio", "Days since the last order-day over the average gap", "cadence"));
    }

    @Override
    void write(OrderDays orders, long asOf, double[] row, int offset) {
        int gaps = orders.count() - 1;
        double mean = gaps < 1 ? Double.NaN : (double) (orders.last() - orders.first()) / gaps;
        double sd = gaps < 2 ? Double.NaN : sd(orders, mean);
        row[offset] = mean;
        row[offset + 1] = sd;
        row[offset + 2] = sd / mean;
        row[offset + 3] = gaps < 1 ? Double.NaN : (asOf - orders.last()) / mean;
    }

    private static double sd(OrderDays orders, double mean) {
        double squares = 0;
        for (int i = 1; i < orders.count(); i++) {
            double deviation = orders.day(i) - orders.day(i - 1) - mean;
            squares += deviation * deviation;
        }
        return Math.sqrt(squares / (orders.count() - 2));
    }
}
