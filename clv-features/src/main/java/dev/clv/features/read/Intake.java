package dev.clv.features.read;

import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.DataQualityReport;
import dev.clv.features.event.DataQualityReport.Effect;
import dev.clv.features.event.DataQualityReport.Reason;
import dev.clv.features.event.DataQualityReport.Sample;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.EventRow;
import dev.clv.features.internal.cell.Masked;
import dev.clv.features.internal.cell.NumberReader;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What happens to the rows of one input: into the log, dropped, or skipped; each is counted, and too many skipped ones
 * stop the reading. Not thread-safe.
 */
final class Intake {

    /** How often skipped rows are weighed against the rows that can still come. */
    private static final int WEIGH_EVERY = 1024;

    private final String source;
    private final EventLog.Builder log;
    private final DataQualityReport.Builder tally;
    private final boolean strict;
    private final double maxSkippedShare;
    private final Supplier<OptionalLong> mostRowsLeft;
    private final @Nullable Consumer<ReadEvent> sink;
    private final long readBefore;
    private final long skippedBefore;
    private final EventRow event = new EventRow();
    private final StateCounts states = new StateCounts();
    private final ConditionCounts conditions = new ConditionCounts();
    private @Nullable String firstSkipped;
    private @Nullable Sample shortRow; // the latest row, if it has fewer columns than the header

    /**
     * @param mostRowsLeft no more rows than this can follow, or empty if that is unknown
     * @param sink where events go instead of the log; null for the log
     */
    Intake(
            String source,
            EventLog.Builder log,
            DataQualityReport.Builder tally,
            boolean strict,
            double maxSkippedShare,
            Supplier<OptionalLong> mostRowsLeft,
            @Nullable Consumer<ReadEvent> sink) {
        this.source = source;
        this.log = log;
        this.tally = tally;
        this.strict = strict;
        this.maxSkippedShare = maxSkippedShare;
        this.mostRowsLeft = mostRowsLeft;
        this.sink = sink;
        this.readBefore = tally.rowsRead();
        this.skippedBefore = tally.rowsSkipped();
    }

    /** The number of the next row, from 1. */
    long nextRecord() {
        return tally.rowsRead() - readBefore + 1;
    }

    /** An intake for rows that follow those of this one, counted for themselves; it never finds too many bad ones. */
    Intake part() {
        return new Intake(
                source,
                EventLog.builder(),
                DataQualityReport.builder(),
                strict,
                maxSkippedShare,
                OptionalLong::empty,
                null);
    }

    /**
     * Takes all rows of a {@link #part} at once.
     *
     * @return false, and nothing is taken, if taking them one by one might find too many bad ones on the way, or
     *     duplicates of rows taken before
     */
    boolean take(Intake part) {
        long bad = skipped() + part.skipped();
        if (bad / WEIGH_EVERY > skipped() / WEIGH_EVERY && isTooMany(bad)) {
            return false;
        }
        if (!log.append(part.log)) {
            return false;
        }
        tally.add(part.tally);
        states.addAll(part.states);
        conditions.addAll(part.conditions);
        firstSkipped = firstSkipped == null ? part.firstSkipped : firstSkipped;
        shortRow = part.read() == 0 ? shortRow : part.shortRow;
        return true;
    }

    /** Whether so many bad rows are too many whatever can still come. */
    private boolean isTooMany(long bad) {
        OptionalLong left = mostRowsLeft.get();
        return left.isPresent() && bad > maxSkippedShare * (read() + (double) left.getAsLong());
    }

    /** Whether the row that the mapper has in front of it is a good one; it is not taken. */
    boolean fits(RowMapper mapper, long line) {
        return mapper.map(event, line) == RowMapper.Outcome.GOOD;
    }

