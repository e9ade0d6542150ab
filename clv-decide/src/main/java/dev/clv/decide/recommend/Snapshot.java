package dev.clv.decide.recommend;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * A shop as it was known at the start of one day. A pair is a customer and a product they had bought; pairs are
 * numbered through all customers, within a customer by product. Ages are in days, at least 1.
 */
final class Snapshot {

    private final ShopDays shop;
    private final int end;
    private final int[] pairStart; // (customers + 1)
    private final int[] pairProduct; // (pairs)
    private final int[] firstRow; // (pairs): of its purchases
    private final int[] endRow; // (pairs)
    private final int[] buyersStart; // (products + 1)
    private final int[] buyers; // (pairs): customers by product, rising
    private final int[] buyerPairs; // (pairs): the pair of each
    private final int[] firstSale; // (products): epoch day, Integer.MAX_VALUE if never sold
    private final boolean[] known; // (products)

    /** @param end the first epoch day that is not seen */
    Snapshot(ShopDays shop, int end) {
        this.shop = shop;
        this.end = end;
        ProductDays rows = shop.purchases();
        int customers = rows.customers();
        pairStart = new int[customers + 1];
        int[] products = new int[rows.product().length];
        int[] first = new int[products.length];
        int[] last = new int[products.length];
        buyersStart = new int[shop.products().size() + 1];
        firstSale = new int[shop.products().size()];
        Arrays.fill(firstSale, Integer.MAX_VALUE);
        int pairs = 0;
        for (int c = 0; c < customers; c++) {
            int to = rows.start()[c + 1];
            for (int i = rows.start()[c]; i < to; ) {
                int product = rows.product()[i];
                int from = i;
                int seen = i;
                for (; i < to && rows.product()[i] == product; i++) {
                    if (rows.day()[i] < end) {
                        seen = i + 1;
                    }
                }
                if (seen > from) {
                    products[pairs] = product;
                    first[pairs] = from;
                    last[pairs++] = seen;
                    buyersStart[product + 1]++;
                    firstSale[product] = Math.min(firstSale[product], rows.day()[from]);
                }
            }
            pairStart[c + 1] = pairs;
        }
        pairProduct = Arrays.copyOf(products, pairs);
        firstRow = Arrays.copyOf(first, pairs);
        endRow = Arrays.copyOf(last, pairs);
        Arrays.parallelPrefix(buyersStart, Integer::sum);
        buyers = new int[pairs];
        buyerPairs = new int[pairs];
        int[] next = buyersStart.clone();
        for (int c = 0; c < customers; c++) {
            for (int p = pairStart[c]; p < pairStart[c + 1]; p++) {
                int place = next[pairProduct[p]]++;
                buyers[place] = c;
                buyerPairs[place] = p;
            }
        }
        known = new boolean[firstSale.length];
        for (int j = 0; j < known.length; j++) {
            known[j] = firstSale[j] != Integer.MAX_VALUE
                    || shop.catalogue().contains(shop.products().get(j));
        }
        ProductDays interest = shop.interest();
        for (int row = 0; row < interest.product().length; row++) {
            known[interest.product()[row]] |= interest.day()[row] < end;
        }
    }

    ShopDays shop() {
        return shop;
    }

    /** The first epoch day that is not seen. */
    int end() {
        return end;
    }

    int customers() {
        return pairStart.length - 1;
    }

    int products() {
        return firstSale.length;
    }

    int pairs() {
        return pairProduct.length;
    }

    int pairsFrom(int customer) {
        return pairStart[customer];
    }

    int pairsTo(int customer) {
        return pairStart[customer + 1];
    }

    int product(int pair) {
        return pairProduct[pair];
    }

    /** Whether a product was bought, viewed or put into a cart, or is in the catalogue. */
    boolean isKnown(int product) {
        return known[product];
    }

    /** Whether anything a customer bought, viewed or put into a cart is seen. */
    boolean isKnownCustomer(int customer) {
        ProductDays interest = shop.interest();
        for (int row = interest.start()[customer]; row < interest.start()[customer + 1]; row++) {
            if (interest.day()[row] < end) {
                return true;
            }
        }
        return pairStart[customer] < pairStart[customer + 1];
    }

    /** On how many days a customer bought something. */
    int orderDays(int customer) {
        Set<Integer> days = new HashSet<>();
        for (int pair = pairStart[customer]; pair < pairStart[customer + 1]; pair++) {
            for (int row = firstRow[pair]; row < endRow[pair]; row++) {
                days.add(shop.purchases().day()[row]);
            }
        }
        return days.size();
    }

    /** On how many days the pair was bought. */
    int days(int pair) {
        return endRow[pair] - firstRow[pair];
    }

    /** Days since the pair was bought last. */
    int age(int pair) {
        return end - shop.purchases().day()[endRow[pair] - 1];
    }

    /** Days since the pair was bought first. */
    int firstAge(int pair) {
        return end - shop.purchases().day()[firstRow[pair]];
    }

    /** The sum of a decay over the days on which the pair was bought. */
    double habit(int pair, Decay decay) {
        double sum = 0;
        for (int row = firstRow[pair]; row < endRow[pair]; row++) {
            sum += decay.of(end - shop.purchases().day()[row]);
        }
        return sum;
    }

    int buyersFrom(int product) {
        return buyersStart[product];
    }

    int buyersTo(int product) {
        return buyersStart[product + 1];
    }

    int buyerCount(int product) {
        return buyersStart[product + 1] - buyersStart[product];
    }

    /** A customer who bought a product, by a place from {@link #buyersFrom} to before {@link #buyersTo}. */
    int buyer(int place) {
        return buyers[place];
    }

    /** The pair of that customer and the product. */
    int buyerPair(int place) {
        return buyerPairs[place];
    }

    /** Days since a product was first sold; 0 if it never was. */
    int productAge(int product) {
        return firstSale[product] == Integer.MAX_VALUE ? 0 : end - firstSale[product];
    }

    /** How many customers bought anything in a window of days, as {@link #buyersWithin}. */
    int customersWithin(int from, int to) {
        int count = 0;
        for (int customer = 0; customer < customers(); customer++) {
            count += boughtWithin(customer, from, to) ? 1 : 0;
        }
        return count;
    }

    private boolean boughtWithin(int customer, int from, int to) {
        for (int pair = pairStart[customer]; pair < pairStart[customer + 1]; pair++) {
            for (int row = firstRow[pair]; row < endRow[pair]; row++) {
                int age = end - shop.purchases().day()[row];
                if (age >= from && age <= to) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * How many customers bought each product in a window of days.
     *
     * @param from the earliest age, at least 1
     * @param to the latest age
     */
    int[] buyersWithin(int from, int to) {
        int[] counts = new int[products()];
        int[] days = shop.purchases().day();
        for (int pair = 0; pair < pairs(); pair++) {
            for (int row = endRow[pair] - 1; row >= firstRow[pair] && end - days[row] <= to; row--) {
                if (end - days[row] >= from) {
                    counts[pairProduct[pair]]++;
                    break;
                }
            }
        }
        return counts;
    }
}
