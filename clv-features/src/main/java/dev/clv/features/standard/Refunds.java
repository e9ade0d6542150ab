package dev.clv.features.standard;

import dev.clv.features.CustomerContext;
import dev.clv.features.Feature;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.Refund;
import dev.clv.features.internal.extract.ComputedExtractor;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

final class Refunds extends ComputedExtractor {

    Refunds() {
        super(
                "refunds",
                List.of(
                        Feature.numeric("refund_count", "refunds", "Refunds so far", "refunds"),
                        Feature.numeric("refund_total", "currency", "Money given back so far", "refunds"),
                        Feature.numeric("refund_share", "share", "Money given back over money spent", "refunds"),
                        Feature.numeric("days_since_refund", "days", "Days since the last refund", "refunds"),
                        Feature.numeric("spend_net", "currency", "Everything spent less money given back", "spend")));
    }

    @Override
    public State begin(CustomerContext customer) {
        return new RefundState(customer);
    }

    private static final class RefundState implements State {

        private static final long NEVER = Long.MIN_VALUE;

        private final CustomerContext customer;
        private final OrderDays orders;
        private BigDecimal refunded = BigDecimal.ZERO;
        private long count;
        private long lastDay = NEVER;

        RefundState(CustomerContext customer) {
            this.customer = customer;
            this.orders = customer.shared(OrderDays.SHARED);
        }

        @Override
        public void add(CustomerEvent event) {
            if (event instanceof Refund refund) {
                refunded = refunded.add(refund.amount());
                count++;
                lastDay = customer.day(refund.time());
            }
        }

        @Override
        public void write(Instant cutoff, double[] row, int offset) {
            BigDecimal spent = orders.spent();
            row[offset] = count;
            row[offset + 1] = refunded.doubleValue();
            row[offset + 2] = spent.signum() == 0 ? Double.NaN : refunded.doubleValue() / spent.doubleValue();
            row[offset + 3] = lastDay == NEVER ? Double.NaN : customer.asOfDay(cutoff) - lastDay;
            row[offset + 4] = spent.subtract(refunded).doubleValue();
        }

        @Override
        public void snapshot(StateWriter out) {
            out.decimal(refunded).whole(count).whole(lastDay);
        }

        @Override
        public void restore(StateReader in) {
            merge(in);
        }

        @Override
        public void merge(StateReader later) {
            refunded = refunded.add(later.decimal());
            count += later.whole();
            lastDay = Math.max(lastDay, later.whole());
        }
    }
}
