package dev.clv.features.read;

import static java.util.Objects.requireNonNull;

import dev.clv.features.event.DataQualityReport;
import dev.clv.features.event.EventLog;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/**
 * What the readers of files have in common: UTF-8, with or without a byte order mark, compressed by gzip or not (told
 * by the content, not by the name).
 *
 * @param <R> the reader itself, for chaining
 */
public abstract sealed class FileEventReader<R extends FileEventReader<R>> extends EventReader<R>
        permits CsvEventReader, JsonLinesEventReader {

    private static final int DEFAULT_MAX_FIELD_LENGTH = 1 << 20;

    /** Bytes that may have been read ahead of the row at hand. */
    private static final int READ_AHEAD = 1 << 18;

    private int maxFieldLength = DEFAULT_MAX_FIELD_LENGTH;
    private LongConsumer progress = bytes -> {};

    FileEventReader() {}

    /**
     * How long one field may be, which bounds the memory of a read whatever the file holds.
     *
     * @param characters at least 1; 1,048,576 unless said
     */
    public R maxFieldLength(int characters) {
        if (characters < 1 || characters > 1 << 28) {
            throw new IllegalArgumentException("maxFieldLength must be from 1 to " + (1 << 28) + ", was " + characters);
        }
        this.maxFieldLength = characters;
        return self();
    }

    /** Is told, every mebibyte and at the end, how many bytes of the file as it is stored have been read. */
    public R progress(LongConsumer listener) {
        this.progress = requireNonNull(listener, "listener");
        return self();
    }

    int maxFieldLength() {
        return maxFieldLength;
    }

    /**
     * The log of a file.
     *
     * @throws EventReadException when it cannot be read
     */
    public EventLog read(Path file) {
        requireNonNull(file, "file");
        return collect(
                String.valueOf(file.getFileName()), (log, tally) -> drain(Source.open(file, progress), log, tally));
    }

    /**
     * The log of a stream, which is read to its end and closed.
     *
     * @param name what messages call the stream
     * @throws EventReadException when it cannot be read
     */
    public EventLog read(InputStream in, String name) {
        requireNonNull(in, "in");
        requireNonNull(name, "name");
        return collect(name, (log, tally) -> drain(Source.open(in, name, progress), log, tally));
    }

    void drain(Source source, EventLog.Builder log, DataQualityReport.Builder tally) {
        try (source;
                Utf8Reader text = new Utf8Reader(source.content())) {
            read(source, text, log, tally);
        } catch (IOException e) {
            throw Source.unreadable(source.name(), e);
        }
    }

    /** Reads all of {@code text} into {@code log}. */
    abstract void read(Source source, Utf8Reader text, EventLog.Builder log, DataQualityReport.Builder tally)
            throws IOException;

    /** An intake that knows how many rows of at least {@code minBytes} bytes can follow. */
    Intake intake(Source source, EventLog.Builder log, DataQualityReport.Builder tally, int minBytes) {
        return intake(source.name(), log, tally, () -> {
            var bytes = source.mostBytesLeft();
            return bytes.isEmpty() ? bytes : java.util.OptionalLong.of((bytes.getAsLong() + READ_AHEAD) / minBytes);
        });
    }
}
