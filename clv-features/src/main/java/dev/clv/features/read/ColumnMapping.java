package dev.clv.features.read;

import static java.util.Objects.requireNonNull;

import dev.clv.features.event.CurrencyCode;
import dev.clv.features.event.EventKind;
import dev.clv.features.internal.InputSource;
import dev.clv.features.internal.SmallFile;
import dev.clv.features.internal.cell.Blank;
import dev.clv.features.internal.cell.DecimalParser;
import dev.clv.features.internal.cell.MissingWords;
import dev.clv.features.internal.cell.Printable;
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
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which column of a foreign file means what, and in which form the file is.
 *
 * <p>Made by {@link #builder()} or read from JSON by {@link #json(Path)}; both use the same words, which
 * docs/mapping.md describes with an example each. Column names are compared exactly. Columns that no rule uses are
 * passed over. Immutable and thread-safe.
 *
 * <p>How values are read:
 *
 * <ul>
 *   <li>Blanks around a value are not part of it. An empty value is a missing one, and so are, in any case, {@code NA},
 *       {@code N/A}, {@code #N/A}, {@code #NA}, {@code <NA>}, {@code NaN}, {@code null}, {@code (null)}, {@code None},
 *       {@code \N}, {@code ?}, {@code .}, dashes alone and the words of {@link Builder#missing}; in a review's or a
 *       feedback's text they are words like any others.
 *   <li>Amounts are exact decimals of at most 18 digits. Further digits are rounded half to even and counted
 *       ({@code 1e-400} is zero, counted).
 *   <li>Numbers may be written as people write them: a sign at either end, or parentheses for a minus; a currency at
 *       either end; points, commas, blanks or apostrophes between groups of three digits, or commas as in
 *       {@code 1,23,456.78}. The decimal mark is the one of {@link CsvFormat#decimal(char)}, else that of the first
 *       number of the column that allows no other; numbers with the other mark are skipped. A column whose commas all
 *       stand before three digits ({@code 1,234}) is refused, since it has two readings; where its points do
 *       ({@code 1.234}), they are decimal marks, counted as {@code number_open}. A rating, a signal's value and a
 *       quantity may be a percentage, which is divided by 100.
 *   <li>A currency beside an amount must be the row's; in a row without a currency it is the row's.
 *   <li>Times without an offset belong to the mapping's zone. A local time in a gap (clocks go forward) is moved later
 *       by the gap's length and counted; in an overlap (clocks go back) it is the earlier of the two instants. Days
 *       that do not exist are skipped, never rolled over.
 *   <li>Rows are dropped first, by the first {@link Builder#drop} condition that holds; only the others are read.
 *   <li>A refund's amount and quantity are magnitudes: either sign is read.
 * </ul>
 */
public final class ColumnMapping {

    private static final int LONGEST_JSON = 1 << 22;

    /** What a preset cannot do without. */
    private static final List<Field> REQUIRED = List.of(Field.CUSTOMER, Field.TIME, Field.AMOUNT);

    final Map<Field, String> columns;
    /** Further columns of the time, joined to the first by a blank each. */
    final List<String> furtherTimeColumns;

    /** Words of {@link TimePatterns}; none for ISO 8601. */
    final List<String> timePatterns;

    final @Nullable ZoneId zone;
    final AmountRule amount;
    final @Nullable String constantCurrency;
    /** The kind of every row without a kind column; null for a table of attributes alone. */
    final @Nullable EventKind kind;

    final Map<String, EventKind> kindWords;
    /** Attribute names by column. */
    final Map<String, String> attributes;

    final List<RowCondition> drop;
    final @Nullable RowCondition refundWhen;
    final @Nullable RefundRule refund;
    final MissingWords missing;
    final List<IdForm> idForm;
    private final CsvFormat format;

    /** Of a preset, every form of the export. */
    private final List<ColumnMapping> forms;

    private ColumnMapping(Builder builder) {
        this.columns = new EnumMap<>(builder.columns);
        this.furtherTimeColumns = builder.furtherTimeColumns;
        this.timePatterns = builder.timePatterns;
        this.zone = builder.zone;
        this.amount = builder.amount;
        this.refund = builder.refund;
        this.constantCurrency = builder.constantCurrency;
        this.kind = builder.kind;
        this.kindWords = Map.copyOf(builder.kindWords);
        this.attributes = new LinkedHashMap<>(builder.attributes);
        this.drop = List.copyOf(builder.drop);
        this.refundWhen = builder.refundWhen;
        this.missing = MissingWords.STANDARD.and(builder.missing);
        this.idForm = List.copyOf(builder.idForm);
        this.format = builder.format;
        this.forms = List.of();
    }

    /** The first of several forms of an export, which knows the others. */
    private ColumnMapping(List<ColumnMapping> forms) {
        this(forms.get(0), forms, column -> true);
    }

    /** The same without the conditions, parts of sums and optional columns that are not there. */
    private ColumnMapping(ColumnMapping other, List<ColumnMapping> forms, Predicate<String> there) {
        this.columns = new EnumMap<>(other.columns);
        columns.entrySet().removeIf(entry -> !REQUIRED.contains(entry.getKey()) && !there.test(entry.getValue()));
        this.furtherTimeColumns = other.furtherTimeColumns;
        this.timePatterns = other.timePatterns;
        this.zone = other.zone;
        this.amount = other.amount.restrictedTo(there);
        RefundRule refunds = other.refund;
        boolean timed = refunds != null && refunds.time() != null && there.test(refunds.time());
        this.refund = refunds == null || timed ? refunds : new RefundRule(refunds.column(), null);
        this.constantCurrency = other.constantCurrency;
        this.kind = other.kind;
        this.kindWords = other.kindWords;
        this.attributes = other.attributes;
        this.drop =
                other.drop.stream().filter(condition -> condition.isOf(there)).toList();
        this.refundWhen = other.refundWhen;
        this.missing = other.missing;
        this.idForm = other.idForm;
        this.format = other.format;
        this.forms = forms;
    }

    /** This mapping for a file with these columns: of a preset the form of the export that they have. */
    ColumnMapping forHeader(Collection<String> header) {
        if (forms.isEmpty()) {
            return this;
        }
        Set<String> there = new HashSet<>(header);
        ColumnMapping fitting = forms.stream()
                .filter(form -> there.containsAll(form.required()))
                .findFirst()
                .orElse(this);
        there.addAll(fitting.required());
        return new ColumnMapping(fitting, List.of(), there::contains);
    }

    /** The columns without which a preset cannot be used. */
    private Set<String> required() {
        Set<String> required = new HashSet<>(furtherTimeColumns);
        REQUIRED.forEach(field -> required.add(requireNonNull(columns.get(field))));
        if (refund != null) {
            required.add(refund.column());
        }
        return required;
    }

    /** A mapping to be filled in; {@link Builder#customer} and {@link Builder#time} are required. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * A mapping from a JSON file, in UTF-8 or UTF-16.
     *
     * @throws IllegalArgumentException if it is not valid JSON, or has an unknown key or a wrong value; the message
     *     names the key, and the nearest known one
     * @throws UncheckedIOException if the file cannot be read, which the message explains
     */
    public static ColumnMapping json(Path file) {
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException("mapping " + file + " is a folder; name a JSON file");
        }
        try {
            return MappingJson.read(SmallFile.text(file, LONGEST_JSON), InputSource.nameOf(file));
        } catch (IOException e) {
            IOException why = new IOException(
                    "mapping '" + Printable.name(InputSource.nameOf(file)) + "' cannot be read: " + e.getMessage(), e);
            throw new UncheckedIOException(String.valueOf(why.getMessage()), why);
        }
    }

    /**
     * A mapping from JSON.
     *
     * @throws IllegalArgumentException if it is not valid JSON, or has an unknown key or a wrong value; the message
     *     names the key, and the nearest known one
     */
    public static ColumnMapping json(String json) {
        return MappingJson.read(json, "mapping");
    }

    /**
     * The mapping for the export of a shop system as it comes: {@code shopify}, {@code woocommerce}, {@code magento},
     * {@code stripe}, {@code amazon} or {@code olist}. docs/mapping.md says which export is meant and what is dropped.
     * A condition on a column that a file does not have is left out, and so is a part of a sum.
     *
     * @throws IllegalArgumentException if there is no preset of this name; the message lists those there are
     */
    public static ColumnMapping preset(String name) {
        Preset preset = Preset.named(name);
        List<ColumnMapping> forms = preset.forms().stream()
                .map(json -> MappingJson.read(json, "preset " + preset.word()))
                .toList();
        return new ColumnMapping(forms);
    }

    /** The mapping that a standard header stands for. */
    static ColumnMapping standard(Collection<String> header) {
        Builder builder = new Builder();
        for (String column : header) {
            Field field = Field.ofHeader(column);
            if (field != null) {
                builder.columns.put(field, column);
                if (field == Field.AMOUNT) {
                    builder.amount = AmountRule.product(column);
                }
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

    /**
     * A table of attributes: customer_id, a time where there is one, and an attribute in every other column.
     *
     * @param timePatterns how its times are written; none for ISO 8601
     */
    static ColumnMapping attributeTable(
            Collection<String> header, List<String> timePatterns, @Nullable ColumnMapping log) {
        Builder builder = new Builder();
        if (log != null) {
            builder.missing.addAll(log.missing.added());
            builder.idForm = log.idForm;
        }
        builder.timePatterns = timePatterns;
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

    /** The zone of times without an offset, or null if none is set. */
    public @Nullable ZoneId zone() {
        return zone;
    }

    /** The id of a customer as a log read with this mapping has it, from an id as a file has it. */
    public String customerId(String id) {
        return IdForm.apply(idForm, id);
    }

    /** The one currency of all amounts, or null if a column names it or none is set. */
    public @Nullable String currency() {
        return constantCurrency;
    }

    /** The form of the file; {@link CsvFormat#standard()} unless set. */
    public CsvFormat format() {
        return format;
    }

    /** Every column that some rule uses. */
    Set<String> needed() {
        Set<String> needed = new LinkedHashSet<>(columns.values());
        needed.addAll(furtherTimeColumns);
        needed.addAll(amount.columns());
        if (refund != null) {
            needed.add(refund.column());
            if (refund.time() != null) {
                needed.add(refund.time());
            }
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

    /** Collects what columns mean; every method refuses a contradiction at once and names it. Not thread-safe. */
    public static final class Builder {

        private final Map<Field, String> columns = new EnumMap<>(Field.class);
        private final Map<String, EventKind> kindWords = new LinkedHashMap<>();
        private final Map<String, String> attributes = new LinkedHashMap<>();
        private final List<RowCondition> drop = new ArrayList<>();
        private List<String> furtherTimeColumns = List.of();
        private List<String> timePatterns = List.of();
        private @Nullable ZoneId zone;
        private AmountRule amount = AmountRule.NONE;
        private @Nullable RefundRule refund;
        private @Nullable String constantCurrency;
        private @Nullable EventKind kind = EventKind.PURCHASE;
        private @Nullable RowCondition refundWhen;
        private final List<String> missing = new ArrayList<>();
        private List<IdForm> idForm = List.of();
        private CsvFormat format = CsvFormat.standard();

        private Builder() {
            for (EventKind word : EventKind.values()) {
                kindWords.put(word.word(), word);
            }
        }

        /** The column of the customer's id; required. */
        public Builder customer(String column) {
            return column(Field.CUSTOMER, column);
        }

        /**
         * The column of the time and how it is written; required, in this form or as {@link #timeColumns}.
         *
         * <p>A pattern is one of
         *
         * <ul>
         *   <li>letters as of {@link java.time.format.DateTimeFormatter}, for example {@code d/M/yyyy H:mm}: month
         *       names are English, a part in brackets is optional, two digits of a year ({@code yy}) mean 1969 to 2068,
         *       and letters that name no instant are refused, such as an hour of half a day ({@code h}) without AM or
         *       PM ({@code a});
         *   <li>{@code epoch-seconds}, {@code epoch-millis}, {@code epoch-micros}: a number of them since
         *       1970-01-01T00:00:00Z;
         *   <li>{@code excel-days}: days of Excel's 1900 system, a local time;
         *   <li>{@code iso}: ISO 8601.
         * </ul>
         *
         * @param patterns the forms that occur in the column, the first that fits counts; ISO 8601 unless set
         * @throws IllegalArgumentException if a pattern cannot be used, or two of them read the same text as different
         *     times; the message names it and says what to write
         */
        public Builder time(String column, String... patterns) {
            return timeColumns(List.of(column), patterns);
        }

        /**
         * Columns that hold the time together, such as a date and a time of day, and how they are written when they are
         * joined by a blank. An empty part is left out, unless it is the first.
         *
         * @param columns at least one, in the order in which they are joined
         * @param patterns as for {@link #time(String, String...)}
         */
        public Builder timeColumns(List<String> columns, String... patterns) {
            if (columns.isEmpty()) {
                throw new IllegalArgumentException("the time needs at least one column");
            }
            TimePatterns.of(List.of(patterns));
            this.timePatterns = List.of(patterns);
            this.furtherTimeColumns = List.copyOf(columns.subList(1, columns.size()));
            furtherTimeColumns.forEach(Builder::requireName);
            return column(Field.TIME, columns.get(0));
        }

        /** The zone of times without an offset; also the log's zone, unless the reader sets another. */
        public Builder zone(ZoneId zone) {
            this.zone = requireNonNull(zone, "zone");
            return this;
        }

        /** The column of what the whole line cost, not the unit price. */
        public Builder amount(String column) {
            return amount(AmountRule.product(requireName(column)));
        }

        /** Two columns, such as quantity and unit price, whose exact product is the amount. */
        public Builder amountProduct(String first, String second) {
            return amount(AmountRule.product(requireName(first), requireName(second)));
        }

        /**
         * Columns whose sum is the amount, less other columns, such as price, tax and shipping less a discount. An
         * empty column counts as zero, but one of those that are added must hold something.
         *
         * @param plus what is added; at least one
         * @param minus what is subtracted, as a magnitude: either sign is read; may be empty
         */
        public Builder amountSum(List<String> plus, List<String> minus) {
            if (plus.isEmpty()) {
                throw new IllegalArgumentException("the sum of an amount needs at least one column that is added");
            }
            return amount(AmountRule.sum(
                    plus.stream().map(Builder::requireName).toList(),
                    minus.stream().map(Builder::requireName).toList()));
        }

        /** The same amount for every purchase and refund, such as 1 to count them; zero or more. */
        public Builder amountConstant(BigDecimal amount) {
            if (amount.signum() < 0 || !DecimalParser.plain().parse(amount.toString())) {
                throw new IllegalArgumentException(
                        "constant amount must be zero or more and have at most 18 digits, was " + amount);
            }
            return amount(AmountRule.constant(amount));
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

        /** What every row is; a purchase unless set. */
        public Builder kindConstant(EventKind kind) {
            this.kind = requireNonNull(kind, "kind");
            return this;
        }

        /** The column of each row's kind, in the words of the standard header. An empty value is a purchase. */
        public Builder kind(String column) {
            return column(Field.KIND, column);
        }

        /**
         * The column of each row's kind, in the file's own words; rows with other words are skipped.
         *
         * @param values what each word stands for; at least one
         */
        public Builder kind(String column, Map<String, EventKind> values) {
            if (values.isEmpty()) {
                throw new IllegalArgumentException("kind column '" + column + "' needs at least one word");
            }
            kindWords.clear();
            kindWords.putAll(values);
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

        /** The column of the words of a review or a feedback. */
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
                attributes.put(requireName(column), requireName(column));
            }
            return this;
        }

        /**
         * Rows to leave out by intention, which are counted apart from bad ones; one more condition with every call.
         */
        public Builder drop(RowCondition condition) {
            drop.add(requireNonNull(condition, "condition"));
            return this;
        }

        /** Which purchases are really refunds. */
        public Builder refundWhen(RowCondition condition) {
            this.refundWhen = requireNonNull(condition, "condition");
            return this;
        }

        /**
         * In what the ids of one customer may differ; nothing unless set, so that {@code anna} and {@code Anna} are two
         * customers. Holds for the tables of attributes that are read with the log too.
         */
        public Builder idForm(IdForm... forms) {
            this.idForm = List.of(forms);
            return this;
        }

        /**
         * More words that stand for a missing value, in any case, beside those of the {@linkplain ColumnMapping list};
         * adds to those named before.
         *
         * @throws IllegalArgumentException if a word is blank, which is missing anyway
         */
        public Builder missing(String... words) {
            MissingWords.STANDARD.and(List.of(words));
            missing.addAll(List.of(words));
            return this;
        }

        /**
         * The column of how much of the row's purchase was paid back; an amount there becomes a refund beside the
         * purchase, at the same time. Its sign does not matter; an empty value and zero are no refund.
         */
        public Builder refund(String column) {
            this.refund = new RefundRule(requireName(column), null);
            return this;
        }

        /**
         * As {@link #refund(String)}, at a time of its own.
         *
         * @param timeColumn when it was paid back, written as the row's time; the row's time where it is empty
         */
        public Builder refund(String column, String timeColumn) {
            this.refund = new RefundRule(requireName(column), requireName(timeColumn));
            return this;
        }

        /** The form of the file: delimiter, header, decimal mark, encoding; {@link CsvFormat#standard()} unless set. */
        public Builder format(CsvFormat format) {
            this.format = requireNonNull(format, "format");
            return this;
        }

        /**
         * The mapping.
         *
         * @throws IllegalArgumentException if the customer or the time is not mapped, or a mapped column is not in the
         *     {@linkplain CsvFormat#header() header} of a file without a header line
         */
        public ColumnMapping build() {
            for (Field required : List.of(Field.CUSTOMER, Field.TIME)) {
                if (!columns.containsKey(required)) {
                    throw new IllegalArgumentException(
                            "mapping must say which column is '" + required.key() + "'; it does not");
                }
            }
            ColumnMapping mapping = new ColumnMapping(this);
            List<String> header = format.header();
            for (String column : mapping.needed()) {
                if (!format.hasHeaderLine() && !header.contains(column)) {
                    throw new IllegalArgumentException("mapping asks for column '" + column
                            + "', which its header does not name: " + String.join(", ", header));
                }
            }
            return mapping;
        }

        private Builder amount(AmountRule rule) {
            if (!amount.isNone()) {
                throw new IllegalArgumentException("amount is mapped already; it can be one of a column, a product"
                        + " of two columns, a sum of columns, and a constant");
            }
            amount = rule;
            if (!rule.columns().isEmpty()) {
                columns.put(Field.AMOUNT, rule.columns().get(0));
            }
            return this;
        }

        private Builder column(Field field, String column) {
            columns.put(field, requireName(column));
            return this;
        }

        private static String requireName(String column) {
            String name = Blank.trim(column);
            if (name.isEmpty()) {
                throw new IllegalArgumentException("column name must not be blank");
            }
            return name;
        }
    }
}
