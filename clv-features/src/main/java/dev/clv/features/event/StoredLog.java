package dev.clv.features.event;

import com.google.common.collect.AbstractIterator;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The events of all customers in a temporary file, for a log that does not fit into memory: to be walked over, customer
 * by customer, and not to be searched. Made by {@link EventLog.Builder#store} and by a reader.
 *
 * <p>It holds the same customers and events in the same order as an {@link EventLog} of the same rows, and its report
 * counts the same, but for this: reviews that need a log in one piece look at a sample of the customers
 * ({@code reviewed_in_part} in the report says how many they passed over), and what is remarked on single rows counts
 * duplicates too. The file is removed on {@link #close}, and when the process ends in whatever way.
 *
 * <p>One thread at a time may use it.
 */
public final class StoredLog implements LogFacts, AutoCloseable {

    private static final int BUFFER = 1 << 17;

    private final SpillFile file;
    private final long[] stretches;
    private final ZoneId zone;
    private final @Nullable String currency;
    private final @Nullable String currencyMark;
    private final ObservedTime observed;
    private final DataQualityReport quality;
    private final LogCensus census;

    private StoredLog(
            SpillFile file,
            long[] stretches,
            ZoneId zone,
            @Nullable String currency,
            @Nullable String currencyMark,
            ObservedTime observed,
            DataQualityReport quality,
            LogCensus census) {
        this.file = file;
        this.stretches = stretches;
        this.zone = zone;
        this.currency = currency;
        this.currencyMark = currencyMark;
        this.observed = observed;
        this.quality = quality;
        this.census = census;
    }

    /**
     * Puts everything that was recorded in order.
     *
     * @param file where to
     */
    static StoredLog of(
            EventSpill spill,
            EventSpill.Settings settings,
            SpillFile file,
            int mostReviewed,
            @Nullable String declared,
            @Nullable String mark,
            DataQualityReport.Builder tally) {
        ZoneId zone = settings.zone();
        ObservedTime time = spill.observed(settings);
        ReviewedSample sample = new ReviewedSample(spill.events(), mostReviewed, zone, time);
        LogCensus census = new LogCensus(settings, time, spill.last(time), spill.currencies(), sample, tally);
        SpillFile.Output out = file.output(BUFFER);
        census.take(spill.merged(), out);
        long[] stretches = out.finish();
        String unified =
                LogAssembly.unifiedCurrency(census.rowsIn(), spill.currencies(), declared, settings.rates(), tally);
        tally.accepted(spill.rows() - census.future());
        boolean set = settings.observedUntil() != null;
        long attributes = set ? 0 : census.futureAttributes();
        tally.count(set ? LogReasons.FUTURE : LogReasons.DETACHED_LATE, census.future() - attributes, time.late());
        tally.count(LogReasons.ATTRIBUTES_LATE, attributes);
        tally.count(LogReasons.DETACHED_EARLY, time.earlyRows(), time.early());
        spill.remarkDuplicates(tally);
        boolean once = census.remark();
        boolean swapped = sample.remark(once, tally);
        ObservedTime shaped = LogShape.remark(census.days(), () -> swapped, time, zone, tally);
        return new StoredLog(
                file, stretches, zone, unified, unified == null ? mark : null, shaped, tally.build(), census);
    }

    @Override
    public ZoneId zone() {
        return zone;
    }

    @Override
    public @Nullable String currency() {
        return currency;
    }

    @Override
    public @Nullable String currencyMark() {
        return currencyMark;
    }

    @Override
    public Instant observedFrom() {
        return observed.from();
    }

    @Override
    public Instant observedUntil() {
        return observed.until();
    }

    @Override
    public Instant currentUntil() {
        return observed.currentUntil();
    }

    @Override
    public int customerCount() {
        return census.customers();
    }

    @Override
    public long size() {
        return census.size();
    }

    @Override
    public Optional<Instant> firstEvent() {
        return census.first() == Long.MAX_VALUE ? Optional.empty() : Optional.of(Micros.toInstant(census.first()));
    }

    @Override
    public Optional<Instant> lastEvent() {
        return census.last() == Micros.BEGINNING ? Optional.empty() : Optional.of(Micros.toInstant(census.last()));
    }

    @Override
    public DataQualityReport quality() {
        return quality;
    }

    /** A walk from the first customer on; walks are independent of each other. */
    public Walk walk() {
        return new Walk(new SortedRun.Cursor(file.input(stretches, BUFFER)));
    }

    /** What is made of one customer. */
    @FunctionalInterface
    public interface Fold<R> {

        /**
         * Makes it.
         *
         * @param events in the order of {@link CustomerHistory#events()}, at least one
         */
        R of(String customer, Iterator<CustomerEvent> events);
    }

    /**
     * Makes something of every customer with events or attributes before a time, however many events one has.
     *
     * @param before what comes later stays out of sight
     * @param executor makes it, beside the calling thread, and changes nothing; {@code Runnable::run} for the calling
     *     thread alone
     * @param fold thread-safe; of a customer with many events it is called on the calling thread
     * @param results takes what was made, in order of the customers' ids, on the calling thread
     * @throws java.io.UncheckedIOException if the temporary file cannot be read
     * @throws java.util.concurrent.CancellationException if the thread is interrupted, after which the log is of no use
     */
    public <R> void fold(Instant before, Executor executor, Fold<R> fold, Consumer<R> results) {
        new CustomerFold<>(walk(), before, fold).run(executor, results);
    }

    /** Removes the temporary file. */
    @Override
    public void close() {
        file.close();
    }

    /** Names sizes only, because a log is personal data. */
    @Override
    public String toString() {
        return "StoredLog[" + size() + " events of " + customerCount() + " customers before " + observedUntil() + "]";
    }

    /**
     * One customer after the other in order of their ids, and of each one event after the other. Not thread-safe.
     *
     * <p>Each method throws an {@link java.io.UncheckedIOException} if the temporary file cannot be read, and a
     * {@link java.util.concurrent.CancellationException} if the thread is interrupted, after which the log is of no
     * use.
     */
    public final class Walk {

        private final SortedRun.Cursor cursor;

        private Walk(SortedRun.Cursor cursor) {
            this.cursor = cursor;
        }

        /** Goes on to the next customer, whatever is left of the one before; false at the end. */
        public boolean next() {
            return cursor.nextCustomer();
        }

        /** The id of the customer at hand. */
        public String customer() {
            return cursor.customer();
        }

        /** The customer's next event, in the order of {@link CustomerHistory#events()}; null if there is none. */
        public @Nullable CustomerEvent event() {
            return cursor.nextEvent() ? cursor.event().toEvent() : null;
        }

        /** The customer's events that were not asked for yet, as far as they lie before a time. */
        Iterator<CustomerEvent> rest(Instant before) {
            long end = Micros.ceiling(before);
            return new AbstractIterator<>() {
                @Override
                protected @Nullable CustomerEvent computeNext() {
                    boolean more = cursor.nextEvent() && cursor.event().time < end;
                    return more ? cursor.event().toEvent() : endOfData();
                }
            };
        }

        /**
         * The customer's events that were not asked for yet, as far as they lie before a time.
         *
         * @param most how many events may be taken into memory
         * @return null, with the walk somewhere among the customer's events, if there are more
         */
        public @Nullable List<CustomerEvent> events(Instant before, int most) {
            List<CustomerEvent> events = new ArrayList<>();
            Iterator<CustomerEvent> rest = rest(before);
            while (rest.hasNext()) {
                if (events.size() == most) {
                    return null;
                }
                events.add(rest.next());
            }
            return events;
        }

        /**
         * The history of the customer at hand as {@link EventLog#history} would have it of these events.
         *
         * @param events all of the customer up to some time
         */
        public CustomerHistory history(List<CustomerEvent> events) {
            return new CustomerHistory(
                    customer(),
                    zone,
                    observed.until(),
                    observed.currentUntil(),
                    EventSequence.of(List.copyOf(events)),
                    currency,
                    true);
        }
    }
}
