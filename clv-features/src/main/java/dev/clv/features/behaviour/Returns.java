package dev.clv.features.behaviour;

import dev.clv.features.CustomerContext;
import dev.clv.features.Feature;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.Refund;
import dev.clv.features.internal.extract.ComputedExtractor;
import dev.clv.features.standard.OrderDays;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** See {@link BehaviourExtractors#returns()}. */
final class Returns extends ComputedExtractor {

    private static final String GROUP = "returns";
    private static final int RECENT = 90;

    Returns() {
        super(
                "returns",
                List.of(
                        Feature.numeric(
                                "returned_order_share",
                                "share",
                                "Share of order-days of which a product came back on a later day",
                                GROUP),
                        Feature.numeric(
                                "return_days_mean", "days", "Average days from a purchase to its return", GROUP),
                        Feature.numeric(
                                "returned_again_share",
                                "share",
                                "Share of the products that came back which did so on several days",
                                GROUP),
                        Feature.numeric(
                                "refund_share_90d", "share", "Money given back over spend, last 90 days", GROUP),
                        Feature.numeric(
                                "orders_since_refund", "order-days", "Order-days after the last refund", GROUP)));
    }

    @Override
    public State begin(CustomerContext customer) {
        return new ReturnState(customer);
    }

    /** The days on which one product was bought and given back. */
    private static final class Product {

        private static final long NEVER = Long.MIN_VALUE;

        /** The last day it was bought, and the last one before that day. */
        private long last = NEVER;

        private long previous = NEVER;
        private long firstRefund = Long.MAX_VALUE;
        private long lastRefund = NEVER;

        /** Days of refunds with how many, as long as no purchase on an earlier day is known. */
        private final TreeMap<Long, Long> unmatched = new TreeMap<>();

        void bought(long day) {
            if (day > last) {
                previous = last;
                last = day;
            } else if (day < last) {
                previous = Math.max(previous, day);
            }
        }

        /** The last day before this one on which it was bought. */
        long before(long day) {
            return last < day ? last : previous;
        }

        void refunded(long day) {
            firstRefund = Math.min(firstRefund, day);
            lastRefund = Math.max(lastRefund, day);
        }

        boolean isReturned() {
            return lastRefund != NEVER;
        }
    }

    private static final class ReturnState implements State {

        private final CustomerContext customer;
        private final OrderDays orders;
        private final Map<String, Product> products = new HashMap<>();
        private final TreeSet<Long> returnedDays = new TreeSet<>();
        private long matched;
        private long waited;

        /** What was given back on the last days. */
        private final TreeMap<Long, BigDecimal> refunds = new TreeMap<>();

        private long lastRefund = Product.NEVER;

        ReturnState(CustomerContext customer) {
            this.customer = customer;
            this.orders = customer.shared(OrderDays.SHARED);
        }

        private Product product(String name) {
            return products.computeIfAbsent(name, any -> new Product());
        }

        @Override
        public void add(CustomerEvent event) {
            if (event instanceof Purchase purchase && purchase.product() != null) {
                product(purchase.product()).bought(customer.day(purchase.time()));
            } else if (event instanceof Refund refund) {
                long day = customer.day(refund.time());
                refunded(day, refund.amount());
                if (refund.product() != null) {
                    Product product = product(refund.product());
                    product.refunded(day);
                    match(product, day, 1);
                }
            }
        }

        private void match(Product product, long day, long refunds) {
            long bought = product.before(day);
            if (bought == Product.NEVER) {
                product.unmatched.merge(day, refunds, Long::sum);
            } else {
                matched += refunds;
                waited += refunds * (day - bought);
                returnedDays.add(bought);
            }
        }

        private void refunded(long day, BigDecimal amount) {
            lastRefund = Math.max(lastRefund, day);
            refunds.merge(day, amount, BigDecimal::add);
            refunds.headMap(lastRefund - RECENT, true).clear();
        }

        @Override
        public void write(Instant cutoff, double[] row, int offset) {
            long asOf = customer.asOfDay(cutoff);
            long returned =
                    products.values().stream().filter(Product::isReturned).count();
            long again = products.values().stream()
                    .filter(product -> product.isReturned() && product.lastRefund > product.firstRefund)
                    .count();
            double spent = orders.spentBetween(asOf - RECENT, asOf).doubleValue();
            BigDecimal back =
                    refunds.tailMap(asOf - RECENT, false).values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
            row[offset] = isKnown(returned) ? share(returnedDays.size(), orders.count()) : Double.NaN;
            row[offset + 1] = share(waited, matched);
            row[offset + 2] = share(again, returned);
            row[offset + 3] = spent == 0 ? Double.NaN : back.doubleValue() / spent;
            row[offset + 4] = lastRefund == Product.NEVER ? Double.NaN : orders.countBetween(lastRefund, asOf);
        }

        /** Whether products tell what came back, as no refund at all does too. */
        private boolean isKnown(long returned) {
            return lastRefund == Product.NEVER
                    || returned > 0 && products.values().stream().anyMatch(product -> product.last != Product.NEVER);
        }

        @Override
        public void snapshot(StateWriter out) {
            out.whole(matched).whole(waited).whole(lastRefund).whole(products.size());
            new TreeMap<>(products).forEach((name, product) -> {
                out.text(name).whole(product.last).whole(product.previous);
                out.whole(product.firstRefund).whole(product.lastRefund).whole(product.unmatched.size());
                product.unmatched.forEach((day, count) -> out.whole(day).whole(count));
            });
            out.whole(returnedDays.size());
            returnedDays.forEach(out::whole);
            out.whole(refunds.size());
            refunds.forEach((day, amount) -> out.whole(day).decimal(amount));
        }

        @Override
        public void restore(StateReader in) {
            merge(in);
        }

        @Override
        public void merge(StateReader later) {
            matched += later.whole();
            waited += later.whole();
            long last = later.whole();
            for (int i = later.count(6); i > 0; i--) {
                merge(product(later.text()), later);
            }
            for (int i = later.count(1); i > 0; i--) {
                returnedDays.add(later.whole());
            }
            for (int i = later.count(3); i > 0; i--) {
                refunded(later.whole(), later.decimal());
            }
            lastRefund = Math.max(lastRefund, last);
        }

        /** Refunds that had no purchase to match may have one now. */
        private void merge(Product product, StateReader later) {
            long last = later.whole();
            long previous = later.whole();
            long firstRefund = later.whole();
            long lastRefund = later.whole();
            List<long[]> unmatched = new ArrayList<>();
            for (int i = later.count(2); i > 0; i--) {
                unmatched.add(new long[] {later.whole(), later.whole()});
            }
            unmatched.forEach(refund -> match(product, refund[0], refund[1]));
            if (previous != Product.NEVER) {
                product.bought(previous);
            }
            if (last != Product.NEVER) {
                product.bought(last);
            }
            product.firstRefund = Math.min(product.firstRefund, firstRefund);
            product.lastRefund = Math.max(product.lastRefund, lastRefund);
        }
    }
}
