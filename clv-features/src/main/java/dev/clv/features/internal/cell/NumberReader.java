package dev.clv.features.internal.cell;

import org.jspecify.annotations.Nullable;

/**
 * Reads the numbers of one column of a log, row after row and exactly, with one decimal mark throughout.
 *
 * <p>What the forms of a number are is said by {@link WrittenNumber}. The decimal mark is the one that was given, or
 * else the one of the first number that allows no other. Until there is one, a point is the decimal mark and a comma
 * groups, provisionally: {@link #isOpen} tells at the end whether that was ever decided, and a number that decides
 * otherwise later is {@link Outcome#TOO_LATE}. Plain numbers take a short way through a {@link DecimalParser} that has
 * the same result.
 *
 * <p>Holds the last result; not thread-safe.
 */
public final class NumberReader {

    /** What became of a text. */
    public enum Outcome {
        /** It is a number. */
        NUMBER,
        /** It is none. */
        NOT_A_NUMBER,
        /** It is a number with more than 18 digits in front of the decimal point. */
        TOO_LARGE,
        /** It is a number with the other decimal mark only. */
        OTHER_MARK,
        /** It is a number with a decimal comma only, but numbers before it were read the other way. */
        TOO_LATE
    }

    /**
     * A number of the column that shows how it is written.
     *
     * @param line the line that was given with it
     * @param text the number as it is written
     */
    public record Example(long line, String text) {}

    /** So many numbers of two readings are decided by one that has one reading. */
    static final int OPEN_FOR_ONE = 10;

    private final @Nullable Character given;
    private final WrittenNumber written = new WrittenNumber();
    private DecimalParser parser;

    /** The decimal mark, 0 until it is known. */
    private char mark;

    private @Nullable Example deciding;
    private @Nullable Example openPoint;
    private @Nullable Example openComma;
    private long openPoints;
    private long openCommas;
    private long agreeing;
    private long contradicting;
    private @Nullable Example contradicted;
    private boolean percent;
    private @Nullable String currency;

    /** @param decimal {@code '.'} or {@code ','}; null if the column's own numbers decide */
    public NumberReader(@Nullable Character decimal) {
        this.given = decimal;
        this.mark = decimal == null ? 0 : decimal;
        this.parser = DecimalParser.withMark(decimal);
    }

    /**
     * Reads {@code length} characters from {@code start} on.
     *
     * @param line where they stand, for examples
     */
    public Outcome read(char[] chars, int start, int length, long line) {
        percent = false;
        currency = null;
        if (parser.parse(chars, start, length) && (mark != 0 || !parser.marked())) {
            if (parser.marked()) {
                countPlain(chars, start, length, line);
            }
            return Outcome.NUMBER;
        }
        if (parser.tooLarge()) {
            return Outcome.TOO_LARGE;
        }
        if (!written.read(chars, start, length)) {
            return Outcome.NOT_A_NUMBER;
        }
        Outcome outcome = settle(new String(chars, start, length), line);
        if (outcome != Outcome.NUMBER) {
            return outcome;
        }
        percent = written.isPercent();
        currency = written.currency();
        written.plain(mark == 0 ? '.' : mark);
        return parsePlain(written.plainChars(), 0, written.plainLength());
    }

    /** Reads digits with a decimal point, which say nothing about how the column is written. */
    public Outcome readPlain(char[] chars, int start, int length) {
        percent = false;
        currency = null;
        return parsePlain(chars, start, length);
    }

    /**
     * What the numbers so far have shown of the column; decides, but for the counts, how further ones are read.
     *
     * @param mark the decimal mark, 0 if it is not known
     */
    public record Evidence(
            char mark,
            @Nullable Example deciding,
            @Nullable Example openPoint,
            @Nullable Example openComma,
            long openPoints,
            long openCommas,
            @Nullable Example contradicted,
            long agreeing,
            long contradicting) {

        private boolean isOpen() {
            return openPoints + openCommas > 0;
        }

        /** Whether further numbers are read in the same way after this and after that. */
        public boolean readsLike(Evidence other) {
            return mark == other.mark && (mark != 0 || isOpen() == other.isOpen());
        }

        /** This, and what {@code part} shows beyond {@code start}, which it began with. */
        public Evidence and(Evidence start, Evidence part) {
            return new Evidence(
                    part.mark,
                    deciding == null ? part.deciding : deciding,
                    openPoint == null ? part.openPoint : openPoint,
                    openComma == null ? part.openComma : openComma,
                    openPoints + part.openPoints - start.openPoints,
                    openCommas + part.openCommas - start.openCommas,
                    contradicted == null ? part.contradicted : contradicted,
                    agreeing + part.agreeing - start.agreeing,
                    contradicting + part.contradicting - start.contradicting);
        }
    }

    /** What the numbers so far have shown. */
    public Evidence evidence() {
        return new Evidence(
                mark, deciding, openPoint, openComma, openPoints, openCommas, contradicted, agreeing, contradicting);
    }

