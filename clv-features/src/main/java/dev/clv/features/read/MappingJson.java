package dev.clv.features.read;

import static java.util.Objects.requireNonNull;

import dev.clv.features.event.CurrencyCode;
import dev.clv.features.event.EventKind;
import dev.clv.features.internal.cell.Masked;
import dev.clv.features.internal.cell.Printable;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a {@link ColumnMapping} from JSON, refusing every key and every type it does not know. */
final class MappingJson {

    /** Reads the value of a key, which stands in {@code object}. */
    private interface Key {
        void read(MappingJson mapping, JsonValue object, JsonValue value);
    }

    /** The keys of a mapping, in the order in which docs/mapping.md describes them. */
    private static final Map<String, Key> KEYS = new LinkedHashMap<>();

    private static final Map<String, Key> TIME = new LinkedHashMap<>();
    private static final Map<String, Key> AMOUNT = new LinkedHashMap<>();
    private static final Map<String, Key> REFUND = new LinkedHashMap<>();
    private static final Map<String, Key> CURRENCY = new LinkedHashMap<>();
    private static final Map<String, Key> KIND = new LinkedHashMap<>();

    static {
        KEYS.put("customer", (m, object, value) -> m.builder.customer(m.json.text("customer", value)));
        KEYS.put("time", (m, object, value) -> m.time(value));
        KEYS.put("amount", (m, object, value) -> m.amount(value));
        KEYS.put("quantity", (m, object, value) -> m.builder.quantity(m.json.text("quantity", value)));
        KEYS.put("currency", (m, object, value) -> m.currency(value));
        KEYS.put("order", (m, object, value) -> m.builder.order(m.json.text("order", value)));
        KEYS.put("product", (m, object, value) -> m.builder.product(m.json.text("product", value)));
        KEYS.put("category", (m, object, value) -> m.builder.category(m.json.text("category", value)));
        KEYS.put("delimiter", (m, object, value) -> m.format = m.format.delimiter(m.json.text("delimiter", value)));
        KEYS.put("decimal", (m, object, value) -> m.format = m.format.decimal(m.json.character("decimal", value)));
        KEYS.put("header", (m, object, value) -> m.format = m.format.header(m.json.texts("header", value)));
        KEYS.put("skipLines", (m, object, value) -> m.format = m.format.skipLines(m.json.integer("skipLines", value)));
        KEYS.put("missing", (m, object, value) -> m.builder.missing(m.json.texts("missing", value)));
        KEYS.put("encoding", (m, object, value) -> m.format = m.format.encoding(m.encoding(value)));
        KEYS.put("records", (m, object, value) -> m.builder.records(m.json.text("records", value)));
        KEYS.put(
                "drop",
                (m, object, value) -> m.json.items("drop", value)
                        .forEach(item -> m.builder.drop(m.conditions.condition("drop", item))));
        KEYS.put("refundWhen", (m, object, value) -> m.builder.refundWhen(m.conditions.condition("refundWhen", value)));
        KEYS.put("refund", (m, object, value) -> m.refund(value));
        KEYS.put("kind", (m, object, value) -> m.kind(value));
        KEYS.put("rating", (m, object, value) -> m.builder.rating(m.json.text("rating", value)));
        KEYS.put("text", (m, object, value) -> m.builder.text(m.json.text("text", value)));
        KEYS.put("name", (m, object, value) -> m.builder.name(m.json.text("name", value)));
        KEYS.put("value", (m, object, value) -> m.builder.value(m.json.text("value", value)));
        KEYS.put("session", (m, object, value) -> m.builder.session(m.json.text("session", value)));
        KEYS.put("attributes", (m, object, value) -> m.builder.attributes(m.json.texts("attributes", value)));
        KEYS.put("idForm", (m, object, value) -> m.builder.idForm(m.idForm(value)));
        KEYS.put("id", (m, object, value) -> m.builder.id(m.json.text("id", value)));

        // These three are read together, by timeColumns.
        TIME.put("column", (m, time, column) -> {});
        TIME.put("columns", (m, time, columns) -> {});
        TIME.put("pattern", (m, time, pattern) -> {});
        TIME.put("zone", (m, time, zone) -> m.builder.zone(m.zone(m.json.text("time.zone", zone))));

        AMOUNT.put("column", (m, amount, column) -> {
            if (!amount.fields().containsKey("minus") && !amount.fields().containsKey("sum")) {
                m.builder.amount(m.json.text("amount.column", column));
            }
        });
        AMOUNT.put("product", (m, amount, product) -> m.product(m.json.texts("amount.product", product)));
        AMOUNT.put(
                "constant", (m, amount, number) -> m.builder.amountConstant(m.json.number("amount.constant", number)));

        // These two are read together, by amount.
        AMOUNT.put("sum", (m, amount, columns) -> {});
        AMOUNT.put("minus", (m, amount, columns) -> {});

        // These two are read together, by refund.
        REFUND.put("column", (m, refund, column) -> {});
        REFUND.put("time", (m, refund, time) -> {});

        CURRENCY.put(
                "column", (m, currency, column) -> m.builder.currencyColumn(m.json.text("currency.column", column)));

        CURRENCY.put(
                "default", (m, currency, code) -> m.builder.defaultCurrency(m.json.text("currency.default", code)));

        KIND.put("column", (m, kind, column) -> m.builder.kind(m.json.text("kind.column", column)));
        KIND.put(
                "values",
                (m, kind, values) -> m.builder.kind(m.json.required("kind", kind, "column"), m.words(values)));
        KIND.put("constant", (m, kind, word) -> m.builder.kindConstant(m.kindOf("kind.constant", word)));
    }

