package dev.clv.serve.drift;

import dev.clv.features.event.EventLog;
import java.time.Instant;

/** Logs of logs. */
final class EventLogs {

    private EventLogs() {}

    /** What a log would have been at an instant. */
    static EventLog before(EventLog log, Instant end) {
        EventLog.Builder cut =
                EventLog.builder().zone(log.zone()).currency("EUR").observedUntil(end);
        for (String customer : log.customers()) {
            log.history(customer).before(end).events().forEach(event -> cut.add(customer, event));
        }
        return cut.build();
    }
}
