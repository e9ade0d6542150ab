package dev.clv.features.read;

import dev.clv.features.event.CurrencyCode;
import dev.clv.features.event.DataQualityReport;
import dev.clv.features.event.EventKind;
import dev.clv.features.event.EventLog;
import dev.clv.features.internal.cell.Masked;
import dev.clv.features.internal.time.TimeGuess;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The search for the columns of a {@link MappingProposal} in the first rows of a file. Not thread-safe. */
final class MappingSearch {

    /** Endings of fewer numbers say nothing. */
    private static final int FEWEST_PRICES = 10;

    /** Such as 9:30, 21:05:59 and 9:30 PM. */
    private static final String CLOCK_TIME = "\\d{1,2}:\\d{2}(:\\d{2})?(\\h?[AaPp]\\.?[Mm]\\.?)?";

    private final FileSample sample;
    private final List<String> notes = new ArrayList<>();
    private final Set<ColumnSample> used = new LinkedHashSet<>();
    private final Map<String, String> json = new LinkedHashMap<>();
    private @Nullable Character decimal;

    /** Whether the lines of an order repeat its total, so that one of them counts. */
    private boolean repeatedLines;

    MappingSearch(FileSample sample) {
        this.sample = sample;
    }

    MappingProposal proposal() {
        if (!sample.isJson() && sample.format().hasHeaderLine()) {
            for (Preset preset : Preset.values()) {
                for (String form : preset.forms()) {
                    if (fits(form)) {
                        return preset(preset, form);
                    }
                }
            }
        }
        form();
        if (sample.list() != null) {
            note("each object of '" + sample.list() + "' is a row, if a column of it is used");
        }
        Map<ColumnSample, TimeGuess> times = times();
        if (hasStandardHeader() && sample.repeated().isEmpty()) {
            return standard(times);
        }
        ColumnSample time = time(times);
        used.addAll(times.keySet());
        ColumnSample customer = customer();
        put("customer", customer);
        json.put("time", timeJson(time, times.get(time)));
        clock(time);
        Map<String, EventKind> kinds = kind();
        decimal();
        money(kinds);
        if (!json.containsKey("order")) {
            named("order", ColumnNames.ORDER, column -> true);
        }
        if (!repeatedLines) {
            named("product", ColumnNames.PRODUCT, column -> true);
            named("category", ColumnNames.CATEGORY, column -> true);
        }
        currency();
        contents(kinds);
        if (customer.hasBlanks()) {
            drop("{\"column\": " + quoted(customer) + ", \"blank\": true}");
            note("rows without a customer are dropped");
        }
        if (json.containsKey("drop")) {
            json.put("drop", "[" + json.get("drop") + "]");
        }
        passedOver();
        MappingProposal proposal = new MappingProposal(written(), notes);
        return new MappingProposal(proposal.json(), tried(proposal));
    }

    /** Whether the columns are those of a preset, and nearly all rows can be read by it. */
    private boolean fits(String preset) {
        try {
            DataQualityReport quality = read(ColumnMapping.json(preset)).quality();
            return quality.accepted() > 0 && quality.skippedShare() <= 0.01;
        } catch (EventReadException e) {
            return false;
        }
    }

    private MappingProposal preset(Preset preset, String form) {
        note("the columns are those that the preset '" + preset.word() + "' reads, and this is its mapping");
        notes.addAll(preset.notes());
        return new MappingProposal(form, tried(new MappingProposal(form, notes)));
    }

