package dev.clv.examples.features;

import dev.clv.features.CustomerContext;
import dev.clv.features.Feature;
import dev.clv.features.FeatureExtractor;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.View;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.time.Instant;
import java.util.List;

/**
 * An extractor with a state of its own: {@code active_after_order_days}, from the day of the last order to the last day
 * with a view after it, 0 if there is none; NaN before the first order. Two days are kept of a customer, however many
 * events there are.
 */
public final class ActiveAfterOrder implements FeatureExtractor {

    private static final long NEVER = Long.MIN_VALUE;

    @Override
    public String name() {
        return "active_after_order";
    }

    @Override
    public List<Feature> features() {
        return List.of(Feature.numeric(
                "active_after_order_days", "days", "Days from the last order to the last view after it", "browsing"));
    }

    @Override
    public State begin(CustomerContext customer) {
        return new State() {
            private long lastOrder = NEVER;
            private long lastView = NEVER;

            @Override
            public void add(CustomerEvent event) {
                if (event instanceof Purchase) {
                    lastOrder = customer.day(event.time());
                } else if (event instanceof View) {
                    lastView = customer.day(event.time());
                }
            }

            @Override
            public void write(Instant cutoff, double[] row, int offset) {
                row[offset] = lastOrder == NEVER ? Double.NaN : Math.max(lastView, lastOrder) - lastOrder;
            }

            @Override
            public void snapshot(StateWriter out) {
                out.whole(lastOrder).whole(lastView);
            }

            @Override
            public void restore(StateReader in) {
                merge(in);
            }

            @Override
            public void merge(StateReader later) {
                lastOrder = Math.max(lastOrder, later.whole());
                lastView = Math.max(lastView, later.whole());
            }
        };
    }
}
