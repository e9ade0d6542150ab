package dev.clv.features.read;

import static java.util.Objects.requireNonNull;

import dev.clv.features.event.CurrencyCode;
import dev.clv.features.event.EventKind;
import dev.clv.features.internal.cell.Blank;
import dev.clv.features.internal.cell.DecimalParser;
import dev.clv.features.internal.cell.MissingWords;
import dev.clv.features.internal.cell.Printable;
import dev.clv.features.internal.time.TimePatterns;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects what columns mean; every method refuses a contradiction at once and names it. Not thread-safe. */
public final class ColumnMappingBuilder {

    final Map<Field, String> columns = new EnumMap<>(Field.class);
    final Map<String, EventKind> kindWords = new LinkedHashMap<>();
    final Map<String, String> attributes = new LinkedHashMap<>();
    final List<RowCondition> drop = new ArrayList<>();
    List<String> furtherTimeColumns = List.of();
    List<String> timePatterns = List.of();

    @Nullable
    ZoneId zone;

    AmountRule amount = AmountRule.NONE;

    @Nullable
    RefundRule refund;

    @Nullable
    String constantCurrency;

    @Nullable
    String defaultCurrency;

    @Nullable
    EventKind kind = EventKind.PURCHASE;

    @Nullable
    RowCondition refundWhen;

    final List<String> missing = new ArrayList<>();

    @Nullable
    String records;

    List<IdForm> idForm = List.of();
    CsvFormat format = CsvFormat.standard();

    ColumnMappingBuilder() {
        for (EventKind word : EventKind.values()) {
            kindWords.put(word.word(), word);
        }
    }

    /** The column of the customer's id; required. */
    public ColumnMappingBuilder customer(String column) {
        return column(Field.CUSTOMER, column);
    }

    /**
     * The column of the time and how it is written; required, in this form or as {@link #timeColumns}.
     *
     * <p>A pattern is one of
     *
     * <ul>
     *   <li>letters as of {@link java.time.format.DateTimeFormatter}, for example {@code d/M/yyyy H:mm}: month names
     *       are English, a part in brackets is optional, two digits of a year ({@code yy}) mean 1969 to 2068, and
     *       letters that name no instant are refused, such as an hour of half a day ({@code h}) without AM or PM
     *       ({@code a});
     *   <li>{@code epoch-seconds}, {@code epoch-millis}, {@code epoch-micros}: a number of them since
     *       1970-01-01T00:00:00Z;
     *   <li>{@code excel-days}: days of Excel's 1900 system, a local time;
     *   <li>{@code excel-days-1904}: days of Excel's 1904 system, as of workbooks from old Macs;
     *   <li>{@code iso}: ISO 8601.
     * </ul>
     *
     * @param patterns the forms that occur in the column, the first that fits counts; ISO 8601 unless set
     * @throws IllegalArgumentException if a pattern cannot be used, or two of them read the same text as different
     *     times; the message names it and says what to write
     */
    public ColumnMappingBuilder time(String column, String... patterns) {
        return timeColumns(List.of(column), patterns);
    }

