package dev.clv.features.read;

import dev.clv.features.internal.cell.Slice;
import java.util.Arrays;

/** The fields of several columns as one text, with a blank between them. Reused for row after row; not thread-safe. */
final class JoinedText {

    private final Slice text = new Slice();
    private char[] chars = new char[64];

    /** The text, good until the next one is joined; empty fields are left out. */
    Slice of(Row row, int first, int[] further) {
        int length = add(row.get(first), 0);
        for (int slot : further) {
            length = add(row.get(slot), length);
        }
        text.point(chars, 0, length);
        return text;
    }

    private int add(Slice part, int length) {
        if (part.isEmpty()) {
            return length;
        }
        int from = length == 0 ? 0 : length + 1;
        if (from + part.length() > chars.length) {
            chars = Arrays.copyOf(chars, 2 * (from + part.length()));
        }
        if (from > 0) {
            chars[length] = ' ';
        }
        System.arraycopy(part.array(), part.start(), chars, from, part.length());
        return from + part.length();
    }
}
