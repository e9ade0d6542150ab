package dev.clv.features;

import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.Purchase;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a pipeline has seen of one customer: events go in, one at a time, and features come out, as of any later cutoff.
 * The same code serves a whole log at once, a live service and a cluster.
 *
 * <p>The state is data: {@link #snapshot()} is a plain array of bytes, {@link FeaturePipeline#restore} takes it up
 * again and continues to the same bits. It holds no customer's id, but sums, days and products of the customer, and
 * whole events where an extractor {@linkplain FeatureExtractor#needsWholeHistory() needs them}: personal data. It fits
 * the pipeline that wrote it and no other, so after training again fold the events again. Not thread-safe.
 *
 * <p>Made by {@link FeaturePipeline#begin}.
 */
public final class CustomerState {

    private final FeaturePipeline pipeline;
    private final CustomerContext context;
    private final List<FeatureExtractor.State> states = new ArrayList<>();

    /** The shared folds, then the extractors' own states, and what each is called. */
    private final EventFold[] folds;

    private final List<String> names = new ArrayList<>();

    private @Nullable Instant first;
    private @Nullable Instant last;
    private boolean bought;

    CustomerState(FeaturePipeline pipeline, String customer, ZoneId zone) {
        this.pipeline = pipeline;
        this.context = new CustomerContext(customer, zone);
        for (FeatureExtractor extractor : pipeline.extractors()) {
            states.add(extractor.begin(context));
        }
        context.shared().keySet().forEach(kind -> names.add(kind.name()));
        pipeline.extractors().forEach(extractor -> names.add(extractor.name()));
        List<EventFold> all = new ArrayList<>(context.shared().values());
        all.addAll(states);
        this.folds = all.toArray(EventFold[]::new);
    }

    /**
     * Takes in the next event.
     *
     * @param event not earlier than the one before it
     * @throws IllegalArgumentException if it is earlier
     */
    public void add(CustomerEvent event) {
        Instant before = last;
        if (before != null && event.time().isBefore(before)) {
            throw new IllegalArgumentException("an event of " + event.time() + " comes after one of " + before
                    + "; add events in order of time, or fold them all again");
        }
        if (before == null) {
            first = event.time();
        }
        last = event.time();
        bought |= event instanceof Purchase;
        for (EventFold fold : folds) {
            fold.add(event);
        }
    }

    /** Whether a purchase was taken in. */
    public boolean hasBought() {
        return bought;
    }

    /** Whether a pipeline can use it: one that began it, or is fitted to the same as that one. */
    public boolean fits(FeaturePipeline other) {
        return other.fingerprint() == pipeline.fingerprint();
    }

    /**
     * The features as of {@code cutoff}.
     *
     * @param cutoff after every event taken in
     * @return one value per column, NaN where undefined
     * @throws IllegalArgumentException if an event that was taken in is not before it
     * @throws IllegalStateException if an extractor breaks its contract
     */
    public double[] row(Instant cutoff) {
        if (last != null && !last.isBefore(cutoff)) {
            throw new IllegalArgumentException("features as of " + cutoff + " must not know the event of " + last
                    + "; ask for a later cutoff, or fold the events before it");
        }
        double[] row = new double[pipeline.schema().size()];
        Arrays.fill(row, Double.NaN);
        write(cutoff, row, 0);
        return row;
    }

    /**
     * Writes the features as of {@code cutoff} into a row at hand.
     *
     * @param cutoff after every event taken in
     * @param row modified from {@code offset} on, one place per column
     * @param offset the place of the first column
     * @throws IllegalArgumentException if the row has no place for a column
     * @throws IllegalStateException if an extractor breaks its contract
     */
    public void write(Instant cutoff, double[] row, int offset) {
        if (offset < 0 || row.length - offset < pipeline.schema().size()) {
            throw new IllegalArgumentException("a row of " + row.length + " places has no room for "
                    + pipeline.schema().size() + " columns from " + offset + " on; pass a longer one");
        }
        for (int i = 0; i < states.size(); i++) {
            try {
                states.get(i).write(cutoff, row, offset + pipeline.offset(i));
            } catch (IndexOutOfBoundsException e) {
                throw WrittenRow.error(
                        pipeline.extractors().get(i),
                        states.get(i),
                        cutoff,
                        row.length,
                        offset + pipeline.offset(i),
                        e);
            }
            for (int j = pipeline.offset(i); j < pipeline.offset(i + 1); j++) {
                if (Double.isInfinite(row[offset + j])) {
                    throw new IllegalStateException("extractor '" + name(i) + "' returned infinite for feature '"
                            + pipeline.schema().names().get(j) + "'; write NaN where it is undefined");
                }
            }
        }
    }

    /**
     * Everything it keeps of the events taken in, as plain bytes.
     *
     * @throws UnsupportedOperationException if an extractor's state cannot be stored; the message names the extractor
     */
    public byte[] snapshot() {
        StateWriter out = new StateWriter();
        out.whole(pipeline.fingerprint()).text(context.zone().getId());
        instant(first, out);
        instant(last, out);
        out.flag(bought);
        for (int i = 0; i < folds.length; i++) {
            StateWriter part = new StateWriter();
            try {
                folds[i].snapshot(part);
            } catch (UnsupportedOperationException e) {
                throw unsupported(i, e);
            }
            out.text(names.get(i)).bytes(part.toBytes());
        }
        return out.toBytes();
    }

    /** The state that {@link #snapshot()} wrote down. */
    static CustomerState restore(FeaturePipeline pipeline, String customer, byte[] snapshot) {
        StateReader in = new StateReader(snapshot);
        requireSamePipeline(pipeline, in);
        CustomerState state = new CustomerState(pipeline, customer, zone(in));
        state.first = instant(in);
        state.last = instant(in);
        state.bought = in.flag();
        state.eachFold(in, EventFold::restore);
        return state;
    }

    /**
     * The state after these events and then those of a later state, neither of which changes.
     *
     * <p>All events of the later state must come after those of this one, or at the same instant as the last of them.
     * The result gives the features of one state that took in all of them in order of time: to the bit, but for sums of
     * doubles (quantities, ratings, values of signals), whose last bits may differ if they are not exact.
     *
     * @param later a snapshot of the later state of the same customer, by the same pipeline and in the same zone
     * @throws IllegalArgumentException if the later state begins too early, or the snapshot is damaged, of another
     *     pipeline or of another zone
     * @throws UnsupportedOperationException if an extractor's states cannot be merged; the message names the extractor
     */
    public CustomerState merged(byte[] later) {
        StateReader in = new StateReader(later);
        requireSamePipeline(pipeline, in);
        ZoneId zone = zone(in);
        if (!zone.equals(context.zone())) {
            throw new IllegalArgumentException("a state in zone " + zone + " cannot be merged into one in "
                    + context.zone() + "; fold all events in one zone");
        }
        Instant begins = instant(in);
        Instant ends = instant(in);
        if (begins != null && last != null && begins.isBefore(last)) {
            throw new IllegalArgumentException("the later state begins at " + begins + ", before this one ends at "
                    + last + "; merge in order of time");
        }
        CustomerState merged = restore(pipeline, context.customer(), snapshot());
        merged.first = first == null ? begins : first;
        merged.last = ends == null ? last : ends;
        merged.bought = in.flag() || bought;
        merged.eachFold(in, EventFold::merge);
        return merged;
    }

    private interface FoldReader {
        void read(EventFold fold, StateReader in);
    }

    private void eachFold(StateReader in, FoldReader reader) {
        for (int i = 0; i < folds.length; i++) {
            String found = in.text();
            if (!found.equals(names.get(i))) {
                throw new IllegalArgumentException("the snapshot has a state of '" + found
                        + "' where the pipeline has '" + names.get(i) + "'; fold the events again");
            }
            StateReader part = new StateReader(in.bytes());
            try {
                reader.read(folds[i], part);
                part.end();
            } catch (UnsupportedOperationException e) {
                throw unsupported(i, e);
            }
        }
        in.end();
    }

    private static void requireSamePipeline(FeaturePipeline pipeline, StateReader in) {
        if (in.whole() != pipeline.fingerprint()) {
            throw new IllegalArgumentException("the snapshot is of a pipeline with other extractors, other settings or "
                    + "other training; fold the events again");
        }
    }

    private static ZoneId zone(StateReader in) {
        String id = in.text();
        try {
            return ZoneId.of(id);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "the snapshot has a time zone that this system does not know; fold the events again", e);
        }
    }

    private static void instant(@Nullable Instant instant, StateWriter out) {
        out.flag(instant != null);
        if (instant != null) {
            out.instant(instant);
        }
    }

    private static @Nullable Instant instant(StateReader in) {
        return in.flag() ? in.instant() : null;
    }

    private UnsupportedOperationException unsupported(int fold, UnsupportedOperationException e) {
        String kind = fold < context.shared().size() ? "shared fold" : "extractor";
        return new UnsupportedOperationException(kind + " '" + names.get(fold) + "': " + e.getMessage(), e);
    }

    private String name(int extractor) {
        return pipeline.extractors().get(extractor).name();
    }

    /** Without the customer: a state is personal data. */
    @Override
    public String toString() {
        return "CustomerState[" + states.size() + " extractors]";
    }
}
