package dev.clv.features.internal.text;

/** Numbers terms from 0 on: an open-addressing table from the hash of a term to its place. Immutable. */
public final class TermTable {

    /** The place of a term that is not in the table. */
    public static final int ABSENT = -1;

    /** Two entries for a slot: the hash, and the place plus one, 0 for an empty slot. */
    private final int[] slots;

    private final int mask;
    private final int size;

    /** @param hashes of different terms, in the order of their places */
    public TermTable(int[] hashes) {
        size = hashes.length;
        int capacity = Integer.highestOneBit(Math.max(1, size)) * 4;
        slots = new int[2 * capacity];
        mask = capacity - 1;
        for (int place = 0; place < size; place++) {
            int slot = hashes[place] & mask;
            while (slots[2 * slot + 1] != 0) {
                if (slots[2 * slot] == hashes[place]) {
                    throw new IllegalArgumentException("term " + place + " is there twice");
                }
                slot = slot + 1 & mask;
            }
            slots[2 * slot] = hashes[place];
            slots[2 * slot + 1] = place + 1;
        }
    }

    /** The number of terms. */
    public int size() {
        return size;
    }

    /** The place of a term, or {@link #ABSENT}. */
    public int place(int hash) {
        int slot = hash & mask;
        while (slots[2 * slot + 1] != 0) {
            if (slots[2 * slot] == hash) {
                return slots[2 * slot + 1] - 1;
            }
            slot = slot + 1 & mask;
        }
        return ABSENT;
    }
}
