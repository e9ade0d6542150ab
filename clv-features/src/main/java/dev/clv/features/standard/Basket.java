package dev.clv.features.standard;

import dev.clv.features.Feature;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.Purchase;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

final class Basket extends StandardExtractor {

    Basket() {
        super(
                "basket",
                List.of(
                        Feature.numeric("distinct_products", "products", "Different products bought", "basket"),
                        Feature.numeric("distinct_categories", "categories", "Different categories bought", "basket"),
                        Feature.numeric(
                                "quantity_per_order_day",
                                "units per order-day",
                                "Units bought per order-day",
                                "basket"),
                        Feature.numeric(
                                "lines_per_order_day", "lines per order-day", "Purchase lines per order-day", "basket"),
                        Feature.numeric(
                                "repeat_product_share",
                                "share",
                                "Share of the products bought that were bought on more than one day",
                                "basket")));
    }

    @Override
    public State begin(String customer, ZoneId zone) {
        return new BasketState(new Days(zone));
    }

    private static final class BasketState implements State {

        private final Days days;
        private final Map<String, Long> firstDayOfProduct = new HashMap<>();
        private final Set<String> repeated = new HashSet<>();
        private final Set<String> categories = new HashSet<>();
        private long orderDays;
        private long lastDay = Long.MIN_VALUE;
        private long lines;
        private double quantity;

        BasketState(Days days) {
            this.days = days;
        }

        @Override
        public void add(CustomerEvent event) {
            if (!(event instanceof Purchase purchase)) {
                return;
            }
            long day = days.of(purchase.time());
            if (day > lastDay) {
                orderDays++;
                lastDay = day;
            }
            lines++;
            quantity += purchase.quantity();
            String product = purchase.product();
            if (product != null) {
                Long first = firstDayOfProduct.putIfAbsent(product, lastDay);
                if (first != null && first != lastDay) {
                    repeated.add(product);
                }
            }
            String category = purchase.category();
            if (category != null) {
                categories.add(category);
            }
        }

        @Override
        public void write(Instant cutoff, double[] row, int offset) {
            int products = firstDayOfProduct.size();
            row[offset] = products;
            row[offset + 1] = categories.size();
            row[offset + 2] = orderDays == 0 ? Double.NaN : quantity / orderDays;
            row[offset + 3] = orderDays == 0 ? Double.NaN : (double) lines / orderDays;
            row[offset + 4] = products == 0 ? Double.NaN : (double) repeated.size() / products;
        }
    }
}