    /**
     * Columns that hold the time together, such as a date and a time of day, and how they are written when they are
     * joined by a blank. An empty part is left out, unless it is the first.
     *
     * @param columns at least one, in the order in which they are joined
     * @param patterns as for {@link #time(String, String...)}
     */
    public ColumnMappingBuilder timeColumns(List<String> columns, String... patterns) {
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("the time needs at least one column");
        }
        TimePatterns.require(List.of(patterns));
        this.timePatterns = List.of(patterns);
        this.furtherTimeColumns = List.copyOf(columns.subList(1, columns.size()));
        furtherTimeColumns.forEach(ColumnMappingBuilder::requireName);
        return column(Field.TIME, columns.get(0));
    }

    /** The zone of times without an offset; also the log's zone, unless the reader sets another. */
    public ColumnMappingBuilder zone(ZoneId zone) {
        this.zone = requireNonNull(zone, "zone");
        return this;
    }

    /** The column of what the whole line cost, not the unit price. */
    public ColumnMappingBuilder amount(String column) {
        return amount(AmountRule.product(requireName(column)));
    }

    /** Two columns, such as quantity and unit price, whose exact product is the amount. */
    public ColumnMappingBuilder amountProduct(String first, String second) {
        return amount(AmountRule.product(requireName(first), requireName(second)));
    }

    /**
     * Columns whose sum is the amount, less other columns, such as price, tax and shipping less a discount. An empty
     * column counts as zero, but one of those that are added must hold something.
     *
     * @param plus what is added; at least one
     * @param minus what is subtracted, as a magnitude: either sign is read; may be empty
     */
    public ColumnMappingBuilder amountSum(List<String> plus, List<String> minus) {
        if (plus.isEmpty()) {
            throw new IllegalArgumentException("the sum of an amount needs at least one column that is added");
        }
        return amount(AmountRule.sum(
                plus.stream().map(ColumnMappingBuilder::requireName).toList(),
                minus.stream().map(ColumnMappingBuilder::requireName).toList()));
    }

    /** The same amount for every purchase and refund, such as 1 to count them; zero or more. */
    public ColumnMappingBuilder amountConstant(BigDecimal amount) {
        if (amount.signum() < 0 || !DecimalParser.plain().parse(amount.toString())) {
            throw new IllegalArgumentException(
                    "constant amount must be zero or more and have at most 18 digits, was " + amount);
        }
        return amount(AmountRule.constant(amount));
    }

    /** The currency of all amounts: three capital letters (ISO 4217). */
    public ColumnMappingBuilder currency(String code) {
        CurrencyCode.require("currency", code);
        if (columns.containsKey(Field.CURRENCY)) {
            throw new IllegalArgumentException("currency is a column already and cannot be '" + code + "' too");
        }
        this.constantCurrency = CurrencyCode.named(code);
        return this;
    }

    /** The column of each row's currency. */
    public ColumnMappingBuilder currencyColumn(String column) {
        if (constantCurrency != null) {
            throw new IllegalArgumentException(
                    "currency is '" + constantCurrency + "' already and cannot be column '" + column + "' too");
        }
        return column(Field.CURRENCY, column);
    }

    /**
     * The currency of rows that name none: three capital letters (ISO 4217). For a mapping with a column of currencies;
     * unless set, such rows are taken to be in the log's currency, and counted.
     */
    public ColumnMappingBuilder defaultCurrency(String code) {
        CurrencyCode.require("currency", code);
        this.defaultCurrency = CurrencyCode.named(code);
        return this;
    }

    /** What every row is; a purchase unless set. */
    public ColumnMappingBuilder kindConstant(EventKind kind) {
        this.kind = requireNonNull(kind, "kind");
        return this;
    }

    /** The column of each row's kind, in the words of the standard header. An empty value is a purchase. */
    public ColumnMappingBuilder kind(String column) {
        return column(Field.KIND, column);
    }

    /**
     * The column of each row's kind, in the file's own words; rows with other words are skipped.
     *
     * @param values what each word stands for; at least one
     */
    public ColumnMappingBuilder kind(String column, Map<String, EventKind> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("kind column '" + column + "' needs at least one word");
        }
        kindWords.clear();
        kindWords.putAll(values);
        return column(Field.KIND, column);
    }

    /** The column of the order (basket, invoice). */
    public ColumnMappingBuilder order(String column) {
        return column(Field.ORDER, column);
    }

    /** The column of the product. */
    public ColumnMappingBuilder product(String column) {
        return column(Field.PRODUCT, column);
    }

    /** The column of the product's category. */
    public ColumnMappingBuilder category(String column) {
        return column(Field.CATEGORY, column);
    }

    /** The column of the units; an empty value is one unit. */
    public ColumnMappingBuilder quantity(String column) {
        return column(Field.QUANTITY, column);
    }

    /** The column of a review's rating. */
    public ColumnMappingBuilder rating(String column) {
        return column(Field.RATING, column);
    }

    /** The column of the words of a review or a feedback. */
    public ColumnMappingBuilder text(String column) {
        return column(Field.TEXT, column);
    }

    /** The column of a signal's name. */
    public ColumnMappingBuilder name(String column) {
        return column(Field.NAME, column);
    }

    /** The column of a signal's number. */
    public ColumnMappingBuilder value(String column) {
        return column(Field.VALUE, column);
    }

    /** The column of the session, the visit to the shop, of a view or a cart add. */
    public ColumnMappingBuilder session(String column) {
        return column(Field.SESSION, column);
    }

    /** The column that identifies the event; a second row with the same id is a duplicate. */
    public ColumnMappingBuilder id(String column) {
        return column(Field.ID, column);
    }

    /** Columns that hold customer attributes, each named like its column and known from its row's time on. */
    public ColumnMappingBuilder attributes(String... columns) {
        for (String column : columns) {
            attributes.put(requireName(column), requireName(column));
        }
        return this;
    }

    /** Rows to leave out by intention, which are counted apart from bad ones; one more condition with every call. */
    public ColumnMappingBuilder drop(RowCondition condition) {
        drop.add(requireNonNull(condition, "condition"));
        return this;
    }

    /** Which purchases are really refunds. */
    public ColumnMappingBuilder refundWhen(RowCondition condition) {
        this.refundWhen = requireNonNull(condition, "condition");
        return this;
    }

    /**
     * In what the ids of one customer may differ; nothing unless set, so that {@code anna} and {@code Anna} are two
     * customers. Holds for the tables of attributes that are read with the log too.
     */
    public ColumnMappingBuilder idForm(IdForm... forms) {
        this.idForm = List.of(forms);
        return this;
    }

    /**
     * More words that stand for a missing value, in any case, beside those of the {@linkplain ColumnMapping list}; adds
     * to those named before.
     *
     * @throws IllegalArgumentException if a word is blank, which is missing anyway
     */
    public ColumnMappingBuilder missing(String... words) {
        MissingWords.STANDARD.and(List.of(words));
        missing.addAll(List.of(words));
        return this;
    }

    /**
     * The column of how much of the row's purchase was paid back; an amount there becomes a refund beside the purchase,
     * at the same time. Its sign does not matter; an empty value and zero are no refund.
     */
    public ColumnMappingBuilder refund(String column) {
        this.refund = new RefundRule(requireName(column), null);
        return this;
    }

    /**
     * As {@link #refund(String)}, at a time of its own.
     *
     * @param timeColumn when it was paid back, written as the row's time; the row's time where it is empty
     */
    public ColumnMappingBuilder refund(String column, String timeColumn) {
        this.refund = new RefundRule(requireName(column), requireName(timeColumn));
        return this;
    }

    /**
     * The list in a JSON file whose objects are records, such as {@code orders} of {@code {"orders": [...]}}. Found
     * unless set, where a file holds one list of objects; only JSON has such lists.
     *
     * @param path the names of the objects around the list and of the list, with points between them:
     *     {@code data.orders}
     */
    public ColumnMappingBuilder records(String path) {
        this.records = requireName(path);
        return this;
    }

    /** The form of the file: delimiter, header, decimal mark, encoding; {@link CsvFormat#standard()} unless set. */
    public ColumnMappingBuilder format(CsvFormat format) {
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
        if (defaultCurrency != null && !columns.containsKey(Field.CURRENCY)) {
            throw new IllegalArgumentException("a default currency, " + defaultCurrency
                    + ", is for rows whose column of currencies is empty, and there is no such column; name the currency"
                    + " of all amounts instead");
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

    private ColumnMappingBuilder amount(AmountRule rule) {
        if (!amount.isNone()) {
            throw new IllegalArgumentException("amount is mapped already; it can be one of a column, a product"
                    + " of two columns, a sum of columns, and a constant");
        }
        List<String> names = rule.columns();
        for (int i = 0; i < names.size(); i++) {
            if (names.indexOf(names.get(i)) < i) {
                throw new IllegalArgumentException("column '" + Printable.name(names.get(i))
                        + "' stands twice in the sum or product of the amount; name each column once");
            }
        }
        amount = rule;
        if (!rule.columns().isEmpty()) {
            columns.put(Field.AMOUNT, rule.columns().get(0));
        }
        return this;
    }

    private ColumnMappingBuilder column(Field field, String column) {
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
