package dev.clv.features.internal.time;

import dev.clv.features.internal.cell.Slice;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of letters as {@link DateTimeFormatter} knows them, strict, without optional parts, with month names in any
 * case, in English or one of the languages of {@link MonthNames}, and years of two digits from 1969 to 2068.
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
    private static final String FAST = "uMdHmsS";

    /** Longer texts are no times. */
    private static final int LONGEST = 100;

    /** Digits of a fraction of a second that are kept; further ones are left to the formatter. */
    private static final int MOST_FRACTION = 6;

    /** Microseconds of a fraction's last digit, by the number of its digits. */
    private static final int[] MICROS = {0, 100_000, 10_000, 1_000, 100, 10, 1};

    /** Two digits of a year mean 1969 to 2068, as in POSIX. */
    private static final int FIRST_OF_TWO_DIGITS = 1969;

    /** Times that a pattern must read as it writes them. */
    private static final List<LocalDateTime> SAMPLES =
            List.of(LocalDateTime.of(2024, 11, 25, 13, 14, 15), LocalDateTime.of(2003, 2, 4, 5, 6, 7));

    private final DateTimeFormatter formatter;
    private final PatternStep @Nullable [] steps;

    /** How many letters stand for the name of the month, three for the short one; 0 if there is no name. */
    private final int monthLetters;

    private LetterTimePattern(DateTimeFormatter formatter, PatternStep @Nullable [] steps, int monthLetters) {
        this.formatter = formatter;
        this.steps = steps;
        this.monthLetters = monthLetters;
    }

    /**
     * The plain patterns that a pattern with optional parts stands for; at least one.
     *
     * @throws IllegalArgumentException if it is no pattern, or its letters name no instant; the message names it and
     *     says what to write
     */
    static List<LetterTimePattern> of(String pattern) {
        try {
            return PatternLetters.choices(pattern).stream()
                    .map(LetterTimePattern::compile)
                    .toList();
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IllegalArgumentException(
                    "time pattern '" + pattern + "' cannot be used: " + e.getMessage()
                            + "; a usual one is 'yyyy-MM-dd HH:mm:ss', and further words are "
                            + CountedTimePattern.words(),
                    e);
        }
    }

    private static LetterTimePattern compile(List<PatternStep> steps) {
        LetterTimePattern compiled = new LetterTimePattern(
                formatter(steps),
                fast(steps) ? steps.toArray(new PatternStep[0]) : null,
                steps.stream()
                        .filter(PatternStep::isMonthName)
                        .mapToInt(PatternStep::count)
                        .findFirst()
                        .orElse(0));
        TimeFields fields = new TimeFields();
        for (LocalDateTime sample : SAMPLES) {
            String written = compiled.write(sample);
            if (!compiled.parse(Slice.of(written), fields)
                    || fields.epochDay() != sample.toLocalDate().toEpochDay()
                    || !compiled.write(fields.dateTime()).equals(written)) {
                throw new IllegalArgumentException("it does not read back the times that it writes; put something"
                        + " between its numbers, or give them two digits, such as MMdd");
            }
        }
        return compiled;
    }

    @Override
    public String write(LocalDateTime time) {
        return formatter.format(time.atZone(ZoneOffset.UTC));
    }

    @Override
    public boolean parse(Slice text, TimeFields fields) {
        return parseFast(text, fields) || parseSlowly(text, fields) || (monthLetters > 0 && parseForeign(text, fields));
    }

    /** A time whose month has its name in another language than English. */
    private boolean parseForeign(Slice text, TimeFields fields) {
        String english = text.length() > LONGEST ? null : MonthNames.inEnglish(text.toString(), monthLetters == 3);
        if (english == null) {
            return false;
        }
        Slice translated = Slice.of(english);
        return parseFast(translated, fields) || parseSlowly(translated, fields);
    }

    @Override
    public boolean parseFast(Slice text, TimeFields fields) {
        return steps != null && parseSteps(steps, text, fields);
    }

    private static boolean parseSteps(PatternStep[] steps, Slice text, TimeFields fields) {
        char[] c = text.array();
        int at = text.start();
        int end = at + text.length();
        fields.clear();
        for (PatternStep step : steps) {
            if (step.isLiteral()) {
                if (!matches(step.literal(), c, at, end)) {
                    return false;
                }
                at += step.literal().length();
            } else if (step.isMonthName()) {
                int month = month(c, at, end, step.count() == 4);
                if (month == 0) {
                    return false;
                }
                fields.month = month;
                at += step.count() == 4 ? MONTHS[month - 1].length() : 3;
            } else {
                int most = step.count() == 1 && step.letter() != 'S' ? 2 : step.count();
                int number = 0;
                int first = at;
                while (at < end && at - first < most && c[at] >= '0' && c[at] <= '9') {
                    number = number * 10 + c[at++] - '0';
                }
                if (at - first < step.count()) {
                    return false;
                }
                store(step, number, fields);
            }
        }
        return at == end && fields.valid();
    }

    private static void store(PatternStep step, int number, TimeFields fields) {
        switch (step.letter()) {
            case 'u' -> fields.year = step.count() == 2 ? yearOf(number) : number;
            case 'M' -> fields.month = number;
            case 'd' -> fields.day = number;
            case 'H' -> fields.hour = number;
            case 'm' -> fields.minute = number;
            case 's' -> fields.second = number;
            default -> fields.micros = number * MICROS[step.count()];
        }
    }

    private static int yearOf(int twoDigits) {
        int century = FIRST_OF_TWO_DIGITS / 100 * 100;
        return twoDigits < FIRST_OF_TWO_DIGITS % 100 ? century + 100 + twoDigits : century + twoDigits;
    }

    private boolean parseSlowly(Slice text, TimeFields fields) {
        try {
            TemporalAccessor parsed = formatter.parse(text);
            LocalTime time = parsed.query(TemporalQueries.localTime());
            LocalDateTime local = LocalDate.from(parsed)
                    .atTime(time == null ? LocalTime.MIDNIGHT : time.truncatedTo(ChronoUnit.MICROS));
            fields.clear();
            ZoneOffset offset = parsed.query(TemporalQueries.offset());
            ZoneId zone = parsed.query(TemporalQueries.zoneId());
            if (offset != null) {
                fields.offset = offset.getTotalSeconds();
            } else if (zone != null) {
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

    /** The formatter with its years proleptic, so that strict resolving needs no era, and its months in English. */
    private static DateTimeFormatter formatter(List<PatternStep> steps) {
        Map<Long, String> full = new TreeMap<>();
        Map<Long, String> brief = new TreeMap<>();
        for (int month = 1; month <= 12; month++) {
            full.put((long) month, MONTHS[month - 1]);
            brief.put((long) month, MONTHS[month - 1].substring(0, 3));
        }
        DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseInsensitive();
        for (PatternStep step : steps) {
            if (step.isLiteral()) {
                builder.appendLiteral(step.literal());
            } else if (step.isMonthName()) {
                builder.appendText(ChronoField.MONTH_OF_YEAR, step.count() == 3 ? brief : full);
            } else if (step.letter() == 'u' && step.count() == 2) {
                builder.appendValueReduced(ChronoField.YEAR, 2, 2, FIRST_OF_TWO_DIGITS);
            } else {
                builder.appendPattern(String.valueOf(step.letter()).repeat(step.count()));
            }
        }
        return builder.toFormatter(Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT);
    }

    /** Whether the steps can stand in for the formatter: known letters, and no number of open width before another. */
    private static boolean fast(List<PatternStep> steps) {
        boolean open = false;
        for (PatternStep step : steps) {
            if (!step.isLiteral() && (FAST.indexOf(step.letter()) < 0 || step.count() > MOST_FRACTION)) {
                return false;
            }
            boolean number = !step.isLiteral() && !step.isMonthName();
            boolean digit = step.isLiteral() && Character.isDigit(step.literal().charAt(0));
            if (open && (number || digit)) {
                return false;
            }
            open = number && step.count() == 1 && step.letter() != 'S';
        }
        return true;
    }
}
