package dev.clv.features.read;

import static java.util.Objects.requireNonNull;

import dev.clv.features.event.CurrencyCode;
import dev.clv.features.event.EventKind;
import dev.clv.features.internal.cell.Masked;
import dev.clv.features.internal.cell.Printable;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a {@link ColumnMapping} from JSON, refusing every key and every type it does not know. */
final class MappingJson {

    /** Reads the value of a key, which stands in {@code object}. */
    private interface Key {
        void read(MappingJson mapping, JsonValue object, JsonValue value);
    }

    /** Reads the value of a key into a condition; {@code path} says where the condition stands. */
    private interface Test {
        RowCondition read(MappingJson mapping, String path, JsonValue condition, JsonValue value);
    }

    /** The keys of a mapping, in the order in which docs/mapping.md describes them. */
    private static final Map<String, Key> KEYS = new LinkedHashMap<>();

    private static final Map<String, Key> TIME = new LinkedHashMap<>();
    private static final Map<String, Key> AMOUNT = new LinkedHashMap<>();
    private static final Map<String, Key> REFUND = new LinkedHashMap<>();
    private static final Map<String, Key> CURRENCY = new LinkedHashMap<>();
    private static final Map<String, Key> KIND = new LinkedHashMap<>();

    /** What a condition can ask of its column. */
    private static final Map<String, Test> TESTS = new LinkedHashMap<>();

    /** How conditions combine. */
    private static final Map<String, Test> COMBINATIONS = new LinkedHashMap<>();

