package dev.clv.features.event;

import dev.clv.features.event.DataQualityReport.Sample;
import dev.clv.features.internal.cell.Blank;
import dev.clv.features.internal.cell.Printable;
import dev.clv.features.internal.cell.ShortenedId;
import dev.clv.features.internal.cell.Slice;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Checks rows, writes them into columns and recognises repeated event ids. Not thread-safe. */
final class EventRecorder {

    /** A byte holds the number of a currency, and 0 stands for none. */
    private static final int MAX_CURRENCIES = 255;

    /** What tells the id of a refund from the equal one of its purchase; no id that is read holds it. */
    private static final String REFUND_OF = "\0";

    final RecordedEvents events = new RecordedEvents();

    final List<Sample> duplicateSamples = new ArrayList<>();

    private TextPool ids = new TextPool();

    /** The event of each id. */
    private int[] eventOfId = new int[16];

    /** Ids that came with different events. */
    private final BitSet conflicting = new BitSet();

    private final RepeatedIds repeated = new RepeatedIds();

    /** By the number of an id, the refund of its purchase, where it does not stand right behind the purchase. */
    private final Map<Integer, Integer> laterRefunds = new HashMap<>();

    /** Those refunds, which may stand behind the purchase of another id. */
    private final BitSet later = new BitSet();

    private final EventRow scratch = new EventRow();
    private long rows;
    private long duplicates;

    /** Rows taken, duplicates not among them. */
    long rows() {
        return rows;
    }

    long duplicates() {
        return duplicates;
    }

    /** Counts ids that came with events that differ, or tells how the rows differ where they are many. */
    void remarkConflicts(DataQualityReport.Builder tally) {
        repeated.remark(rows + duplicates, shortened(), conflicts(), tally);
    }

    private long shortenedIds() {
        Texts texts = ids.toTexts();
        return IntStream.range(0, texts.size())
                .filter(id -> ShortenedId.is(texts.get(id).replace(REFUND_OF, "")))
                .count();
    }

    /** Whether an event has an id, so that another one with it would be a duplicate. */
    boolean hasIds() {
        return ids.size() > 0;
    }

    /** How many ids have the form in which a spreadsheet writes long numbers, if any came with events that differ. */
    long shortened() {
        return repeated.rows() == 0 ? 0 : shortenedIds();
    }

    /** How many ids came with events that differ. */
    long conflicts() {
        return conflicting.cardinality();
    }

    RepeatedIds repeated() {
        return repeated;
    }

    /**
     * Checks a row with an event and an id, and records what it says beside the event.
     *
     * @throws IllegalArgumentException as {@link #append} does
     */
    void appendAllButEvent(EventRow row) {
        check(row);
        addAttributes(row, events.customers.intern(trimmed(row.customer)), 0);
    }

    /** Gives up the memory of the ids, which only appending needs. */
    void forgetIds() {
        ids = new TextPool();
        eventOfId = new int[0];
        laterRefunds.clear();
        later.clear();
        conflicting.clear();
    }

    boolean append(EventRow row) {
        check(row);
        int customer = events.customers.intern(trimmed(row.customer));
        addAttributes(row, customer, row.kind == null ? RecordedEvents.ROW : 0);
        if (row.kind != null) {
            int id = row.eventId == null ? 0 : RecordedEvents.IDENTIFIED;
            events.add(customer, row.time, EventTable.code(row.kind) | RecordedEvents.ROW | id);
            setContents(row, row.kind);
            if (row.eventId != null && isDuplicate(row, row.eventId)) {
                duplicates++;
                return false;
            }
            if (tellsOfRefund(row)) {
                addRefund(row, customer);
            }
        }
        rows++;
        return true;
    }

    /** @param firstFlags of the first one */
    private void addAttributes(EventRow row, int customer, int firstFlags) {
        long micros = row.hasTime ? row.time : Micros.BEGINNING;
        int flags = firstFlags;
        for (int i = 0; i < row.attributes; i++) {
            events.add(customer, micros, EventTable.ATTRIBUTE | flags);
            events.setText(RecordedEvents.ATTRIBUTE_NAME, events.names().intern(row.attributeNames[i]));
            events.setText(RecordedEvents.ATTRIBUTE_VALUE, events.attributeValues.intern(row.attributeValues[i]));
            flags = 0;
        }
    }

