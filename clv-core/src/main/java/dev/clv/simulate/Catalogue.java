package dev.clv.simulate;

import java.util.List;
import java.util.Locale;

/** What the shop sells: the same products in every simulation, each in one category and at one price level. */
final class Catalogue {

    static final List<String> CATEGORIES =
            List.of("home", "kitchen", "garden", "toys", "books", "beauty", "sports", "electronics");

    private static final int PER_CATEGORY = 12;
    private static final double[] PRICE_LEVEL = priceLevels();

    private Catalogue() {}

    static String id(int product) {
        return String.format(Locale.ROOT, "P%03d", product + 1);
    }

    static String category(int product) {
        return CATEGORIES.get(product / PER_CATEGORY);
    }

    /** How expensive a product is beside the others; decides its share of a basket's value. */
    static double priceLevel(int product) {
        return PRICE_LEVEL[product];
    }

    /** A product of the favourite category in six of ten draws, of any category otherwise. */
    static int pick(RandomStream random, int favourite) {
        int category = random.chance(0.6) ? favourite : random.below(CATEGORIES.size());
        return category * PER_CATEGORY + random.below(PER_CATEGORY);
    }

    private static double[] priceLevels() {
        RandomStream random = RandomStream.of(0, 0, 0);
        double[] levels = new double[CATEGORIES.size() * PER_CATEGORY];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = StrictMath.exp(0.5 * random.normal());
        }
        return levels;
    }
}
