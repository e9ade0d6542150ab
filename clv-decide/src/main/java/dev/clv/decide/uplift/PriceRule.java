package dev.clv.decide.uplift;

import java.util.Locale;
import java.util.Optional;

/**
 * Which prices may be offered of a product. Nobody pays more than the list price unless {@link #ceiling} says
 * otherwise. Immutable and thread-safe.
 *
 * <pre>{@code
 * PriceRule rule = PriceRule.list(20).unitCost(11).leastMargin(0.2).floor(12);
 * }</pre>
 */
public final class PriceRule {

    private final double list;
    private final double unitCost;
    private final double floor;
    private final double ceiling;
    private final double leastMargin;

    private PriceRule(double list, double unitCost, double floor, double ceiling, double leastMargin) {
        this.list = list;
        this.unitCost = unitCost;
        this.floor = floor;
        this.ceiling = ceiling;
        this.leastMargin = leastMargin;
        if (floor > ceiling) {
            throw new IllegalArgumentException(
                    "the floor of prices, " + floor + ", lies above the ceiling, " + ceiling);
        }
    }

    /**
     * Any price up to the list price.
     *
     * @param price positive and finite
     */
    public static PriceRule list(double price) {
        requirePositive("list price", price);
        return new PriceRule(price, 0, 0, price, Double.NEGATIVE_INFINITY);
    }

    /**
     * With what a unit costs the business, from which the margin is counted.
     *
     * @param money zero or more, finite
     */
    public PriceRule unitCost(double money) {
        if (!(money >= 0 && money < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the cost of a unit must be zero or more, was " + money);
        }
        return new PriceRule(list, money, floor, ceiling, leastMargin);
    }

    /** With a lowest price; positive, and not above the ceiling. */
    public PriceRule floor(double price) {
        requirePositive("floor of prices", price);
        return new PriceRule(list, unitCost, price, ceiling, leastMargin);
    }

    /**
     * With a highest price, which may lie above the list price: then some customers may be asked for more than the list
     * price, which many find unfair and some laws forbid.
     */
    public PriceRule ceiling(double price) {
        requirePositive("ceiling of prices", price);
        return new PriceRule(list, unitCost, floor, price, leastMargin);
    }

    /**
     * With a smallest margin.
     *
     * @param share of the price that is left when the unit is paid; below 1
     */
    public PriceRule leastMargin(double share) {
        if (!(share < 1) || share == Double.NEGATIVE_INFINITY) {
            throw new IllegalArgumentException("a margin must be a share of the price below 1, was " + share);
        }
        return new PriceRule(list, unitCost, floor, ceiling, share);
    }

    /** The price without any offer. */
    public double list() {
        return list;
    }

    /** Which rule a price breaks, in words; empty if none. */
    public Optional<String> breach(double price) {
        if (!(price > 0 && price < Double.POSITIVE_INFINITY)) {
            return Optional.of("it is no price");
        }
        if (price > ceiling) {
            return Optional.of(
                    ceiling == list
                            ? "it is above the list price of " + number(list)
                            : "it is above the ceiling of " + number(ceiling));
        }
        if (price < floor) {
            return Optional.of("it is below the floor of " + number(floor));
        }
        double margin = (price - unitCost) / price;
        return margin < leastMargin
                ? Optional.of(
                        "its margin of " + number(100 * margin) + " % is below " + number(100 * leastMargin) + " %")
                : Optional.empty();
    }

    private static void requirePositive(String what, double price) {
        if (!(price > 0 && price < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the " + what + " must be positive and finite, was " + price);
        }
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    @Override
    public String toString() {
        return "list " + number(list) + ", unit cost " + number(unitCost) + ", from " + number(floor) + " to "
                + number(ceiling)
                + (leastMargin == Double.NEGATIVE_INFINITY
                        ? ""
                        : ", margin at least " + number(100 * leastMargin) + " %");
    }
}
