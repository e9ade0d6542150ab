package dev.clv.features.event;

import static java.util.Objects.requireNonNull;

import dev.clv.features.internal.cell.Masked;
import dev.clv.features.internal.cell.Printable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of every row that was read into a log, and what is remarkable about the rows that stayed.
 *
 * <p>Each row has exactly one fate, so {@code read = accepted + dropped + skipped + duplicates} always holds. Remarks
 * ({@link Effect#REMARKED}) are about accepted rows and add to none of these. Immutable and thread-safe; holds no
 * customer id, no text and no attribute value.
 */
public final class DataQualityReport {

    /** What a reason does to the row it applies to. */
    public enum Effect {
        /** Left out on request: by a rule of the mapping, or by the end of the observed time. */
        DROPPED,
        /** Left out because it is broken; the only rows that count towards {@link #skippedShare()}. */
        SKIPPED,
        /** Left out because the same event is already there. */
        DUPLICATE,
        /** Kept, but worth a look. */
        REMARKED
    }

    /**
     * Why rows were left out or remarked on. Readers may add reasons of their own; reasons are told apart by effect and
     * key.
     *
     * @param effect what happens to the row
     * @param key a short stable name for machines, lower_snake_case
     * @param sentence what it means and what to do about it, for people
     */
    public record Reason(Effect effect, String key, String sentence) {

        /** Refuses a blank key. */
        public Reason {
            requireNonNull(effect, "effect");
            requireNonNull(sentence, "sentence");
            if (key.isBlank()) {
                throw new IllegalArgumentException("key of a reason must not be blank");
            }
        }

        /** By effect and key. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Reason reason && effect == reason.effect && key.equals(reason.key);
        }

        /** Of effect and key. */
        @Override
        public int hashCode() {
            return 31 * key.hashCode() + effect.ordinal();
        }
    }

    /**
     * Where a reason applied.
     *
     * @param line the line of the file, from 1; 0 when the row is from no file
     * @param column the column's name
     * @param value what may be told of what stood there; of a cell use {@link #of} or {@link #ofLength}, as it may be
     *     personal
     */
    public record Sample(long line, String column, String value) {

        /** A longer value is cut at this many characters, and its length is told; no masked cell is as long. */
        public static final int MAX_VALUE = 80;

        /** Escapes control characters and the like in column and value, and cuts a long value. */
        public Sample {
            column = Printable.of(column);
            if (value.length() > MAX_VALUE) {
                int end = Character.isHighSurrogate(value.charAt(MAX_VALUE - 1)) ? MAX_VALUE - 1 : MAX_VALUE;
                value = value.substring(0, end) + "... (" + value.length() + " characters)";
            }
            value = Printable.of(value);
        }

        /**
         * A sample of a cell: the cell itself where it has the form of a number or a time (digits, signs, separators,
         * at most a currency and the words of a date), else its length and the classes of its characters.
         */
        public static Sample of(long line, String column, CharSequence cell) {
            return new Sample(line, column, Masked.of(cell));
        }

        /**
         * A sample of a column that may hold personal data (customer, text, attribute): its length is all that is told.
         */
        public static Sample ofLength(long line, String column, int characters) {
            return new Sample(line, column, "(" + characters + " characters)");
        }
    }

    /**
     * How often a reason applied.
     *
     * @param reason the reason
     * @param rows how many rows it applied to
     * @param samples the first of them, at most {@value #MAX_SAMPLES}; unmodifiable, possibly empty
     */
    public record Count(Reason reason, long rows, List<Sample> samples) {

        /** Copies the samples. */
        public Count {
            samples = List.copyOf(samples);
        }
    }

    /** At most this many samples are kept per reason. */
    public static final int MAX_SAMPLES = 5;

    private final long read;
    private final long accepted;
    private final List<Count> counts;

    private DataQualityReport(long read, long accepted, List<Count> counts) {
        this.read = read;
        this.accepted = accepted;
        this.counts = List.copyOf(counts);
        long fates = accepted + dropped() + skipped() + duplicates();
        if (read != fates) {
            throw new IllegalStateException("every row must have one fate, but " + read + " were read, " + accepted
                    + " accepted, " + dropped() + " dropped, " + skipped() + " skipped and " + duplicates()
                    + " were duplicates");
        }
    }

    /** Counts of nothing yet. */
    public static Builder builder() {
        return new Builder();
    }

    /** Rows read. */
    public long read() {
        return read;
    }

    /** Rows that are in the log. */
    public long accepted() {
        return accepted;
    }

    /** Rows left out on request. */
    public long dropped() {
        return rows(Effect.DROPPED);
    }

    /** Rows left out because they are broken. */
    public long skipped() {
        return rows(Effect.SKIPPED);
    }

    /** Rows left out because their event was already there. */
    public long duplicates() {
        return rows(Effect.DUPLICATE);
    }

    /** The share of the rows read that was skipped, from 0 to 1; 0 when nothing was read. */
    public double skippedShare() {
        return read == 0 ? 0 : (double) skipped() / read;
    }

    /** Every reason that applied at least once, sorted by effect and key; unmodifiable. */
    public List<Count> counts() {
        return counts;
    }

    /** How many rows this reason applied to; 0 when none. */
    public long count(Reason reason) {
        return counts.stream()
                .filter(count -> count.reason().equals(reason))
                .mapToLong(Count::rows)
                .sum();
    }

    /** How many rows the reasons with this key applied to; 0 when none. */
    public long count(String key) {
        return counts.stream()
                .filter(count -> count.reason().key().equals(key))
                .mapToLong(Count::rows)
                .sum();
    }

    private long rows(Effect effect) {
        return counts.stream()
                .filter(count -> count.reason().effect() == effect)
                .mapToLong(Count::rows)
                .sum();
    }

    /** A table for people: the accounts, then every reason with its samples. */
    @Override
    public String toString() {
        StringBuilder table = new StringBuilder();
        line(table, read, "rows read", "");
        line(table, accepted, "accepted", "");
        line(table, dropped(), "dropped", "");
        line(table, skipped(), "skipped", "");
        line(table, duplicates(), "duplicates", "");
        for (Count count : counts) {
            Reason reason = count.reason();
            String effect = reason.effect().name().toLowerCase(Locale.ROOT);
            line(table, count.rows(), effect + ": " + reason.key(), reason.sentence());
            for (Sample sample : count.samples()) {
                String place = sample.line() == 0 ? "" : "line " + sample.line() + ", ";
                table.append(" ".repeat(16))
                        .append(place)
                        .append(sample.column())
                        .append(" '")
                        .append(sample.value())
                        .append("'\n");
            }
        }
        return table.toString();
    }

    private static void line(StringBuilder table, long rows, String what, String sentence) {
        String line = String.format(Locale.ROOT, "%,14d  %-36s %s", rows, what, sentence);
        table.append(line.stripTrailing()).append('\n');
    }

    /** Counts rows while they are read. Not thread-safe. */
    public static final class Builder {

        private static final class Tally {
            private final Reason reason;
            private final List<Sample> samples = new ArrayList<>();
            private long rows;

            Tally(Reason reason) {
                this.reason = reason;
            }
        }

        private final Map<Reason, Tally> tallies = new LinkedHashMap<>();
        private long read;
        private long accepted;
        private long skipped;

        private Builder() {}

        /** One more row was read; each has to get a fate: a reason that leaves it out, or a place in the log. */
        public Builder read() {
            return read(1);
        }

        /** The reason applied to the row. */
        public Builder count(Reason reason) {
            return count(reason, 1);
        }

        /**
         * The reason applied to the row, and this is where.
         *
         * @param sample kept when the reason has fewer than {@value #MAX_SAMPLES} yet
         */
        public Builder count(Reason reason, Sample sample) {
            return count(reason, 1, List.of(sample));
        }

        /**
         * The reason applied to so many rows, and this is where the first of them is.
         *
         * @param sample kept when the reason has fewer than {@value #MAX_SAMPLES} yet
         */
        public Builder count(Reason reason, long rows, Sample sample) {
            return count(reason, rows, List.of(sample));
        }

        /** Adds all that another one has counted, after what was counted here. */
        public Builder add(Builder part) {
            read += part.read;
            accepted += part.accepted;
            part.tallies.values().forEach(tally -> count(tally.reason, tally.rows, tally.samples));
            return this;
        }

        /** Rows read so far. */
        public long rowsRead() {
            return read;
        }

        /** Rows skipped so far; a reader compares them with the rows read to know when to give up. */
        public long rowsSkipped() {
            return skipped;
        }

        Builder read(long rows) {
            read += rows;
            return this;
        }

        /** Rows that went into the log. */
        public Builder accepted(long rows) {
            accepted += rows;
            return this;
        }

        Builder count(Reason reason, long rows) {
            return count(reason, rows, List.of());
        }

        Builder count(Reason reason, long rows, List<Sample> samples) {
            Tally tally = tallies.computeIfAbsent(reason, Tally::new);
            tally.rows += rows;
            for (Sample sample : samples) {
                if (tally.samples.size() < MAX_SAMPLES) {
                    tally.samples.add(sample);
                }
            }
            if (reason.effect() == Effect.SKIPPED) {
                skipped += rows;
            }
            return this;
        }

        /**
         * The report.
         *
         * @throws IllegalStateException if a row has no fate or more than one
         */
        public DataQualityReport build() {
            List<Count> counts = new ArrayList<>();
            for (Tally tally : tallies.values()) {
                if (tally.rows > 0) {
                    counts.add(new Count(tally.reason, tally.rows, tally.samples));
                }
            }
            counts.sort(
                    Comparator.<Count, Effect>comparing(count -> count.reason().effect())
                            .thenComparing(count -> count.reason().key()));
            return new DataQualityReport(read, accepted, counts);
        }
    }
}
