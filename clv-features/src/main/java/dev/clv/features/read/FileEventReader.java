package dev.clv.features.read;

import static java.util.Objects.requireNonNull;

import dev.clv.features.event.DataQualityReport;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.StoredLog;
import dev.clv.features.internal.InputSource;
import dev.clv.features.internal.StrictReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * What the readers of files have in common: compressed by gzip or not, with a byte order mark (of UTF-8 or UTF-16) or
 * without one, told by the content and not by the name. A file without a mark is UTF-8 unless its {@link CsvFormat}
 * names another encoding.
 *
 * @param <R> the reader itself, for chaining
 */
public abstract sealed class FileEventReader<R extends FileEventReader<R>> extends EventReader<R>
        permits CsvEventReader, JsonLinesEventReader {

    /** How many characters a field may have unless set. */
    public static final int DEFAULT_MAX_FIELD_LENGTH = 1 << 20;

    /** Bytes that may have been read ahead of the row at hand. */
    private static final int READ_AHEAD = 1 << 18;

    /** What an event of a log in temporary files takes of all memory while it is put in order. */
    private static final int BYTES_PER_EVENT = 256;

    private static final long MOST_EVENTS = 50_000_000;

    private int maxFieldLength = DEFAULT_MAX_FIELD_LENGTH;
    private LongConsumer progress = bytes -> {};
    private int threads = 1;

    FileEventReader() {}

    /**
     * How long one field may be, which bounds the memory of a read whatever the file holds.
     *
     * @param characters at least 1; 1,048,576 unless set
     */
    public R maxFieldLength(int characters) {
        if (characters < 1 || characters > 1 << 28) {
            throw new IllegalArgumentException("maxFieldLength must be from 1 to " + (1 << 28) + ", was " + characters);
        }
        this.maxFieldLength = characters;
        return self();
    }

    /** Called every mebibyte, and at the end, with the number of bytes read of the file as it is stored. */
    public R progress(LongConsumer listener) {
        this.progress = requireNonNull(listener, "listener");
        return self();
    }

    int maxFieldLength() {
        return maxFieldLength;
    }

    /**
     * How many threads may read, for the length of a call; 1, the caller's own, unless set. Several read the parts of a
     * file, one decompresses it ahead of the others, and all put the rows in order and look at them. The log, its
     * report and every failure are the same for any number.
     *
     * @param count at least 1
     */
    public R threads(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("threads must be at least 1, was " + count);
        }
        this.threads = count;
        return self();
    }

    /**
     * The log of a file.
     *
     * @throws EventReadException if it cannot be read
     */
    public EventLog read(Path file) {
        requireNonNull(file, "file");
        return collect(InputSource.nameOf(file), (log, tally) -> drain(open(file, progress), log, tally));
    }

    /**
     * The log of a file that does not fit into memory, in temporary files, with as many events in memory at a time as a
     * good third of it holds.
     *
     * @param folder where the temporary files are, such as {@code Path.of(System.getProperty("java.io.tmpdir"))}; they
     *     take about as much space as the file, not compressed, and are gone when the log is closed
     * @throws EventReadException if the file cannot be read, if the temporary files cannot be used, or if
     *     {@link #winsorizeAmountsAt} was set, which needs the log in memory
     */
    public StoredLog store(Path file, Path folder) {
        long events = Runtime.getRuntime().maxMemory() / BYTES_PER_EVENT;
        return store(file, folder, (int) Math.max(1000, Math.min(MOST_EVENTS, events)));
    }

    /**
     * The same with so many events in memory at a time.
     *
     * @param mostEvents at least 1; changes nothing in the log
     */
    public StoredLog store(Path file, Path folder, int mostEvents) {
        requireNonNull(file, "file");
        requireNonNull(folder, "folder");
        return store(
                InputSource.nameOf(file), (log, tally) -> drain(open(file, progress), log, tally), folder, mostEvents);
    }

    /**
     * The log of a stream, which is read to its end and closed.
     *
     * @param name what messages call the stream
     * @throws EventReadException if it cannot be read
     */
    public EventLog read(InputStream in, String name) {
        requireNonNull(in, "in");
        requireNonNull(name, "name");
        return collect(name, (log, tally) -> {
            try {
                drain(InputSource.of(in, name, progress), log, tally);
            } catch (IOException e) {
                throw unreadable(name, e);
            }
        });
    }

    /**
     * Hands over the events of a stream one by one, in its order, instead of making a log of them: for a service that
     * takes events as they come. Rows are judged as {@link #read(InputStream, String)} judges them, but for what only a
     * whole log shows: repeated ids, currencies without a rate, numbers with a comma of two readings (the comma groups
     * thousands unless the mapping says otherwise), and remarks on the shop as a whole. A time without a zone is a bad
     * row. The stream is read to its end and closed.
     *
     * @param name what messages call the stream
     * @param consumer takes each event on the calling thread; if it throws, the reading ends
     * @return what became of the rows
     * @throws EventReadException if the stream cannot be read, or too many rows are bad; the events before have been
     *     handed over
     */
    public DataQualityReport each(InputStream in, String name, Consumer<ReadEvent> consumer) {
        requireNonNull(in, "in");
        requireNonNull(name, "name");
        DataQualityReport.Builder tally = DataQualityReport.builder();
        sink(requireNonNull(consumer, "consumer"));
        try {
            drain(InputSource.of(in, name, progress), EventLog.builder(), tally);
        } catch (IOException e) {
            throw unreadable(name, e);
        } finally {
            sink(null);
        }
        return tally.build();
    }

    static InputSource open(Path file, LongConsumer progress) {
        try {
            return InputSource.open(file, progress);
        } catch (IOException e) {
            throw unreadable(InputSource.nameOf(file), e);
        }
    }

    static EventReadException unreadable(String name, IOException cause) {
        EventReadException.Place place = EventReadException.about(name).cause(cause);
        String reason = InputSource.reasonOf(cause);
        return cause instanceof NoSuchFileException
                ? place.because(reason, "check the path")
                : place.because("cannot be read: " + reason, "");
    }

    @Override
    int threads() {
        return sink() == null ? threads : 1;
    }

    private void drain(InputSource source, EventLog.Builder log, DataQualityReport.Builder tally) {
        if (threads() > 1) {
            source.readAhead();
        }
        try (source;
                StrictReader text = new StrictReader(source.content(), format().encoding())) {
            read(source, text, log, tally);
        } catch (IOException e) {
            throw unreadable(source.name(), e);
        }
    }

    /** The form of the file. */
    CsvFormat format() {
        ColumnMapping mapping = mapping();
        return mapping == null ? CsvFormat.standard() : mapping.format();
    }

    /** Reads all of {@code text} into {@code log}. */
    abstract void read(InputSource source, StrictReader text, EventLog.Builder log, DataQualityReport.Builder tally)
            throws IOException;

    /**
     * An intake that knows how many rows of at least {@code minBytes} bytes can follow.
     *
     * @param mostBytesLeft no more bytes than this can follow
     */
    Intake intake(
            String source,
            EventLog.Builder log,
            DataQualityReport.Builder tally,
            Supplier<OptionalLong> mostBytesLeft,
            int minBytes) {
        return intake(source, log, tally, () -> {
            OptionalLong bytes = mostBytesLeft.get();
            return bytes.isEmpty() ? bytes : OptionalLong.of((bytes.getAsLong() + READ_AHEAD) / minBytes);
        });
    }
}
