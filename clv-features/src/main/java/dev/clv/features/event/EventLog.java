package dev.clv.features.event;

import static java.util.Objects.requireNonNull;

import dev.clv.features.event.DataQualityReport.Reason;
import dev.clv.features.internal.Quantiles;
import dev.clv.features.internal.cell.Blank;
import dev.clv.features.internal.cell.CurrencyMark;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The events of all customers, immutable and thread-safe.
 *
 * <p>The same events in any order of insertion make the same log: customers are sorted by id, and a customer's events
 * by time, then by kind (attribute changes first, then in the order of {@link EventKind}), then by their content.
 *
 * <p>Events are held in columns and made into records when asked for: some 15 to 25 bytes an event plus its distinct
 * texts. Times are kept to the microsecond (what is finer is cut off, towards the past) from the year -290308 to
 * 294247; amounts as exact decimals of at most 18 digits. Of the attribute values that rows repeat, only the changes
 * are kept.
 */
public final class EventLog implements LogFacts {

    private final EventTable table;

    /** The table's customers that belong to this log, ascending. */
    private final int[] members;

    private final ZoneId zone;
    private final @Nullable String currency;
    private final @Nullable String currencyMark;
    private final ObservedTime observed;
    private final DataQualityReport quality;

    private EventLog(
            EventTable table,
            int[] members,
            ZoneId zone,
            @Nullable String currency,
            @Nullable String currencyMark,
            ObservedTime observed,
            DataQualityReport quality) {
        this.table = table;
        this.members = members;
        this.zone = zone;
        this.currency = currency;
        this.currencyMark = currencyMark;
        this.observed = observed;
        this.quality = quality;
    }

    /** A log from events at hand. */
    public static Builder builder() {
        return new Builder();
    }

    /** All customers' ids, sorted by {@link String#compareTo}; unmodifiable, random access, made on request. */
    public List<String> customers() {
        return new Ids(table.customers(), members);
    }