    private boolean hasStandardHeader() {
        Set<String> names = sample.columns().stream().map(ColumnSample::name).collect(Collectors.toSet());
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
        String records = sample.records();
        if (records != null) {
            json.put("records", JsonValue.quoted(records));
            note("the file is an object, and each object of its list '" + records + "' a record");
            if (!sample.otherLists().isEmpty()) {
                note("LEFT OUT: the file has other lists of objects, whose rows are not read: '"
                        + String.join("', '", sample.otherLists()) + "'; write each list to a file of its own if its"
                        + " rows belong to the log");
            }
        }
        if (sample.marked()) {
            note("its first bytes say that the file is " + sample.encoding());
        } else if (!sample.encoding().equals(StandardCharsets.UTF_8)) {
            json.put("encoding", JsonValue.quoted(sample.encoding().name()));
            note("the file is not UTF-8; " + sample.encoding() + " is a guess from its bytes, so check accents");
        }
        if (!format.delimiter().equals(",")) {
            json.put("delimiter", JsonValue.quoted(format.delimiter()));
        }
        if (format.skipLines() > 0) {
            json.put("skipLines", Integer.toString(format.skipLines()));
        }
        if (format.skipLines() > (sample.repeated().isEmpty() ? 0 : 1)) {
            note("the first " + format.skipLines() + " lines do not have the columns of the others and are skipped");
        }
        if (!format.hasHeaderLine()) {
            json.put(
                    "header",
                    format.header().stream().map(JsonValue::quoted).collect(Collectors.joining(", ", "[", "]")));
            note(
                    sample.repeated().isEmpty()
                            ? "the first line holds no names, so columns are numbered and recognised by their values only"
                            : "the header has more than one column "
                                    + sample.repeated().stream()
                                            .map(name -> "'" + Masked.name(name) + "'")
                                            .collect(Collectors.joining(", "))
                                    + ": the mapping skips it and gives every column a name of its own; look which is"
                                    + " meant");
        }
    }

    private Map<ColumnSample, TimeGuess> times() {
        Map<ColumnSample, TimeGuess> times = new LinkedHashMap<>();
        for (ColumnSample column : sample.columns()) {
            TimeGuess guess = TimeGuess.of(column.filled());
            // Ids are numbers too: a count of seconds or days is a time only where the name says so.
            if (guess != null && (!guess.isCount() || column.rank(ColumnNames.TIME) > 0)) {
                times.put(column, guess);
            }
        }
        if (times.isEmpty()) {
            countedTime(times);
        }
        return times;
    }

    /**
     * Where nothing else is a time, the first column of numbers that are times since the epoch, and named like no id.
     */
    private void countedTime(Map<ColumnSample, TimeGuess> times) {
        for (ColumnSample column : sample.columns()) {
            TimeGuess guess = TimeGuess.of(column.filled());
            boolean id = column.rank(ColumnNames.CUSTOMER)
                            + column.rank(ColumnNames.ORDER)
                            + column.rank(ColumnNames.PRODUCT)
                            + column.rank(ColumnNames.ID)
                    > 0;
            if (guess != null
                    && !id
                    && String.valueOf(guess.pattern()).startsWith("epoch")
                    && column.filled().stream().allMatch(value -> value.matches("\\d{10,16}(\\.\\d*)?"))) {
                times.put(column, guess);
                note("the time is '" + column.name() + "' by its values only, which are " + guess.pattern()
                        + " of recent decades");
                return;
            }
        }
    }

