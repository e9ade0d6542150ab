package dev.clv.features.read;

import dev.clv.features.event.CurrencyCode;
import dev.clv.features.event.DataQualityReport.Effect;
import dev.clv.features.event.DataQualityReport.Reason;
import dev.clv.features.event.DataQualityReport.Sample;
import dev.clv.features.event.EventField;
import dev.clv.features.event.EventKind;
import dev.clv.features.event.EventRow;
import dev.clv.features.internal.cell.CurrencyMark;
import dev.clv.features.internal.cell.Masked;
import dev.clv.features.internal.cell.NumberReader;
import dev.clv.features.internal.cell.Slice;
import dev.clv.features.internal.cell.TotalWords;
import dev.clv.features.internal.time.TimeGuess;
import dev.clv.features.internal.time.TimeParser;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Turns the raw fields of a row into an {@link EventRow} by the rules of a mapping. No allocation for a good row. Not
 * thread-safe.
 */
final class RowMapper {

    /** What {@link #map} found. */
    enum Outcome {
        GOOD,
        DROPPED,
        BAD
    }

    /** What names something, so that no control character belongs into it. */
    private static final List<Field> IDENTIFYING =
            List.of(Field.CUSTOMER, Field.ORDER, Field.PRODUCT, Field.CATEGORY, Field.ID, Field.NAME, Field.SESSION);

    /** Where a word such as Total stands for no order and no product, but for several. */
    private static final List<Field> NEVER_TOTALS = List.of(Field.ORDER, Field.PRODUCT);

    /** The slot of a column that is not mapped. */
    static final int NONE = -1;

    private record Attribute(String name, int slot) {}

    private record Word(String text, EventKind kind) {}

    /** A drop rule: what it tests, how the report names it, and the slot that a sample shows. */
    private record Rule(Predicate<Row> test, Reason reason, int slot) {}

    private final Row row;
    private final Set<String> personal;
    private final boolean negativesAreRefunds;
    private final TimeParser times;
    private final int[] furtherTimeSlots;
    private final JoinedText joined = new JoinedText();
    private final AmountReader amount;
    private final @Nullable RefundReader refund;
    private final NumberField quantity;
    private final NumberField rating;
    private final NumberField value;
    private final @Nullable String currency;
    private final DeclaredCurrency declared;
    private final @Nullable EventKind defaultKind;
    private final List<IdForm> idForm;
    private final Word[] words;
    private @Nullable Word lastWord;
    private final Rule[] rules;
    private final List<StateColumn> states;
    private final ConditionCounts.Tests tests;
    private final @Nullable Predicate<Row> refundWhen;
    private final List<Attribute> attributes = new ArrayList<>();
    private final int[] slots = new int[Field.values().length];
    private final int[] identifying;

    private Reason dropReason = Fault.NO_ATTRIBUTE.reason();
    private int dropSlot = NONE;
    private Fault fault = Fault.COLUMN_COUNT;
    private int faultSlot = NONE;
    private Slice unreadTime = Slice.of("");
    private long time;
    private boolean inGap;
    private boolean inOverlap;
    private boolean rounded;
    private boolean turned;
    private boolean purchase;
    private long line;
    private final boolean zoned;
    private final @Nullable ZoneId zoneOfMapping;
    private @Nullable NumberField faulty;

    /** Of the last amount that contradicts its currency: what stands beside it, and what should. */
    private @Nullable String wrongCurrency;

    private @Nullable String expectedCurrency;

