package dev.clv.decide;

import dev.clv.ClvModel;
import dev.clv.features.event.EventLog;
import dev.clv.simulate.ShopSimulation;
import java.time.Duration;
import java.time.Instant;

/** A simulated shop with a small model of it, made once for all tests. */
public final class SimulatedShop {

    public static final Duration HORIZON = Duration.ofDays(90);
    public static final EventLog LOG = ShopSimulation.builder()
            .customers(600)
            .days(720)
            .seed(7)
            .currency("EUR")
            .build()
            .log();

    /** As of when decisions are made; the log has seen the horizon after it. */
    public static final Instant AT = LOG.observedUntil().minus(HORIZON);

    public static final ClvModel MODEL = ClvModel.builder()
            .horizon(HORIZON)
            .currency("EUR")
            .network(n -> n.hidden(8).members(2))
            .earlyStopping(20, 4)
            .seed(3)
            .train(LOG, AT.minus(HORIZON));

    private SimulatedShop() {}
}
