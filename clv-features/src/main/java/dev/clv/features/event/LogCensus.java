package dev.clv.features.event;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One walk over a log in temporary files, customer by customer: leaves out what is no part of the log, counts what
 * {@link LogAssembly} and {@link LogShape} count of a log in memory, and writes what is left. Not thread-safe.
 */
final class LogCensus {

    private static final byte PURCHASE = EventTable.code(EventKind.PURCHASE);
    private static final byte REFUND = EventTable.code(EventKind.REFUND);

    /** A value of an attribute, and since when. */
    private record Known(String value, long time) {}

    private final DataQualityReport.Builder tally;
    private final ZoneId zone;
    private final @Nullable ExchangeRates rates;
    private final TextPool currencies;
    private final long end;
    private final DailyCounts.Fold days;
    private final ReviewedSample sample;
    private final long[] rowsIn;
    private final TextCache texts = new TextCache();
    private final StoredEvent before = new StoredEvent(texts);
    private final Map<String, Known> attributes = new HashMap<>();
    private final Map<String, Integer> describedShapes = new TreeMap<>();
    private final Map<String, Integer> activeShapes = new TreeMap<>();

    // Of the customer at hand.
    private boolean active;
    private boolean any;
    private int anonymous;
    private long describing; // rows of attributes
    private long earliest;
    private long latest;
    private BigDecimal paid = BigDecimal.ZERO;

    // Of everybody.
    private int customers;
    private long size;
    private long first = Long.MAX_VALUE;
    private long last = Micros.BEGINNING;
    private long future;
    private long futureAttributes;
    private long told;
    private long beyond;
    private long repeated;
    private long contradicted;
    private long purchases;
    private long refunds;
    private long attributeRows;
    private long attributeRowsMet;
    private long activeCustomers;
    private long activeAndDescribed;

    /** Customers who bought, and whether any of them did on different days. */
    private long buyers;

    private boolean again;
    private long firstPurchase = Long.MAX_VALUE;
    private long lastPurchase = Long.MIN_VALUE;

    LogCensus(
            EventSpill.Settings settings,
            ObservedTime observed,
            long last,
            TextPool currencies,
            ReviewedSample sample,
            DataQualityReport.Builder tally) {
        this.tally = tally;
        this.zone = settings.zone();
        this.rates = settings.rates();
        this.currencies = currencies;
        this.end = Micros.ceiling(observed.until());
        this.days = new DailyCounts.Fold(Micros.floor(observed.from()), last);
        this.sample = sample;
        this.rowsIn = new long[currencies.size() + 1];
    }

    /** Takes everything; what belongs to the log is written. */
    void take(MergedRuns merged, SpillFile.Output out) {
        for (String customer = merged.nextCustomer(); customer != null; customer = merged.nextCustomer()) {
            take(customer, merged, out);
        }
    }

    private void take(String customer, MergedRuns merged, SpillFile.Output out) {
        begin(customer);
        boolean written = false;
        long lastWritten = 0;
        for (StoredEvent event = merged.nextEvent(); event != null; event = merged.nextEvent()) {
            boolean row = event.has(RecordedEvents.ROW);
            active |= !event.isAttribute();
            describing += event.isAttribute() && row ? 1 : 0;
            boolean kept = event.time < end;
            if (event.isTold()) {
                countTold(event, kept);
            }
            if (!kept) {
                future += row ? 1 : 0;
                futureAttributes += row && event.isAttribute() ? 1 : 0;
                continue;
            }
            countRepeated(event);
            if (event.isAttribute() && !isChange(event)) {
                continue;
            }
            count(event);
            sample.add(event);
            if (!written) {
                texts.write(customer, out);
                written = true;
                customers++;
            }
            event.write(lastWritten, out);
            lastWritten = event.time;
        }
        if (written) {
            SortedRun.end(out);
        }
        sample.end();
        countAttributes(customer);
        countBuyer();
    }

    private void begin(String customer) {
        attributes.clear();
        days.begin();
        sample.begin(customer);
        active = false;
        describing = 0;
        any = false;
        anonymous = 0;
        paid = BigDecimal.ZERO;
        earliest = Long.MAX_VALUE;
        latest = Long.MIN_VALUE;
    }

    /** A refund that the row of a purchase told of. */
    private void countTold(StoredEvent event, boolean kept) {
        told++;
        beyond += event.beyond ? 1 : 0;
        if (kept != event.purchaseTime < end) {
            tally.count(kept ? LogReasons.REFUND_ALONE : LogReasons.REFUND_AFTER_END, 1);
        }
    }

