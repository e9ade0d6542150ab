package dev.clv.features.behaviour;

import dev.clv.features.CustomerContext;
import dev.clv.features.Feature;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.Purchase;
import dev.clv.features.internal.CustomerSet;
import dev.clv.features.internal.Days;
import dev.clv.features.standard.OrderDays;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** See {@link BehaviourExtractors#firstOrder(int)}. */
final class FirstOrder extends LearnedExtractor {

    private static final String GROUP = "first order";
    private static final String FIRST_ORDERS = "first_orders";

    private static final List<Feature> FEATURES = List.of(
            Feature.numeric("first_order_amount", "currency", "Spent on the first order-day", GROUP),
            Feature.numeric("first_order_lines", "lines", "Purchase lines of the first order-day", GROUP),
            Feature.numeric("first_order_categories", "categories", "Categories of the first order-day", GROUP),
            Feature.numeric("first_order_units", "units", "Units bought on the first order-day", GROUP),
            Feature.numeric(
                    "first_order_discount_share",
                    "share",
                    "Share of the first order-day's lines 5 % or more below the usual price",
                    GROUP),
            Feature.numeric(
                    "first_order_ratio",
                    "ratio",
                    "Spent on the first order-day over the shop's average of first order-days",
                    GROUP),
            Feature.numeric("days_visit_to_order", "days", "Days from the first visit to the first order-day", GROUP),
            Feature.numeric("days_to_second_order", "days", "Days from the first order-day to the second one", GROUP));

    private final Prices prices;

    private FirstOrder(LearnedPlan plan, Population population) {
        super(plan, population, FEATURES);
        this.prices = new Prices(population);
        population.require(FIRST_ORDERS, 2);
    }

    static LearnedPlan plan(int minCustomers) {
        List<String> tables =
                Stream.concat(Prices.TABLES.stream(), Stream.of(FIRST_ORDERS)).toList();
        return new LearnedPlan("first_order", minCustomers, tables, FirstOrder::survey, FirstOrder::new);
    }

    private static void survey(CustomerHistory history, PopulationSums sums) {
        Prices.survey(history, sums);
        FirstOrderDay first = first(history);
        if (first.isKnown()) {
            long customer = CustomerSet.hash(history.customer());
            sums.add(FIRST_ORDERS, Population.SHOP, customer, first.amount(), BigDecimal.ONE);
        }
    }

    /** The first order-day of a history. */
    static FirstOrderDay first(CustomerHistory history) {
        FirstOrderDay first = new FirstOrderDay();
        Days days = new Days(history.zone());
        history.events(Purchase.class).forEach(purchase -> first.add(days.of(purchase.time()), purchase));
        return first;
    }

    @Override
    public State begin(CustomerContext customer) {
        return new FirstState(customer);
    }

    private final class FirstState implements State {

        private final CustomerContext customer;
        private final OrderDays orders;
        private final FirstOrderDay first;

        private long day = Long.MAX_VALUE;

        /** Of the lines of that day, the first order-day, those of known price. */
        private long priced;

        private long discounted;

        FirstState(CustomerContext customer) {
            this.customer = customer;
            this.orders = customer.shared(OrderDays.SHARED);
            this.first = customer.shared(FirstOrderDay.SHARED);
        }

        @Override
        public void add(CustomerEvent event) {
            if (event instanceof Purchase purchase && customer.day(purchase.time()) == first.day()) {
                day = first.day();
                double relative = prices.relative(purchase);
                priced += Double.isNaN(relative) ? 0 : 1;
                discounted += Prices.isDiscount(relative) ? 1 : 0;
            }
        }

        @Override
        public void write(Instant cutoff, double[] row, int offset) {
            boolean known = first.isKnown();
            double amount = first.amount().doubleValue();
            row[offset] = known ? amount : Double.NaN;
            row[offset + 1] = known ? first.lines() : Double.NaN;
            row[offset + 2] = known ? first.categories().size() : Double.NaN;
            row[offset + 3] = known ? first.units() : Double.NaN;
            row[offset + 4] = share(discounted, priced);
            double usual = population.ratio(FIRST_ORDERS, Population.SHOP, 0, 1);
            row[offset + 5] = known && usual > 0 ? amount / usual : Double.NaN;
            row[offset + 6] = first.daysFromVisit();
            row[offset + 7] = orders.count() < 2 ? Double.NaN : orders.day(1) - orders.first();
        }

        @Override
        public void snapshot(StateWriter out) {
            out.whole(day).whole(priced).whole(discounted);
        }

        @Override
        public void restore(StateReader in) {
            merge(in);
        }

        @Override
        public void merge(StateReader later) {
            long other = later.whole();
            long morePriced = later.whole();
            long moreDiscounted = later.whole();
            if (day == Long.MAX_VALUE || day == other) {
                day = other;
                priced += morePriced;
                discounted += moreDiscounted;
            }
        }
    }
}
