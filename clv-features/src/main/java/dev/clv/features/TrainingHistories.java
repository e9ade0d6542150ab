package dev.clv.features;

import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.EventLog;
import java.util.List;

/** The histories of the training rows, each cut at its row's cutoff; can be walked any number of times. */
@FunctionalInterface
public interface TrainingHistories extends Iterable<CustomerHistory> {

    /**
     * The histories of these rows of a log, in this order; each is looked up, and cut, when it is reached.
     *
     * @param log everybody's events; those at or after a row's cutoff stay out of sight
     * @param rows which customer as of when; copied
     */
    static TrainingHistories of(EventLog log, List<RowKey> rows) {
        List<RowKey> keys = List.copyOf(rows);
        return () -> keys.stream()
                .map(key -> log.history(key.customer()).before(key.cutoff()))
                .iterator();
    }
}
