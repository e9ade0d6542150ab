package dev.clv.features.internal.cell;

import dev.clv.features.internal.cell.WrittenNumber.Mark;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the cells of a column show about how its numbers are written, so that the column can be read in one form or
 * refused. The order of the cells, and of merging, does not matter. Not thread-safe.
 */
public final class NumberEvidence {

    /** More different spellings of a currency than a column that has one currency. */
    private static final int MOST_CURRENCIES = 8;

    private final @Nullable Character given;
    private final WrittenNumber written = new WrittenNumber();
    private final Map<Mark, String> examples = new EnumMap<>(Mark.class);
    private final long[] counts = new long[Mark.values().length];
    private final TreeSet<String> currencies = new TreeSet<>();
    private @Nullable String percentage;
    private @Nullable String other;
    private long cells;
    private long numbers;

    /** @param decimal the decimal mark of the column, {@code '.'} or {@code ','}; null if its numbers decide */
    public NumberEvidence(@Nullable Character decimal) {
        this.given = decimal;
    }

    /**
     * Looks at a cell that is not missing.
     *
     * @return whether it is a number
     */
    public boolean add(String cell) {
        cells++;
        if (!isNumber(cell)) {
            return false;
        }
        numbers++;
        examples.merge(written.mark(), cell, NumberEvidence::first);
        counts[written.mark().ordinal()]++;
        String currency = written.currency();
        if (currency != null) {
            currencies.add(currency);
            trim();
        }
        if (written.isPercent()) {
            percentage = percentage == null ? cell : first(percentage, cell);
        } else if (!isZero()) {
            other = other == null ? cell : first(other, cell);
        }
        return true;
    }

    /** Whether a cell is a number, without counting it. */
    public boolean isNumber(String cell) {
        return written.read(cell.toCharArray(), 0, cell.length()) && (given == null || written.allows(given));
    }

    private boolean isZero() {
        written.plain(written.allows('.') ? '.' : ',');
        for (int i = 0; i < written.plainLength(); i++) {
            char c = written.plainChars()[i];
            if (c >= '1' && c <= '9') {
                return false;
            }
        }
        return true;
    }

    private static String first(String one, String other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    /** How many cells were looked at. */
    public long cells() {
        return cells;
    }

    /** How many of them are numbers. */
    public long numbers() {
        return numbers;
    }

    /**
     * Why the numbers cannot be read in one form, as the end of a sentence about the column; empty if they can.
     *
     * @param remedy what to do where numbers have two readings
     */
    public Optional<String> problem(String remedy) {
        String point = examples.get(Mark.POINT);
        String comma = examples.get(Mark.COMMA);
        String open = examples.get(Mark.COMMA_OR_GROUP);
        if (point != null && comma != null && given == null) {
            return Optional.of("has a decimal point in " + Masked.quoted(point) + " and a decimal comma in "
                    + Masked.quoted(comma) + "; write all its numbers in one way");
        }
        if (open == null && comma != null) {
            open = examples.get(Mark.POINT_OR_GROUP);
        }
        if (open != null && isUnsettled()) {
            return Optional.of(twoReadings(open, point != null ? point : comma) + remedy);
        }
        if (percentage != null && other != null) {
            return Optional.of("holds percentages such as " + Masked.quoted(percentage) + " and other numbers such as "
                    + Masked.quoted(other) + "; write all its numbers in one way");
        }
        return CurrencyMark.problem(currencies);
    }

    /** The currency of the numbers: its code, or a sign that several currencies share; null if none is named. */
    public @Nullable String currency() {
        return CurrencyMark.clearest(currencies);
    }

    private String twoReadings(String open, @Nullable String deciding) {
        return "holds numbers such as " + Masked.quoted(open) + ", which is " + read(open, '.') + " or "
                + read(open, ',')
                + (deciding == null
                        ? ", and no number that shows which; "
                        : ", and next to no other than " + Masked.quoted(deciding) + " that shows which; ");
    }

    /**
     * Why the numbers cannot be read in one form where others without a group mark in them were read with a decimal
     * mark, as the end of a sentence about the column; empty if they can.
     *
     * @param remedy what to do where numbers have two readings
     */
    public Optional<String> problemAfter(char decimal, String remedy) {
        String other = examples.get(decimal == '.' ? Mark.COMMA_OR_GROUP : Mark.POINT_OR_GROUP);
        return other != null && isUnsettled() ? Optional.of(twoReadings(other, null) + remedy) : Optional.empty();
    }

    /**
     * The form of the numbers; that of plain numbers where there are none, or {@link #problem} says that there is none.
     */
    public NumberForm form() {
        char decimal = given != null ? given : examples.containsKey(Mark.COMMA) ? ',' : '.';
        return new NumberForm(decimal, percentage != null);
    }

    /**
     * Whether no decimal mark was given and none, or but one for more than {@value NumberReader#OPEN_FOR_ONE} numbers
     * of two readings, shows which is meant.
     */
    public boolean isUnsettled() {
        long shown = counts[Mark.POINT.ordinal()] + counts[Mark.COMMA.ordinal()];
        long either = counts[Mark.POINT_OR_GROUP.ordinal()] + counts[Mark.COMMA_OR_GROUP.ordinal()];
        return given == null && (shown == 0 || either > NumberReader.OPEN_FOR_ONE * shown);
    }

    /**
     * Whether the points in the numbers, or nearly all of them, stand before their last three digits, as in
     * {@code 1.234}, so that they may group thousands; they count as decimal marks.
     */
    public boolean isOpen() {
        return isUnsettled() && examples.containsKey(Mark.POINT_OR_GROUP) && !examples.containsKey(Mark.COMMA);
    }

    /** The number that shows most about the form; null if there is no number. */
    public @Nullable String example() {
        String found = percentage;
        for (Mark mark : new Mark[] {Mark.COMMA, Mark.POINT, Mark.COMMA_OR_GROUP, Mark.POINT_OR_GROUP, Mark.NONE}) {
            found = found == null ? examples.get(mark) : found;
        }
        return found;
    }

    private String read(String cell, char decimal) {
        written.read(cell.toCharArray(), 0, cell.length());
        written.plain(decimal);
        return new String(written.plainChars(), 0, written.plainLength());
    }

    /** Appends all of it to a snapshot. */
    public void snapshot(StateWriter out) {
        out.whole(cells).whole(numbers);
        for (Mark mark : Mark.values()) {
            text(out, examples.get(mark));
            out.whole(counts[mark.ordinal()]);
        }
        text(out, percentage);
        text(out, other);
        out.whole(currencies.size());
        currencies.forEach(out::text);
    }

    private static void text(StateWriter out, @Nullable String text) {
        out.text(text == null ? "" : text);
    }

    /** Adds another one's evidence, of which this is a snapshot. */
    public void merge(StateReader in) {
        cells += in.whole();
        numbers += in.whole();
        for (Mark mark : Mark.values()) {
            String text = in.text();
            if (!text.isEmpty()) {
                examples.merge(mark, text, NumberEvidence::first);
            }
            counts[mark.ordinal()] += in.whole();
        }
        percentage = merged(percentage, in.text());
        other = merged(other, in.text());
        for (int i = in.count(1); i > 0; i--) {
            currencies.add(in.text());
        }
        trim();
    }

    private void trim() {
        while (currencies.size() > MOST_CURRENCIES) {
            currencies.pollLast();
        }
    }

    private static @Nullable String merged(@Nullable String one, String other) {
        return other.isEmpty() ? one : one == null ? other : first(one, other);
    }
}
