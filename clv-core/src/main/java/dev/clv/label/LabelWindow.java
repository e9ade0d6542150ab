package dev.clv.label;

import static java.util.Objects.requireNonNull;

import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.Refund;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The window [cutoff, cutoff + horizon) in which a customer's value is measured; an event at the cutoff belongs to it.
 * Immutable.
 */
public final class LabelWindow {

    private final Instant cutoff;
    private final Instant end;
    private final ZoneId zone;

    private LabelWindow(Instant cutoff, Instant end, ZoneId zone) {
        this.cutoff = cutoff;
        this.end = end;
        this.zone = zone;
    }

    /**
     * The window after a cutoff, which the log must have seen whole.
     *
     * @throws IllegalArgumentException if the cutoff lies outside the years 1 to 9999
     * @throws UnobservedHorizonException when the window ends after {@link EventLog#observedUntil()}
     */
    public static LabelWindow observed(EventLog log, Instant cutoff, Horizon horizon) {
        Cutoff.require("cutoff", requireNonNull(cutoff, "cutoff"));
        Instant end = horizon.after(cutoff, log.zone());
        if (end.isAfter(log.observedUntil())) {
            throw new UnobservedHorizonException(log, cutoff, horizon);
        }
        return new LabelWindow(cutoff, end, log.zone());
    }

    /** The start of the window, inclusive. */
    public Instant cutoff() {
        return cutoff;
    }

    /** The end of the window, exclusive. */
    public Instant end() {
        return end;
    }

    /**
     * Purchases less refunds in the window, summed as exact decimals.
     *
     * @param history everything known about the customer, past the end of the window
     */
    public Label label(CustomerHistory history) {
        BigDecimal net = BigDecimal.ZERO;
        int orders = 0;
        @Nullable LocalDate lastOrderDay = null;
        List<CustomerEvent> events = history.before(end).events();
        for (int i = history.before(cutoff).events().size(); i < events.size(); i++) {
            CustomerEvent event = events.get(i);
            if (event instanceof Purchase purchase) {
                net = net.add(purchase.amount());
                LocalDate day = LocalDate.ofInstant(purchase.time(), zone);
                if (!day.equals(lastOrderDay)) {
                    orders++;
                    lastOrderDay = day;
                }
            } else if (event instanceof Refund refund) {
                net = net.subtract(refund.amount());
            }
        }
        return new Label(Math.max(0, net.doubleValue()), net.signum() < 0, orders);
    }
}
