package dev.clv.features.behaviour;

import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.Purchase;
import dev.clv.features.internal.CustomerSet;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a unit usually costs: the mean over all units that training customers bought of a product, of a category, and in
 * the shop. Purchases at no price tell nothing. Immutable.
 */
final class Prices {

    /** Below this share of the usual price, a line is at a discount; a hair of rounding makes none. */
    private static final double DISCOUNT = 0.95 + 1e-9;

    private static final String PRODUCTS = "product_prices";
    private static final String CATEGORIES = "category_prices";
    private static final String ALL = "shop_prices";

    static final List<String> TABLES = List.of(PRODUCTS, CATEGORIES, ALL);

    private final Population population;

    Prices(Population population) {
        this.population = population;
        TABLES.forEach(table -> population.require(table, 2));
    }

    static void survey(CustomerHistory history, PopulationSums sums) {
        long customer = CustomerSet.hash(history.customer());
        for (Purchase purchase : history.events(Purchase.class)) {
            if (purchase.amount().signum() > 0) {
                BigDecimal units = new BigDecimal(purchase.quantity());
                if (purchase.product() != null) {
                    sums.add(PRODUCTS, purchase.product(), customer, purchase.amount(), units);
                }
                if (purchase.category() != null) {
                    sums.add(CATEGORIES, purchase.category(), customer, purchase.amount(), units);
                }
                sums.add(ALL, Population.SHOP, customer, purchase.amount(), units);
            }
        }
    }

    /** What a unit was bought for over what the product usually costs; NaN if either is not known. */
    double relative(Purchase purchase) {
        return purchase.product() == null
                ? Double.NaN
                : over(purchase, population.ratio(PRODUCTS, purchase.product(), 0, 1));
    }

    /** What a unit was bought for over what a unit of the category usually costs; NaN if either is not known. */
    double level(Purchase purchase) {
        return purchase.category() == null
                ? Double.NaN
                : over(purchase, population.ratio(CATEGORIES, purchase.category(), 0, 1));
    }

    private static double over(Purchase purchase, double usual) {
        return purchase.amount().signum() == 0
                ? Double.NaN
                : purchase.amount().doubleValue() / purchase.quantity() / usual;
    }

    /** Whether a price in relation to the usual one is a discount: 5 % or more below it. */
    static boolean isDiscount(double relative) {
        return relative <= DISCOUNT;
    }

    /** What a unit costs: of the product, else of the category, else in the shop; NaN if none is known. */
    double unit(String product, @Nullable String category) {
        double own = population.ratio(PRODUCTS, product, 0, 1);
        double alike = category == null ? Double.NaN : population.ratio(CATEGORIES, category, 0, 1);
        return !Double.isNaN(own) ? own : !Double.isNaN(alike) ? alike : population.ratio(ALL, Population.SHOP, 0, 1);
    }
}
