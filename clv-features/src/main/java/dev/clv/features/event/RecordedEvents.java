package dev.clv.features.event;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.util.Arrays;

/**
 * The columns of a log that is being built, in order of arrival; {@link EventTable} says what stands in them.
 *
 * <p>A column grows by whole chunks, so nothing is copied when it gets long, and is given up as soon as its values have
 * been put in order. Not thread-safe.
 */
final class RecordedEvents {

    /** Set in a kind when the event is the first entry of a row. */
    static final int ROW = 0x40;

    /** Set in a kind when the event has an id. */
    static final int IDENTIFIED = 0x20;

    private static final int KIND = 0x0f;
    private static final int BITS = 14;
    private static final int CHUNK = 1 << BITS;
    private static final int MASK = CHUNK - 1;
    private static final int FIRST = 16;

    /** All whole chunks whose events an int can count. */
    private static final int MAX_SIZE = Integer.MAX_VALUE - MASK;

    /** Where an attribute change has its name, among the texts of {@link EventField#NAME}. */
    static final EventField.Column ATTRIBUTE_NAME = EventField.Column.LABEL;

    /** Where an attribute change has its value. */
    static final EventField.Column ATTRIBUTE_VALUE = EventField.Column.PRODUCT;

    final TextPool customers = new TextPool();
    final TextPool attributeValues = new TextPool();

    /** Currency number {@code n} is text {@code n - 1}. */
    final TextPool currencies = new TextPool();

    /** The texts of each field, of which only those that hold texts are used. */
    private final TextPool[] texts = new TextPool[EventField.COUNT];

    /** The texts that the columns of texts refer to, by kind and column; null where a column stays empty. */
    private final TextPool[][] textsByKind = new TextPool[EventTable.KINDS + 1][EventField.Column.TEXTS];

    private int[][] customer = new int[0][];
    private long[][] time = new long[0][];
    private byte[][] kind = new byte[0][];
    private long[][] amount = new long[0][];
    private byte[][] scale = new byte[0][];
    private byte[][] currency = new byte[0][];
    private long[][] number = new long[0][];
    private final int[][][] text = new int[EventField.Column.TEXTS][0][];
    private int size;
    private int capacity;

    RecordedEvents() {
        for (EventField field : EventField.values()) {
            texts[field.ordinal()] = new TextPool();
        }
        for (EventKind kind : EventKind.values()) {
            for (EventField field : kind.fields()) {
                if (field.column.holdsText()) {
                    textsByKind[EventTable.code(kind)][field.column.text()] = texts(field);
                }
            }
        }
        textsByKind[EventTable.ATTRIBUTE][ATTRIBUTE_NAME.text()] = names();
        textsByKind[EventTable.ATTRIBUTE][ATTRIBUTE_VALUE.text()] = attributeValues;
    }

    int size() {
        return size;
    }

    /** All texts that a field has had. */
    TextPool texts(EventField field) {
        return texts[field.ordinal()];
    }

    /** The names of signals and attributes. */
    TextPool names() {
        return texts(EventField.NAME);
    }

    int customer(int i) {
        return customer[i >>> BITS][i & MASK];
    }

    long time(int i) {
        return time[i >>> BITS][i & MASK];
    }

    byte kind(int i) {
        return (byte) (kind[i >>> BITS][i & MASK] & KIND);
    }

    boolean has(int flag, int i) {
        return (kind[i >>> BITS][i & MASK] & flag) != 0;
    }

    boolean hasAmount(int i) {
        byte code = kind(i);
        return code != EventTable.ATTRIBUTE && EventTable.kind(code).in(EventField.Column.AMOUNT) != null;
    }

    /** The number of the currency, 0 for none. */
    int currency(int i) {
        return currency[i >>> BITS][i & MASK] & 0xff;
    }

    BigDecimal amount(int i) {
        return BigDecimal.valueOf(amount[i >>> BITS][i & MASK], scale[i >>> BITS][i & MASK]);
    }

    /** The number of the text in a column, or {@link Texts#NONE}. */
    int text(EventField.Column column, int i) {
        return text[column.text()][i >>> BITS][i & MASK];
    }

