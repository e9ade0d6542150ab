package dev.clv.features.sequence;

import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The columns of numbers that fields become, in their order in a token. */
enum TokenColumn {
    KIND(
            TokenField.KIND,
            Form.INDEX,
            "What happened",
            seen -> seen.token().kind().ordinal()),
    CATEGORY(
            TokenField.CATEGORY,
            Form.INDEX,
            "Category of the product, of an order that of its dearest line",
            seen -> numberOf(seen.token().category())),
    NAME(
            TokenField.NAME,
            Form.INDEX,
            "Name of the signal, or of the attribute that changed",
            seen -> numberOf(seen.token().name())),
    AMOUNT(TokenField.AMOUNT, Form.SCALED, "What was paid or, below 0, paid back", SeenToken::net),
    QUANTITY(
            TokenField.QUANTITY,
            Form.SCALED,
            "Units of it",
            seen -> seen.token().quantity()),
    GAP(TokenField.GAP, Form.SCALED, "Time since the event before", SeenToken::gap),
    FIRST(TokenField.GAP, Form.FLAG, "Whether it is the first event", seen -> flag(seen.before() == null)),
    AGE(TokenField.AGE, Form.SCALED, "Time from the event to the cutoff", SeenToken::age),
    WEEKDAY_SIN(TokenField.WEEKDAY, Form.PLAIN, "Day of the week, sine", seen -> sine(ofWeek(seen))),
    WEEKDAY_COS(TokenField.WEEKDAY, Form.PLAIN, "Day of the week, cosine", seen -> cosine(ofWeek(seen))),
    YEAR_DAY_SIN(TokenField.YEAR_DAY, Form.PLAIN, "Day of the year, sine", seen -> sine(ofYear(seen))),
    YEAR_DAY_COS(TokenField.YEAR_DAY, Form.PLAIN, "Day of the year, cosine", seen -> cosine(ofYear(seen))),
    HOUR_SIN(TokenField.HOUR, Form.PLAIN, "Time of day, sine", seen -> sine(ofDay(seen))),
    HOUR_COS(TokenField.HOUR, Form.PLAIN, "Time of day, cosine", seen -> cosine(ofDay(seen))),
    RATING(
            TokenField.RATING,
            Form.SCALED,
            "Rating of the review",
            seen -> seen.token().rating()),
    HAS_RATING(
            TokenField.RATING,
            Form.FLAG,
            "Whether there is a rating",
            seen -> flag(!Double.isNaN(seen.token().rating()))),
    SENTIMENT(
            TokenField.SENTIMENT,
            Form.PLAIN,
            "How content the text sounds",
            seen -> seen.token().mood()),
    HAS_TEXT(
            TokenField.SENTIMENT,
            Form.FLAG,
            "Whether there is a text",
            seen -> flag(!Double.isNaN(seen.token().mood()))),
    SAME_ORDER(
            TokenField.SAME_ORDER,
            Form.FLAG,
            "Whether it is of the same order as the event before",
            seen -> flag(seen.isOfSameOrder()));

    /** What kind of number a column holds. */
    enum Form {
        /** The index of a word. */
        INDEX,
        /** A number in standard deviations from its mean, of its curve: see {@link TokenColumn#curve}. */
        SCALED,
        /** A number as it is, from -1 to 1. */
        PLAIN,
        /** 1 for yes, 0 for no. */
        FLAG
    }

    /** An hour: what tells a moment from days, but not from minutes. */
    private static final double SHORT_DAYS = 1 / 24.0;

    private static final double CIRCLE = 2 * Math.PI;

    private final TokenField field;
    private final Form form;
    private final String description;
    private final ToDoubleFunction<SeenToken> reader;

    TokenColumn(TokenField field, Form form, String description, ToDoubleFunction<SeenToken> reader) {
        this.field = field;
        this.form = form;
        this.description = description;
        this.reader = reader;
    }

    TokenField field() {
        return field;
    }

    Form form() {
        return form;
    }

    String description() {
        return description;
    }

    /** {@code kind}, {@code weekday_sin}, ... */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The inverse of {@link #word()}. */
    static TokenColumn ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    String unit() {
        return switch (form) {
            case INDEX -> "category";
            case SCALED -> "standard deviations";
            case PLAIN -> this == SENTIMENT ? "score" : "share";
            case FLAG -> "flag";
        };
    }

    /** Whether the column tells of the season. */
    boolean isOfYear() {
        return field == TokenField.YEAR_DAY;
    }

    /** The number before it is scaled, of a word one that stands for it; NaN where there is none. */
    double read(SeenToken seen) {
        return reader.applyAsDouble(seen);
    }

    /**
     * The number whose mean and standard deviation a scaled column is told in: of amounts sign(x) ln(1 + |x| / unit),
     * of quantities ln(1 + x), of days ln(x + 1/24), of ratings x.
     *
     * @param unit of amounts, positive
     */
    double curve(double number, double unit) {
        return switch (this) {
            case AMOUNT -> Math.copySign(StrictMath.log1p(Math.abs(number) / unit), number);
            case QUANTITY -> StrictMath.log1p(number);
            case GAP, AGE -> StrictMath.log(number + SHORT_DAYS);
            default -> number;
        };
    }

    private static double numberOf(@Nullable String word) {
        return word == null ? Double.NaN : WordIndex.hash(word);
    }

    private static double flag(boolean yes) {
        return yes ? 1 : 0;
    }

    private static double ofWeek(SeenToken seen) {
        return seen.clock().ofWeek(seen.token().time());
    }

    private static double ofYear(SeenToken seen) {
        return seen.clock().ofYear(seen.token().time());
    }

    private static double ofDay(SeenToken seen) {
        return seen.clock().ofDay(seen.token().time());
    }

    private static double sine(double share) {
        return StrictMath.sin(CIRCLE * share);
    }

    private static double cosine(double share) {
        return StrictMath.cos(CIRCLE * share);
    }
}