    /**
     * @param row its slots for the mapping's columns are made here
     * @param zone of times without an offset, or null when they need one
     */
    RowMapper(
            ColumnMapping mapping,
            CsvFormat format,
            Row row,
            @Nullable ZoneId zone,
            List<String> timePatterns,
            boolean negativesAreRefunds,
            DeclaredCurrency declared,
            Collection<String> missing) {
        this.row = row;
        this.negativesAreRefunds = negativesAreRefunds;
        this.personal = mapping.personal();
        this.zoned = zone != null;
        this.zoneOfMapping = mapping.zone();
        this.times = TimeParser.ofAny(timePatterns, zone);
        this.furtherTimeSlots =
                mapping.furtherTimeColumns.stream().mapToInt(row::slotOf).toArray();
        this.amount = new AmountReader(mapping.amount, format, row);
        this.refund = mapping.refund == null ? null : new RefundReader(mapping.refund, format, row, times);
        this.currency = mapping.constantCurrency != null ? mapping.constantCurrency : mapping.defaultCurrency;
        this.declared = declared;
        this.defaultKind = mapping.kind;
        this.idForm = mapping.idForm;
        this.words = mapping.kindWords.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> new Word(entry.getKey(), entry.getValue()))
                .toArray(Word[]::new);
        for (Field field : Field.values()) {
            String column = mapping.columns.get(field);
            slots[field.ordinal()] = column == null ? NONE : row.slotOf(column);
        }
        this.identifying = IDENTIFYING.stream()
                .mapToInt(field -> slots[field.ordinal()])
                .filter(slot -> slot != NONE)
                .toArray();
        row.missing(mapping.missing.and(missing));
        this.quantity = new NumberField(row, slots[Field.QUANTITY.ordinal()], format);
        this.rating = new NumberField(row, slots[Field.RATING.ordinal()], format);
        this.value = new NumberField(row, slots[Field.VALUE.ordinal()], format);
        this.rules = rules(mapping, format, row);
        this.states = StateColumn.of(mapping, row::slotOf);
        this.tests = ConditionCounts.Tests.of(mapping, row::slotOf);
        this.refundWhen = mapping.refundWhen == null ? null : mapping.refundWhen.bind(row::slotOf, format.decimal());
        mapping.attributes.forEach((column, name) -> addAttribute(column, name, row.slotOf(column)));
    }

    private static Rule[] rules(ColumnMapping mapping, CsvFormat format, Row row) {
        List<Rule> rules = new ArrayList<>();
        for (RowCondition condition : mapping.drop) {
            List<String> columns = new ArrayList<>();
            condition.eachColumn(columns::add);
            Reason reason = new Reason(Effect.DROPPED, "rule_" + (rules.size() + 1), condition.toString());
            rules.add(new Rule(condition.bind(row::slotOf, format.decimal()), reason, row.slotOf(columns.get(0))));
        }
        return rules.toArray(new Rule[0]);
    }

    /** One more column that holds an attribute. */
    void addAttribute(String column, String name, int slot) {
        personal.add(column);
        attributes.add(new Attribute(name, slot));
    }

    /**
     * Reads the row.
     *
     * @param event cleared and filled; refers to the row's characters
     * @param line where the row stands
     */
    Outcome map(EventRow event, long line) {
        this.line = line;
        faulty = null;
        inGap = false;
        inOverlap = false;
        rounded = false;
        turned = false;
        purchase = false;
        for (Rule rule : rules) {
            if (rule.test.test(row)) {
                dropReason = rule.reason;
                dropSlot = rule.slot;
                return Outcome.DROPPED;
            }
        }
        event.clear();
        Slice customer = optional(Field.CUSTOMER);
        if (customer == null) {
            return bad(Fault.CUSTOMER_MISSING, Field.CUSTOMER);
        }
        for (int slot : identifying) {
            if (row.get(slot).hasControl()) {
                return bad(Fault.CONTROL_CHARACTER, slot);
            }
        }
        if (TotalWords.isId(customer)) {
            return bad(Fault.TOTAL_ROW, Field.CUSTOMER);
        }
        for (Field field : NEVER_TOTALS) {
            int slot = slots[field.ordinal()];
            if (slot != NONE && TotalWords.is(row.get(slot))) {
                return bad(Fault.TOTAL_ROW, slot);
            }
        }
        CharSequence id = idForm.isEmpty() ? customer : IdForm.apply(idForm, customer.toString());
        if (id.isEmpty()) {
            return bad(Fault.CUSTOMER_MISSING, Field.CUSTOMER);
        }
        event.customer(id);
        Outcome outcome = mapTime(event);
        if (outcome == Outcome.GOOD && defaultKind != null) {
            outcome = mapEvent(event, defaultKind);
        }
        return outcome == Outcome.GOOD ? mapAttributes(event) : outcome;
    }

    private Outcome mapAttributes(EventRow event) {
        boolean any = defaultKind != null;
        for (int i = 0; i < attributes.size(); i++) {
            if (!row.isMissing(attributes.get(i).slot)) {
                event.attribute(attributes.get(i).name, row.get(attributes.get(i).slot));
                any = true;
            }
        }
        if (!any) {
            dropReason = Fault.NO_ATTRIBUTE.reason();
            dropSlot = NONE;
        }
        return any ? Outcome.GOOD : Outcome.DROPPED;
    }

    private Outcome mapTime(EventRow event) {
        Slice text = optional(Field.TIME);
        if (text == null) {
            boolean timeless = defaultKind == null && slots[Field.TIME.ordinal()] == NONE;
            return timeless ? Outcome.GOOD : bad(Fault.TIME_MISSING, Field.TIME);
        }
        Slice whole =
                furtherTimeSlots.length == 0 ? text : joined.of(row, slots[Field.TIME.ordinal()], furtherTimeSlots);
        long time = times.parse(whole);
        if (time == TimeParser.NONE) {
            unreadTime = whole;
            return switch (times.problem()) {
                case NOT_A_TIME -> bad(Fault.TIME_INVALID, Field.TIME);
                case IMPLAUSIBLE -> bad(Fault.TIME_IMPLAUSIBLE, Field.TIME);
                case NO_ZONE -> bad(Fault.TIME_ZONE_UNKNOWN, Field.TIME);
                case AMBIGUOUS -> bad(Fault.TIME_AMBIGUOUS, Field.TIME);
            };
        }
        inGap = times.inGap();
        inOverlap = times.inOverlap();
        this.time = time;
        event.time(time);
        return Outcome.GOOD;
    }

    private Outcome mapEvent(EventRow event, EventKind otherwise) {
        EventKind kind = otherwise;
        Slice word = optional(Field.KIND);
        if (word != null) {
            EventKind known = kindOf(word);
            if (known == null) {
                return bad(Fault.KIND_UNKNOWN, Field.KIND);
            }
            kind = known;
        }
        if (kind == EventKind.PURCHASE && refundWhen != null && refundWhen.test(row)) {
            kind = EventKind.REFUND;
        }
        event.kind(kind).eventId(optional(Field.ID));
        purchase = kind == EventKind.PURCHASE;
        return mapFields(event, kind);
    }

    /** Reads the fields that the kind keeps, up to the first bad one. */
    private Outcome mapFields(EventRow event, EventKind kind) {
        List<EventField> fields = kind.fields();
        Outcome outcome = Outcome.GOOD;
        for (int i = 0; i < fields.size() && outcome == Outcome.GOOD; i++) {
            outcome = mapField(event, kind, fields.get(i));
        }
        return outcome;
    }

    private Outcome mapField(EventRow event, EventKind kind, EventField field) {
        switch (field) {
            case AMOUNT -> {
                return mapMoney(event, kind);
            }
            case QUANTITY -> {
                return mapQuantity(event, kind == EventKind.REFUND || turned);
            }
            case RATING -> {
                return mapRating(event);
            }
            case NAME -> {
                Slice name = optional(Field.NAME);
                event.name(name);
                return name == null ? bad(Fault.SIGNAL_NAME_MISSING, Field.NAME) : Outcome.GOOD;
            }
            case VALUE -> {
                return mapValue(event);
            }
            case TEXT -> {
                Slice text = optional(Field.TEXT);
                event.text(text == null && kind.needs(EventField.TEXT) ? "" : text);
            }
            case ORDER -> event.order(optional(Field.ORDER));
            case PRODUCT -> event.product(optional(Field.PRODUCT));
            case CATEGORY -> event.category(optional(Field.CATEGORY));
            case SESSION -> event.session(optional(Field.SESSION));
        }
        return Outcome.GOOD;
    }

    private @Nullable EventKind kindOf(Slice word) {
        if (lastWord != null && word.contentEquals(lastWord.text)) {
            return lastWord.kind;
        }
        for (Word known : words) {
            if (word.contentEquals(known.text)) {
                lastWord = known;
                return known.kind;
            }
        }
        return null;
    }

    private Outcome mapMoney(EventRow event, EventKind kind) {
        Fault amiss = amount.read(line);
        if (amiss == Fault.AMOUNT_CURRENCY) {
            NumberField field = amount.faulty();
            return wrongCurrency(amount.mark(), amount.expected(), field == null ? NONE : field.slot());
        }
        if (amiss != null) {
            faulty = amount.faulty();
            return bad(amiss, faulty == null ? NONE : faulty.slot());
        }
        rounded = amount.rounded();
        if (amount.unscaled() < 0 && kind != EventKind.REFUND) {
            if (!negativesAreRefunds) {
                return bad(Fault.AMOUNT_NEGATIVE, Field.AMOUNT);
            }
            turned = true;
            event.kind(EventKind.REFUND);
        }
        event.amount(Math.abs(amount.unscaled()), amount.scale());
        Slice code = optional(Field.CURRENCY);
        if (code != null && !CurrencyCode.isCode(code.toUpperCase())) {
            return bad(Fault.CURRENCY_INVALID, Field.CURRENCY);
        }
        CharSequence named = CurrencyCode.named(code) == null ? currency : code;
        String mark = amount.mark();
        CharSequence known = named != null || mark == null ? named : declared.of(mark);
        if (amount.contradicts(known)) {
            return wrongCurrency(mark, amount.expected(), slots[Field.AMOUNT.ordinal()]);
        }
        event.currency(known != null || mark == null ? known : CurrencyMark.code(mark));
        return refund == null || kind == EventKind.REFUND || turned ? Outcome.GOOD : mapRefund(event, refund, known);
    }

    private Outcome wrongCurrency(@Nullable String mark, @Nullable String expected, int slot) {
        wrongCurrency = mark;
        expectedCurrency = expected;
        return bad(Fault.AMOUNT_CURRENCY, slot);
    }

    private Outcome mapRefund(EventRow event, RefundReader reader, @Nullable CharSequence known) {
        Fault amiss = reader.read(event, time, line);
        String mark =
                amiss == null && !reader.money().isMissing() ? reader.money().currency() : null;
        CharSequence expected =
                mark == null || known != null ? known : amount.mark() != null ? null : declared.of(mark);
        if (mark != null && expected != null && !CurrencyMark.canMean(mark, expected.toString())) {
            return wrongCurrency(mark, expected.toString(), reader.money().slot());
        }
        if (mark != null && amount.mark() != null && !CurrencyMark.canMeanTheSame(mark, amount.mark())) {
            return wrongCurrency(mark, amount.mark(), reader.money().slot());
        }
        if (amiss == null) {
            return Outcome.GOOD;
        }
        faulty = amiss == Fault.TIME_INVALID ? null : reader.money();
        return bad(amiss, reader.faultSlot());
    }

    private Outcome mapQuantity(EventRow event, boolean refund) {
        if (quantity.isMissing()) {
            return Outcome.GOOD;
        }
        double units = numberOf(quantity);
        if (refund) {
            units = Math.abs(units);
        }
        if (!(units > 0)) {
            return bad(Fault.QUANTITY_INVALID, Field.QUANTITY);
        }
        event.quantity(units);
        return Outcome.GOOD;
    }

    private Outcome mapRating(EventRow event) {
        if (rating.isMissing()) {
            return Outcome.GOOD;
        }
        double stars = numberOf(rating);
        event.rating(stars);
        return Double.isNaN(stars) ? bad(Fault.RATING_INVALID, Field.RATING) : Outcome.GOOD;
    }

    private Outcome mapValue(EventRow event) {
        double measured = value.isMissing() ? Double.NaN : numberOf(value);
        event.value(measured);
        return Double.isNaN(measured) ? bad(Fault.SIGNAL_VALUE_INVALID, Field.VALUE) : Outcome.GOOD;
    }

    /** A number that need not be exact, or NaN. */
    private double numberOf(NumberField field) {
        if (field.read(line)) {
            return field.number().toDouble();
        }
        faulty = field;
        return Double.NaN;
    }

    /** The field's text, or null when its column is not mapped or its value is missing. */
    private @Nullable Slice optional(Field field) {
        int slot = slots[field.ordinal()];
        if (slot == NONE) {
            return null;
        }
        return (field == Field.TEXT ? row.get(slot).isEmpty() : row.isMissing(slot)) ? null : row.get(slot);
    }

    private Outcome bad(Fault fault, Field field) {
        return bad(fault, slots[field.ordinal()]);
    }

    private Outcome bad(Fault fault, int slot) {
        this.fault =
                faulty != null && faulty.outcome() == NumberReader.Outcome.TOO_LATE ? Fault.NUMBER_TOO_LATE : fault;
        this.faultSlot = slot;
        return Outcome.BAD;
    }

    /** Why the last row was bad. */
    Fault fault() {
        return fault;
    }

    /** What to do about the last bad row. */
    String remedy() {
        boolean form = fault == Fault.TIME_INVALID || fault == Fault.TIME_IMPLAUSIBLE || fault == Fault.TIME_AMBIGUOUS;
        List<String> fitting = form ? TimeGuess.fitting(unreadTime.toString()) : List.of();
        if (fitting.isEmpty()) {
            return fault.remedy();
        }
        boolean needsZone = !zoned && TimeGuess.needsZone(unreadTime.toString(), fitting.get(0));
        return Fault.remedyOfTime(row.column(faultSlot), fitting, zoneOfMapping, needsZone);
    }

    /** Why the last row was bad, for the report. */
    Reason reason() {
        return fault == Fault.AMOUNT_CURRENCY
                ? new Reason(Effect.SKIPPED, fault.reason().key(), why() + "; " + fault.remedy())
                : fault.reason();
    }

    /** What is wrong with the last bad row. */
    String why() {
        if (fault == Fault.AMOUNT_CURRENCY && expectedCurrency != null) {
            return "amount is in " + wrongCurrency + " where " + expectedCurrency + " is the currency";
        }
        NumberReader.Example other = faulty == null ? null : faulty.other();
        return other == null
                ? fault.why()
                : fault.why() + ", such as " + Masked.quoted(other.text()) + " in line " + other.line();
    }

    /** The columns of numbers. */
    List<NumberField> numbers() {
        List<NumberField> numbers = new ArrayList<>(amount.fields());
        if (refund != null) {
            numbers.add(refund.money());
        }
        numbers.addAll(List.of(quantity, rating, value));
        return numbers;
    }

    /** What stands beside the first amount for a currency, where neither its row nor the log names one. */
    @Nullable
    String currencyMark() {
        return amount.firstCurrency();
    }

    /** What the rows so far have shown of the columns. */
    ColumnEvidence evidence() {
        return new ColumnEvidence(
                numbers().stream().map(field -> field.reader().evidence()).toList(), amount.firstCurrency());
    }

    /** Goes on as if the rows that show this had been read here. */
    void resume(ColumnEvidence evidence) {
        List<NumberField> numbers = numbers();
        for (int i = 0; i < numbers.size(); i++) {
            numbers.get(i).reader().resume(evidence.numbers().get(i));
        }
        amount.firstCurrency(evidence.currency());
    }

    /** What stood in the column that made the last row bad, or null when the column is not there. */
    @Nullable
    Sample faultSample(long line) {
        return sample(line, faultSlot);
    }

    /** Whether rows are those of a table of attributes, where the names of columns look like values. */
    boolean readsAttributes() {
        return defaultKind == null;
    }

    /** Whether the last row names columns instead of holding values. */
    boolean isHeader() {
        return row.isHeader();
    }

    /** Whether such a row names each column where it stands. */
    boolean isOwnHeader() {
        return row.isOwnHeader();
    }

    /** Why the last row was dropped. */
    Reason dropReason() {
        return dropReason;
    }

    @Nullable
    Sample dropSample(long line) {
        return sample(line, dropSlot);
    }

    @Nullable
    Sample sample(long line, Field field) {
        return sample(line, slots[field.ordinal()]);
    }

    /** The name of a column that is mapped. */
    String column(NumberField field) {
        return row.column(field.slot());
    }

    private @Nullable Sample sample(long line, int slot) {
        if (slot == NONE) {
            return null;
        }
        String column = row.column(slot);
        Slice value = row.get(slot);
        return personal.contains(column)
                ? Sample.ofLength(line, column, value.length())
                : Sample.of(line, column, value);
    }

    /** Whether the last row's time was moved out of a gap. */
    boolean inGap() {
        return inGap;
    }

    /** Whether the last row's time occurred twice. */
    boolean inOverlap() {
        return inOverlap;
    }

    /** Whether digits of the last row's amount were lost. */
    boolean rounded() {
        return rounded;
    }

    /** The tests of texts among the conditions. */
    ConditionCounts.Tests tests() {
        return tests;
    }

    /** Looks at how close the row comes to what conditions ask for. */
    void look(ConditionCounts counts, long line) {
        counts.look(tests, row, line);
    }

    /** Counts the state of the last row's order, if it is a purchase. */
    void countStates(StateCounts counts) {
        if (states.isEmpty() || !purchase || turned) {
            return;
        }
        boolean paidBack = refund != null && refund.found();
        for (int i = 0; i < states.size(); i++) {
            StateColumn column = states.get(i);
            if (!row.isMissing(column.slot())) {
                counts.add(column, row.get(column.slot()), paidBack, line);
            }
        }
    }

    /** Whether the last row was a purchase of less than nothing. */
    boolean turnedIntoRefund() {
        return turned;
    }
}