    /** Counts events without an id that are equal to one before. */
    private void countRepeated(StoredEvent event) {
        if (any && before.compare(event) != 0) {
            anonymous = 0;
        }
        if (!event.isAttribute() && !event.has(RecordedEvents.IDENTIFIED)) {
            anonymous++;
            repeated += anonymous > 1 ? 1 : 0;
        }
        before.set(event);
        any = true;
    }

    private void count(StoredEvent event) {
        if (event.hasAmount()) {
            countCurrency(event);
        }
        if (event.kind() == PURCHASE) {
            purchases++;
            paid = paid.add(event.amount());
            earliest = Math.min(earliest, event.time);
            latest = Math.max(latest, event.time);
            if (event.unscaled == 0) {
                tally.count(LogReasons.ZERO_AMOUNT, 1);
            }
        } else if (event.kind() == REFUND) {
            refunds++;
            paid = paid.subtract(event.amount());
            if (paid.signum() < 0) {
                tally.count(LogReasons.REFUND_EXCEEDS_PURCHASES, 1);
            }
        }
        days.add(event.kind(), event.time);
        size += event.isAttribute() ? 0 : 1;
        if (event.time != Micros.BEGINNING) {
            first = Math.min(first, event.time);
            last = Math.max(last, event.time);
        }
    }

    private void countCurrency(StoredEvent event) {
        rowsIn[event.currency]++;
        if (rates == null || event.currency == 0) {
            return;
        }
        String code = currencies.get(event.currency - 1);
        if (code.equals(rates.base()) || !rates.knows(code)) {
            return;
        }
        if (event.has(StoredEvent.NO_RATE)) {
            LocalDate day = Micros.toInstant(event.time).atZone(zone).toLocalDate();
            Money.fit(rates.convert(event.amount(), code, day)); // fails as it did before
        }
        tally.count(LogReasons.CURRENCY_CONVERTED, 1);
    }

    private boolean isChange(StoredEvent event) {
        Known known = attributes.get(event.attributeName());
        boolean same = known != null && known.value.equals(event.attributeValue());
        contradicted += known != null && known.time == event.time && !same ? 1 : 0;
        attributes.put(event.attributeName(), new Known(event.attributeValue(), event.time));
        return !same;
    }

    private void countAttributes(String customer) {
        attributeRows += describing;
        attributeRowsMet += active ? describing : 0;
        activeCustomers += active ? 1 : 0;
        activeAndDescribed += active && describing > 0 ? 1 : 0;
        String shape = IdShape.of(customer);
        if (active) {
            activeShapes.merge(shape, 1, Integer::sum);
        }
        if (describing > 0) {
            describedShapes.merge(shape, 1, Integer::sum);
        }
    }

    private void countBuyer() {
        if (earliest <= latest) {
            buyers++;
            again |= latest - earliest >= IdReview.DAY;
            firstPurchase = Math.min(firstPurchase, earliest);
            lastPurchase = Math.max(lastPurchase, latest);
        }
    }

    /** Customers who bought, if none of them did on different days and there was time to; else 0. */
    private long buyingOnce() {
        return buyers > 0 && !again && lastPurchase - firstPurchase >= IdReview.SHORTEST ? buyers : 0;
    }

    /**
     * Remarks on all but days.
     *
     * @return whether nobody bought twice
     */
    boolean remark() {
        AttributeRows.remark(
                attributeRows,
                attributeRowsMet,
                () -> activeCustomers,
                () -> activeAndDescribed,
                () -> AttributeRows.mostFrequent(describedShapes),
                () -> AttributeRows.mostFrequent(activeShapes),
                tally);
        LogAssembly.remarkTold(told, beyond, tally);
        tally.count(LogReasons.ATTRIBUTE_CONTRADICTED, contradicted);
        tally.count(LogReasons.REPEATED, repeated);
        LogAssembly.remarkRefunds(purchases, refunds, tally);
        boolean once = buyingOnce() >= IdReview.FEWEST;
        if (once) {
            tally.count(LogReasons.NOBODY_BOUGHT_TWICE, buyingOnce());
        }
        return once;
    }

    List<DailyCounts> days() {
        return days.counts();
    }

    /** How many amounts are in each currency, and in front in none. */
    long[] rowsIn() {
        return rowsIn;
    }

    /** Rows at or after the end. */
    long future() {
        return future;
    }

    /** How many of them hold attributes only. */
    long futureAttributes() {
        return futureAttributes;
    }

    int customers() {
        return customers;
    }

    /** Events, changes of attributes not among them. */
    long size() {
        return size;
    }

    /** The first event or timed change of an attribute; {@link Long#MAX_VALUE} if there is none. */
    long first() {
        return first;
    }

    /** The last one; {@link Micros#BEGINNING} if there is none. */
    long last() {
        return last;
    }
}
