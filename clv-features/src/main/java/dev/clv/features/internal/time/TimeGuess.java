package dev.clv.features.internal.time;

import dev.clv.features.internal.cell.Slice;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a column of times is written.
 *
 * @param pattern a word of {@link TimePatterns}; null for ISO 8601
 * @param rival another pattern that fits as well, with day and month changed over; null if there is none
 * @param ordered whether the rows are in order of time by the pattern and not by its rival
 * @param offset whether every time names its offset
 */
public record TimeGuess(@Nullable String pattern, @Nullable String rival, boolean ordered, boolean offset) {

    private static final List<String> DAYS = List.of(
            "d/M/yyyy",
            "M/d/yyyy",
            "d.M.yyyy",
            "M.d.yyyy",
            "d-M-yyyy",
            "M-d-yyyy",
            "yyyy/M/d",
            "yyyy.M.d",
            "yyyyMMdd",
            "d MMM yyyy",
            "d-MMM-yyyy",
            "MMM d, yyyy",
            "d MMMM yyyy",
            "MMMM d, yyyy",
            "d. MMM yyyy",
            "d 'de' MMM 'de' yyyy",
            "d/M/yy",
            "M/d/yy",
            "d.M.yy",
            "d-M-yy",
            "M-d-yy",
            "d-MMM-yy",
            "yyyy-M-d");
    private static final List<String> CLOCKS = List.of(
            "",
            " H:mm",
            " H:mm:ss",
            " h:mm a",
            " h:mm:ss a",
            "'T'H:mm:ss",
            ", H:mm",
            ", H:mm:ss",
            ", h:mm a",
            ", h:mm:ss a");

    /** What may follow the time of ISO 8601 without being part of it. */
    private static final List<String> UNIVERSAL = List.of(
            "yyyy-MM-dd HH:mm:ss 'UTC'", "yyyy-MM-dd HH:mm:ss.SSS 'UTC'", "yyyy-MM-dd H:mm", "yyyy-MM-dd H:mm:ss");

    /** What of a pattern is an offset. */
    private static final List<String> OFFSETS = List.of("'UTC'", "VV", "X", " Z", "'GMT'Z");

    /** Other whole times, with the offset that they name, as mail, programs and time stamps of files have them. */
    private static final List<String> OTHERS = List.of(
            "yyyy-MM-dd'T'HH:mm:ss 'UTC'",
            "yyyy-MM-dd HH:mm:ss VV",
            "yyyy-MM-dd'T'HH:mm:ss VV",
            "yyyy-MM-dd'T'HH:mm:ss'['VV']'",
            "yyyy-MM-dd'T'HH:mm:ssXXX'['VV']'",
            "yyyyMMddHHmmss",
            "yyyyMMdd'T'HHmmss",
            "yyyyMMdd'T'HHmmssX",
            "EEE, d MMM yyyy HH:mm:ss VV",
            "EEE, d MMM yyyy HH:mm:ss Z",
            "EEE MMM d HH:mm:ss VV yyyy",
            "EEE MMM d HH:mm:ss yyyy",
            "EEE MMM d yyyy HH:mm:ss 'GMT'Z",
            "yyyy-MM-dd HH.mm.ss");

    private static final long EARLIEST = Instant.parse("1970-01-01T00:00:00Z").getEpochSecond() * 1_000_000;

    /** A day of birth lies before times of events. */
    private static final long EARLIEST_OF_ANY =
            Instant.parse("1900-01-01T00:00:00Z").getEpochSecond() * 1_000_000;

    private static final long LATEST = Instant.parse("2101-01-01T00:00:00Z").getEpochSecond() * 1_000_000;
    private static final long FIRST_COUNTED =
            Instant.parse("1990-01-01T00:00:00Z").getEpochSecond() * 1_000_000;
    private static final long END_COUNTED =
            Instant.parse("2060-01-01T00:00:00Z").getEpochSecond() * 1_000_000;
    private static final List<CountedTimePattern> COUNTS = Arrays.stream(CountedTimePattern.values())
            .filter(pattern -> pattern != CountedTimePattern.EXCEL_DAYS_1904)
            .toList();

    /** A longer text is no time. */
    private static final int LONGEST = 40;

    private static final double MISFITS = 0.01;
    private static final int FIRST = 20;

