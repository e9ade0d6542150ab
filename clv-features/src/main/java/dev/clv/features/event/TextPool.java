package dev.clv.features.event;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Gives equal texts equal numbers while a log is built: an open-addressing hash table of references into packed bytes.
 *
 * <p>Texts are compared byte by byte, so a hash collision costs time only. Looking a text up makes no string. Not
 * thread-safe.
 */
final class TextPool {

    private static final int FIRST_CHUNK = 1 << 9;
    private static final int LARGEST_CHUNK = 1 << 20;
    private static final int MAX_LENGTH_BYTES = 5;

    private byte[][] chunks = new byte[0][];
    private int used;
    private long[] starts = new long[16];
    private int[] hashes = new int[16];
    private int size;

    /** A text's number plus one where the hash table has one, else 0. */
    private int[] slots = new int[32];

    private byte[] scratch = new byte[64];

    int size() {
        return size;
    }

    /** The number of a text, or {@link Texts#NONE} for null. */
    int intern(@Nullable CharSequence text) {
        if (text == null) {
            return Texts.NONE;
        }
        if (scratch.length < 3L * text.length()) {
            scratch = new byte[Math.multiplyExact(4, text.length())];
        }
        int length = Texts.encode(text, scratch);
        int hash = hash(length);
        int mask = slots.length - 1;
        int slot = hash & mask;
        for (int entry = slots[slot]; entry != 0; entry = slots[slot]) {
            if (hashes[entry - 1] == hash && isScratch(starts[entry - 1], length)) {
                return entry - 1;
            }
            slot = slot + 1 & mask;
        }
        return add(slot, hash, length);
    }

    /** The text of a number. */
    String get(int text) {
        return Texts.decode(chunks, starts[text]);
    }

    /** Like {@link String#compareTo} of two texts; no text comes before any. */
    int compare(int left, int right) {
        if (left == right) {
            return 0;
        }
        if (left == Texts.NONE || right == Texts.NONE) {
            return left == Texts.NONE ? -1 : 1;
        }
        return Texts.compare(chunks, starts[left], starts[right]);
    }

    /** The texts under their numbers. The pool must not be used after that. */
    Texts toTexts() {
        if (chunks.length > 0) {
            chunks[chunks.length - 1] = Arrays.copyOf(chunks[chunks.length - 1], used);
        }
        return new Texts(chunks, Arrays.copyOf(starts, size));
    }

    /** Some of the texts, packed anew in this order. */
    Texts select(int[] texts) {
        TextPool selected = new TextPool();
        for (int i = 0; i < texts.length; i++) {
            byte[] chunk = Texts.chunk(chunks, starts[texts[i]]);
            int body = Texts.body(chunk, starts[texts[i]]);
            int length = Texts.length(chunk, starts[texts[i]]);
            selected.reserve();
            selected.starts[i] = selected.store(chunk, body, length);
            selected.size++;
        }
        return selected.toTexts();
    }

    private int add(int slot, int hash, int length) {
        reserve();
        starts[size] = store(scratch, 0, length);
        hashes[size] = hash;
        slots[slot] = ++size;
        if (size > slots.length / 3 * 2) {
            rehash();
        }
        return size - 1;
    }

    private void reserve() {
        if (size == starts.length) {
            int capacity = size + (size >> 1);
            starts = Arrays.copyOf(starts, capacity);
            hashes = Arrays.copyOf(hashes, capacity);
        }
    }

    private long store(byte[] from, int at, int length) {
        if (chunks.length == 0 || used + length + MAX_LENGTH_BYTES > chunks[chunks.length - 1].length) {
            startChunk(length + MAX_LENGTH_BYTES);
        }
        byte[] chunk = chunks[chunks.length - 1];
        long start = (long) (chunks.length - 1) << 32 | used;
        int rest = length;
        while (rest >= 0x80) {
            chunk[used++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        chunk[used++] = (byte) rest;
        System.arraycopy(from, at, chunk, used, length);
        used += length;
        return start;
    }

    private void startChunk(int atLeast) {
        int last = chunks.length - 1;
        if (last >= 0) {
            chunks[last] = Arrays.copyOf(chunks[last], used);
        }
        int usual = Math.min(LARGEST_CHUNK, FIRST_CHUNK << Math.min(2 * chunks.length, 20));
        chunks = Arrays.copyOf(chunks, chunks.length + 1);
        chunks[chunks.length - 1] = new byte[Math.max(usual, atLeast)];
        used = 0;
    }

    private void rehash() {
        slots = new int[slots.length * 2];
        int mask = slots.length - 1;
        for (int text = 0; text < size; text++) {
            int slot = hashes[text] & mask;
            while (slots[slot] != 0) {
                slot = slot + 1 & mask;
            }
            slots[slot] = text + 1;
        }
    }

    private boolean isScratch(long start, int length) {
        byte[] chunk = Texts.chunk(chunks, start);
        int body = Texts.body(chunk, start);
        return Texts.length(chunk, start) == length && Arrays.equals(chunk, body, body + length, scratch, 0, length);
    }

    /** FNV-1a, with the finish of MurmurHash3 so that the low bits are good enough for linear probing. */
    private int hash(int length) {
        int hash = 0x811c9dc5;
        for (int i = 0; i < length; i++) {
            hash = (hash ^ scratch[i] & 0xff) * 0x01000193;
        }
        hash = (hash ^ hash >>> 16) * 0x85ebca6b;
        hash = (hash ^ hash >>> 13) * 0xc2b2ae35;
        return hash ^ hash >>> 16;
    }
}