    static {
        KEYS.put("customer", (m, object, value) -> m.builder.customer(m.text("customer", value)));
        KEYS.put("time", (m, object, value) -> m.time(value));
        KEYS.put("amount", (m, object, value) -> m.amount(value));
        KEYS.put("quantity", (m, object, value) -> m.builder.quantity(m.text("quantity", value)));
        KEYS.put("currency", (m, object, value) -> m.currency(value));
        KEYS.put("order", (m, object, value) -> m.builder.order(m.text("order", value)));
        KEYS.put("product", (m, object, value) -> m.builder.product(m.text("product", value)));
        KEYS.put("category", (m, object, value) -> m.builder.category(m.text("category", value)));
        KEYS.put("delimiter", (m, object, value) -> m.format = m.format.delimiter(m.text("delimiter", value)));
        KEYS.put("decimal", (m, object, value) -> m.format = m.format.decimal(m.character("decimal", value)));
        KEYS.put("header", (m, object, value) -> m.format = m.format.header(m.texts("header", value)));
        KEYS.put("skipLines", (m, object, value) -> m.format = m.format.skipLines(m.integer("skipLines", value)));
        KEYS.put("missing", (m, object, value) -> m.builder.missing(m.texts("missing", value)));
        KEYS.put("encoding", (m, object, value) -> m.format = m.format.encoding(m.encoding(value)));
        KEYS.put(
                "drop",
                (m, object, value) ->
                        m.items("drop", value).forEach(item -> m.builder.drop(m.condition("drop", item))));
        KEYS.put("refundWhen", (m, object, value) -> m.builder.refundWhen(m.condition("refundWhen", value)));
        KEYS.put("refund", (m, object, value) -> m.refund(value));
        KEYS.put("kind", (m, object, value) -> m.kind(value));
        KEYS.put("rating", (m, object, value) -> m.builder.rating(m.text("rating", value)));
        KEYS.put("text", (m, object, value) -> m.builder.text(m.text("text", value)));
        KEYS.put("name", (m, object, value) -> m.builder.name(m.text("name", value)));
        KEYS.put("value", (m, object, value) -> m.builder.value(m.text("value", value)));
        KEYS.put("attributes", (m, object, value) -> m.builder.attributes(m.texts("attributes", value)));
        KEYS.put("idForm", (m, object, value) -> m.builder.idForm(m.idForm(value)));
        KEYS.put("id", (m, object, value) -> m.builder.id(m.text("id", value)));

        // These three are read together, by timeColumns.
        TIME.put("column", (m, time, column) -> {});
        TIME.put("columns", (m, time, columns) -> {});
        TIME.put("pattern", (m, time, pattern) -> {});
        TIME.put("zone", (m, time, zone) -> m.builder.zone(m.zone(m.text("time.zone", zone))));

        AMOUNT.put("column", (m, amount, column) -> {
            if (!amount.fields().containsKey("minus") && !amount.fields().containsKey("sum")) {
                m.builder.amount(m.text("amount.column", column));
            }
        });
        AMOUNT.put("product", (m, amount, product) -> m.product(m.texts("amount.product", product)));
        AMOUNT.put("constant", (m, amount, number) -> m.builder.amountConstant(m.number("amount.constant", number)));

        // These two are read together, by amount.
        AMOUNT.put("sum", (m, amount, columns) -> {});
        AMOUNT.put("minus", (m, amount, columns) -> {});

        // These two are read together, by refund.
        REFUND.put("column", (m, refund, column) -> {});
        REFUND.put("time", (m, refund, time) -> {});

        CURRENCY.put("column", (m, currency, column) -> m.builder.currencyColumn(m.text("currency.column", column)));

        KIND.put("column", (m, kind, column) -> m.builder.kind(m.text("kind.column", column)));
        KIND.put("values", (m, kind, values) -> m.builder.kind(m.required("kind", kind, "column"), m.words(values)));
        KIND.put("constant", (m, kind, word) -> m.builder.kindConstant(m.kindOf("kind.constant", word)));

        TESTS.put("blank", (m, path, condition, flag) -> {
            RowCondition blank = RowCondition.blank(m.required(path, condition, "column"));
            return m.bool(path + ".blank", flag) ? blank : RowCondition.not(blank);
        });
        TESTS.put("equals", (m, path, condition, value) -> {
            String wanted = m.word(path + ".equals", value);
            return RowCondition.equalTo(m.required(path, condition, "column"), wanted);
        });
        TESTS.put(
                "startsWith",
                (m, path, condition, prefix) -> RowCondition.startsWith(
                        m.required(path, condition, "column"), m.text(path + ".startsWith", prefix)));
        TESTS.put(
                "endsWith",
                (m, path, condition, suffix) -> RowCondition.endsWith(
                        m.required(path, condition, "column"), m.text(path + ".endsWith", suffix)));
        TESTS.put(
                "contains",
                (m, path, condition, part) ->
                        RowCondition.contains(m.required(path, condition, "column"), m.text(path + ".contains", part)));
        TESTS.put(
                "in",
                (m, path, condition, values) -> RowCondition.in(
                        m.required(path, condition, "column"),
                        m.items(path + ".in", values).stream()
                                .map(item -> m.word(path + ".in", item))
                                .toArray(String[]::new)));
        TESTS.put(
                "matches",
                (m, path, condition, expression) -> RowCondition.matches(
                        m.required(path, condition, "column"), m.text(path + ".matches", expression)));
        TESTS.put(
                "atMost",
                (m, path, condition, bound) ->
                        RowCondition.atMost(m.required(path, condition, "column"), m.number(path + ".atMost", bound)));
        TESTS.put(
                "atLeast",
                (m, path, condition, bound) -> RowCondition.atLeast(
                        m.required(path, condition, "column"), m.number(path + ".atLeast", bound)));

        COMBINATIONS.put("all", (m, path, condition, parts) -> RowCondition.all(m.conditions(path + ".all", parts)));
        COMBINATIONS.put("any", (m, path, condition, parts) -> RowCondition.any(m.conditions(path + ".any", parts)));
        COMBINATIONS.put("not", (m, path, condition, part) -> RowCondition.not(m.condition(path + ".not", part)));
    }

    private final String source;
    private final ColumnMapping.Builder builder = ColumnMapping.builder();
    private CsvFormat format = CsvFormat.standard();