    /** The refund that a purchase's row tells of; it is no row of its own. */
    private void addRefund(EventRow row, int customer) {
        events.add(customer, row.refundTime, EventTable.code(EventKind.REFUND) | RecordedEvents.IDENTIFIED);
        long unscaled = row.unscaled;
        int scale = row.scale;
        double units = row.number(EventField.QUANTITY);
        row.amount(row.refundUnscaled, row.refundScale).quantity(1);
        setContents(row, EventKind.REFUND);
        row.amount(unscaled, scale).quantity(units);
    }

    /**
     * Adds everything that another one has recorded, as if its rows were appended here one by one; the other must not
     * be used again.
     *
     * @return false, and nothing is added, if it holds an event id that is here too, or currencies for which there is
     *     no room
     */
    boolean appendAll(EventRecorder other) {
        if (ids.sharesTextWith(other.ids)
                || events.currencies.size() + other.events.currencies.size() > MAX_CURRENCIES) {
            return false;
        }
        int before = events.size();
        events.addAll(other.events);
        int[] idNumbers = ids.internAll(other.ids);
        eventOfId = Arrays.copyOf(eventOfId, Math.max(eventOfId.length, ids.size() + (ids.size() >> 1)));
        for (int id = 0; id < idNumbers.length; id++) {
            eventOfId[idNumbers[id]] = before + other.eventOfId[id];
        }
        other.conflicting.stream().forEach(id -> conflicting.set(idNumbers[id]));
        other.laterRefunds.forEach((id, event) -> laterRefunds.put(idNumbers[id], before + event));
        other.later.stream().forEach(event -> later.set(before + event));
        repeated.addAll(other.repeated);
        other.duplicateSamples.stream()
                .limit(DataQualityReport.MAX_SAMPLES - duplicateSamples.size())
                .forEach(duplicateSamples::add);
        rows += other.rows;
        duplicates += other.duplicates;
        return true;
    }

    void add(String customer, CustomerEvent event) {
        append(scratch.clear().customer(customer).event(event));
    }

    /** Everything that can be wrong with a row, before any of it is written. */
    void check(EventRow row) {
        requireText("customer id", trimmed(row.customer));
        if (row.customer != null && hasControl(row.customer)) {
            throw new IllegalArgumentException("customer id must not hold a control character, such as a line end, a"
                    + " zero byte, an escape or a mark of direction; clean it");
        }
        if (row.hasTime && row.time == Micros.BEGINNING && row.kind != null) {
            throw new IllegalArgumentException(
                    "only attributes may be known from the beginning of time, not a " + row.kind.word());
        }
        for (int i = 0; i < row.attributes; i++) {
            requireText("attribute name", row.attributeNames[i]);
        }
        if (row.kind != null) {
            checkEvent(row, row.kind);
        } else if (row.attributes == 0) {
            throw new IllegalArgumentException("a row needs a kind or at least one attribute, had neither");
        }
    }

    private void checkEvent(EventRow row, EventKind kind) {
        if (!row.hasTime) {
            throw new IllegalArgumentException("a " + kind.word() + " needs a time");
        }
        if (row.eventId != null) {
            requireText("event id", row.eventId);
        }
        List<EventField> fields = kind.fields();
        for (int i = 0; i < fields.size(); i++) {
            fields.get(i).check(kind, row);
        }
        if (row.currency != null && kind.in(EventField.Column.AMOUNT) != null) {
            requireRoomFor(row.currency);
        }
    }

    private void requireRoomFor(CharSequence currency) {
        requireRoomFor(events.currencies.intern(currency) + 1);
    }

    /** Refuses more currencies than a byte tells apart. */
    static void requireRoomFor(int currencies) {
        if (currencies > MAX_CURRENCIES) {
            throw new IllegalArgumentException("more than " + MAX_CURRENCIES
                    + " different currencies; check that the currency column holds currencies");
        }
    }

    /** Writes the fields of the kind into the last event; the rest of the row is ignored. */
    private void setContents(EventRow row, EventKind kind) {
        List<EventField> fields = kind.fields();
        for (int i = 0; i < fields.size(); i++) {
            EventField field = fields.get(i);
            if (field.column.holdsText()) {
                events.setText(field.column, events.texts(field).intern(row.text(field)));
            } else if (field.column == EventField.Column.NUMBER) {
                events.setNumber(row.number(field));
            } else {
                int currency = events.currencies.intern(row.currency) + 1;
                events.setAmount(events.size() - 1, row.unscaled, row.scale, currency);
            }
        }
    }

