package dev.clv.features.internal.time;

import dev.clv.features.internal.cell.Slice;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A time as a number: units since the epoch of Unix, which are instants, or Excel's days, which are local times.
 *
 * <p>A count may have decimals, as of a floating-point column. Excel's days are those of its 1900 system, in which 1 is
 * 1900-01-01 and 60 is the day 1900-02-29 that never was, or those of its 1904 system, in which 0 is 1904-01-01, as of
 * workbooks from old Macs; their fraction is the time of day, to the millisecond. A day and its fraction may be two
 * numbers with a blank between them.
 */
enum CountedTimePattern implements TimePattern {
    EPOCH_SECONDS(BigDecimal.valueOf(1_000_000)),
    EPOCH_MILLIS(BigDecimal.valueOf(1_000)),
    EPOCH_MICROS(BigDecimal.ONE),
    EXCEL_DAYS(BigDecimal.valueOf(86_400_000_000L)) {
        @Override
        boolean store(BigDecimal days, TimeFields fields) {
            if (days.signum() < 0 || days.compareTo(LAST_EXCEL_DAY) > 0) {
                return false;
            }
            int day = days.intValue();
            long millis = days.multiply(MILLIS_PER_DAY)
                    .setScale(0, RoundingMode.HALF_EVEN)
                    .longValue();
            long shift = day < 60 ? 1 : 0;
            return day != 60 && storeMicros((millis - (EXCEL_EPOCH - shift) * 86_400_000) * 1000, fields);
        }
    },
    EXCEL_DAYS_1904(BigDecimal.valueOf(86_400_000_000L)) {
        @Override
        boolean store(BigDecimal days, TimeFields fields) {
            return EXCEL_DAYS.store(days.add(DAYS_TO_1904), fields);
        }
    };

    /** Days from Excel's day 0 to 1970-01-01, as it counts after its leap day. */
    private static final long EXCEL_EPOCH = 25_569;

    /** How many days less the 1904 system counts. */
    private static final BigDecimal DAYS_TO_1904 = BigDecimal.valueOf(1_462);

    private static final BigDecimal LAST_EXCEL_DAY = BigDecimal.valueOf(2_958_465);
    private static final BigDecimal MILLIS_PER_DAY = BigDecimal.valueOf(86_400_000);
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;
    private static final long FIRST = LocalDate.of(1, 1, 1).toEpochDay() * MICROS_PER_DAY;
    private static final long END = LocalDate.of(10_000, 1, 1).toEpochDay() * MICROS_PER_DAY;

    /**
     * An epoch count below this, a year, is a missing time or one in another unit: seconds of today read as
     * milliseconds lie in January 1970.
     */
    private static final long LEAST = 365 * MICROS_PER_DAY;

    /** Further characters make no time. */
    private static final int LONGEST = 40;

    /** A spreadsheet that shows a number with an exponent writes it without its last digits. */
    private static final int DIGITS_WITH_EXPONENT = 10;

    private final BigDecimal micros;

    CountedTimePattern(BigDecimal micros) {
        this.micros = micros;
    }

    /** What a mapping calls it. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether a count needs no zone. */
    boolean isInstant() {
        return this != EXCEL_DAYS && this != EXCEL_DAYS_1904;
    }

    static @Nullable CountedTimePattern of(String word) {
        return Arrays.stream(values())
                .filter(pattern -> pattern.word().equals(word))
                .findFirst()
                .orElse(null);
    }

    static String words() {
        return Arrays.stream(values()).map(CountedTimePattern::word).collect(Collectors.joining(", "));
    }

    @Override
    public boolean parse(Slice text, TimeFields fields) {
        if (isInstant()) {
            long whole = wholeNumber(text);
            if (whole >= 0) {
                return whole <= Long.MAX_VALUE / micros.longValue() && storeInstant(whole * micros.longValue(), fields);
            }
        }
        if (text.length() > LONGEST) {
            return false;
        }
        String written = text.toString();
        int blank = isInstant() ? -1 : written.indexOf(' ');
        BigDecimal count = number(blank < 0 ? written : written.substring(0, blank));
        BigDecimal more = blank < 0 ? BigDecimal.ZERO : number(written.substring(blank + 1));
        return count != null && more != null && store(count.add(more), fields);
    }

    boolean store(BigDecimal count, TimeFields fields) {
        BigDecimal time = count.multiply(micros);
        return time.precision() - (long) time.scale() <= 18 && storeInstant(time.longValue(), fields);
    }

    private static boolean storeInstant(long time, TimeFields fields) {
        boolean known = time >= LEAST && storeMicros(time, fields);
        fields.offset = 0;
        return known;
    }

    static boolean storeMicros(long time, TimeFields fields) {
        if (time < FIRST || time >= END) {
            return false;
        }
        LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(time, MICROS_PER_DAY));
        long ofDay = Math.floorMod(time, MICROS_PER_DAY);
        int second = (int) (ofDay / MICROS_PER_SECOND);
        fields.clear();
        fields.year = day.getYear();
        fields.month = day.getMonthValue();
        fields.day = day.getDayOfMonth();
        fields.hour = second / 3600;
        fields.minute = second / 60 % 60;
        fields.second = second % 60;
        fields.micros = (int) (ofDay % MICROS_PER_SECOND);
        return true;
    }

    /** Up to 18 digits and nothing else, or -1. */
    private static long wholeNumber(Slice text) {
        if (text.length() == 0 || text.length() > 18) {
            return -1;
        }
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = 10 * number + digit;
        }
        return number;
    }

    /** A plain decimal, perhaps with an exponent; null if it is none, or has lost digits to its exponent. */
    private static @Nullable BigDecimal number(String text) {
        int exponent = Math.max(text.indexOf('e'), text.indexOf('E'));
        for (int i = 0; i < text.length(); i++) {
            if ("0123456789.+-eE".indexOf(text.charAt(i)) < 0) {
                return null;
            }
        }
        if (exponent >= 0 && text.length() - exponent > 4) {
            return null;
        }
        try {
            BigDecimal number = new BigDecimal(text);
            boolean shortened =
                    exponent >= 0 && text.indexOf('+', exponent) > 0 && number.precision() < DIGITS_WITH_EXPONENT;
            return shortened ? null : number;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    @Override
    public String write(LocalDateTime time) {
        long since = time.toEpochSecond(ZoneOffset.UTC) * MICROS_PER_SECOND + time.getNano() / 1000;
        if (isInstant()) {
            return plain(BigDecimal.valueOf(since).divide(micros, 6, RoundingMode.HALF_EVEN));
        }
        BigDecimal days =
                BigDecimal.valueOf(since + EXCEL_EPOCH * MICROS_PER_DAY).divide(micros, 10, RoundingMode.HALF_EVEN);
        return plain(this == EXCEL_DAYS ? days : days.subtract(DAYS_TO_1904));
    }

    private static String plain(BigDecimal count) {
        return count.stripTrailingZeros().toPlainString();
    }
}
