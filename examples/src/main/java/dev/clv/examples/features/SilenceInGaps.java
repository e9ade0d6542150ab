package dev.clv.examples.features;

import dev.clv.features.CustomerContext;
import dev.clv.features.Feature;
import dev.clv.features.FeatureExtractor;
import dev.clv.features.FittableExtractor;
import dev.clv.features.FittedState;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.View;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.time.Instant;
import java.util.List;

/**
 * An extractor that learns first: {@code silence_in_gaps}, the days since the last view or order over the days that lie
 * between two order-days in this shop; NaN before the first of them. What it learns are two whole numbers over all
 * training rows, which say nothing of a single customer and add up to the same bits in any order.
 */
public final class SilenceInGaps implements FittableExtractor {

    private static final String NAME = "silence_in_gaps";
    private static final String GAP_DAYS = "gap_days";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Learner learner() {
        return new Learner() {
            private long days;
            private long gaps;

            @Override
            public void add(CustomerHistory history) {
                long[] orders = history.events(Purchase.class).stream()
                        .mapToLong(order -> order.time()
                                .atZone(history.zone())
                                .toLocalDate()
                                .toEpochDay())
                        .distinct()
                        .toArray();
                if (orders.length > 1) {
                    days += orders[orders.length - 1] - orders[0];
                    gaps += orders.length - 1;
                }
            }

            @Override
            public void snapshot(StateWriter out) {
                out.whole(days).whole(gaps);
            }

            @Override
            public void merge(StateReader other) {
                days += other.whole();
                gaps += other.whole();
            }

            @Override
            public FeatureExtractor learned() {
                return new Fitted(gaps == 0 ? Double.NaN : (double) days / gaps);
            }
        };
    }

    @Override
    public FeatureExtractor restore(FittedState state) {
        return new Fitted(state.number(GAP_DAYS));
    }

    /** @param gapDays between two order-days of a customer, on average over the shop; NaN if nobody came back */
    private record Fitted(double gapDays) implements FeatureExtractor {

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public List<Feature> features() {
            return List.of(Feature.numeric(NAME, "gaps", "Days of silence, in usual gaps between orders", "browsing"));
        }

        @Override
        public FittedState fittedState() {
            return FittedState.EMPTY.withNumbers(GAP_DAYS, gapDays);
        }

        @Override
        public FeatureExtractor restore(FittedState state) {
            return new Fitted(state.number(GAP_DAYS));
        }

        @Override
        public State begin(CustomerContext customer) {
            return new LastSeen(customer, gapDays);
        }
    }

    private static final class LastSeen implements FeatureExtractor.State {

        private static final long NEVER = Long.MIN_VALUE;

        private final CustomerContext customer;
        private final double gapDays;
        private long last = NEVER;

        LastSeen(CustomerContext customer, double gapDays) {
            this.customer = customer;
            this.gapDays = gapDays;
        }

        @Override
        public void add(CustomerEvent event) {
            if (event instanceof Purchase || event instanceof View) {
                last = customer.day(event.time());
            }
        }

        @Override
        public void write(Instant cutoff, double[] row, int offset) {
            row[offset] = last == NEVER ? Double.NaN : (customer.asOfDay(cutoff) - last) / gapDays;
        }

        @Override
        public void snapshot(StateWriter out) {
            out.whole(last);
        }

        @Override
        public void restore(StateReader in) {
            merge(in);
        }

        @Override
        public void merge(StateReader later) {
            last = Math.max(last, later.whole());
        }
    }
}
