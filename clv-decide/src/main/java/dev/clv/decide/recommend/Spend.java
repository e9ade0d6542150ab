package dev.clv.decide.recommend;

/** What a customer pays for a product on a day it is bought. Immutable and thread-safe. */
final class Spend {

    private static final int RECENT = 90;

    /** So many days at the mean of all are added to a customer's, who may have bought once. */
    private static final double PRIOR_DAYS = 3;

    private final double[] ofProduct; // (products): mean amount of a day; NaN if never sold
    private final double[] ofCustomer; // (customers): a factor, 1 for the mean

    Spend(ShopDays shop) {
        int products = shop.products().size();
        ProductDays rows = shop.purchases();
        double[] sums = new double[products];
        int[] counts = new int[products];
        double[] recentSums = new double[products];
        int[] recentCounts = new int[products];
        for (int row = 0; row < rows.product().length; row++) {
            int product = rows.product()[row];
            sums[product] += rows.amount()[row];
            counts[product]++;
            if (shop.end() - rows.day()[row] <= RECENT) {
                recentSums[product] += rows.amount()[row];
                recentCounts[product]++;
            }
        }
        ofProduct = new double[products];
        double total = 0;
        for (int j = 0; j < products; j++) {
            ofProduct[j] = recentCounts[j] > 0 ? recentSums[j] / recentCounts[j] : sums[j] / counts[j];
            total += sums[j];
        }
        double prior = PRIOR_DAYS * total / Math.max(1, rows.product().length);
        ofCustomer = new double[rows.customers()];
        for (int c = 0; c < ofCustomer.length; c++) {
            double paid = prior;
            double usual = prior;
            for (int row = rows.start()[c]; row < rows.start()[c + 1]; row++) {
                paid += rows.amount()[row];
                usual += sums[rows.product()[row]] / counts[rows.product()[row]];
            }
            ofCustomer[c] = usual > 0 ? paid / usual : 1;
        }
    }

    /** In currency; NaN for a product that was never sold. */
    double of(int customer, int product) {
        return ofProduct[product] * ofCustomer[customer];
    }

    /** In currency, of a customer of whom nothing is known. */
    double ofNewcomer(int product) {
        return ofProduct[product];
    }
}