    /** Starts an event of which only these things are known; the setters below go for the last event. */
    void add(int customerText, long micros, int kindAndFlags) {
        if (size == capacity) {
            grow();
        }
        int chunk = size >>> BITS;
        int at = size & MASK;
        size++;
        customer[chunk][at] = customerText;
        time[chunk][at] = micros;
        kind[chunk][at] = (byte) kindAndFlags;
        amount[chunk][at] = 0;
        scale[chunk][at] = 0;
        currency[chunk][at] = 0;
        number[chunk][at] = 0;
        for (int[][] column : text) {
            column[chunk][at] = Texts.NONE;
        }
    }

    /** Adds all events of another log that is being built, in their order; the other is not modified. */
    void addAll(RecordedEvents other) {
        int[] customerNumbers = customers.internAll(other.customers);
        int[] valueNumbers = attributeValues.internAll(other.attributeValues);
        int[] currencyNumbers = currencies.internAll(other.currencies);
        int[][] textNumbers = new int[texts.length][];
        Arrays.setAll(textNumbers, field -> texts[field].internAll(other.texts[field]));
        int[][][] numbersByKind = new int[textsByKind.length][EventField.Column.TEXTS][];
        for (EventKind some : EventKind.values()) {
            for (EventField field : some.fields()) {
                if (field.column.holdsText()) {
                    numbersByKind[EventTable.code(some)][field.column.text()] = textNumbers[field.ordinal()];
                }
            }
        }
        numbersByKind[EventTable.ATTRIBUTE][ATTRIBUTE_NAME.text()] = textNumbers[EventField.NAME.ordinal()];
        numbersByKind[EventTable.ATTRIBUTE][ATTRIBUTE_VALUE.text()] = valueNumbers;
        for (int i = 0; i < other.size; i++) {
            int chunk = i >>> BITS;
            int at = i & MASK;
            byte flags = other.kind[chunk][at];
            add(customerNumbers[other.customer[chunk][at]], other.time[chunk][at], flags);
            int money = other.currency[chunk][at] & 0xff;
            setAmount(
                    size - 1,
                    other.amount[chunk][at],
                    other.scale[chunk][at],
                    money == 0 ? 0 : currencyNumbers[money - 1] + 1);
            number[size - 1 >>> BITS][size - 1 & MASK] = other.number[chunk][at];
            int[][] numbers = numbersByKind[flags & KIND];
            for (int column = 0; column < text.length; column++) {
                int known = other.text[column][chunk][at];
                if (known != Texts.NONE) {
                    text[column][size - 1 >>> BITS][size - 1 & MASK] = numbers[column][known];
                }
            }
        }
    }

    void setAmount(int i, long unscaled, int digits, int currencyNumber) {
        amount[i >>> BITS][i & MASK] = unscaled;
        scale[i >>> BITS][i & MASK] = (byte) digits;
        currency[i >>> BITS][i & MASK] = (byte) currencyNumber;
    }

    void setTime(int i, long micros) {
        time[i >>> BITS][i & MASK] = micros;
    }

    void setCustomer(int i, int customerText) {
        customer[i >>> BITS][i & MASK] = customerText;
    }

    void setNumber(double value) {
        number[size - 1 >>> BITS][size - 1 & MASK] = Double.doubleToLongBits(value);
    }

    void setText(EventField.Column column, int number) {
        text[column.text()][size - 1 >>> BITS][size - 1 & MASK] = number;
    }

    /** Takes the last event away, and puts it in the place of event {@code i} when asked to. */
    void removeLast(int i, boolean replace) {
        size--;
        if (replace) {
            copy(customer, i);
            copy(time, i);
            copy(kind, i);
            copy(amount, i);
            copy(scale, i);
            copy(currency, i);
            copy(number, i);
            for (int[][] column : text) {
                copy(column, i);
            }
        }
    }

    /** By time, kind and everything else that an event says about its customer; zero for equal events. */
    int compare(int i, int j) {
        int order = Long.compare(time(i), time(j));
        if (order == 0) {
            order = Byte.compare(kind(i), kind(j));
        }
        return order == 0 ? compareContents(i, j) : order;
    }

    /** By customer, by {@link #compare}, and by currency. */
    int compareWithCustomers(int i, int j) {
        int order = customers.compare(customer(i), customer(j));
        if (order == 0) {
            order = compare(i, j);
        }
        return order == 0 ? currencies.compare(currency(i) - 1, currency(j) - 1) : order;
    }