    /** How the values of a column are written, or null if they are no times. */
    public static @Nullable TimeGuess of(List<String> values) {
        if (values.isEmpty()) {
            return null;
        }
        if (fits(null, values)) {
            TimeParser withoutZone = TimeParser.of(null, null);
            boolean offset = values.stream().allMatch(value -> withoutZone.parse(Slice.of(value)) != TimeParser.NONE);
            return new TimeGuess(null, null, false, offset);
        }
        List<String> fitting = new ArrayList<>();
        for (String pattern : patterns()) {
            // A few values rule out most patterns.
            if (fits(pattern, values.subList(0, Math.min(FIRST, values.size())), 2) && fits(pattern, values)) {
                fitting.add(pattern);
            }
        }
        if (fitting.isEmpty()) {
            return null;
        }
        String first = fitting.get(0);
        CountedTimePattern counted = CountedTimePattern.of(first);
        boolean universal = OFFSETS.stream().anyMatch(first::contains) || (counted != null && counted.isInstant());
        String swapped = swapped(first);
        if (swapped.equals(first) || !fitting.contains(swapped)) {
            return new TimeGuess(first, null, false, universal);
        }
        double order = order(first, values);
        double swappedOrder = order(swapped, values);
        return swappedOrder > order
                ? new TimeGuess(swapped, first, true, universal)
                : new TimeGuess(first, swapped, order > swappedOrder, universal);
    }

    /** Whether values are dates or times of anything, days of birth among them; counts of a unit are none. */
    public static boolean areDates(List<String> values) {
        return !values.isEmpty()
                && Stream.concat(Stream.of(TimePatterns.ISO), letters().stream())
                        .anyMatch(pattern ->
                                fits(pattern, values.subList(0, Math.min(FIRST, values.size())), 2, EARLIEST_OF_ANY)
                                        && fits(pattern, values, (int) (MISFITS * values.size()), EARLIEST_OF_ANY));
    }

    /** Whether the times are numbers of a unit. */
    public boolean isCount() {
        return pattern != null && CountedTimePattern.of(pattern) != null;
    }

    /** The pattern with day and month changed over. */
    static String swapped(String pattern) {
        return pattern.replace('d', '#').replace('M', 'd').replace('#', 'M');
    }

    /** Whether a text that fits a pattern names no offset, so that it is an instant in a zone only. */
    public static boolean needsZone(String text, String pattern) {
        return TimeParser.of(pattern, null).parse(Slice.of(text)) == TimeParser.NONE;
    }

    /** The patterns that fit one text, with day and month changed over too where both fit; or none. */
    public static List<String> fitting(String text) {
        if (text.length() > LONGEST) {
            return List.of();
        }
        List<String> one = List.of(text);
        String first = Stream.concat(Stream.of(TimePatterns.ISO), patterns().stream())
                .filter(pattern -> fits(pattern, one))
                .findFirst()
                .orElse(null);
        if (first == null) {
            return List.of();
        }
        String swapped = swapped(first);
        boolean both = patterns().contains(swapped) && !swapped.equals(first) && fits(swapped, one);
        return both ? List.of(first, swapped) : List.of(first);
    }

    /** The known patterns of letters, the likeliest of those that fit a text first. */
    static List<String> letters() {
        return patterns().stream()
                .filter(pattern -> CountedTimePattern.of(pattern) == null)
                .toList();
    }

    private static List<String> patterns() {
        List<String> patterns = new ArrayList<>(UNIVERSAL);
        COUNTS.forEach(count -> patterns.add(count.word()));
        for (String clock : CLOCKS) {
            for (String day : DAYS) {
                patterns.add(day + clock);
            }
        }
        patterns.addAll(OTHERS);
        return patterns;
    }

    private static boolean fits(@Nullable String pattern, List<String> values) {
        return fits(pattern, values, (int) (MISFITS * values.size()));
    }

    private static boolean fits(@Nullable String pattern, List<String> values, int allowed) {
        return fits(pattern, values, allowed, EARLIEST);
    }

    private static boolean fits(@Nullable String pattern, List<String> values, int allowed, long earliest) {
        TimeParser parser = TimeParser.of(pattern, ZoneOffset.UTC);
        int misfits = 0;
        for (String value : values) {
            long time = parser.parse(Slice.of(value));
            boolean fits = time != TimeParser.NONE && time >= earliest && time < LATEST && !isOddCount(pattern, time);
            misfits += fits ? 0 : 1;
            if (misfits > allowed) {
                return false;
            }
        }
        return true;
    }

    /** Numbers are times only where they are times of these decades; any number is a day of Excel's. */
    private static boolean isOddCount(@Nullable String pattern, long time) {
        return pattern != null
                && CountedTimePattern.of(pattern) != null
                && (time < FIRST_COUNTED || time >= END_COUNTED);
    }

    /** The share of rows that do not lie before the row above them. */
    private static double order(String pattern, List<String> values) {
        TimeParser parser = TimeParser.of(pattern, ZoneOffset.UTC);
        int inOrder = 0;
        long before = Long.MIN_VALUE;
        for (String value : values) {
            long time = parser.parse(Slice.of(value));
            inOrder += time >= before ? 1 : 0;
            before = time;
        }
        return (double) inOrder / values.size();
    }
}