    /** Goes on as if other numbers had been read here. */
    public void resume(Evidence evidence) {
        if (mark != evidence.mark) {
            parser = DecimalParser.withMark(evidence.mark == 0 ? null : (Character) evidence.mark);
        }
        mark = evidence.mark;
        deciding = evidence.deciding;
        openPoint = evidence.openPoint;
        openComma = evidence.openComma;
        openPoints = evidence.openPoints;
        openCommas = evidence.openCommas;
        contradicted = evidence.contradicted;
        agreeing = evidence.agreeing;
        contradicting = evidence.contradicting;
    }

    private Outcome parsePlain(char[] chars, int start, int length) {
        if (parser.parseWith('.', '\0', chars, start, length)) {
            return Outcome.NUMBER;
        }
        return parser.tooLarge() ? Outcome.TOO_LARGE : Outcome.NOT_A_NUMBER;
    }

    /** Decides the column's decimal mark, if the text does and it is not yet known. */
    private Outcome settle(String text, long line) {
        if (mark != 0) {
            return settled(text, line);
        }
        switch (written.mark()) {
            case POINT -> decide('.', text, line);
            case COMMA -> {
                if (openPoints + openCommas > 0) {
                    return Outcome.TOO_LATE;
                }
                decide(',', text, line);
            }
            case POINT_OR_GROUP -> countPoint(text, line);
            case COMMA_OR_GROUP -> countComma(text, line);
            case NONE -> {}
        }
        return Outcome.NUMBER;
    }

    private Outcome settled(String text, long line) {
        if (!written.allows(mark)) {
            contradicting++;
            contradicted = contradicted == null ? new Example(line, text) : contradicted;
            return Outcome.OTHER_MARK;
        }
        switch (written.mark()) {
            case POINT, COMMA -> agreeing++;
            case POINT_OR_GROUP -> countPoint(text, line);
            case COMMA_OR_GROUP -> countComma(text, line);
            case NONE -> {}
        }
        return Outcome.NUMBER;
    }

    /** Counts a number that the parser has read, which has the decimal mark or the group mark in it. */
    private void countPlain(char[] chars, int start, int length, long line) {
        boolean either = parser.grouped() ? parser.isOneGroup() : parser.isOfThreeDecimals();
        if (!either) {
            agreeing++;
        } else if ((mark == '.') == parser.grouped()) {
            openCommas++;
            openComma = openComma == null ? new Example(line, new String(chars, start, length)) : openComma;
        } else {
            openPoints++;
            openPoint = openPoint == null ? new Example(line, new String(chars, start, length)) : openPoint;
        }
    }

    private void countPoint(String text, long line) {
        openPoint = openPoint == null ? new Example(line, text) : openPoint;
        openPoints++;
    }

    private void countComma(String text, long line) {
        openComma = openComma == null ? new Example(line, text) : openComma;
        openCommas++;
    }

    private void decide(char decimal, String text, long line) {
        mark = decimal;
        parser = DecimalParser.withMark(decimal);
        deciding = new Example(line, text);
        agreeing = 1;
    }

    /**
     * A text that was read as a number, in plain form.
     *
     * @param decimal the decimal mark
     */
    public String plain(String text, char decimal) {
        written.read(text.toCharArray(), 0, text.length());
        written.plain(decimal);
        return new String(written.plainChars(), 0, written.plainLength());
    }

    /** The last number; replaced by {@link DecimalParser#multiply}. */
    public DecimalParser number() {
        return parser;
    }

    /** Whether the last number was written as a percentage; it was divided by 100 then. */
    public boolean isPercent() {
        return percent;
    }

    /** The currency that stands beside the last number, as it is written; null if there is none. */
    public @Nullable String currency() {
        return currency;
    }

    /** Whether the decimal mark was given. */
    public boolean isGiven() {
        return given != null;
    }

    /** Whether numbers were read that have two readings, and no number decided for one. */
    public boolean isOpen() {
        return mark == 0 && openPoints + openCommas > 0;
    }

    /**
     * The first number that has the other decimal mark only, where there are more of these than of those that have the
     * one that was found; null elsewhere.
     */
    public @Nullable Example contradicted() {
        return contradicting > agreeing ? contradicted : null;
    }

    /**
     * Whether a decimal mark was found, but by so few numbers that they may be mistakes: more than
     * {@value #OPEN_FOR_ONE} times as many may as well group thousands by it, or by the other.
     *
     * @param sign of those, {@code '.'} or {@code ','}
     */
    public boolean isDoubtful(char sign) {
        return given == null && mark != 0 && (sign == '.' ? openPoints : openCommas) > OPEN_FOR_ONE * agreeing;
    }

    /** The decimal mark that was given or found; 0 if there is none yet. */
    public char mark() {
        return mark;
    }

    /** The number that decided the decimal mark; null if none did. */
    public @Nullable Example deciding() {
        return deciding;
    }

    /** The first number like {@code 1.234}, which has two readings; null if there was none. */
    public @Nullable Example openPoint() {
        return openPoint;
    }

    /** The first number like {@code 1,234}, which has two readings; null if there was none. */
    public @Nullable Example openComma() {
        return openComma;
    }

    /** How many numbers like {@code 1.234} there were. */
    public long openPoints() {
        return openPoints;
    }
}