    private ColumnSample time(Map<ColumnSample, TimeGuess> times) {
        Comparator<ColumnSample> byName = Comparator.comparingInt(
                column -> column.rank(ColumnNames.TIME) - 100 * Math.min(1, column.rank(ColumnNames.LATER)));
        ColumnSample best = first(times.keySet(), byName)
                .orElseThrow(() -> EventReadException.about(sample.name())
                        .because(
                                "no column holds times in a known form, so this is no log of events",
                                "read a plain table with --table, or write a mapping with a time pattern"));
        if (times.size() > 1) {
            note("the time is '" + best.name() + "'; these columns hold times too: " + others(times.keySet(), best));
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
        if ("excel-days".equals(pattern)) {
            note(
                    "the days are taken for those of Excel since 1900; if they come out four years and a day too early, the"
                            + " workbook is from an old Mac and counts from 1904: write excel-days-1904");
        }
        if (!guess.offset()) {
            note("times have no offset and UTC is assumed; set time.zone to the shop's zone");
        }
        return "{\"column\": " + quoted(column) + (pattern == null ? "" : ", \"pattern\": " + JsonValue.quoted(pattern))
                + ", \"zone\": \"UTC\"}";
    }

    /** A time of day in a column beside that of the date. */
    private void clock(ColumnSample date) {
        if (date.filled().stream().anyMatch(value -> value.indexOf(':') >= 0)) {
            return;
        }
        first(
                        free(column -> column.rank(ColumnNames.CLOCK) > 0
                                && column.share(value -> value.matches(CLOCK_TIME)) >= 0.98),
                        Comparator.comparingInt(column -> column.rank(ColumnNames.CLOCK)))
                .ifPresent(clock -> {
                    List<String> joined = IntStream.range(0, date.values().size())
                            .filter(row -> !date.values().get(row).isBlank())
                            .mapToObj(row -> (date.values().get(row) + " "
                                            + clock.values().get(row))
                                    .strip())
                            .toList();
                    TimeGuess guess = TimeGuess.of(joined);
                    if (guess != null) {
                        used.add(clock);
                        json.put(
                                "time",
                                "{\"columns\": [" + quoted(date) + ", " + quoted(clock) + "]"
                                        + (guess.pattern() == null
                                                ? ""
                                                : ", \"pattern\": " + JsonValue.quoted(guess.pattern()))
                                        + ", \"zone\": \"UTC\"}");
                        note("the time of day is '" + clock.name() + "'");
                    }
                });
    }

    private ColumnSample customer() {
        Comparator<ColumnSample> byName =
                Comparator.comparingInt(column -> column.rank(ColumnNames.CUSTOMER) - (isOfPeople(column) ? 100 : 0));
        ColumnSample best = first(free(column -> column.rank(ColumnNames.CUSTOMER) > 0), byName)
                .or(() -> sample.format().hasHeaderLine() ? Optional.empty() : first(free(this::repeats), byName))
                .orElseThrow(() -> EventReadException.about(sample.name())
                        .because(
                                "no column looks like a customer, columns are " + others(sample.columns(), null),
                                "write a mapping that names it"));
        String share = String.format(
                Locale.ROOT, "%,d different values in %,d rows", best.distinct().size(), sample.rows());
        note("the customer is '" + best.name() + "' by its "
                + (best.rank(ColumnNames.CUSTOMER) > 0 ? "name: " : "values, the first column that repeats: ") + share);
        if (isOfPeople(best)) {
            note("NAMES: '" + best.name() + "' holds names rather than ids, so that people of one name are one customer"
                    + " and a name in two spellings is two; name an id or an e-mail address if there is one");
        }
        if (best.filled().size() > 20 && best.distinct().size() == best.filled().size()) {
            note("AMBIGUOUS: '" + best.name() + "' never repeats, as if it numbered rows or orders; or the file is"
                    + " a plain table with one row a customer, which --table reads without a mapping");
        }
        return best;
    }

    /** Whether the column is called one of names, and not of user names, which identify. */
    private static boolean isOfPeople(ColumnSample column) {
        return column.key().endsWith("name") && !column.key().endsWith("username");
    }

    /** Whether values come again, but there are many of them, as of customers. */
    private boolean repeats(ColumnSample column) {
        return !column.filled().isEmpty()
                && column.distinct().size() > 1
                && column.distinct().size() < 0.95 * column.filled().size();
    }

    private Map<String, EventKind> kind() {
        Optional<ColumnSample> found = first(
                free(column -> column.rank(ColumnNames.KIND) > 0
                        && column.distinct().size() <= 20
                        && column.distinct().stream().anyMatch(word -> ColumnNames.kindOf(word) != null)),
                Comparator.comparingInt(column -> column.rank(ColumnNames.KIND)));
        Map<String, EventKind> kinds = new LinkedHashMap<>();
        if (found.isEmpty()) {
            return kinds;
        }
        ColumnSample column = found.get();
        used.add(column);
        List<String> unknown = new ArrayList<>();
        column.distinct().stream().sorted().forEach(word -> {
            EventKind kind = ColumnNames.kindOf(word);
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
                "kind", standard ? quoted(column) : "{\"column\": " + quoted(column) + ", \"values\": " + values + "}");
        note("the kind of event is '" + column.name() + "': " + values);
        for (String word : unknown) {
            drop("{\"column\": " + quoted(column) + ", \"equals\": " + JsonValue.quoted(word) + "}");
            note("rows of '" + word + "' in '" + column.name() + "' are dropped, as no kind of event is known for it");
        }
        return kinds;
    }

    /** The decimal mark with which the columns that are named like numbers can be read. */
    private void decimal() {
        List<ColumnSample> candidates =
                free(column -> column.rank(ColumnNames.AMOUNT) + column.rank(ColumnNames.UNIT_PRICE) > 0);
        for (ColumnSample column : candidates) {
            if (column.isNumber('.') && column.groupsByPoints()) {
                note("AMBIGUOUS: every point in '" + column.name()
                        + "' stands before three digits; points are taken"
                        + " for decimal marks, so set \"decimal\": \",\" if they group thousands");
            }
            boolean comma = column.isNumber(',');
            boolean point = column.isNumber('.');
            if (point && column.filled().stream().noneMatch(value -> value.indexOf(',') >= 0)) {
                continue;
            }
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
        // Of an order with a list of items, their prices; its total would count once for each.
        Predicate<ColumnSample> ofRow = column -> column.isNumber(decimal)
                && (sample.list() == null || column.name().startsWith(sample.list()));
        Optional<ColumnSample> quantity = best(ColumnNames.QUANTITY, ofRow);
        // In the reports of Amazon an item's price is that of the whole line.
        boolean ofLines =
                sample.columns().stream().anyMatch(column -> column.key().equals("amazonorderid"));
        Predicate<ColumnSample> whole =
                column -> quantity.isEmpty() || ofLines || column.rank(ColumnNames.UNIT_PRICE) == 0;
        Optional<ColumnSample> total = best(ColumnNames.AMOUNT, ofRow.and(whole));
        Optional<ColumnSample> price = ofLines ? Optional.empty() : best(ColumnNames.UNIT_PRICE, ofRow);
        if (total.isEmpty() && (price.isEmpty() || quantity.isEmpty())) {
            total = best(ColumnNames.AMOUNT, column -> column.isNumber(decimal) && whole.test(column));
        }
        if (total.isEmpty() && !sample.format().hasHeaderLine()) {
            total = first(
                    free(column -> column.isNumber(null)
                            && column.filled().stream().anyMatch(value -> value.indexOf('.') >= 0)),
                    Comparator.comparingInt(column -> 0));
        }
        ColumnSample signed = null;
        Optional<ColumnSample> order = best(ColumnNames.ORDER, column -> true);
        boolean repeated = total.isPresent() && order.isPresent() && repeats(total.get(), order.get());
        if (total.isPresent() && !(repeated && price.isPresent() && quantity.isPresent())) {
            put("amount", total.get());
            if (repeated) {
                put("order", order.get());
                repeatedLines = true;
                json.put("id", quoted(order.get()));
                note("the amount is '" + total.get().name() + "', the same on every line of an order, so that a line is"
                        + " identified by '" + order.get().name() + "' and the amount counts once an order; what was"
                        + " bought on its lines is left out, since only one of them counts");
            } else {
                note("the amount is '" + total.get().name() + "', taken for what a whole line cost");
                notes.addAll(new AmountEvidence(sample, decimal).againstLine(total.get(), quantity.orElse(null)));
            }
            signed = total.get();
            blankAmounts(signed, kinds);
        } else if (price.isPresent() && quantity.isPresent()) {
            used.add(price.get());
            json.put("amount", "{\"product\": [" + quoted(quantity.get()) + ", " + quoted(price.get()) + "]}");
            note("the amount is the product of '" + quantity.get().name() + "' and '"
                    + price.get().name() + "'");
            notes.addAll(new AmountEvidence(sample, decimal).againstProduct(quantity.get(), price.get()));
            signed = quantity.get();
        } else if (kinds.isEmpty() || kinds.containsValue(EventKind.PURCHASE)) {
            withoutAmount(kinds);
        }
        if (!repeatedLines) {
            quantity.ifPresent(column -> put("quantity", column));
        }
        if (signed != null) {
            refunds(signed);
            extras();
            minorUnits(signed);
        }
    }

    /** Whether all lines of an order have the same amount, in nearly all orders of several lines. */
    private static boolean repeats(ColumnSample total, ColumnSample order) {
        Map<String, List<String>> lines = new LinkedHashMap<>();
        for (int row = 0; row < order.values().size(); row++) {
            String id = order.values().get(row);
            if (!id.isBlank()) {
                lines.computeIfAbsent(id, any -> new ArrayList<>())
                        .add(total.values().get(row));
            }
        }
        List<List<String>> several =
                lines.values().stream().filter(amounts -> amounts.size() > 1).toList();
        long same = several.stream()
                .filter(amounts -> amounts.stream().distinct().count() == 1)
                .count();
        return same >= 2 && same >= 0.95 * several.size();
    }

    /** Lines of an order whose amount stands on its first line only. */
    private void blankAmounts(ColumnSample amount, Map<String, EventKind> kinds) {
        long blank = amount.values().size() - amount.filled().size();
        if (blank > 0 && kinds.isEmpty()) {
            drop("{\"column\": " + quoted(amount) + ", \"blank\": true}");
            note(String.format(
                    Locale.ROOT,
                    "rows without '%s' are dropped, as further lines of an order: %,d here",
                    amount.name(),
                    blank));
        }
    }

    private void withoutAmount(Map<String, EventKind> kinds) {
        if (kinds.isEmpty()
                && best(ColumnNames.RATING, column -> column.isNumber(null)).isPresent()) {
            json.put("kind", "{\"constant\": \"review\"}");
            note("no column looks like an amount, but one like a rating, so every row is read as a review");
        } else {
            json.put("amount", "{\"constant\": 1}");
            note("NO AMOUNT: no column looks like one, so every purchase counts as 1, and what a model predicts is"
                    + " a number of purchases and no money; name the column under \"amount\"");
        }
    }

    private void extras() {
        List<ColumnSample> extras = free(column -> column.rank(ColumnNames.EXTRAS) > 0 && column.isNumber(decimal));
        if (!extras.isEmpty()) {
            note("the amount is taken as it stands, without " + others(extras, null)
                    + "; if it does not hold them, add them by \"sum\" or take them off by \"minus\"");
        }
    }

    /** What reviews, feedback and signals say, and the id of an event. */
    private void contents(Map<String, EventKind> kinds) {
        boolean reviews = kinds.containsValue(EventKind.REVIEW)
                || json.getOrDefault("kind", "").contains("\"review\"");
        boolean signals = kinds.containsValue(EventKind.SIGNAL);
        if (reviews) {
            named("rating", ColumnNames.RATING, column -> column.isNumber(decimal));
        }
        if (reviews || signals || kinds.containsValue(EventKind.FEEDBACK)) {
            named("text", ColumnNames.TEXT, column -> !column.isNumber(decimal));
        }
        if (signals) {
            named("name", ColumnNames.NAME, column -> !column.isNumber(decimal));
            named("value", ColumnNames.VALUE, column -> column.isNumber(decimal));
        }
        if (kinds.containsValue(EventKind.VIEW) || kinds.containsValue(EventKind.CART_ADD)) {
            named("session", ColumnNames.SESSION, column -> true);
        }
        if (!json.containsKey("id")) {
            named(
                    "id",
                    ColumnNames.ID,
                    column -> !column.hasBlanks()
                            && column.distinct().size() == column.filled().size());
        }
        List<ColumnSample> status = free(column -> column.rank(ColumnNames.STATUS) > 0
                && column.distinct().size() > 1
                && column.distinct().size() <= 20);
        if (!status.isEmpty()) {
            note("orders count whatever " + others(status, null)
                    + " says; leave out those that did not come about by \"drop\"");
        }
    }

    private void drop(String condition) {
        json.merge("drop", condition, (a, b) -> a + ", " + b);
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
                    Locale.ROOT, "rows with a negative '%s' are read as refunds: %,d here", signed.name(), negative));
            return;
        }
        best(ColumnNames.REFUND, column -> column.isNumber(decimal))
                .filter(column -> !json.getOrDefault("kind", "").contains("refund"))
                .ifPresent(column -> {
                    put("refund", column);
                    note("what was paid back of a row's purchase is '" + column.name() + "'");
                });
    }