    @Override
    public int customerCount() {
        return members.length;
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
    public long size() {
        long size = 0;
        for (int customer : members) {
            for (int i = table.starts()[customer]; i < table.starts()[customer + 1]; i++) {
                if (table.kinds()[i] != EventTable.ATTRIBUTE) {
                    size++;
                }
            }
        }
        return size;
    }

    @Override
    public Optional<Instant> firstEvent() {
        long first = Long.MAX_VALUE;
        for (int customer : members) {
            int i = table.starts()[customer];
            while (i < table.starts()[customer + 1] && table.times().get(i) == Micros.BEGINNING) {
                i++;
            }
            if (i < table.starts()[customer + 1]) {
                first = Math.min(first, table.times().get(i));
            }
        }
        return first == Long.MAX_VALUE ? Optional.empty() : Optional.of(Micros.toInstant(first));
    }

    @Override
    public Optional<Instant> lastEvent() {
        long last = Micros.BEGINNING;
        for (int customer : members) {
            last = Math.max(last, table.times().get(table.starts()[customer + 1] - 1));
        }
        return last == Micros.BEGINNING ? Optional.empty() : Optional.of(Micros.toInstant(last));
    }

    @Override
    public DataQualityReport quality() {
        return quality;
    }

    /** Whether the log holds the customer: an event or an attribute before {@link #observedUntil()}. */
    public boolean contains(String customer) {
        return isMember(table.customers().search(Blank.trim(customer)));
    }

    private boolean isMember(int number) {
        return Arrays.binarySearch(members, number) >= 0;
    }

    /**
     * Everything known about one customer before {@link #observedUntil()}.
     *
     * @return an empty history if the log does not know the customer; {@link #contains} tells a mistyped id from a
     *     customer without purchases, whose history has other events or attributes
     */
    public CustomerHistory history(String customer) {
        String id = Blank.trim(customer);
        int number = table.customers().search(id);
        boolean known = isMember(number);
        EventSequence events = known ? table.events(number) : EventSequence.of(List.of());
        return new CustomerHistory(id, zone, observed.until(), observed.currentUntil(), events, currency, known);
    }

    /**
     * The same log for some customers only; ids that the log does not know are passed over. The events are shared, not
     * copied, and the observed time stays.
     */
    public EventLog only(Set<String> customers) {
        int[] some = customers.stream()
                .mapToInt(customer -> table.customers().search(Blank.trim(customer)))
                .distinct()
                .filter(customer -> Arrays.binarySearch(members, customer) >= 0)
                .sorted()
                .toArray();
        return new EventLog(table, some, zone, currency, currencyMark, observed, quality);
    }

    /** Names sizes only, because a log is personal data. */
    @Override
    public String toString() {
        return "EventLog[" + size() + " events of " + members.length + " customers before " + observedUntil() + "]";
    }

    private static final class Ids extends AbstractList<String> implements RandomAccess {

        private final Texts texts;
        private final int[] members;

        Ids(Texts texts, int[] members) {
            this.texts = texts;
            this.members = members;
        }

        @Override
        public String get(int index) {
            return texts.get(members[index]);
        }

        @Override
        public int size() {
            return members.length;
        }

        /** By binary search, as the ids are sorted. */
        @Override
        public int indexOf(@Nullable Object id) {
            return id instanceof String text ? Math.max(-1, Arrays.binarySearch(members, texts.search(text))) : -1;
        }

        @Override
        public int lastIndexOf(@Nullable Object id) {
            return indexOf(id);
        }

        @Override
        public boolean contains(@Nullable Object id) {
            return indexOf(id) >= 0;
        }
    }

    /** Collects events, in any order, for one log; not thread-safe. */
    public static final class Builder {

        private @Nullable EventRecorder recorder = new EventRecorder();
        private ZoneId zone = ZoneOffset.UTC;
        private @Nullable String currency;
        private @Nullable String currencyMark;
        private @Nullable ExchangeRates rates;
        private @Nullable Instant observedUntil;
        private double winsorizeAt = Double.NaN;
        private DataQualityReport.@Nullable Builder tally;
        private @Nullable EventSpill spill;
        private long added;

        private Builder() {}

        /**
         * Lets events go to temporary files, from which {@link #store} makes a log: for logs that do not fit into
         * memory. To be called before the first event is added, and after all other settings.
         *
         * @param folder where the temporary files are; they take as much space as the rows, twice
         * @param mostEvents how many events may be in memory at a time, at least 1
         * @throws java.io.UncheckedIOException if there can be no file
         */
        public Builder inTemporaryFiles(Path folder, int mostEvents) {
            if (mostEvents < 1) {
                throw new IllegalArgumentException("mostEvents must be at least 1, was " + mostEvents);
            }
            if (!Double.isNaN(winsorizeAt)) {
                throw new IllegalStateException("amounts of a log in temporary files cannot be capped at a quantile;"
                        + " leave winsorizeAmountsAt out, or give Java enough memory for the log (-Xmx)");
            }
            spill = new EventSpill(folder, mostEvents);
            return this;
        }

        private EventSpill.Settings settings() {
            return new EventSpill.Settings(zone, observedUntil, rates);
        }

        /**
         * The log of events that went to {@linkplain #inTemporaryFiles temporary files}. The builder cannot be used
         * again, not even when this fails.
         *
         * @throws IllegalArgumentException as of {@link #build()}
         * @throws IllegalStateException as of {@link #build()}
         * @throws java.io.UncheckedIOException if the temporary files cannot be used, as of a disk that is full
         */
        public StoredLog store() {
            EventSpill stored = spill;
            if (stored == null) {
                throw new IllegalStateException("call inTemporaryFiles before the first event is added");
            }
            return stored.store(settings(), currency, currencyMark, added, tally);
        }

        /** Removes the temporary files, if there are any, of a log that is not made after all. */
        public void discard() {
            if (spill != null) {
                spill.close();
            }
        }

        /** The zone whose calendar days count; UTC unless set. */
        public Builder zone(ZoneId zone) {
            this.zone = requireNonNull(zone, "zone");
            return this;
        }

        /**
         * The one currency of all amounts; unless set, the only one that rows name. Rows that name none are taken to be
         * in the log's currency, and counted.
         *
         * @throws IllegalArgumentException if it is no {@linkplain CurrencyCode currency code}
         */
        public Builder currency(String currency) {
            this.currency = CurrencyCode.named(CurrencyCode.require("currency", currency));
            return this;
        }

        /**
         * What stands beside amounts whose rows name no currency, such as {@code $}; nothing unless set. Counts for
         * nothing in a log that names its currency.
         *
         * @param mark in any spelling; null for nothing
         */
        public Builder currencyMark(@Nullable String mark) {
            this.currencyMark = mark == null ? null : CurrencyMark.canonical(mark);
            return this;
        }

        /**
         * What amounts in other currencies are worth; their base is the log's currency. Needed when rows name several
         * currencies, or another one than {@link #currency}.
         */
        public Builder rates(ExchangeRates rates) {
            this.rates = requireNonNull(rates, "rates");
            return this;
        }

        /**
         * The end of what was observed, exclusive; the end of the last event's calendar day unless set, where a few
         * events far after all others are left out and counted as {@link LogReasons#DETACHED_LATE}. Events at or after
         * it are left out and counted as {@link LogReasons#FUTURE}.
         */
        public Builder observedUntil(Instant end) {
            this.observedUntil = requireNonNull(end, "observedUntil");
            return this;
        }

        /**
         * Caps amounts of purchases and refunds at a quantile of the positive purchase amounts (the smallest amount
         * that at least this share of them does not exceed); no amount is changed unless set.
         *
         * @param quantile above 0 and below 1
         */
        public Builder winsorizeAmountsAt(double quantile) {
            this.winsorizeAt = Quantiles.requireInside(quantile);
            return this;
        }

        /**
         * A reader's counts, completed when the log is built. The reader counts every row it appends as
         * {@linkplain DataQualityReport.Builder#read() read}, and every other row under the reason that leaves it out.
         */
        public Builder quality(DataQualityReport.Builder tally) {
            this.tally = requireNonNull(tally, "tally");
            return this;
        }

        /**
         * Adds the event and the attributes of a row, or nothing at all when it throws.
         *
         * @param row not modified; its texts are copied
         * @return false if an event with the same id is already there, which is counted; a row without an id is kept
         *     even if it repeats another. If the two differ, the one that comes first by customer, time and content
         *     stays, whichever came first, with the larger of the refunds that the two tell of. A purchase and a refund
         *     with one id are two events. Attributes are taken in either case.
         * @throws IllegalArgumentException if the row is not complete; the message names the field, the rule and the
         *     value, and no personal data
         */
        public boolean append(EventRow row) {
            return spill == null ? recorder().append(row) : spill.append(row, settings());
        }

        /**
         * Adds all rows that were appended to another builder, in their order, as if they were appended here. The
         * settings of the other one do not count.
         *
         * @param part gives its memory to this one and cannot be used again
         * @return false, and nothing is added and {@code part} stays as it is, if it holds an event id that is already
         *     here, or if together they might have more than 255 currencies
         * @throws IllegalStateException if an event was {@linkplain #add added} to it without a row
         */
        public boolean append(Builder part) {
            if (part.added > 0) {
                throw new IllegalStateException("a part must hold rows only, but events were added to it");
            }
            boolean done =
                    spill == null ? recorder().appendAll(part.recorder()) : spill.append(part.recorder(), settings());
            if (done) {
                part.recorder = null;
            }
            return done;
        }

        /**
         * Adds one event of one customer, in any order.
         *
         * @param customer not blank, without control characters; blanks around it are no part of it
         * @param event any; an amount must have at most 18 digits, and only an attribute may be from
         *     {@link Instant#MIN}
         */
        public Builder add(String customer, CustomerEvent event) {
            if (spill == null) {
                recorder().add(customer, event);
            } else {
                spill.append(new EventRow().customer(customer).event(event), settings());
            }
            added++;
            return this;
        }

        /**
         * The log. The builder gives its memory to it and cannot be used again, not even when this fails.
         *
         * @throws IllegalArgumentException if a currency has no rate on the day of an amount, or if more than half of
         *     all rows repeat the event id of a row with another customer, time or amount, or a quarter of one with
         *     another customer
         * @throws IllegalStateException if rows are in currencies without a rate (the message lists all with their
         *     counts), or when a reader's counts do not add up
         */
        public EventLog build() {
            return build(Runnable::run);
        }

        /**
         * The same on several threads.
         *
         * @param executor changes no bit of the log and nothing in its report; the calling thread works too
         */
        public EventLog build(Executor executor) {
            EventRecorder recorded = recorder();
            recorder = null;
            DataQualityReport.Builder counts = tally == null ? DataQualityReport.builder() : tally;
            ObservedTime time = ObservedTime.of(recorded.events, zone, observedUntil);
            Instant end = time.until();
            LogAssembly assembly = new LogAssembly(recorded.events, zone, end, counts);
            String unified = assembly.unifyCurrency(currency, rates);
            long future = assembly.futureRows();
            counts.read(tally == null ? recorded.rows() + recorded.duplicates() : added);
            counts.accepted(recorded.rows() - future);
            long attributes = observedUntil == null ? assembly.futureAttributeRows() : 0;
            Reason late = observedUntil == null ? LogReasons.DETACHED_LATE : LogReasons.FUTURE;
            counts.count(late, future - attributes, time.late());
            counts.count(LogReasons.ATTRIBUTES_LATE, attributes);
            counts.count(LogReasons.DETACHED_EARLY, time.earlyRows(), time.early());
            recorded.remarkConflicts(counts);
            counts.count(LogReasons.DUPLICATE_EVENT_ID, recorded.duplicates(), recorded.duplicateSamples);
            recorded.forgetIds();
            assembly.remarkAttributes();
            assembly.remarkRefunds();
            EventTable table = assembly.table(executor);
            AtomicReference<ObservedTime> shaped = new AtomicReference<>(time);
            boolean winsorizes = !Double.isNaN(winsorizeAt);
            Reviews reviews = new Reviews();
            reviews.add(found -> assembly.remark(table, time.from(), found));
            reviews.add(found -> shaped.set(LogShape.remark(table, time, zone, found)));
            LogShape.addTo(reviews, table, time, zone);
            reviews.add(found -> new IdReview(table).remark(found));
            reviews.add(found -> {
                AmountOutliers outliers = new AmountOutliers(table);
                outliers.remark(found);
                if (!winsorizes) {
                    outliers.remarkWeight(zone, found);
                }
            });
            reviews.run(counts, executor);
            if (winsorizes) {
                new AmountOutliers(table).winsorize(winsorizeAt, counts);
                new AmountOutliers(table).remarkWeight(zone, counts);
            }
            int[] everybody = new int[table.customers().size()];
            Arrays.setAll(everybody, customer -> customer);
            String mark = unified == null ? currencyMark : null;
            return new EventLog(table, everybody, zone, unified, mark, requireNonNull(shaped.get()), counts.build());
        }

        private EventRecorder recorder() {
            if (spill != null) {
                throw new IllegalStateException("this builder's events went to temporary files; call store()");
            }
            if (recorder == null) {
                throw new IllegalStateException("this builder has built its log; start another one");
            }
            return recorder;
        }
    }
}
