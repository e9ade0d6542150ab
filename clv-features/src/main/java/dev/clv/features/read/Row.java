package dev.clv.features.read;

import dev.clv.features.internal.cell.Blank;
import dev.clv.features.internal.cell.MissingWords;
import dev.clv.features.internal.cell.Slice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The fields of one row that a mapping asks for, one slot per column, copied out of the parser's buffer.
 *
 * <p>Blanks around a value are left out when the reader trims; an empty slot, or one of the missing words, stands for a
 * missing value. Reused for row after row; not thread-safe.
 */
final class Row {

    private final List<String> columns = new ArrayList<>();
    private final Map<String, Integer> slotOfColumn = new HashMap<>();
    private final boolean trim;
    private Slice[] slots = new Slice[0];
    private char[] chars = new char[256];
    private int used;
    private MissingWords missing = MissingWords.STANDARD;
    private Set<String> header = Set.of();

    Row(boolean trim) {
        this.trim = trim;
    }

    /** The slot of {@code column}, made at the first request. */
    int slotOf(String column) {
        Integer known = slotOfColumn.putIfAbsent(column, columns.size());
        if (known != null) {
            return known;
        }
        columns.add(column);
        if (columns.size() > slots.length) {
            slots = Arrays.copyOf(slots, Math.max(16, 2 * slots.length));
        }
        slots[columns.size() - 1] = new Slice();
        return columns.size() - 1;
    }

    /** The slot of {@code column}, or -1 if nothing asked for it. */
    int knownSlotOf(String column) {
        return slotOfColumn.getOrDefault(column, -1);
    }

    /** Names of the columns by slot. */
    List<String> columns() {
        return columns;
    }

    String column(int slot) {
        return columns.get(slot);
    }

    Slice get(int slot) {
        return slots[slot];
    }

    /** Which words stand for a missing value; {@link MissingWords#STANDARD} unless set. */
    void missing(MissingWords words) {
        missing = words;
    }

    /** Whether the slot holds no value, or a word for none. */
    boolean isMissing(int slot) {
        Slice value = slots[slot];
        return missing.contains(value.array(), value.start(), value.length());
    }

    /** The names of all columns of the file, if it has a header. */
    void header(List<String> names) {
        header = Set.copyOf(names);
    }

    /** Whether every filled slot holds the name of a column, as in the header of another file; two at least. */
    boolean isHeader() {
        int filled = 0;
        for (int slot = 0; slot < columns.size(); slot++) {
            if (!slots[slot].isEmpty()) {
                if (!header.contains(name(slot))) {
                    return false;
                }
                filled++;
            }
        }
        return filled >= 2;
    }

    /** Whether every slot of such a row holds the name of its own column. */
    boolean isOwnHeader() {
        for (int slot = 0; slot < columns.size(); slot++) {
            if (!slots[slot].isEmpty() && !name(slot).equals(columns.get(slot))) {
                return false;
            }
        }
        return true;
    }

    /** A file that was joined to another may begin with a byte order mark. */
    private String name(int slot) {
        String text = slots[slot].toString();
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** Empties every slot. */
    void clear() {
        used = 0;
        for (int slot = 0; slot < columns.size(); slot++) {
            slots[slot].clear();
        }
    }

    /** A number of the input's own type: digits with a decimal point. */
    void setNumber(int slot, char[] source, int offset, int length) {
        set(slot, source, offset, length);
        slots[slot].markTyped();
    }

    /** @param source not kept */
    void set(int slot, char[] source, int offset, int length) {
        int from = offset;
        int to = offset + length;
        if (trim || isBlank(source, from, to)) {
            while (from < to && isBlank(source[from])) {
                from++;
            }
            while (from < to && isBlank(source[to - 1])) {
                to--;
            }
        }
        int size = to - from;
        if (used + size > chars.length) {
            grow(used + size);
        }
        System.arraycopy(source, from, chars, used, size);
        slots[slot].point(chars, used, size);
        used += size;
    }

    void set(int slot, String text) {
        set(slot, text.toCharArray(), 0, text.length());
    }

    private void grow(int needed) {
        char[] larger = Arrays.copyOf(chars, Math.max(needed, 2 * chars.length));
        for (int slot = 0; slot < columns.size(); slot++) {
            slots[slot].moveTo(larger);
        }
        chars = larger;
    }

    private static boolean isBlank(char[] source, int from, int to) {
        int at = from;
        while (at < to && isBlank(source[at])) {
            at++;
        }
        return at == to;
    }

    private static boolean isBlank(char c) {
        return Blank.is(c);
    }
}
