package dev.clv.features.table;

import dev.clv.features.internal.time.TimeForm;
import dev.clv.features.internal.time.TimeParser;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the dates of a column are written. Immutable and thread-safe.
 *
 * @param word {@code iso} for 2011-02-24 with or without a time, the letters of a pattern, both with {@value #OR}
 *     between them, or {@value #EARLIER} for what earlier versions read: ISO or month first
 * @param form the pattern; null where there is none
 */
record DateForm(String word, @Nullable TimeForm form) {

    /** The word that models of earlier versions have. */
    static final String EARLIER = "";

    private static final String ISO = "iso";
    private static final String OR = "|";

    /** A time of day behind a date, and where it holds: half of the day, offset, zone. */
    private static final String CLOCK =
            "(?:[Tt \\u00a0]\\h*\\d[\\d:.,]*(?:\\h*[AaPp]\\.?\\h?[Mm]\\.?)?(?:\\h*(?:[Zz]|[A-Z]{2,5}|[+-]\\d[\\d:]*))*(?:\\[[\\w/+-]+])?)?";

    private static final Pattern YEAR_FIRST = Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})" + CLOCK);
    private static final Pattern MONTH_FIRST = Pattern.compile("(\\d{1,2})/(\\d{1,2})/(\\d{4})(?: .*)?");

    static DateForm ofWord(String word) {
        String letters = word.startsWith(ISO + OR) ? word.substring(ISO.length() + OR.length()) : word;
        return new DateForm(word, letters.equals(ISO) || letters.equals(EARLIER) ? null : TimeForm.of(letters));
    }

    /**
     * The forms that fit at least a share of the cells; two if day and month may be changed over; none if none does.
     */
    static List<DateForm> fitting(List<String> cells, double share) {
        DateForm iso = ofWord(ISO);
        List<String> others = cells.stream()
                .filter(cell -> !iso.fits(cell) && !iso.isPlaceholder(cell))
                .toList();
        int fitting = cells.size() - others.size();
        if (!cells.isEmpty() && fitting >= share * cells.size()) {
            return List.of(iso);
        }
        return TimeForm.fitting(others, share).stream()
                .map(form -> ofWord((fitting == 0 ? "" : ISO + OR) + form.pattern()))
                .toList();
    }

    boolean fits(String cell) {
        return !Double.isNaN(day(cell));
    }

    /** Whether the cell is a date that nobody can mean, such as 9999-12-31 for a missing one. */
    boolean isPlaceholder(String cell) {
        Matcher yearFirst = YEAR_FIRST.matcher(cell);
        if (form != null && !(word.startsWith(ISO) && yearFirst.matches())) {
            return form.isPlaceholder(cell);
        }
        double day = yearFirst.matches() ? calendarDay(yearFirst.group(1), yearFirst.group(2), yearFirst.group(3)) : 0;
        return !word.equals(EARLIER) && !Double.isNaN(day) && !TimeParser.isPlausible((long) day);
    }

    /** Days since 1970-01-01; NaN if the cell is no date of this form, or a placeholder. */
    double day(String cell) {
        Matcher yearFirst = YEAR_FIRST.matcher(cell);
        if (form != null && !(word.startsWith(ISO) && yearFirst.matches())) {
            return form.day(cell);
        }
        if (yearFirst.matches()) {
            double day = calendarDay(yearFirst.group(1), yearFirst.group(2), yearFirst.group(3));
            return word.equals(EARLIER) || TimeParser.isPlausible((long) day) ? day : Double.NaN;
        }
        Matcher monthFirst = MONTH_FIRST.matcher(cell);
        return word.equals(EARLIER) && monthFirst.matches()
                ? calendarDay(monthFirst.group(3), monthFirst.group(1), monthFirst.group(2))
                : Double.NaN;
    }

    private static double calendarDay(String year, String month, String day) {
        try {
            return LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day))
                    .toEpochDay();
        } catch (DateTimeException notInTheCalendar) {
            return Double.NaN;
        }
    }

    /** In words, for people. */
    String description() {
        if (form != null) {
            return (word.startsWith(ISO) ? "a date like 2011-02-24 or" : "a date") + " of the form " + form;
        }
        return word.equals(ISO) ? "a date like 2011-02-24" : "a date like 2011-02-24 or 2/24/2011";
    }

    /** The pattern or patterns, for people. */
    String patterns() {
        return word.replace(OR, " or ");
    }
}
