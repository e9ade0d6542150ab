package dev.clv.features.standard;

import dev.clv.features.Feature;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.Refund;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

final class Refunds extends StandardExtractor {

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
    public State begin(String customer, ZoneId zone) {
        return new RefundState(new Days(zone));
    }

    private static final class RefundState implements State {

        private final Days days;
        private BigDecimal spent = BigDecimal.ZERO;
        private BigDecimal refunded = BigDecimal.ZERO;
        private long count;
        private long lastDay;

        RefundState(Days days) {
            this.days = days;
        }

        @Override
        public void add(CustomerEvent event) {
            if (event instanceof Purchase purchase) {
                spent = spent.add(purchase.amount());
            } else if (event instanceof Refund refund) {
                refunded = refunded.add(refund.amount());
                count++;
                lastDay = days.of(refund.time());
            }
        }

        @Override
        public void write(Instant cutoff, double[] row, int offset) {
            row[offset] = count;
            row[offset + 1] = refunded.doubleValue();
            row[offset + 2] = spent.signum() == 0 ? Double.NaN : refunded.doubleValue() / spent.doubleValue();
            row[offset + 3] = count == 0 ? Double.NaN : days.asOf(cutoff) - lastDay;
            row[offset + 4] = spent.subtract(refunded).doubleValue();
        }
    }
}
