package dev.clv.features.standard;

import dev.clv.features.CustomerContext;
import dev.clv.features.Feature;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.Purchase;
import dev.clv.features.internal.extract.ComputedExtractor;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

final class Basket extends ComputedExtractor {

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
    public State begin(CustomerContext customer) {
        return new BasketState(customer.shared(OrderDays.SHARED));
    }

    private static final class BasketState implements State {

        private final OrderDays orders;
        private final Map<String, Product> products = new HashMap<>();
        private final Set<String> categories = new HashSet<>();
        private long repeated;
        private double quantity;

        BasketState(OrderDays orders) {
            this.orders = orders;
        }

        @Override
        public void add(CustomerEvent event) {
            if (!(event instanceof Purchase purchase)) {
                return;
            }
            quantity += purchase.quantity();
            if (purchase.product() != null) {
                // The order-days have taken in this purchase already.
                bought(purchase.product(), new Product(orders.last(), false));
            }
            if (purchase.category() != null) {
                categories.add(purchase.category());
            }
        }

        private void bought(String name, Product product) {
            Product before = products.get(name);
            Product after = before == null ? product : before.and(product);
            products.put(name, after);
            if (after.repeated() && (before == null || !before.repeated())) {
                repeated++;
            }
        }

        @Override
        public void write(Instant cutoff, double[] row, int offset) {
            int days = orders.count();
            row[offset] = products.size();
            row[offset + 1] = categories.size();
            row[offset + 2] = days == 0 ? Double.NaN : quantity / days;
            row[offset + 3] = share(orders.lines(), days);
            row[offset + 4] = share(repeated, products.size());
        }

        @Override
        public void snapshot(StateWriter out) {
            out.number(quantity).whole(products.size());
            new TreeMap<>(products)
                    .forEach((name, product) ->
                            out.text(name).whole(product.firstDay()).flag(product.repeated()));
            out.whole(categories.size());
            new TreeSet<>(categories).forEach(out::text);
        }

        @Override
        public void restore(StateReader in) {
            merge(in);
        }

        @Override
        public void merge(StateReader later) {
            quantity += later.number();
            for (int i = later.count(3); i > 0; i--) {
                bought(later.text(), new Product(later.whole(), later.flag()));
            }
            for (int i = later.count(1); i > 0; i--) {
                categories.add(later.text());
            }
        }
    }

    /**
     * A product that was bought.
     *
     * @param firstDay the order-day on which it was bought first
     * @param repeated whether it was bought on more than one day
     */
    private record Product(long firstDay, boolean repeated) {

        Product and(Product later) {
            return repeated || (firstDay == later.firstDay && !later.repeated) ? this : new Product(firstDay, true);
        }
    }
}