    private void currency() {
        Optional<ColumnSample> found =
                best(ColumnNames.CURRENCY, column -> column.share(MappingSearch::isCurrency) >= 0.98);
        if (found.isPresent()) {
            used.add(found.get());
            json.put("currency", "{\"column\": " + quoted(found.get()) + "}");
        } else if (json.containsKey("amount")) {
            note("no column names a currency; set \"currency\", such as \"EUR\"");
        }
    }

    private static boolean isCurrency(String value) {
        return CurrencyCode.isCode(value.toUpperCase(Locale.ROOT));
    }

    /** Whole numbers such as 1999 for 19.99. */
    private void minorUnits(ColumnSample amount) {
        boolean named = amount.key().endsWith("cents")
                || amount.key().endsWith("pence")
                || amount.key().contains("minorunit");
        boolean small = sample.columns().stream()
                .anyMatch(column -> column.rank(ColumnNames.CURRENCY) > 0
                        && column.share(value -> value.matches("[a-z]{3}")) >= 0.98);
        boolean whole = amount.filled().stream().allMatch(value -> value.matches("[+-]?\\d+"));
        boolean prices = looksLikeCents(amount);
        if (whole && (named || small || prices)) {
            note("MINOR UNITS? '" + amount.name() + "' holds whole numbers only"
                    + (named
                            ? " and is named so"
                            : small
                                    ? " beside a currency in small letters, as interfaces of payments do"
                                    : ", of which many end as prices do, such as in 99")
                    + ": if 1999 means 19.99, every value is a hundredfold of the currency's; divide the column by 100"
                    + " before it is read, or read the predictions as cents");
        }
    }

