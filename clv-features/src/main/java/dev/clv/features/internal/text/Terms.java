package dev.clv.features.internal.text;

import java.util.Arrays;

/**
 * The terms of a text that a classifier looks at, each as a number of 32 bits: words and pairs of words that follow
 * each other; of scripts without blanks between words, characters and runs of two and three of them. A repeated term is
 * there once, where it first stands. Different terms hardly ever share a number. Immutable.
 */
public final class Terms {

    /** The most tokens of one term. */
    public static final int LONGEST = 3;

    private final int[] hashes;

    /** The first token of a term, times four, plus the number of its tokens. */
    private final int[] spans;

    private int size;

    /** An open-addressing set of the terms so far, each as its place plus one; 0 for an empty slot. */
    private final int[] slots;

    private Terms(Tokens tokens) {
        int count = tokens.size();
        slots = new int[Integer.highestOneBit(LONGEST * count + 1) * 4];
        hashes = new int[LONGEST * count];
        spans = new int[LONGEST * count];
        for (int token = 0; token < count; token++) {
            long hash = mix(tokens.hash(token));
            add(hash, token, 1);
            if (token + 1 < count) {
                hash = mix(31 * hash + tokens.hash(token + 1));
                add(hash, token, 2);
                if (token + 2 < count && standAlone(tokens, token)) {
                    add(mix(31 * hash + tokens.hash(token + 2)), token, LONGEST);
                }
            }
        }
    }

    /** The terms of a text, in order of their first tokens. */
    public static Terms of(Tokens tokens) {
        return new Terms(tokens);
    }

    private static boolean standAlone(Tokens tokens, int first) {
        return tokens.standsAlone(first) && tokens.standsAlone(first + 1) && tokens.standsAlone(first + 2);
    }

    private void add(long mixed, int token, int tokens) {
        int hash = (int) (mixed >>> 32);
        int slot = hash & slots.length - 1;
        while (slots[slot] != 0) {
            if (hashes[slots[slot] - 1] == hash) {
                return;
            }
            slot = slot + 1 & slots.length - 1;
        }
        hashes[size] = hash;
        spans[size] = token << 2 | tokens;
        slots[slot] = ++size;
    }

    /** Whether numbers that come from a file may be hashes of terms. */
    public static boolean areHashes(double[] numbers) {
        return Arrays.stream(numbers).allMatch(number -> number == (int) number);
    }

    /** How many different ones there are. */
    public int size() {
        return size;
    }

    /** The number that stands for a term. */
    public int hash(int term) {
        return hashes[term];
    }

    /** The first token of a term. */
    public int firstToken(int term) {
        return spans[term] >>> 2;
    }

    /** The number of tokens of a term. */
    public int tokens(int term) {
        return spans[term] & 3;
    }

    /** The finaliser of MurmurHash3. */
    private static long mix(long value) {
        long hash = value;
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
        return hash ^ hash >>> 33;
    }
}
