package dev.clv.decide.recommend;

import dev.clv.features.event.CartAdd;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.Refund;
import dev.clv.features.event.View;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a log tells about customers and products before an instant, by calendar day in the log's zone.
 *
 * @param end the first epoch day of which nothing is known
 * @param customers all who are known, in the order of the log
 * @param products all that were met or are in the catalogue, in the order of their ids
 * @param categories of each product; null where none is known
 * @param catalogue products that are for sale, whether anybody met them or not
 * @param purchases by customer and product; the amounts are what was paid
 * @param interest views and cart additions; amounts count a view as 1 and a cart addition as 3
 * @param returned for each customer, the products of which as many units were refunded as bought, or more
 * @param withoutProduct how many purchases name no product
 */
record ShopDays(
        int end,
        List<String> customers,
        List<String> products,
        List<@Nullable String> categories,
        Set<String> catalogue,
        ProductDays purchases,
        ProductDays interest,
        List<Set<Integer>> returned,
        long withoutProduct) {

    private static final double CART_ADDITION = 3;

    /**
     * Reads a log.
     *
     * @param catalogue further products with their categories, which win over those of events
     */
    static ShopDays of(EventLog log, Instant at, Map<String, String> catalogue) {
        return new Reading(log, at).all(catalogue);
    }

    /** How many days of sales are seen; 0 if there are none. */
    int history() {
        return end - Arrays.stream(purchases.day()).min().orElse(end);
    }

    private static final class Reading {

        private final EventLog log;
        private final Instant at;
        private final Map<String, Integer> numbers = new HashMap<>();
        private final Map<String, String> categories = new HashMap<>();
        private final ProductDays.Builder purchases = new ProductDays.Builder();
        private final ProductDays.Builder interest = new ProductDays.Builder();
        private final List<String> customers = new ArrayList<>();
        private final List<Set<Integer>> returned = new ArrayList<>();
        private long withoutProduct;

        Reading(EventLog log, Instant at) {
            this.log = log;
            this.at = at;
        }

        ShopDays all(Map<String, String> catalogue) {
            for (String customer : log.customers()) {
                CustomerHistory history = log.history(customer).before(at);
                if (!history.isEmpty()) {
                    customers.add(customer);
                    read(history);
                }
            }
            catalogue.forEach((product, category) -> {
                numbers.putIfAbsent(product, numbers.size());
                categories.put(product, category);
            });
            Map<String, Integer> sorted = new TreeMap<>(numbers);
            int[] renumbered = new int[sorted.size()];
            List<@Nullable String> sortedCategories = new ArrayList<>();
            sorted.forEach((product, number) -> {
                renumbered[number] = sortedCategories.size();
                sortedCategories.add(categories.get(product));
            });
            returned.replaceAll(set -> set.isEmpty()
                    ? set
                    : new HashSet<>(set.stream().map(i -> renumbered[i]).toList()));
            LocalDate day = LocalDate.ofInstant(at, log.zone());
            boolean atMidnight = day.atStartOfDay(log.zone()).toInstant().equals(at);
            return new ShopDays(
                    (int) day.toEpochDay() + (atMidnight ? 0 : 1),
                    List.copyOf(customers),
                    List.copyOf(sorted.keySet()),
                    Collections.unmodifiableList(sortedCategories),
                    Set.copyOf(catalogue.keySet()),
                    purchases.build(renumbered),
                    interest.build(renumbered),
                    returned,
                    withoutProduct);
        }

        private void read(CustomerHistory history) {
            Map<Integer, Double> units = new HashMap<>();
            for (CustomerEvent event : history.events()) {
                int day =
                        (int) LocalDate.ofInstant(event.time(), history.zone()).toEpochDay();
                if (event instanceof Purchase purchase) {
                    if (purchase.product() == null) {
                        withoutProduct++;
                        continue;
                    }
                    int product = number(purchase.product(), purchase.category());
                    purchases.add(product, day, purchase.amount().doubleValue());
                    units.merge(product, purchase.quantity(), Double::sum);
                } else if (event instanceof Refund refund && refund.product() != null) {
                    units.merge(number(refund.product(), refund.category()), -refund.quantity(), Double::sum);
                } else if (event instanceof View view && view.product() != null) {
                    interest.add(number(view.product(), view.category()), day, 1);
                } else if (event instanceof CartAdd added && added.product() != null) {
                    interest.add(number(added.product(), added.category()), day, CART_ADDITION);
                }
            }
            purchases.endCustomer();
            interest.endCustomer();
            Set<Integer> gone = new HashSet<>();
            units.forEach((product, left) -> {
                if (left <= 0) {
                    gone.add(product);
                }
            });
            returned.add(gone.isEmpty() ? Set.of() : gone);
        }

        private int number(String product, @Nullable String category) {
            if (category != null) {
                categories.put(product, category);
            }
            return numbers.computeIfAbsent(product, name -> numbers.size());
        }
    }
}
