package dev.clv.features.event;

import dev.clv.features.internal.Parts;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/**
 * The columns of a log that is being built, in order of arrival; {@link EventTable} says what stands in them.
 *
 * <p>A column is given up as soon as its values have been put in order. Not thread-safe.
 */
final class RecordedEvents {

    /** Set in a kind when the event is the first entry of a row. */
    static final int ROW = 0x40;

    /** Set in a kind when the event has an id. */
    static final int IDENTIFIED = 0x20;

    private static final int KIND = 0x0f;
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

    private PackedColumn customer = new PackedColumn();
    private PackedColumn time = new PackedColumn();
    private PackedColumn kind = new PackedColumn();
    private PackedColumn amount = new PackedColumn();
    private PackedColumn scale = new PackedColumn();
    private PackedColumn currency = new PackedColumn();
    private PackedColumn number = new PackedColumn();
    private final PackedColumn[] text = new PackedColumn[EventField.Column.TEXTS];
    private int size;

    RecordedEvents() {
        Arrays.setAll(text, column -> new PackedColumn());
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
        return (int) customer.get(i);
    }

    long time(int i) {
        return time.get(i);
    }

    byte kind(int i) {
        return (byte) (kind.get(i) & KIND);
    }

    boolean has(int flag, int i) {
        return (kind.get(i) & flag) != 0;
    }

    /** Its kind, and whether it is a row and has an id. */
    int flags(int i) {
        return (int) kind.get(i);
    }

    long unscaled(int i) {
        return amount.get(i);
    }

    int scale(int i) {
        return (int) scale.get(i);
    }

    double number(int i) {
        return Double.longBitsToDouble(number.get(i));
    }

    /** Writes the text in a column, or that there is none. */
    void writeText(EventField.Column column, int i, SpillFile.Output out) {
        int number = text(column, i);
        if (number == Texts.NONE) {
            out.whole(Texts.NONE);
        } else {
            textsByKind[kind(i)][column.text()].write(number, out);
        }
    }

    /** How many bytes the texts take, nearly. */
    long memoryOfTexts() {
        long memory = customers.memory() + attributeValues.memory();
        for (TextPool pool : texts) {
            memory += pool.memory();
        }
        return memory;
    }

    boolean hasAmount(int i) {
        byte code = kind(i);
        return code != EventTable.ATTRIBUTE && EventTable.kind(code).in(EventField.Column.AMOUNT) != null;
    }

    /** The number of the currency, 0 for none. */
    int currency(int i) {
        return (int) currency.get(i);
    }

    BigDecimal amount(int i) {
        return BigDecimal.valueOf(amount.get(i), (int) scale.get(i));
    }

    /** The number of the text in a column, or {@link Texts#NONE}. */
    int text(EventField.Column column, int i) {
        return (int) text[column.text()].get(i);
    }

    /** Starts an event of which only these things are known; the setters below go for the last event. */
    void add(int customerText, long micros, int kindAndFlags) {
        requireRoom(1);
        size++;
        customer.add(customerText);
        time.add(micros);
        kind.add(kindAndFlags);
        amount.add(0);
        scale.add(0);
        currency.add(0);
        number.add(0);
        for (PackedColumn column : text) {
            column.add(Texts.NONE);
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
        requireRoom(other.size);
        size += other.size;
        customer.addAll(other.size, i -> customerNumbers[other.customer(i)]);
        time.addAll(other.time);
        kind.addAll(other.kind);
        amount.addAll(other.amount);
        scale.addAll(other.scale);
        currency.addAll(other.size, i -> {
            int money = other.currency(i);
            return money == 0 ? 0 : currencyNumbers[money - 1] + 1;
        });
        number.addAll(other.number);
        for (int c = 0; c < text.length; c++) {
            int column = c;
            PackedColumn numbers = other.text[column];
            text[column].addAll(other.size, i -> {
                int known = (int) numbers.get(i);
                return known == Texts.NONE ? Texts.NONE : numbersByKind[other.kind(i)][column][known];
            });
        }
    }

    private void requireRoom(int more) {
        if (size > PackedColumn.MAX_SIZE - more) {
            throw new IllegalStateException(
                    "a log holds at most " + PackedColumn.MAX_SIZE + " events and attribute changes");
        }
    }

    void setAmount(int i, long unscaled, int digits, int currencyNumber) {
        amount.set(i, unscaled);
        scale.set(i, digits);
        currency.set(i, currencyNumber);
    }

    void setTime(int i, long micros) {
        time.set(i, micros);
    }

    void setCustomer(int i, int customerText) {
        customer.set(i, customerText);
    }

    void setNumber(double value) {
        number.set(size - 1, Double.doubleToLongBits(value));
    }

    void setText(EventField.Column column, int number) {
        text[column.text()].set(size - 1, number);
    }

    /** Takes the last event away, and puts it in the place of event {@code i} when asked to. */
    void removeLast(int i, boolean replace) {
        size--;
        Stream.concat(Stream.of(customer, time, kind, amount, scale, currency, number), Arrays.stream(text))
                .forEach(column -> {
                    if (replace) {
                        column.set(i, column.get(size));
                    }
                    column.removeLast();
                });
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
            int left = (int) text[column].get(i);
            int right = (int) text[column].get(j);
            order = left == right ? 0 : pools[column].compare(left, right);
        }
        if (order == 0) {
            order = compareAmounts(i, j);
        }
        return order == 0
                ? Double.compare(Double.longBitsToDouble(number.get(i)), Double.longBitsToDouble(number.get(j)))
                : order;
    }

    private int compareAmounts(int i, int j) {
        int left = (int) scale.get(i);
        int right = (int) scale.get(j);
        if (left == right) {
            return Long.compare(amount.get(i), amount.get(j));
        }
        int order = amount(i).compareTo(amount(j));
        return order == 0 ? Integer.compare(left, right) : order;
    }

    /**
     * The events in this order as a table; nothing is left here.
     *
     * @param customerOrder the customers' texts in order of their ids
     * @param starts where each customer's events begin in {@code order}, and behind the last one its end
     * @param executor changes nothing in the table
     */
    EventTable take(int[] customerOrder, int[] starts, int[] order, Executor executor) {
        customer = new PackedColumn();
        currency = new PackedColumn();
        Texts ids = customers.select(customerOrder);
        byte[] kinds = new byte[order.length];
        for (int i = 0; i < kinds.length; i++) {
            kinds[i] = kind(order[i]);
        }
        kind = new PackedColumn();
        PackedColumn[] columns = Stream.concat(Stream.of(time, amount, scale, number), Arrays.stream(text))
                .toArray(PackedColumn[]::new);
        time = new PackedColumn();
        amount = new PackedColumn();
        scale = new PackedColumn();
        number = new PackedColumn();
        Arrays.setAll(text, column -> new PackedColumn());
        Parts.runAll(columns.length, column -> columns[column] = columns[column].gather(order), executor);
        Texts[] textsOfFields = new Texts[texts.length];
        Arrays.setAll(textsOfFields, field -> texts[field].toTexts());
        return new EventTable(
                ids,
                starts,
                columns[0],
                kinds,
                columns[1],
                columns[2],
                columns[3],
                Arrays.copyOfRange(columns, 4, columns.length),
                textsOfFields,
                attributeValues.toTexts());
    }
}
