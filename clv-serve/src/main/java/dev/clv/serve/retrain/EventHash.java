package dev.clv.serve.retrain;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.EventBytes;
import dev.clv.features.event.EventLog;
import dev.clv.features.state.StateWriter;
import java.util.TreeMap;

/**
 * The SHA-256 of all that a log knows: a log keeps its events in order, so that any order of the rows gives the same.
 */
final class EventHash {

    private EventHash() {}

    /** In hexadecimal. */
    static String of(EventLog log) {
        Hasher hasher = Hashing.sha256()
                .newHasher()
                .putString(log.zone() + " " + log.currency() + " " + log.observedUntil(), UTF_8);
        for (String customer : log.customers()) {
            CustomerHistory history = log.history(customer);
            StateWriter out = new StateWriter().text(customer);
            for (CustomerEvent event : history.events()) {
                EventBytes.write(event, out);
            }
            new TreeMap<>(history.attributes())
                    .forEach((name, value) -> out.text(name).text(value));
            hasher.putBytes(out.toBytes());
        }
        return hasher.hash().toString();
    }
}
