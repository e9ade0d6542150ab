package dev.clv.decide.segment;

import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.Refund;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a customer has bought so far. Days are calendar days in the log's zone. Immutable.
 *
 * @param daysSinceLast days since the last day with a purchase; zero or more
 * @param orderDays how many days with a purchase there were; at least 1
 * @param tenureDays days since the first one; at least {@code daysSinceLast}
 * @param spend purchases less refunds, in currency; negative if more was given back
 * @param lines how many purchases there were: lines of orders, or orders where the log has no lines
 */
public record Behaviour(int daysSinceLast, int orderDays, int tenureDays, double spend, int lines) {

    /** How many numbers {@link #point} has. */
    static final int DIMENSIONS = 5;

    /** Checks the ranges. */
    public Behaviour {
        if (daysSinceLast < 0
                || orderDays < 1
                || tenureDays < daysSinceLast
                || lines < orderDays
                || !Double.isFinite(spend)) {
            throw new IllegalArgumentException("a behaviour needs 0 <= daysSinceLast <= tenureDays, 1 <= orderDays <="
                    + " lines and a finite spend, were " + daysSinceLast + ", " + tenureDays + ", " + orderDays + ", "
                    + lines + " and " + spend);
        }
    }

    /** Of a history as of its cutoff; empty if the customer has not bought. */
    public static Optional<Behaviour> of(CustomerHistory history) {
        @Nullable LocalDate first = null;
        LocalDate last = LocalDate.MIN;
        int orderDays = 0;
        int lines = 0;
        BigDecimal spend = BigDecimal.ZERO;
        for (CustomerEvent event : history.events()) {
            if (event instanceof Purchase purchase) {
                LocalDate day = LocalDate.ofInstant(purchase.time(), history.zone());
                orderDays += day.isAfter(last) ? 1 : 0;
                first = first == null ? day : first;
                last = day;
                lines++;
                spend = spend.add(purchase.amount());
            } else if (event instanceof Refund refund) {
                spend = spend.subtract(refund.amount());
            }
        }
        if (first == null) {
            return Optional.empty();
        }
        long today = LocalDate.ofInstant(history.cutoff(), history.zone()).toEpochDay();
        return Optional.of(new Behaviour(
                (int) Math.max(0, today - last.toEpochDay()),
                orderDays,
                (int) Math.max(0, today - first.toEpochDay()),
                spend.doubleValue(),
                lines));
    }

    /**
     * As a point whose distances mean something: logarithms, as a day or a pound more counts less the more there are.
     */
    double[] point() {
        return new double[] {
            StrictMath.log1p(daysSinceLast),
            StrictMath.log1p(tenureDays),
            StrictMath.log(orderDays),
            StrictMath.log1p(Math.max(0, spend) / orderDays),
            StrictMath.log((double) lines / orderDays)
        };
    }
}
