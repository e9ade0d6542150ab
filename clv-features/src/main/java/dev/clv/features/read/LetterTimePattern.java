package dev.clv.features.read;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of letters as {@link DateTimeFormatter} knows them, strict, with English month names in any case.
 *
 * <p>The common letters (year, month, day, hour, minute, second, fraction, literals) are read by a short program of
 * steps; whatever the steps do not take is left to the formatter, whose word is final. The steps take a text only when
 * the formatter would and read the same from it.
 */
final class LetterTimePattern implements TimePattern {

    private static final String[] MONTHS = {
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December"
    };
    private static final String FAST = "uyMdHms";
    private static final String ZONES = "VzOXxZ";

    /** A run of one pattern letter, or a literal when {@code letter} is 0. */
    private record Step(char letter, int count, String literal) {}

    private final DateTimeFormatter formatter;
    private final Step @Nullable [] steps;
    private final boolean namesZone;

    private LetterTimePattern(DateTimeFormatter formatter, Step @Nullable [] steps, boolean namesZone) {
        this.formatter = formatter;
        this.steps = steps;
        this.namesZone = namesZone;
    }

    /** @throws IllegalArgumentException if it is no pattern or leaves the day open; the message names it */
    static LetterTimePattern of(String pattern) {
        List<Step> steps = split(pattern);
        String letters = steps.stream()
                .filter(step -> step.letter != 0)
                .map(step -> String.valueOf(step.letter))
                .reduce("", String::concat);
        try {
            DateTimeFormatter formatter = formatter(steps);
            LetterTimePattern compiled = new LetterTimePattern(
                    formatter,
                    fast(steps) ? steps.toArray(new Step[0]) : null,
                    letters.chars().anyMatch(letter -> ZONES.indexOf(letter) >= 0));
            ZonedDateTime sample = ZonedDateTime.of(2024, 11, 25, 13, 14, 15, 0, ZoneOffset.UTC);
            if (!compiled.parse(Slice.of(formatter.format(sample)), new TimeFields())) {
                throw new IllegalArgumentException("it does not name a year, a month and a day");
            }
            return compiled;
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IllegalArgumentException(
                    "time pattern '" + pattern + "' cannot be used: " + e.getMessage()
                            + "; write one like 'yyyy-MM-dd HH:mm:ss'",
                    e);
        }
    }

    @Override
    public boolean namesZone() {
        return namesZone;
    }

    @Override
    public boolean parse(Slice text, TimeFields fields) {
        return (steps != null && parseSteps(steps, text, fields)) || parseSlowly(text, fields);
    }

    private static boolean parseSteps(Step[] steps, Slice text, TimeFields fields) {
        char[] c = text.chars;
        int at = text.start;
        int end = at + text.length;
        fields.clear();
        for (Step step : steps) {
            if (step.letter == 0) {
                if (!matches(step.literal, c, at, end)) {
                    return false;
                }
                at += step.literal.length();
            } else if (step.letter == 'M' && step.count >= 3) {
                int month = month(c, at, end, step.count == 4);
                if (month == 0) {
                    return false;
                }
                fields.month = month;
                at += step.count == 4 ? MONTHS[month - 1].length() : 3;
            } else {
                int most = step.count == 1 ? 2 : step.count;
                int number = 0;
                int first = at;
                while (at < end && at - first < most && c[at] >= '0' && c[at] <= '9') {
                    number = number * 10 + c[at++] - '0';
                }
                if (at - first < step.count) {
                    return false;
                }
                store(step.letter, number, fields);
            }
        }
        return at == end && fields.valid();
    }

    private static void store(char letter, int number, TimeFields fields) {
        switch (letter) {
            case 'u', 'y' -> fields.year = number;
            case 'M' -> fields.month = number;
            case 'd' -> fields.day = number;
            case 'H' -> fields.hour = number;
            case 'm' -> fields.minute = number;
            default -> fields.second = number;
        }
    }