    private final String source;
    private final JsonKeys json;
    private final ConditionJson conditions;
    private final ColumnMappingBuilder builder = ColumnMapping.builder();
    private CsvFormat format = CsvFormat.standard();

    private MappingJson(String source) {
        this.source = source;
        this.json = new JsonKeys(source);
        this.conditions = new ConditionJson(json);
    }

    static ColumnMapping read(String json, String source) {
        JsonValue root;
        try {
            root = JsonValue.parse(json);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(Printable.name(source) + ": " + e.getMessage(), e.getCause());
        }
        return new MappingJson(source).mapping(root);
    }

    /** Every key that is known, by the object in which it stands: of a mapping itself the empty text. */
    static Map<String, Set<String>> knownKeys() {
        return Map.of(
                "", KEYS.keySet(),
                "time", TIME.keySet(),
                "amount", AMOUNT.keySet(),
                "refund", REFUND.keySet(),
                "currency", CURRENCY.keySet(),
                "kind", KIND.keySet(),
                "condition", ConditionJson.keys());
    }

    private ColumnMapping mapping(JsonValue root) {
        each("", root, KEYS);
        try {
            return builder.format(format).build();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    Printable.name(source) + ": " + Printable.of(String.valueOf(e.getMessage())), e);
        }
    }

    private void time(JsonValue value) {
        if (value.isObject()) {
            each("time", value, TIME);
            timeColumns(value);
        } else {
            builder.time(json.text("time", value));
        }
    }

    /** One column or several, and the patterns, whichever of these keys comes first. */
    private void timeColumns(JsonValue time) {
        JsonValue several = time.fields().get("columns");
        if (several != null && time.fields().containsKey("column")) {
            throw json.refuse("'time' must have one of 'column' and 'columns', had both");
        }
        List<String> columns = several == null
                ? List.of(json.required("time", time, "column"))
                : List.of(json.texts("time.columns", several));
        if (several != null && columns.size() < 2) {
            throw json.refuse("'time.columns' must name at least two columns, named " + columns.size()
                    + "; write 'time.column' for one");
        }
        JsonValue pattern = time.fields().get("pattern");
        builder.timeColumns(columns, pattern == null ? new String[0] : patterns(pattern));
    }

    private String[] patterns(JsonValue value) {
        String[] patterns = value.items() == null
                ? new String[] {json.text("time.pattern", value)}
                : json.texts("time.pattern", value);
        if (patterns.length == 0) {
            throw json.refuse("'time.pattern' must name at least one pattern, was []");
        }
        return patterns;
    }

    private void amount(JsonValue value) {
        if (!value.isObject()) {
            builder.amount(json.text("amount", value));
            return;
        }
        each("amount", value, AMOUNT);
        Map<String, JsonValue> keys = value.fields();
        JsonValue minus = keys.get("minus");
        JsonValue column = keys.get("column");
        JsonValue sum = keys.get("sum");
        if (sum == null && (minus == null || column == null)) {
            if (minus != null) {
                throw json.refuse("'amount.minus' is subtracted from 'amount.column' or 'amount.sum', had neither");
            }
            return;
        }
        if (sum != null && column != null) {
            throw json.refuse("'amount' must have one of 'column' and 'sum', had both");
        }
        List<String> plus = List.of(sum != null ? json.texts("amount.sum", sum) : columns("amount.column", column));
        builder.amountSum(plus, minus == null ? List.of() : List.of(columns("amount.minus", minus)));
    }

    /** One column, or a list of them. */
    private String[] columns(String key, @Nullable JsonValue value) {
        JsonValue given = requireNonNull(value);
        return given.items() == null ? new String[] {json.text(key, given)} : json.texts(key, given);
    }

    private void refund(JsonValue value) {
        if (!value.isObject()) {
            builder.refund(json.text("refund", value));
            return;
        }
        each("refund", value, REFUND);
        String column = json.required("refund", value, "column");
        JsonValue time = value.fields().get("time");
        if (time == null) {
            builder.refund(column);
        } else {
            builder.refund(column, json.text("refund.time", time));
        }
    }

    private void product(String[] factors) {
        if (factors.length != 2) {
            throw json.refuse("'amount.product' must name two columns, named " + factors.length);
        }
        builder.amountProduct(factors[0], factors[1]);
    }

    /** Three capital letters are a currency, any other text is a column. */
    private void currency(JsonValue value) {
        if (value.isObject()) {
            each("currency", value, CURRENCY);
            return;
        }
        String text = json.text("currency", value);
        if (CurrencyCode.isCode(text)) {
            builder.currency(text);
        } else {
            builder.currencyColumn(text);
        }
    }

    private void kind(JsonValue value) {
        if (value.isObject()) {
            each("kind", value, KIND);
        } else {
            builder.kind(json.text("kind", value));
        }
    }

    private Map<String, EventKind> words(JsonValue values) {
        if (!values.isObject()) {
            throw json.refuse("'kind.values' must be an object of the file's words and ours, was " + values);
        }
        Map<String, EventKind> words = new LinkedHashMap<>();
        values.fields().forEach((word, kind) -> words.put(word, kindOf("kind.values." + word, kind)));
        return words;
    }

    private EventKind kindOf(String key, JsonValue value) {
        String word = json.text(key, value);
        return Arrays.stream(EventKind.values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(() -> json.refuse("'" + key + "' must be one of "
                        + Arrays.stream(EventKind.values()).map(EventKind::word).collect(Collectors.joining(", "))
                        + ", was " + value));
    }

    private IdForm[] idForm(JsonValue value) {
        return json.items("idForm", value).stream()
                .map(item -> IdForm.ofWord(json.text("idForm", item)))
                .toArray(IdForm[]::new);
    }

    /** Hands each value to the reader of its key, refusing keys without one. */
    private void each(String path, JsonValue object, Map<String, Key> keys) {
        if (!object.isObject()) {
            throw json.refuse("must be a JSON object, was " + object);
        }
        if (!path.isEmpty() && object.fields().isEmpty()) {
            throw json.refuse("'" + path + "' needs one of the keys " + String.join(", ", keys.keySet()) + ", was {}");
        }
        for (String name : object.fields().keySet()) {
            if (!keys.containsKey(name)) {
                throw json.unknown(path, name, keys.keySet());
            }
        }
        object.fields()
                .forEach((name, value) -> json.guarded(() -> {
                    requireNonNull(keys.get(name)).read(this, object, value);
                    return true;
                }));
    }

    private Charset encoding(JsonValue value) {
        String name = json.text("encoding", value);
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw json.refuse("'encoding' must be an encoding such as UTF-8, UTF-16 or windows-1252, was " + value);
        }
    }

    private ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw json.refuse("'time.zone' must be a zone such as Europe/London or UTC, was " + Masked.quoted(name));
        }
    }
}
