package dev.clv.features.behaviour;

import dev.clv.features.CustomerContext;
import dev.clv.features.Feature;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.View;
import dev.clv.features.internal.extract.ComputedExtractor;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** See {@link BehaviourExtractors#funnel()}. */
final class Funnel extends ComputedExtractor {

    private static final String GROUP = "funnel";
    private static final int RECENT = 30;

    Funnel() {
        super(
                "funnel",
                List.of(
                        Feature.numeric(
                                "viewed_categories_bought_share",
                                "share",
                                "Share of the categories looked at that were bought then or later",
                                GROUP),
                        Feature.numeric(
                                "viewed_categories_unbought",
                                "categories",
                                "Categories looked at and never bought",
                                GROUP),
                        Feature.numeric(
                                "cart_bought_same_day_share",
                                "share",
                                "Share of the products put in the cart that were bought on the same day",
                                GROUP),
                        Feature.numeric(
                                "cart_bought_7d_share",
                                "share",
                                "Share of the products put in the cart that were bought within 7 days",
                                GROUP),
                        Feature.numeric(
                                "view_drift",
                                "share",
                                "How far the categories looked at in the last 30 days differ from those before",
                                GROUP),
                        Feature.numeric(
                                "purchase_drift",
                                "share",
                                "How far the categories bought in the last 30 days differ from those before",
                                GROUP)));
    }

    @Override
    public State begin(CustomerContext customer) {
        return new FunnelState(customer);
    }

    /** What a customer did in one category. */
    private static final class Interest {

        private static final long NEVER = Long.MIN_VALUE;

        private long firstView = Long.MAX_VALUE;
        private long lastPurchase = NEVER;
        private final RecentDays views = new RecentDays(RECENT);
        private final RecentDays purchases = new RecentDays(RECENT);

        RecentDays views() {
            return views;
        }

        RecentDays purchases() {
            return purchases;
        }

        boolean isViewed() {
            return views.total() > 0;
        }

        void snapshot(StateWriter out) {
            out.whole(firstView).whole(lastPurchase);
            views.snapshot(out);
            purchases.snapshot(out);
        }

        void merge(StateReader later) {
            firstView = Math.min(firstView, later.whole());
            lastPurchase = Math.max(lastPurchase, later.whole());
            views.merge(later);
            purchases.merge(later);
        }
    }

    private static final class FunnelState implements State {

        private final CustomerContext customer;
        private final CartDays carts;
        private final Map<String, Interest> categories = new TreeMap<>();
        private boolean viewsWithoutCategory;
        private boolean purchasesWithoutCategory;

        FunnelState(CustomerContext customer) {
            this.customer = customer;
            this.carts = customer.shared(CartDays.SHARED);
        }

        private Interest category(String name) {
            return categories.computeIfAbsent(name, any -> new Interest());
        }

        @Override
        public void add(CustomerEvent event) {
            long day = event instanceof View || event instanceof Purchase ? customer.day(event.time()) : 0;
            if (event instanceof View view && view.category() == null) {
                viewsWithoutCategory = true;
            } else if (event instanceof Purchase purchase && purchase.category() == null) {
                purchasesWithoutCategory = true;
            } else if (event instanceof View view && view.category() != null) {
                Interest interest = category(view.category());
                interest.firstView = Math.min(interest.firstView, day);
                interest.views.add(day, 1);
            } else if (event instanceof Purchase purchase && purchase.category() != null) {
                Interest interest = category(purchase.category());
                interest.lastPurchase = day;
                interest.purchases.add(day, 1);
            }
        }

        @Override
        public void write(Instant cutoff, double[] row, int offset) {
            long asOf = customer.asOfDay(cutoff);
            long viewed = 0;
            long bought = 0;
            long unbought = 0;
            long purchased = 0;
            for (Interest interest : categories.values()) {
                purchased += interest.purchases.total();
                if (interest.isViewed()) {
                    viewed++;
                    bought += interest.lastPurchase >= interest.firstView ? 1 : 0;
                    unbought += interest.purchases.total() == 0 ? 1 : 0;
                }
            }
            boolean known = viewed == 0 ? !viewsWithoutCategory : !(purchased == 0 && purchasesWithoutCategory);
            long items = carts.isKnown() ? carts.items() : 0;
            row[offset] = share(bought, known ? viewed : 0);
            row[offset + 1] = known ? unbought : Double.NaN;
            row[offset + 2] = share(carts.itemsSameDay(), items);
            row[offset + 3] = share(carts.itemsBought(), items);
            row[offset + 4] = drift(asOf, Interest::views);
            row[offset + 5] = drift(asOf, Interest::purchases);
        }

        /** The total variation distance of two distributions over categories: 0 alike, 1 nothing in common. */
        private double drift(long asOf, Function<Interest, RecentDays> counts) {
            long recent = 0;
            long before = 0;
            for (Interest interest : categories.values()) {
                recent += counts.apply(interest).recent(asOf);
                before += counts.apply(interest).before(asOf);
            }
            if (recent == 0 || before == 0) {
                return Double.NaN;
            }
            double distance = 0;
            for (Interest interest : categories.values()) {
                RecentDays count = counts.apply(interest);
                distance += Math.abs((double) count.recent(asOf) / recent - (double) count.before(asOf) / before);
            }
            return distance / 2;
        }

        @Override
        public void snapshot(StateWriter out) {
            out.flag(viewsWithoutCategory).flag(purchasesWithoutCategory).whole(categories.size());
            categories.forEach((name, interest) -> {
                out.text(name);
                interest.snapshot(out);
            });
        }

        @Override
        public void restore(StateReader in) {
            merge(in);
        }

        @Override
        public void merge(StateReader later) {
            viewsWithoutCategory |= later.flag();
            purchasesWithoutCategory |= later.flag();
            for (int i = later.count(7); i > 0; i--) {
                category(later.text()).merge(later);
            }
        }
    }
}
