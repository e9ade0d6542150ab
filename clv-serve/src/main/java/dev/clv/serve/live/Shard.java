package dev.clv.serve.live;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Some of the customers whose states are in memory, the longest unasked of which leave first, and the lock for them.
 */
final class Shard {

    /** Held while anything is done with a customer of the shard. */
    final ReentrantLock lock = new ReentrantLock();

    private final int most;
    private final LinkedHashMap<String, LiveCustomer> customers = new LinkedHashMap<>(16, 0.75f, true);
    private long evicted;

    /** @param most customers in memory, at least 1 */
    Shard(int most) {
        this.most = most;
    }

    @Nullable
    LiveCustomer get(String customer) {
        return customers.get(customer);
    }

    void put(String customer, LiveCustomer live) {
        customers.put(customer, live);
        if (customers.size() > most) {
            Map.Entry<String, LiveCustomer> eldest =
                    customers.entrySet().iterator().next();
            customers.remove(eldest.getKey());
            evicted++;
        }
    }

    void remove(String customer) {
        customers.remove(customer);
    }

    int size() {
        return customers.size();
    }

    long evicted() {
        return evicted;
    }

    /** The ids of the customers, those asked for latest first. */
    List<String> ids() {
        List<String> ids = new ArrayList<>(customers.keySet());
        Collections.reverse(ids);
        return ids;
    }
}
