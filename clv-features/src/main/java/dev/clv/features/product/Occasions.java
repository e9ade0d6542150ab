package dev.clv.features.product;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import dev.clv.features.event.CartAdd;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.View;
import dev.clv.features.internal.Days;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where items occur together: an order, or the purchases of a day where orders have no number; a session, or views and
 * cart adds with less than half an hour between them where sessions have none.
 */
final class Occasions {

    private static final Duration PAUSE = Duration.ofMinutes(30);

    private Occasions() {}

    /** Takes an item of an occasion, by a number that is the same for a history that was cut at another time. */
    interface Sink {
        void take(long occasion, Item item);
    }

    static void forEach(CustomerHistory history, Sink sink) {
        Days days = new Days(history.zone());
        Instant began = Instant.MIN;
        Instant looked = Instant.MIN;
        for (CustomerEvent event : history.events()) {
            boolean looks = event instanceof View || event instanceof CartAdd;
            if (looks) {
                if (looked.equals(Instant.MIN)
                        || Duration.between(looked, event.time()).compareTo(PAUSE) >= 0) {
                    began = event.time();
                }
                looked = event.time();
            }
            Item item = Item.of(event);
            if (item != null) {
                String name = looks ? session(event) : order(event);
                sink.take(
                        name != null
                                ? hash(history, looks ? "session" : "order", name, 0, 0)
                                : looks
                                        ? hash(history, "looks", "", began.getEpochSecond(), began.getNano())
                                        : hash(history, "day", "", days.of(event.time()), 0),
                        item);
            }
        }
    }

    private static @Nullable String session(CustomerEvent event) {
        return event instanceof View view ? view.session() : event instanceof CartAdd added ? added.session() : null;
    }

    private static @Nullable String order(CustomerEvent event) {
        return event instanceof Purchase purchase ? purchase.order() : null;
    }

    private static long hash(CustomerHistory history, String kind, String name, long number, int nanos) {
        Hasher hasher = Hashing.murmur3_128().newHasher();
        for (String part : new String[] {history.customer(), kind, name}) {
            hasher.putInt(part.length()).putUnencodedChars(part);
        }
        return hasher.putLong(number).putInt(nanos).hash().asLong();
    }
}
