package dev.clv.features.standard;

import dev.clv.features.Feature;
import dev.clv.features.event.CartAdd;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.View;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

final class Browsing extends StandardExtractor {

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
    public State begin(String customer, ZoneId zone) {
        return new BrowsingState(new Days(zone));
    }

    private static final class BrowsingState implements State {

        private final Days days;
        private final RecentCounts recentViews = new RecentCounts();
        private final Conversion viewConversion = new Conversion();
        private final Conversion cartConversion = new Conversion();
        private long views;
        private long cartAdds;
        private long lastVisit;

        BrowsingState(Days days) {
            this.days = days;
        }

        @Override
        public void add(CustomerEvent event) {
            if (event instanceof View) {
                long day = days.of(event.time());
                views++;
                recentViews.add(day);
                viewConversion.visit(day);
                lastVisit = day;
            } else if (event instanceof CartAdd) {
                long day = days.of(event.time());
                cartAdds++;
                cartConversion.visit(day);
                lastVisit = day;
            } else if (event instanceof Purchase) {
                long day = days.of(event.time());
                viewConversion.purchase(day);
                cartConversion.purchase(day);
            }
        }

        @Override
        public void write(Instant cutoff, double[] row, int offset) {
            long asOf = days.asOf(cutoff);
            row[offset] = views;
            row[offset + 1] = recentViews.since(asOf - 7);
            row[offset + 2] = recentViews.since(asOf - RecentCounts.LENGTH);
            row[offset + 3] = cartAdds;
            row[offset + 4] = views + cartAdds == 0 ? Double.NaN : asOf - lastVisit;
            row[offset + 5] = viewConversion.share();
            row[offset + 6] = cartConversion.share();
        }
    }

    /** Of the days with a visit, how many had a purchase, in whatever order within the day. */
    private static final class Conversion {

        private long visitDays;
        private long boughtDays;
        private long lastVisitDay = Long.MIN_VALUE;
        private long lastPurchaseDay = Long.MIN_VALUE;

        void visit(long day) {
            if (day != lastVisitDay) {
                visitDays++;
                lastVisitDay = day;
                if (day == lastPurchaseDay) {
                    boughtDays++;
                }
            }
        }

        void purchase(long day) {
            if (day != lastPurchaseDay) {
                lastPurchaseDay = day;
                if (day == lastVisitDay) {
                    boughtDays++;
                }
            }
        }

        double share() {
            return visitDays == 0 ? Double.NaN : (double) boughtDays / visitDays;
        }
    }
}
