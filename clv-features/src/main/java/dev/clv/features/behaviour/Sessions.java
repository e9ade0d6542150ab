package dev.clv.features.behaviour;

import dev.clv.features.CustomerContext;
import dev.clv.features.Feature;
import dev.clv.features.internal.extract.ComputedExtractor;
import java.util.List;

/** See {@link BehaviourExtractors#sessions()}. */
final class Sessions extends ComputedExtractor {

    private static final String GROUP = "sessions";
    private static final double MICROS_PER_MINUTE = 60e6;

    Sessions() {
        super(
                "sessions",
                List.of(
                        Feature.numeric("session_count", "sessions", "Sessions so far", GROUP),
                        Feature.numeric("sessions_30d", "sessions", "Sessions of the last 30 days", GROUP),
                        Feature.numeric("session_days", "days", "Days on which a session began", GROUP),
                        Feature.numeric("session_minutes_mean", "minutes", "Average length of a session", GROUP),
                        Feature.numeric("session_views_mean", "views per session", "Views per session", GROUP),
                        Feature.numeric("session_conversion", "share", "Share of sessions with a purchase", GROUP),
                        Feature.numeric("session_cart_share", "share", "Share of sessions with a cart add", GROUP),
                        Feature.numeric(
                                "session_bounce_share", "share", "Share of sessions that are one view only", GROUP),
                        Feature.numeric(
                                "sessions_since_purchase",
                                "sessions",
                                "Sessions since the last one with a purchase",
                                GROUP)));
    }

    @Override
    public State begin(CustomerContext customer) {
        Visits visits = customer.shared(Visits.SHARED);
        return State.of((cutoff, row, offset) -> {
            SessionTotals all = visits.totals();
            long count = all.count();
            row[offset] = count;
            row[offset + 1] = all.starts.recent(customer.asOfDay(cutoff));
            row[offset + 2] = all.days;
            row[offset + 3] = share(all.micros, count) / MICROS_PER_MINUTE;
            row[offset + 4] = share(all.views, count);
            row[offset + 5] = share(all.withPurchase, count);
            row[offset + 6] = share(all.withCart, count);
            row[offset + 7] = share(all.bounced, count);
            row[offset + 8] = all.withPurchase == 0 ? Double.NaN : all.sincePurchase;
        });
    }
}
