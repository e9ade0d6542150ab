package dev.clv.features.read;

import static java.util.Objects.requireNonNull;

import dev.clv.features.event.CurrencyCode;
import dev.clv.features.event.EventKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which column of a foreign file means what.
 *
 * <p>Made by {@link #builder()} or read from JSON by {@link #json(Path)}. Column names are compared exactly. Columns
 * that no rule asks for are passed over. Immutable and thread-safe.
 *
 * <p>How values are read:
 *
 * <ul>
 *   <li>Blanks around a value are not part of it; an empty value is a missing one.
 *   <li>Amounts are exact decimals of at most 18 digits. Digits that find no room are rounded half to even and counted
 *       ({@code 1e-400} is zero, counted); what is no plain decimal number ({@code NaN}, {@code 1d}, {@code EUR 12},
 *       {@code 1,234.50} unless {@link Builder#decimalMark} says so) is skipped.
 *   <li>Times without an offset belong to the mapping's zone. A local time in a gap (clocks go forward) is moved later
 *       by the gap's length and counted; in an overlap (clocks go back) it is the earlier of the two instants. Days
 *       that do not exist are skipped, never rolled over.
 *   <li>Rows are dropped first, by the first {@link Builder#drop} condition that holds; only then are they looked at.
 *   <li>A refund's amount and quantity are magnitudes: either sign is read.
 * </ul>
 */
public final class ColumnMapping {

    final Map<Field, String> columns;
    final @Nullable String timePattern;
    final @Nullable ZoneId zone;
    final @Nullable String amountFactor;
    final @Nullable BigDecimal constantAmount;
    final @Nullable String constantCurrency;
    /** The kind of every row without a kind column; null for a table of attributes alone. */
    final @Nullable EventKind kind;

    final Map<String, EventKind> kindWords;
    /** Attribute names by column. */
    final Map<String, String> attributes;

    final List<RowCondition> drop;
    final @Nullable RowCondition refundWhen;
    final @Nullable List<String> header;
    final char delimiter;
    final boolean whitespace;
    final int skipLines;
    final @Nullable Character decimalMark;

    private ColumnMapping(Builder builder) {
        this.columns = new EnumMap<>(builder.columns);
        this.timePattern = builder.timePattern;
        this.zone = builder.zone;
        this.amountFactor = builder.amountFactor;
        this.constantAmount = builder.constantAmount;
        this.constantCurrency = builder.constantCurrency;
        this.kind = builder.kind;
        this.kindWords = Map.copyOf(builder.kindWords);
        this.attributes = new LinkedHashMap<>(builder.attributes);
        this.drop = List.copyOf(builder.drop);
        this.refundWhen = builder.refundWhen;
        this.header = builder.header;
        this.delimiter = builder.delimiter;
        this.whitespace = builder.whitespace;
        this.skipLines = builder.skipLines;
        this.decimalMark = builder.decimalMark;
    }

    /** A mapping to be filled; {@link Builder#customer} and {@link Builder#time(String)} are required. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * A mapping from a JSON file.
     *
     * @throws IllegalArgumentException naming the key at fault, with the nearest known key
     * @throws UncheckedIOException when the file cannot be read
     */
    public static ColumnMapping json(Path file) {
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException("mapping " + file + " is a folder; name a JSON file");
        }
        try {
            return MappingJson.read(Files.readString(file), String.valueOf(file.getFileName()));
        } catch (IOException e) {
            throw new UncheckedIOException("mapping " + file + " cannot be read", e);
        }
    }

    /**
     * A mapping from JSON.
     *
     * @throws IllegalArgumentException naming the key at fault, with the nearest known key
     */
    public static ColumnMapping json(String json) {
        return MappingJson.read(json, "mapping");
    }

    /** The mapping that a standard header stands for. */
    static ColumnMapping standard(Collection<String> header) {
        Builder builder = new Builder();
        for (String column : header) {
            Field field = Field.ofHeader(column);
            if (field != null) {
                builder.columns.put(field, column);
            } else if (column.startsWith(Field.ATTRIBUTE_PREFIX)) {
                builder.attributes.put(column, column.substring(Field.ATTRIBUTE_PREFIX.length()));
            }
        }
        return new ColumnMapping(builder);
    }

    /** Every standard column, whether a file has it or not. */
    static ColumnMapping standard() {
        return standard(Field.headers());
    }

    /** A table of attributes: customer_id, a time where there is one, and an attribute in every other column. */
    static ColumnMapping attributeTable(Collection<String> header) {
        Builder builder = new Builder();
        for (String column : header) {
            if (column.equals(Field.CUSTOMER.header())) {
                builder.columns.put(Field.CUSTOMER, column);
            } else if (column.equals(Field.TIME.header())) {
                builder.columns.put(Field.TIME, column);
            } else if (!column.isBlank()) {
                builder.attributes.put(column, column);
            }
        }
        builder.kind = null;
        return new ColumnMapping(builder);
    }

    /** The zone of times that do not say their offset, or null when nobody said. */
    public @Nullable ZoneId zone() {
        return zone;
    }

    /** The one currency of all amounts, or null when a column says it or nobody does. */
    public @Nullable String currency() {
        return constantCurrency;
    }

    /** Every column that some rule asks for. */
    Set<String> needed() {
        Set<String> needed = new LinkedHashSet<>(columns.values());
        if (amountFactor != null) {
            needed.add(amountFactor);
        }
        needed.addAll(attributes.keySet());
        drop.forEach(condition -> condition.eachColumn(needed::add));
        if (refundWhen != null) {
            refundWhen.eachColumn(needed::add);
        }
        return needed;
    }

    /** Columns whose values may be personal and must not be shown. */
    Set<String> personal() {
        Set<String> personal = new HashSet<>(attributes.keySet());
        for (Field field : List.of(Field.CUSTOMER, Field.TEXT)) {
            String column = columns.get(field);
            if (column != null) {
                personal.add(column);
            }
        }
        return personal;
    }

    /** Collects what columns mean; every method refuses contradictions at once, by name. Not thread-safe. */
    public static final class Builder {

        private final Map<Field, String> columns = new EnumMap<>(Field.class);
        private final Map<String, EventKind> kindWords = new LinkedHashMap<>();
        private final Map<String, String> attributes = new LinkedHashMap<>();
        private final List<RowCondition> drop = new ArrayList<>();
        private @Nullable String timePattern;
        private @Nullable ZoneId zone;
        private @Nullable String amountFactor;
        private @Nullable BigDecimal constantAmount;
        private @Nullable String constantCurrency;
        private @Nullable EventKind kind = EventKind.PURCHASE;
        private @Nullable RowCondition refundWhen;
        private @Nullable List<String> header;
        private char delimiter = ',';
        private boolean whitespace;
        private int skipLines;
        private @Nullable Character decimalMark;

        private Builder() {
            for (EventKind word : EventKind.values()) {
                kindWords.put(word.word(), word);
            }
        }

        /** The column of the customer's id; required. */
        public Builder customer(String column) {
            return column(Field.CUSTOMER, column);
        }

        /** The column of the time, in ISO 8601; required, in this form or with a pattern. */
        public Builder time(String column) {
            return column(Field.TIME, column);
        }

        /**
         * The column of the time and how it is written.
         *
         * @param pattern letters as of {@link java.time.format.DateTimeFormatter}, for example {@code d/M/yyyy H:mm};
         *     month names are English
         */
        public Builder time(String column, String pattern) {
            LetterTimePattern.of(pattern);
            this.timePattern = pattern;
            return column(Field.TIME, column);
        }

        /** The zone of times that do not say their offset; also the log's zone, unless the reader says another. */
        public Builder zone(ZoneId zone) {
            this.zone = requireNonNull(zone, "zone");
            return this;
        }

        /** The column of what the whole line cost, not of a unit price. */
        public Builder amount(String column) {
            noAmountYet();
            return column(Field.AMOUNT, column);
        }

        /** Two columns, such as quantity and unit price, whose exact product is the amount. */
        public Builder amountProduct(String first, String second) {
            noAmountYet();
            this.amountFactor = requireName(second);
            return column(Field.AMOUNT, first);
        }

        /** The same amount for every purchase and refund, such as 1 to count them; zero or more. */
        public Builder constantAmount(BigDecimal amount) {
            noAmountYet();
            if (amount.signum() < 0 || !DecimalParser.plain().parse(Slice.of(amount.toString()))) {
                throw new IllegalArgumentException(
                        "constant amount must be zero or more and have at most 18 digits, was " + amount);
            }
            this.constantAmount = amount;
            return this;
        }

        /** The currency of all amounts: three capital letters (ISO 4217). */
        public Builder currency(String code) {
            CurrencyCode.require("currency", code);
            if (columns.containsKey(Field.CURRENCY)) {
                throw new IllegalArgumentException("currency is a column already and cannot be '" + code + "' too");
            }
            this.constantCurrency = code;
            return this;
        }

        /** The column of each row's currency. */
        public Builder currencyColumn(String column) {
            if (constantCurrency != null) {
                throw new IllegalArgumentException(
                        "currency is '" + constantCurrency + "' already and cannot be column '" + column + "' too");
            }
            return column(Field.CURRENCY, column);
        }

        /** What every row is; a purchase unless said. */
        public Builder kind(EventKind kind) {
            this.kind = requireNonNull(kind, "kind");
            return this;
        }

        /** The column that says what each row is, in the words of the standard header. An empty value is a purchase. */
        public Builder kindColumn(String column) {
            return column(Field.KIND, column);
        }

        /**
         * The column that says what each row is, in the file's own words; rows with other words are skipped.
         *
         * @param words what each word stands for; at least one
         */
        public Builder kindColumn(String column, Map<String, EventKind> words) {
            if (words.isEmpty()) {
                throw new IllegalArgumentException("kind column '" + column + "' needs at least one word");
            }
            kindWords.clear();
            kindWords.putAll(words);
            return column(Field.KIND, column);
        }

        /** The column of the order (basket, invoice). */
        public Builder order(String column) {
            return column(Field.ORDER, column);
        }

        /** The column of the product. */
        public Builder product(String column) {
            return column(Field.PRODUCT, column);
        }

        /** The column of the product's category. */
        public Builder category(String column) {
            return column(Field.CATEGORY, column);
        }

        /** The column of the units; an empty value is one unit. */
        public Builder quantity(String column) {
            return column(Field.QUANTITY, column);
        }

        /** The column of a review's rating. */
        public Builder rating(String column) {
            return column(Field.RATING, column);
        }

        /** The column of a review's or a feedback's words. */
        public Builder text(String column) {
            return column(Field.TEXT, column);
        }

        /** The column of a signal's name. */
        public Builder name(String column) {
            return column(Field.NAME, column);
        }

        /** The column of a signal's number. */
        public Builder value(String column) {
            return column(Field.VALUE, column);
        }

        /** The column that identifies the event; a second row with the same id is a duplicate. */
        public Builder id(String column) {
            return column(Field.ID, column);
        }

        /** Columns that hold customer attributes, each named like its column and known from its row's time on. */
        public Builder attributes(String... columns) {
            for (String column : columns) {
                attributes.put(requireName(column), column);
            }
            return this;
        }

        /** Rows to leave out by intention; they are counted apart from bad ones. May be said several times. */
        public Builder drop(RowCondition condition) {
            drop.add(requireNonNull(condition, "condition"));
            return this;
        }

        /** Which purchases are refunds in truth. */
        public Builder refundWhen(RowCondition condition) {
            this.refundWhen = requireNonNull(condition, "condition");
            return this;
        }

        /** The columns of a file that has no header line. */
        public Builder header(String... columns) {
            if (columns.length == 0 || new HashSet<>(List.of(columns)).size() < columns.length) {
                throw new IllegalArgumentException(
                        "header must name every column once, was " + String.join(", ", columns));
            }
            this.header = List.of(columns);
            return this;
        }

        /** What stands between columns; a comma unless said. */
        public Builder delimiter(char delimiter) {
            if (Character.isLetterOrDigit(delimiter) || "\"\r\n.-+".indexOf(delimiter) >= 0) {
                throw new IllegalArgumentException("delimiter must not occur in values, was '" + delimiter + "'");
            }
            this.delimiter = delimiter;
            return this;
        }

        /** Columns are separated by any number of blanks and tabs. */
        public Builder whitespaceDelimited() {
            this.whitespace = true;
            return this;
        }

        /** How many lines to pass over before the header; 0 unless said. */
        public Builder skipLines(int lines) {
            if (lines < 0) {
                throw new IllegalArgumentException("skipLines must be zero or more, was " + lines);
            }
            this.skipLines = lines;
            return this;
        }

        /**
         * The decimal mark of all numbers, and that the other one of point and comma may group digits by three. Unless
         * said, the mark is a point and nothing groups.
         *
         * @param mark {@code '.'} or {@code ','}
         */
        public Builder decimalMark(char mark) {
            if (mark != '.' && mark != ',') {
                throw new IllegalArgumentException("decimal mark must be '.' or ',', was '" + mark + "'");
            }
            this.decimalMark = mark;
            return this;
        }

        /**
         * The mapping.
         *
         * @throws IllegalArgumentException when the customer or the time is not mapped, or a mapped column is not in
         *     {@link #header}
         */
        public ColumnMapping build() {
            for (Field required : List.of(Field.CUSTOMER, Field.TIME)) {
                if (!columns.containsKey(required)) {
                    throw new IllegalArgumentException(
                            "mapping must say which column is '" + required.key() + "'; it does not");
                }
            }
            ColumnMapping mapping = new ColumnMapping(this);
            if (header != null) {
                for (String column : mapping.needed()) {
                    if (!header.contains(column)) {
                        throw new IllegalArgumentException("mapping asks for column '" + column
                                + "', which its header does not name: " + String.join(", ", header));
                    }
                }
            }
            return mapping;
        }

        private void noAmountYet() {
            if (columns.containsKey(Field.AMOUNT) || constantAmount != null) {
                throw new IllegalArgumentException("amount is mapped already; it can be one of a column, a product"
                        + " of two columns, and a constant");
            }
        }

        private Builder column(Field field, String column) {
            columns.put(field, requireName(column));
            return this;
        }

        private static String requireName(String column) {
            if (column.isBlank()) {
                throw new IllegalArgumentException("column name must not be blank");
            }
            return column;
        }
    }
}
