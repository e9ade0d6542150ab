package dev.clv.decide.recommend;

import java.util.Arrays;

/** The k items of the highest values; of equal values the item that was offered first. Not thread-safe. */
final class Best {

    private final int[] items;
    private final double[] values;
    private final int[] order; // when each was offered
    private int size;
    private int offered;

    Best(int k) {
        items = new int[k];
        values = new double[k];
        order = new int[k];
    }

    /** Offers an item; NaN is never among the best. */
    void offer(int item, double value) {
        int when = offered++;
        if (Double.isNaN(value)) {
            return;
        }
        if (size < items.length) {
            up(size++, item, value, when);
        } else if (size > 0 && value > values[0]) {
            down(item, value, when);
        }
    }

    /** The best items, highest value first. */
    int[] items() {
        return Arrays.stream(ranked()).map(i -> items[i]).toArray();
    }

    /** Their values. */
    float[] values() {
        int[] ranked = ranked();
        float[] result = new float[size];
        for (int i = 0; i < size; i++) {
            result[i] = (float) values[ranked[i]];
        }
        return result;
    }

    private int[] ranked() {
        Integer[] places = new Integer[size];
        Arrays.setAll(places, i -> i);
        Arrays.sort(places, (a, b) -> worse(values[a], order[a], values[b], order[b]) ? 1 : -1);
        return Arrays.stream(places).mapToInt(Integer::intValue).toArray();
    }

    private static boolean worse(double value, int when, double otherValue, int otherWhen) {
        return value != otherValue ? value < otherValue : when > otherWhen;
    }

    /** A heap with the worst at 0. */
    private void up(int at, int item, double value, int when) {
        int place = at;
        while (place > 0) {
            int parent = (place - 1) / 2;
            if (!worse(value, when, values[parent], order[parent])) {
                break;
            }
            move(parent, place);
            place = parent;
        }
        put(place, item, value, when);
    }

    private void down(int item, double value, int when) {
        int place = 0;
        while (true) {
            int child = 2 * place + 1;
            if (child >= size) {
                break;
            }
            if (child + 1 < size && worse(values[child + 1], order[child + 1], values[child], order[child])) {
                child++;
            }
            if (!worse(values[child], order[child], value, when)) {
                break;
            }
            move(child, place);
            place = child;
        }
        put(place, item, value, when);
    }

    private void move(int from, int to) {
        put(to, items[from], values[from], order[from]);
    }

    private void put(int place, int item, double value, int when) {
        items[place] = item;
        values[place] = value;
        order[place] = when;
    }
}