    /** Whether whole numbers beside a currency of hundredths are of the size of cents and often end as prices do. */
    private boolean looksLikeCents(ColumnSample amount) {
        boolean hundredths = sample.columns().stream()
                .anyMatch(column -> column.rank(ColumnNames.CURRENCY) > 0
                        && !column.filled().isEmpty()
                        && column.distinct().stream().allMatch(MappingSearch::hasHundredths));
        return hundredths
                && amount.filled().size() >= FEWEST_PRICES
                && amount.share(value -> value.length() >= 3) >= 0.9
                && amount.share(value -> value.matches("[+-]?\\d+(99|95|49|90|50)")) >= 0.5
                && amount.share(value -> value.endsWith("00")) < 0.5;
    }

    private static boolean hasHundredths(String code) {
        try {
            return Currency.getInstance(code.toUpperCase(Locale.ROOT)).getDefaultFractionDigits() == 2;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void named(String key, List<String> names, Predicate<ColumnSample> test) {
        best(names, test).ifPresent(column -> put(key, column));
    }

    private void passedOver() {
        List<ColumnSample> rest = free(column -> !column.name().isBlank());
        if (!rest.isEmpty()) {
            note("passed over: " + others(rest, null) + "; what describes the customer can be named in \"attributes\"");
        }
    }

    /** The notes, and how many rows of the sample the mapping can read. */
    private List<String> tried(MappingProposal proposal) {
        List<String> all = new ArrayList<>(notes);
        try {
            EventLog log = read(proposal.mapping());
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

    private EventLog read(ColumnMapping mapping) {
        byte[] rows = sample.text().getBytes(mapping.format().encoding());
        FileEventReader<?> reader = sample.isJson() ? EventReader.jsonLines() : EventReader.csv();
        reader.mapping(mapping).maxSkippedShare(1);
        return reader.read(new ByteArrayInputStream(rows), sample.name());
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
