package dev.clv.features.read;

import dev.clv.features.event.EventKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How shops name their columns, and what they call the kinds of event. Lists of names are for
 * {@link ColumnSample#rank}: later names are better.
 */
final class ColumnNames {

    static final List<String> CUSTOMER = List.of(
            "id",
            "*email*",
            "account*",
            "shopper*",
            "household*",
            "member*",
            "buyer*",
            "user*",
            "client*",
            "customer*",
            "useruid",
            "userid",
            "clientid",
            "memberid",
            "buyerid",
            "householdid",
            "customernumber",
            "customerno",
            "customerid",
            "customeruniqueid");
    static final List<String> TIME = List.of(
            "day",
            "month*",
            "time",
            "when",
            "*timestamp*",
            "*time*",
            "*date*",
            "date",
            "createdat",
            "eventtime",
            "*purchase*",
            "invoicedate",
            "transactiondate",
            "orderdate",
            "purchasedate");
    static final List<String> LATER = List.of(
            "*approv*",
            "*deliver*",
            "*estimat*",
            "*ship*",
            "*update*",
            "*birth*",
            "*end*",
            "*answer*",
            "*expir*",
            "*due*");
    static final List<String> AMOUNT = List.of(
            "value",
            "price",
            "spend",
            "revenue",
            "paid",
            "sales",
            "paymentvalue",
            "salesvalue",
            "linetotal",
            "total",
            "totalprice",
            "totalamount",
            "amount");
    static final List<String> UNIT_PRICE = List.of("price", "itemprice", "priceeach", "unitprice");
    static final List<String> QUANTITY = List.of("count", "pieces", "units", "qty", "quantity");
    static final List<String> CURRENCY = List.of("cur", "currencycode", "currency");
    static final List<String> ORDER = List.of(
            "receipt*",
            "transactionid",
            "basketid",
            "invoice",
            "invoiceno",
            "invoiceid",
            "invoicenumber",
            "ordernumber",
            "order",
            "orderid");
    static final List<String> PRODUCT =
            List.of("article*", "item", "itemid", "asin", "upc", "product", "stockcode", "sku", "productid");
    static final List<String> CATEGORY = List.of(
            "department*", "producttype", "categoryid", "*category*", "categorycode", "productcategory", "category");
    static final List<String> KIND = List.of("action", "event", "kind", "type", "eventtype");

    private static final Map<String, EventKind> KINDS = kinds();

    private ColumnNames() {}

    private static Map<String, EventKind> kinds() {
        Map<String, EventKind> words = new LinkedHashMap<>();
        for (EventKind kind : EventKind.values()) {
            words.put(kind.word().replace("_", ""), kind);
        }
        List.of("pageview", "productview", "viewitem", "detail").forEach(word -> words.put(word, EventKind.VIEW));
        List.of("cart", "addtocart", "cartadd", "basket").forEach(word -> words.put(word, EventKind.CART_ADD));
        List.of("buy", "order", "transaction", "sale", "sold", "checkout", "payment")
                .forEach(word -> words.put(word, EventKind.PURCHASE));
        List.of("return", "returned", "refunded", "creditnote", "cancellation")
                .forEach(word -> words.put(word, EventKind.REFUND));
        return words;
    }

    /** The kind of event that a shop calls by this word; null if none is known. */
    static @Nullable EventKind kindOf(String word) {
        return KINDS.get(word.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", ""));
    }
}