    /** Takes the row that the mapper has in front of it; true when it went into the log. */
    boolean take(RowMapper mapper, long line) {
        shortRow = null;
        mapper.look(conditions, line);
        switch (mapper.map(event, line)) {
            case GOOD -> {
                if (mapper.readsAttributes() && mapper.isHeader()) {
                    takeHeader(mapper, line);
                    return false;
                }
                return accept(mapper, line);
            }
            case DROPPED -> {
                if (mapper.isHeader()) {
                    takeHeader(mapper, line);
                    return false;
                }
                tally.read();
                Sample sample = mapper.dropSample(line);
                note(mapper.dropReason(), sample);
                if (sample != null) {
                    conditions.dropped(mapper.dropReason(), sample, 1);
                }
            }
            case BAD -> {
                if (mapper.isHeader()) {
                    takeHeader(mapper, line);
                } else {
                    skip(mapper.fault(), mapper.reason(), line, mapper.faultSample(line), mapper::why, mapper::remedy);
                }
            }
        }
        return false;
    }

    /** A header among the rows, as of a file that was joined to the one before. */
    private void takeHeader(RowMapper mapper, long line) {
        if (!mapper.isOwnHeader()) {
            skip(Fault.HEADER_CHANGED, line, null);
        }
        tally.read();
        note(Fault.HEADER_REPEATED.reason(), null);
    }

    private boolean accept(RowMapper mapper, long line) {
        tally.read();
        if (!append(line)) {
            return false;
        }
        mapper.countStates(states);
        if (mapper.inGap()) {
            remark(Fault.TIME_IN_GAP, mapper.sample(line, Field.TIME));
        }
        if (mapper.inOverlap()) {
            remark(Fault.TIME_IN_OVERLAP, mapper.sample(line, Field.TIME));
        }
        if (mapper.rounded()) {
            remark(Fault.NUMBER_ROUNDED, mapper.sample(line, Field.AMOUNT));
        }
        if (mapper.turnedIntoRefund()) {
            remark(Fault.NEGATIVE_AS_REFUND, mapper.sample(line, Field.AMOUNT));
        }
        return true;
    }

    private boolean append(long line) {
        List<CustomerEvent> events;
        try {
            if (sink == null) {
                return log.append(event.line(line));
            }
            events = event.events();
        } catch (IllegalArgumentException e) {
            throw EventReadException.about(source).line(line).cause(e).because(String.valueOf(e.getMessage()), "");
        }
        return pass(events, line, sink);
    }

    private boolean pass(List<CustomerEvent> events, long line, Consumer<ReadEvent> to) {
        String customer = Objects.requireNonNull(event.customerId());
        for (CustomerEvent each : events) {
            to.accept(new ReadEvent(line, customer, event.eventId(), event.currency(), each));
        }
        tally.accepted(1);
        return true;
    }

    /** Something remarkable about a row that is kept. */
    void remark(Fault remark, @Nullable Sample sample) {
        note(remark.reason(), sample);
    }

    private void note(Reason reason, @Nullable Sample sample) {
        if (sample == null) {
            tally.count(reason);
        } else {
            tally.count(reason, sample);
        }
    }

    /** Leaves out a row that has fewer columns than the header; of the last row, {@link #finish} says so once more. */
    void skipShort(long line, Sample sample) {
        skip(Fault.COLUMN_COUNT, line, sample);
        shortRow = sample;
    }

    /** Leaves out a bad row. */
    void skip(Fault fault, long line, @Nullable Sample sample) {
        shortRow = null;
        skip(fault, fault.reason(), line, sample, fault::why, fault::remedy);
    }

    /**
     * @param counted what the report counts it as
     * @param reason why; asked for where it is told
     * @param remedy what to do about this row; asked for where it is told
     */
    private void skip(
            Fault fault,
            Reason counted,
            long line,
            @Nullable Sample sample,
            Supplier<String> reason,
            Supplier<String> remedy) {
        long recordNumber = nextRecord();
        tally.read();
        note(counted, sample);
        // Where events were handed over already, one bad row must not end the others.
        if (strict || (fault.needsConfiguration() && sink == null)) {
            EventReadException.Place place =
                    EventReadException.about(source).line(line).recordNumber(recordNumber);
            throw (sample == null ? place : place.sample(sample)).because(reason.get(), remedy.get());
        }
        if (firstSkipped == null) {
            String column = sample == null || sample.column().isEmpty() ? "" : ", column '" + sample.column() + "'";
            String value = sample == null || sample.value().isEmpty() ? "" : ", value '" + sample.value() + "'";
            firstSkipped = "line " + line + column + value + ": " + reason.get() + "; " + remedy.get();
        }
        if (skipped() % WEIGH_EVERY == 0 && isTooMany(skipped())) {
            throw tooMany("so far");
        }
    }

