package dev.clv.train;

import dev.clv.baseline.PastSpend;
import dev.clv.explain.OrderedTasks;
import dev.clv.features.RowKey;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.EventLog;
import dev.clv.internal.Workers;
import dev.clv.label.Horizon;
import dev.clv.label.Label;
import dev.clv.label.LabelWindow;
import dev.clv.label.Population;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * The rows of a training set before there are features: who had bought at which origin, what they had spent by then,
 * and what they spent afterwards. Ordered by origin, then by customer. Not thread-safe.
 */
final class LabelledRows {

    /** So many customers are looked at by one thread at a time. */
    private static final int CUSTOMERS_PER_PART = 4096;

    private final List<RowKey> keys = new ArrayList<>();
    private final List<Label> labels = new ArrayList<>();
    private final List<List<Label>> otherLabels = new ArrayList<>();
    private final List<PastSpend> past = new ArrayList<>();
    private final BitSet recentBuyers = new BitSet();

    private LabelledRows(int otherHorizons) {
        for (int k = 0; k < otherHorizons; k++) {
            otherLabels.add(new ArrayList<>());
        }
    }

    /**
     * The rows of everybody who had bought at an origin.
     *
     * @param others horizons to measure labels over beside the main one
     * @throws dev.clv.label.UnobservedHorizonException if the log ends before one of the horizons does
     * @throws CancellationException if the calling thread is interrupted; its interrupt flag stays set
     */
    static LabelledRows of(
            EventLog log, List<Instant> cutoffs, Horizon horizon, List<Horizon> others, Workers workers) {
        List<String> customers = log.customers();
        List<Windows> origins = new ArrayList<>();
        for (Instant cutoff : cutoffs) {
            origins.add(new Windows(
                    cutoff,
                    horizon.before(cutoff, log.zone()),
                    LabelWindow.observed(log, cutoff, horizon),
                    others.stream()
                            .map(other -> LabelWindow.observed(log, cutoff, other))
                            .toList()));
        }
        int parts = (customers.size() + CUSTOMERS_PER_PART - 1) / CUSTOMERS_PER_PART;
        List<List<LabelledRows>> byOrigin = OrderedTasks.run(
                parts,
                part -> {
                    int from = part * CUSTOMERS_PER_PART;
                    int to = Math.min(from + CUSTOMERS_PER_PART, customers.size());
                    return rows(log, customers.subList(from, to), origins);
                },
                workers);
        LabelledRows all = new LabelledRows(others.size());
        for (int origin = 0; origin < cutoffs.size(); origin++) {
            for (List<LabelledRows> part : byOrigin) {
                all.append(part.get(origin));
            }
        }
        return all;
    }

    /** The rows of some customers at each origin. */
    private static List<LabelledRows> rows(EventLog log, List<String> customers, List<Windows> origins) {
        List<LabelledRows> rows = origins.stream()
                .map(origin -> new LabelledRows(origin.others().size()))
                .toList();
        for (String customer : customers) {
            CustomerHistory whole = log.history(customer);
            for (int origin = 0; origin < rows.size(); origin++) {
                rows.get(origin).add(whole, origins.get(origin));
            }
        }
        return rows;
    }

    /** One origin, the time a horizon before it, and the horizons after it. */
    private record Windows(Instant cutoff, Instant recent, LabelWindow main, List<LabelWindow> others) {}

    private void add(CustomerHistory whole, Windows windows) {
        CustomerHistory known = whole.before(windows.cutoff());
        if (!Population.hasBought(known)) {
            return;
        }
        recentBuyers.set(keys.size(), Population.hasBoughtSince(known, windows.recent()));
        keys.add(new RowKey(whole.customer(), windows.cutoff()));
        labels.add(windows.main().label(whole));
        for (int k = 0; k < otherLabels.size(); k++) {
            otherLabels.get(k).add(windows.others().get(k).label(whole));
        }
        past.add(PastSpend.of(known));
    }

    private void append(LabelledRows more) {
        more.recentBuyers.stream().forEach(row -> recentBuyers.set(keys.size() + row));
        keys.addAll(more.keys);
        labels.addAll(more.labels);
        past.addAll(more.past);
        for (int k = 0; k < otherLabels.size(); k++) {
            otherLabels.get(k).addAll(more.otherLabels.get(k));
        }
    }

    /** Whose row it is, and as of when. */
    List<RowKey> keys() {
        return keys;
    }

    /** What came in the main horizon. */
    List<Label> labels() {
        return labels;
    }

    /** What came in each of the other horizons. */
    List<List<Label>> otherLabels() {
        return otherLabels;
    }

    /** What was spent before the origin. */
    List<PastSpend> past() {
        return past;
    }

    /** The numbers of the rows whose customer bought in the horizon before the origin. */
    BitSet recentBuyers() {
        return recentBuyers;
    }
}
