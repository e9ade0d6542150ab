package dev.clv.features.standard;

import dev.clv.features.Feature;
import java.util.Arrays;

final class Trend extends OrderDayExtractor {

    private static final int WINDOW = 90;

    Trend() {
        super(
                "trend",
                trend("orders_trend_90d", "Order-days of the last 90 days against the 90 days before"),
                trend("spend_trend_90d", "Spend of the last 90 days against the 90 days before"),
                trend("orders_trend_halves", "Order-days of the recent half of the tenure against the earlier half"),
                trend("spend_trend_halves", "Spend of the recent half of the tenure against the earlier half"));
    }

    private static Feature trend(String name, String description) {
        return Feature.numeric(name, "-1 to 1", description, "trend");
    }

    @Override
    void write(OrderDays orders, long asOf, double[] row, int offset) {
        compare(orders, asOf - 2 * WINDOW, asOf - WINDOW, asOf, row, offset);
        long before = orders.count() == 0 ? asOf : orders.first() - 1;
        long middle = before + (asOf - before) / 2;
        if (middle == before) {
            Arrays.fill(row, offset + 2, offset + 4, Double.NaN);
        } else {
            compare(orders, before, middle, asOf, row, offset + 2);
        }
    }

    /** Compares the days after {@code middle} up to {@code end} with those after {@code begin} up to {@code middle}. */
    private static void compare(OrderDays orders, long begin, long middle, long end, double[] row, int offset) {
        row[offset] = change(orders.countBetween(begin, middle), orders.countBetween(middle, end));
        row[offset + 1] = change(
                orders.spentBetween(begin, middle).doubleValue(),
                orders.spentBetween(middle, end).doubleValue());
    }

    /** From -1 (all of it earlier) to 1 (all of it recent); NaN when there is nothing. */
    private static double change(double earlier, double recent) {
        return earlier + recent == 0 ? Double.NaN : (recent - earlier) / (recent + earlier);
    }
}
