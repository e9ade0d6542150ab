package dev.clv.features.read;

import static java.util.Objects.requireNonNull;

import dev.clv.features.event.EventKind;
import dev.clv.features.internal.InputSource;
import dev.clv.features.internal.SmallFile;
import dev.clv.features.internal.cell.MissingWords;
import dev.clv.features.internal.cell.Printable;
import dev.clv.features.internal.time.TimePatterns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
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
 *       {@code \N}, {@code ?}, {@code .}, dashes alone and the words of {@link ColumnMappingBuilder#missing}; in a
 *       review's or a feedback's text they are words like any others.
 *   <li>Amounts are exact decimals of at most 18 digits. Further digits are rounded half to even and counted
 *       ({@code 1e-400} is zero, counted).
 *   <li>Numbers may be written as people write them: a sign at either end, or parentheses for a minus; a currency at
 *       either end; points, commas, blanks or apostrophes between groups of three digits, or commas as in
 *       {@code 1,23,456.78}. The decimal mark is the one of {@link CsvFormat#decimal(char)}, else that of the first
 *       number of the column that allows no other; numbers with the other mark are skipped. A column whose commas all
 *       stand before three digits ({@code 1,234}) is refused, since it has two readings; where its points do
 *       ({@code 1.234}), they are decimal marks, counted as {@code number_open}. A rating, a signal's value and a
 *       quantity may be a percentage, which is divided by 100.
 *   <li>A currency beside an amount must be able to mean the row's, or else the one that the reader was told; in a row
 *       without a currency it is the row's. A sign that several currencies share ({@code $}) means the one that is
 *       known.
 *   <li>Times without an offset belong to the mapping's zone. A local time in a gap (clocks go forward) is moved later
 *       by the gap's length and counted; in an overlap (clocks go back) it is the earlier of the two instants. Days
 *       that do not exist are skipped, never rolled over.
 *   <li>Rows are dropped first, by the first {@link ColumnMappingBuilder#drop} condition that holds; only the others
 *       are read.
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
    final @Nullable String defaultCurrency;
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
    /** The path of the JSON list whose objects are records; null if it is found or there is none. */
    final @Nullable String records;

    private final CsvFormat format;

    /** Of a preset, every form of the export. */
    private final List<ColumnMapping> forms;

    ColumnMapping(ColumnMappingBuilder builder) {
        this.columns = new EnumMap<>(builder.columns);
        this.furtherTimeColumns = builder.furtherTimeColumns;
        this.timePatterns = builder.timePatterns;
        this.zone = builder.zone;
        this.amount = builder.amount;
        this.refund = builder.refund;
        this.constantCurrency = builder.constantCurrency;
        this.defaultCurrency = builder.defaultCurrency;
        this.kind = builder.kind;
        this.kindWords = Map.copyOf(builder.kindWords);
        this.attributes = new LinkedHashMap<>(builder.attributes);
        this.drop = List.copyOf(builder.drop);
        this.refundWhen = builder.refundWhen;
        this.missing = MissingWords.STANDARD.and(builder.missing);
        this.idForm = List.copyOf(builder.idForm);
        this.records = builder.records;
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
        this.defaultCurrency = other.defaultCurrency;
        this.kind = other.kind;
        this.kindWords = other.kindWords;
        this.attributes = other.attributes;
        this.drop =
                other.drop.stream().filter(condition -> condition.isOf(there)).toList();
        this.refundWhen = other.refundWhen;
        this.missing = other.missing;
        this.idForm = other.idForm;
        this.records = other.records;
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

    /**
     * A mapping to be filled in; {@link ColumnMappingBuilder#customer} and {@link ColumnMappingBuilder#time} are
     * required.
     */
    public static ColumnMappingBuilder builder() {
        return new ColumnMappingBuilder();
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
        ColumnMappingBuilder builder = new ColumnMappingBuilder();
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
        ColumnMappingBuilder builder = new ColumnMappingBuilder();
        if (log != null) {
            builder.missing.addAll(log.missing.added());
            builder.idForm = log.idForm;
        }
        builder.timePatterns = timePatterns;
        String customer = Field.CUSTOMER.header();
        if (log != null && !header.contains(customer)) {
            customer = log.columns.getOrDefault(Field.CUSTOMER, customer);
        }
        for (String column : header) {
            if (column.equals(customer)) {
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
}