    /**
     * Whether the id of the event just written was there before; then one of the two events is taken away again. A
     * refund may have the id of a purchase, such as that of their order, and is another event. If the two differ it is
     * the later one in canonical order, so that the order of arrival does not matter.
     */
    private boolean isDuplicate(EventRow row, CharSequence eventId) {
        int last = events.size() - 1;
        int known = ids.size();
        int id = ids.intern(row.kind == EventKind.REFUND ? REFUND_OF + eventId : eventId);
        if (id == known) {
            if (id == eventOfId.length) {
                eventOfId = Arrays.copyOf(eventOfId, id + (id >> 1));
            }
            eventOfId[id] = last;
            return false;
        }
        int kept = eventOfId[id];
        int order = events.compareWithCustomers(last, kept);
        int refund = refund(id, last);
        boolean refundDiffers = refundDiffers(row, refund);
        if (order != 0 || refundDiffers) {
            conflicting.set(id);
            countDifferences(last, kept, refundDiffers);
        }
        events.removeLast(kept, order < 0);
        keepLargerRefund(row, id, refund);
        if (duplicateSamples.size() < DataQualityReport.MAX_SAMPLES) {
            duplicateSamples.add(Sample.of(row.line, "event_id", eventId));
        }
        return true;
    }

    /** The refund that the rows of an id have told of so far, among the events before {@code end}; negative if none. */
    private int refund(int id, int end) {
        int behind = eventOfId[id] + 1;
        boolean told = behind < end
                && !later.get(behind)
                && events.kind(behind) == EventTable.code(EventKind.REFUND)
                && !events.has(RecordedEvents.ROW, behind);
        return told ? behind : laterRefunds.getOrDefault(id, -1);
    }

    /**
     * A refund is told of later than its purchase, so of the rows of an id the largest one counts, whichever row is
     * kept; of equal ones the earliest.
     */
    private void keepLargerRefund(EventRow row, int id, int refund) {
        int customer = events.customer(eventOfId[id]);
        if (refund >= 0) {
            events.setCustomer(refund, customer);
        }
        if (!tellsOfRefund(row)) {
            return;
        }
        if (refund < 0) {
            laterRefunds.put(id, events.size());
            later.set(events.size());
            addRefund(row, customer);
            return;
        }
        int order = BigDecimal.valueOf(row.refundUnscaled, row.refundScale).compareTo(events.amount(refund));
        if (order > 0) {
            int currency = events.currencies.intern(row.currency) + 1;
            events.setAmount(refund, row.refundUnscaled, row.refundScale, currency);
        }
        if (order > 0 || (order == 0 && row.refundTime < events.time(refund))) {
            events.setTime(refund, row.refundTime);
        }
    }

    static boolean tellsOfRefund(EventRow row) {
        return row.kind == EventKind.PURCHASE && row.refundUnscaled > 0;
    }

    private void countDifferences(int event, int known, boolean refundDiffers) {
        double value = events.amount(event).doubleValue();
        repeated.add(
                events.customer(event) != events.customer(known),
                events.time(event) != events.time(known),
                !Money.isNearly(value, events.amount(known).doubleValue())
                        || events.currency(event) != events.currency(known),
                refundDiffers,
                value);
    }

    /** @param refund the one that is known; negative if none is */
    private boolean refundDiffers(EventRow row, int refund) {
        return tellsOfRefund(row) != refund >= 0
                || (refund >= 0
                        && events.amount(refund).compareTo(BigDecimal.valueOf(row.refundUnscaled, row.refundScale))
                                != 0);
    }

    /** Blanks around an id are no part of it, whoever adds it. */
    static @Nullable CharSequence trimmed(@Nullable CharSequence id) {
        if (id == null || id.isEmpty()) {
            return id;
        }
        boolean padded = Blank.is(id.charAt(0)) || Blank.is(id.charAt(id.length() - 1));
        return padded ? Blank.trim(id.toString()) : id;
    }

    private static boolean hasControl(CharSequence text) {
        return text instanceof Slice slice ? slice.hasControl() : Printable.hasControl(text);
    }

    private static void requireText(String what, @Nullable CharSequence text) {
        if (EventField.isBlank(text)) {
            throw new IllegalArgumentException(what + " must not be blank");
        }
    }
}