    private int compareContents(int i, int j) {
        TextPool[] pools = textsByKind[kind(i)];
        int order = 0;
        for (int column = 0; order == 0 && column < pools.length; column++) {
            int left = text[column][i >>> BITS][i & MASK];
            int right = text[column][j >>> BITS][j & MASK];
            order = left == right ? 0 : pools[column].compare(left, right);
        }
        if (order == 0) {
            order = compareAmounts(i, j);
        }
        return order == 0
                ? Double.compare(
                        Double.longBitsToDouble(number[i >>> BITS][i & MASK]),
                        Double.longBitsToDouble(number[j >>> BITS][j & MASK]))
                : order;
    }

    private int compareAmounts(int i, int j) {
        byte left = scale[i >>> BITS][i & MASK];
        byte right = scale[j >>> BITS][j & MASK];
        if (left == right) {
            return Long.compare(amount[i >>> BITS][i & MASK], amount[j >>> BITS][j & MASK]);
        }
        int order = amount(i).compareTo(amount(j));
        return order == 0 ? Byte.compare(left, right) : order;
    }

    /**
     * The events in this order as a table; nothing is left here.
     *
     * @param customerOrder the customers' texts in order of their ids
     * @param starts where each customer's events begin in {@code order}, and behind the last one its end
     */
    EventTable take(int[] customerOrder, int[] starts, int[] order) {
        customer = new int[0][];
        currency = new byte[0][];
        Texts ids = customers.select(customerOrder);
        long[] times = gather(time, order);
        time = new long[0][];
        byte[] kinds = gather(kind, order);
        kind = new byte[0][];
        for (int i = 0; i < kinds.length; i++) {
            kinds[i] &= KIND;
        }
        long[] amounts = gather(amount, order);
        amount = new long[0][];
        byte[] scales = gather(scale, order);
        scale = new byte[0][];
        long[] numbers = gather(number, order);
        number = new long[0][];
        int[][] textNumbers = new int[text.length][];
        for (int column = 0; column < text.length; column++) {
            textNumbers[column] = gather(text[column], order);
            text[column] = new int[0][];
        }
        Texts[] textsOfFields = new Texts[texts.length];
        Arrays.setAll(textsOfFields, field -> texts[field].toTexts());
        return new EventTable(
                ids,
                starts,
                times,
                kinds,
                amounts,
                scales,
                numbers,
                textNumbers,
                textsOfFields,
                attributeValues.toTexts());
    }

    private void grow() {
        if (size == MAX_SIZE) {
            throw new IllegalStateException("a log holds at most " + MAX_SIZE + " events and attribute changes");
        }
        boolean first = capacity < CHUNK;
        int length = first ? Math.max(FIRST, 2 * capacity) : CHUNK;
        int chunk = first ? 0 : capacity >>> BITS;
        customer = withChunk(customer, chunk, new int[length]);
        time = withChunk(time, chunk, new long[length]);
        kind = withChunk(kind, chunk, new byte[length]);
        amount = withChunk(amount, chunk, new long[length]);
        scale = withChunk(scale, chunk, new byte[length]);
        currency = withChunk(currency, chunk, new byte[length]);
        number = withChunk(number, chunk, new long[length]);
        for (int column = 0; column < text.length; column++) {
            text[column] = withChunk(text[column], chunk, new int[length]);
        }
        capacity = first ? length : capacity + CHUNK;
    }

    /** Puts a chunk in its place, with what stood in a shorter one there before. */
    @SuppressWarnings("SuspiciousSystemArraycopy") // both are arrays of the column's type
    private static <A> A[] withChunk(A[] chunks, int place, A chunk) {
        A[] all = place < chunks.length ? chunks : Arrays.copyOf(chunks, place + 1);
        if (place < chunks.length) {
            System.arraycopy(chunks[place], 0, chunk, 0, Array.getLength(chunks[place]));
        }
        all[place] = chunk;
        return all;
    }

    @SuppressWarnings("SuspiciousSystemArraycopy") // both are arrays of the column's type
    private <A> void copy(A[] chunks, int to) {
        System.arraycopy(chunks[size >>> BITS], size & MASK, chunks[to >>> BITS], to & MASK, 1);
    }

    private static long[] gather(long[][] column, int[] order) {
        long[] values = new long[order.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = column[order[i] >>> BITS][order[i] & MASK];
        }
        return values;
    }

    private static int[] gather(int[][] column, int[] order) {
        int[] values = new int[order.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = column[order[i] >>> BITS][order[i] & MASK];
        }
        return values;
    }

    private static byte[] gather(byte[][] column, int[] order) {
        byte[] values = new byte[order.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = column[order[i] >>> BITS][order[i] & MASK];
        }
        return values;
    }
}