    private MappingJson(String source) {
        this.source = source;
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
                "condition", conditionKeys());
    }

    private static Set<String> conditionKeys() {
        Set<String> keys = new LinkedHashSet<>(List.of("column"));
        keys.addAll(TESTS.keySet());
        keys.addAll(COMBINATIONS.keySet());
        return keys;
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
            builder.time(text("time", value));
        }
    }

    /** One column or several, and the patterns, whichever of these keys comes first. */
    private void timeColumns(JsonValue time) {
        JsonValue several = time.fields().get("columns");
        if (several != null && time.fields().containsKey("column")) {
            throw refuse("'time' must have one of 'column' and 'columns', had both");
        }
        List<String> columns =
                several == null ? List.of(required("time", time, "column")) : List.of(texts("time.columns", several));
        if (several != null && columns.size() < 2) {
            throw refuse("'time.columns' must name at least two columns, named " + columns.size()
                    + "; write 'time.column' for one");
        }
        JsonValue pattern = time.fields().get("pattern");
        builder.timeColumns(columns, pattern == null ? new String[0] : patterns(pattern));
    }

    private String[] patterns(JsonValue value) {
        String[] patterns =
                value.items() == null ? new String[] {text("time.pattern", value)} : texts("time.pattern", value);
        if (patterns.length == 0) {
            throw refuse("'time.pattern' must name at least one pattern, was []");
        }
        return patterns;
    }

    private void amount(JsonValue value) {
        if (!value.isObject()) {
            builder.amount(text("amount", value));
            return;
        }
        each("amount", value, AMOUNT);
        Map<String, JsonValue> keys = value.fields();
        JsonValue minus = keys.get("minus");
        JsonValue column = keys.get("column");
        JsonValue sum = keys.get("sum");
        if (sum == null && (minus == null || column == null)) {
            if (minus != null) {
                throw refuse("'amount.minus' is subtracted from 'amount.column' or 'amount.sum', had neither");
            }
            return;
        }
        if (sum != null && column != null) {
            throw refuse("'amount' must have one of 'column' and 'sum', had both");
        }
        List<String> plus = List.of(sum != null ? texts("amount.sum", sum) : columns("amount.column", column));
        builder.amountSum(plus, minus == null ? List.of() : List.of(columns("amount.minus", minus)));
    }

    /** One column, or a list of them. */
    private String[] columns(String key, @Nullable JsonValue value) {
        JsonValue given = requireNonNull(value);
        return given.items() == null ? new String[] {text(key, given)} : texts(key, given);
    }

    private void refund(JsonValue value) {
        if (!value.isObject()) {
            builder.refund(text("refund", value));
            return;
        }
        each("refund", value, REFUND);
        String column = required("refund", value, "column");
        JsonValue time = value.fields().get("time");
        if (time == null) {
            builder.refund(column);
        } else {
            builder.refund(column, text("refund.time", time));
        }
    }

    private void product(String[] factors) {
        if (factors.length != 2) {
            throw refuse("'amount.product' must name two columns, named " + factors.length);
        }
        builder.amountProduct(factors[0], factors[1]);
    }

    /** Three capital letters are a currency, any other text is a column. */
    private void currency(JsonValue value) {
        if (value.isObject()) {
            each("currency", value, CURRENCY);
            return;
        }
        String text = text("currency", value);
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
            builder.kind(text("kind", value));
        }
    }

    private Map<String, EventKind> words(JsonValue values) {
        if (!values.isObject()) {
            throw refuse("'kind.values' must be an object of the file's words and ours, was " + values);
        }
        Map<String, EventKind> words = new LinkedHashMap<>();
        values.fields().forEach((word, kind) -> words.put(word, kindOf("kind.values." + word, kind)));
        return words;
    }

    private EventKind kindOf(String key, JsonValue value) {
        String word = text(key, value);
        return Arrays.stream(EventKind.values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(() -> refuse("'" + key + "' must be one of "
                        + Arrays.stream(EventKind.values()).map(EventKind::word).collect(Collectors.joining(", "))
                        + ", was " + value));
    }

    private RowCondition condition(String path, JsonValue value) {
        if (!value.isObject()) {
            throw refuse(
                    "'" + path + "' must be a condition such as {\"column\": \"X\", \"blank\": true}, was " + value);
        }
        RowCondition found = null;
        boolean ofColumn = value.fields().containsKey("column");
        int tests = 0;
        for (Map.Entry<String, JsonValue> field : value.fields().entrySet()) {
            String key = field.getKey();
            if (key.equals("column")) {
                text(path + ".column", field.getValue());
                continue;
            }
            boolean combines = COMBINATIONS.containsKey(key);
            Test test = combines ? COMBINATIONS.get(key) : TESTS.get(key);
            if (test == null) {
                throw unknown(path, key, conditionKeys());
            }
            found = guarded(() -> test.read(this, path, value, field.getValue()));
            tests += ofColumn && combines ? 2 : 1;
        }
        if (found == null || tests != 1) {
            throw refuse("'" + path + "' must be one condition, which is a column with one of "
                    + String.join(", ", TESTS.keySet()) + ", or one of "
                    + String.join(", ", COMBINATIONS.keySet()) + "; was " + value);
        }
        return found;
    }

    private IdForm[] idForm(JsonValue value) {
        return items("idForm", value).stream()
                .map(item -> IdForm.ofWord(text("idForm", item)))
                .toArray(IdForm[]::new);
    }

    private RowCondition[] conditions(String path, JsonValue value) {
        return items(path, value).stream().map(item -> condition(path, item)).toArray(RowCondition[]::new);
    }

    /** Hands each value to the reader of its key, refusing keys without one. */
    private void each(String path, JsonValue object, Map<String, Key> keys) {
        if (!object.isObject()) {
            throw refuse("must be a JSON object, was " + object);
        }
        if (!path.isEmpty() && object.fields().isEmpty()) {
            throw refuse("'" + path + "' needs one of the keys " + String.join(", ", keys.keySet()) + ", was {}");
        }
        for (String name : object.fields().keySet()) {
            if (!keys.containsKey(name)) {
                throw unknown(path, name, keys.keySet());
            }
        }
        object.fields()
                .forEach((name, value) -> guarded(() -> {
                    requireNonNull(keys.get(name)).read(this, object, value);
                    return true;
                }));
    }

    /** Names the source in a refusal of the builder's. */
    private <T> T guarded(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (Refusal e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw refuse(String.valueOf(e.getMessage()));
        }
    }

    private Refusal unknown(String path, String name, Set<String> known) {
        String hint = Spelling.nearest(name, known)
                .map(nearest -> "did you mean '" + nearest + "'?")
                .orElse("known are " + known.stream().sorted().collect(Collectors.joining(", ")));
        return refuse("unknown key '" + Printable.name(path.isEmpty() ? name : path + "." + name) + "', " + hint);
    }

    private String required(String path, JsonValue object, String key) {
        JsonValue value = object.fields().get(key);
        if (value == null) {
            throw refuse("'" + path + "' needs the key '" + key + "', was " + object);
        }
        return text(path + "." + key, value);
    }

    private String text(String key, JsonValue value) {
        String text = value.text();
        if (text == null || text.isEmpty()) {
            throw refuse("'" + key + "' must be a text that is not empty, was " + value);
        }
        return text;
    }

    /** A text, or a number as it is written. */
    private String word(String key, JsonValue value) {
        String digits = value.digits();
        return digits != null ? digits : text(key, value);
    }

    private String[] texts(String key, JsonValue value) {
        return items(key, value).stream().map(item -> text(key, item)).toArray(String[]::new);
    }

    private List<JsonValue> items(String key, JsonValue value) {
        return expect(value.items(), key, "a list", value);
    }

    private BigDecimal number(String key, JsonValue value) {
        return expect(value.number(), key, "a number", value);
    }

    private int integer(String key, JsonValue value) {
        BigDecimal number = value.number();
        boolean whole = number != null
                && number.precision() - (long) number.scale() <= 9
                && number.stripTrailingZeros().scale() <= 0;
        return expect(whole ? number : null, key, "a whole number", value).intValueExact();
    }

    private boolean bool(String key, JsonValue value) {
        return expect(value.bool(), key, "true or false", value);
    }

    private <T> T expect(@Nullable T found, String key, String what, JsonValue value) {
        if (found == null) {
            throw refuse("'" + key + "' must be " + what + ", was " + value);
        }
        return found;
    }

    private char character(String key, JsonValue value) {
        String text = text(key, value);
        if (text.length() != 1) {
            throw refuse("'" + key + "' must be a single character, was " + value);
        }
        return text.charAt(0);
    }

    private Charset encoding(JsonValue value) {
        String name = text("encoding", value);
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw refuse("'encoding' must be an encoding such as UTF-8, UTF-16 or windows-1252, was " + value);
        }
    }

    private ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw refuse("'time.zone' must be a zone such as Europe/London or UTC, was " + Masked.quoted(name));
        }
    }

    private Refusal refuse(String sentence) {
        return new Refusal(Printable.name(source) + ": " + Printable.of(sentence));
    }

    /** Already names its source. */
    private static final class Refusal extends IllegalArgumentException {

        private static final long serialVersionUID = 1;

        Refusal(String sentence) {
            super(sentence);
        }
    }
}