    private boolean parseSlowly(Slice text, TimeFields fields) {
        try {
            TemporalAccessor parsed = formatter.parse(text);
            LocalTime time = parsed.query(TemporalQueries.localTime());
            LocalDateTime local = LocalDate.from(parsed)
                    .atTime(time == null ? LocalTime.MIDNIGHT : time.truncatedTo(ChronoUnit.MICROS));
            ZoneId zone = parsed.query(TemporalQueries.zone());
            fields.clear();
            if (zone != null) {
                ZonedDateTime zoned = local.atZone(zone);
                local = zoned.toLocalDateTime();
                fields.offset = zoned.getOffset().getTotalSeconds();
            }
            fields.year = local.getYear();
            fields.month = local.getMonthValue();
            fields.day = local.getDayOfMonth();
            fields.hour = local.getHour();
            fields.minute = local.getMinute();
            fields.second = local.getSecond();
            fields.micros = local.get(ChronoField.MICRO_OF_SECOND);
            return fields.valid();
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean matches(String literal, char[] c, int at, int end) {
        if (end - at < literal.length()) {
            return false;
        }
        for (int i = 0; i < literal.length(); i++) {
            if (c[at + i] != literal.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int month(char[] c, int at, int end, boolean full) {
        for (int month = 1; month <= 12; month++) {
            String name = MONTHS[month - 1];
            int length = full ? name.length() : 3;
            int same = 0;
            while (same < length && at + same < end && (c[at + same] | 0x20) == (name.charAt(same) | 0x20)) {
                same++;
            }
            if (same == length) {
                return month;
            }
        }
        return 0;
    }

    private static List<Step> split(String pattern) {
        List<Step> steps = new ArrayList<>();
        int at = 0;
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            int from = at;
            if (Character.isLetter(c)) {
                while (at < pattern.length() && pattern.charAt(at) == c) {
                    at++;
                }
                steps.add(new Step(c == 'y' ? 'u' : c, at - from, ""));
            } else if (c == '\'') {
                int close = pattern.indexOf('\'', at + 1);
                if (close < 0) {
                    throw new IllegalArgumentException(
                            "time pattern '" + pattern + "' opens a quote and does not close it");
                }
                String inside = pattern.substring(at + 1, close);
                steps.add(new Step('\0', 0, inside.isEmpty() ? "'" : inside));
                at = close + 1;
            } else {
                steps.add(new Step('\0', 0, String.valueOf(c)));
                at++;
            }
        }
        return steps;
    }

    /** The formatter with its years proleptic, so that strict resolving needs no era, and its months in English. */
    private static DateTimeFormatter formatter(List<Step> steps) {
        Map<Long, String> full = new TreeMap<>();
        Map<Long, String> brief = new TreeMap<>();
        for (int month = 1; month <= 12; month++) {
            full.put((long) month, MONTHS[month - 1]);
            brief.put((long) month, MONTHS[month - 1].substring(0, 3));
        }
        DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseInsensitive();
        for (Step step : steps) {
            if (step.letter == 0) {
                builder.appendLiteral(step.literal);
            } else if ((step.letter == 'M' || step.letter == 'L') && (step.count == 3 || step.count == 4)) {
                builder.appendText(ChronoField.MONTH_OF_YEAR, step.count == 3 ? brief : full);
            } else {
                builder.appendPattern(String.valueOf(step.letter).repeat(step.count));
            }
        }
        return builder.toFormatter(Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT);
    }

    /** Whether the steps can stand in for the formatter: known letters, and no number of open width before another. */
    private static boolean fast(List<Step> steps) {
        boolean open = false;
        for (Step step : steps) {
            boolean number = step.letter != 0 && !(step.letter == 'M' && step.count >= 3);
            boolean year = step.letter == 'u';
            boolean known = step.letter == 0 || (FAST.indexOf(step.letter) >= 0 && step.count <= 4);
            if (!known || (year && step.count != 4) || (number && !year && step.letter != 'M' && step.count > 2)) {
                return false;
            }
            boolean digit = step.letter == 0 && Character.isDigit(step.literal.charAt(0));
            if (open && (number || digit)) {
                return false;
            }
            open = number && step.count == 1;
        }
        return true;
    }
}
