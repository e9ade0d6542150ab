package dev.clv.features.event;

import java.util.Arrays;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A column of whole numbers that grows at its end. Every chunk takes as many bytes a number as its range needs: none
 * where all are equal, one for the numbers of categories, four for times within years in whole seconds. Not thread-safe
 * while it changes.
 */
final class PackedColumn {

    private static final int BITS = 12;
    private static final int CHUNK = 1 << BITS;
    private static final int MASK = CHUNK - 1;
    private static final int FIRST = 16;

    /** All whole chunks whose numbers an int can count. */
    static final int MAX_SIZE = Integer.MAX_VALUE - MASK;

    private Chunk[] chunks = new Chunk[0];
    private int closed;

    /** The last chunk, not yet packed. */
    private long[] open = {};

    private int opened;
    private int size;

    int size() {
        return size;
    }

    long get(int i) {
        int chunk = i >>> BITS;
        return chunk < closed ? chunks[chunk].get(i & MASK) : open[i & MASK];
    }

    void add(long number) {
        if (opened == open.length) {
            if (opened < CHUNK) {
                open = Arrays.copyOf(open, Math.max(FIRST, 2 * opened));
            } else {
                close();
            }
        }
        open[opened++] = number;
        size++;
    }

    /** Adds the numbers of another column. */
    void addAll(PackedColumn other) {
        for (int chunk = 0; chunk <= other.closed; chunk++) {
            boolean last = chunk == other.closed;
            addAll(last ? other.open : other.chunks[chunk].unpacked(CHUNK), last ? other.opened : CHUNK);
        }
    }

    private void addAll(long[] numbers, int count) {
        int added = 0;
        while (added < count) {
            add(numbers[added++]);
            int more = Math.min(count - added, open.length - opened);
            System.arraycopy(numbers, added, open, opened, more);
            added += more;
            opened += more;
            size += more;
        }
    }

    /** Adds so many numbers, by their places from 0. */
    void addAll(int count, IntToLongFunction numbers) {
        for (int i = 0; i < count; i++) {
            add(numbers.applyAsLong(i));
        }
    }

    void set(int i, long number) {
        int chunk = i >>> BITS;
        if (chunk == closed) {
            open[i & MASK] = number;
        } else {
            chunks[chunk].set(i & MASK, number);
        }
    }

    void removeLast() {
        if (opened == 0) {
            closed--;
            opened = CHUNK;
            open = chunks[closed].unpacked(CHUNK);
        }
        opened--;
        size--;
    }

    /** The numbers at these places, in a column of their own, which is packed to its end and cannot grow. */
    PackedColumn gather(int[] places) {
        PackedColumn gathered = new PackedColumn();
        gathered.chunks = new Chunk[(places.length + MASK) >>> BITS];
        for (int place : places) {
            gathered.add(get(place));
        }
        gathered.close();
        gathered.open = new long[0];
        return gathered;
    }

    private void close() {
        if (opened == 0) {
            return;
        }
        if (closed == chunks.length) {
            chunks = Arrays.copyOf(chunks, Math.max(4, closed + (closed >> 1)));
        }
        chunks[closed++] = Chunk.of(open, opened);
        opened = 0;
    }

    /**
     * Numbers as codes of one width: a number is {@code base + unit * code}, and the highest code stands for
     * {@link Micros#BEGINNING} where that is among them.
     */
    private static final class Chunk {

        /** Times in whole seconds, which shifts do not find. */
        private static final long SECOND = 1_000_000;

        private long base;
        private long unit;
        private int size;
        private boolean beginnings;
        private byte @Nullable [] bytes;
        private short @Nullable [] shorts;
        private int @Nullable [] ints;
        private long @Nullable [] longs;

        static Chunk of(long[] numbers, int size) {
            long least = Long.MAX_VALUE;
            long most = Long.MIN_VALUE + 1;
            boolean beginnings = false;
            for (int i = 0; i < size; i++) {
                if (numbers[i] == Micros.BEGINNING) {
                    beginnings = true;
                } else {
                    least = Math.min(least, numbers[i]);
                    most = Math.max(most, numbers[i]);
                }
            }
            Chunk chunk = new Chunk();
            chunk.size = size;
            chunk.beginnings = beginnings;
            if (least > most) { // beginnings alone
                least = 0;
                most = 0;
            }
            chunk.base = least;
            long range = most - least;
            chunk.unit = range > 0xff ? unit(numbers, size, least, range) : 1;
            // A range beyond the largest long is negative.
            chunk.allocate(range < 0 ? -1 : range / chunk.unit);
            chunk.fill(numbers);
            return chunk;
        }

