package dev.clv.features.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
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

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[][] chunks = new byte[0][];
    private int used;

    /** The bytes of all chunks. */
    private long stored;

    private long[] starts = new long[16];
    private int size;

    /**
     * The hash table, two entries for a place: the hash of a text in the upper half and its number plus one in the
     * lower, 0 for no text; and beside it where the text starts, so that looking there touches no other array.
     */
    private long[] slots = new long[64];

    private byte[] scratch = new byte[64];
    private int last = Texts.NONE;

    int size() {
        return size;
    }

    /** The number of a text, or {@link Texts#NONE} for null. */
    int intern(@Nullable CharSequence text) {
        if (text == null) {
            return Texts.NONE;
        }
        if (scratch.length < 3L * text.length() + Long.BYTES) {
            scratch = new byte[Math.addExact(Math.multiplyExact(4, text.length()), Long.BYTES)];
        }
        int length = Texts.encode(text, scratch);
        // Rows that belong together follow each other, so the same text often comes again at once.
        if (last == Texts.NONE || !isScratch(starts[last], length)) {
            last = find(length);
        }
        return last;
    }

    /** Takes all texts of another pool; the numbers that they have here, by their numbers there. */
    int[] internAll(TextPool other) {
        int[] numbers = new int[other.size];
        for (int text = 0; text < numbers.length; text++) {
            last = find(copyToScratch(other, text));
            numbers[text] = last;
        }
        return numbers;
    }

    /** Whether one of the other pool's texts is here too. */
    boolean sharesTextWith(TextPool other) {
        for (int text = 0; size > 0 && text < other.size; text++) {
            int length = copyToScratch(other, text);
            if (slots[slotOf(hash(length), length)] != 0) {
                return true;
            }
        }
        return false;
    }

    /** Its length. */
    private int copyToScratch(TextPool other, int text) {
        byte[] chunk = Texts.chunk(other.chunks, other.starts[text]);
        int length = Texts.length(chunk, other.starts[text]);
        if (scratch.length < length + Long.BYTES) {
            scratch = new byte[Math.addExact(Math.multiplyExact(2, length), Long.BYTES)];
        }
        System.arraycopy(chunk, Texts.body(chunk, other.starts[text]), scratch, 0, length);
        return length;
    }

    private int find(int length) {
        int hash = hash(length);
        int slot = slotOf(hash, length);
        return slots[slot] == 0 ? add(slot, hash, length) : (int) slots[slot] - 1;
    }

    /** Where the text at hand is in the table, or where it would be. */
    private int slotOf(int hash, int length) {
        int mask = slots.length - 1;
        int slot = hash << 1 & mask;
        for (long entry = slots[slot]; entry != 0; entry = slots[slot]) {
            if ((int) (entry >>> 32) == hash && isScratch(slots[slot + 1], length)) {
                return slot;
            }
            slot = slot + 2 & mask;
        }
        return slot;
    }

    /** The text of a number. */
    String get(int text) {
        return Texts.decode(chunks, starts[text]);
    }

    /** Writes the text of a number, or that there is none. */
    void write(int text, SpillFile.Output out) {
        if (text == Texts.NONE) {
            out.whole(Texts.NONE);
            return;
        }
        byte[] chunk = Texts.chunk(chunks, starts[text]);
        int length = Texts.length(chunk, starts[text]);
        out.whole(length);
        out.bytes(chunk, Texts.body(chunk, starts[text]), length);
    }

    /** How many bytes it takes, nearly. */
    long memory() {
        return stored + Long.BYTES * ((long) starts.length + slots.length);
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
        slots[slot + 1] = starts[size];
        slots[slot] = (long) hash << 32 | ++size;
        if (size > slots.length / 3) {
            rehash();
        }
        return size - 1;
    }

    private void reserve() {
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, size + (size >> 1));
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
        stored += chunks[chunks.length - 1].length;
        used = 0;
    }

    private void rehash() {
        long[] old = slots;
        slots = new long[old.length * 2];
        int mask = slots.length - 1;
        for (int from = 0; from < old.length; from += 2) {
            if (old[from] != 0) {
                int slot = (int) (old[from] >>> 32) << 1 & mask;
                while (slots[slot] != 0) {
                    slot = slot + 2 & mask;
                }
                slots[slot] = old[from];
                slots[slot + 1] = old[from + 1];
            }
        }
    }

    private boolean isScratch(long start, int length) {
        byte[] chunk = Texts.chunk(chunks, start);
        if (Texts.length(chunk, start) != length) {
            return false;
        }
        int body = Texts.body(chunk, start);
        return Arrays.equals(chunk, body, body + length, scratch, 0, length);
    }

    /** Eight bytes at a time, each multiplied in; what lies behind the text is zero for that. */
    private int hash(int length) {
        WORD.set(scratch, length, 0L);
        long hash = length;
        for (int i = 0; i < length; i += Long.BYTES) {
            hash = (hash ^ (long) WORD.get(scratch, i)) * 0x9e3779b97f4a7c15L;
            hash ^= hash >>> 32;
        }
        return (int) (hash * 0xd6e8feb86659fd93L >>> 32);
    }
}
