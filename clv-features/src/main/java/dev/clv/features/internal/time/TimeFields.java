package dev.clv.features.internal.time;

import java.time.LocalDateTime;

/** What a time stamp says, before a zone makes an instant of it; mutable scratch space, not thread-safe. */
final class TimeFields {

    int year;
    int month;
    int day;
    int hour;
    int minute;
    int second;
    int micros;

    /** Seconds east of UTC, or {@link #NO_OFFSET} when the text does not say. */
    int offset;

    static final int NO_OFFSET = Integer.MIN_VALUE;
    private static final int DAYS_PER_ERA = 146_097;
    private static final int[] DAYS_IN_MONTH = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    /** Midnight of no day yet, without an offset. */
    void clear() {
        year = 0;
        month = 0;
        day = 0;
        hour = 0;
        minute = 0;
        second = 0;
        micros = 0;
        offset = NO_OFFSET;
    }

    /**
     * Makes hour 24, with nothing after it, hour 0 of the next day, as ISO 8601 writes the end of a day; a day that
     * does not exist stays as it is.
     */
    void turnEndOfDay() {
        if (hour != 24 || minute != 0 || second != 0 || micros != 0) {
            return;
        }
        hour = 0;
        if (!valid()) {
            hour = 24;
        } else if (day < daysInMonth()) {
            day++;
        } else {
            day = 1;
            year += month / 12;
            month = month % 12 + 1;
        }
    }

    /** Strict: years 1 to 9999, every field within its range, the day within its month; no leap seconds, no hour 24. */
    boolean valid() {
        return year >= 1
                && year <= 9999
                && month >= 1
                && month <= 12
                && day >= 1
                && day <= daysInMonth()
                && hour < 24
                && minute < 60
                && second < 60;
    }

    private int daysInMonth() {
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        return month == 2 && leap ? 29 : DAYS_IN_MONTH[month];
    }

    /** Days since 1970-01-01 in the proleptic Gregorian calendar, counted in years that begin in March. */
    long epochDay() {
        int shifted = month <= 2 ? year - 1 : year;
        int era = Math.floorDiv(shifted, 400);
        int yearOfEra = shifted - era * 400;
        int monthFromMarch = (month + 9) % 12;
        int dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return (long) era * DAYS_PER_ERA + dayOfEra - 719_468;
    }

    /** The same as a local time. */
    LocalDateTime dateTime() {
        return LocalDateTime.of(year, month, day, hour, minute, second, 1000 * micros);
    }

    int secondOfDay() {
        return hour * 3600 + minute * 60 + second;
    }
}
