package dev.clv.features.read;

import dev.clv.features.event.CurrencyCode;
import dev.clv.features.event.DataQualityReport;
import dev.clv.features.event.EventKind;
import dev.clv.features.event.EventLog;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A mapping proposed for a CSV file from its first rows (at most 50,000), with notes on what was guessed, on what
 * evidence, and what is ambiguous. It is a beginning to be checked, not a certainty.
 *
 * <p>The form of the file is found by trying encodings and delimiters. Columns are recognised by their names, which
 * must resemble the usual English ones, and by what they hold; a file without a header line has only the latter.
 * Immutable and thread-safe. Notes name columns and counts, and hold no value of a customer.
 */
public final class MappingProposal {

    private static final List<String> CUSTOMER = List.of(
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
    private static final List<String> TIME = List.of(
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
    private static final List<String> LATER = List.of(
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
    private static final List<String> AMOUNT = List.of(
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
    private static final List<String> UNIT_PRICE = List.of("price", "itemprice", "priceeach", "unitprice");
    private static final List<String> QUANTITY = List.of("count", "pieces", "units", "qty", "quantity");
    private static final List<String> CURRENCY = List.of("cur", "currencycode", "currency");
    private static final List<String> ORDER = List.of(
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
    private static final List<String> PRODUCT =
            List.of("article*", "item", "itemid", "asin", "upc", "product", "stockcode", "sku", "productid");
    private static final List<String> CATEGORY = List.of(
            "department*", "producttype", "categoryid", "*category*", "categorycode", "productcategory", "category");
    private static final List<String> KIND = List.of("action", "event", "kind", "type", "eventtype");

    /** Words of shops for kinds of event. */
    private static final Map<String, EventKind> WORDS = words();

    private final String json;
    private final ColumnMapping mapping;
    private final List<String> notes;

    private MappingProposal(String json, List<String> notes) {
        this.json = json;
        this.mapping = ColumnMapping.json(json);
        this.notes = List.copyOf(notes);
    }

    /**
     * Proposes a mapping for a file.
     *
     * @throws EventReadException if the file cannot be read, or no column looks like a customer or none like a time
     */
    public static MappingProposal of(Path file) {
        return new Search(FileSample.of(file)).proposal();
    }

    /** The mapping as JSON, which {@link ColumnMapping#json(String)} reads, with a line end behind it. */
    public String json() {
        return json;
    }

    /** The mapping. */
    public ColumnMapping mapping() {
        return mapping;
    }

    /** What was found, guessed, or is ambiguous: a sentence each. */
    public List<String> notes() {
        return notes;
    }

    private static Map<String, EventKind> words() {
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

    /** The search for columns in one sample. */
    private static final class Search {

        private final FileSample sample;
        private final List<String> notes = new ArrayList<>();
        private final Set<ColumnSample> used = new LinkedHashSet<>();
        private final Map<String, String> json = new LinkedHashMap<>();
        private @Nullable Character decimal;

        Search(FileSample sample) {
            this.sample = sample;
        }

        MappingProposal proposal() {
            form();
            Map<ColumnSample, TimeGuess> times = times();
            if (hasStandardHeader()) {
                return standard(times);
            }
            ColumnSample time = time(times);
            used.addAll(times.keySet());
            ColumnSample customer = customer();
            put("customer", customer);
            json.put("time", timeJson(time, times.get(time)));
            Map<String, EventKind> kinds = kind();
            decimal();
            money(kinds);
            named("order", ORDER, column -> true);
            named("product", PRODUCT, column -> true);
            named("category", CATEGORY, column -> true);
            currency();
            if (customer.hasBlanks()) {
                json.merge("drop", "{\"column\": " + quoted(customer) + ", \"blank\": true}", (a, b) -> a + ", " + b);
                note("rows without a customer are dropped");
            }
            if (json.containsKey("drop")) {
                json.put("drop", "[" + json.get("drop") + "]");
            }
            passedOver();
            MappingProposal proposal = new MappingProposal(written(), notes);
            return new MappingProposal(proposal.json, tried(proposal));
        }

        private boolean hasStandardHeader() {
            Set<String> names =
                    sample.columns().stream().map(ColumnSample::name).collect(Collectors.toSet());
            return names.contains(Field.CUSTOMER.header()) && names.contains(Field.TIME.header());
        }

        private MappingProposal standard(Map<ColumnSample, TimeGuess> times) {
            for (ColumnSample column : sample.columns()) {
                Field field = Field.ofHeader(column.name());
                if (field == Field.TIME) {
                    json.put(field.key(), timeJson(column, times.get(column)));
                } else if (field == Field.CURRENCY) {
                    json.put(field.key(), "{\"column\": " + quoted(column) + "}");
                } else if (field != null) {
                    json.put(field.key(), quoted(column));
                }
                if (field != null) {
                    used.add(column);
                }
            }
            note("the file has the standard header, so it needs no mapping if its times are ISO 8601 with an offset");
            passedOver();
            return new MappingProposal(written(), tried(new MappingProposal(written(), notes)));
        }

        private void form() {
            CsvFormat format = sample.format();
            if (sample.marked()) {
                note("a byte order mark says that the file is " + sample.encoding());
            } else if (!sample.encoding().equals(StandardCharsets.UTF_8)) {
                json.put("encoding", JsonValue.quoted(sample.encoding().name()));
                note("the file is not UTF-8; " + sample.encoding() + " is a guess from its bytes, so check accents");
            }
            if (!format.delimiter().equals(",")) {
                json.put("delimiter", JsonValue.quoted(format.delimiter()));
            }
            if (format.skipLines() > 0) {
                json.put("skipLines", Integer.toString(format.skipLines()));
                note("the first " + format.skipLines()
                        + " lines do not have the columns of the others and are skipped");
            }
            if (!format.hasHeaderLine()) {
                json.put(
                        "header",
                        format.header().stream().map(JsonValue::quoted).collect(Collectors.joining(", ", "[", "]")));
                note("the first line holds no names, so columns are numbered and recognised by their values only");
            }
        }

        private Map<ColumnSample, TimeGuess> times() {
            Map<ColumnSample, TimeGuess> times = new LinkedHashMap<>();
            for (ColumnSample column : sample.columns()) {
                TimeGuess guess = TimeGuess.of(column);
                if (guess != null) {
                    times.put(column, guess);
                }
            }
            return times;
        }

        private ColumnSample time(Map<ColumnSample, TimeGuess> times) {
            Comparator<ColumnSample> byName =
                    Comparator.comparingInt(column -> column.rank(TIME) - 100 * Math.min(1, column.rank(LATER)));
            ColumnSample best = first(times.keySet(), byName)
                    .orElseThrow(() -> EventReadException.about(sample.name())
                            .because(
                                    "no column holds times in a known form, so this is no log of events",
                                    "read a plain table with --table, or write a mapping with a time pattern"));
            if (times.size() > 1) {
                note("the time is '" + best.name() + "'; these columns hold times too: "
                        + others(times.keySet(), best));
            }
            return best;
        }

        private String timeJson(ColumnSample column, @Nullable TimeGuess guess) {
            String pattern = guess == null ? null : guess.pattern();
            if (guess == null || (pattern == null && guess.offset())) {
                return quoted(column);
            }
            if (guess.rival() != null) {
                note("AMBIGUOUS: the times of '" + column.name() + "' fit both " + pattern + " and " + guess.rival()
                        + "; " + pattern + " is proposed "
                        + (guess.ordered()
                                ? "because the rows are then more in order of time"
                                : "without evidence, so check which comes first, day or month"));
            }
            if (!guess.offset()) {
                note("times have no offset and UTC is assumed; set time.zone to the shop's zone");
            }
            return "{\"column\": " + quoted(column)
                    + (pattern == null ? "" : ", \"pattern\": " + JsonValue.quoted(pattern)) + ", \"zone\": \"UTC\"}";
        }

        private ColumnSample customer() {
            Comparator<ColumnSample> byName = Comparator.comparingInt(column -> column.rank(CUSTOMER));
            ColumnSample best = first(free(column -> column.rank(CUSTOMER) > 0), byName)
                    .or(() -> sample.format().hasHeaderLine() ? Optional.empty() : first(free(this::repeats), byName))
                    .orElseThrow(() -> EventReadException.about(sample.name())
                            .because(
                                    "no column looks like a customer, columns are " + others(sample.columns(), null),
                                    "write a mapping that names it"));
            String share = String.format(
                    Locale.ROOT,
                    "%,d different values in %,d rows",
                    best.distinct().size(),
                    sample.rows());
            note("the customer is '" + best.name() + "' by its "
                    + (best.rank(CUSTOMER) > 0 ? "name: " : "values, the first column that repeats: ") + share);
            if (best.filled().size() > 20
                    && best.distinct().size() == best.filled().size()) {
                note("AMBIGUOUS: '" + best.name() + "' never repeats, as if it numbered rows or orders; or the file is"
                        + " a plain table with one row a customer, which --table reads without a mapping");
            }
            return best;
        }

        /** Whether values come again, but there are many of them, as of customers. */
        private boolean repeats(ColumnSample column) {
            return !column.filled().isEmpty()
                    && column.distinct().size() > 1
                    && column.distinct().size() < 0.95 * column.filled().size();
        }

        private Map<String, EventKind> kind() {
            Optional<ColumnSample> found = first(
                    free(column -> column.rank(KIND) > 0
                            && column.distinct().size() <= 20
                            && column.distinct().stream().anyMatch(word -> kindOf(word) != null)),
                    Comparator.comparingInt(column -> column.rank(KIND)));
            Map<String, EventKind> kinds = new LinkedHashMap<>();
            if (found.isEmpty()) {
                return kinds;
            }
            ColumnSample column = found.get();
            used.add(column);
            List<String> unknown = new ArrayList<>();
            column.distinct().stream().sorted().forEach(word -> {
                EventKind kind = kindOf(word);
                if (kind == null) {
                    unknown.add(word);
                } else {
                    kinds.put(word, kind);
                }
            });
            String values = kinds.entrySet().stream()
                    .map(word -> JsonValue.quoted(word.getKey()) + ": \""
                            + word.getValue().word() + '"')
                    .collect(Collectors.joining(", ", "{", "}"));
            boolean standard = kinds.entrySet().stream()
                    .allMatch(word -> word.getKey().equals(word.getValue().word()));
            json.put(
                    "kind",
                    standard ? quoted(column) : "{\"column\": " + quoted(column) + ", \"values\": " + values + "}");
            note("the kind of event is '" + column.name() + "': " + values);
            for (String word : unknown) {
                json.merge(
                        "drop",
                        "{\"column\": " + quoted(column) + ", \"equals\": " + JsonValue.quoted(word) + "}",
                        (a, b) -> a + ", " + b);
                note("rows of '" + word + "' in '" + column.name()
                        + "' are dropped, as no kind of event is known for it");
            }
            return kinds;
        }

        private static @Nullable EventKind kindOf(String word) {
            return WORDS.get(word.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", ""));
        }

        /** The decimal mark with which the columns that are named like numbers can be read. */
        private void decimal() {
            List<ColumnSample> candidates = free(column -> column.rank(AMOUNT) + column.rank(UNIT_PRICE) > 0);
            for (ColumnSample column : candidates) {
                if (column.isNumber(null) && column.groupsByPoints()) {
                    note("AMBIGUOUS: every point in '" + column.name()
                            + "' stands before three digits; points are taken"
                            + " for decimal marks, so set \"decimal\": \",\" if they group thousands");
                }
                if (column.isNumber(null) || column.filled().stream().noneMatch(value -> value.indexOf(',') >= 0)) {
                    continue;
                }
                boolean comma = column.isNumber(',');
                boolean point = column.isNumber('.');
                if (comma || point) {
                    decimal = comma && !point ? Character.valueOf(',') : Character.valueOf('.');
                    if (comma && point) {
                        decimal = ',';
                        note("AMBIGUOUS: '" + column.name()
                                + "' can be read with a decimal comma and with commas between"
                                + " thousands; the decimal comma is proposed without evidence");
                    }
                    json.put("decimal", "\"" + decimal + "\"");
                    return;
                }
            }
        }

        private void money(Map<String, EventKind> kinds) {
            Optional<ColumnSample> quantity = best(QUANTITY, column -> column.isNumber(decimal));
            Optional<ColumnSample> total = best(
                    AMOUNT, column -> column.isNumber(decimal) && (quantity.isEmpty() || column.rank(UNIT_PRICE) == 0));
            Optional<ColumnSample> price = best(UNIT_PRICE, column -> column.isNumber(decimal));
            if (total.isEmpty() && !sample.format().hasHeaderLine()) {
                total = first(
                        free(column -> column.isNumber(null)
                                && column.filled().stream().anyMatch(value -> value.indexOf('.') >= 0)),
                        Comparator.comparingInt(column -> 0));
            }
            ColumnSample signed = null;
            if (total.isPresent()) {
                put("amount", total.get());
                note("the amount is '" + total.get().name() + "', taken for what a whole line cost");
                signed = total.get();
            } else if (price.isPresent() && quantity.isPresent()) {
                used.add(price.get());
                json.put("amount", "{\"product\": [" + quoted(quantity.get()) + ", " + quoted(price.get()) + "]}");
                note("the amount is the product of '" + quantity.get().name() + "' and '"
                        + price.get().name() + "'");
                signed = quantity.get();
            } else if (kinds.isEmpty() || kinds.containsValue(EventKind.PURCHASE)) {
                json.put("amount", "{\"constant\": 1}");
                note("no column looks like an amount, so every purchase counts as 1");
            }
            quantity.ifPresent(column -> put("quantity", column));
            if (signed != null) {
                refunds(signed);
            }
        }

        private void refunds(ColumnSample signed) {
            long negative = signed.filled().stream()
                    .filter(value -> ColumnSample.isNegative(value, decimal))
                    .count();
            if (negative > 0) {
                boolean whole = signed.filled().stream().allMatch(value -> value.matches("[+-]?\\d+"));
                json.put(
                        "refundWhen",
                        "{\"column\": " + quoted(signed) + ", \"atMost\": " + (whole ? "-1" : "-0.000001") + "}");
                note(String.format(
                        Locale.ROOT,
                        "rows with a negative '%s' are read as refunds: %,d here",
                        signed.name(),
                        negative));
            }
        }

        private void currency() {
            Optional<ColumnSample> found = best(CURRENCY, column -> column.share(CurrencyCode::isCode) >= 0.98);
            if (found.isPresent()) {
                used.add(found.get());
                json.put("currency", "{\"column\": " + quoted(found.get()) + "}");
            } else if (json.containsKey("amount")) {
                note("no column names a currency; set \"currency\", such as \"EUR\"");
            }
        }

        private void named(String key, List<String> names, Predicate<ColumnSample> test) {
            best(names, test).ifPresent(column -> put(key, column));
        }

        private void passedOver() {
            List<ColumnSample> rest = free(column -> true);
            if (!rest.isEmpty()) {
                note("passed over: " + others(rest, null)
                        + "; what describes the customer can be named in \"attributes\"");
            }
        }

        /** The notes, and how many rows of the sample the mapping can read. */
        private List<String> tried(MappingProposal proposal) {
            byte[] rows = sample.text().getBytes(proposal.mapping.format().encoding());
            List<String> all = new ArrayList<>(notes);
            try {
                EventLog log = EventReader.csv()
                        .mapping(proposal.mapping)
                        .maxSkippedShare(1)
                        .read(new ByteArrayInputStream(rows), sample.name());
                all.add(String.format(
                        Locale.ROOT,
                        "tried on %,d rows: %,d accepted, %,d dropped, %,d skipped%s, %,d customers",
                        log.quality().read(),
                        log.quality().accepted(),
                        log.quality().dropped(),
                        log.quality().skipped(),
                        skipped(log.quality()),
                        log.customers().size()));
            } catch (EventReadException e) {
                all.add("tried on the first rows, which cannot be read: " + e.reason());
            }
            return all;
        }

        /** Why rows were skipped, in brackets. */
        private static String skipped(DataQualityReport quality) {
            String reasons = quality.counts().stream()
                    .filter(count -> count.reason().effect() == DataQualityReport.Effect.SKIPPED)
                    .map(count -> count.reason().key() + " " + count.rows())
                    .collect(Collectors.joining(", "));
            return reasons.isEmpty() ? "" : " (" + reasons + ")";
        }

        private List<ColumnSample> free(Predicate<ColumnSample> test) {
            return sample.columns().stream()
                    .filter(column -> !used.contains(column))
                    .filter(test)
                    .toList();
        }

        private Optional<ColumnSample> best(List<String> names, Predicate<ColumnSample> test) {
            return first(
                    free(column -> column.rank(names) > 0 && test.test(column)),
                    Comparator.comparingInt(column -> column.rank(names)));
        }

        /** The greatest; the leftmost of equal ones. */
        private static Optional<ColumnSample> first(Iterable<ColumnSample> columns, Comparator<ColumnSample> order) {
            ColumnSample best = null;
            for (ColumnSample column : columns) {
                best = best == null || order.compare(column, best) > 0 ? column : best;
            }
            return Optional.ofNullable(best);
        }

        private void put(String key, ColumnSample column) {
            used.add(column);
            json.put(key, quoted(column));
        }

        private void note(String note) {
            notes.add(note);
        }

        private static String quoted(ColumnSample column) {
            return JsonValue.quoted(column.name());
        }

        private static String others(Iterable<ColumnSample> columns, @Nullable ColumnSample but) {
            List<String> names = new ArrayList<>();
            for (ColumnSample column : columns) {
                if (column != but) {
                    names.add(column.name());
                }
            }
            return String.join(", ", names);
        }

        private String written() {
            return json.entrySet().stream()
                    .map(entry -> "\"" + entry.getKey() + "\": " + entry.getValue())
                    .collect(Collectors.joining(",\n ", "{", "}\n"));
        }
    }
}
