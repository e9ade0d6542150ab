package dev.clv.features;

import dev.clv.features.internal.Days;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Whose events are being folded: the customer, the calendar, and the folds that extractors share. Belongs to one
 * customer and one thread.
 */
public final class CustomerContext {

    private final String customer;
    private final ZoneId zone;
    private final Days days;

    /** In the order in which they were asked for. */
    private final Map<SharedFold<?>, SharedFold.Fold<?>> shared = new LinkedHashMap<>();

    CustomerContext(String customer, ZoneId zone) {
        this.customer = customer;
        this.zone = zone;
        this.days = new Days(zone);
    }

    /**
     * The customer's id, for extractors that join facts from elsewhere; personal data. Facts from elsewhere may be of
     * the future: see {@link dev.clv.features.check.ExtractorChecks#checkLookups}.
     */
    public String customer() {
        return customer;
    }

    /** The zone whose calendar days count. */
    public ZoneId zone() {
        return zone;
    }

    /** The calendar day of an instant in that zone, as days since 1970-01-01. */
    public long day(Instant instant) {
        return days.of(instant);
    }

    /** The as-of day of a cutoff: the calendar day of the last instant before it, as days since 1970-01-01. */
    public long asOfDay(Instant cutoff) {
        return days.asOf(cutoff);
    }

    /**
     * What all extractors of the pipeline that ask for this fold see of it. It has always taken in an event before the
     * extractors' own states do.
     *
     * <p>Ask for it in {@link FeatureExtractor#begin} or {@link SharedFold#begin} only.
     *
     * @throws IllegalArgumentException if another fold of the same name was asked for
     */
    public <V> V shared(SharedFold<V> kind) {
        @SuppressWarnings("unchecked") // put in below, with the same V
        SharedFold.Fold<V> known = (SharedFold.Fold<V>) shared.get(kind);
        if (known != null) {
            return known.value();
        }
        if (shared.keySet().stream().anyMatch(other -> other.name().equals(kind.name()))) {
            throw new IllegalArgumentException("two shared folds are named '" + kind.name()
                    + "'; rename one of them, or make it a constant that both extractors use");
        }
        SharedFold.Fold<V> fold = kind.begin(this);
        shared.put(kind, fold);
        return fold.value();
    }

    /** The folds that were asked for, in that order. */
    Map<SharedFold<?>, SharedFold.Fold<?>> shared() {
        return shared;
    }
}
