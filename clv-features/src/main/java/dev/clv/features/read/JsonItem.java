package dev.clv.features.read;

import dev.clv.features.internal.cell.Slice;
import java.util.ArrayList;
import java.util.List;

/**
 * An object of a JSON list, kept until the fields around the list are known: the values of its columns, and the objects
 * of the list in it.
 */
final class JsonItem {

    private final List<JsonItem> items = new ArrayList<>();
    private String[] texts = {};
    private boolean[] numbers = {};

    /** The objects of the list in this one, to be added to. */
    List<JsonItem> items() {
        return items;
    }

    /** Takes the values of these slots out of the row. */
    void take(Row row, int[] slots) {
        texts = new String[slots.length];
        numbers = new boolean[slots.length];
        for (int i = 0; i < slots.length; i++) {
            Slice value = row.get(slots[i]);
            texts[i] = value.toString();
            numbers[i] = value.isTyped();
            value.clear();
        }
    }

    /** Puts the values back. */
    void put(Row row, int[] slots) {
        for (int i = 0; i < slots.length; i++) {
            row.get(slots[i]).clear();
            if (numbers[i]) {
                row.setNumber(slots[i], texts[i].toCharArray(), 0, texts[i].length());
            } else {
                row.set(slots[i], texts[i]);
            }
        }
    }
}
