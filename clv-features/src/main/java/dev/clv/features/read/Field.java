package dev.clv.features.read;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a column can mean: its key in a mapping and its name in the standard header. */
enum Field {
    CUSTOMER("customer", "customer_id"),
    TIME("time", "time"),
    KIND("kind", "type"),
    AMOUNT("amount", "amount"),
    CURRENCY("currency", "currency"),
    ORDER("order", "order_id"),
    PRODUCT("product", "product_id"),
    CATEGORY("category", "category"),
    QUANTITY("quantity", "quantity"),
    RATING("rating", "rating"),
    TEXT("text", "text"),
    NAME("name", "name"),
    VALUE("value", "value"),
    SESSION("session", "session_id"),
    ID("id", "event_id");

    /** Standard columns that begin so hold the customer attribute that the rest of their name names. */
    static final String ATTRIBUTE_PREFIX = "attr.";

    private final String key;
    private final String header;

    Field(String key, String header) {
        this.key = key;
        this.header = header;
    }

    String key() {
        return key;
    }

    String header() {
        return header;
    }

    static @Nullable Field ofHeader(String name) {
        return Arrays.stream(values())
                .filter(field -> field.header.equals(name))
                .findFirst()
                .orElse(null);
    }

    static List<String> headers() {
        return Arrays.stream(values()).map(Field::header).collect(Collectors.toList());
    }
}
