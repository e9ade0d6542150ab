package dev.clv.features.read;

import static java.util.Objects.requireNonNull;

import dev.clv.features.internal.cell.DecimalParser;
import dev.clv.features.internal.cell.Masked;
import dev.clv.features.internal.cell.NumberReader;
import dev.clv.features.internal.cell.Printable;
import dev.clv.features.internal.cell.Slice;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A question about one row's raw columns, for {@link ColumnMappingBuilder#drop} and
 * {@link ColumnMappingBuilder#refundWhen}.
 *
 * <p>Texts are compared exactly, without the blanks around a value. A value that is missing or not a number is neither
 * {@link #atMost} nor {@link #atLeast} anything. Immutable and thread-safe.
 */
public abstract sealed class RowCondition {

    private RowCondition() {}

    /** The column's value is missing: blank, or one of the words for a missing value. */
    public static RowCondition blank(String column) {
        return new Blank(column);
    }

    /**
     * The column's value is exactly {@code value}; {@code equals} in JSON. (Java would take a static import of that
     * name for {@link Object#equals}.)
     */
    public static RowCondition equalTo(String column, String value) {
        requireNonNull(value, "value");
        return new OnText(
                column,
                "equals " + Masked.quoted(value),
                text -> text.contentEquals(value),
                text -> text.equals(OnText.folded(value)));
    }

    /** The column's value starts with {@code prefix}, which must not be empty. */
    public static RowCondition startsWith(String column, String prefix) {
        if (prefix.isEmpty()) {
            throw new IllegalArgumentException("startsWith of column '" + column + "' needs a prefix, was empty");
        }
        return new OnText(
                column,
                "starts with " + Masked.quoted(prefix),
                text -> text.startsWith(prefix),
                text -> text.startsWith(OnText.folded(prefix)));
    }

    /** The column's value ends with {@code suffix}, which must not be empty. */
    public static RowCondition endsWith(String column, String suffix) {
        if (suffix.isEmpty()) {
            throw new IllegalArgumentException("endsWith of column '" + column + "' needs a suffix, was empty");
        }
        return new OnText(
                column,
                "ends with " + Masked.quoted(suffix),
                text -> text.endsWith(suffix),
                text -> text.endsWith(OnText.folded(suffix)));
    }

    /** The column's value contains {@code part}, which must not be empty. */
    public static RowCondition contains(String column, String part) {
        if (part.isEmpty()) {
            throw new IllegalArgumentException("contains of column '" + column + "' needs a text, was empty");
        }
        return new OnText(
                column,
                "contains " + Masked.quoted(part),
                text -> text.contains(part),
                text -> text.contains(OnText.folded(part)));
    }

    /** The column's value is exactly one of {@code values}, of which there must be at least one. */
    public static RowCondition in(String column, String... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException(
                    "in of column '" + column + "' needs at least one value, was given none");
        }
        String[] wanted = values.clone();
        return new OnText(
                column,
                "is one of " + wanted.length + " values",
                text -> {
                    for (String value : wanted) {
                        if (text.contentEquals(value)) {
                            return true;
                        }
                    }
                    return false;
                },
                text -> Stream.of(wanted).map(OnText::folded).anyMatch(text::equals));
    }

    /**
     * The whole value of the column matches a regular expression. Its matching takes time proportional to the length of
     * the value, whatever the expression; a value of more than 10,000 characters matches nothing.
     *
     * @param expression characters, {@code .}, classes ({@code [a-z]}, {@code \\d}, {@code \\w}, {@code \\s}), groups,
     *     {@code |}, {@code *}, {@code +}, {@code ?}, {@code {n,m}}, and {@code (?i)} in front for letters of either
     *     case
     * @throws IllegalArgumentException if it is none of that kind, such as with back references
     */
    public static RowCondition matches(String column, String expression) {
        LinearPattern pattern = LinearPattern.of(expression);
        return new OnText(column, "matches " + Masked.quoted(expression), pattern::matches, text -> false);
    }

    /**
     * The column's number is {@code bound} or less.
     *
     * @param bound at most 18 digits on each side of the decimal point
     */
    public static RowCondition atMost(String column, BigDecimal bound) {
        return new OnNumber(column, requireBound("atMost", column, bound), true);
    }

    /**
     * The column's number is {@code bound} or more.
     *
     * @param bound at most 18 digits on each side of the decimal point
     */
    public static RowCondition atLeast(String column, BigDecimal bound) {
        return new OnNumber(column, requireBound("atLeast", column, bound), false);
    }

    /** No number that is read has more digits, so a bound with more would be a mistake. */
    private static BigDecimal requireBound(String test, String column, BigDecimal bound) {
        long before = (long) bound.precision() - bound.scale();
        if (before > DecimalParser.MAX_DIGITS || bound.scale() > DecimalParser.MAX_DIGITS) {
            throw new IllegalArgumentException(test + " of column '" + column + "' needs a number of at most "
                    + DecimalParser.MAX_DIGITS + " digits on each side of the decimal point");
        }
        return bound;
    }

    /** Every one of {@code conditions}, of which there must be at least one, holds. */
    public static RowCondition all(RowCondition... conditions) {
        return new Combined("all", List.of(conditions));
    }

    /** At least one of {@code conditions}, of which there must be at least one, holds. */
    public static RowCondition any(RowCondition... conditions) {
        return new Combined("any", List.of(conditions));
    }

    /** {@code condition} does not hold. */
    public static RowCondition not(RowCondition condition) {
        return new Not(requireNonNull(condition, "condition"));
    }

    /** This condition on rows whose columns {@code slotOf} places. */
    abstract Predicate<Row> bind(ToIntFunction<String> slotOf, @Nullable Character decimalMark);

    abstract void eachColumn(Consumer<String> action);

    /** Every test of a column's text that is part of it, negated or not; none unless it has some. */
    void eachText(Consumer<OnText> action) {}

    /** Whether every column that it asks for passes the test. */
    boolean isOf(Predicate<String> test) {
        List<String> columns = new ArrayList<>();
        eachColumn(columns::add);
        return columns.stream().allMatch(test);
    }

    private static final class Blank extends RowCondition {
        private final String column;

        Blank(String column) {
            this.column = requireNonNull(column, "column");
        }

        @Override
        Predicate<Row> bind(ToIntFunction<String> slotOf, @Nullable Character decimalMark) {
            int slot = slotOf.applyAsInt(column);
            return row -> row.isMissing(slot);
        }

        @Override
        void eachColumn(Consumer<String> action) {
            action.accept(column);
        }

        @Override
        public String toString() {
            return Printable.name(column) + " is blank";
        }
    }

    /** A test of a column's text. */
    static final class OnText extends RowCondition {
        private final String column;
        private final String words;
        private final Predicate<Slice> test;
        private final Predicate<String> loose;

        /** @param loose the same test of texts that {@link #folded} wrote, of folded texts */
        OnText(String column, String words, Predicate<Slice> test, Predicate<String> loose) {
            this.column = requireNonNull(column, "column");
            this.words = words;
            this.test = test;
            this.loose = loose;
        }

        String column() {
            return column;
        }

        Predicate<Slice> test() {
            return test;
        }

        /** Whether the text would pass if neither case nor blanks counted. */
        boolean almostHolds(Slice text) {
            return loose.test(folded(text.toString()));
        }

        private static String folded(String text) {
            return text.replaceAll("[\\s\\u00a0]+", "").toLowerCase(Locale.ROOT);
        }

        @Override
        Predicate<Row> bind(ToIntFunction<String> slotOf, @Nullable Character decimalMark) {
            int slot = slotOf.applyAsInt(column);
            return row -> test.test(row.get(slot));
        }

        @Override
        void eachColumn(Consumer<String> action) {
            action.accept(column);
        }

        @Override
        void eachText(Consumer<OnText> action) {
            action.accept(this);
        }

        @Override
        public String toString() {
            return Printable.name(column) + " " + words;
        }
    }

    private static final class OnNumber extends RowCondition {
        private final String column;
        private final BigDecimal bound;
        private final boolean atMost;

        OnNumber(String column, BigDecimal bound, boolean atMost) {
            this.column = requireNonNull(column, "column");
            this.bound = requireNonNull(bound, "bound");
            this.atMost = atMost;
        }

        @Override
        Predicate<Row> bind(ToIntFunction<String> slotOf, @Nullable Character decimalMark) {
            int slot = slotOf.applyAsInt(column);
            NumberReader reader = new NumberReader(decimalMark);
            return row -> {
                if (row.get(slot).read(reader, 0) != NumberReader.Outcome.NUMBER) {
                    return false;
                }
                DecimalParser number = reader.number();
                int order = bound.signum() == 0
                        ? Long.signum(number.unscaled())
                        : number.decimal().compareTo(bound);
                return atMost ? order <= 0 : order >= 0;
            };
        }

        @Override
        void eachColumn(Consumer<String> action) {
            action.accept(column);
        }

        @Override
        public String toString() {
            return Printable.name(column) + (atMost ? " at most " : " at least ") + bound.toPlainString();
        }
    }

    private static final class Combined extends RowCondition {
        private final String word;
        private final List<RowCondition> parts;

        Combined(String word, List<RowCondition> parts) {
            if (parts.isEmpty()) {
                throw new IllegalArgumentException("'" + word + "' needs at least one condition, was given none");
            }
            this.word = word;
            this.parts = parts;
        }

        @Override
        Predicate<Row> bind(ToIntFunction<String> slotOf, @Nullable Character decimalMark) {
            boolean all = word.equals("all");
            Predicate<Row> bound = parts.get(0).bind(slotOf, decimalMark);
            for (RowCondition part : parts.subList(1, parts.size())) {
                Predicate<Row> next = part.bind(slotOf, decimalMark);
                bound = all ? bound.and(next) : bound.or(next);
            }
            return bound;
        }

        @Override
        void eachColumn(Consumer<String> action) {
            parts.forEach(part -> part.eachColumn(action));
        }

        @Override
        void eachText(Consumer<OnText> action) {
            parts.forEach(part -> part.eachText(action));
        }

        @Override
        public String toString() {
            return parts.stream()
                    .map(RowCondition::toString)
                    .collect(Collectors.joining(word.equals("all") ? " and " : " or ", "(", ")"));
        }
    }

    private static final class Not extends RowCondition {
        private final RowCondition condition;

        Not(RowCondition condition) {
            this.condition = condition;
        }

        @Override
        Predicate<Row> bind(ToIntFunction<String> slotOf, @Nullable Character decimalMark) {
            return condition.bind(slotOf, decimalMark).negate();
        }

        @Override
        void eachColumn(Consumer<String> action) {
            condition.eachColumn(action);
        }

        @Override
        void eachText(Consumer<OnText> action) {
            condition.eachText(action);
        }

        @Override
        public String toString() {
            return "not " + condition;
        }
    }
}
