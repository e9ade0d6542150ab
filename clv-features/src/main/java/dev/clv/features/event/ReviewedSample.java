package dev.clv.features.event;

import com.google.common.hash.Hashing;
import dev.clv.features.event.DataQualityReport.Count;
import dev.clv.features.event.DataQualityReport.Effect;
import dev.clv.features.event.DataQualityReport.Reason;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Some customers of a log that does not fit into memory, for the reviews that look at a log as a whole; all of them if
 * they are few enough. Not thread-safe.
 */
final class ReviewedSample {

    /** Remarks that {@link LogCensus} makes of everybody. */
    private static final Set<String> COUNTED = Set.of(
            LogReasons.REPEATED.key(),
            LogReasons.ATTRIBUTE_CONTRADICTED.key(),
            LogReasons.ATTRIBUTES_MET.key(),
            LogReasons.ATTRIBUTES_UNMET.key(),
            LogReasons.ATTRIBUTES_HARDLY_MEET,
            LogReasons.REFUND_ALONE.key(),
            LogReasons.REFUND_AFTER_END.key(),
            LogReasons.REFUND_EXCEEDS_AMOUNT,
            LogReasons.REFUND_EXCEEDS_PURCHASES.key(),
            LogReasons.REFUNDS_OUTNUMBER,
            LogReasons.NO_PURCHASE.key(),
            LogReasons.ZERO_AMOUNT.key(),
            LogReasons.DETACHED_EARLY.key(),
            LogReasons.DAYS_MISSING,
            LogReasons.END_IS_SILENT,
            LogReasons.END_IS_THIN);

    /** No customer has a larger part of a sample. */
    private static final int LARGEST_SHARE = 100;

    private final long events;
    private final int most;
    private final long from;
    private final EventLog.Builder log = EventLog.builder();
    private final EventRow row = new EventRow();
    private final List<CustomerEvent> picked = new ArrayList<>();
    private final List<Integer> flags = new ArrayList<>();
    private String customer = "";
    private boolean isPicked;
    private long ids;
    private int customers;
    private int looked;

    /**
     * @param events how many events the log has
     * @param most how many events are looked at
     */
    ReviewedSample(long events, int most, ZoneId zone, ObservedTime observed) {
        this.events = events;
        this.most = most;
        this.from = Micros.floor(observed.from());
        log.zone(zone).observedUntil(observed.until());
    }

    private boolean isWhole() {
        return events <= most;
    }

    /** Goes on to the next customer. */
    void begin(String id) {
        customer = id;
        isPicked = isWhole()
                || (Hashing.murmur3_128().hashUnencodedChars(id).asInt() >>> 1)
                        < (double) most / events * Integer.MAX_VALUE;
    }

    /** Takes an event of the customer. */
    void add(StoredEvent event) {
        if (!isPicked || (event.time < from && event.time != Micros.BEGINNING && !event.isAttribute())) {
            return;
        }
        picked.add(event.toEvent());
        flags.add(event.flags);
        if (!isWhole() && picked.size() > most / LARGEST_SHARE) {
            isPicked = false;
            picked.clear();
            flags.clear();
        }
    }

    /** Ends a customer. */
    void end() {
        customers++;
        looked += isPicked ? 1 : 0;
        for (int i = 0; i < picked.size(); i++) {
            boolean identified = (flags.get(i) & RecordedEvents.IDENTIFIED) != 0;
            row.clear().customer(customer).event(picked.get(i));
            log.append(identified ? row.eventId(Long.toString(ids++)) : row);
        }
        picked.clear();
        flags.clear();
    }

    /**
     * Remarks on what a review of the sample finds.
     *
     * @param once whether it was remarked that nobody bought twice
     * @return whether days and months were taken for each other
     */
    boolean remark(boolean once, DataQualityReport.Builder tally) {
        boolean swapped = false;
        for (Count count : log.build().quality().counts()) {
            Reason reason = count.reason();
            swapped |= reason.key().equals(LogReasons.DATES_SWAPPED);
            boolean told = COUNTED.contains(reason.key()) || (once && reason.equals(LogReasons.NOBODY_BOUGHT_TWICE));
            if (reason.effect() == Effect.REMARKED && !told) {
                tally.count(isWhole() ? reason : ofSample(reason), count.rows(), count.samples());
            }
        }
        if (!isWhole()) {
            tally.count(part(), customers - looked);
        }
        return swapped;
    }

    private Reason ofSample(Reason reason) {
        return new Reason(
                reason.effect(),
                reason.key(),
                String.format(
                        Locale.ROOT, "(counted among %,d of %,d customers) %s", looked, customers, reason.sentence()));
    }

    private Reason part() {
        return new Reason(
                Effect.REMARKED,
                LogReasons.REVIEWED_IN_PART,
                String.format(
                        Locale.ROOT,
                        "of %,d customers were not looked at for spellings of ids, for amounts far from all others or in"
                                + " another unit, for totals beside rows, and for parts that end, as the log does not fit"
                                + " into memory; with more of it for Java (-Xmx), all are",
                        customers));
    }
}
