package dev.clv.decide.money;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * Months of age, counted from the day of the first purchase: month m, from 0 on, begins m calendar months after it, on
 * the last day of a month that is too short, and ends before the next begins.
 */
final class Age {

    private Age() {}

    /** Which month of age a day lies in, which is also how many are over before it; the day is not before the first. */
    static int of(LocalDate first, LocalDate day) {
        int months = (int) ChronoUnit.MONTHS.between(first, day);
        // From 31 January to 28 February no month has passed by the calendar, but month 1 begins on the 28th.
        return first.plusMonths(months + 1).isAfter(day) ? months : months + 1;
    }

    /** How many days after a day a month of age begins; negative if it began before. */
    static int daysUntil(LocalDate first, int month, LocalDate day) {
        return (int) ChronoUnit.DAYS.between(day, first.plusMonths(month));
    }
}
