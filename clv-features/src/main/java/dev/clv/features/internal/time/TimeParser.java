package dev.clv.features.internal.time;

import dev.clv.features.internal.cell.Slice;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From the text of a time stamp to microseconds since the epoch.
 *
 * <p>A time without an offset is a local time of the given zone. In a gap (clocks go forward) it is moved later by the
 * length of the gap, in an overlap (clocks go back) the earlier of the two instants is taken; {@link #inGap()} and
 * {@link #inOverlap()} tell so. Holds scratch space and a small cache of offsets by day: not thread-safe.
 */
public final class TimeParser {

    /** Why the last text was not read. */
    public enum Problem {
        NOT_A_TIME,
        NO_ZONE,
        AMBIGUOUS,
        IMPLAUSIBLE
    }

    /** What {@link #parse} returns instead of a time. */
    public static final long NONE = Long.MIN_VALUE;

    private static final int CACHED_DAYS = 1024;
    private static final int MIXED = Integer.MIN_VALUE;
    private static final long MICROS = 1_000_000;
    private static final long SECONDS_PER_DAY = 86_400;

    /**
     * From here on a shop may have had events. Earlier times are placeholders, such as 0001-01-01, 1753-01-01 and
     * 1900-01-01, or years whose century is missing.
     */
    private static final long EARLIEST = LocalDate.of(1900, 1, 2).toEpochDay();

    /** Times from here on are placeholders, such as 9999-12-31, or mistakes. */
    private static final long END = LocalDate.of(2200, 1, 1).toEpochDay();

    private final TimePattern pattern;
    private final boolean iso;
    private final @Nullable ZoneRules rules;
    private final TimeFields fields = new TimeFields();
    private final long[] days = new long[CACHED_DAYS];
    private final int[] offsets = new int[CACHED_DAYS];
    private Problem problem = Problem.NOT_A_TIME;
    private boolean inGap;
    private boolean inOverlap;

    private TimeParser(TimePattern pattern, boolean iso, @Nullable ZoneId zone) {
        this.pattern = pattern;
        this.iso = iso;
        this.rules = zone == null ? null : zone.getRules();
        Arrays.fill(days, Long.MIN_VALUE);
    }

    /**
     * @param pattern a word of {@link TimePatterns}, or null for ISO 8601
     * @param zone of the times that do not say their offset, or null when they must
     */
    static TimeParser of(@Nullable String pattern, @Nullable ZoneId zone) {
        return ofAny(pattern == null ? List.of() : List.of(pattern), zone);
    }

    /**
     * @param patterns words of {@link TimePatterns}; none for ISO 8601
     * @param zone of the times that do not say their offset, or null when they must
     */
    public static TimeParser ofAny(List<String> patterns, @Nullable ZoneId zone) {
        boolean iso = patterns.isEmpty() || patterns.equals(List.of(TimePatterns.ISO));
        return new TimeParser(TimePatterns.of(patterns), iso, zone);
    }

    /** Whether a shop may have had an event on that day: from 1900-01-02 to the end of 2199. */
    static boolean isPlausible(TimeFields fields) {
        return isPlausible(fields.epochDay());
    }

    /** Whether a shop may have had an event on that day since 1970-01-01. */
    public static boolean isPlausible(long day) {
        return day >= EARLIEST && day < END;
    }

    /** Microseconds since the epoch, or {@link #NONE} with a {@link #problem()}. */
    public long parse(Slice text) {
        inGap = false;
        inOverlap = false;
        if (!pattern.parse(text, fields)) {
            problem = iso && looksLikeDayAndMonth(text) ? Problem.AMBIGUOUS : Problem.NOT_A_TIME;
            return NONE;
        }
        if (fields.offset == TimeFields.NO_OFFSET && rules == null) {
            problem = Problem.NO_ZONE;
            return NONE;
        }
        long day = fields.epochDay();
        if (!isPlausible(day)) {
            problem = Problem.IMPLAUSIBLE;
            return NONE;
        }
        long local = day * SECONDS_PER_DAY + fields.secondOfDay();
        int offset = fields.offset;
        if (offset == TimeFields.NO_OFFSET && rules != null) {
            offset = offset(rules, day, local);
        }
        return (local - offset) * MICROS + fields.micros;
    }

    /** Why the last text was not read. */
    public Problem problem() {
        return problem;
    }

    /** Whether the last time did not exist in its zone and was moved later. */
    public boolean inGap() {
        return inGap;
    }

    /** Whether the last time occurred twice in its zone and was taken for the first of the two. */
    public boolean inOverlap() {
        return inOverlap;
    }

    private int offset(ZoneRules zone, long day, long local) {
        int at = (int) day & (CACHED_DAYS - 1);
        if (days[at] != day) {
            days[at] = day;
            offsets[at] = offsetOfDay(zone, day);
        }
        return offsets[at] == MIXED ? offsetAt(zone, local) : offsets[at];
    }

    /** The one offset of a whole local day, or {@link #MIXED}; a day beside a transition counts as mixed. */
    private static int offsetOfDay(ZoneRules zone, long day) {
        LocalDateTime noon = LocalDateTime.ofEpochSecond(day * SECONDS_PER_DAY + 43_200, 0, ZoneOffset.UTC);
        int offset = zone.getOffset(noon).getTotalSeconds();
        long centre = day * SECONDS_PER_DAY + 43_200 - offset;
        ZoneOffsetTransition next = zone.nextTransition(Instant.ofEpochSecond(centre - SECONDS_PER_DAY));
        boolean calm = next == null || next.toEpochSecond() > centre + SECONDS_PER_DAY;
        return calm ? offset : MIXED;
    }

    /** Before the transition that a local time falls into: this moves a time in a gap later by the gap's length. */
    private int offsetAt(ZoneRules zone, long local) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(local, 0, ZoneOffset.UTC);
        ZoneOffsetTransition transition = zone.getTransition(time);
        if (transition == null) {
            return zone.getOffset(time).getTotalSeconds();
        }
        inGap = transition.isGap();
        inOverlap = transition.isOverlap();
        return transition.getOffsetBefore().getTotalSeconds();
    }

    /** One or two digits, a mark, one or two digits, the same mark, and a digit: 03/04/2024, 3.4.24. */
    private static boolean looksLikeDayAndMonth(Slice text) {
        int at = 0;
        char mark = 0;
        for (int part = 0; part < 2; part++) {
            int digits = 0;
            while (at < text.length() && Character.isDigit(text.charAt(at))) {
                at++;
                digits++;
            }
            if (digits < 1 || digits > 2 || at == text.length()) {
                return false;
            }
            char here = text.charAt(at++);
            if ("/.-".indexOf(here) < 0 || (part == 1 && here != mark)) {
                return false;
            }
            mark = here;
        }
        return at < text.length() && Character.isDigit(text.charAt(at));
    }
}
