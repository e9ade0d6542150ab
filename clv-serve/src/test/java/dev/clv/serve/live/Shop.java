package dev.clv.serve.live;

import dev.clv.ClvModel;
import dev.clv.ClvModelBuilder;
import dev.clv.features.behaviour.BehaviourExtractors;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.EventLog;
import dev.clv.simulate.ShopSimulation;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A small shop and models of it, made once for all tests. */
public final class Shop {

    public static final ShopSimulation SIMULATION =
            ShopSimulation.builder().customers(150).days(400).seed(3).build();
    public static final Instant CUTOFF = SIMULATION.start().plus(250, ChronoUnit.DAYS);
    public static final EventLog LOG = SIMULATION.log();
    public static final Instant NOW = LOG.observedUntil();

    /** Two models of the same features, and one of others. */
    public static final ClvModel MODEL = settings(5).train(LOG, CUTOFF);

    public static final ClvModel SECOND = settings(6).train(LOG, CUTOFF);
    public static final ClvModel OTHER_FEATURES =
            settings(5).addExtractor(BehaviourExtractors.sessions()).train(LOG, CUTOFF);

    private Shop() {}

    private static ClvModelBuilder settings(int seed) {
        return ClvModel.builder()
                .horizon(Duration.ofDays(60))
                .network(network -> network.hidden(6).members(2))
                .earlyStopping(4, 2)
                .seed(seed);
    }

    /** All events of the shop in the order in which they happened, with ids. */
    public static List<LiveEvent> stream() {
        List<LiveEvent> events = new ArrayList<>();
        for (String customer : LOG.customers()) {
            int number = 0;
            for (CustomerEvent event : LOG.history(customer).events()) {
                events.add(new LiveEvent(customer, customer + "/" + number++, event));
            }
        }
        events.sort(
                Comparator.comparing((LiveEvent each) -> each.event().time()).thenComparing(LiveEvent::customer));
        return events;
    }
}
