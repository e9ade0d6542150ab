package dev.clv.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a customer orders: BG/NBD on the seasonal clock, and what an order is made of.
 *
 * <p>How an order went and whether it was the last one are drawn together: orders that drive a customer away mostly
 * went badly. Over all orders, leaving still has exactly the customer's dropout probability, independently from order
 * to order, so BG/NBD holds while ratings, words and refunds betray who is about to leave or has left. As in the paper,
 * nobody leaves with the first purchase.
 */
final class OrderProcess {

    /** The share of refunds that take back the whole order; the others take back one of its lines. */
    private static final double WHOLE_ORDER = 0.7;

    private static final int FIRST_REFUND_DAY = 2;
    private static final int LAST_REFUND_DAY = 21;

    /** Shares of satisfaction 1 to 5 among orders after which the customer stays, and leaves. */
    private static final double[] WHEN_STAYING = {0.02, 0.05, 0.13, 0.36, 0.44};

    private static final double[] WHEN_LEAVING = {0.30, 0.28, 0.22, 0.13, 0.07};

    /** The probability of a refund at satisfaction 1 to 5. */
    private static final double[] REFUND = {0.40, 0.22, 0.08, 0.03, 0.01};

    /** Shares of baskets with 1 to 5 lines. */
    private static final double[] LINES = {0.42, 0.27, 0.16, 0.10, 0.05};

    private final SeasonalClock clock;

    OrderProcess(SeasonalClock clock) {
        this.clock = clock;
    }

    /** The customer's orders from the first one on, while the clock shows less than {@code until}. */
    List<Order> all(Shopper shopper, double until, RandomStream random) {
        List<Order> orders = new ArrayList<>();
        if (shopper.joined() < until) {
            orders.add(order(shopper, shopper.joined(), false, random));
            orders.addAll(after(shopper, shopper.joined(), until, random));
        }
        return orders;
    }

    /**
     * The orders of a customer who is alive when the clock shows {@code from}, while it shows less than {@code until}.
     */
    List<Order> after(Shopper shopper, double from, double until, RandomStream random) {
        List<Order> orders = new ArrayList<>();
        double reading = from + random.exponential() / shopper.rate();
        boolean alive = true;
        while (alive && reading < until) {
            alive = !random.chance(shopper.dropout());
            orders.add(order(shopper, reading, !alive, random));
            reading += random.exponential() / shopper.rate();
        }
        return orders;
    }

    /**
     * What a customer will pay within [from, until), less what will be paid back within it, given the orders before
     * {@code from}; in currency units.
     *
     * <p>A customer who is alive still is, when the clock has advanced by {@code c}, with probability {@code exp(-rate
     * * dropout * c)} (thinning), so the expected number of orders by then is {@code (1 - exp(-rate * dropout * c)) /
     * dropout}. A refund that comes {@code d} days after its order counts when the order was placed before {@code until
     * - d}. Order value, refund and its delay are independent of the order's time; a line taken back is any of the
     * order's lines alike, so its expected value is the order's over their number.
     */
    double expectedValue(Shopper shopper, List<Order> past, Instant from, Instant until) {
        long pending = past.stream()
                .mapToLong(order -> order.centsBackWithin(from, until))
                .sum();
        boolean alive = !past.get(past.size() - 1).last();
        return (alive ? expectedValue(shopper, from, until) : 0) - pending / 100.0;
    }

    /** What a customer who is alive at {@code from} is expected to pay for future orders, less their refunds. */
    private double expectedValue(Shopper shopper, Instant from, Instant until) {
        double begin = clock.at(from);
        double refunded = 0;
        for (int day = FIRST_REFUND_DAY; day <= LAST_REFUND_DAY; day++) {
            Instant latest = until.minus(Duration.ofDays(day));
            if (latest.isAfter(from)) {
                refunded += expectedOrders(shopper, clock.at(latest) - begin);
            }
        }
        refunded *= refundedShare(shopper.dropout()) / (LAST_REFUND_DAY - FIRST_REFUND_DAY + 1);
        return shopper.meanOrder() * (expectedOrders(shopper, clock.at(until) - begin) - refunded);
    }

    /** The expected number of orders while the clock advances by {@code span}, of a customer who is alive before. */
    static double expectedOrders(Shopper shopper, double span) {
        double exposure = shopper.rate() * span;
        double leaving = shopper.dropout() * exposure;
        // The limit for customers who hardly ever leave, where the quotient would lose its digits.
        return leaving < 1e-12 ? exposure : -StrictMath.expm1(-leaving) / shopper.dropout();
    }

    /** The expected share of an order's value that is paid back sooner or later. */
    private static double refundedShare(double dropout) {
        double probability = 0;
        double oneLine = 0;
        for (int i = 0; i < REFUND.length; i++) {
            probability += REFUND[i] * (dropout * WHEN_LEAVING[i] + (1 - dropout) * WHEN_STAYING[i]);
        }
        for (int i = 0; i < LINES.length; i++) {
            oneLine += LINES[i] / (i + 1);
        }
        return probability * (WHOLE_ORDER + (1 - WHOLE_ORDER) * oneLine);
    }

    private Order order(Shopper shopper, double reading, boolean last, RandomStream random) {
        int satisfaction = 1 + random.pick(last ? WHEN_LEAVING : WHEN_STAYING);
        List<Order.Line> lines = basket(shopper, random);
        return new Order(clock.when(reading), lines, satisfaction, last, giveBack(satisfaction, lines, random));
    }

    /** Splits a gamma-distributed order value, rounded to cents, among distinct products by their price levels. */
    private static List<Order.Line> basket(Shopper shopper, RandomStream random) {
        int size = 1 + random.pick(LINES);
        List<Integer> products = new ArrayList<>();
        double levels = 0;
        while (products.size() < size) {
            int product = Catalogue.pick(random, shopper.favourite());
            if (!products.contains(product)) {
                products.add(product);
                levels += Catalogue.priceLevel(product);
            }
        }
        double value = shopper.scale() * random.gamma(Shopper.ORDER_SHAPE);
        long left = Math.max(size, StrictMath.round(100 * value));
        List<Order.Line> lines = new ArrayList<>();
        for (int product : products) {
            int after = size - lines.size() - 1;
            double level = Catalogue.priceLevel(product);
            // Every line costs at least a cent, and the last one takes what rounding has left over.
            long cents =
                    after == 0 ? left : Math.min(left - after, Math.max(1, StrictMath.round(left * level / levels)));
            lines.add(new Order.Line(product, 1 + random.pick(new double[] {0.75, 0.18, 0.07}), cents));
            left -= cents;
            levels -= level;
        }
        return List.copyOf(lines);
    }

    private static Order.@Nullable GiveBack giveBack(int satisfaction, List<Order.Line> lines, RandomStream random) {
        if (!random.chance(REFUND[satisfaction - 1])) {
            return null;
        }
        Duration after = Duration.ofDays(random.between(FIRST_REFUND_DAY, LAST_REFUND_DAY));
        return new Order.GiveBack(
                after, random.chance(WHOLE_ORDER) ? lines : List.of(lines.get(random.below(lines.size()))));
    }
}
