package dev.clv.decide.recommend;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * On which calendar days which customer did something with which product, with the amount of the day. Customers and
 * products are numbers.
 *
 * @param start (customers + 1): where each customer's rows begin
 * @param product (rows), rising within a customer
 * @param day (rows), as epoch days, rising within a product of a customer; no day twice
 * @param amount (rows), the sum of the day
 */
record ProductDays(int[] start, int[] product, int[] day, float[] amount) {

    int customers() {
        return start.length - 1;
    }

    /** Collects rows customer by customer. Not thread-safe. */
    static final class Builder {

        private int[] start = new int[1024];
        private int customers;
        private int[] product = new int[4096];
        private int[] day = new int[4096];
        private float[] amount = new float[4096];
        private int rows;

        /** A row of the customer that {@link #endCustomer} will end; in any order, days more than once. */
        void add(int ofProduct, int onDay, double ofAmount) {
            if (rows == product.length) {
                product = Arrays.copyOf(product, 2 * rows);
                day = Arrays.copyOf(day, 2 * rows);
                amount = Arrays.copyOf(amount, 2 * rows);
            }
            product[rows] = ofProduct;
            day[rows] = onDay;
            amount[rows++] = (float) ofAmount;
        }

        void endCustomer() {
            if (customers + 1 == start.length) {
                start = Arrays.copyOf(start, 2 * start.length);
            }
            start[++customers] = rows;
        }

        /** All rows, with products renumbered, sorted, and the days of a product made one each. */
        ProductDays build(int[] renumbered) {
            int[] starts = new int[customers + 1];
            int to = 0;
            for (int c = 0; c < customers; c++) {
                int from = start[c];
                int count = start[c + 1] - from;
                long[] keys = new long[count];
                for (int i = 0; i < count; i++) {
                    keys[i] = ((long) renumbered[product[from + i]] << 32) | day[from + i] & 0xffffffffL;
                }
                int[] order = IntStream.range(0, count)
                        .boxed()
                        .sorted(Comparator.comparingLong(i -> keys[i]))
                        .mapToInt(Integer::intValue)
                        .toArray();
                float[] amounts = Arrays.copyOfRange(amount, from, from + count);
                for (int i = 0; i < count; i++) {
                    long key = keys[order[i]];
                    if (i > 0 && key == keys[order[i - 1]]) {
                        amount[to - 1] += amounts[order[i]];
                    } else {
                        product[to] = (int) (key >> 32);
                        day[to] = (int) key;
                        amount[to++] = amounts[order[i]];
                    }
                }
                starts[c + 1] = to;
            }
            return new ProductDays(
                    starts, Arrays.copyOf(product, to), Arrays.copyOf(day, to), Arrays.copyOf(amount, to));
        }
    }
}
