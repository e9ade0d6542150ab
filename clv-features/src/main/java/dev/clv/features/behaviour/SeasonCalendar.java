package dev.clv.features.behaviour;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Named windows of days in which a shop sells otherwise than usual, such as the weeks before Christmas, as data: a line
 * each, a name, a colon and when the window is. Empty lines and lines that begin with {@code #} are passed over.
 *
 * <pre>
 * christmas: yearly 12-01..12-24
 * black_friday: last friday 11 -1..+3
 * payday: month-end -2..+3
 * lunar_new_year: dates 2024-01-27..2024-02-16 2025-01-15..2025-02-04
 * </pre>
 *
 * <p>{@code yearly} has days of the year and may go on into the next one. {@code last} names a weekday and a month, and
 * from how many days before or after the last such day of the month to how many the window is; {@code month-end} counts
 * so from the last day of every month. {@code dates} lists stretches of days, for feasts that move; a calendar with
 * dates depends on the year and says nothing of years that it lacks: spend in them counts neither as within the window
 * nor as outside. Both ends of a window are part of it.
 *
 * <p>Immutable and thread-safe; equal if the windows are.
 */
public final class SeasonCalendar {

    private static final Pattern LINE = Pattern.compile("([a-z][a-z0-9_]*): *(\\S.*)");

    private final List<SeasonWindow> windows;

    private SeasonCalendar(List<SeasonWindow> windows) {
        this.windows = List.copyOf(windows);
    }

    /** Christmas, the sales after it, Black Friday to Cyber Monday, and the days around the end of a month. */
    public static SeasonCalendar western() {
        return resource("western.txt");
    }

    /**
     * The Lunar New Year of 2010 to 2035, the shopping days of 18 June, 11 November and 12 December, the National Day,
     * and the days around the end of a month.
     */
    public static SeasonCalendar chinese() {
        return resource("chinese.txt");
    }

    private static SeasonCalendar resource(String name) {
        try (InputStream in = SeasonCalendar.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the library lacks its calendar " + name);
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
    }

    /**
     * A calendar of one's own.
     *
     * @param text lines as above
     * @throws IllegalArgumentException if a line is not as above, a name comes twice, or there is no window; the
     *     message holds the line
     */
    public static SeasonCalendar parse(String text) {
        List<SeasonWindow> windows = new ArrayList<>();
        text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .forEach(line -> {
                    SeasonWindow window = window(line);
                    if (windows.stream().anyMatch(other -> other.name().equals(window.name()))) {
                        throw new IllegalArgumentException(
                                "two windows of the calendar are named '" + window.name() + "'; rename one of them");
                    }
                    windows.add(window);
                });
        if (windows.isEmpty()) {
            throw new IllegalArgumentException("a calendar needs at least one window");
        }
        return new SeasonCalendar(windows);
    }

    /**
     * This calendar and another one in one, as a model has one extractor of seasons. A window that both have is there
     * once.
     *
     * @throws IllegalArgumentException if the two have different windows of one name
     */
    public SeasonCalendar and(SeasonCalendar other) {
        Set<String> lines = new LinkedHashSet<>();
        windows.forEach(window -> lines.add(window.line()));
        other.windows.forEach(window -> lines.add(window.line()));
        return parse(String.join("\n", lines));
    }

    private static SeasonWindow window(String line) {
        Matcher matcher = LINE.matcher(line);
        SeasonWindow window = matcher.matches() ? SeasonWindow.parse(matcher.group(1), matcher.group(2)) : null;
        if (window == null) {
            throw new IllegalArgumentException("a line of the calendar is '" + line
                    + "'; write a name of small letters, digits and underscores, a colon, and one of 'yearly"
                    + " MM-DD..MM-DD', 'last WEEKDAY MONTH -A..+B', 'month-end -A..+B' and 'dates"
                    + " YYYY-MM-DD..YYYY-MM-DD ...', with at most 27 days before or after");
        }
        return window;
    }

    /** The names of the windows, in order. */
    public List<String> names() {
        return windows.stream().map(SeasonWindow::name).toList();
    }

    /**
     * Whether a day is in a window.
     *
     * @throws IllegalArgumentException if there is no window of this name
     */
    public boolean contains(String name, LocalDate day) {
        return windows.stream()
                .filter(window -> window.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("the calendar has no window '" + name + "', only " + names()))
                .contains(day);
    }

    List<SeasonWindow> windows() {
        return windows;
    }

    /** The lines of the windows, which {@link #parse} reads. */
    @Override
    public String toString() {
        return String.join("\n", windows.stream().map(SeasonWindow::line).toList());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SeasonCalendar calendar && toString().equals(calendar.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }
}
