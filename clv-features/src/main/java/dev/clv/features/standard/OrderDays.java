package dev.clv.features.standard;

import dev.clv.features.CustomerContext;
import dev.clv.features.SharedFold;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.Purchase;
import dev.clv.features.internal.Index;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.math.BigDecimal;
import java.util.Arrays;

/**
 * One customer's order-days, ascending, each with what was spent on it: what most features of spending are computed
 * from. Days are counted from 1970-01-01 in the customer's zone; money is exact, gross and in the log's currency.
 *
 * <p>An extractor of one's own shares the one of the standard extractors:
 *
 * <pre>{@code
 * public State begin(CustomerContext customer) {
 *     OrderDays orders = customer.shared(OrderDays.SHARED);
 *     return State.of((cutoff, row, offset) -> row[offset] = orders.count());
 * }
 * }</pre>
 *
 * <p>It changes as events come in. Not thread-safe.
 */
public final class OrderDays {

    /** The fold of a customer's purchases into order-days. Its states can be stored and merged. */
    public static final SharedFold<OrderDays> SHARED = new SharedFold<>() {
        @Override
        public String name() {
            return "order-days";
        }

        @Override
        public Fold<OrderDays> begin(CustomerContext customer) {
            return new OrderDayFold(customer);
        }
    };

    private long[] days = new long[4];
    private BigDecimal[] amounts = new BigDecimal[4];

    /** What was spent up to and including each day, so that any stretch of days is one subtraction. */
    private BigDecimal[] totals = new BigDecimal[4];

    private int count;
    private long lines;

    private OrderDays() {}

    /** The number of order-days. */
    public int count() {
        return count;
    }

    /** The number of purchase events. */
    public long lines() {
        return lines;
    }

    /**
     * The first order-day.
     *
     * @throws IndexOutOfBoundsException if there is none
     */
    public long first() {
        return day(0);
    }

    /**
     * The last order-day.
     *
     * @throws IndexOutOfBoundsException if there is none
     */
    public long last() {
        return day(count - 1);
    }

    /**
     * An order-day by position.
     *
     * @throws IndexOutOfBoundsException if there are not that many
     */
    public long day(int index) {
        return days[checked(index)];
    }

    /**
     * What was spent on an order-day, by position.
     *
     * @throws IndexOutOfBoundsException if there are not that many
     */
    public double amount(int index) {
        return amounts[checked(index)].doubleValue();
    }

    /** The number of order-days after {@code from} up to and including {@code to}. */
    public int countBetween(long from, long to) {
        return Math.max(0, firstAfter(to) - firstAfter(from));
    }

    /** What was spent after {@code from} up to and including {@code to}. */
    public BigDecimal spentBetween(long from, long to) {
        int begin = firstAfter(from);
        int end = firstAfter(to);
        if (end <= begin) {
            return BigDecimal.ZERO;
        }
        return begin == 0 ? totals[end - 1] : totals[end - 1].subtract(totals[begin - 1]);
    }

    /** What was spent on all order-days. */
    public BigDecimal spent() {
        return count == 0 ? BigDecimal.ZERO : totals[count - 1];
    }

    /** The position of the first order-day after {@code day}; {@link #count()} if there is none. */
    private int firstAfter(long day) {
        int found = Arrays.binarySearch(days, 0, count, day);
        return found >= 0 ? found + 1 : -found - 1;
    }

    private int checked(int index) {
        return Index.require("order-day", index, count);
    }

    /** @param day not before the last one */
    private void add(long day, BigDecimal amount) {
        if (count > 0 && day <= days[count - 1]) {
            amounts[count - 1] = amounts[count - 1].add(amount);
            totals[count - 1] = totals[count - 1].add(amount);
            return;
        }
        if (count == days.length) {
            days = Arrays.copyOf(days, 2 * count);
            amounts = Arrays.copyOf(amounts, 2 * count);
            totals = Arrays.copyOf(totals, 2 * count);
        }
        days[count] = day;
        amounts[count] = amount;
        totals[count] = count == 0 ? amount : totals[count - 1].add(amount);
        count++;
    }

    private static final class OrderDayFold implements SharedFold.Fold<OrderDays> {

        private final CustomerContext customer;
        private final OrderDays orders = new OrderDays();

        OrderDayFold(CustomerContext customer) {
            this.customer = customer;
        }

        @Override
        public OrderDays value() {
            return orders;
        }

        @Override
        public void add(CustomerEvent event) {
            if (event instanceof Purchase purchase) {
                orders.lines++;
                orders.add(customer.day(purchase.time()), purchase.amount());
            }
        }

        @Override
        public void snapshot(StateWriter out) {
            out.whole(orders.lines).whole(orders.count);
            long before = 0;
            for (int i = 0; i < orders.count; i++) {
                out.whole(orders.days[i] - before).decimal(orders.amounts[i]);
                before = orders.days[i];
            }
        }

        @Override
        public void restore(StateReader in) {
            merge(in);
        }

        @Override
        public void merge(StateReader later) {
            orders.lines += later.whole();
            long day = 0;
            for (int i = later.count(4); i > 0; i--) {
                day += later.whole();
                orders.add(day, later.decimal());
            }
        }
    }
}
