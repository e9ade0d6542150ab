package dev.clv.features.read;

import dev.clv.features.event.CurrencyCode;
import dev.clv.features.event.EventKind;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a {@link ColumnMapping} from JSON, refusing every key and every type it does not know. */
final class MappingJson {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final List<String> TESTS = List.of("blank", "equals", "startsWith", "atMost", "atLeast");

    private final String source;
    private final ColumnMapping.Builder builder = ColumnMapping.builder();

    private MappingJson(String source) {
        this.source = source;
    }

    static ColumnMapping read(String json, String source) {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    source + ": is not valid JSON in line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ": " + e.getOriginalMessage(),
                    e);
        }
        return new MappingJson(source).mapping(root);
    }

    private ColumnMapping mapping(JsonNode root) {
        Map<String, Consumer<JsonNode>> keys = new LinkedHashMap<>();
        keys.put("customer", node -> builder.customer(text("customer", node)));
        keys.put("time", this::time);
        keys.put("kind", this::kind);
        keys.put("amount", this::amount);
        keys.put("currency", this::currency);
        keys.put("order", node -> builder.order(text("order", node)));
        keys.put("product", node -> builder.product(text("product", node)));
        keys.put("category", node -> builder.category(text("category", node)));
        keys.put("quantity", node -> builder.quantity(text("quantity", node)));
        keys.put("rating", node -> builder.rating(text("rating", node)));
        keys.put("text", node -> builder.text(text("text", node)));
        keys.put("name", node -> builder.name(text("name", node)));
        keys.put("value", node -> builder.value(text("value", node)));
        keys.put("id", node -> builder.id(text("id", node)));
        keys.put("attributes", node -> builder.attributes(texts("attributes", node)));
        keys.put("drop", node -> items("drop", node).forEach(item -> builder.drop(condition("drop", item))));
        keys.put("refundWhen", node -> builder.refundWhen(condition("refundWhen", node)));
        keys.put("header", node -> builder.header(texts("header", node)));
        keys.put("delimiter", this::delimiter);
        keys.put("skipLines", node -> builder.skipLines(integer("skipLines", node)));
        keys.put("decimal", node -> builder.decimalMark(character("decimal", node)));
        each("", root, keys);
        try {
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(source + ": " + e.getMessage(), e);
        }
    }

    private void time(JsonNode node) {
        if (!node.isObject()) {
            builder.time(text("time", node));
            return;
        }
        String column = required("time", node, "column");
        each(
                "time",
                node,
                Map.of(
                        "column",
                        ignored -> builder.time(column),
                        "pattern",
                        pattern -> builder.time(column, text("time.pattern", pattern)),
                        "zone",
                        zone -> builder.zone(zone(text("time.zone", zone)))));
    }

    private void amount(JsonNode node) {
        if (!node.isObject()) {
            builder.amount(text("amount", node));
            return;
        }
        each(
                "amount",
                node,
                Map.of(
                        "column",
                        column -> builder.amount(text("amount.column", column)),
                        "constant",
                        constant -> builder.constantAmount(number("amount.constant", constant)),
                        "product",
                        product -> {
                            String[] factors = texts("amount.product", product);
                            if (factors.length != 2) {
                                throw refuse("'amount.product' must name two columns, named " + factors.length);
                            }
                            builder.amountProduct(factors[0], factors[1]);
                        }));
    }

    /** Three capital letters are a currency, any other text is a column. */
    private void currency(JsonNode node) {
        if (node.isObject()) {
            each("currency", node, Map.of("column", column -> builder.currencyColumn(text("currency.column", column))));
        } else if (CurrencyCode.isCode(text("currency", node))) {
            builder.currency(node.stringValue());
        } else {
            builder.currencyColumn(node.stringValue());
        }
    }

    private void kind(JsonNode node) {
        if (!node.isObject()) {
            builder.kindColumn(text("kind", node));
            return;
        }
        Map<String, Consumer<JsonNode>> keys = new LinkedHashMap<>();
        keys.put("column", column -> builder.kindColumn(text("kind.column", column)));
        keys.put("constant", word -> builder.kind(kind("kind.constant", word)));
        keys.put("values", values -> {
            Map<String, EventKind> words = new LinkedHashMap<>();
            if (!values.isObject()) {
                throw refuse("'kind.values' must be an object of the file's words and ours, was " + values);
            }
            values.properties()
                    .forEach(entry ->
                            words.put(entry.getKey(), kind("kind.values." + entry.getKey(), entry.getValue())));
            builder.kindColumn(required("kind", node, "column"), words);
        });
        each("kind", node, keys);
    }

    private EventKind kind(String key, JsonNode node) {
        String word = text(key, node);
        List<String> words =
                Arrays.stream(EventKind.values()).map(EventKind::word).collect(Collectors.toList());
        if (!words.contains(word)) {
            throw refuse("'" + key + "' must be one of " + String.join(", ", words) + ", was '" + word + "'");
        }
        return EventKind.values()[words.indexOf(word)];
    }

    private RowCondition condition(String key, JsonNode node) {
        if (!node.isObject()) {
            throw refuse("'" + key + "' must be a condition such as {\"column\": \"X\", \"blank\": true}, was " + node);
        }
        List<RowCondition> found = new ArrayList<>();
        Map<String, Consumer<JsonNode>> keys = new LinkedHashMap<>();
        keys.put("column", column -> text(key + ".column", column));
        keys.put("blank", flag -> {
            RowCondition blank = RowCondition.blank(required(key, node, "column"));
            found.add(bool(key + ".blank", flag) ? blank : RowCondition.not(blank));
        });
        keys.put("equals", value -> {
            String wanted = value.isNumber() ? value.asString() : text(key + ".equals", value);
            found.add(RowCondition.equalTo(required(key, node, "column"), wanted));
        });
        keys.put(
                "startsWith",
                prefix -> found.add(
                        RowCondition.startsWith(required(key, node, "column"), text(key + ".startsWith", prefix))));
        keys.put(
                "atMost",
                bound -> found.add(RowCondition.atMost(required(key, node, "column"), number(key + ".atMost", bound))));
        keys.put(
                "atLeast",
                bound -> found.add(
                        RowCondition.atLeast(required(key, node, "column"), number(key + ".atLeast", bound))));
        keys.put("all", parts -> found.add(RowCondition.all(conditions(key + ".all", parts))));
        keys.put("any", parts -> found.add(RowCondition.any(conditions(key + ".any", parts))));
        keys.put("not", part -> found.add(RowCondition.not(condition(key + ".not", part))));
        each(key, node, keys);
        if (found.size() != 1 || (node.has("column") && TESTS.stream().noneMatch(node::has))) {
            throw refuse("'" + key + "' must be one condition, which is a column with one of "
                    + String.join(", ", TESTS) + ", or one of all, any, not; was " + node);
        }
        return found.get(0);
    }

    private RowCondition[] conditions(String key, JsonNode node) {
        return items(key, node).stream().map(item -> condition(key, item)).toArray(RowCondition[]::new);
    }

    private void delimiter(JsonNode node) {
        if (text("delimiter", node).equals("whitespace")) {
            builder.whitespaceDelimited();
        } else {
            builder.delimiter(character("delimiter", node));
        }
    }

    /** Hands each value to the reader of its key, refusing keys without one. */
    private void each(String path, JsonNode node, Map<String, Consumer<JsonNode>> readers) {
        if (!node.isObject()) {
            throw refuse("must be a JSON object, was " + node);
        }
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            Consumer<JsonNode> reader = readers.get(entry.getKey());
            if (reader == null) {
                String name = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
                String hint = Spelling.nearest(entry.getKey(), readers.keySet())
                        .map(known -> "did you mean '" + known + "'?")
                        .orElse("known are "
                                + readers.keySet().stream().sorted().collect(Collectors.joining(", ")));
                throw refuse("unknown key '" + name + "', " + hint);
            }
            try {
                reader.accept(entry.getValue());
            } catch (Refusal e) {
                throw e;
            } catch (IllegalArgumentException e) {
                throw refuse(String.valueOf(e.getMessage()));
            }
        }
    }

    private String required(String path, JsonNode node, String key) {
        JsonNode value = node.get(key);
        if (value == null) {
            throw refuse("'" + path + "' needs the key '" + key + "', was " + node);
        }
        return text(path + "." + key, value);
    }

    private String text(String key, JsonNode node) {
        if (!node.isString() || node.stringValue().isEmpty()) {
            throw refuse("'" + key + "' must be a text that is not empty, was " + node);
        }
        return node.stringValue();
    }

    private String[] texts(String key, JsonNode node) {
        return items(key, node).stream().map(item -> text(key, item)).toArray(String[]::new);
    }

    private List<JsonNode> items(String key, JsonNode node) {
        if (!node.isArray()) {
            throw refuse("'" + key + "' must be a list, was " + node);
        }
        return new ArrayList<>(node.values());
    }

    private BigDecimal number(String key, JsonNode node) {
        if (!node.isNumber()) {
            throw refuse("'" + key + "' must be a number, was " + node);
        }
        return node.decimalValue();
    }

    private int integer(String key, JsonNode node) {
        if (!node.isInt()) {
            throw refuse("'" + key + "' must be a whole number, was " + node);
        }
        return node.intValue();
    }

    private boolean bool(String key, JsonNode node) {
        if (!node.isBoolean()) {
            throw refuse("'" + key + "' must be true or false, was " + node);
        }
        return node.booleanValue();
    }

    private char character(String key, JsonNode node) {
        String text = text(key, node);
        if (text.length() != 1) {
            throw refuse("'" + key + "' must be a single character, was '" + text + "'");
        }
        return text.charAt(0);
    }

    private ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw refuse("'time.zone' must be a zone such as Europe/London or UTC, was '" + name + "'");
        }
    }

    private Refusal refuse(String sentence) {
        return new Refusal(source + ": " + sentence);
    }

    /** Already says where it is from. */
    private static final class Refusal extends IllegalArgumentException {

        private static final long serialVersionUID = 1;

        Refusal(String sentence) {
            super(sentence);
        }
    }
}
