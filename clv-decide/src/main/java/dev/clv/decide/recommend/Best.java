package dev.clv.decide.recommend;

import java.util.Arrays;

/** The k items of the highest values; of equal values those of the lowest numbers. Not thread-safe. */
final class Best {

    private final int[] items;
    private final double[] values;
    private int size;

    Best(int k) {
        items = new int[k];
        values = new double[k];
    }

    /** Offers an item, in any order; NaN is never among the best. */
    void offer(int item, double value) {
        if (Double.isNaN(value)) {
            return;
        }
        if (size < items.length) {
            up(size++, item, value);
        } else if (size > 0 && worse(values[0], items[0], value, item)) {
            down(size, item, value);
        }
    }

    /** Takes the best items away, highest value first. */
    Ranked take() {
        int count = size;
        // The worst to the end, again and again.
        while (size > 0) {
            int worst = items[0];
            double least = values[0];
            size--;
            down(size, items[size], values[size]);
            put(size, worst, least);
        }
        float[] rounded = new float[count];
        for (int i = 0; i < count; i++) {
            rounded[i] = (float) values[i];
        }
        return new Ranked(Arrays.copyOf(items, count), rounded);
    }

    /** Items with their values, highest value first. */
    record Ranked(int[] items, float[] values) {}

    private static boolean worse(double value, int item, double otherValue, int otherItem) {
        return value != otherValue ? value < otherValue : item > otherItem;
    }

    /** A heap with the worst at 0. */
    private void up(int at, int item, double value) {
        int place = at;
        while (place > 0) {
            int parent = (place - 1) / 2;
            if (!worse(value, item, values[parent], items[parent])) {
                break;
            }
            put(place, items[parent], values[parent]);
            place = parent;
        }
        put(place, item, value);
    }

    /** Puts an item in the place of the worst of so many. */
    private void down(int count, int item, double value) {
        int place = 0;
        while (true) {
            int child = 2 * place + 1;
            if (child >= count) {
                break;
            }
            if (child + 1 < count && worse(values[child + 1], items[child + 1], values[child], items[child])) {
                child++;
            }
            if (!worse(values[child], items[child], value, item)) {
                break;
            }
            put(place, items[child], values[child]);
            place = child;
        }
        put(place, item, value);
    }

    private void put(int place, int item, double value) {
        items[place] = item;
        values[place] = value;
    }
}