        private void fill(long[] numbers) {
            if (longs != null) {
                System.arraycopy(numbers, 0, longs, 0, size);
            } else if (beginnings || unit == SECOND) {
                for (int i = 0; i < size; i++) {
                    write(i, numbers[i]);
                }
            } else {
                fill(numbers, base, Long.numberOfTrailingZeros(unit));
            }
        }

        /** As {@link #write} does, in loops that decide nothing for each number. */
        private void fill(long[] numbers, long from, int shift) {
            if (bytes != null) {
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] = (byte) (numbers[i] - from >>> shift);
                }
            } else if (shorts != null) {
                for (int i = 0; i < shorts.length; i++) {
                    shorts[i] = (short) (numbers[i] - from >>> shift);
                }
            } else if (ints != null) {
                for (int i = 0; i < ints.length; i++) {
                    ints[i] = (int) (numbers[i] - from >>> shift);
                }
            }
        }

        private static long unit(long[] numbers, int size, long least, long range) {
            long all = 0;
            for (int i = 0; i < size; i++) {
                all |= numbers[i] == Micros.BEGINNING ? 0 : numbers[i] - least;
            }
            long shift = 1L << Math.min(62, Long.numberOfTrailingZeros(all));
            if (range / shift < 0xffff) {
                return shift;
            }
            for (int i = 0; i < size; i++) {
                if (numbers[i] != Micros.BEGINNING && (numbers[i] - least) % SECOND != 0) {
                    return shift;
                }
            }
            return SECOND;
        }

        /** @param most the largest code of a number; negative if none holds it */
        private void allocate(long most) {
            if (most == 0 && !beginnings) {
                return;
            }
            if (most >= 0 && most < 0xff) {
                bytes = new byte[size];
            } else if (most >= 0 && most < 0xffff) {
                shorts = new short[size];
            } else if (most >= 0 && most < 0xffff_ffffL) {
                ints = new int[size];
            } else {
                longs = new long[size];
            }
        }

        /** The highest code; negative if numbers stand as they are. */
        private long highest() {
            if (bytes != null) {
                return 0xff;
            }
            if (shorts != null) {
                return 0xffff;
            }
            return ints != null ? 0xffff_ffffL : longs != null ? -1 : 0;
        }

        long get(int i) {
            long code;
            if (bytes != null) {
                code = bytes[i] & 0xff;
            } else if (shorts != null) {
                code = shorts[i] & 0xffff;
            } else if (ints != null) {
                code = ints[i] & 0xffff_ffffL;
            } else {
                return longs != null ? longs[i] : base;
            }
            return beginnings && code == highest() ? Micros.BEGINNING : base + unit * code;
        }

        private void write(int i, long number) {
            if (longs != null) {
                longs[i] = number;
                return;
            }
            long code = number == Micros.BEGINNING ? highest() : code(number);
            if (bytes != null) {
                bytes[i] = (byte) code;
            } else if (shorts != null) {
                shorts[i] = (short) code;
            } else if (ints != null) {
                ints[i] = (int) code;
            }
        }

        /** Of a number above the base; a division by any unit would take several times as long. */
        private long code(long number) {
            long above = number - base;
            return unit == SECOND ? above / SECOND : above >>> Long.numberOfTrailingZeros(unit);
        }

        void set(int i, long number) {
            if (longs == null && !fits(number)) {
                longs = unpacked(size);
                bytes = null;
                shorts = null;
                ints = null;
            }
            write(i, number);
        }

        private boolean fits(long number) {
            if (number == Micros.BEGINNING) {
                return beginnings;
            }
            long above = number - base;
            // Below the highest code, which may stand for something else.
            return above >= 0 && number >= base && above % unit == 0 && code(number) < Math.max(1, highest());
        }

        long[] unpacked(int length) {
            long[] numbers = new long[length];
            for (int i = 0; i < size; i++) {
                numbers[i] = get(i);
            }
            return numbers;
        }
    }
}
