package dev.clv.features.internal.time;

import dev.clv.features.internal.cell.Slice;
import java.util.List;

/**
 * How the dates of a column are written, by the rules that the readers of logs have for times. Immutable and
 * thread-safe.
 */
public final class TimeForm {

    private static final int FIRST = 50;

    private final String word;
    private final TimePattern pattern;

    private TimeForm(String word) {
        this.word = word;
        this.pattern = TimePatterns.of(List.of(word));
    }

    /**
     * The form with a pattern.
     *
     * @param pattern {@code iso} or letters, as of a mapping
     * @throws IllegalArgumentException if the pattern cannot be used; the message says why
     */
    public static TimeForm of(String pattern) {
        return new TimeForm(pattern);
    }

    /**
     * The forms that fit nearly all of some texts, the likeliest first: none if they are no dates; two with day and
     * month changed over if both fit equally many, so that the texts alone do not show which is meant.
     *
     * @param share how many of the texts must fit, above 0 and at most 1
     */
    public static List<TimeForm> fitting(List<String> texts, double share) {
        List<String> known = TimeGuess.letters();
        for (String pattern : known) {
            TimeForm form = new TimeForm(pattern);
            if (form.fits(texts, share)) {
                String swapped = TimeGuess.swapped(pattern);
                TimeForm rival = swapped.equals(pattern) || !known.contains(swapped) ? form : of(swapped);
                long more = rival.fitting(texts) - form.fitting(texts);
                return more == 0 && rival != form ? List.of(form, rival) : List.of(more > 0 ? rival : form);
            }
        }
        return List.of();
    }

    /**
     * Two forms with day and month changed over that fit nearly all of some texts only together: empty if there are
     * none.
     *
     * @param share how many of the texts must fit one of the two, and neither alone, above 0 and at most 1
     */
    public static List<TimeForm> ofTwoOrders(List<String> texts, double share) {
        List<String> known = TimeGuess.letters();
        for (String pattern : known) {
            String swapped = TimeGuess.swapped(pattern);
            if (!swapped.equals(pattern) && known.contains(swapped)) {
                TimeForm one = of(pattern);
                TimeForm other = of(swapped);
                boolean begins = texts.stream().limit(FIRST).anyMatch(text -> one.fits(text) || other.fits(text));
                if (begins
                        && texts.stream()
                                        .filter(text -> one.fits(text) || other.fits(text))
                                        .count()
                                >= share * texts.size()
                        && Math.max(one.fitting(texts), other.fitting(texts)) < share * texts.size()) {
                    return List.of(one, other);
                }
            }
        }
        return List.of();
    }

    private boolean fits(List<String> texts, double share) {
        // A few texts rule out most patterns.
        List<String> first = texts.subList(0, Math.min(FIRST, texts.size()));
        return !texts.isEmpty() && fitting(first) >= share / 2 * first.size() && fitting(texts) >= share * texts.size();
    }

    private long fitting(List<String> texts) {
        return texts.stream().filter(this::fits).count();
    }

    /** The pattern's letters, or {@code iso}. */
    public String pattern() {
        return word;
    }

    /** Whether a text is written in this form, a {@linkplain #isPlaceholder placeholder} too. */
    public boolean fits(String text) {
        return pattern.parse(Slice.of(text), new TimeFields());
    }

    /** Whether a text names a day that no shop can mean, such as 31/12/9999. */
    public boolean isPlaceholder(String text) {
        TimeFields fields = new TimeFields();
        return pattern.parse(Slice.of(text), fields) && !TimeParser.isPlausible(fields);
    }

    /**
     * The calendar day that a text names, wherever it is, in days since 1970-01-01; NaN if it names none, or a
     * placeholder.
     */
    public double day(String text) {
        TimeFields fields = new TimeFields();
        return pattern.parse(Slice.of(text), fields) && TimeParser.isPlausible(fields) ? fields.epochDay() : Double.NaN;
    }

    /** The pattern. */
    @Override
    public String toString() {
        return pattern();
    }
}
