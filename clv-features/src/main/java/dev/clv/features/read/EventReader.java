package dev.clv.features.read;

import static java.util.Objects.requireNonNull;

import dev.clv.features.event.CurrencyCode;
import dev.clv.features.event.DataQualityReport;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.ExchangeRates;
import dev.clv.features.event.StoredLog;
import dev.clv.features.internal.Quantiles;
import dev.clv.features.internal.cell.MissingWords;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the three readers have in common: the settings of a read.
 *
 * <p>Bad rows. Unless set otherwise a reader is lenient: it skips a bad row, counts it under its reason in the log's
 * {@link EventLog#quality()}, and fails only when more than a share of the rows read was bad. The share is judged when
 * the input ends, and of a file also on the way, as soon as the rows that can still follow could not bring it down
 * again. Rows that the mapping drops and duplicates do not count as bad. A {@link #strict()} reader fails at the first
 * bad row. What skipping cannot mend (a missing column, a quote never closed, times without a zone) fails in either
 * mode. Every failure is an {@link EventReadException}.
 *
 * <p>A reader is mutable and not thread-safe; it may be used for several reads, which are independent of each other.
 *
 * @param <R> the reader itself, for chaining
 */
public abstract sealed class EventReader<R extends EventReader<R>> permits FileEventReader, JdbcEventReader {

    /** How large a share of the rows may be bad unless set. */
    public static final double DEFAULT_MAX_SKIPPED_SHARE = 0.01;

    private @Nullable ColumnMapping mapping;
    private @Nullable ZoneId zone;
    private @Nullable String currency;
    private @Nullable ExchangeRates rates;
    private @Nullable Instant observedUntil;
    private double winsorizeAt = Double.NaN;
    private boolean strict;
    private double maxSkippedShare = DEFAULT_MAX_SKIPPED_SHARE;
    private boolean negativesAreRefunds;
    private boolean trim = true;
    /** Of a reader of attribute tables: the mapping of the log that they belong to. */
    private @Nullable ColumnMapping logMapping;

    private @Nullable Consumer<ReadEvent> sink;

    private final List<Path> attributeTables = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();

    EventReader() {}

    /** A reader of CSV files, compressed or not. */
    public static CsvEventReader csv() {
        return new CsvEventReader();
    }

    /** A reader of files with one JSON object a line, compressed or not. */
    public static JsonLinesEventReader jsonLines() {
        return new JsonLinesEventReader();
    }

    /**
     * A reader of a query's result.
     *
     * @param rows read from its current position to its end; not closed
     */
    public static JdbcEventReader jdbc(ResultSet rows) {
        return new JdbcEventReader(rows);
    }

    abstract R self();

    /** Which column means what; unless set, the columns must have the names of the standard header. */
    public R mapping(ColumnMapping mapping) {
        this.mapping = requireNonNull(mapping, "mapping");
        return self();
    }

    /**
     * The zone whose calendar days the log counts, and of times without an offset if the mapping names no zone. Unless
     * set, the log's zone is the mapping's, else UTC; and times without an offset are refused.
     */
    public R zone(ZoneId zone) {
        this.zone = requireNonNull(zone, "zone");
        return self();
    }

    /**
     * The currency of amounts whose rows name none; see {@link EventLog.Builder#currency}. An amount beside which
     * stands a sign or a code that cannot mean it ({@code $} can mean USD, CAD, AUD and others) is skipped and counted.
     */
    public R currency(String code) {
        this.currency = CurrencyCode.named(CurrencyCode.require("currency", code));
        return self();
    }

    /** How to convert several currencies into one; see {@link EventLog.Builder#rates}. */
    public R rates(ExchangeRates rates) {
        this.rates = requireNonNull(rates, "rates");
        return self();
    }

    /** The end of what was observed; see {@link EventLog.Builder#observedUntil}. */
    public R observedUntil(Instant end) {
        this.observedUntil = requireNonNull(end, "observedUntil");
        return self();
    }

    /** Caps outliers; see {@link EventLog.Builder#winsorizeAmountsAt}. */
    public R winsorizeAmountsAt(double quantile) {
        this.winsorizeAt = Quantiles.requireInside(quantile);
        return self();
    }

    /** Fails at the first bad row instead of skipping it. */
    public R strict() {
        this.strict = true;
        return self();
    }

    /**
     * How large a share of the rows may be bad before the read fails.
     *
     * @param share from 0 to 1; 0.01 unless set
     */
    public R maxSkippedShare(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("maxSkippedShare must be from 0 to 1, was " + share);
        }
        this.maxSkippedShare = share;
        return self();
    }

    /** Reads a purchase with a negative amount as a refund, and counts it; unless set, such a row is bad. */
    public R negativeAmountsAsRefunds() {
        this.negativesAreRefunds = true;
        return self();
    }

    /**
     * Keeps blanks around values other than ids of customers, which makes a number with blanks around it a bad one;
     * unless set, they are removed.
     */
    public R keepBlanks() {
        this.trim = false;
        return self();
    }

    /**
     * One more table of customer attributes to read into the log: a CSV file with the column {@code customer_id}, an
     * optional column {@code time} (ISO 8601 or in a pattern of the mapping) from which on the row's values are known
     * (always, without it), and an attribute in every other column. Its rows count in the log's quality report like any
     * others.
     */
    public R attributes(Path table) {
        attributeTables.add(requireNonNull(table, "table"));
        return self();
    }

    /**
     * More words that stand for a missing value, in any case, beside those of the {@linkplain ColumnMapping list} and
     * of the mapping; adds to those named before. Holds for the tables of attributes too.
     *
     * @throws IllegalArgumentException if a word is blank, which is missing anyway
     */
    public R missing(String... words) {
        MissingWords.STANDARD.and(List.of(words));
        missing.addAll(List.of(words));
        return self();
    }

    /** Refuses a mapping that names a list of JSON, for readers of anything else. */
    void refuseRecords(String source) {
        if (mapping != null && mapping.records != null) {
            throw EventReadException.about(source)
                    .because(
                            "the mapping names the list '" + mapping.records + "' of a JSON file, but this is none",
                            "remove \"records\" from the mapping");
        }
    }

    @Nullable
    ColumnMapping mapping() {
        return mapping;
    }

    @Nullable
    ColumnMapping logMapping() {
        return logMapping;
    }

    boolean trim() {
        return trim;
    }

    /** How many threads may work, the caller's own among them. */
    int threads() {
        return 1;
    }

    /** Reads one input into the log by way of an intake. */
    interface Pass {
        void run(EventLog.Builder log, DataQualityReport.Builder tally);
    }

    /** A log from one input, which messages call {@code source}, and the attribute tables. */
    EventLog collect(String source, Pass events) {
        EventLog.Builder log = EventLog.builder();
        DataQualityReport.Builder tally = DataQualityReport.builder();
        set(log);
        readAll(events, log, tally);
        try (ReadingThreads others = ReadingThreads.beside(threads())) {
            return log.quality(tally).build(others);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw EventReadException.about(source).cause(e).because(String.valueOf(e.getMessage()), "");
        }
    }

    /**
     * The same in temporary files.
     *
     * @param mostEvents how many events may be in memory at a time
     */
    StoredLog store(String source, Pass events, Path folder, int mostEvents) {
        EventLog.Builder log = EventLog.builder();
        DataQualityReport.Builder tally = DataQualityReport.builder();
        set(log);
        try {
            log.inTemporaryFiles(folder, mostEvents);
            readAll(events, log, tally);
            return log.quality(tally).store();
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw EventReadException.about(source).cause(e).because(String.valueOf(e.getMessage()), "");
        } catch (UncheckedIOException e) {
            throw EventReadException.about(source)
                    .cause(e)
                    .because(
                            String.valueOf(Objects.requireNonNull(e.getCause()).getMessage()),
                            "make room there, or name another folder for temporary files (-Djava.io.tmpdir=FOLDER)");
        } finally {
            log.discard();
        }
    }

    private void set(EventLog.Builder log) {
        ZoneId calendar = zone != null ? zone : mapping == null ? null : mapping.zone();
        if (calendar != null) {
            log.zone(calendar);
        }
        String declared = declaredCurrency();
        if (declared != null) {
            log.currency(declared);
        }
        if (rates != null) {
            log.rates(rates);
        }
        if (observedUntil != null) {
            log.observedUntil(observedUntil);
        }
        if (!Double.isNaN(winsorizeAt)) {
            log.winsorizeAmountsAt(winsorizeAt);
        }
    }

    private void readAll(Pass events, EventLog.Builder log, DataQualityReport.Builder tally) {
        events.run(log, tally);
        for (Path table : attributeTables) {
            CsvEventReader reader = new CsvEventReader();
            copySettings(reader);
            reader.readAttributes(table, log, tally);
        }
    }

    private void copySettings(CsvEventReader reader) {
        EventReader<?> other = reader;
        other.zone = timeZone(mapping);
        reader.timesOfAttributes(mapping == null ? List.of() : mapping.timePatterns);
        other.strict = strict;
        other.maxSkippedShare = maxSkippedShare;
        other.trim = trim;
        other.logMapping = mapping;
        other.missing.addAll(missing);
    }

    /** The one currency that the log is told. */
    private @Nullable String declaredCurrency() {
        if (currency != null || rates != null || mapping == null) {
            return currency;
        }
        return mapping.currency();
    }

    private @Nullable ZoneId timeZone(@Nullable ColumnMapping mapping) {
        return mapping != null && mapping.zone() != null ? mapping.zone() : zone;
    }

    Intake intake(
            String source, EventLog.Builder log, DataQualityReport.Builder tally, Supplier<OptionalLong> mostRowsLeft) {
        return new Intake(source, log, tally, strict, maxSkippedShare, mostRowsLeft, sink);
    }

    /** Where events go, for the length of one read, instead of a log. */
    void sink(@Nullable Consumer<ReadEvent> sink) {
        this.sink = sink;
    }

    @Nullable
    Consumer<ReadEvent> sink() {
        return sink;
    }

    RowMapper mapper(ColumnMapping mapping, CsvFormat format, Row row, List<String> timePatterns) {
        DeclaredCurrency declared = new DeclaredCurrency(rates == null ? currency : rates.base(), rates != null);
        return new RowMapper(
                mapping, format, row, timeZone(mapping), timePatterns, negativesAreRefunds, declared, missing);
    }
}