    /**
     * To be called after the last row: judges the share of skipped rows, the last row, and numbers that have two
     * readings.
     */
    void finish(RowMapper mapper) {
        if (skipped() > maxSkippedShare * read()) {
            throw tooMany("in all");
        }
        if (shortRow != null) {
            remark(Fault.LAST_ROW_SHORT, shortRow);
        }
        log.currencyMark(mapper.currencyMark());
        states.remark(tally);
        conditions.remark(mapper.tests(), read(), tally);
        for (NumberField field : mapper.numbers()) {
            // What was handed over cannot be refused any more.
            if (field.slot() != RowMapper.NONE && sink == null) {
                judge(mapper.column(field), field.reader());
            }
        }
    }

    /**
     * Refuses numbers that do not agree on a decimal mark, and commas of two readings that nothing or next to nothing
     * settles; counts such points, which are decimal marks unless said otherwise.
     */
    private void judge(String column, NumberReader numbers) {
        NumberReader.Example deciding = numbers.deciding();
        NumberReader.Example contradicted = numbers.contradicted();
        if (deciding != null && contradicted != null) {
            throw refuse(
                    column,
                    contradicted,
                    "most numbers of the column have another decimal mark than the first that shows one, "
                            + Masked.quoted(deciding.text()) + " in line " + deciding.line(),
                    "say \"decimal\" in the mapping: \".\" or \",\", that of most numbers, and correct the others");
        }
        NumberReader.Example comma = numbers.openComma();
        NumberReader.Example point = numbers.openPoint();
        if (comma != null && (numbers.isOpen() || numbers.isDoubtful(','))) {
            throw refuse(numbers, column, comma, deciding);
        }
        if (point != null && deciding != null && numbers.isDoubtful('.') && numbers.mark() == ',') {
            throw refuse(numbers, column, point, deciding);
        }
        if (point != null && (numbers.isOpen() || numbers.isDoubtful('.'))) {
            tally.count(
                    open(numbers, point.text()), numbers.openPoints(), Sample.of(point.line(), column, point.text()));
        }
    }

    private EventReadException refuse(
            NumberReader numbers, String column, NumberReader.Example number, NumberReader.@Nullable Example deciding) {
        String shown = deciding == null
                ? "no other number of the column shows which is meant"
                : "next to no other number of the column shows which is meant, the first being "
                        + Masked.quoted(deciding.text()) + " in line " + deciding.line();
        return refuse(
                column,
                number,
                "number has two readings, " + numbers.plain(number.text(), '.') + " and "
                        + numbers.plain(number.text(), ',') + ", and " + shown,
                "say \"decimal\" in the mapping: \".\" for the first, \",\" for the second");
    }

    private EventReadException refuse(String column, NumberReader.Example number, String why, String remedy) {
        return EventReadException.about(source)
                .line(number.line())
                .sample(Sample.of(number.line(), column, number.text()))
                .because(why, remedy);
    }

    private static Reason open(NumberReader numbers, String text) {
        String point = numbers.plain(text, '.');
        return new Reason(
                Effect.REMARKED,
                Fault.NUMBER_OPEN.reason().key(),
                "has two readings, such as " + Masked.quoted(text) + ", which is " + point + " or "
                        + numbers.plain(text, ',')
                        + ", and no other number of the column, or next to none, shows which; read as " + point
                        + ": say \"decimal\": \",\" in the mapping if points group thousands");
    }

    private EventReadException tooMany(String when) {
        String counts = String.format(
                Locale.ROOT,
                "%,d of %,d rows %s are bad (%.2f %%), more than the %s %% allowed; the first is in %s",
                skipped(),
                read(),
                when,
                100.0 * skipped() / read(),
                percent(maxSkippedShare),
                firstSkipped);
        return EventReadException.about(source).because(counts, "or raise maxSkippedShare");
    }

    private static String percent(double share) {
        return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString();
    }

    private long read() {
        return tally.rowsRead() - readBefore;
    }

    private long skipped() {
        return tally.rowsSkipped() - skippedBefore;
    }
}
