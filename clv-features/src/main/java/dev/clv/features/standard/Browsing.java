package dev.clv.features.standard;

import dev.clv.features.CustomerContext;
import dev.clv.features.Feature;
import dev.clv.features.event.CartAdd;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.View;
import dev.clv.features.internal.extract.ComputedExtractor;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.time.Instant;
import java.util.List;

final class Browsing extends ComputedExtractor {

    private static final long NEVER = Long.MIN_VALUE;

    Browsing() {
        super(
                "browsing",
                List.of(
                        Feature.numeric("views", "views", "Pages viewed so far", "browsing"),
                        Feature.numeric("views_7d", "views", "Pages viewed in the last 7 days", "browsing"),
                        Feature.numeric("views_30d", "views", "Pages viewed in the last 30 days", "browsing"),
                        Feature.numeric("cart_adds", "cart adds", "Products put into the cart so far", "browsing"),
                        Feature.numeric("days_since_visit", "days", "Days since the last view or cart add", "browsing"),
                        Feature.numeric(
                                "view_conversion",
                                "share",
                                "Share of days with a view that had a purchase",
                                "browsing"),
                        Feature.numeric(
                                "cart_conversion",
                                "share",
                                "Share of days with a cart add that had a purchase",
                                "browsing")));
    }

    @Override
    public State begin(CustomerContext customer) {
        return new BrowsingState(customer);
    }

    private static final class BrowsingState implements State {

        private final CustomerContext customer;
        private final RecentCounts recentViews = new RecentCounts();
        private final Conversion viewConversion = new Conversion();
        private final Conversion cartConversion = new Conversion();
        private long views;
        private long cartAdds;
        private long lastVisit = NEVER;

        BrowsingState(CustomerContext customer) {
            this.customer = customer;
        }

        @Override
        public void add(CustomerEvent event) {
            if (event instanceof View) {
                long day = customer.day(event.time());
                views++;
                recentViews.add(day, 1);
                viewConversion.visit(day);
                lastVisit = day;
            } else if (event instanceof CartAdd) {
                long day = customer.day(event.time());
                cartAdds++;
                cartConversion.visit(day);
                lastVisit = day;
            } else if (event instanceof Purchase) {
                long day = customer.day(event.time());
                viewConversion.purchase(day);
                cartConversion.purchase(day);
            }
        }

        @Override
        public void write(Instant cutoff, double[] row, int offset) {
            long asOf = customer.asOfDay(cutoff);
            row[offset] = views;
            row[offset + 1] = recentViews.since(asOf - 7);
            row[offset + 2] = recentViews.since(asOf - RecentCounts.LENGTH);
            row[offset + 3] = cartAdds;
            row[offset + 4] = lastVisit == NEVER ? Double.NaN : asOf - lastVisit;
            row[offset + 5] = viewConversion.share();
            row[offset + 6] = cartConversion.share();
        }

        @Override
        public void snapshot(StateWriter out) {
            out.whole(views).whole(cartAdds).whole(lastVisit);
            recentViews.snapshot(out);
            viewConversion.snapshot(out);
            cartConversion.snapshot(out);
        }

        @Override
        public void restore(StateReader in) {
            merge(in);
        }

        @Override
        public void merge(StateReader later) {
            views += later.whole();
            cartAdds += later.whole();
            lastVisit = Math.max(lastVisit, later.whole());
            recentViews.merge(later);
            viewConversion.merge(later);
            cartConversion.merge(later);
        }
    }
}
