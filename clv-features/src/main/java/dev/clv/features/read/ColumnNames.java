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
            "*customer*",
            "*client*",
            "*kunde*",
            "*\u5ba2\u6237*",
            "*\u987e\u5ba2*",
            "*\u4f1a\u5458*",
            "*\u4e70\u5bb6*",
            "*\u7528\u6237*",
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
            "idcliente",
            "clienteid",
            "codcliente",
            "codigocliente",
            "codigodocliente",
            "kundenid",
            "kundennr",
            "kundennummer",
            "\u5ba2\u6237\u7f16\u53f7",
            "\u4f1a\u5458\u7f16\u53f7",
            "\u7528\u6237id",
            "clientid",
            "memberid",
            "buyerid",
            "householdid",
            "customernumber",
            "customerno",
            "customerid",
            "customeruniqueid");
    static final List<String> TIME = List.of(
            "ts",
            "day",
            "month*",
            "*edat",
            "*datum*",
            "*fecha*",
            "data*",
            "*\u65e5\u671f*",
            "*\u65f6\u95f4*",
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
            "preis",
            "preco",
            "pre\u00e7o",
            "precio",
            "\u4ef7\u683c",
            "spend",
            "revenue",
            "paid",
            "turnover",
            "umsatz",
            "sales",
            "netsales",
            "grosssales",
            "net",
            "netto",
            "netvalue",
            "netamount",
            "nettotal",
            "subtotal",
            "cartsubtotal",
            "ordersubtotal",
            "gross",
            "brutto",
            "grossamount",
            "grosstotal",
            "paymentvalue",
            "salesvalue",
            "valor",
            "importe",
            "montant",
            "montantht",
            "montantttc",
            "totalttc",
            "betrag",
            "summe",
            "\u91d1\u989d",
            "valortotal",
            "gesamtbetrag",
            "gesamtpreis",
            "gesamtsumme",
            "\u603b\u91d1\u989d",
            "\u5b9e\u4ed8\u91d1\u989d",
            "ordervalue",
            "amountpaid",
            "totalpaid",
            "itemprice",
            "pricecents",
            "totalcents",
            "amountincents",
            "amountcents",
            "ordertotal",
            "ordertotalamount",
            "grandtotal",
            "linetotal",
            "total",
            "totalprice",
            "totalamount",
            "orderamount",
            "amount");
    static final List<String> UNIT_PRICE = List.of(
            "price",
            "preis",
            "preco",
            "pre\u00e7o",
            "precio",
            "\u4ef7\u683c",
            "unitamount",
            "itemprice",
            "priceeach",
            "einzelpreis",
            "precounitario",
            "pre\u00e7ounit\u00e1rio",
            "preciounitario",
            "\u5355\u4ef7",
            "unitprice");
    static final List<String> QUANTITY = List.of(
            "count",
            "pieces",
            "units",
            "menge",
            "anzahl",
            "qtd",
            "qtde",
            "cantidad",
            "quantite",
            "quantit\u00e9",
            "quantidade",
            "\u6570\u91cf",
            "itemquantity",
            "lineitemquantity",
            "shippedquantity",
            "quantityshipped",
            "quantityordered",
            "quantitypurchased",
            "qty",
            "quantity");

    /** What was paid back of the purchase of the row. */
    static final List<String> REFUND = List.of(
            "*erstattet*",
            "*erstattung*",
            "*reembols*",
            "*\u9000\u6b3e*",
            "*refund*",
            "refunds",
            "refund",
            "refundedtotal",
            "refundedamount",
            "totalrefunded",
            "refundamount",
            "amountrefunded");

    /** Amounts beside that of the purchase, which may be part of it or not. */
    static final List<String> EXTRAS = List.of(
            "*discount*",
            "*rabatt*",
            "*desconto*",
            "*shipping*",
            "*freight*",
            "*frete*",
            "*versand*",
            "*tax*",
            "*vat*");

    /** What says whether an order came about. */
    static final List<String> STATUS =
            List.of("*status*", "*statut*", "*estado*", "*state", "*\u72b6\u6001*", "cancelled*", "canceled*");

    static final List<String> RATING = List.of("*score*", "*stars*", "*rating*", "overall", "score", "stars", "rating");
    static final List<String> TEXT =
            List.of("*message*", "*comment*", "content", "body", "*reviewtext*", "*text*", "review", "text");
    static final List<String> NAME = List.of("metric", "measure", "signal", "property", "signalname", "name");
    static final List<String> VALUE = List.of("measurement", "number", "signalvalue", "value");
    static final List<String> ID =
            List.of("uuid", "rowid", "lineid", "lineitemid", "messageid", "eventuuid", "eventid");
    static final List<String> CURRENCY = List.of(
            "cur",
            "*currency*",
            "moeda",
            "moneda",
            "w\u00e4hrung",
            "waehrung",
            "\u8d27\u5e01",
            "currencycode",
            "currency");
    static final List<String> ORDER = List.of(
            "bestell*",
            "auftrag*",
            "belegnr",
            "rechnung*",
            "pedido*",
            "idpedido",
            "\u8ba2\u5355*",
            "*orderno",
            "*orderid",
            "*ordernumber",
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
    static final List<String> PRODUCT = List.of(
            "artikel*",
            "produto",
            "producto",
            "\u5546\u54c1*",
            "article*",
            "item",
            "itemid",
            "asin",
            "upc",
            "product",
            "stockcode",
            "sku",
            "productid");
    static final List<String> CATEGORY = List.of(
            "kategorie",
            "categoria",
            "\u7c7b\u522b",
            "department*",
            "producttype",
            "categoryid",
            "*category*",
            "categorycode",
            "productcategory",
            "category");
    static final List<String> SESSION = List.of(
            "visit",
            "visitid",
            "visitnumber",
            "visitkey",
            "\u4f1a\u8bdd*",
            "sitzung*",
            "*sessao*",
            "*sess\u00e3o*",
            "*sesion*",
            "*sesi\u00f3n*",
            "*session",
            "*sessionkey",
            "*sessionid",
            "usersession",
            "session",
            "sessionid");
    static final List<String> KIND = List.of(
            "art",
            "typ",
            "tipo",
            "vorgang",
            "vorgangsart",
            "buchungsart",
            "belegart",
            "documenttype",
            "doctype",
            "recordtype",
            "saletype",
            "ordertype",
            "transactiontype",
            "action",
            "event",
            "kind",
            "type",
            "eventtype");

    /** A time of day without a date. */
    static final List<String> CLOCK = List.of("*hour*", "*heure*", "*hora*", "*uhrzeit*", "*clock*", "*time*", "time");

    private static final Map<String, EventKind> KINDS = kinds();

    private ColumnNames() {}

    private static Map<String, EventKind> kinds() {
        Map<String, EventKind> words = new LinkedHashMap<>();
        for (EventKind kind : EventKind.values()) {
            words.put(kind.word().replace("_", ""), kind);
        }
        List.of("pageview", "productview", "viewitem", "detail").forEach(word -> words.put(word, EventKind.VIEW));
        List.of("cart", "addtocart", "cartadd", "basket").forEach(word -> words.put(word, EventKind.CART_ADD));
        List.of(
                        "buy",
                        "order",
                        "transaction",
                        "sale",
                        "sales",
                        "sold",
                        "checkout",
                        "payment",
                        "invoice",
                        "charge",
                        "verkauf",
                        "kauf",
                        "rechnung",
                        "bestellung",
                        "vente",
                        "facture",
                        "achat",
                        "venta",
                        "venda",
                        "factura",
                        "compra")
                .forEach(word -> words.put(word, EventKind.PURCHASE));
        List.of(
                        "return",
                        "returns",
                        "returned",
                        "refunded",
                        "credit",
                        "creditnote",
                        "creditmemo",
                        "cancellation",
                        "retoure",
                        "r\u00fcckgabe",
                        "gutschrift",
                        "storno",
                        "stornorechnung",
                        "erstattung",
                        "retour",
                        "avoir",
                        "remboursement",
                        "devoluci\u00f3n",
                        "devolucion",
                        "devolu\u00e7\u00e3o",
                        "devolucao",
                        "abono",
                        "reembolso")
                .forEach(word -> words.put(word, EventKind.REFUND));
        return words;
    }

    /** The kind of event that a shop calls by this word; null if none is known. */
    static @Nullable EventKind kindOf(String word) {
        return KINDS.get(word.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}]", ""));
    }
}
