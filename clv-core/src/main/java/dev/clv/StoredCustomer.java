package dev.clv;

import dev.clv.features.CustomerState;
import dev.clv.features.FeaturePipeline;
import dev.clv.features.event.AttributeChange;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.Purchase;
import dev.clv.internal.Placeholders;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/**
 * A customer of a log in temporary files: the features, and what else a scoring asks of the events, which are not kept.
 *
 * @param row the features
 * @param recent whether the customer bought in the last horizon
 * @param orders how many orders there were
 * @param bought whether there was a purchase
 * @param attributes the last values
 */
record StoredCustomer(
        String id, double[] row, boolean recent, int orders, boolean bought, Map<String, String> attributes) {

    /**
     * What the events say.
     *
     * @param events all before {@code at}, in order
     * @param since when the last horizon began
     */
    static StoredCustomer of(
            FeaturePipeline pipeline,
            String id,
            ZoneId zone,
            Iterator<CustomerEvent> events,
            Instant since,
            Instant at) {
        CustomerState state = pipeline.begin(id, zone);
        Placeholders.Orders orders = new Placeholders.Orders();
        Map<String, String> attributes = new TreeMap<>();
        boolean recent = false;
        while (events.hasNext()) {
            CustomerEvent event = events.next();
            state.add(event);
            orders.add(event);
            if (event instanceof AttributeChange change) {
                attributes.put(change.name(), change.value());
            }
            recent |= event instanceof Purchase && !event.time().isBefore(since);
        }
        return new StoredCustomer(id, state.row(at), recent, orders.count(), state.hasBought(), Map.copyOf(attributes));
    }
}
