package dev.clv.features.event;

import java.util.function.IntBinaryOperator;

/** A stable merge sort of int references by what they refer to; linear where they are in order already. */
final class IntSort {

    private static final int SMALL = 8;

    private final IntBinaryOperator order;
    private int[] scratch = new int[0];

    /** @param order negative, zero or positive like a comparator */
    IntSort(IntBinaryOperator order) {
        this.order = order;
    }

    /** Sorts {@code references[from ... to - 1]}. */
    void sort(int[] references, int from, int to) {
        if (to - from <= SMALL) {
            insert(references, from, to);
            return;
        }
        int middle = (from + to) >>> 1;
        sort(references, from, middle);
        sort(references, middle, to);
        if (order.applyAsInt(references[middle - 1], references[middle]) > 0) {
            merge(references, from, middle, to);
        }
    }

    private void insert(int[] references, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            int moving = references[i];
            int place = i;
            while (place > from && order.applyAsInt(references[place - 1], moving) > 0) {
                references[place] = references[place - 1];
                place--;
            }
            references[place] = moving;
        }
    }

    private void merge(int[] references, int from, int middle, int to) {
        int count = middle - from;
        if (scratch.length < count) {
            scratch = new int[Math.max(count, 2 * scratch.length)];
        }
        System.arraycopy(references, from, scratch, 0, count);
        int left = 0;
        int right = middle;
        int place = from;
        while (left < count && right < to) {
            references[place++] =
                    order.applyAsInt(scratch[left], references[right]) <= 0 ? scratch[left++] : references[right++];
        }
        System.arraycopy(scratch, left, references, place, count - left);
    }
}
