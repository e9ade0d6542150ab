package dev.clv.features.event;

import dev.clv.features.event.DataQualityReport.Sample;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a log that need not fit into memory: whenever so many events are recorded, they are written to a temporary
 * file as a sorted run. Rows of events with ids wait in parts, in which duplicates are found at the end. Not
 * thread-safe.
 */
final class EventSpill implements AutoCloseable {

    private static final int WRITE_BUFFER = 1 << 16;
    private static final int READ_BUFFER = 1 << 17;
    private static final int SMALLEST_READ_BUFFER = 1 << 10;

    /** How often the memory of texts is looked at. */
    private static final int LOOK_EVERY = 16;

    /** What part of the memory texts may take. */
    private static final int TEXT_SHARE = 8;

    /** How many events are looked at in one piece. */
    private static final int MOST_REVIEWED = 300_000;

    private final Path folder;
    private final int mostEvents;
    private final long mostText;
    private final SpillFile file;
    private final StoredRows identified;
    private final TextPool currencies = new TextPool();
    private final List<long[]> runs = new ArrayList<>();
    private final List<Sample> duplicateSamples = new ArrayList<>();
    private final RepeatedIds repeated = new RepeatedIds();
    private EventRecorder recorder = new EventRecorder();
    private @Nullable Settings settings;
    private @Nullable DayTimes times;
    private long events;
    private long rows;
    private long duplicates;
    private long shortened;
    private long conflicts;
    private int unseen;

    /**
     * What must be known before the first run is written.
     *
     * @param observedUntil null if the events tell it
     */
    record Settings(
            ZoneId zone,
            @Nullable Instant observedUntil,
            @Nullable ExchangeRates rates) {}

    /**
     * @param folder where the temporary files are
     * @param mostEvents how many events may be in memory; fewer are if their texts take an eighth of it
     */
    EventSpill(Path folder, int mostEvents) {
        this.folder = folder;
        this.mostEvents = mostEvents;
        this.mostText = Runtime.getRuntime().maxMemory() / TEXT_SHARE;
        this.file = SpillFile.in(folder);
        this.identified = new StoredRows(file);
    }

    /** Takes a row; that it is a duplicate turns out later. */
    boolean append(EventRow row, Settings with) {
        if (row.kind == null || row.eventId == null) {
            recorder.append(row);
        } else {
            recorder.appendAllButEvent(row);
            identified.add(row);
        }
        writeIfFull(with);
        return true;
    }

    /** Takes all rows of a part; false, and nothing is taken, if it has ids, as rows with ids must come one by one. */
    boolean append(EventRecorder part, Settings with) {
        boolean done = !part.hasIds() && recorder.appendAll(part);
        if (done) {
            writeIfFull(with);
        }
        return done;
    }

    private void writeIfFull(Settings with) {
        boolean full = recorder.events.size() >= mostEvents;
        if (!full && ++unseen == LOOK_EVERY) {
            unseen = 0;
            full = recorder.events.memoryOfTexts() > mostText;
        }
        if (full) {
            write(with);
        }
    }

    private void write(Settings with) {
        settings = with;
        rows += recorder.rows();
        duplicates += recorder.duplicates();
        repeated.addAll(recorder.repeated());
        RecordedEvents recorded = recorder.events;
        if (recorded.size() > 0) {
            times().add(recorded);
            int[] numbers = currencies.internAll(recorded.currencies);
            EventRecorder.requireRoomFor(currencies.size());
            for (int i = 0; i < numbers.length; i++) {
                numbers[i]++;
            }
            BitSet noRate = with.rates == null ? new BitSet() : convert(recorded, with.rates, with.zone);
            runs.add(SortedRun.write(recorded, numbers, noRate, file.output(WRITE_BUFFER)));
            events += recorded.size();
        }
        recorder = new EventRecorder();
    }

    private DayTimes times() {
        if (times == null) {
            times = new DayTimes(settings == null ? null : settings.observedUntil());
        }
        return times;
    }

    /** Converts all amounts that can be; the others may turn out to lie after the end of the log. */
    private static BitSet convert(RecordedEvents events, ExchangeRates rates, ZoneId zone) {
        BitSet noRate = new BitSet();
        for (int i = 0; i < events.size(); i++) {
            int currency = events.currency(i);
            if (events.hasAmount(i) && currency != 0) {
                String code = events.currencies.get(currency - 1);
                if (!code.equals(rates.base())) {
                    LocalDate day =
                            Micros.toInstant(events.time(i)).atZone(zone).toLocalDate();
                    try {
                        LogAssembly.convert(events, i, code, day, rates);
                    } catch (IllegalArgumentException e) {
                        noRate.set(i);
                    }
                }
            }
        }
        return noRate;
    }

    /**
     * The log of everything that was taken; nothing is left here, nor anywhere if it fails.
     *
     * @param declared the currency of amounts that name none
     * @param mark what stands beside amounts that name no currency
     * @param added events that were added one by one, which a reader's counts do not know
     * @param reader a reader's counts
     */
    StoredLog store(
            Settings with,
            @Nullable String declared,
            @Nullable String mark,
            long added,
            DataQualityReport.@Nullable Builder reader) {
        SpillFile sorted = null;
        boolean done = false;
        try (this) {
            sorted = SpillFile.in(folder);
            finish(with);
            DataQualityReport.Builder tally = reader == null ? DataQualityReport.builder() : reader;
            tally.read(reader == null ? rows + duplicates : added);
            StoredLog log = StoredLog.of(this, with, sorted, MOST_REVIEWED, declared, mark, tally);
            done = true;
            return log;
        } finally {
            if (!done && sorted != null) {
                sorted.close();
            }
        }
    }

    /** Writes what is still in memory, and what waits for its duplicates. */
    private void finish(Settings with) {
        for (int part = 0; part < identified.parts(); part++) {
            EventRecorder some = new EventRecorder();
            identified.record(part, some);
            shortened += some.shortened();
            conflicts += some.conflicts();
            duplicateSamples.addAll(some.duplicateSamples);
            some.forgetIds();
            if (!recorder.appendAll(some)) {
                write(with);
                recorder.appendAll(some);
            }
            writeIfFull(with);
        }
        write(with);
        recorder.forgetIds();
    }

    /** All runs as one. */
    MergedRuns merged() {
        int buffer = Math.max(SMALLEST_READ_BUFFER, Math.min(READ_BUFFER, (int) (mostText / Math.max(1, runs.size()))));
        return new MergedRuns(runs.stream()
                .map(run -> new SortedRun.Cursor(file.input(run, buffer)))
                .toList());
    }

    /** The time that all rows have seen. */
    ObservedTime observed(Settings with) {
        settings = with;
        return times().observed(with.zone, with.observedUntil);
    }

    /** The last event of that time; {@link Micros#BEGINNING} if there is none. */
    long last(ObservedTime observed) {
        return times().last(observed);
    }

    /** How many events there are, attributes among them and duplicates not. */
    long events() {
        return events;
    }

    long rows() {
        return rows;
    }

    TextPool currencies() {
        return currencies;
    }

    void remarkDuplicates(DataQualityReport.Builder tally) {
        repeated.remark(rows + duplicates, shortened, conflicts, tally);
        tally.count(
                LogReasons.DUPLICATE_EVENT_ID,
                duplicates,
                duplicateSamples.stream()
                        .sorted(Comparator.comparingLong(Sample::line))
                        .limit(DataQualityReport.MAX_SAMPLES)
                        .toList());
    }

    @Override
    public void close() {
        file.close();
    }
}
