package dev.clv.features.read;

import dev.clv.features.event.DataQualityReport.Sample;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Input that cannot be read, said in one sentence: where, what stood there, why it is wrong, what to do.
 *
 * <p>A value is shown where it has the form of a number or a time, cut at {@value Sample#MAX_VALUE} characters; of any
 * other the length and the classes of characters are told, of customer, text and attribute columns only the length.
 */
public final class EventReadException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String source;
    private final long line;
    private final long recordNumber;
    private final @Nullable String column;
    private final @Nullable String value;
    private final String reason;
    private final String remedy;

    private EventReadException(Place place, String reason, String remedy) {
        super(place.sentence(reason, remedy), place.cause);
        this.source = place.source;
        this.line = place.line;
        this.recordNumber = place.recordNumber;
        this.column = place.column;
        this.value = place.value;
        this.reason = reason;
        this.remedy = remedy;
    }

    static Place about(String source) {
        return new Place(source);
    }

    /** The file's name, or what the input was called. */
    public String source() {
        return source;
    }

    /** The physical line, from 1, on which the record begins; empty when the whole input is at fault. */
    public OptionalLong line() {
        return line == 0 ? OptionalLong.empty() : OptionalLong.of(line);
    }

    /** The number of the record, from 1, the header not counted; empty when no record is at fault. */
    public OptionalLong recordNumber() {
        return recordNumber == 0 ? OptionalLong.empty() : OptionalLong.of(recordNumber);
    }

    /** The column's name, where one column is at fault. */
    public Optional<String> column() {
        return Optional.ofNullable(column);
    }

    /** What may be told of what stood there: a number or a time, else its length and the classes of its characters. */
    public Optional<String> value() {
        return Optional.ofNullable(value);
    }

    /** Why it is wrong. */
    public String reason() {
        return reason;
    }

    /** What to do about it; may be empty. */
    public String remedy() {
        return remedy;
    }

    /** Where it happened; filled in as far as known. */
    static final class Place {

        private final String source;
        private long line;
        private long recordNumber;
        private @Nullable String column;
        private @Nullable String value;
        private @Nullable Throwable cause;

        private Place(String source) {
            this.source = source;
        }

        Place line(long line) {
            this.line = line;
            return this;
        }

        Place recordNumber(long number) {
            this.recordNumber = number;
            return this;
        }

        Place sample(Sample sample) {
            this.column = sample.column();
            this.value = sample.value();
            return this;
        }

        Place cause(Throwable cause) {
            this.cause = cause;
            return this;
        }

        EventReadException because(String reason, String remedy) {
            return new EventReadException(this, reason, remedy);
        }

        private String sentence(String reason, String remedy) {
            StringBuilder words = new StringBuilder(source);
            if (line > 0) {
                words.append(", line ").append(line);
            }
            if (recordNumber > 0) {
                words.append(" (record ").append(recordNumber).append(')');
            }
            if (column != null && !column.isEmpty()) {
                words.append(", column '").append(column).append('\'');
            }
            if (value != null && !value.isEmpty()) {
                words.append(", value '").append(value).append('\'');
            }
            words.append(": ").append(reason);
            if (!remedy.isEmpty()) {
                words.append("; ").append(remedy);
            }
            return words.toString();
        }
    }
}
