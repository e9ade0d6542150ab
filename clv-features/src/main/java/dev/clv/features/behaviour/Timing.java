package dev.clv.features.behaviour;

import dev.clv.features.CustomerContext;
import dev.clv.features.Feature;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.Purchase;
import dev.clv.features.internal.extract.ComputedExtractor;
import dev.clv.features.standard.OrderDays;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.List;

/** See {@link BehaviourExtractors#timing()}. */
final class Timing extends ComputedExtractor {

    private static final String GROUP = "timing";
    private static final int EVENING = 18;
    private static final int WEEK = 7;

    Timing() {
        super(
                "timing",
                List.of(
                        Feature.numeric("weekend_share", "share", "Share of order-days on Saturday or Sunday", GROUP),
                        Feature.numeric(
                                "weekday_entropy",
                                "nats",
                                "How evenly order-days are spread over the week, 0 for one weekday",
                                GROUP),
                        Feature.numeric("evening_share", "share", "Share of purchase lines from 18:00 on", GROUP)));
    }

    @Override
    public State begin(CustomerContext customer) {
        return new TimingState(customer);
    }

    private static final class TimingState implements State {

        private final CustomerContext customer;
        private final OrderDays orders;
        private long evenings;

        TimingState(CustomerContext customer) {
            this.customer = customer;
            this.orders = customer.shared(OrderDays.SHARED);
        }

        @Override
        public void add(CustomerEvent event) {
            if (event instanceof Purchase
                    && event.time().atZone(customer.zone()).getHour() >= EVENING) {
                evenings++;
            }
        }

        @Override
        public void write(Instant cutoff, double[] row, int offset) {
            long[] weekdays = new long[WEEK];
            for (int i = 0; i < orders.count(); i++) {
                // 1970-01-01 was a Thursday.
                weekdays[(int) Math.floorMod(orders.day(i) + DayOfWeek.THURSDAY.ordinal(), (long) WEEK)]++;
            }
            long weekend = weekdays[DayOfWeek.SATURDAY.ordinal()] + weekdays[DayOfWeek.SUNDAY.ordinal()];
            row[offset] = share(weekend, orders.count());
            row[offset + 1] = Entropy.of(weekdays);
            row[offset + 2] = share(evenings, orders.lines());
        }

        @Override
        public void snapshot(StateWriter out) {
            out.whole(evenings);
        }

        @Override
        public void restore(StateReader in) {
            merge(in);
        }

        @Override
        public void merge(StateReader later) {
            evenings += later.whole();
        }
    }
}
